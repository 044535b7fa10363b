# Foutpagina’s.

heading-malformed = Deze aanvraag is niet begrepen
heading-sign-in-first = Meld u eerst aan
heading-forbidden = Geen toegang
heading-not-found = Deze pagina bestaat niet
heading-method = Dit kan hier niet
heading-conflict = Dit kan nu niet
heading-too-large = Dit is te groot
heading-invalid = Er klopt iets niet
heading-throttled = Te veel pogingen
heading-unavailable = Op dit moment niet beschikbaar
heading-wrong = Er is iets misgegaan
request-id = Aanvraagnummer:
go-front = Naar de voorpagina
go-home = Naar de startpagina
problem-heading = Er is een probleem
error-not-found = Dit bestaat niet, of u mag het niet zien.
error-method = Pagina’s worden gelezen (GET) en formulieren verstuurd (POST); iets anders gebeurt hier niet. Programma’s gebruiken de API.
error-stale = Iemand anders heeft dit record intussen gewijzigd. Laad het opnieuw.
error-too-large = Dit is te groot om hier te worden aangenomen.
error-throttled = Te veel pogingen. Probeer het over { $count ->
    [one] { $number } seconde
   *[other] { $number } seconden
} opnieuw.
error-throttled-minutes = Te veel pogingen. Probeer het over { $count ->
    [one] { $number } minuut
   *[other] { $number } minuten
} opnieuw.
error-unavailable = Het programma start, stopt of wacht op zijn database. Probeer het zo dadelijk opnieuw.
error-storage-full = De schijf is vol. Maak ruimte en probeer het opnieuw; er is niets gewijzigd.
error-internal = Er is bij ons iets misgegaan. In het logboek staan de details onder het aanvraagnummer.
error-undo-conflicts = { $count ->
    [one] { $number } latere wijziging staat
   *[other] { $number } latere wijzigingen staan
} in de weg; er is niets ongedaan gemaakt.
error-out-of-reach = Zo ver reiken uw rechten niet. Controleer wie de eigenaar van { $gender ->
    [neuter] dit
   *[common] deze
} { $type } is, en waar het over gaat.
refused-type = Met geen van uw rollen mag u { $types } zien.
refused-create = Met uw rollen mag u geen { $types } aanmaken.
refused-update = Met uw rollen mag u { $gender ->
    [neuter] dit
   *[common] deze
} { $type } niet wijzigen.
refused-delete = Met uw rollen mag u { $gender ->
    [neuter] dit
   *[common] deze
} { $type } niet verwijderen.
form-broken-off = Het formulier is niet in zijn geheel aangekomen. Verstuur het opnieuw.
form-unreadable = Dit formulier is niet te lezen. Ga terug en verstuur het opnieuw.
form-foreign = Dit formulier kwam van een andere site; er is dus niets gewijzigd.
form-of-older-session = Dit formulier hoort bij een oudere sessie; er is dus niets gewijzigd. Ga terug, laad de pagina opnieuw en verstuur het nog eens.
form-unversioned = Het formulier zegt niet welke versie van het record het wijzigt. Open het opnieuw.
search-too-long = Een zoekopdracht heeft hoogstens { $characters } tekens en { $words } woorden.

# Wat er mis is met een veld.

problem-required = { $label } is verplicht.
problem-blank = Dit mag niet leeg zijn.
problem-too-long = Hier { $count ->
    [one] past hoogstens { $number } teken.
   *[other] passen hoogstens { $number } tekens.
}
problem-too-many = Hier { $count ->
    [one] past er hoogstens { $number }.
   *[other] passen er hoogstens { $number }.
}
problem-out-of-range = Dit moet tussen { $least } en { $most } liggen.
problem-control-character = Hier staat een onzichtbaar stuurteken in; haal dat weg.
problem-read-only = { $label } wordt door het programma ingevuld; laat het weg.
problem-unknown-choice = Kies een van de aangeboden keuzes.
problem-unknown-type = Het kan niet over een record van deze soort gaan.
problem-missing-link = Dit record bestaat niet, of u mag het niet zien.
problem-taken = Een ander record heeft deze waarde al.
problem-cycle = Dit zou terugleiden naar het record zelf.
problem-unreadable = Dit is niet te lezen.
problem-number = Dit is geen getal; schrijf het als 1.234,50.
problem-date = Dit is geen dag; schrijf hem als 24-11-2026.
problem-time = Dit is geen tijdstip; schrijf het als 24-11-2026 14:05.
problem-currency = Schrijf de valuta als drie hoofdletters (ISO 4217), zoals EUR.
problem-json = Dit is geen geldige JSON.
problem-sort = Kies wat voor soort record het is.
problem-email = Dit is geen e-mailadres; schrijf het als naam@example.org.
problem-phone = Dit is geen telefoonnummer; schrijf het als +31 20 123 4567.
problem-url = Dit is geen webadres; schrijf het als https://example.org.
problem-country = Dit land is niet bekend; schrijf de naam, of de code van twee letters.
problem-language = Deze taal is niet bekend; schrijf de naam, of de code, zoals nl of en-GB.
problem-weak-password = Een wachtwoord heeft minstens { $least } en hoogstens { $most } tekens.
problem-common-password = Veel mensen gebruiken dit wachtwoord, dus het wordt als eerste geprobeerd. Neem een ander.
problem-own-password = Neem een wachtwoord dat niet uit uw naam, adres of bedrijf bestaat.

