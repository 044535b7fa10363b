# The frame around every page.

about-installation = À propos de cette installation
demo = Démo
demo-lead = Tout ici est inventé.
pinned = Épinglés
pin = Épingler
pin-on = Épinglé dans la navigation.
pin-off = N’est plus épinglé.
close = Fermer
account = Compte
account-of = Compte de { $name }

# Search, and the palette.

search-everything = Rechercher partout
search-placeholder = Un nom, une adresse e-mail, un numéro…
search-nothing = Aucun résultat pour « { $text } ».
search-nothing-do = Chaque mot doit figurer dans la même fiche. Écrivez moins de mots, ou seulement leur début.
search-recent = Consultés récemment
search-all = { $label } : tous les résultats
search-or-go = Rechercher ou aller à…
palette = Rechercher ou aller à
palette-placeholder = Une fiche, une page ou ce que vous voulez faire
palette-results = Résultats
palette-count = Résultats : { $number }
palette-none = Aucun résultat.
palette-recent = Récents
palette-more = Plus
palette-all = Rechercher « { $text } » partout
palette-actions = Actions
palette-pages = Aller à
palette-choose = choisir
palette-open = ouvrir
palette-apart = dans un nouvel onglet

# Keys.

key-control = Ctrl
key-enter = Entrée
key-escape = Échap
shortcuts = Raccourcis clavier
shortcuts-lead = Tout peut se faire aussi à la souris ou du doigt.
shortcuts-anywhere = Partout
shortcuts-go = Aller à
shortcut-palette = Rechercher ou aller n’importe où
shortcut-search = Rechercher dans cette liste
shortcut-help = Cet aperçu
shortcut-escape = Fermer ce qui est ouvert
shortcuts-off = Les touches seules ne font rien pendant que vous écrivez dans un champ. Elles se désactivent dans votre profil.

# What belongs to whoever is signed in.

profile = Profil et réglages
profile-lead = Ce que vous réglez ici ne vaut que pour vous, dans ce navigateur.
profile-look = Apparence, langue et touches
scheme = Couleurs
scheme-auto = Auto
scheme-light = Clair
scheme-dark = Sombre
density = Densité
density-comfortable = Aérée
density-compact = Compacte
single-keys = Touches seules
on = Activées
off = Désactivées
language = Langue
language-usual = Celle de mon compte
sessions = Sessions
sessions-caption = Où vous êtes connecté
session-device = Appareil
session-began = Connexion
session-seen = Dernière activité
session-own = Celle-ci
session-unknown = Appareil inconnu
session-end = Déconnecter
sessions-end = Déconnecter partout ailleurs
done-ended = Vous y êtes déconnecté.
done-none-ended = Cette session était déjà terminée.
keys = Clés d’API
keys-lead = Une clé permet à un programme d’agir en votre nom. Créez-en une par programme et révoquez-la quand elle ne sert plus.
keys-caption = Vos clés d’API
key-begins = Commence par
key-ends = Expire
key-over = Expirée
key-revoke = Révoquer
key-new = Nouvelle clé
key-name = Nom du programme
key-name-needed = Indiquez quel programme utilisera la clé.
key-works = Valable pendant
key-days = { $number } jours
key-make = Créer une clé
key-made = Votre nouvelle clé d’API
key-made-lead = Copiez-la maintenant dans le programme qui l’utilise. Elle n’est affichée que cette fois.
key-try = Essayez-la
key-copied = Je l’ai copiée

# The design system.

design = Système de conception
design-refused = Cette page est réservée aux administrateurs.

# One’s own password.

password-lead = Le changer met fin à toutes vos sessions, sauf celle-ci.
password-now = Mot de passe actuel
password-new = Nouveau mot de passe
password-change = Changer le mot de passe
password-changed = Votre mot de passe est changé et vos autres sessions sont terminées.
password-wrong = Ce n’est pas votre mot de passe.
