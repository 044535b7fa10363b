# The frame around every page.

about-installation = Over deze installatie
demo = Demo
demo-lead = Alles hier is verzonnen.
pinned = Vastgemaakt
pin = Vastmaken
pin-on = Vastgemaakt in de navigatie.
pin-off = Niet meer vastgemaakt.
close = Sluiten
account = Account
account-of = Account van { $name }

# Search, and the palette.

search-everything = Alles doorzoeken
search-placeholder = Een naam, een e-mailadres, een nummer…
search-nothing = Niets gevonden voor “{ $text }”.
search-nothing-do = Elk woord moet in hetzelfde record staan. Gebruik minder woorden, of alleen het begin ervan.
search-recent = Onlangs geopend
search-all = { $label }: alle resultaten
search-or-go = Zoek of ga naar…
palette = Zoek of ga naar
palette-placeholder = Een record, een pagina, of wat u wilt doen
palette-results = Resultaten
palette-count = Resultaten: { $number }
palette-none = Geen resultaten.
palette-recent = Recent
palette-more = Meer
palette-all = Alles doorzoeken op “{ $text }”
palette-actions = Acties
palette-pages = Ga naar
palette-choose = kiezen
palette-open = openen
palette-apart = in een nieuw tabblad

# Keys.

key-control = Ctrl
key-enter = Enter
key-escape = Esc
shortcuts = Sneltoetsen
shortcuts-lead = Alles kan ook met de muis en door aan te raken.
shortcuts-anywhere = Overal
shortcuts-go = Ga naar
shortcut-palette = Zoeken, of ergens naartoe gaan
shortcut-search = In deze lijst zoeken
shortcut-help = Dit overzicht
shortcut-escape = Sluiten wat open is
shortcuts-off = Losse toetsen doen niets terwijl u in een veld schrijft. U kunt ze in uw profiel uitzetten.

# What belongs to whoever is signed in.

profile = Profiel en instellingen
profile-lead = Wat u hier instelt, geldt alleen voor u, in deze browser.
profile-look = Uiterlijk, taal en toetsen
scheme = Kleuren
scheme-auto = Systeem
scheme-light = Licht
scheme-dark = Donker
density = Dichtheid
density-comfortable = Ruim
density-compact = Compact
single-keys = Losse sneltoetsen
on = Aan
off = Uit
language = Taal
language-usual = Zoals bij mijn account ingesteld
sessions = Sessies
sessions-caption = Waar u bent aangemeld
session-device = Apparaat
session-began = Aangemeld
session-seen = Laatst gebruikt
session-own = Deze
session-unknown = Onbekend apparaat
session-end = Afmelden
sessions-end = Overal elders afmelden
done-ended = Daar bent u afgemeld.
done-none-ended = Die sessie was al beëindigd.
keys = API-sleutels
keys-lead = Met een sleutel handelt een programma namens u. Maak er een per programma, en trek hem in als hij niet meer gebruikt wordt.
keys-caption = Uw API-sleutels
key-begins = Begint met
key-ends = Verloopt
key-over = Verlopen
key-revoke = Intrekken
key-new = Nieuwe sleutel
key-name = Naam van het programma
key-name-needed = Vul in welk programma de sleutel gebruikt.
key-works = Geldig gedurende
key-days = { $number } dagen
key-make = Sleutel maken
key-made = Uw nieuwe API-sleutel
key-made-lead = Kopieer hem nu naar het programma dat hem gebruikt. Hij wordt alleen deze keer getoond.
key-try = Probeer hem uit
key-copied = Ik heb hem gekopieerd

# The design system.

design = Ontwerpsysteem
design-refused = Deze pagina is voor beheerders.

# One’s own password.

password-lead = Wijzigen beëindigt al uw sessies, behalve deze.
password-now = Huidig wachtwoord
password-new = Nieuw wachtwoord
password-change = Wachtwoord wijzigen
password-changed = Uw wachtwoord is gewijzigd en uw andere sessies zijn beëindigd.
password-wrong = Dit is niet uw wachtwoord.
