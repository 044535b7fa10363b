# Wie wat met een record mag, en waarom.

access = Wie kan dit zien?
access-title = Rechten op “{ $title }”
access-lead = Wie mag wat met dit record, en welke rol of regel dat bepaalt.
access-who = Wie
access-what = Doet wat
access-field = Waarmee
access-whole = Het record
access-by = Waardoor
access-ask-button = Leg uit
access-verdict = { $who }: { $action }
access-for = Ervoor
access-against = Ertegen
access-reaches = Reikt hiertoe.
access-reaches-not = Reikt hier niet toe.
access-others = Rollen die dit toestaan: { $roles }.
access-ask = Vraag een beheerder om toegang.
access-program = Voor het programma zelf gelden geen rechten.
access-active = { $who } is actief.
access-inactive = { $who } is niet actief.
access-right = { $path }: { $action }, { $scope }
access-where = waar { $filter }
access-no-right = Geen rol staat dit toe: { $action }
access-rule = Deelregel { $rule }
access-share = Dit record is gedeeld
access-key = De rollen van de sleutel reiken niet zo ver.
access-subject = Waar het over gaat, is binnen bereik.
access-subject-not = Waar het over gaat, is buiten bereik.
access-restriction = De beperking { $restriction } verbiedt het, wat rollen ook toestaan.
access-class = { $path }: { $class }, { $scope }
access-no-class = Geen rol toont deze gegevensklasse: { $class }
access-audience = { $action }: { $count ->
    [one] 1 persoon
   *[other] { $number } personen
}
access-nobody = Niemand mag dit.
access-more = En nog { $number }.
