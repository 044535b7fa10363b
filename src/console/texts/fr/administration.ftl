# Administration.

administration = Administration
administration-lead = Utilisateurs, droits et réglages. Chaque modification figure dans l’historique, avec son motif.
admin-refused = Cette page est réservée aux administrateurs : aucun de vos rôles ne porte la charge nécessaire.
admin-users = Utilisateurs et invitations
admin-users-lead = Qui travaille ici, qui a été invité et qui est parti.
admin-users-state = Actifs : { $active } · sans mot de passe : { $waiting } · désactivés : { $gone }
admin-groups = Groupes
admin-groups-lead = Les personnes qui vont ensemble, et les rôles qu’elles partagent.
admin-groups-state = Groupes : { $groups }
admin-keys = Clés API de tous
admin-keys-lead = Les programmes qui agissent au nom de quelqu’un : à qui est la clé, quand elle expire, quand elle a servi.
admin-keys-state = Clés : { $keys } · expirées : { $over }
admin-rights = Profils et rôles
admin-rights-lead = Quels rôles composent un profil, et jusqu’où chacun s’étend.
admin-rights-state = Profils : { $profiles } · rôles : { $roles }
admin-profile = Profil
admin-profiles = Profils
admin-roles = Rôles
profile-new = Nouveau profil
role-new = Nouveau rôle
admin-fields = Champs personnalisés et choix
admin-fields-lead = Ce que vous conservez au-delà des champs intégrés ; l’usage de chacun, et ce qui en dépend.
admin-fields-state = Champs : { $fields } · types concernés : { $types }
admin-pipelines = Pipelines et étapes
admin-pipelines-lead = Les étapes que traverse une affaire, dans l’ordre : leur probabilité et ce qu’elles contiennent.
admin-pipelines-state = Pipelines : { $pipelines } · étapes : { $stages }
admin-reasons = Motifs
admin-reasons-lead = Où l’on demande pourquoi une modification est faite, et ce qu’on peut répondre.
admin-reasons-state = Règles exigeant un motif : { $needed } · codes utilisés : { $codes }

# Les utilisateurs et leurs liens.

users-tabs = Quels utilisateurs
users-all = Tous
users-active = Actifs
users-waiting = Sans mot de passe
users-gone = Désactivés
user-state = État
user-state-active = Actif
user-state-invited = Invité
user-state-waiting = Ne peut pas encore se connecter
user-state-gone = Désactivé
user-seen = Vu pour la dernière fois
user-account = Compte
user-no-sessions = Connecté nulle part.
user-access = Accès
user-link-lead = Créez un lien par lequel cette personne choisira un mot de passe.
user-link = Créer un lien
user-reset-lead = Mot de passe oublié ou appareil perdu : un nouveau lien remplace le mot de passe et ferme toutes les sessions.
user-reset = Remplacer le mot de passe
user-gone-lead = Cet utilisateur ne peut pas se connecter. Tout ce qu’il a créé et possède est toujours là.
user-owns = Possède
user-owns-lead = Transmettez ceci à quelqu’un d’autre avant le départ de cette personne.
user-owns-nothing = Rien que vous puissiez voir.
user-link-until = Lien valable jusqu’au
user-self = C’est votre propre compte. Un autre administrateur peut le faire pour vous, afin que personne ne s’exclue soi-même.
invite = Inviter quelqu’un
invite-lead = Vous obtenez un lien à transmettre. La personne y choisit un mot de passe, une seule fois et sous trois jours.
invite-no-profile = Aucun profil : seulement ce que tout le monde peut
invite-profile = Choisissez un profil
invite-button = Créer l’invitation
link-heading = Créer un nouveau lien pour { $name }
link-lead = Le mot de passe actuel cesse aussitôt de fonctionner, toutes les sessions se ferment et un lien précédent n’est plus valable. Seul le nouveau lien ouvre le compte.
link-button = Créer le lien
link-made = Un lien à transmettre
link-kept-out = { $name } n’a pas pu être ajouté aux groupes.
link-made-lead = Copiez-le maintenant et donnez-le à { $name } par une voie sûre. Il ne sert qu’une fois et ne sera plus affiché.
link-for = Pour
deactivate-heading = Désactiver { $name }
deactivate-lead = Les sessions, clés API et liens de cette personne prennent fin aussitôt. Rien de ce qu’elle a créé ou possède n’est perdu.
deactivate-button = Désactiver
activate-heading = Réactiver { $name }
activate-lead = L’ancien mot de passe fonctionne de nouveau. Les clés API terminées ne reviennent pas pour autant.
activate-button = Réactiver
join = Choisissez votre mot de passe
join-lead = Bienvenue, { $name }. Cette adresse et le mot de passe que vous choisissez maintenant vous serviront à vous connecter.
join-button = Enregistrer et se connecter
join-refused = Ce lien a déjà servi ou est trop ancien. Demandez-en un nouveau à votre administrateur.

