# Der zweite Faktor.

factor = Zweiter Faktor
factor-lead = Ein Code von Ihrem Telefon neben dem Passwort: Wer Ihr Passwort herausfindet, kann sich trotzdem nicht anmelden.
factor-set-up = Einrichten
factor-manage = Verwalten
factor-picture = Ein Bild, das eine Authenticator-App liest
factor-offer-lead = Mit einem zweiten Faktor melden Sie sich mit dem Passwort und einem Code an, den eine App auf Ihrem Telefon anzeigt. Jede Authenticator-App ist geeignet.
factor-step-scan = Scannen Sie dieses Bild mit der App
factor-step-type = Oder tippen Sie dies darin ein:
factor-step-code = Tippen Sie die sechs Ziffern ein, die die App jetzt anzeigt
factor-begin = In Gebrauch nehmen
factor-there = Zur Anmeldung gehört ein Code von Ihrem Telefon. Seit
factor-codes-left = { $count ->
    [one] { $number } Wiederherstellungscode ist übrig.
   *[other] { $number } Wiederherstellungscodes sind übrig.
}
factor-change = Neue Codes, oder keine mehr
factor-change-lead = Beides verlangt einen Code: aus der App oder einen von denen auf Papier.
factor-new-codes = Neue Wiederherstellungscodes erstellen
factor-remove = Auf den zweiten Faktor verzichten
factor-removed = Der zweite Faktor wurde entfernt.
codes-made = Wiederherstellungscodes
codes-made-lead = Drucken Sie diese Codes oder schreiben Sie sie auf, und bewahren Sie sie nicht bei Ihrem Telefon auf. Jeder lässt Sie einmal ein, wenn das Telefon verloren ist. Sie werden nicht noch einmal gezeigt.
codes-kept = Ich habe sie aufbewahrt
codes-shown = Codes werden einmal gezeigt. Haben Sie sie nicht aufbewahrt, erstellen Sie neue.
code-heading = Noch ein Schritt
code-lead = Tippen Sie den Code ein, den die App auf Ihrem Telefon anzeigt.
code-lead-paper = Tippen Sie einen der Codes ein, die Sie auf Papier aufbewahrt haben. Jeder gilt einmal.
code-number = Code aus sechs Ziffern
code-paper = Wiederherstellungscode
code-any = Code
code-by-paper = Einen Wiederherstellungscode benutzen
code-by-telephone = Die App benutzen
code-lost = Weder Telefon noch Codes? Wer die Benutzer verwaltet, kann Ihren zweiten Faktor entfernen.
user-factor = Zweiter Faktor
user-factor-none = keiner
factor-take = Den zweiten Faktor entfernen
factor-take-heading = Den zweiten Faktor von { $name } entfernen
factor-take-lead = Danach öffnet allein das Passwort das Konto, alle Sitzungen enden, und { $name } erfährt es bei der nächsten Anmeldung. Vergewissern Sie sich, dass es diese Person ist, die darum bittet.
method-totp = Passwort und Code
method-recovery = Passwort und Wiederherstellungscode
event-code-refused = Abgewiesen: falscher Code
event-factor-added = Zweiter Faktor eingerichtet
event-factor-removed = Zweiter Faktor entfernt durch { $who }
told-factor-removed = Ihr zweiter Faktor wurde entfernt, durch { $who }: Allein das Passwort öffnet nun das Konto.
because-second-factor = Eigener zweiter Faktor
rule-wrong-code = Dieser Code ist falsch oder wurde schon benutzt. Nehmen Sie den nächsten.
state-has-second-factor = Es gibt schon einen zweiten Faktor. Entfernen Sie ihn zuerst.
state-no-second-factor = Es gibt keinen zweiten Faktor.
state-offer-too-old = Dieses Geheimnis ist zu alt. Hier ist ein neues.
step-up = Bestätigen Sie, dass Sie es sind
step-up-lead = Änderungen an Benutzern, Schlüsseln und Rechten verlangen einen Nachweis aus den letzten zehn Minuten, wer Sie sind. Nichts von dem, was Sie abgeschickt haben, geht verloren: Es geht weiter, sobald Sie bestätigen.
step-up-button = Bestätigen und fortfahren
factor-required = Eine Ihrer Rollen verlangt einen zweiten Faktor. Richten Sie ihn hier ein; bis dahin können Sie nichts anderes tun. Schlüssel von Programmen gelten weiter.
state-last-guarded-administrator = So bliebe niemand mit einem zweiten Faktor, der Benutzer und Rechte verwalten kann. Lassen Sie zuerst jemand anderen, der verwaltet, einen einrichten.
state-second-factor-needed = Eine Ihrer Rollen verlangt einen zweiten Faktor, deshalb können Sie nicht auf ihn verzichten.
rule-wrong-password = Das ist nicht Ihr Passwort.
