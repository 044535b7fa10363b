# Fehlerseiten.

heading-malformed = Diese Anfrage wurde nicht verstanden
heading-sign-in-first = Melden Sie sich zuerst an
heading-forbidden = Kein Zugriff
heading-not-found = Diese Seite gibt es nicht
heading-method = Das geht hier nicht
heading-conflict = Das ist jetzt nicht möglich
heading-too-large = Das ist zu groß
heading-invalid = Etwas daran stimmt nicht
heading-throttled = Zu viele Versuche
heading-unavailable = Zurzeit nicht verfügbar
heading-wrong = Etwas ist schiefgegangen
request-id = Anfragenummer:
go-front = Zur Eingangsseite
go-home = Zur Startseite
problem-heading = Es gibt ein Problem
error-not-found = Das gibt es nicht, oder Sie dürfen es nicht sehen.
error-method = Seiten werden gelesen (GET) und Formulare gesendet (POST); etwas anderes geschieht hier nicht. Programme nutzen die API.
error-stale = Jemand anderes hat diesen Datensatz inzwischen geändert. Laden Sie ihn neu.
error-too-large = Das ist zu groß, um hier angenommen zu werden.
error-throttled = Zu viele Versuche. Versuchen Sie es in { $count ->
    [one] { $number } Sekunde
   *[other] { $number } Sekunden
} wieder.
error-throttled-minutes = Zu viele Versuche. Versuchen Sie es in { $count ->
    [one] { $number } Minute
   *[other] { $number } Minuten
} wieder.
error-unavailable = Das Programm startet, endet oder wartet auf seine Datenbank. Versuchen Sie es gleich noch einmal.
error-storage-full = Der Speicher ist voll. Schaffen Sie Platz und versuchen Sie es noch einmal; es wurde nichts geändert.
error-internal = Bei uns ist etwas schiefgegangen. Im Protokoll stehen die Einzelheiten unter der Anfragenummer.
error-undo-conflicts = { $count ->
    [one] { $number } spätere Änderung steht
   *[other] { $number } spätere Änderungen stehen
} im Weg; es wurde nichts rückgängig gemacht.
error-out-of-reach = So weit reichen Ihre Rechte nicht. Prüfen Sie, wer für { $gender ->
    [feminine] diese
    [neuter] dieses
   *[masculine] diesen
} { $type } zuständig ist und worum es geht.
refused-type = Keine Ihrer Rollen erlaubt Ihnen, { $types } zu sehen.
refused-create = Mit Ihren Rollen dürfen Sie keine { $types } anlegen.
refused-update = Mit Ihren Rollen dürfen Sie { $gender ->
    [feminine] diese
    [neuter] dieses
   *[masculine] diesen
} { $type } nicht ändern.
refused-delete = Mit Ihren Rollen dürfen Sie { $gender ->
    [feminine] diese
    [neuter] dieses
   *[masculine] diesen
} { $type } nicht löschen.
form-broken-off = Das Formular ist nicht vollständig angekommen. Senden Sie es noch einmal.
form-unreadable = Dieses Formular ist nicht lesbar. Gehen Sie zurück und senden Sie es noch einmal.
form-foreign = Dieses Formular kam von einer anderen Website; deshalb wurde nichts geändert.
form-of-older-session = Dieses Formular gehört zu einer älteren Sitzung; deshalb wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und senden Sie es noch einmal.
form-unversioned = Das Formular sagt nicht, welche Version des Datensatzes es ändert. Öffnen Sie es neu.
search-too-long = Eine Suche hat höchstens { $characters } Zeichen und { $words } Wörter.

# Was an einem Feld nicht stimmt.

problem-required = { $label } fehlt.
problem-blank = Das darf nicht leer sein.
problem-too-long = Hier { $count ->
    [one] passt höchstens { $number } Zeichen hinein.
   *[other] passen höchstens { $number } Zeichen hinein.
}
problem-too-many = Hier { $count ->
    [one] passt höchstens { $number } hinein.
   *[other] passen höchstens { $number } hinein.
}
problem-out-of-range = Der Wert muss zwischen { $least } und { $most } liegen.
problem-control-character = Hier steht ein unsichtbares Steuerzeichen; entfernen Sie es.
problem-read-only = { $label } füllt das Programm selbst aus; lassen Sie es weg.
problem-unknown-choice = Wählen Sie einen der angebotenen Werte.
problem-unknown-type = Um einen Datensatz dieser Art kann es hier nicht gehen.
problem-missing-link = Diesen Datensatz gibt es nicht, oder Sie dürfen ihn nicht sehen.
problem-taken = Ein anderer Datensatz hat diesen Wert bereits.
problem-cycle = Das würde zum Datensatz selbst zurückführen.
problem-unreadable = Das ist nicht lesbar.
problem-number = Das ist keine Zahl; schreiben Sie sie wie 1.234,50.
problem-date = Das ist kein Datum; schreiben Sie es wie 24.11.2026.
problem-time = Das ist kein Zeitpunkt; schreiben Sie ihn wie 24.11.2026 14:05.
problem-currency = Schreiben Sie die Währung mit drei Großbuchstaben (ISO 4217), wie EUR.
problem-json = Das ist kein gültiges JSON.
problem-sort = Wählen Sie, welche Art von Datensatz es ist.
problem-email = Das ist keine E-Mail-Adresse; schreiben Sie sie wie name@example.org.
problem-phone = Das ist keine Telefonnummer; schreiben Sie sie wie +49 30 1234567.
problem-url = Das ist keine Webadresse; schreiben Sie sie wie https://example.org.
problem-country = Dieses Land ist nicht bekannt; schreiben Sie den Namen oder den Code aus zwei Buchstaben.
problem-language = Diese Sprache ist nicht bekannt; schreiben Sie den Namen oder den Code, wie de oder en-GB.
problem-weak-password = Ein Passwort hat mindestens { $least } und höchstens { $most } Zeichen.
problem-common-password = Dieses Passwort benutzen viele, es wird also zuerst versucht. Nehmen Sie ein anderes.
problem-own-password = Nehmen Sie ein Passwort, das nicht aus Ihrem Namen, Ihrer Adresse oder Ihrer Firma besteht.

