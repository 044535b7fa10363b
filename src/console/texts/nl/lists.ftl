# Lijsten: kolommen, groepen, voorwaarden, weergaven, veel records tegelijk, bestanden.

list-export = Exporteren
list-group = Groeperen
group-on = Groepering staat aan
group-not = Niet groeperen
group-none = Geen
group-count = Aantal
group-all = Alle groepen in de lijst tonen
groups-by = Per { $label }
groups-more = alleen de grootste groepen staan hier
groups-partial = * zonder wat u niet mag zien
groups-whole = { $label }, van alle { $records } records die er een hebben: ongeveer { $sum }
list-columns = Kolommen
columns-usual = Gewone kolommen
column-earlier = “{ $label }” een plaats naar voren
column-later = “{ $label }” een plaats naar achteren
column-width = Breedte van “{ $label }”: sleep, of klik voor de volgende
filter-add = Voorwaarde toevoegen
filter-on = Verder
filter-do = Toevoegen
filter-op = Voorwaarde
filter-value = Waarde
filter-without = Voorwaarde “{ $text }” weghalen
op-contains = bevat
op-begins = begint met
op-ends = eindigt op
op-is = is
op-is-not = is niet
op-from = is minstens
op-to = is hoogstens
op-above = is meer dan
op-below = is minder dan
op-filled = is ingevuld
op-since = is op of na
op-until = is op of voor
op-after = is na
op-before = is voor
op-empty = is leeg
list-views = Weergaven
view-all = Alle
view-save = Weergave opslaan
view-save-new = Als nieuwe weergave opslaan
view-update = “{ $name }” bijwerken
view-delete = Weergave verwijderen
view-manage = Weergaven beheren
view-open = Lijst openen
view-name = Naam van de weergave
view-audience = Voor wie
view-lead = Een weergave bewaart zoekwoorden, filter, volgorde, kolommen en groepen van een lijst onder een naam.
view-saved = De weergave is opgeslagen.
view-deleted = De weergave staat in de prullenbak.
view-out-of-reach = Deze weergave vraagt om iets wat u niet mag zien.
list-more = { $number } rijen worden getoond
list-pick = Kiezen
list-pick-one = { $title } kiezen
list-pick-all = Alle resultaten: { $total }
list-picked = Geselecteerd
list-picked-elsewhere = { $number } niet op deze pagina
list-bulk = Veel tegelijk wijzigen
bulk-change = Wijzigen
bulk-assign = Toewijzen
bulk-merge = Samenvoegen
bulk-change-heading = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
} wijzigen
bulk-assign-heading = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
} toewijzen
bulk-delete-heading = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
} naar de prullenbak
bulk-restore-heading = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
} terugzetten
bulk-change-lead = Vink aan wat moet veranderen; een lege waarde wist. U kunt het daarna in één keer ongedaan maken.
bulk-lead = U kunt het daarna in één keer ongedaan maken.
bulk-set = { $label } wijzigen
bulk-nothing-set = Vink minstens één veld aan.
bulk-nothing-picked = Kies eerst een of meer rijen.
bulk-merge-two = Kies precies twee rijen om samen te voegen.
bulk-too-many = Er kunnen er hoogstens 10.000 tegelijk worden gewijzigd. Beperk de lijst met een filter.
bulk-count-moved = Inmiddels voldoen er { $number }. Bekijk de lijst opnieuw, of ga door.
bulk-changed = Gewijzigd: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-deleted = Naar de prullenbak: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-restored = Teruggezet: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-undone = Ongedaan gemaakt: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-undo-heading = Wijziging van veel records ongedaan maken
bulk-undo-lead = Alles wat samen is gewijzigd, wordt weer wat het was.
bulk-refused = Sommige zijn geweigerd en bleven zoals ze waren.
bulk-broken-off = Het waren er zo veel dat de rest niet is geprobeerd.
bulk-refused-caption = Wat is geweigerd, en waarom
bulk-why-not = Waarom niet
bulk-stale = Iemand anders heeft het intussen gewijzigd. Bekijk het, en probeer het opnieuw.
bulk-gone = Het is niet meer te vinden, of u mag het niet wijzigen.
bulk-back = Terug naar de lijst
bin-by = Verwijderd door
export-heading = Exporteren: { $types }
export-format = Bestandsformaat
export-xlsx = Excel (XLSX)
export-csv = CSV, voor elk programma met tabellen
export-json = JSON, voor programma’s
export-vcard = vCard, voor adresboeken
export-columns = Kiest u er geen, dan bevat het bestand alle kolommen die u mag zien. Een vCard bevat wat adresboeken kennen.
export-do = Downloaden
cell-conflict = Iemand anders heeft dit record intussen gewijzigd. Er is niets opgeslagen.
cell-open = Record openen
keys-list = In een lijst
keys-walk = Van cel naar cel
keys-change = Een cel wijzigen of openen
keys-pick = Een rij kiezen
keys-width = Kolom breder, smaller
key-space = Spatie
key-shift = Shift