# Regels van recordsoorten.

rule-keys-are-shown-once = Sleutels worden één voor één gemaakt, waar ze getoond kunnen worden.
rule-key-ends-within-a-year = Een sleutel loopt af binnen een jaar nadat hij is gemaakt.
rule-evidence-stays = Wat begonnen is, blijft zoals het was; beëindig het, en begin een ander.
rule-won-needs-amount = Een gewonnen deal heeft een bedrag nodig.
rule-no-such-type = Deze recordsoort bestaat niet.
rule-no-owner = Records van deze soort hebben geen eigenaar.
rule-not-read = Een veld wordt gelezen; laat het leeg bij andere acties.
rule-field-name-taken = Er is al een veld met deze naam.
rule-view-names-no-field = Een veld dat hier genoemd is, bestaat niet.
rule-view-has-no-order = Op een veld dat hier genoemd is, kan niet worden gesorteerd.
rule-view-has-too-many-words = Hier wordt op te veel woorden gezocht.
rule-view-has-no-groups = Op het veld dat hier genoemd is, kan een lijst niet worden gegroepeerd.
rule-field-name-kept = Een veld met deze naam en een ander type ligt in de prullenbak, en zijn waarden zijn bewaard. Kies een andere naam.
rule-field-name-form = Schrijf x_ en dan kleine letters, cijfers en _, zoals x_schoenmaat.
rule-not-shared = Records van deze soort hebben geen eigenaar en worden niet gedeeld.
rule-one-of-two = Kies een actie of een gegevensklasse, niet allebei.
rule-field-kind-kept = Naam, recordsoort, type en decimalen blijven zoals ze zijn. Voeg in plaats daarvan een ander veld toe.
rule-choices-needed = Voeg minstens één keuze toe.
rule-target-needed = Kies de recordsoort waarnaar het verwijst.
rule-status-by-conversion = Zet de lead om, dan krijgt hij deze status.
rule-converted-stays = Deze lead is omgezet; maak in plaats daarvan de omzetting ongedaan.
rule-movement-is-kept = Een voorraadmutatie kan niet worden gewijzigd. Verwijder haar, of voeg een correctie toe.
rule-ends-before-start = Het einde mag niet voor het begin liggen.
rule-file-needed = Upload het bestand zelf.

# De toestand van het record laat het niet toe.

state-in-bin = Dit record ligt in de prullenbak. Zet het eerst terug.
state-not-in-bin = Dit record ligt niet in de prullenbak.
state-last-administrator = Zo blijft er niemand over die gebruikers kan beheren. Geef eerst een andere actieve gebruiker die bevoegdheid.
state-assertion-broken = Hierdoor klopt de bewering “{ $sentence }” niet meer. Wijzig wat u opslaat, of noem voor wie dat zo is als uitzonderingen van de bewering, met een reden.
state-followed = Deze wijziging volgde uit een andere. Maak die ongedaan, dan volgt deze vanzelf.
state-too-many-conditions = Er wijzigen te veel voorwaarden tegelijk om het gevolg te tonen. Wijzig minder rollen tegelijk.
state-already-converted = Deze lead is al omgezet.
state-too-many-links = Er verwijzen te veel records naar dit record om het in één keer samen te voegen.

# Wat ongedaan maken in de weg staat.

in-the-way = Niet ongedaan te maken:
in-the-way-gone = Het record is niet meer te vinden.
in-the-way-changed-after = Het record is gewijzigd nadat het is aangemaakt.
in-the-way-in-bin = Het record ligt in de prullenbak.
in-the-way-changed-since = Het veld is sindsdien gewijzigd.
