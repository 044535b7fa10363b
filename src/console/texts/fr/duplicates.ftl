# Les fiches d’une collection qui semblent s’y trouver deux fois.

duplicates-link = Doublons possibles
duplicates-heading = Doublons possibles : { $types }
duplicates-lead = Des paires peut-être identiques, les plus récentes d’abord. Vous comparez les deux avant de les fusionner, et une fusion peut être annulée.
duplicates-one = La plus récente
duplicates-other = Peut-être identique à
duplicates-why = En commun
duplicates-none = Aucun doublon n’a été trouvé.
duplicates-none-here = Aucun doublon trouvé jusqu’ici.
duplicates-further = Chercher plus loin
duplicates-end = Tous les enregistrements ont été vérifiés.
home-duplicates = { $number } { $count ->
    [one] doublon possible
   *[other] doublons possibles
} dans les derniers ajouts : { $types }
