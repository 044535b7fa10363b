# De importassistent.

group-upkeep = Onderhoud
import = Importeren
import-lead = Haal records binnen uit een bestand. U ziet wat er zou gebeuren voordat er iets wordt opgeslagen, en kunt het daarna ongedaan maken.
import-steps = Stappen van de import
import-way = Waar u bent
step-file = Bestand
step-columns = Kolommen
step-check = Controle
step-import = Import
import-what = Wat er in het bestand staat
import-file = Het bestand
import-file-help = Kies een bestand of laat het hier los: CSV, Excel (.xlsx), vCard of JSON, hoogstens { $limit }.
import-next = Kolommen bekijken
import-nothing-yet = Er wordt nog niets opgeslagen.
import-earlier = Eerdere imports
import-refused = Geen van uw rollen laat u { $types } importeren.
import-refused-any = Geen van uw rollen laat u iets importeren.
import-choose-type = Kies wat er in het bestand staat.
import-choose-file = Kies een bestand.
import-no-lines = Er staan geen regels in dit bestand. Kies er een met gegevens.
import-of = Import van { $name }
import-lines = { $count ->
    [one] { $number } regel
   *[other] { $number } regels
}
import-discard = Dit bestand weggooien
reading = Hoe het bestand wordt gelezen
reading-delimiter = Cellen zijn gescheiden door
reading-encoding = Tekencodering
reading-sheet = Werkblad
reading-header = De eerste rij bevat de namen van de kolommen
reading-again = Opnieuw lezen
reading-found = Zoals herkend
reading-found-as = Zoals herkend: { $text }
delimiter-comma = komma
delimiter-semicolon = puntkomma
delimiter-tab = tab
delimiter-bar = verticale streep
columns-heading = Waar elke kolom heen gaat
columns-lead = Elke regel wordt een record van de soort “{ $type }”. Wijzig wat niet klopt; kolommen zonder veld worden overgeslagen.
column-name = Kolom
column-examples = Voorbeelden
column-goes = Gaat naar
column-goes-of = Kolom “{ $name }” gaat naar
column-constant = Op elke regel hetzelfde
column-empty = leeg
column-unsure = controleer dit
target-ignore = – weggelaten –
target-full-name = Volledige naam
target-id = Id in deze installatie
target-by = { $label }, gevonden op { $by }
target-currency = { $label }: valuta
also-make = Maak van elke regel een tweede record: { $type }
same-heading = Bestaande records
match = Een regel vindt zijn record op
match-help = Regels met dezelfde waarde gaan over hetzelfde record.
match-none = Niets: elke regel is nieuw
mode = Regels die een record vinden, en regels die er geen vinden
mode-both = Wijzigen, of een nieuw record maken
mode-new = Alleen nieuwe maken
mode-there = Alleen wijzigen wat er is
duplicates = Regels die op een ander record lijken
duplicates-help = Hetzelfde mailadres of telefoonnummer, of bijna dezelfde naam.
duplicates-skip = Overslaan en melden
duplicates-update = Dat record wijzigen
duplicates-create = Toch een nieuw record maken
import-currency = Valuta van bedragen die er geen noemen
mapping-keep = Deze indeling onthouden voor het volgende bestand met deze kolommen
check-lines = Regels controleren
preview = Eerste regels van het bestand
line = Regel
check-lead = Dit zou de import nu doen. Er is nog niets opgeslagen.
check-partly = De eerste { $some } van { $all } regels zijn gecontroleerd, zodat u niet hoeft te wachten. De import controleert elke regel opnieuw, en slechte regels houden goede nooit tegen.
check-no-work = Er valt niets te importeren: geen regel zou een record maken of wijzigen.
check-all = Alle regels controleren
check-on = Verder met de import
check-errors = Regels die zouden worden weggelaten (CSV)
check-back = Terug naar de kolommen
check-lines-heading = Regel voor regel
check-lines-none = Geen regels van deze soort.
check-lines-first = De eerste { $some } van { $all } regels
line-becomes = Wordt
line-holds = Inhoud
line-says = Opmerkingen
line-created = nieuw
line-updated = gewijzigd
line-unchanged = ongewijzigd
line-duplicate = weggelaten
line-failed = bevat een fout
would-create = zouden nieuw zijn
would-update = zouden wijzigen
would-leave = zouden blijven zoals ze zijn
would-skip = lijken op een ander record
would-fail = { $count ->
    [one] bevat een fout
   *[other] bevatten een fout
}
import-all = Alle regels importeren
import-now = { $count ->
    [one] { $number } regel importeren
   *[other] { $number } regels importeren
}

