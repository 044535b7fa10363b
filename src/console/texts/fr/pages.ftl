# Le cadre de chaque page.

skip = Aller au contenu
menu = Menu
navigation = Menu principal
sign-out = Se déconnecter
home = Accueil
group-sales = Ventes
group-supply = Stock

# Des mots que l’on trouve sur beaucoup de pages.

save = Enregistrer
cancel = Annuler
new = Créer
edit = Modifier
delete = Supprimer
remove = Retirer
undo = Annuler la modification
search = Rechercher
filter = Filtre
apply = Appliquer
clear = Effacer
action = Action
field = Champ
name = Nom
id = Identifiant
now = Maintenant
afterwards = Ensuite
before = Avant
after = Après
yes = Oui
no = Non
pages = Pages
label-and-text = { $label } : { $text }
day-today = aujourd’hui { $time }
day-yesterday = hier { $time }
day-tomorrow = demain { $time }
unseen = Dans la corbeille, ou non visible pour vous

# Les premières minutes et la connexion.

welcome = Bienvenue dans Beheer
welcome-lead = Ceci est une nouvelle installation de Beheer : un lieu pour vos clients, contacts, pistes et affaires, qui retient qui a modifié quoi, et pourquoi.
welcome-next = Votre prochaine étape
welcome-link = À son démarrage, le serveur a affiché un lien d’installation dans son terminal. Ouvrez ce lien : il sert à créer le premier administrateur, une seule fois et pendant un jour.
welcome-no-link = Pas de lien, ou est-il trop ancien ?
welcome-restart = Redémarrez le serveur, et il en affiche un nouveau. S’il tourne comme service, le lien se trouve dans la sortie du service :
welcome-installation = Cette installation
welcome-folder = Dossier des données
welcome-database = Base de données
welcome-version = Version
set-up = Créer le premier administrateur
set-up-lead = Ce compte peut tout faire ici. Vous pourrez en ajouter d’autres, avec moins de droits, par la suite.
set-up-button = Créer l’administrateur
set-up-refused = Ce lien d’installation a déjà servi ou est trop ancien. Sur le serveur, « beheer user setup-link » en crée un nouveau tant qu’il n’y a pas d’administrateur.
your-name = Votre nom
email = E-mail
password = Mot de passe
password-help = Au moins { $least } caractères, ni utilisé par beaucoup de gens, ni fait de votre nom. Une phrase est le plus facile à retenir.
password-forgotten = Mot de passe oublié ? Un administrateur peut vous en donner un nouveau.
sign-in = Se connecter
sign-in-wrong = L’adresse e-mail ou le mot de passe est incorrect.

# Les listes et la corbeille.

list-total = { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}
list-total-more = Plus de { $number } { $types }
list-nothing-fits = Aucun résultat.
list-nothing-fits-do = Élargissez la recherche, ou effacez le filtre.
list-empty = Il n’y a pas encore { $vowel ->
    [yes] d’
   *[no] de{ " " }
}{ $types }.
list-empty-do = Créez le premier enregistrement.
list-empty-seen = Il n’y a pas { $vowel ->
    [yes] d’
   *[no] de{ " " }
}{ $types } que vous puissiez voir.
list-out-of-date = L’adresse de cette page est périmée. Recommencez à la première page de la liste.
page-first = Première page
page-next = Suivant
bin = Corbeille
bin-heading = { $label } dans la corbeille
bin-leave = Quitter la corbeille
bin-empty = La corbeille est vide.
bin-empty-do = Les enregistrements supprimés sont conservés ici.
in-bin = dans la corbeille
binned = « { $title } » a été mis à la corbeille.
binned-restore = Restaurer
restore = Restaurer

# Un enregistrement.

