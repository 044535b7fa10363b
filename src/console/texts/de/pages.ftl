# Der Rahmen jeder Seite.

skip = Zum Inhalt
menu = Menü
navigation = Hauptmenü
sign-out = Abmelden
home = Start
group-sales = Vertrieb
group-supply = Lager

# Wörter, die auf vielen Seiten stehen.

save = Speichern
cancel = Abbrechen
new = Neu
edit = Bearbeiten
delete = Löschen
remove = Entfernen
undo = Rückgängig
search = Suche
filter = Filter
apply = Anwenden
clear = Zurücksetzen
action = Aktion
field = Feld
name = Name
id = ID
now = Jetzt
afterwards = Danach
before = Vorher
after = Nachher
yes = Ja
no = Nein
pages = Seiten
label-and-text = { $label }: { $text }
day-today = heute { $time }
day-yesterday = gestern { $time }
day-tomorrow = morgen { $time }
unseen = Im Papierkorb oder für Sie nicht sichtbar

# Die ersten Minuten und die Anmeldung.

welcome = Willkommen bei Beheer
welcome-lead = Dies ist eine neue Installation von Beheer: ein Ort für Ihre Kunden, Kontakte, Leads und Verkaufschancen, der festhält, wer was geändert hat, und warum.
welcome-next = Ihr nächster Schritt
welcome-link = Beim Start hat der Server in seinem Terminal einen Einrichtungslink ausgegeben. Öffnen Sie diesen Link: Damit legen Sie den ersten Administrator an. Er gilt einmal und einen Tag lang.
welcome-no-link = Kein Link, oder ist er zu alt?
welcome-restart = Starten Sie den Server neu, dann gibt er einen neuen aus. Läuft er als Dienst, steht der Link in der Ausgabe des Dienstes:
welcome-installation = Diese Installation
welcome-folder = Datenordner
welcome-database = Datenbank
welcome-version = Version
set-up = Ersten Administrator anlegen
set-up-lead = Dieses Konto darf hier alles. Andere, mit weniger Rechten, können Sie später hinzufügen.
set-up-button = Administrator anlegen
set-up-refused = Dieser Einrichtungslink wurde schon benutzt oder ist zu alt. Auf dem Server erzeugt „beheer user setup-link“ einen neuen, solange es keinen Administrator gibt.
your-name = Ihr Name
email = E-Mail
password = Passwort
password-help = Mindestens { $least } Zeichen, keines, das viele benutzen, und keines aus Ihrem Namen. Einen Satz merkt man sich am leichtesten.
password-forgotten = Passwort vergessen? Ein Administrator kann Ihnen ein neues geben.
sign-in = Anmelden
sign-in-wrong = E-Mail-Adresse oder Passwort ist falsch.

# Listen und der Papierkorb.

list-total = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}
list-total-more = Mehr als { $number } { $types }
list-nothing-fits = Nichts gefunden.
list-nothing-fits-do = Fassen Sie die Suche weiter, oder setzen Sie den Filter zurück.
list-empty = Noch keine { $types } vorhanden.
list-empty-do = Legen Sie den ersten Eintrag an.
list-empty-seen = Es gibt keine { $types }, die Sie sehen dürfen.
list-out-of-date = Die Adresse dieser Seite ist veraltet. Beginnen Sie auf der ersten Seite der Liste.
page-first = Erste Seite
page-next = Weiter
bin = Papierkorb
bin-heading = { $label } im Papierkorb
bin-leave = Papierkorb verlassen
bin-empty = Der Papierkorb ist leer.
bin-empty-do = Gelöschte Datensätze werden hier aufbewahrt.
in-bin = im Papierkorb
binned = „{ $title }“ wurde in den Papierkorb verschoben.
binned-restore = Wiederherstellen
restore = Wiederherstellen

# Ein Datensatz.

section-details = Angaben
section-lists = Listen und Adressen
section-links = Verknüpft mit
section-notes = Notizen
section-record = Datensatz
in-bin-since = Im Papierkorb seit
done-binned = Gelöscht. Es kann wieder aus dem Papierkorb geholt werden.
done-saved = Gespeichert.
done-restored = Aus dem Papierkorb geholt.
done-undone = Die Änderung wurde rückgängig gemacht.
done-nothing = Es wurde nichts geändert.
live-changed = Jemand hat diesen Datensatz geändert.
live-form = Jemand anders hat diesen Datensatz inzwischen geändert. Ihre Eingaben bleiben stehen; beim Speichern sehen Sie beide Fassungen.
live-reload = Neu laden
delete-heading = „{ $title }“ löschen
delete-lead = Der Datensatz kommt in den Papierkorb und kann wieder herausgeholt werden.
delete-button = In den Papierkorb
restore-heading = „{ $title }“ aus dem Papierkorb holen
restore-lead = Der Datensatz ist dann wieder so da, wie er war.
restore-button = Aus dem Papierkorb holen