# Opdrachten.

job = Opdracht
jobs = Opdrachten
jobs-lead-all = Langdurig werk van iedereen. Het gaat door als u de pagina verlaat, en na een herstart.
jobs-lead-own = Uw eigen langdurige werk. Het gaat door als u de pagina verlaat, en na een herstart.
jobs-all = Alle
jobs-going = Onderweg
jobs-done = Klaar
jobs-failed = Mislukt of gestopt
jobs-none = Nog geen opdrachten.
jobs-none-so = Geen opdrachten gevonden.
jobs-none-do = Imports, overdrachten en verificaties van het journaal verschijnen hier.
job-way = Waar u bent
job-kind = Wat het doet
job-state = Toestand
job-result = Resultaat
job-by = Door
job-created = Aangevraagd
job-started = Gestart
job-finished = Geëindigd
job-import = Import
job-check = Controle vóór een import
job-verification = Verificatie van het journaal
job-waiting = Wacht
job-running = Loopt
job-done = Klaar
job-undone = Teruggedraaid
job-broken = Breuk gevonden
job-failed = Mislukt
job-cancelled = Gestopt
job-far = { $done } van { $total }
job-progress = Voortgang
job-leave = U kunt deze pagina verlaten; het werk gaat door.
job-look-again = Vernieuwen
job-stop = Stoppen
job-retry = Hervatten
job-again = De opdracht is hervat. Er wordt niets dubbel aangemaakt.
job-facts = Over deze opdracht
did-create-lines = { $number } nieuw
did-update-lines = { $number } gewijzigd
did-skip-lines = { $number } weggelaten
did-fail-lines = { $number } met een fout
tile-created = nieuw
tile-updated = gewijzigd
tile-unchanged = ongewijzigd
tile-skipped = weggelaten
tile-failed = met een fout
tile-also = ook nieuw: { $types }
verify-fit = { $count ->
    [one] { $number } wijziging klopt
   *[other] { $number } wijzigingen kloppen
}
verify-broken-at = gebroken bij { $position }
verify-right = { $count ->
    [one] De ene wijziging in het journaal is zoals zij geschreven werd.
   *[other] Alle { $number } wijzigingen in het journaal zijn zoals ze geschreven werden, en er ontbreekt er geen.
}
verify-wrong = Het journaal is gebroken bij positie { $position }: vanaf daar is het niet wat geschreven werd. Kijk naar de database van de server en naar de back-ups.
import-errors = Weggelaten regels (CSV)
import-errors-do = Verbeter de regels in dat bestand en importeer het: het heeft dezelfde kolommen en zegt bij elke regel wat er mis is.
import-made = Records van deze import
import-made-lead = Wat de import maakte en wijzigde, voor zover u het nu mag zien.
import-made-none = Hier is niets dat u mag zien.
import-another = Nog een import
import-undo = Import ongedaan maken
import-undo-heading = De import van “{ $name }” ongedaan maken
import-undo-lead = Records die hij maakte gaan naar de prullenbak, en velden die hij wijzigde krijgen terug wat er eerst in stond. Records die sindsdien door iemand zijn gewijzigd staan in de weg; dan wordt niets teruggedraaid.
import-undone = Deze import is teruggedraaid. Records die erdoor waren gemaakt, gingen naar de prullenbak: { $made }. Records die erdoor waren gewijzigd, zijn weer zoals daarvoor: { $changed }.
import-not-undoable = Dit kan niet worden teruggedraaid: het is niet klaar, of al teruggedraaid.
import-file-gone = Het bestand van deze import is er niet meer. Upload het opnieuw.
