# Wer was mit einem Datensatz darf, und warum.

access = Wer kann das sehen?
access-title = Rechte an „{ $title }“
access-lead = Wer was mit diesem Datensatz darf und welche Rolle oder Regel das entscheidet.
access-who = Wer
access-what = Tut was
access-field = Womit
access-whole = Der Datensatz
access-by = Wodurch
access-ask-button = Erklären
access-verdict = { $who }: { $action }
access-for = Dafür
access-against = Dagegen
access-reaches = Reicht bis hierher.
access-reaches-not = Reicht nicht bis hierher.
access-others = Rollen, die das erlauben: { $roles }.
access-ask = Bitten Sie die Administration um Zugang.
access-program = Für das Programm selbst gelten keine Rechte.
access-active = { $who } ist aktiv.
access-inactive = { $who } ist nicht aktiv.
access-right = { $path }: { $action }, { $scope }
access-where = wo { $filter }
access-no-right = Keine Rolle erlaubt das: { $action }
access-rule = Freigaberegel { $rule }
access-share = Dieser Datensatz wurde freigegeben
access-key = Die Rollen des Schlüssels reichen nicht so weit.
access-subject = Worum es geht, ist in Reichweite.
access-subject-not = Worum es geht, ist außer Reichweite.
access-restriction = Die Einschränkung { $restriction } verbietet es, was immer Rollen erlauben.
access-class = { $path }: { $class }, { $scope }
access-no-class = Keine Rolle zeigt diese Datenklasse: { $class }
access-audience = { $action }: { $count ->
    [one] 1 Person
   *[other] { $number } Personen
}
access-nobody = Niemand darf das.
access-more = Und { $number } weitere.
