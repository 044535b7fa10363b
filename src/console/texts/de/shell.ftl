# The frame around every page.

about-installation = Über diese Installation
demo = Demo
demo-lead = Alles hier ist erfunden.
pinned = Angeheftet
pin = Anheften
pin-on = In der Navigation angeheftet.
pin-off = Nicht mehr angeheftet.
close = Schließen
account = Konto
account-of = Konto von { $name }

# Search, and the palette.

search-everything = Alles durchsuchen
search-placeholder = Ein Name, eine E-Mail-Adresse, eine Nummer…
search-nothing = Nichts gefunden für „{ $text }“.
search-nothing-do = Jedes Wort muss im selben Datensatz stehen. Schreiben Sie weniger Wörter oder nur deren Anfang.
search-recent = Zuletzt geöffnet
search-all = { $label }: alle Treffer
search-or-go = Suchen oder gehen zu…
palette = Suchen oder gehen zu
palette-placeholder = Ein Datensatz, eine Seite, oder was Sie tun möchten
palette-results = Ergebnisse
palette-count = Ergebnisse: { $number }
palette-none = Keine Treffer.
palette-recent = Zuletzt geöffnet
palette-more = Mehr
palette-all = Alles nach „{ $text }“ durchsuchen
palette-actions = Aktionen
palette-pages = Gehen zu
palette-choose = wählen
palette-open = öffnen
palette-apart = in einem neuen Tab

# Keys.

key-control = Strg
key-enter = Eingabe
key-escape = Esc
shortcuts = Tastenkürzel
shortcuts-lead = Alles geht auch mit der Maus und durch Berühren.
shortcuts-anywhere = Überall
shortcuts-go = Gehen zu
shortcut-palette = Suchen oder irgendwohin gehen
shortcut-search = In dieser Liste suchen
shortcut-help = Diese Übersicht
shortcut-escape = Schließen, was offen ist
shortcuts-off = Einzelne Tasten tun nichts, solange Sie in ein Feld schreiben. In Ihrem Profil lassen sie sich abschalten.

# What belongs to whoever is signed in.

profile = Profil und Einstellungen
profile-lead = Was Sie hier einstellen, gilt nur für Sie, in diesem Browser.
profile-look = Aussehen, Sprache und Tasten
scheme = Farben
scheme-auto = System
scheme-light = Hell
scheme-dark = Dunkel
density = Dichte
density-comfortable = Luftig
density-compact = Kompakt
single-keys = Einzelne Tasten
on = Ein
off = Aus
language = Sprache
language-usual = Wie in meinem Konto eingestellt
sessions = Sitzungen
sessions-caption = Wo Sie angemeldet sind
session-device = Gerät
session-began = Angemeldet
session-seen = Zuletzt benutzt
session-own = Diese
session-unknown = Unbekanntes Gerät
session-end = Abmelden
sessions-end = Überall sonst abmelden
done-ended = Dort sind Sie abgemeldet.
done-none-ended = Diese Sitzung war schon beendet.
keys = API-Schlüssel
keys-lead = Mit einem Schlüssel handelt ein Programm in Ihrem Namen. Erstellen Sie einen je Programm und widerrufen Sie ihn, wenn er nicht mehr gebraucht wird.
keys-caption = Ihre API-Schlüssel
key-begins = Beginnt mit
key-ends = Läuft ab
key-over = Abgelaufen
key-revoke = Widerrufen
key-new = Neuer Schlüssel
key-name = Name des Programms
key-name-needed = Geben Sie an, welches Programm den Schlüssel benutzt.
key-works = Gültig für
key-days = { $number } Tage
key-make = Schlüssel erstellen
key-made = Ihr neuer API-Schlüssel
key-made-lead = Kopieren Sie ihn jetzt in das Programm, das ihn benutzt. Er wird nur dieses eine Mal gezeigt.
key-try = Probieren Sie ihn aus
key-copied = Ich habe ihn kopiert

# The design system.

design = Designsystem
design-refused = Diese Seite ist für Administratoren.

# One’s own password.

password-lead = Eine Änderung beendet alle Ihre Sitzungen außer dieser.
password-now = Aktuelles Passwort
password-new = Neues Passwort
password-change = Passwort ändern
password-changed = Ihr Passwort wurde geändert, und Ihre anderen Sitzungen sind beendet.
password-wrong = Das ist nicht Ihr Passwort.
