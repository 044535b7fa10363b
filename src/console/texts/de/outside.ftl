# Was von außen kommt: Verzeichnisse und die Anmeldung anderswo.

channel-scim = Verzeichnis
because-scim = Von einem Verzeichnis gepflegt (SCIM)
rule-capitals = Schreiben Sie den Anmeldenamen in Kleinbuchstaben.
state-outbound-too-large = Die Gegenseite hat mit zu viel geantwortet.
state-outbound-forbidden = Diese Adresse führt in ein privates Netz. Der Betreiber kann sie in der Konfiguration erlauben (outbound.allow).
state-outbound-insecure = Es wird eine Adresse gebraucht, die mit https:// beginnt.
state-outbound-timeout = Die Gegenseite hat nicht rechtzeitig geantwortet.
state-outbound-unreachable = Die Gegenseite ist nicht erreichbar.

field-user_name = Anmeldename
    .help = So kennt ein Verzeichnis oder Single Sign-on diesen Benutzer; in Kleinbuchstaben.
field-given_name = Vorname
field-family_name = Nachname
field-group-external_id = Externe ID
    .help = Ihre ID in dem Verzeichnis, das sie pflegt.
