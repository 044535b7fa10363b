# Rechte im Betrieb: wer liest, was geschützt ist.

readers = Wer liest was
readers-lead = Alle, die eine Datenklasse genau lesen dürfen, über welches Profil, welche Gruppe und welche Rolle, und wann das zuletzt geschah.
readers-class = Datenklasse
readers-of = { $class }: { $count ->
    [one] 1 Person
   *[other] { $number } Personen
}
readers-kept = Jedes Lesen wird { $days } Tage aufbewahrt, nach Person und Tag.
readers-not-kept = Wer diese Klasse liest, wird nicht festgehalten.
readers-safeguards = Schutzregeln
readers-reach = Reichweite
readers-last = Zuletzt gelesen
readers-shown = Gezeigt
readers-next = Weitere Personen
looks = Wer das angesehen hat
looks-lead = Wem geschützte Daten dieses Datensatzes gezeigt wurden, die letzten zuerst.
looks-none = Niemandem wurden geschützte Daten dieses Datensatzes gezeigt.
looks-class = Was
looks-when = Zuletzt an dem Tag
looks-through = Über
through-record = den Datensatz
through-list = eine Liste
through-export = einen Export

# Als jemand anders handeln.

acting = Als jemand anders handeln
acting-lead = Sehen, was ein anderer Benutzer sieht, mit genanntem Grund und für begrenzte Zeit. Der Benutzer erfährt es, und das Journal nennt Sie beide.
acting-state = Mit Grund, höchstens eine Stunde
acting-banner = { $who } handelt als { $whom } bis { $until }.
acting-looks-only = Nichts kann geändert werden.
acting-may-change = Datensätze können geändert werden.
acting-end = Beenden
acting-refused = Das geht nicht, während Sie als jemand anders handeln.
acting-whom = Als wer
acting-who = Wer
acting-minutes = Wie lange
acting-minutes-number = { $minutes } Minuten
acting-why-help = Der Benutzer liest es, und wer das Journal liest, auch.
acting-why = Nennen Sie einen Grund.
acting-choose = Wählen Sie, als wer.
acting-changes = Auch Datensätze ändern, nie Rechte, Benutzer oder Einstellungen
acting-begin = Beginnen
acting-past = Was so getan wurde
acting-from = Von
acting-until = Bis
acting-told = Vom Benutzer gesehen
acted = Andere, die als Sie gehandelt haben
acted-lead = Administratoren, die sahen, was Sie sehen, mit ihrem Grund.
acted-seen = Zur Kenntnis genommen
acted-home = { $who } hat als Sie gehandelt: { $purpose }
actor-acting = { $who } (in Wahrheit { $real })

# Notzugang.

emergency = Notzugang
emergency-lead = Eine Rolle für einige Stunden, mit Grund. Sie endet von selbst, jeder Administrator erfährt es, und sie bleibt als Nachweis.
emergency-state = { $count ->
    [0] Niemand hat Notzugang
    [one] Eine Person hat Notzugang
   *[other] { $number } Personen haben Notzugang
}
emergency-role = Rolle
emergency-hours = Wie lange
emergency-hours-number = { $count ->
    [one] 1 Stunde
   *[other] { $number } Stunden
}
emergency-why-help = Jeder Administrator liest es.
emergency-why = Nennen Sie einen Grund.
emergency-choose-user = Wählen Sie, wer die Rolle erhält.
emergency-choose-role = Wählen Sie eine Rolle.
emergency-give = Rolle geben
emergency-given = Gegeben
emergency-none = Niemand hatte je Notzugang.
emergency-by = Gegeben von
emergency-open = Jetzt
emergency-end = Jetzt beenden

# Rechte als Datei.

rights-file = Rechte als Datei
rights-file-lead = Rollen, Profile, Gruppen, Freigaberegeln, Einschränkungen, Zusicherungen, Schutzregeln und Begründungen nach Namen, für Versionsverwaltung und andere Installationen.
rights-file-export = Herunterladen
rights-file-file = Eine Datei zum Vergleich mit dem, was gilt
rights-file-help = Noch wird nichts geändert: Zuerst sehen Sie, was sich ändern würde.
rights-file-prune = Das ist alles: Was nicht in der Datei steht, kommt in den Papierkorb
rights-file-compare = Vergleichen
rights-file-choose = Wählen Sie eine Datei.
rights-file-large = Eine Rechtedatei hat höchstens 1 MB.
rights-file-unreadable = Das ist kein Text in UTF-8.
rights-file-plan = Was das Einlesen ändern würde
rights-file-same = Nichts: Alles ist, wie die Datei sagt.
rights-file-another = Eine andere Datei
rights-file-made = { $kind } „{ $name }“ wird angelegt
rights-file-changed = { $kind } „{ $name }“ wird geändert
rights-file-gone = { $kind } „{ $name }“ kommt in den Papierkorb
rights-file-nobody = Niemand gewinnt oder verliert etwas von dem, was jetzt da ist; was später kommt, folgt den neuen Rechten.
rights-file-apply = Datei einlesen
rights-file-other = Jetzt würde etwas anderes geschehen, als Ihnen gezeigt wurde. Sehen Sie es noch einmal an.
beside-rules = Was Datensätze neben Rollen öffnet, für Personen, die andere dieser Art sehen.
beside-restrictions = Was Datensätze und Daten verschließt, was auch immer Rollen sagen.
beside-whom = Für wen
beside-over = Vorbei
rule-not-to-act-as = Wählen Sie einen anderen Benutzer, der aktiv ist.
state-evidence-stays = Was begonnen wurde, bleibt, wie es war; beenden Sie es und beginnen Sie etwas Neues.
