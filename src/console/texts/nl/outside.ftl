# Wat van buiten komt: directory’s, en elders aanmelden.

channel-scim = directory
because-scim = Bijgehouden door een directory (SCIM)
rule-capitals = Schrijf de aanmeldnaam in kleine letters.
state-outbound-too-large = De andere kant gaf een te groot antwoord.
state-outbound-forbidden = Dit adres leidt naar een privénetwerk. De beheerder van de server kan het toestaan in de configuratie (outbound.allow).
state-outbound-insecure = Er is een adres nodig dat begint met https://.
state-outbound-timeout = De andere kant antwoordde niet op tijd.
state-outbound-unreachable = De andere kant is niet bereikbaar.

field-user_name = Aanmeldnaam
    .help = Zo kent een directory of single sign-on deze gebruiker; in kleine letters.
field-given_name = Voornaam
field-family_name = Achternaam
field-group-external_id = Extern id
    .help = Het id in de directory die haar bijhoudt.
