# Startseite.

home-tasks = Zu erledigen
home-new-task = Neue Aufgabe
home-late = Überfällig
home-today = Heute
home-week = Die nächsten Tage
home-all-late = Alles Überfällige zeigen
home-no-tasks = In dieser Woche ist nichts zu erledigen.
home-no-tasks-do = Ihre Aufgaben, Anrufe und Termine erscheinen hier, wenn sie näher rücken.
home-recent = Letzte Änderungen
home-recent-none = Noch nichts. Was sich an Ihren Datensätzen und denen Ihrer Gruppen ändert, erscheint hier.
home-created = Angelegt durch { $who }
home-changed = Geändert durch { $who }
home-changed-fields = { $who } änderte: { $fields }
home-needs = Wartet auf Sie
home-leads-unowned = { $count ->
    [one] { $number } Lead hat keinen Zuständigen
   *[other] { $number } Leads haben keinen Zuständigen
}
home-deals-unowned = { $count ->
    [one] { $number } Verkaufschance hat keinen Zuständigen
   *[other] { $number } Verkaufschancen haben keinen Zuständigen
}
home-organisations-unowned = { $count ->
    [one] { $number } Organisation hat keinen Zuständigen
   *[other] { $number } Organisationen haben keinen Zuständigen
}
home-users-unprofiled = { $count ->
    [one] { $number } Benutzer hat kein Profil
   *[other] { $number } Benutzer haben kein Profil
}
home-deals = Meine offenen Verkaufschancen
home-deals-none = Sie haben keine offenen Verkaufschancen. Sie erscheinen hier nach Phasen, mit ihrem Wert.
home-deals-total = Insgesamt
home-jobs-failed = { $count ->
    [one] { $number } Auftrag ist diese Woche fehlgeschlagen
   *[other] { $number } Aufträge sind diese Woche fehlgeschlagen
}
home-users-waiting = { $count ->
    [one] { $number } Benutzer hat noch kein Passwort
   *[other] { $number } Benutzer haben noch kein Passwort
}
