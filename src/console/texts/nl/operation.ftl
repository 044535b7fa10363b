# Rechten in bedrijf: wie leest wat beschermd is.

readers = Wie leest wat
readers-lead = Iedereen die een gegevensklasse exact mag lezen, via welk profiel, welke groep en welke rol, en wanneer dat voor het laatst gebeurde.
readers-class = Gegevensklasse
readers-of = { $class }: { $count ->
    [one] 1 persoon
   *[other] { $number } personen
}
readers-kept = Elke lezing wordt { $days } dagen bewaard, per persoon en dag.
readers-not-kept = Wie deze klasse leest, wordt niet bijgehouden.
readers-safeguards = Waarborgen
readers-reach = Bereik
readers-last = Laatst gelezen
readers-shown = Getoond
readers-next = Meer personen
looks = Wie dit heeft bekeken
looks-lead = Wie beschermde gegevens van dit record heeft gezien, de laatste eerst.
looks-none = Niemand heeft beschermde gegevens van dit record gezien.
looks-class = Wat
looks-when = Laatst die dag
looks-through = Via
through-record = het record
through-list = een lijst
through-export = een export
