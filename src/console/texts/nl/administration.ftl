# Beheer.

administration = Beheer
administration-lead = Gebruikers, rechten en instellingen. Elke wijziging staat met haar reden in de geschiedenis.
admin-refused = Deze pagina is voor beheerders. Geen van uw rollen geeft de bevoegdheid ervoor.
admin-users = Gebruikers en uitnodigingen
admin-users-lead = Wie hier werkt, wie is uitgenodigd, en wie weg is.
admin-users-state = Actief: { $active } · nog geen wachtwoord: { $waiting } · gedeactiveerd: { $gone }
admin-groups = Groepen
admin-groups-lead = Mensen die bij elkaar horen, en de rollen die zij delen.
admin-groups-state = Groepen: { $groups }
admin-keys = API-sleutels van iedereen
admin-keys-lead = Programma’s die namens iemand werken: van wie de sleutel is, wanneer hij afloopt en wanneer hij voor het laatst is gebruikt.
admin-keys-state = Sleutels: { $keys } · afgelopen: { $over }
admin-rights = Profielen en rollen
admin-rights-lead = Uit welke rollen een profiel bestaat, en hoe ver elk daarvan reikt.
admin-rights-state = Profielen: { $profiles } · rollen: { $roles }
admin-profile = Profiel
admin-profiles = Profielen
admin-roles = Rollen
profile-new = Nieuw profiel
role-new = Nieuwe rol
admin-fields = Eigen velden en keuzes
admin-fields-lead = Wat u bijhoudt naast de ingebouwde velden; hoe vaak elk wordt gebruikt, en wat ervan afhangt.
admin-fields-state = Velden: { $fields } · recordsoorten ermee: { $types }
admin-pipelines = Pijplijnen en fasen
admin-pipelines-lead = De fasen die een deal doorloopt, op volgorde: hoe kansrijk elke fase is, en wat erin staat.
admin-pipelines-state = Pijplijnen: { $pipelines } · fasen: { $stages }
admin-reasons = Redenen
admin-reasons-lead = Waar mensen wordt gevraagd waarom zij iets wijzigen, en wat zij kunnen antwoorden.
admin-reasons-state = Regels die een reden eisen: { $needed } · codes in gebruik: { $codes }

# Gebruikers en hun links.

users-tabs = Welke gebruikers
users-all = Alle
users-active = Actief
users-waiting = Nog geen wachtwoord
users-gone = Gedeactiveerd
user-state = Toestand
user-state-active = Actief
user-state-invited = Uitgenodigd
user-state-waiting = Kan zich nog niet aanmelden
user-state-gone = Gedeactiveerd
user-seen = Laatst gezien
user-account = Account
user-no-sessions = Nergens aangemeld.
user-access = Toegang
user-link-lead = Maak een link waarmee deze persoon een wachtwoord kiest.
user-link = Link maken
user-reset-lead = Een vergeten wachtwoord of een verloren apparaat: een nieuwe link vervangt het wachtwoord en beëindigt alle sessies.
user-reset = Wachtwoord vervangen
user-gone-lead = Deze gebruiker kan zich niet aanmelden. Alles wat hij of zij heeft gemaakt en waarvan hij of zij eigenaar is, is er nog.
user-owns = Eigenaar van
user-owns-lead = Geef deze aan iemand anders voordat deze persoon vertrekt.
user-owns-nothing = Niets dat u kunt zien.
user-link-until = Link werkt tot
user-self = Dit is uw eigen account. Een andere beheerder kan dit voor u doen, zodat niemand zichzelf buitensluit.
invite = Iemand uitnodigen
invite-lead = U krijgt een link om door te geven. Daarmee kiest de persoon een wachtwoord, één keer en binnen drie dagen.
invite-no-profile = Geen profiel: alleen wat iedereen mag
invite-profile = Kies een profiel
invite-button = Uitnodiging maken
link-heading = Nieuwe link maken voor { $name }
link-lead = Het huidige wachtwoord werkt meteen niet meer, alle sessies eindigen, en een eerdere link vervalt. Alleen de nieuwe link opent het account.
link-button = Link maken
link-made = Een link om door te geven
link-kept-out = { $name } kon niet in de groepen worden gezet.
link-made-lead = Kopieer hem nu en geef hem aan { $name } langs een weg die u vertrouwt. Hij werkt één keer, en wordt niet opnieuw getoond.
link-for = Voor
deactivate-heading = { $name } deactiveren
deactivate-lead = Sessies, API-sleutels en links van deze persoon eindigen meteen. Er gaat niets verloren van wat hij of zij heeft gemaakt of waarvan hij of zij eigenaar is.
deactivate-button = Deactiveren
activate-heading = { $name } weer activeren
activate-lead = Het vroegere wachtwoord werkt weer. Beëindigde API-sleutels komen hiermee niet terug.
activate-button = Weer activeren
join = Kies uw wachtwoord
join-lead = Welkom, { $name }. Met dit adres en het wachtwoord dat u nu kiest, meldt u zich voortaan aan.
join-button = Opslaan en aanmelden
join-refused = Deze link is al gebruikt of te oud. Vraag uw beheerder om een nieuwe.

