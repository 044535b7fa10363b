# Der Importassistent.

group-upkeep = Pflege
import = Importieren
import-lead = Holen Sie Datensätze aus einer Datei herein. Sie sehen, was geschehen würde, bevor etwas gespeichert wird, und können es danach rückgängig machen.
import-steps = Schritte des Imports
import-way = Wo Sie sind
step-file = Datei
step-columns = Spalten
step-check = Prüfung
step-import = Import
import-what = Was in der Datei steht
import-file = Die Datei
import-file-help = Wählen Sie eine Datei oder legen Sie sie hier ab: CSV, Excel (.xlsx), vCard oder JSON, höchstens { $limit }.
import-next = Spalten ansehen
import-nothing-yet = Noch wird nichts gespeichert.
import-earlier = Frühere Importe
import-refused = Keine Ihrer Rollen erlaubt Ihnen, { $types } zu importieren.
import-refused-any = Keine Ihrer Rollen erlaubt Ihnen, etwas zu importieren.
import-choose-type = Wählen Sie, was in der Datei steht.
import-choose-file = Wählen Sie eine Datei.
import-no-lines = In dieser Datei stehen keine Zeilen. Wählen Sie eine mit Daten.
import-of = Import von { $name }
import-lines = { $count ->
    [one] { $number } Zeile
   *[other] { $number } Zeilen
}
import-discard = Diese Datei verwerfen
reading = Wie die Datei gelesen wird
reading-delimiter = Zellen sind getrennt durch
reading-encoding = Zeichenkodierung
reading-sheet = Tabellenblatt
reading-header = Die erste Zeile enthält die Namen der Spalten
reading-again = Neu lesen
reading-found = Wie erkannt
reading-found-as = Wie erkannt: { $text }
delimiter-comma = Komma
delimiter-semicolon = Semikolon
delimiter-tab = Tabulator
delimiter-bar = senkrechter Strich
columns-heading = Wohin jede Spalte gehört
columns-lead = Jede Zeile wird ein Datensatz der Art „{ $type }“. Ändern Sie, was nicht passt; Spalten ohne Feld werden übersprungen.
column-name = Spalte
column-examples = Beispiele
column-goes = Geht nach
column-goes-of = Spalte „{ $name }“ geht nach
column-constant = In jeder Zeile gleich
column-empty = leer
column-unsure = bitte prüfen
target-ignore = – ausgelassen –
target-full-name = Vollständiger Name
target-id = ID in dieser Installation
target-by = { $label }, gefunden über { $by }
target-currency = { $label }: Währung
also-make = Aus jeder Zeile einen zweiten Datensatz anlegen: { $type }
same-heading = Vorhandene Datensätze
match = Eine Zeile findet ihren Datensatz über
match-help = Zeilen mit demselben Wert betreffen denselben Datensatz.
match-none = Nichts: jede Zeile ist neu
mode = Zeilen, die einen Datensatz finden, und solche, die keinen finden
mode-both = Ändern oder einen neuen anlegen
mode-new = Nur neue anlegen
mode-there = Nur vorhandene ändern
duplicates = Zeilen, die einem anderen Datensatz ähneln
duplicates-help = Dieselbe E-Mail-Adresse oder Telefonnummer, oder fast derselbe Name.
duplicates-skip = Überspringen und melden
duplicates-update = Diesen Datensatz ändern
duplicates-create = Trotzdem einen neuen anlegen
import-currency = Währung von Beträgen, die keine nennen
mapping-keep = Diese Zuordnung für die nächste Datei mit diesen Spalten merken
check-lines = Zeilen prüfen
preview = Erste Zeilen der Datei
line = Zeile
check-lead = Das würde der Import jetzt tun. Noch ist nichts gespeichert.
check-partly = Die ersten { $some } von { $all } Zeilen wurden geprüft, damit Sie nicht warten müssen. Der Import prüft jede Zeile noch einmal, und schlechte Zeilen halten gute nie auf.
check-no-work = Es gibt nichts zu importieren: keine Zeile würde einen Datensatz anlegen oder ändern.
check-all = Alle Zeilen prüfen
check-on = Weiter mit dem Import
check-errors = Zeilen, die ausgelassen würden (CSV)
check-back = Zurück zu den Spalten
check-lines-heading = Zeile für Zeile
check-lines-none = Keine Zeilen dieser Art.
check-lines-first = Die ersten { $some } von { $all } Zeilen
line-becomes = Wird
line-holds = Inhalt
line-says = Hinweise
line-created = neu
line-updated = geändert
line-unchanged = unverändert
line-duplicate = ausgelassen
line-failed = fehlerhaft
would-create = wären neu
would-update = würden geändert
would-leave = blieben unverändert
would-skip = ähneln einem anderen Datensatz
would-fail = { $count ->
    [one] ist fehlerhaft
   *[other] sind fehlerhaft
}
import-all = Alle Zeilen importieren
import-now = { $count ->
    [one] { $number } Zeile importieren
   *[other] { $number } Zeilen importieren
}

