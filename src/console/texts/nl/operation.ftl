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

# Optreden als iemand anders.

acting = Optreden als iemand anders
acting-lead = Zie wat een andere gebruiker ziet, om een genoemde reden en voor beperkte tijd. De gebruiker krijgt het te horen, en het journaal noemt u allebei.
acting-state = Met een reden, hoogstens een uur
acting-banner = { $who } treedt op als { $whom } tot { $until }.
acting-looks-only = Er kan niets worden gewijzigd.
acting-may-change = Records kunnen worden gewijzigd.
acting-end = Beëindigen
acting-refused = Dit kan niet terwijl u als iemand anders optreedt.
acting-whom = Als wie
acting-who = Wie
acting-minutes = Hoe lang
acting-minutes-number = { $minutes } minuten
acting-why-help = De gebruiker leest het, en wie het journaal leest ook.
acting-why = Geef een reden.
acting-choose = Kies als wie.
acting-changes = Ook records wijzigen, nooit rechten, gebruikers of instellingen
acting-begin = Beginnen
acting-past = Wat zo is gedaan
acting-from = Van
acting-until = Tot
acting-told = Gezien door de gebruiker
acted = Anderen die als u optraden
acted-lead = Beheerders die zagen wat u ziet, met hun reden.
acted-seen = Ik weet het
acted-home = { $who } trad op als u: { $purpose }
actor-acting = { $who } (in werkelijkheid { $real })

# Noodtoegang.

emergency = Noodtoegang
emergency-lead = Een rol voor enkele uren, met een reden. Ze eindigt vanzelf, elke beheerder krijgt het te horen, en ze blijft als bewijs bewaard.
emergency-state = { $count ->
    [0] Niemand heeft noodtoegang
    [one] Eén persoon heeft noodtoegang
   *[other] { $number } personen hebben noodtoegang
}
emergency-role = Rol
emergency-hours = Hoe lang
emergency-hours-number = { $count ->
    [one] 1 uur
   *[other] { $number } uur
}
emergency-why-help = Elke beheerder leest het.
emergency-why = Geef een reden.
emergency-choose-user = Kies wie de rol krijgt.
emergency-choose-role = Kies een rol.
emergency-give = De rol geven
emergency-given = Gegeven
emergency-none = Niemand heeft ooit noodtoegang gehad.
emergency-by = Gegeven door
emergency-open = Nu
emergency-end = Nu beëindigen

# Rechten als bestand.

rights-file = Rechten als bestand
rights-file-lead = Rollen, profielen, groepen, deelregels, beperkingen, beweringen, waarborgen en redenen op naam, voor versiebeheer en andere installaties.
rights-file-export = Downloaden
rights-file-file = Een bestand om te vergelijken met wat er is
rights-file-help = Er wordt nog niets gewijzigd: eerst ziet u wat er zou veranderen.
rights-file-prune = Dit is alles: wat niet in het bestand staat, gaat in de prullenbak
rights-file-compare = Vergelijken
rights-file-choose = Kies een bestand.
rights-file-large = Een rechtenbestand is hoogstens 1 MB groot.
rights-file-unreadable = Dit is geen tekst in UTF-8.
rights-file-plan = Wat het inlezen zou veranderen
rights-file-same = Niets: alles is zoals het bestand zegt.
rights-file-another = Een ander bestand
rights-file-made = { $kind } “{ $name }” wordt aangemaakt
rights-file-changed = { $kind } “{ $name }” wordt gewijzigd
rights-file-gone = { $kind } “{ $name }” gaat in de prullenbak
rights-file-nobody = Niemand wint of verliest iets van wat er nu is; wat later komt, volgt de nieuwe rechten.
rights-file-apply = Bestand inlezen
rights-file-other = Er zou nu iets anders gebeuren dan u te zien kreeg. Kijk het nog eens na.
beside-rules = Wat records naast rollen openstelt, voor mensen die andere van die soort zien.
beside-restrictions = Wat records en gegevens afsluit, wat rollen ook zeggen.
beside-whom = Voor wie
beside-over = Voorbij
rule-not-to-act-as = Kies een andere gebruiker die actief is.
state-evidence-stays = Wat begonnen is, blijft zoals het was; beëindig het, en begin een ander.
