# Verwaltung.

administration = Verwaltung
administration-lead = Benutzer, Rechte und Einstellungen. Jede Änderung steht mit ihrem Grund im Verlauf.
admin-refused = Diese Seite ist für Administratoren. Keine Ihrer Rollen gibt die nötige Befugnis.
admin-users = Benutzer und Einladungen
admin-users-lead = Wer hier arbeitet, wer eingeladen wurde und wer gegangen ist.
admin-users-state = Aktiv: { $active } · noch kein Passwort: { $waiting } · deaktiviert: { $gone }
admin-groups = Gruppen
admin-groups-lead = Menschen, die zusammengehören, und die Rollen, die sie teilen.
admin-groups-state = Gruppen: { $groups }
admin-keys = API-Schlüssel von allen
admin-keys-lead = Programme, die für jemanden handeln: wem der Schlüssel gehört, wann er endet und wann er zuletzt benutzt wurde.
admin-keys-state = Schlüssel: { $keys } · abgelaufen: { $over }
admin-rights = Profile und Rollen
admin-rights-lead = Aus welchen Rollen ein Profil besteht und wie weit jede reicht.
admin-rights-state = Profile: { $profiles } · Rollen: { $roles }
admin-profile = Profil
admin-profiles = Profile
admin-roles = Rollen
profile-new = Neues Profil
role-new = Neue Rolle
admin-fields = Zusatzfelder und Auswahlwerte
admin-fields-lead = Was Sie über die eingebauten Felder hinaus speichern; wie oft jedes benutzt wird und was davon abhängt.
admin-fields-state = Felder: { $fields } · Datensatzarten damit: { $types }
admin-pipelines = Pipelines und Phasen
admin-pipelines-lead = Die Phasen, die eine Verkaufschance durchläuft, der Reihe nach: wie wahrscheinlich jede ist und was darin steht.
admin-pipelines-state = Pipelines: { $pipelines } · Phasen: { $stages }
admin-reasons = Begründungen
admin-reasons-lead = Wo gefragt wird, warum etwas geändert wird, und was man antworten kann.
admin-reasons-state = Regeln, die einen Grund verlangen: { $needed } · Codes in Gebrauch: { $codes }

# Benutzer und ihre Links.

users-tabs = Welche Benutzer
users-all = Alle
users-active = Aktiv
users-waiting = Noch ohne Passwort
users-gone = Deaktiviert
user-state = Zustand
user-state-active = Aktiv
user-state-invited = Eingeladen
user-state-waiting = Noch keine Anmeldung möglich
user-state-gone = Deaktiviert
user-seen = Zuletzt gesehen
user-account = Konto
user-no-sessions = Nirgends angemeldet.
user-access = Zugang
user-link-lead = Erstellen Sie einen Link, mit dem diese Person ein Passwort festlegt.
user-link = Link erstellen
user-reset-lead = Passwort vergessen oder Gerät verloren: Ein neuer Link ersetzt das Passwort und beendet alle Sitzungen.
user-reset = Passwort ersetzen
user-gone-lead = Dieser Benutzer kann sich nicht anmelden. Alles, was er erstellt hat und besitzt, ist noch da.
user-owns = Besitzt
user-owns-lead = Übergeben Sie dies an jemand anderen, bevor diese Person geht.
user-owns-nothing = Nichts, was Sie sehen können.
user-link-until = Link gilt bis
user-self = Dies ist Ihr eigenes Konto. Ein anderer Administrator kann dies für Sie tun, damit sich niemand selbst aussperrt.
invite = Jemanden einladen
invite-lead = Sie erhalten einen Link zum Weitergeben. Damit legt die Person ein Passwort fest, einmal und innerhalb von drei Tagen.
invite-no-profile = Kein Profil: nur was alle dürfen
invite-profile = Profil wählen
invite-button = Einladung erstellen
link-heading = Neuen Link für { $name } erstellen
link-lead = Ein vorhandenes Passwort gilt sofort nicht mehr, alle Sitzungen enden, und ein früherer Link verfällt. Nur der neue Link öffnet das Konto.
link-button = Link erstellen
link-made = Ein Link zum Weitergeben
link-kept-out = { $name } konnte nicht in die Gruppen aufgenommen werden.
link-made-lead = Kopieren Sie ihn jetzt und geben Sie ihn { $name } auf einem Weg, dem Sie vertrauen. Er gilt einmal und wird nicht wieder angezeigt.
link-for = Für
deactivate-heading = { $name } deaktivieren
deactivate-lead = Sitzungen, API-Schlüssel und Links dieser Person enden sofort. Nichts, was sie erstellt hat oder besitzt, geht verloren.
deactivate-button = Deaktivieren
activate-heading = { $name } wieder aktivieren
activate-lead = Das frühere Passwort gilt wieder. Beendete API-Schlüssel kehren dadurch nicht zurück.
activate-button = Wieder aktivieren
join = Legen Sie Ihr Passwort fest
join-lead = Willkommen, { $name }. Mit dieser Adresse und dem Passwort, das Sie jetzt festlegen, melden Sie sich künftig an.
join-button = Speichern und anmelden
join-refused = Dieser Link wurde schon benutzt oder ist zu alt. Bitten Sie Ihren Administrator um einen neuen.

