# Ce qui vient de l’extérieur : annuaires et connexion ailleurs.

channel-scim = annuaire
because-scim = Tenu par un annuaire (SCIM)
rule-capitals = Écrivez le nom de connexion en minuscules.
state-outbound-too-large = La réponse reçue est trop longue.
state-outbound-forbidden = Cette adresse mène à un réseau privé. L’exploitant peut l’autoriser dans la configuration (outbound.allow).
state-outbound-insecure = Il faut une adresse qui commence par https://.
state-outbound-timeout = L’autre côté n’a pas répondu à temps.
state-outbound-unreachable = L’autre côté n’est pas joignable.

field-user_name = Nom de connexion
    .help = Le nom que l’annuaire ou l’authentification unique donne à cet utilisateur ; en minuscules.
field-given_name = Prénom
field-family_name = Nom de famille
field-group-external_id = Identifiant externe
    .help = Son identifiant dans l’annuaire qui le tient.