# Groupes.

groups-none = Il n’y a pas encore de groupes.
group-members = Membres
group-others = Hors du groupe
group-tick-to-remove = Cochez les personnes à retirer.
group-tick-to-add = Cochez les personnes à ajouter.
group-empty = Personne encore.
group-everybody = Tous les utilisateurs actifs en font partie.
group-no-roles = Aucun : le groupe ne partage que ce qui a la portée « Groupe ».

# Les droits tels qu’ils sont.

rights-every-type = Tous les types
rights-everybody = Tout le monde l’a
rights-none = Aucun droit sur les enregistrements.
rights-caption = Jusqu’où s’étend { $role }
rights-classes = Classes de données visibles en entier
rights-duties = Charges

# Les champs ajoutés.

fields-none = Il n’y a pas encore de champs personnalisés.
fields-none-do = Un champ ajouté se filtre, se trie, se cherche, s’exporte et s’atteint par l’API comme tout autre.
added-kind-of = Type
added-class-of = Classe de données
added-needed = Obligatoire
added-of = Champ personnalisé pour les { $types }
added-choices = Choix
added-choices-lead = Ils sont proposés dans cet ordre. Un choix retiré reste dans les enregistrements qui l’ont, et ne peut plus être choisi.
added-choice = Choix
added-used = Utilisé
added-use = Utilisation
added-used-by = Enregistrements avec une valeur
added-views = Vues enregistrées qui le citent
added-rules = Règles de motif qui le concernent
added-gone-lead = S’il est supprimé, les formulaires et les listes ne le montrent plus, et les vues et règles ci-dessus ne fonctionnent plus. Ses valeurs sont conservées et reviennent avec lui de la corbeille.
choices-remove = Retirer { $name }
choices-remove-heading = Retirer le choix « { $title } »
choices-remove-lead = Les enregistrements qui ont ce choix le gardent, sauf si vous dites ce qu’ils reçoivent à la place ; ils sont alors modifiés d’abord, en une opération qui peut être annulée. Les vues enregistrées qui filtrent sur ce choix ne trouvent que les enregistrements qui l’ont encore.
choices-remove-to = Les enregistrements qui ont ce choix reçoivent
choices-remove-nothing = rien
choices-remove-stay = – ce qu’ils ont –
choices-remove-button = Retirer le choix
choices-order = Changer l’ordre des choix de « { $title } »
order-lead = Le nouvel ordre vaut pour tous.
order = Ordre
code = Code
move-up = Monter { $name }
move-down = Descendre { $name }
not-in-use = Hors d’usage

# Pipelines.

stage = Étape
stage-new = Nouvelle étape
pipeline-new = Nouveau pipeline
pipeline-empty = Aucune étape encore.
stage-kind = Type
stage-probability = Probabilité, %
stage-deals = Affaires
stages-order = Déplacer l’étape « { $title } »
stage-remove = Retirer { $name }
stage-remove-heading = Retirer l’étape « { $title } »
stage-remove-empty = Elle ne contient aucune affaire. L’étape va à la corbeille et peut être rétablie.
stage-remove-lead = Affaires qu’elle contient : { $number }. Choisissez où elles vont ; elles sont d’abord déplacées, en une opération qui peut être annulée.
stage-remove-to = Déplacer les affaires vers
stage-remove-needed = Choisissez l’étape où vont les affaires.
stage-remove-button = Retirer l’étape

# Motifs.

reason-rules = Où un motif est demandé
reason-rules-lead = La règle applicable la plus stricte l’emporte. Ce qu’une règle laisse ouvert vaut pour tout.
reason-rules-none = Aucune règle encore : une raison est possible, sans être exigée.
reason-on = Type
reason-any = tous
reason-codes = Codes de motif
reason-codes-lead = Ils sont proposés dans cet ordre, chacun dans la langue du lecteur.
reason-label = Libellé
reason-languages = Autres langues
reason-uses = Donné
codes-order = Déplacer le motif « { $title } »
reason-last = Dernière fois
because-import = Import
because-join-link = Arrivée par un lien d’invitation
because-cli = Ligne de commande
because-system = Le programme lui-même

# Clés.

keys-own = Vos propres clés
keys-none = Il n’y a pas de clés API.
key-owner = Agit comme

rights-broken = Une condition utilise ici un champ qui n’existe plus : { $names }. Tant que ce n’est pas corrigé, un tel droit ou une telle règle de partage ne permet rien, et une telle restriction bloque tout.
