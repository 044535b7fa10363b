# Qui peut faire quoi d’un enregistrement, et pourquoi.

access = Qui peut voir ceci ?
access-title = Droits sur « { $title } »
access-lead = Qui peut faire quoi de cet enregistrement, et quel rôle ou quelle règle en décide.
access-who = Qui
access-what = Fait quoi
access-field = Avec quoi
access-whole = L’enregistrement
access-by = Grâce à
access-ask-button = Expliquer
access-verdict = { $who } : { $action }
access-for = Pour
access-against = Contre
access-reaches = Va jusqu’ici.
access-reaches-not = Ne va pas jusqu’ici.
access-others = Rôles qui le permettent : { $roles }.
access-ask = Demandez l’accès à un administrateur.
access-program = Les droits ne s’appliquent pas au programme lui-même.
access-active = { $who } est actif.
access-inactive = { $who } n’est pas actif.
access-right = { $path } : { $action }, { $scope }
access-where = où { $filter }
access-no-right = Aucun rôle ne le permet : { $action }
access-rule = Règle de partage { $rule }
access-share = Cet enregistrement a été partagé
access-key = Les rôles de la clé ne vont pas aussi loin.
access-subject = Ce dont il s’agit est à portée.
access-subject-not = Ce dont il s’agit est hors de portée.
access-restriction = La restriction { $restriction } l’interdit, quoi que permettent les rôles.
access-class = { $path } : { $class }, { $scope }
access-no-class = Aucun rôle ne montre cette classe de données : { $class }
access-audience = { $action } : { $count ->
    [one] 1 personne
   *[other] { $number } personnes
}
access-nobody = Personne ne le peut.
access-more = Et { $number } de plus.
