# Wat van buiten komt: directory’s, en elders aanmelden.

channel-scim = directory
because-scim = Bijgehouden door een directory (SCIM)
rule-capitals = Schrijf de aanmeldnaam in kleine letters.

field-user_name = Aanmeldnaam
    .help = Zo kent een directory of single sign-on deze gebruiker; in kleine letters.
field-given_name = Voornaam
field-family_name = Achternaam
field-group-external_id = Extern id
    .help = Het id in de directory die haar bijhoudt.