# Aufgaben.

job = Auftrag
jobs = Aufträge
jobs-lead-all = Länger laufende Arbeiten aller. Sie gehen weiter, wenn Sie die Seite verlassen, und nach einem Neustart.
jobs-lead-own = Ihre eigenen länger laufenden Arbeiten. Sie gehen weiter, wenn Sie die Seite verlassen, und nach einem Neustart.
jobs-all = Alle
jobs-going = In Arbeit
jobs-done = Erledigt
jobs-failed = Fehlgeschlagen oder angehalten
jobs-none = Noch keine Aufträge.
jobs-none-so = Keine Aufträge gefunden.
jobs-none-do = Importe, Übergaben und Prüfungen des Journals erscheinen hier.
job-way = Wo Sie sind
job-kind = Was er tut
job-state = Zustand
job-result = Ergebnis
job-by = Von
job-created = Erteilt
job-started = Begonnen
job-finished = Beendet
job-import = Import
job-check = Prüfung vor einem Import
job-verification = Prüfung des Journals
job-waiting = Wartet
job-running = Läuft
job-done = Erledigt
job-undone = Zurückgenommen
job-broken = Bruch gefunden
job-failed = Fehlgeschlagen
job-cancelled = Angehalten
job-far = { $done } von { $total }
job-progress = Fortschritt
job-leave = Sie können diese Seite verlassen; die Arbeit geht weiter.
job-look-again = Aktualisieren
job-stop = Anhalten
job-retry = Fortsetzen
job-again = Der Auftrag wird fortgesetzt. Nichts wird doppelt angelegt.
job-facts = Über diesen Auftrag
did-create-lines = { $number } neu
did-update-lines = { $number } geändert
did-skip-lines = { $number } ausgelassen
did-fail-lines = { $number } fehlerhaft
tile-created = neu
tile-updated = geändert
tile-unchanged = unverändert
tile-skipped = ausgelassen
tile-failed = fehlerhaft
tile-also = außerdem neu: { $types }
verify-fit = { $count ->
    [one] { $number } Änderung stimmt
   *[other] { $number } Änderungen stimmen
}
verify-broken-at = gebrochen bei { $position }
verify-right = { $count ->
    [one] Die eine Änderung im Journal ist, wie sie geschrieben wurde.
   *[other] Alle { $number } Änderungen im Journal sind, wie sie geschrieben wurden, und keine fehlt.
}
verify-wrong = Das Journal ist an Position { $position } gebrochen: Von dort an ist es nicht, was geschrieben wurde. Sehen Sie nach der Datenbank des Servers und nach den Sicherungen.
import-errors = Ausgelassene Zeilen (CSV)
import-errors-do = Bessern Sie die Zeilen in dieser Datei nach und importieren Sie sie: Sie hat dieselben Spalten und sagt zu jeder Zeile, was nicht stimmt.
import-made = Datensätze dieses Imports
import-made-lead = Was der Import anlegte und änderte, soweit Sie es jetzt sehen dürfen.
import-made-none = Hier ist nichts, das Sie sehen dürfen.
import-another = Noch ein Import
import-undo = Import zurücknehmen
import-undo-heading = Den Import von „{ $name }“ zurücknehmen
import-undo-lead = Datensätze, die er anlegte, kommen in den Papierkorb, und Felder, die er änderte, erhalten zurück, was zuvor darin stand. Datensätze, die seither jemand geändert hat, stehen im Weg; dann wird nichts zurückgenommen.
import-undone = Dieser Import wurde zurückgenommen. Datensätze, die er angelegt hatte, kamen in den Papierkorb: { $made }. Datensätze, die er geändert hatte, sind wieder wie zuvor: { $changed }.
import-not-undoable = Das kann nicht zurückgenommen werden: Es ist nicht beendet oder wurde schon zurückgenommen.
import-file-gone = Die Datei dieses Imports ist nicht mehr da. Laden Sie sie noch einmal hoch.
