# What comes with the program: roles, profiles, the pipeline and its stages, as long as nobody renames them.

shipped-everybody = Tout le monde
shipped-administrator = Administrateur
shipped-management = Direction
shipped-sales = Ventes
shipped-sales-assistant = Assistance commerciale
shipped-support = Service client
shipped-finance = Finances
shipped-read-only = Lecture seule
shipped-new = Nouvelle
shipped-qualified = Qualifiée
shipped-proposal = Proposition
shipped-negotiation = Négociation
shipped-won = Gagnée
shipped-lost = Perdue
