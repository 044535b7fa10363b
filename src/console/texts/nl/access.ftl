# Wie wat met een record mag, en waarom.

access = Wie kan dit zien?
access-title = Rechten op “{ $title }”
access-lead = Wat de rechten van deze installatie over één record zeggen, gelezen waar ze worden beslist.
access-who = Wie
access-what = Doet wat
access-field = Waarmee
access-whole = Het record
access-by = Waardoor
access-ask-button = Leg uit
access-verdict = { $who }: { $action }
access-for = Ervoor
access-against = Niet
access-reaches = Reikt hiertoe.
access-reaches-not = Reikt hier niet toe.
access-others = Deze rollen hebben het: { $roles }.
access-ask = Vraag het een beheerder.
access-program = Het programma vraagt niemand.
access-active = { $who } is actief.
access-inactive = { $who } is niet actief.
access-right = { $path }: { $action }, { $scope }
access-where = waar { $filter }
access-no-right = Geen rol geeft dit: { $action }
access-rule = Deelregel { $rule }
access-share = Zelf gedeeld
access-key = De rollen van de sleutel reiken niet zo ver.
access-subject = Waar het over gaat, is binnen bereik.
access-subject-not = Waar het over gaat, is buiten bereik.
access-restriction = Beperking { $restriction } neemt het weg, wat rollen ook zeggen.
access-class = { $path }: { $class }, { $scope }
access-no-class = Geen rol toont deze klasse: { $class }
access-audience = { $action }: { $count ->
    [one] 1 persoon
   *[other] { $number } personen
}
access-nobody = Niemand mag dit.
access-more = En nog { $number }.
