# Qui peut faire quoi d’un enregistrement, et pourquoi.

access = Qui peut voir ceci ?
access-title = Droits sur « { $title } »
access-lead = Ce que les droits de cette installation disent d’un enregistrement, lus là où ils sont décidés.
access-who = Qui
access-what = Fait quoi
access-field = Avec quoi
access-whole = L’enregistrement
access-by = Grâce à
access-ask-button = Expliquer
access-verdict = { $who } : { $action }
access-for = Pour
access-against = Non
access-reaches = Va jusqu’ici.
access-reaches-not = Ne va pas jusqu’ici.
access-others = Ces rôles l’ont : { $roles }.
access-ask = Demandez à un administrateur.
access-program = Le programme ne demande à personne.
access-active = { $who } est actif.
access-inactive = { $who } n’est pas actif.
access-right = { $path } : { $action }, { $scope }
access-where = où { $filter }
access-no-right = Aucun rôle ne le donne : { $action }
access-rule = Règle de partage { $rule }
access-share = Partagé lui-même
access-key = Les rôles de la clé ne vont pas aussi loin.
access-subject = Ce dont il s’agit est à portée.
access-subject-not = Ce dont il s’agit est hors de portée.
access-restriction = La restriction { $restriction } l’enlève, quoi que disent les rôles.
access-class = { $path } : { $class }, { $scope }
access-no-class = Aucun rôle ne montre cette classe : { $class }
access-audience = { $action } : { $count ->
    [one] 1 personne
   *[other] { $number } personnes
}
access-nobody = Personne ne le peut.
access-more = Et { $number } de plus.
