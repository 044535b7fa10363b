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
