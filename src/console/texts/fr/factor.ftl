# Le second facteur.

factor = Second facteur
factor-lead = Un code de votre téléphone en plus du mot de passe : qui découvre votre mot de passe ne peut pas encore se connecter.
factor-set-up = Mettre en place
factor-manage = Gérer
factor-picture = Une image que lit une application d’authentification
factor-offer-lead = Avec un second facteur, la connexion demande votre mot de passe et un code affiché par une application de votre téléphone. Toute application d’authentification convient.
factor-step-scan = Scannez cette image avec l’application
factor-step-type = Ou saisissez-y ceci :
factor-step-code = Saisissez les six chiffres que l’application affiche maintenant
factor-begin = Commencer à l’utiliser
factor-there = La connexion demande un code de votre téléphone. Depuis
factor-codes-left = { $count ->
    [one] Il reste { $number } code de secours.
   *[other] Il reste { $number } codes de secours.
}
factor-change = De nouveaux codes, ou plus aucun
factor-change-lead = Les deux demandent un code : de l’application, ou l’un de ceux sur papier.
factor-new-codes = Créer de nouveaux codes de secours
factor-remove = Renoncer au second facteur
factor-removed = Le second facteur a été retiré.
codes-made = Codes de secours
codes-made-lead = Imprimez ces codes ou notez-les, et gardez-les ailleurs que votre téléphone. Chacun vous fait entrer une fois si le téléphone est perdu. Ils ne seront plus affichés.
codes-kept = Je les ai gardés
codes-shown = Les codes sont affichés une fois. Si vous ne les avez pas gardés, créez-en de nouveaux.
code-heading = Encore une étape
code-lead = Saisissez le code que l’application de votre téléphone affiche.
code-lead-paper = Saisissez l’un des codes que vous avez gardés sur papier. Chacun sert une fois.
code-number = Code à six chiffres
code-paper = Code de secours
code-any = Code
code-by-paper = Utiliser un code de secours
code-by-telephone = Utiliser l’application
code-lost = Ni téléphone ni codes ? Un administrateur peut retirer votre second facteur.
user-factor = Second facteur
user-factor-none = aucun
factor-take = Retirer le second facteur
factor-take-heading = Retirer le second facteur de { $name }
factor-take-lead = Ensuite le mot de passe seul ouvre le compte, toutes les sessions prennent fin, et { $name } l’apprend à la prochaine connexion. Assurez-vous que c’est bien cette personne qui le demande.
method-totp = Mot de passe et code
method-recovery = Mot de passe et code de secours
event-code-refused = Refus : code incorrect
event-factor-added = Second facteur mis en place
event-factor-removed = Second facteur retiré par { $who }
told-factor-removed = { $who } a retiré votre second facteur : le mot de passe seul ouvre le compte.
because-second-factor = Son propre second facteur
rule-wrong-code = Ce code est incorrect, ou a déjà servi. Prenez le suivant.
state-has-second-factor = Il y a déjà un second facteur. Retirez-le d’abord.
state-no-second-factor = Il n’y a pas de second facteur.
state-offer-too-old = Ce secret est trop ancien. En voici un nouveau.
step-up = Confirmez que c’est bien vous
step-up-lead = Modifier les utilisateurs, les clés et les droits demande une preuve, datant de moins de dix minutes, que c’est bien vous. Rien de ce que vous avez envoyé n’est perdu : cela continue dès que vous confirmez.
step-up-button = Confirmer et continuer
factor-required = L’un de vos rôles demande un second facteur. Mettez-le en place ici ; d’ici là vous ne pouvez rien faire d’autre. Les clés des programmes restent valables.
state-last-guarded-administrator = Il ne resterait personne avec un second facteur pour gérer les utilisateurs et les droits. Faites d’abord en mettre un en place par un autre administrateur.
state-second-factor-needed = L’un de vos rôles demande un second facteur : vous ne pouvez pas y renoncer.
rule-wrong-password = Ce n’est pas votre mot de passe.
