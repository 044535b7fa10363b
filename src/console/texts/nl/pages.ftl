# Het kader van elke pagina.

skip = Naar de inhoud
menu = Menu
navigation = Hoofdmenu
sign-out = Afmelden
home = Start
group-sales = Verkoop
group-supply = Voorraad

# Woorden die op veel pagina’s staan.

save = Opslaan
cancel = Annuleren
new = Nieuw
edit = Bewerken
delete = Verwijderen
remove = Weghalen
undo = Ongedaan maken
search = Zoeken
filter = Filter
apply = Toepassen
clear = Wissen
action = Actie
field = Veld
name = Naam
id = Id
now = Nu
afterwards = Daarna
before = Voor
after = Na
yes = Ja
no = Nee
pages = Pagina’s
label-and-text = { $label }: { $text }
day-today = vandaag { $time }
day-yesterday = gisteren { $time }
day-tomorrow = morgen { $time }
unseen = In de prullenbak, of niet zichtbaar voor u

# De eerste minuten en aanmelden.

welcome = Welkom bij Beheer
welcome-lead = Dit is een nieuwe installatie van Beheer: een plek voor uw klanten, contactpersonen, leads en deals, die bijhoudt wie wat heeft gewijzigd, en waarom.
welcome-next = Uw volgende stap
welcome-link = Bij het starten heeft de server in zijn terminal een installatielink getoond. Open die link: daarmee maakt u de eerste beheerder aan. De link werkt één keer, en één dag lang.
welcome-no-link = Geen link, of is hij te oud?
welcome-restart = Start de server opnieuw, dan toont hij een nieuwe. Draait hij als dienst, dan staat de link in de uitvoer van die dienst:
welcome-installation = Deze installatie
welcome-folder = Gegevensmap
welcome-database = Database
welcome-version = Versie
set-up = De eerste beheerder aanmaken
set-up-lead = Dit account mag hier alles. Anderen, met minder rechten, kunt u later toevoegen.
set-up-button = Beheerder aanmaken
set-up-refused = Deze installatielink is al gebruikt of te oud. Op de server maakt “beheer user setup-link” een nieuwe, zolang er nog geen beheerder is.
your-name = Uw naam
email = E-mail
password = Wachtwoord
password-help = Minstens { $least } tekens, en niet een dat veel mensen gebruiken of dat uit uw naam bestaat. Een zin onthoudt u het makkelijkst.
password-forgotten = Wachtwoord vergeten? Een beheerder kan u een nieuw wachtwoord geven.
sign-in = Aanmelden
sign-in-wrong = Het e-mailadres of het wachtwoord klopt niet.

# Lijsten en de prullenbak.

list-total = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}
list-total-more = Meer dan { $number } { $types }
list-nothing-fits = Niets gevonden.
list-nothing-fits-do = Zoek ruimer, of wis het filter.
list-empty = Er zijn nog geen { $types }.
list-empty-do = Maak de eerste aan.
list-empty-seen = Er zijn geen { $types } die u mag zien.
list-out-of-date = Het adres van deze pagina is verouderd. Begin bij de eerste pagina van de lijst.
page-first = Eerste pagina
page-next = Volgende
bin = Prullenbak
bin-heading = { $label } in de prullenbak
bin-leave = Prullenbak verlaten
bin-empty = De prullenbak is leeg.
bin-empty-do = Verwijderde records worden hier bewaard.
in-bin = in de prullenbak
binned = “{ $title }” is naar de prullenbak verplaatst.
binned-restore = Terugzetten
restore = Terugzetten

# Een record.

