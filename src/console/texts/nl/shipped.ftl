# What comes with the program: roles, profiles, the pipeline and its stages, as long as nobody renames them.

shipped-everybody = Iedereen
shipped-administrator = Beheerder
shipped-management = Directie
shipped-sales = Verkoop
shipped-sales-assistant = Verkoopassistent
shipped-support = Klantenservice
shipped-finance = Financiën
shipped-read-only = Alleen lezen
shipped-new = Nieuw
shipped-qualified = Gekwalificeerd
shipped-proposal = Offerte
shipped-negotiation = Onderhandeling
shipped-won = Gewonnen
shipped-lost = Verloren
