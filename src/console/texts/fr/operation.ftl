# Les droits en service : qui lit ce qui est protégé.

readers = Qui lit quoi
readers-lead = Tous ceux qui peuvent lire exactement une classe de données, par quel profil, quel groupe et quel rôle, et quand cela s’est produit pour la dernière fois.
readers-class = Classe de données
readers-of = { $class } : { $count ->
    [one] 1 personne
   *[other] { $number } personnes
}
readers-kept = Chaque lecture est conservée { $days } jours, par personne et par jour.
readers-not-kept = Les lectures de cette classe ne sont pas consignées.
readers-safeguards = Garde-fous
readers-reach = Portée
readers-last = Dernière lecture
readers-shown = Affichés
readers-next = Plus de personnes
looks = Qui a consulté ceci
looks-lead = À qui des données protégées de cet enregistrement ont été montrées, les plus récentes d’abord.
looks-none = Personne n’a vu de données protégées de cet enregistrement.
looks-class = Quoi
looks-when = Dernière fois ce jour-là
looks-through = Par
through-record = l’enregistrement
through-list = une liste
through-export = un export

# Agir à la place de quelqu’un.

acting = Agir à la place de quelqu’un
acting-lead = Voir ce que voit un autre utilisateur, pour un motif donné et un temps limité. L’utilisateur l’apprend, et le journal vous nomme tous les deux.
acting-state = Avec un motif, une heure au plus
acting-banner = { $who } agit à la place de { $whom } jusqu’à { $until }.
acting-looks-only = Rien ne peut être modifié.
acting-may-change = Les enregistrements peuvent être modifiés.
acting-end = Terminer
acting-refused = C’est impossible pendant que vous agissez à la place de quelqu’un.
acting-whom = À la place de qui
acting-who = Qui
acting-minutes = Combien de temps
acting-minutes-number = { $minutes } minutes
acting-why-help = L’utilisateur le lit, et ceux qui lisent le journal aussi.
acting-why = Indiquez un motif.
acting-choose = Choisissez à la place de qui.
acting-changes = Modifier aussi des enregistrements, jamais les droits, les utilisateurs ni les réglages
acting-begin = Commencer
acting-past = Ce qui a été fait ainsi
acting-from = Du
acting-until = Au
acting-told = Vu par l’utilisateur
acted = Ceux qui ont agi à votre place
acted-lead = Les administrateurs qui ont vu ce que vous voyez, avec leur motif.
acted-seen = J’en prends note
acted-home = { $who } a agi à votre place : { $purpose }
actor-acting = { $who } (en réalité { $real })

# Accès d’urgence.

emergency = Accès d’urgence
emergency-lead = Un rôle pour quelques heures, avec un motif. Il prend fin de lui-même, chaque administrateur l’apprend, et il reste comme preuve.
emergency-state = { $count ->
    [0] Personne n’a d’accès d’urgence
    [one] Une personne a un accès d’urgence
   *[other] { $number } personnes ont un accès d’urgence
}
emergency-role = Rôle
emergency-hours = Combien de temps
emergency-hours-number = { $count ->
    [one] 1 heure
   *[other] { $number } heures
}
emergency-why-help = Chaque administrateur le lit.
emergency-why = Indiquez un motif.
emergency-choose-user = Choisissez qui reçoit le rôle.
emergency-choose-role = Choisissez un rôle.
emergency-give = Donner le rôle
emergency-given = Donnés
emergency-none = Personne n’a jamais eu d’accès d’urgence.
emergency-by = Donné par
emergency-open = Maintenant
emergency-end = Terminer maintenant

# Les droits en fichier.

rights-file = Les droits en fichier
rights-file-lead = Rôles, profils, groupes, règles de partage, restrictions, assertions, garde-fous et motifs par leur nom, pour la gestion de versions et d’autres installations.
rights-file-export = Télécharger
rights-file-file = Un fichier à comparer à ce qui est en place
rights-file-help = Rien n’est encore modifié : vous voyez d’abord ce qui le serait.
rights-file-prune = C’est tout ce qui doit exister : ce que le fichier n’a pas va à la corbeille
rights-file-compare = Comparer
rights-file-choose = Choisissez un fichier.
rights-file-large = Un fichier de droits a 1 Mo au plus.
rights-file-unreadable = Ce n’est pas un texte en UTF-8.
rights-file-plan = Ce que la lecture changerait
rights-file-same = Rien : tout est comme le dit le fichier.
rights-file-another = Un autre fichier
rights-file-made = { $kind } « { $name } » est créé
rights-file-changed = { $kind } « { $name } » est modifié
rights-file-gone = { $kind } « { $name } » va à la corbeille
rights-file-nobody = Personne ne gagne ni ne perd rien de ce qui existe aujourd’hui ; ce qui viendra suivra les nouveaux droits.
rights-file-apply = Lire le fichier
rights-file-other = Ce qui serait fait maintenant n’est plus ce qui vous a été montré. Regardez à nouveau.
beside-rules = Ce qui ouvre des enregistrements à côté des rôles, à ceux qui en voient d’autres du même type.
beside-restrictions = Ce qui ferme des enregistrements et des données, quoi que disent les rôles.
beside-whom = Pour qui
beside-over = Terminé
rule-not-to-act-as = Choisissez un autre utilisateur qui est actif.
state-evidence-stays = Ce qui a commencé reste tel quel ; terminez-le et recommencez.
