# Rechte im Betrieb: wer liest, was geschützt ist.

readers = Wer liest was
readers-lead = Alle, die eine Datenklasse genau lesen dürfen, über welches Profil, welche Gruppe und welche Rolle, und wann das zuletzt geschah.
readers-class = Datenklasse
readers-of = { $class }: { $count ->
    [one] 1 Person
   *[other] { $number } Personen
}
readers-kept = Jedes Lesen wird { $days } Tage aufbewahrt, nach Person und Tag.
readers-not-kept = Wer diese Klasse liest, wird nicht festgehalten.
readers-safeguards = Schutzregeln
readers-reach = Reichweite
readers-last = Zuletzt gelesen
readers-shown = Gezeigt
readers-next = Weitere Personen
looks = Wer das angesehen hat
looks-lead = Wem geschützte Daten dieses Datensatzes gezeigt wurden, die letzten zuerst.
looks-none = Niemandem wurden geschützte Daten dieses Datensatzes gezeigt.
looks-class = Was
looks-when = Zuletzt an dem Tag
looks-through = Über
through-record = den Datensatz
through-list = eine Liste
through-export = einen Export