# Groepen.

groups-none = Er zijn nog geen groepen.
group-members = Leden
group-others = Niet in de groep
group-tick-to-remove = Vink aan wie u uit de groep haalt.
group-tick-to-add = Vink aan wie u toevoegt.
group-empty = Nog niemand.
group-everybody = Alle actieve gebruikers horen erbij.
group-no-roles = Geen: de groep deelt alleen wat het bereik “Groep” heeft.

# Rechten zoals ze zijn.

rights-every-type = Elke recordsoort
rights-everybody = Iedereen heeft deze
rights-none = Geen rechten op records.
rights-caption = Hoe ver { $role } reikt
rights-classes = Gegevensklassen die volledig te zien zijn
rights-duties = Bevoegdheden

# Toegevoegde velden.

fields-none = Er zijn nog geen eigen velden.
fields-none-do = Een veld dat u toevoegt, kunt u filteren, sorteren, doorzoeken, exporteren en via de API bereiken zoals elk ander.
added-kind-of = Soort
added-class-of = Gegevensklasse
added-needed = Verplicht
added-of = Eigen veld voor { $types }
added-choices = Keuzes
added-choices-lead = In deze volgorde worden ze aangeboden. Een keuze die u weghaalt, blijft in de records die haar hebben, en kan niet opnieuw worden gekozen.
added-choice = Keuze
added-used = Gebruikt
added-use = Gebruik
added-used-by = Records met een waarde
added-views = Opgeslagen weergaven die het noemen
added-rules = Redenregels erover
added-gone-lead = Als u het verwijdert, tonen formulieren en lijsten het niet meer, en werken de weergaven en regels hierboven niet meer. De waarden blijven bewaard, en komen met het veld terug uit de prullenbak.
choices-remove = { $name } weghalen
choices-remove-heading = De keuze “{ $title }” weghalen
choices-remove-lead = Records met deze keuze houden die, tenzij u zegt wat ze in plaats daarvan krijgen; die worden eerst gewijzigd, in één handeling die u ongedaan kunt maken. Opgeslagen weergaven die erop filteren, vinden alleen de records die de keuze nog hebben.
choices-remove-to = Records met deze keuze krijgen
choices-remove-nothing = niets
choices-remove-stay = – wat ze nu hebben –
choices-remove-button = De keuze weghalen
choices-order = Volgorde van de keuzes van “{ $title }” wijzigen
order-lead = De nieuwe volgorde geldt voor iedereen.
order = Volgorde
code = Code
move-up = { $name } omhoog
move-down = { $name } omlaag
not-in-use = Niet in gebruik

# Pijplijnen.

stage = Fase
stage-new = Nieuwe fase
pipeline-new = Nieuwe pijplijn
pipeline-empty = Er zijn nog geen fasen in.
stage-kind = Soort
stage-probability = Kans, %
stage-deals = Deals
stages-order = De fase “{ $title }” verplaatsen
stage-remove = { $name } weghalen
stage-remove-heading = De fase “{ $title }” weghalen
stage-remove-empty = Er staan geen deals in. De fase gaat naar de prullenbak, en u kunt haar terugzetten.
stage-remove-lead = Deals erin: { $number }. Kies waar ze heen gaan; ze worden eerst verplaatst, in één handeling die u ongedaan kunt maken.
stage-remove-to = Deals verplaatsen naar
stage-remove-needed = Kies de fase waar de deals heen gaan.
stage-remove-button = Fase weghalen

# Redenen.

reason-rules = Waar om een reden wordt gevraagd
reason-rules-lead = De strengste regel die van toepassing is, geldt. Wat een regel open laat, geldt voor alles.
reason-rules-none = Nog geen regels: een reden mag, maar hoeft niet.
reason-on = Recordsoort
reason-any = alle
reason-codes = Redencodes
reason-codes-lead = In deze volgorde worden ze aangeboden, elk in de taal van wie het leest.
reason-label = Label
reason-languages = Andere talen
reason-uses = Opgegeven
codes-order = De reden “{ $title }” verplaatsen
reason-last = Laatst
because-import = Import
because-join-link = Binnengekomen via een uitnodigingslink
because-cli = Opdrachtregel
because-system = Het programma zelf

# Sleutels.

keys-own = Uw eigen sleutels
keys-none = Er zijn geen API-sleutels.
key-owner = Werkt namens

rights-broken = Een voorwaarde gebruikt hier een veld dat niet meer bestaat: { $names }. Tot dit is hersteld, staat zo’n recht of deelregel niets toe, en blokkeert zo’n beperking alles.