# Formulare.

new-heading = { $gender ->
    [feminine] Neue
    [neuter] Neues
   *[masculine] Neuer
} { $type }
edit-heading = { $title } bearbeiten
row = { $label } { $row }
row-new = { $label } { $row } (neu)
currency-of = Währung von { $label }
sort-of = Art von { $label }
title-or-id = Name oder ID
help-by-title = Der Name oder ein Teil davon.
nothing-called = Es gibt { $gender ->
    [feminine] keine
    [neuter] kein
   *[masculine] keinen
} { $type } mit dem Namen „{ $text }“, soweit Sie sehen dürfen. Geben Sie den ganzen Titel oder die ID ein.
several-called = Mehrere { $types } passen zu „{ $text }“. Wählen Sie davon aus.
why = Warum
reason = Begründung
reason-code = Begründungscode
reason-kept = Die Begründung bleibt im Verlauf stehen.
reason-needed = Erforderlich, in eigenen Worten oder als Code.
reason-needed-create = Sagen Sie, warum: Eine Begründung ist nötig, um { $gender ->
    [feminine] diese
    [neuter] dieses
   *[masculine] diesen
} { $type } anzulegen.
reason-needed-update = Sagen Sie, warum: Eine Begründung ist nötig, um { $gender ->
    [feminine] diese
    [neuter] dieses
   *[masculine] diesen
} { $type } zu ändern.
reason-needed-delete = Sagen Sie, warum: Eine Begründung ist nötig, um { $gender ->
    [feminine] diese
    [neuter] dieses
   *[masculine] diesen
} { $type } zu löschen.

# Zwei haben denselben Datensatz geändert.

conflict-heading = Jemand anderes hat diesen Datensatz geändert
conflict-changed = „{ $title }“ wurde geändert, während Sie den Datensatz geöffnet hatten.
conflict-changed-by = { $who } hat „{ $title }“ geändert, während Sie den Datensatz geöffnet hatten.
conflict-choose = Ihre Änderungen sind noch nicht gespeichert. Wählen Sie, welche Werte gelten sollen.
conflict-now = So ist es jetzt
conflict-mine = Ihre Eingabe
conflict-same = Sie haben nichts geändert, was sich vom jetzigen Stand unterscheidet.
conflict-kept = Von anderen geändert und so belassen
conflict-save = Meine Auswahl speichern
conflict-leave = So lassen, wie es jetzt ist

# Verlauf und Rückgängigmachen.

history = Verlauf
history-title = Verlauf: { $title }
history-none = Keine älteren Änderungen.
history-older = Ältere Änderungen
by-whom = durch { $who }
actor-unseen = jemand, den Sie nicht sehen dürfen
actor-shell = { $name } auf dem Server
actor-program = das Programm
channel-console = Konsole
channel-api = API
channel-cli = Kommandozeile
did-create = Angelegt
did-update = Geändert
did-delete = In den Papierkorb verschoben
did-undo = Rückgängig gemacht
history-differs = { $label } (was sich unterscheidet)
did-restore = Aus dem Papierkorb geholt
did-merge = Zusammengeführt
did-convert = Umgewandelt
did-unconvert = Umwandlung zurückgenommen
did-follow = Mit einem anderen Datensatz geändert
changed-fields = Geänderte Felder
changed-fields-of = Geänderte Felder, { $row }
ask-changes = Was sich ändert
undo-heading = Eine Änderung von „{ $title }“ rückgängig machen
undo-button = Diese Änderung rückgängig machen
undo-lead = Die Felder erhalten ihre früheren Werte zurück. Im Verlauf steht das als neue Änderung.
undo-lead-created = Mit dieser Änderung wurde der Datensatz angelegt. Machen Sie sie rückgängig, kommt er in den Papierkorb.
undo-lead-deleted = Machen Sie dies rückgängig, kommt der Datensatz aus dem Papierkorb zurück.
undo-lead-restored = Machen Sie dies rückgängig, kommt der Datensatz wieder in den Papierkorb.
