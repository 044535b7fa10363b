# Accueil.

home-tasks = À faire
home-new-task = Nouvelle tâche
home-late = En retard
home-today = Aujourd’hui
home-week = Les jours qui viennent
home-all-late = Voir tout ce qui est en retard
home-no-tasks = Rien à faire cette semaine.
home-no-tasks-do = Vos tâches, appels et rendez-vous apparaissent ici à mesure qu’ils approchent.
home-recent = Modifications récentes
home-recent-none = Rien encore. Ce qui change dans vos fiches et dans celles de vos groupes apparaît ici.
home-created = Créé par { $who }
home-changed = Modifié par { $who }
home-changed-fields = { $who } a modifié : { $fields }
home-needs = En attente de vous
home-leads-unowned = { $count ->
    [one] { $number } prospect n’a pas de responsable
   *[other] { $number } prospects n’ont pas de responsable
}
home-deals-unowned = { $count ->
    [one] { $number } affaire n’a pas de responsable
   *[other] { $number } affaires n’ont pas de responsable
}
home-organisations-unowned = { $count ->
    [one] { $number } organisation n’a pas de responsable
   *[other] { $number } organisations n’ont pas de responsable
}
home-users-unprofiled = { $count ->
    [one] { $number } utilisateur n’a pas de profil
   *[other] { $number } utilisateurs n’ont pas de profil
}
home-deals = Mes affaires en cours
home-deals-none = Vous n’avez aucune affaire en cours. Elles apparaissent ici par étape, avec leur montant.
home-deals-total = Total
home-jobs-failed = { $count ->
    [one] { $number } traitement a échoué cette semaine
   *[other] { $number } traitements ont échoué cette semaine
}
home-users-waiting = { $count ->
    [one] { $number } utilisateur n’a pas encore de mot de passe
   *[other] { $number } utilisateurs n’ont pas encore de mot de passe
}