section-details = Détails
section-lists = Listes et adresses
section-links = Lié à
section-notes = Notes
section-record = Enregistrement
in-bin-since = Dans la corbeille depuis
done-binned = Supprimé. Il peut être ressorti de la corbeille.
done-saved = Enregistré.
done-restored = Sorti de la corbeille.
done-undone = La modification a été annulée.
done-nothing = Rien n’a été modifié.
live-changed = Quelqu’un a modifié cet enregistrement.
live-form = Quelqu’un d’autre a modifié cet enregistrement entre-temps. Votre saisie reste en place ; à l’enregistrement, vous verrez les deux versions.
live-reload = Recharger
delete-heading = Supprimer « { $title } »
delete-lead = L’enregistrement va à la corbeille et peut en être ressorti.
delete-button = Mettre à la corbeille
restore-heading = Sortir « { $title } » de la corbeille
restore-lead = L’enregistrement sera là comme avant.
restore-button = Sortir de la corbeille

# Formulaires.

new-heading = { $gender ->
    [feminine] Nouvelle
   *[masculine] { $vowel ->
        [yes] Nouvel
       *[no] Nouveau
    }
} { $type }
edit-heading = Modifier { $title }
row = { $label } { $row }
row-new = { $label } { $row } (à ajouter)
currency-of = Devise : { $label }
sort-of = Type : { $label }
title-or-id = Nom ou id
help-by-title = Le nom, ou une partie du nom.
nothing-called = { $gender ->
    [feminine] Aucune
   *[masculine] Aucun
} { $type } du nom de « { $text } » que vous puissiez voir. Indiquez le titre complet, ou l’identifiant.
several-called = Plusieurs { $types } correspondent à « { $text } ». Choisissez dans la liste.
why = Pourquoi
reason = Motif
reason-code = Code de motif
reason-kept = Le motif est conservé dans l’historique.
reason-needed = Obligatoire, dans vos propres mots ou par un code.
reason-needed-create = Dites pourquoi : un motif est nécessaire pour créer { $gender ->
    [feminine] cette
   *[masculine] { $vowel ->
        [yes] cet
       *[no] ce
    }
} { $type }.
reason-needed-update = Dites pourquoi : un motif est nécessaire pour modifier { $gender ->
    [feminine] cette
   *[masculine] { $vowel ->
        [yes] cet
       *[no] ce
    }
} { $type }.
reason-needed-delete = Dites pourquoi : un motif est nécessaire pour supprimer { $gender ->
    [feminine] cette
   *[masculine] { $vowel ->
        [yes] cet
       *[no] ce
    }
} { $type }.

# Deux personnes ont modifié le même enregistrement.

conflict-heading = Quelqu’un d’autre a modifié cet enregistrement
conflict-changed = « { $title } » a été modifié pendant que vous l’aviez ouvert.
conflict-changed-by = { $who } a modifié « { $title } » pendant que vous l’aviez ouvert.
conflict-choose = Vos modifications ne sont pas encore enregistrées. Choisissez les valeurs à garder.
conflict-now = Tel que c’est maintenant
conflict-mine = Votre saisie
conflict-same = Vous n’avez rien modifié qui diffère de l’état actuel.
conflict-kept = Modifié par quelqu’un d’autre, et conservé
conflict-save = Enregistrer mon choix
conflict-leave = Laisser tel quel

# Historique et annulation.

history = Historique
history-title = Historique : { $title }
history-none = Aucune modification plus ancienne.
history-older = Modifications plus anciennes
by-whom = par { $who }
actor-unseen = un utilisateur que vous ne pouvez pas voir
actor-shell = { $name } sur le serveur
actor-program = le programme
channel-console = console
channel-api = API
channel-cli = ligne de commande
did-create = Créé
did-update = Modifié
did-delete = Mis à la corbeille
did-undo = Annulé
history-differs = { $label } (ce qui diffère)
did-restore = Sorti de la corbeille
did-merge = Fusionné
did-convert = Converti
did-unconvert = Conversion annulée
did-follow = Modifié avec un autre enregistrement
changed-fields = Champs modifiés
changed-fields-of = Champs modifiés, { $row }
ask-changes = Ce qui va changer
undo-heading = Annuler une modification de « { $title } »
undo-button = Annuler cette modification
undo-lead = Les champs reprennent leurs valeurs précédentes. L’historique le montre comme une nouvelle modification.
undo-lead-created = Cette modification a créé l’enregistrement. L’annuler met l’enregistrement à la corbeille.
undo-lead-deleted = Annuler ceci sort l’enregistrement de la corbeille.
undo-lead-restored = Annuler ceci remet l’enregistrement à la corbeille.