# Regeln der Datensatzarten.

rule-keys-are-shown-once = Schlüssel werden einzeln erzeugt, dort, wo sie angezeigt werden können.
rule-key-ends-within-a-year = Ein Schlüssel endet innerhalb eines Jahres, nachdem er erzeugt wurde.
rule-evidence-stays = Was begonnen wurde, bleibt, wie es war; beenden Sie es und beginnen Sie etwas Neues.
rule-won-needs-amount = Eine gewonnene Verkaufschance braucht einen Betrag.
rule-no-such-type = Diese Datensatzart gibt es nicht.
rule-no-owner = Datensätze dieser Art haben niemanden, dem sie gehören.
rule-not-read = Ein Feld wird gelesen; lassen Sie es bei anderen Aktionen leer.
rule-field-name-taken = Ein Feld mit diesem Namen gibt es bereits.
rule-view-names-no-field = Ein hier genanntes Feld gibt es nicht.
rule-view-has-no-order = Nach einem hier genannten Feld kann nicht sortiert werden.
rule-view-has-too-many-words = Hier wird nach zu vielen Wörtern gesucht.
rule-view-has-no-groups = Nach dem hier genannten Feld kann eine Liste nicht gruppiert werden.
rule-field-name-kept = Ein Feld mit diesem Namen und einem anderen Typ liegt im Papierkorb, und seine Werte sind aufbewahrt. Wählen Sie einen anderen Namen.
rule-field-name-form = Schreiben Sie x_ und dann Kleinbuchstaben, Ziffern und _, wie x_schuhgroesse.
rule-not-shared = Datensätze dieser Art haben keinen Zuständigen und werden nicht freigegeben.
rule-one-of-two = Wählen Sie eine Aktion oder eine Datenklasse, nicht beides.
rule-field-kind-kept = Name, Datensatzart, Typ und Dezimalstellen bleiben, wie sie sind. Fügen Sie stattdessen ein anderes Feld hinzu.
rule-choices-needed = Fügen Sie mindestens einen Auswahlwert hinzu.
rule-target-needed = Wählen Sie die Datensatzart, auf die es verweist.
rule-status-by-conversion = Wandeln Sie den Lead um, dann erhält er diesen Status.
rule-converted-stays = Dieser Lead wurde umgewandelt; machen Sie stattdessen die Umwandlung rückgängig.
rule-movement-is-kept = Eine Lagerbewegung lässt sich nicht ändern. Löschen Sie sie, oder fügen Sie eine Korrektur hinzu.
rule-ends-before-start = Das Ende darf nicht vor dem Beginn liegen.
rule-file-needed = Laden Sie die Datei selbst hoch.

# Der Zustand des Datensatzes lässt es nicht zu.

state-in-bin = Dieser Datensatz liegt im Papierkorb. Holen Sie ihn zuerst heraus.
state-not-in-bin = Dieser Datensatz liegt nicht im Papierkorb.
state-last-administrator = Damit bliebe niemand, der Benutzer verwalten kann. Geben Sie diese Befugnis zuerst einem anderen aktiven Benutzer.
state-assertion-broken = Damit würde die Zusicherung „{ $sentence }“ nicht mehr stimmen. Ändern Sie, was Sie speichern, oder nennen Sie die Betroffenen mit einer Begründung als deren Ausnahmen.
state-followed = Diese Änderung folgte aus einer anderen. Machen Sie jene rückgängig, dann folgt diese.
state-too-many-conditions = Es ändern sich zu viele Bedingungen auf einmal, um die Folgen zu zeigen. Ändern Sie weniger Rollen auf einmal.
state-already-converted = Dieser Lead wurde bereits umgewandelt.
state-too-many-links = Zu viele Datensätze verweisen auf diesen, um ihn auf einmal zusammenzuführen.

# Was dem Rückgängigmachen im Weg steht.

in-the-way = Lässt sich nicht rückgängig machen:
in-the-way-gone = Der Datensatz ist nicht mehr zu finden.
in-the-way-changed-after = Der Datensatz wurde geändert, nachdem er angelegt war.
in-the-way-in-bin = Der Datensatz liegt im Papierkorb.
in-the-way-changed-since = Das Feld wurde seither geändert.
