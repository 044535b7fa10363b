# L’assistant d’import.

group-upkeep = Entretien
import = Importer
import-lead = Importez des enregistrements depuis un fichier. Vous voyez ce qui se passerait avant que rien ne soit enregistré, et vous pouvez l’annuler ensuite.
import-steps = Étapes de l’import
import-way = Où vous êtes
step-file = Fichier
step-columns = Colonnes
step-check = Vérification
step-import = Import
import-what = Ce que contient le fichier
import-file = Le fichier
import-file-help = Choisissez un fichier ou déposez-le ici : CSV, Excel (.xlsx), vCard ou JSON, { $limit } au plus.
import-next = Voir les colonnes
import-nothing-yet = Rien n’est encore enregistré.
import-earlier = Imports précédents
import-refused = Aucun de vos rôles ne vous permet d’importer ceci : { $types }.
import-refused-any = Aucun de vos rôles ne vous permet d’importer quoi que ce soit.
import-choose-type = Choisissez ce que contient le fichier.
import-choose-file = Choisissez un fichier.
import-no-lines = Ce fichier ne contient aucune ligne. Choisissez-en un avec des données.
import-of = Import de { $name }
import-lines = { $count ->
    [one] { $number } ligne
   *[other] { $number } lignes
}
import-discard = Écarter ce fichier
reading = Comment le fichier est lu
reading-delimiter = Les cellules sont séparées par
reading-encoding = Codage des caractères
reading-sheet = Feuille
reading-header = La première ligne contient les noms des colonnes
reading-again = Relire
reading-found = Comme détecté
reading-found-as = Comme détecté : { $text }
delimiter-comma = virgule
delimiter-semicolon = point-virgule
delimiter-tab = tabulation
delimiter-bar = barre verticale
columns-heading = Où va chaque colonne
columns-lead = Chaque ligne devient un enregistrement du type « { $type } ». Modifiez ce qui ne convient pas ; les colonnes sans champ sont ignorées.
column-name = Colonne
column-examples = Exemples
column-goes = Va dans
column-goes-of = La colonne « { $name } » va dans
column-constant = Le même sur chaque ligne
column-empty = vide
column-unsure = à vérifier
target-ignore = – laissée de côté –
target-full-name = Nom complet
target-id = Identifiant dans cette installation
target-by = { $label }, trouvé par { $by }
target-currency = { $label } : devise
also-make = De chaque ligne, créer un second enregistrement : { $type }
same-heading = Enregistrements existants
match = Une ligne trouve son enregistrement par
match-help = Les lignes de même valeur concernent le même enregistrement.
match-none = Rien : chaque ligne est nouvelle
mode = Lignes qui trouvent un enregistrement, et celles qui n’en trouvent pas
mode-both = Le modifier, ou en créer un nouveau
mode-new = Seulement en créer de nouveaux
mode-there = Seulement modifier ceux qui existent
duplicates = Lignes qui ressemblent à un autre enregistrement
duplicates-help = Même adresse électronique ou numéro de téléphone, ou presque le même nom.
duplicates-skip = Les ignorer et le signaler
duplicates-update = Modifier cet enregistrement
duplicates-create = En créer un nouveau malgré tout
import-currency = Devise des montants qui n’en indiquent pas
mapping-keep = Retenir cette correspondance pour le prochain fichier avec ces colonnes
check-lines = Vérifier les lignes
preview = Premières lignes du fichier
line = Ligne
check-lead = Voici ce que l’import ferait maintenant. Rien n’est encore enregistré.
check-partly = Les { $some } premières lignes sur { $all } ont été vérifiées, pour que vous n’ayez pas à attendre. L’import vérifie de nouveau chaque ligne, et les mauvaises n’arrêtent jamais les bonnes.
check-no-work = Il n’y a rien à importer : aucune ligne ne créerait ni ne modifierait d’enregistrement.
check-all = Vérifier toutes les lignes
check-on = Continuer l’import
check-errors = Lignes qui seraient laissées de côté (CSV)
check-back = Retour aux colonnes
check-lines-heading = Ligne par ligne
check-lines-none = Aucune ligne de cette sorte.
check-lines-first = Les { $some } premières lignes sur { $all }
line-becomes = Devient
line-holds = Contenu
line-says = Remarques
line-created = nouveau
line-updated = modifié
line-unchanged = inchangé
line-duplicate = laissée de côté
line-failed = contient une erreur
would-create = seraient nouveaux
would-update = seraient modifiés
would-leave = resteraient inchangés
would-skip = ressemblent à un autre enregistrement
would-fail = { $count ->
    [one] contient une erreur
   *[other] contiennent une erreur
}
import-all = Importer toutes les lignes
import-now = { $count ->
    [one] Importer { $number } ligne
   *[other] Importer { $number } lignes
}

