# Wat om een record heen staat: zijn buren, wat ernaar verwijst, zijn bestanden en zijn verhaal.

add = Toevoegen
back-to-list = Terug naar { $types }
neighbours = In deze lijst
neighbour-previous = Vorige: { $title }
neighbour-next = Volgende: { $title }
done-added = De activiteit is toegevoegd.
done-attached = Het uploaden is klaar.
done-finished = De activiteit is afgerond.
done-made = Het nieuwe record is aangemaakt.
done-merged = De twee records zijn samengevoegd.
done-unmerged = De samenvoeging is ongedaan gemaakt: beide records zijn er weer.
done-returned = De eerdere versie is teruggezet.

# Activiteiten en de tijdlijn.

compose = Iets noteren of plannen
timeline = Wat er gebeurde
timeline-pages = Pagina’s van wat er gebeurde
timeline-newest = Nieuwste
timeline-more = { $count ->
    [one] En nog één veld
   *[other] En nog { $number } velden
}
due = Uiterlijk
finish = Gedaan
finish-heading = “{ $title }” als gedaan markeren
finish-lead = De activiteit wordt nu als gedaan vastgelegd.

# Bestanden.

files = Bestanden
files-add = Bestanden toevoegen
files-all = Alle bestanden
files-none = Kies eerst een bestand.
files-too-large = Dit bestand is te groot. Het maximum is { $size }.
upload = Uploaden
download = Downloaden
download-what = { $title } downloaden
file = Bestand
open-file = Openen
preview-part = Dit is het begin. Open of download het bestand voor de rest.
preview-none = Van dit soort bestand is er geen voorbeeld. Download het om het te openen.

# Versies.

version = Versie { $version }
version-of = Versie { $version }: { $when }, { $who }
compare-title = Versies: { $title }
compare-heading = Versies vergelijken
compare-now = Vergelijken met nu
compare-one = Eén versie
compare-two = Andere versie
compare-button = Vergelijken
compare-same = Deze versies verschillen niet in wat u mag zien.
return-here = Hiernaar terug
return-to = Terug naar versie { $version }
return-heading = “{ $title }” terugbrengen naar versie { $version }
return-lead = Alles wat sindsdien is gewijzigd, wordt ongedaan gemaakt. In de geschiedenis staat dat als een nieuwe wijziging.
return-button = Terug naar deze versie

# Records die hetzelfde lijken, en ze samenvoegen.

alike-heading = Dit bestaat misschien al:
alike-email = hetzelfde e-mailadres
alike-vat = hetzelfde btw-nummer
alike-sku = hetzelfde artikelnummer
alike-name = een gelijkende naam op dezelfde postcode
alike-namesake = dezelfde naam
alike-save = Is het een ander, sla het dan toch op.
save-anyway = Toch opslaan
opens-apart = (opent in een nieuw tabblad)
refused-merge = Met uw rollen mag u deze { $types } niet samenvoegen.
merge-start = Vergelijken en samenvoegen
merge-two = Samenvoegen gaat met twee { $types }. Kies er twee.
merge-heading = Twee { $types } samenvoegen
merge-how = Twee records worden er één. Kies wat u wilt houden; er wordt niets opgeslagen voordat u het resultaat hebt gezien.
merge-stays = Welk record blijft?
merge-stays-help = Het andere gaat naar de prullenbak, en alles wat ernaar verwijst, verwijst dan naar dit.
merge-changed = Gewijzigd
merge-settled = Automatisch gecombineerd
merge-same = { $count ->
    [one] Nog één veld is in beide gelijk.
   *[other] Nog { $number } velden zijn in beide gelijk.
}
merge-preview = Resultaat tonen
merge-question = Samenvoegen tot “{ $winner }”
merge-lead = “{ $winner }” blijft, met de waarden hieronder. “{ $loser }” gaat naar de prullenbak, en alles wat ernaar verwijst, verwijst dan naar “{ $winner }”.
merge-button = Samenvoegen
unmerge-heading = Samenvoeging van “{ $title }” ongedaan maken
unmerge-lead = Beide records komen terug zoals ze waren, met hun eigen verwijzingen.
unmerge-button = Samenvoeging ongedaan maken

# Formulieren met script.

draft-found = U hebt hier iets ingevuld dat niet is opgeslagen.
draft-restore = Terugzetten
draft-drop = Weggooien
pick = Kiezen
day-example = 24-11-2026

# Een lead omzetten.

convert = Omzetten
convert-heading = “{ $title }” omzetten
convert-lead = De lead wordt een organisatie, een contactpersoon en een deal, alles in één keer. Dat is terug te draaien.
convert-company = Of een nieuwe, genaamd
convert-company-help = Laat beide leeg om zonder organisatie om te zetten.
convert-with-deal = Maak er een deal van
convert-refused = Uw rollen staan niet toe dat u deze lead omzet.
done-converted = De lead is omgezet.
done-unconverted = De omzetting is teruggedraaid: het is weer een lead.
unconvert-heading = Omzetting van “{ $title }” terugdraaien
unconvert-lead = De records die ervan zijn gemaakt, gaan naar de prullenbak, en het is weer een lead.
unconvert-button = Terugdraaien
