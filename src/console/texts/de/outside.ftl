# Was von außen kommt: Verzeichnisse und die Anmeldung anderswo.

channel-scim = Verzeichnis
because-scim = Von einem Verzeichnis gepflegt (SCIM)
rule-capitals = Schreiben Sie den Anmeldenamen in Kleinbuchstaben.

field-user_name = Anmeldename
    .help = So kennt ein Verzeichnis oder Single Sign-on diesen Benutzer; in Kleinbuchstaben.
field-given_name = Vorname
field-family_name = Nachname
field-group-external_id = Externe ID
    .help = Ihre ID in dem Verzeichnis, das sie pflegt.