# Tâches.

job = Traitement
jobs = Traitements
jobs-lead-all = Les travaux de longue durée de tous. Ils continuent quand vous quittez la page, et après un redémarrage.
jobs-lead-own = Vos propres travaux de longue durée. Ils continuent quand vous quittez la page, et après un redémarrage.
jobs-all = Tous
jobs-going = En cours
jobs-done = Terminés
jobs-failed = Échoués ou arrêtés
jobs-none = Aucun traitement pour l’instant.
jobs-none-so = Aucun traitement trouvé.
jobs-none-do = Les imports, les transmissions et les vérifications du journal apparaissent ici.
job-way = Où vous êtes
job-kind = Ce qu’il fait
job-state = État
job-result = Résultat
job-by = Par
job-created = Demandé
job-started = Commencé
job-finished = Fini
job-import = Import
job-check = Vérification avant un import
job-verification = Vérification du journal
job-waiting = En attente
job-running = En cours
job-done = Terminé
job-undone = Annulé après coup
job-broken = Rupture trouvée
job-failed = Échoué
job-cancelled = Arrêté
job-far = { $done } sur { $total }
job-progress = Progression
job-leave = Vous pouvez quitter cette page ; le travail continue.
job-look-again = Actualiser
job-stop = Arrêter
job-retry = Reprendre
job-again = Le traitement a repris. Rien n’est créé deux fois.
job-facts = À propos de ce traitement
did-create-lines = { $number } nouveaux
did-update-lines = { $number } modifiés
did-skip-lines = { $number } laissées de côté
did-fail-lines = { $number } avec une erreur
tile-created = nouveaux
tile-updated = modifiés
tile-unchanged = inchangés
tile-skipped = laissées de côté
tile-failed = avec une erreur
tile-also = aussi créés : { $types }
verify-fit = { $count ->
    [one] { $number } modification concorde
   *[other] { $number } modifications concordent
}
verify-broken-at = rompu à { $position }
verify-right = { $count ->
    [one] La seule modification du journal est telle qu’elle a été écrite.
   *[other] Les { $number } modifications du journal sont telles qu’elles ont été écrites, et aucune ne manque.
}
verify-wrong = Le journal est rompu à la position { $position } : à partir de là, il n’est pas ce qui a été écrit. Examinez la base de données du serveur et ses sauvegardes.
import-errors = Lignes laissées de côté (CSV)
import-errors-do = Corrigez les lignes de ce fichier et importez-le : il a les mêmes colonnes et dit pour chaque ligne ce qui ne va pas.
import-made = Enregistrements de cet import
import-made-lead = Ce que l’import a créé et modifié, dans la mesure où vous pouvez le voir maintenant.
import-made-none = Il n’y a rien ici que vous puissiez voir.
import-another = Un autre import
import-undo = Annuler l’import
import-undo-heading = Annuler l’import de « { $name } »
import-undo-lead = Les enregistrements qu’il a créés vont à la corbeille, et les champs qu’il a modifiés reprennent ce qu’ils contenaient. Les enregistrements que quelqu’un a modifiés depuis font obstacle ; alors rien n’est annulé.
import-undone = Cet import a été annulé. Enregistrements qu’il avait créés, mis à la corbeille : { $made }. Enregistrements qu’il avait modifiés, redevenus comme avant : { $changed }.
import-not-undoable = Cela ne peut pas être annulé : ce n’est pas fini, ou l’a déjà été.
import-file-gone = Le fichier de cet import n’est plus là. Téléversez-le de nouveau.
