# Ce qui entoure une fiche : ses voisines, ce qui y mène, ses fichiers et son histoire.

add = Ajouter
back-to-list = Retour à la liste : { $types }
neighbours = Dans cette liste
neighbour-previous = Précédent : { $title }
neighbour-next = Suivant : { $title }
done-added = L’activité a été ajoutée.
done-attached = Le téléversement est terminé.
done-finished = L’activité est terminée.
done-made = Le nouvel enregistrement a été créé.
done-merged = Les deux enregistrements ont été fusionnés.
done-unmerged = La fusion a été annulée : les deux fiches sont de nouveau là.
done-returned = La version antérieure a été rétablie.

# Activités et chronologie.

compose = Noter ou planifier
timeline = Ce qui s’est passé
timeline-pages = Pages de ce qui s’est passé
timeline-newest = Les plus récents
timeline-more = { $count ->
    [one] Et encore un champ
   *[other] Et encore { $number } champs
}
due = Échéance
finish = Fait
finish-heading = Marquer « { $title } » comme fait
finish-lead = L’activité est notée comme faite maintenant.

# Fichiers.

files = Fichiers
files-add = Ajouter des fichiers
files-all = Tous les fichiers
files-none = Choisissez d’abord un fichier.
files-too-large = Ce fichier est trop volumineux. La limite est de { $size }.
upload = Envoyer
download = Télécharger
download-what = Télécharger { $title }
file = Fichier
open-file = Ouvrir
preview-part = Ceci est le début. Ouvrez ou téléchargez le fichier pour tout voir.
preview-none = Il n’y a pas d’aperçu pour ce type de fichier. Téléchargez-le pour l’ouvrir.

# Versions.

version = Version { $version }
version-of = Version { $version } : { $when }, { $who }
compare-title = Versions : { $title }
compare-heading = Comparer des versions
compare-now = Comparer à maintenant
compare-one = Une version
compare-two = Une autre version
compare-button = Comparer
compare-same = Ces versions ne diffèrent pas dans ce que vous pouvez voir.
return-here = Revenir ici
return-to = Revenir à la version { $version }
return-heading = Ramener « { $title } » à la version { $version }
return-lead = Tout ce qui a changé depuis est annulé. L’historique le montre comme une nouvelle modification.
return-button = Revenir à cette version

# Fiches qui semblent identiques, et leur fusion.

alike-heading = Cela existe peut-être déjà :
alike-email = la même adresse e-mail
alike-vat = le même numéro de TVA
alike-sku = la même référence d’article
alike-name = un nom semblable au même code postal
alike-namesake = le même nom
alike-save = Si ce n’est pas le cas, enregistrez tout de même.
save-anyway = Enregistrer tout de même
opens-apart = (s’ouvre dans un nouvel onglet)
refused-merge = Vos rôles ne vous permettent pas de fusionner ces { $types }.
merge-start = Comparer et fusionner
merge-two = Une fusion porte sur deux { $types }. Choisissez-en deux.
merge-heading = Fusionner deux { $types }
merge-how = Deux enregistrements n’en font plus qu’un. Choisissez ce qu’il faut garder ; rien n’est enregistré avant que vous ayez vu le résultat.
merge-stays = Quelle fiche reste ?
merge-stays-help = L’autre va à la corbeille, et tout ce qui y mène mènera à celle-ci.
merge-changed = Modifié
merge-settled = Combiné automatiquement
merge-same = { $count ->
    [one] Un autre champ est identique dans les deux.
   *[other] { $number } autres champs sont identiques dans les deux.
}
merge-preview = Voir le résultat
merge-question = Fusionner dans « { $winner } »
merge-lead = « { $winner } » reste, avec les valeurs ci-dessous. « { $loser } » va à la corbeille, et tout ce qui y renvoie renverra à « { $winner } ».
merge-button = Fusionner
unmerge-heading = Annuler la fusion de « { $title } »
unmerge-lead = Les deux enregistrements reviennent tels qu’ils étaient, avec leurs propres liens.
unmerge-button = Annuler la fusion

# Formulaires avec script.

draft-found = Vous aviez saisi ici quelque chose qui n’a pas été enregistré.
draft-restore = Remettre
draft-drop = Abandonner
pick = Choisir
day-example = 24/11/2026

# Convertir une piste.

convert = Convertir
convert-heading = Convertir « { $title } »
convert-lead = Cela devient une organisation, un contact et une affaire, en une seule fois. On peut revenir en arrière.
convert-company = Ou une nouvelle, nommée
convert-company-help = Laissez les deux vides pour convertir sans organisation.
convert-with-deal = En faire une affaire
convert-refused = Vos rôles ne vous permettent pas de convertir cette piste.
done-converted = La piste est convertie.
done-unconverted = La conversion est annulée : c’est de nouveau une piste.
unconvert-heading = Annuler la conversion de « { $title } »
unconvert-lead = Les enregistrements qui en sont issus vont à la corbeille, et c’est de nouveau une piste.
unconvert-button = Annuler la conversion
