# Wer was mit einem Datensatz darf, und warum.

access = Wer kann das sehen?
access-title = Rechte an „{ $title }“
access-lead = Was die Rechte dieser Installation über einen Datensatz sagen, gelesen, wo sie entschieden werden.
access-who = Wer
access-what = Tut was
access-field = Womit
access-whole = Der Datensatz
access-by = Wodurch
access-ask-button = Erklären
access-verdict = { $who }: { $action }
access-for = Dafür
access-against = Nicht
access-reaches = Reicht bis hierher.
access-reaches-not = Reicht nicht bis hierher.
access-others = Diese Rollen haben es: { $roles }.
access-ask = Fragen Sie die Administration.
access-program = Das Programm fragt niemanden.
access-active = { $who } ist aktiv.
access-inactive = { $who } ist nicht aktiv.
access-right = { $path }: { $action }, { $scope }
access-where = wo { $filter }
access-no-right = Keine Rolle gibt das: { $action }
access-rule = Freigaberegel { $rule }
access-share = Selbst freigegeben
access-key = Die Rollen des Schlüssels reichen nicht so weit.
access-subject = Worum es geht, ist in Reichweite.
access-subject-not = Worum es geht, ist außer Reichweite.
access-restriction = Die Einschränkung { $restriction } nimmt es weg, was auch immer Rollen sagen.
access-class = { $path }: { $class }, { $scope }
access-no-class = Keine Rolle zeigt diese Klasse: { $class }
access-audience = { $action }: { $count ->
    [one] 1 Person
   *[other] { $number } Personen
}
access-nobody = Niemand darf das.
access-more = Und { $number } weitere.
