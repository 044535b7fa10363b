# Listes : colonnes, groupes, conditions, vues, plusieurs fiches à la fois, fichiers.

list-export = Exporter
list-group = Grouper
group-on = Le regroupement est actif
group-not = Ne pas grouper
group-none = Aucun
group-count = Nombre
group-all = Afficher tous les groupes dans la liste
groups-by = Par { $label }
groups-more = seuls les plus grands groupes sont affichés
groups-partial = * sans ce que vous n’avez pas le droit de voir
groups-whole = { $label }, sur l’ensemble des { $records } enregistrements qui en ont une valeur : environ { $sum }
list-columns = Colonnes
columns-usual = Colonnes habituelles
column-earlier = Avancer « { $label } » d’une place
column-later = Reculer « { $label } » d’une place
column-width = Largeur de « { $label } » : faites glisser, ou cliquez pour la suivante
filter-add = Ajouter une condition
filter-on = Continuer
filter-do = Ajouter
filter-op = Condition
filter-value = Valeur
filter-without = Retirer la condition « { $text } »
op-contains = contient
op-begins = commence par
op-ends = finit par
op-is = est
op-is-not = n’est pas
op-from = est au moins
op-to = est au plus
op-above = est supérieur à
op-below = est inférieur à
op-filled = est rempli
op-since = est à partir du
op-until = est jusqu’au
op-after = est après le
op-before = est avant le
op-empty = est vide
list-views = Vues
view-all = Tout
view-save = Enregistrer la vue
view-save-new = Enregistrer comme nouvelle vue
view-update = Mettre à jour « { $name } »
view-delete = Supprimer la vue
view-manage = Gérer les vues
view-open = Ouvrir la liste
view-name = Nom de la vue
view-audience = Pour qui
view-lead = Une vue conserve la recherche, le filtre, l’ordre, les colonnes et les groupes d’une liste sous un nom.
view-saved = La vue est enregistrée.
view-deleted = La vue est dans la corbeille.
view-out-of-reach = Cette vue demande quelque chose que vous n’avez pas le droit de voir.
list-more = { $number } lignes sont affichées
list-pick = Choisir
list-pick-one = Choisir { $title }
list-pick-all = Tous les résultats : { $total }
list-picked = Sélection
list-picked-elsewhere = { $number } hors de cette page
list-bulk = En modifier plusieurs à la fois
bulk-change = Modifier
bulk-assign = Attribuer
bulk-merge = Fusionner
bulk-change-heading = Modifier { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}
bulk-assign-heading = Attribuer { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}
bulk-delete-heading = Mettre { $number } { $count ->
    [one] { $type }
   *[other] { $types }
} à la corbeille
bulk-restore-heading = Restaurer { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}
bulk-change-lead = Cochez ce qui doit changer ; une valeur vide efface. Vous pourrez ensuite tout annuler en une fois.
bulk-lead = Vous pourrez ensuite tout annuler en une fois.
bulk-set = Modifier { $label }
bulk-nothing-set = Cochez au moins un champ.
bulk-nothing-picked = Choisissez d’abord une ou plusieurs lignes.
bulk-merge-two = Choisissez exactement deux lignes à fusionner.
bulk-too-many = On peut en modifier 10 000 au plus à la fois. Restreignez la liste avec un filtre.
bulk-count-moved = Entre-temps, { $number } correspondent. Revoyez la liste, ou continuez.
bulk-changed = Modifiés : { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-deleted = Mis à la corbeille : { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-restored = Restaurés : { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-undone = Annulés : { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-undo-heading = Annuler la modification de plusieurs enregistrements
bulk-undo-lead = Tout ce qui a été modifié ensemble redevient ce qu’il était.
bulk-refused = Certains ont été refusés et sont restés tels quels.
bulk-broken-off = Il y en avait tant que le reste n’a pas été tenté.
bulk-refused-caption = Ce qui a été refusé, et pourquoi
bulk-why-not = Pourquoi
bulk-stale = Quelqu’un d’autre l’a modifié entre-temps. Regardez-le, puis réessayez.
bulk-gone = Il est introuvable, ou vous n’avez pas le droit de le modifier.
bulk-back = Retour à la liste
bin-by = Supprimé par
export-heading = Exporter : { $types }
export-format = Format du fichier
export-xlsx = Excel (XLSX)
export-csv = CSV, pour tout logiciel de tableaux
export-json = JSON, pour des programmes
export-vcard = vCard, pour des carnets d’adresses
export-columns = Si vous n’en choisissez aucune, le fichier contient toutes les colonnes que vous pouvez voir. Une vCard contient ce que connaissent les carnets d’adresses.
export-do = Télécharger
cell-conflict = Quelqu’un d’autre a modifié cette fiche entre-temps. Rien n’a été enregistré.
cell-open = Ouvrir la fiche
keys-list = Dans une liste
keys-walk = De cellule en cellule
keys-change = Modifier une cellule, ou l’ouvrir
keys-pick = Choisir une ligne
keys-width = Colonne plus large, plus étroite
key-space = Espace
key-shift = Maj
