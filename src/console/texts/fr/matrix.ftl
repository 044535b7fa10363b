# La matrice des rôles, des types et des actions.

matrix-lead = Jusqu’où va chaque action, par type de fiche. Ce qui est donné sous condition, les classes de données et les attributions se modifient avec le rôle entier.
matrix-all = Tout ce rôle
matrix-compare = Comparer des rôles
matrix-conditions = Donné sous condition
matrix-some = en partie : { $scope }
matrix-by-type = Rôles par type de fiche
matrix-by-type-lead = Qui peut faire quoi avec les fiches d’un type.
matrix-show = Afficher
matrix-one = Un rôle
matrix-two = L’autre rôle
matrix-same = Ils donnent la même chose.
matrix-what = Quoi
