# Les pages d’erreur.

heading-malformed = Cette demande n’a pas été comprise
heading-sign-in-first = Connectez-vous d’abord
heading-forbidden = Accès refusé
heading-not-found = Cette page n’existe pas
heading-method = Cela ne se fait pas ici
heading-conflict = Cela n’est pas possible maintenant
heading-too-large = C’est trop volumineux
heading-invalid = Quelque chose est incorrect
heading-throttled = Trop de tentatives
heading-unavailable = Indisponible pour le moment
heading-wrong = Une erreur est survenue
request-id = Numéro de la demande :
go-front = Aller à la page d’entrée
go-home = Aller à l’accueil
problem-heading = Il y a un problème
error-not-found = Cela n’existe pas, ou vous ne pouvez pas le voir.
error-method = Les pages se lisent (GET) et les formulaires s’envoient (POST) ; rien d’autre ne se fait ici. Les programmes utilisent l’API.
error-stale = Quelqu’un d’autre a modifié cet enregistrement entre-temps. Rechargez-le.
error-too-large = C’est trop volumineux pour être accepté ici.
error-throttled = Trop de tentatives. Réessayez dans { $count ->
    [one] { $number } seconde
   *[other] { $number } secondes
}.
error-throttled-minutes = Trop de tentatives. Réessayez dans { $count ->
    [one] { $number } minute
   *[other] { $number } minutes
}.
error-unavailable = Le programme démarre, s’arrête ou attend sa base de données. Réessayez dans un instant.
error-storage-full = Le disque est plein. Libérez de la place et réessayez ; rien n’a été modifié.
error-internal = Une erreur est survenue de notre côté. Le journal en donne les détails sous le numéro de la demande.
error-undo-conflicts = { $count ->
    [one] { $number } modification ultérieure s’y oppose
   *[other] { $number } modifications ultérieures s’y opposent
} ; rien n’a été annulé.
error-out-of-reach = Vos droits ne vont pas jusque-là. Vérifiez qui est responsable de { $gender ->
    [feminine] cette
   *[masculine] { $vowel ->
        [yes] cet
       *[no] ce
    }
} { $type } et ce dont il s’agit.
refused-type = Aucun de vos rôles ne vous permet de voir les { $types }.
refused-create = Vos rôles ne vous permettent pas de créer des { $types }.
refused-update = Vos rôles ne vous permettent pas de modifier { $gender ->
    [feminine] cette
   *[masculine] { $vowel ->
        [yes] cet
       *[no] ce
    }
} { $type }.
refused-delete = Vos rôles ne vous permettent pas de supprimer { $gender ->
    [feminine] cette
   *[masculine] { $vowel ->
        [yes] cet
       *[no] ce
    }
} { $type }.
form-broken-off = Le formulaire n’est pas arrivé en entier. Envoyez-le de nouveau.
form-unreadable = Ce formulaire est illisible. Revenez en arrière et envoyez-le de nouveau.
form-foreign = Ce formulaire vient d’un autre site ; rien n’a donc été modifié.
form-of-older-session = Ce formulaire appartient à une session plus ancienne ; rien n’a donc été modifié. Revenez en arrière, rechargez la page et envoyez-le de nouveau.
form-unversioned = Le formulaire ne dit pas quelle version de l’enregistrement il modifie. Ouvrez-le de nouveau.
search-too-long = Une recherche compte au plus { $characters } caractères et { $words } mots.

# Ce qui est incorrect dans un champ.

problem-required = « { $label } » est obligatoire.
problem-blank = Cela ne peut pas être vide.
problem-too-long = { $count ->
    [one] { $number } caractère au plus tient ici.
   *[other] { $number } caractères au plus tiennent ici.
}
problem-too-many = { $count ->
    [one] { $number } au plus tient ici.
   *[other] { $number } au plus tiennent ici.
}
problem-out-of-range = La valeur doit être comprise entre { $least } et { $most }.
problem-control-character = Il y a ici un caractère de contrôle invisible ; retirez-le.
problem-read-only = « { $label } » est rempli par le programme ; ne l’indiquez pas.
problem-unknown-choice = Choisissez l’une des valeurs proposées.
problem-unknown-type = Il ne peut pas s’agir d’un enregistrement de ce type.
problem-missing-link = Cet enregistrement n’existe pas, ou vous ne pouvez pas le voir.
problem-taken = Un autre enregistrement a déjà cette valeur.
problem-cycle = Cela ramènerait à l’enregistrement lui-même.
problem-unreadable = Cela est illisible.
problem-number = Ce n’est pas un nombre ; écrivez-le comme 1 234,50.
problem-date = Ce n’est pas une date ; écrivez-la comme 24/11/2026.
problem-time = Ce n’est pas un moment ; écrivez-le comme 24/11/2026 14:05.
problem-currency = Écrivez la devise en trois majuscules (ISO 4217), comme EUR.
problem-json = Ce n’est pas du JSON valable.
problem-sort = Choisissez de quel type d’enregistrement il s’agit.
problem-email = Ce n’est pas une adresse e-mail ; écrivez-la comme nom@example.org.
problem-phone = Ce n’est pas un numéro de téléphone ; écrivez-le comme +33 1 23 45 67 89.
problem-url = Ce n’est pas une adresse web ; écrivez-la comme https://example.org.
problem-country = Ce pays n’est pas connu ; écrivez son nom ou son code à deux lettres.
problem-language = Cette langue n’est pas connue ; écrivez son nom ou son code, comme fr ou en-GB.
problem-weak-password = Un mot de passe compte au moins { $least } et au plus { $most } caractères.
problem-common-password = Beaucoup de gens utilisent ce mot de passe : c’est l’un des premiers qu’on essaie. Prenez-en un autre.
problem-own-password = Prenez un mot de passe qui n’est pas fait de votre nom, de votre adresse ou de votre entreprise.