section-details = Gegevens
section-lists = Lijsten en adressen
section-links = Verbonden met
section-notes = Notities
section-record = Record
in-bin-since = Dit ligt in de prullenbak sinds
done-binned = Verwijderd. Het kan weer uit de prullenbak worden gehaald.
done-saved = Opgeslagen.
done-restored = Uit de prullenbak gehaald.
done-undone = De wijziging is ongedaan gemaakt.
done-nothing = Er is niets gewijzigd.
live-changed = Iemand heeft dit record gewijzigd.
live-form = Iemand anders heeft dit record intussen gewijzigd. Wat u hebt ingevuld blijft staan; bij het opslaan ziet u beide versies.
live-reload = Opnieuw laden
delete-heading = “{ $title }” verwijderen
delete-lead = Het gaat naar de prullenbak en kan daar weer uit worden gehaald.
delete-button = Naar de prullenbak
restore-heading = “{ $title }” uit de prullenbak halen
restore-lead = Het is er dan weer zoals het was.
restore-button = Uit de prullenbak halen

# Formulieren.

new-heading = { $gender ->
    [neuter] Nieuw
   *[common] Nieuwe
} { $type }
edit-heading = { $title } bewerken
row = { $label } { $row }
row-new = { $label } { $row } (nieuw)
currency-of = Valuta van { $label }
sort-of = Soort van { $label }
title-or-id = Naam of id
help-by-title = De naam, of een deel daarvan.
nothing-called = Er is geen { $type } met de naam “{ $text }” die u kunt zien. Vul de hele titel in, of het id.
several-called = Er zijn meer { $types } die bij “{ $text }” passen. Kies er een.
why = Waarom
reason = Reden
reason-code = Redencode
reason-kept = De reden blijft in de geschiedenis staan.
reason-needed = Verplicht, in eigen woorden of als code.
reason-needed-create = Zeg waarom: een reden is verplicht om { $gender ->
    [neuter] dit
   *[common] deze
} { $type } aan te maken.
reason-needed-update = Zeg waarom: een reden is verplicht om { $gender ->
    [neuter] dit
   *[common] deze
} { $type } te wijzigen.
reason-needed-delete = Zeg waarom: een reden is verplicht om { $gender ->
    [neuter] dit
   *[common] deze
} { $type } te verwijderen.

# Twee mensen wijzigden één record.

conflict-heading = Iemand anders heeft dit record gewijzigd
conflict-changed = “{ $title }” is gewijzigd terwijl u het open had.
conflict-changed-by = { $who } heeft “{ $title }” gewijzigd terwijl u het open had.
conflict-choose = Uw wijzigingen zijn nog niet opgeslagen. Kies welke waarden blijven.
conflict-now = Zoals het nu is
conflict-mine = Die van u
conflict-same = U hebt niets gewijzigd dat verschilt van hoe het nu is.
conflict-kept = Door iemand anders gewijzigd, en zo gelaten
conflict-save = Mijn keuze opslaan
conflict-leave = Laten zoals het nu is

# Geschiedenis en ongedaan maken.

history = Geschiedenis
history-title = Geschiedenis: { $title }
history-none = Geen oudere wijzigingen.
history-older = Oudere wijzigingen
by-whom = door { $who }
actor-unseen = een gebruiker die u niet mag zien
actor-shell = { $name } op de server
actor-program = het programma
channel-console = console
channel-api = API
channel-cli = opdrachtregel
did-create = Aangemaakt
did-update = Gewijzigd
did-delete = Naar de prullenbak verplaatst
did-undo = Teruggedraaid
history-differs = { $label } (wat verschilt)
did-restore = Uit de prullenbak gehaald
did-merge = Samengevoegd
did-convert = Omgezet
did-unconvert = Omzetting teruggedraaid
did-follow = Meegewijzigd met een ander record
changed-fields = Gewijzigde velden
changed-fields-of = Gewijzigde velden, { $row }
ask-changes = Wat er verandert
undo-heading = Een wijziging van “{ $title }” ongedaan maken
undo-button = Deze wijziging ongedaan maken
undo-lead = De velden krijgen hun eerdere waarden terug. In de geschiedenis staat dat als een nieuwe wijziging.
undo-lead-created = Met deze wijziging is het record aangemaakt. Maakt u die ongedaan, dan gaat het record naar de prullenbak.
undo-lead-deleted = Maakt u dit ongedaan, dan komt het record uit de prullenbak.
undo-lead-restored = Maakt u dit ongedaan, dan gaat het record weer naar de prullenbak.
