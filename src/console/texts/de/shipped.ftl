# What comes with the program: roles, profiles, the pipeline and its stages, as long as nobody renames them.

shipped-everybody = Alle
shipped-administrator = Administrator
shipped-management = Geschäftsleitung
shipped-sales = Vertrieb
shipped-sales-assistant = Vertriebsassistenz
shipped-support = Kundendienst
shipped-finance = Finanzen
shipped-read-only = Nur lesen
shipped-new = Neu
shipped-qualified = Qualifiziert
shipped-proposal = Angebot
shipped-negotiation = Verhandlung
shipped-won = Gewonnen
shipped-lost = Verloren