# Les règles des types d’enregistrement.

rule-keys-are-shown-once = Les clés se créent une à une, là où elles peuvent être affichées.
rule-key-ends-within-a-year = Une clé prend fin dans l’année qui suit sa création.
rule-evidence-stays = Ce qui a commencé reste tel quel ; terminez-le et recommencez.
rule-won-needs-amount = Une affaire gagnée doit avoir un montant.
rule-no-such-type = Ce type d’enregistrement n’existe pas.
rule-no-owner = Les fiches de ce type n’ont pas de responsable.
rule-not-read = Un champ se lit ; laissez-le vide pour les autres actions.
rule-field-name-taken = Un champ de ce nom existe déjà.
rule-view-names-no-field = Un champ nommé ici n’existe pas.
rule-view-has-no-order = Un champ nommé ici ne permet pas de trier.
rule-view-has-too-many-words = La recherche indiquée ici compte trop de mots.
rule-view-has-no-groups = Une liste ne peut pas être groupée par le champ nommé ici.
rule-field-name-kept = Un champ de ce nom et d’un autre genre est dans la corbeille, et ses valeurs sont conservées. Choisissez un autre nom.
rule-field-name-form = Écrivez x_ puis des lettres minuscules, des chiffres et _, comme x_pointure.
rule-not-shared = Les enregistrements de ce type n’ont pas de propriétaire et ne se partagent pas.
rule-one-of-two = Choisissez une action ou une classe de données, pas les deux.
rule-field-kind-kept = Le nom, le type d’enregistrement, le genre et les décimales restent tels quels. Ajoutez plutôt un autre champ.
rule-choices-needed = Ajoutez au moins un choix.
rule-target-needed = Choisissez le type d’enregistrement vers lequel il renvoie.
rule-status-by-conversion = Convertissez la piste pour obtenir ce statut.
rule-converted-stays = Cette piste a été convertie ; annulez plutôt la conversion.
rule-movement-is-kept = Un mouvement de stock ne peut pas être modifié. Supprimez-le, ou ajoutez une correction.
rule-ends-before-start = La fin ne peut pas précéder le début.
rule-file-needed = Téléversez le fichier lui-même.

# L’état de l’enregistrement ne le permet pas.

state-in-bin = Cet enregistrement est dans la corbeille. Rétablissez-le d’abord.
state-not-in-bin = Cet enregistrement n’est pas dans la corbeille.
state-last-administrator = Il ne resterait personne pour gérer les utilisateurs. Donnez d’abord cette charge à un autre utilisateur actif.
state-assertion-broken = Ceci romprait l’assertion « { $sentence } ». Modifiez ce que vous enregistrez, ou nommez les personnes concernées comme exceptions de l’assertion, avec un motif.
state-followed = Cette modification découle d’une autre. Annulez celle-là, et celle-ci suivra.
state-too-many-conditions = Trop de conditions changent à la fois pour en montrer l’effet. Changez moins de rôles à la fois.
state-already-converted = Cette piste a déjà été convertie.
state-too-many-links = Trop d’enregistrements renvoient à celui-ci pour le fusionner en une fois.

# Ce qui s’oppose à une annulation.

in-the-way = Impossible à annuler :
in-the-way-gone = L’enregistrement est introuvable.
in-the-way-changed-after = L’enregistrement a été modifié après sa création.
in-the-way-in-bin = L’enregistrement est dans la corbeille.
in-the-way-changed-since = Le champ a été modifié depuis.