# Gruppen.

groups-none = Es gibt noch keine Gruppen.
group-members = Mitglieder
group-others = Nicht in der Gruppe
group-tick-to-remove = Markieren Sie, wer die Gruppe verlässt.
group-tick-to-add = Markieren Sie, wer dazukommt.
group-empty = Noch niemand.
group-everybody = Alle aktiven Benutzer gehören dazu.
group-no-roles = Keine: Die Gruppe teilt nur, was die Reichweite „Gruppe“ hat.

# Rechte, wie sie sind.

rights-every-type = Jede Datensatzart
rights-everybody = Alle haben sie
rights-none = Keine Rechte auf Datensätze.
rights-caption = Wie weit { $role } reicht
rights-classes = Vollständig sichtbare Datenklassen
rights-duties = Befugnisse

# Hinzugefügte Felder.

fields-none = Es gibt noch keine Zusatzfelder.
fields-none-do = Ein Feld, das Sie hinzufügen, lässt sich filtern, sortieren, durchsuchen, exportieren und über die API erreichen wie jedes andere.
added-kind-of = Art
added-class-of = Datenklasse
added-needed = Erforderlich
added-of = Zusatzfeld für { $types }
added-choices = Auswahl
added-choices-lead = In dieser Reihenfolge werden sie angeboten. Eine entfernte Auswahl bleibt in den Datensätzen, die sie haben, und kann nicht neu gewählt werden.
added-choice = Wert
added-used = Benutzt
added-use = Verwendung
added-used-by = Datensätze mit einem Wert
added-views = Listenansichten, die es nennen
added-rules = Begründungsregeln dazu
added-gone-lead = Wird es gelöscht, zeigen Formulare und Listen es nicht mehr, und die Ansichten und Regeln oben funktionieren nicht mehr. Die Werte bleiben erhalten und kehren mit dem Feld aus dem Papierkorb zurück.
choices-remove = { $name } entfernen
choices-remove-heading = Die Auswahl „{ $title }“ entfernen
choices-remove-lead = Datensätze mit dieser Auswahl behalten sie, wenn Sie nicht sagen, was sie stattdessen bekommen; diese werden zuerst geändert, in einem Vorgang, der sich rückgängig machen lässt. Gespeicherte Ansichten, die danach filtern, finden nur Datensätze, die sie noch haben.
choices-remove-to = Datensätze mit dieser Auswahl bekommen
choices-remove-nothing = nichts
choices-remove-stay = – was sie jetzt haben –
choices-remove-button = Die Auswahl entfernen
choices-order = Reihenfolge der Auswahl von „{ $title }“ ändern
order-lead = Die neue Reihenfolge gilt für alle.
order = Reihenfolge
code = Code
move-up = { $name } nach oben
move-down = { $name } nach unten
not-in-use = Nicht in Gebrauch

# Pipelines.

stage = Phase
stage-new = Neue Phase
pipeline-new = Neue Pipeline
pipeline-empty = Noch keine Phasen vorhanden.
stage-kind = Art
stage-probability = Wahrscheinlichkeit, %
stage-deals = Verkaufschancen
stages-order = Die Phase „{ $title }“ verschieben
stage-remove = { $name } entfernen
stage-remove-heading = Die Phase „{ $title }“ entfernen
stage-remove-empty = Sie enthält keine Verkaufschancen. Die Phase kommt in den Papierkorb und lässt sich wiederherstellen.
stage-remove-lead = Verkaufschancen darin: { $number }. Wählen Sie, wohin sie kommen; sie werden zuerst verschoben, in einem Vorgang, der sich rückgängig machen lässt.
stage-remove-to = Verkaufschancen verschieben nach
stage-remove-needed = Wählen Sie die Phase, in die die Verkaufschancen kommen.
stage-remove-button = Phase entfernen

# Gründe.

reason-rules = Wo nach einem Grund gefragt wird
reason-rules-lead = Es gilt die strengste zutreffende Regel. Was eine Regel offen lässt, gilt für alles.
reason-rules-none = Noch keine Regeln: Eine Begründung ist erlaubt, aber nicht nötig.
reason-on = Datensatzart
reason-any = alle
reason-codes = Begründungscodes
reason-codes-lead = In dieser Reihenfolge werden sie angeboten, jeder in der Sprache des Lesers.
reason-label = Bezeichnung
reason-languages = Andere Sprachen
reason-uses = Angegeben
codes-order = Den Grund „{ $title }“ verschieben
reason-last = Zuletzt
because-import = Import
because-join-link = Über einen Einladungslink gekommen
because-cli = Befehlszeile
because-system = Das Programm selbst

# Schlüssel.

keys-own = Ihre eigenen Schlüssel
keys-none = Es gibt keine API-Schlüssel.
key-owner = Handelt als

rights-broken = Eine Bedingung verwendet hier ein Feld, das es nicht mehr gibt: { $names }. Bis das behoben ist, erlaubt ein solches Recht oder eine solche Freigaberegel nichts, und eine solche Einschränkung sperrt alles.
