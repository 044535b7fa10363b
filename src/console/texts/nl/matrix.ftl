# De matrix van rollen, recordsoorten en acties.

matrix-lead = Hoe ver elke actie reikt, per recordsoort. Wat onder een voorwaarde geldt, gegevensklassen en bevoegdheden wijzigt u met de rol als geheel.
matrix-all = Alles van deze rol
matrix-compare = Rollen vergelijken
matrix-conditions = Onder een voorwaarde
matrix-some = deels: { $scope }
matrix-by-type = Rollen per recordsoort
matrix-by-type-lead = Wie wat mag met records van één soort.
matrix-show = Tonen
matrix-one = De ene rol
matrix-two = De andere rol
matrix-same = Ze geven hetzelfde.
matrix-what = Wat
