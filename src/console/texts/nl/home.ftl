# Start.

home-tasks = Te doen
home-new-task = Nieuwe taak
home-late = Te laat
home-today = Vandaag
home-week = De komende dagen
home-all-late = Alles wat te laat is tonen
home-no-tasks = Deze week is er niets te doen.
home-no-tasks-do = Uw taken, telefoongesprekken en afspraken verschijnen hier als ze dichterbij komen.
home-recent = Onlangs gewijzigd
home-recent-none = Nog niets. Wat er verandert in uw records en in die van uw groepen, verschijnt hier.
home-created = Aangemaakt door { $who }
home-changed = Gewijzigd door { $who }
home-changed-fields = { $who } wijzigde: { $fields }
home-needs = Wacht op u
home-leads-unowned = { $count ->
    [one] { $number } lead heeft geen eigenaar
   *[other] { $number } leads hebben geen eigenaar
}
home-deals-unowned = { $count ->
    [one] { $number } deal heeft geen eigenaar
   *[other] { $number } deals hebben geen eigenaar
}
home-organisations-unowned = { $count ->
    [one] { $number } organisatie heeft geen eigenaar
   *[other] { $number } organisaties hebben geen eigenaar
}
home-users-unprofiled = { $count ->
    [one] { $number } gebruiker heeft geen profiel
   *[other] { $number } gebruikers hebben geen profiel
}
home-deals = Mijn open deals
home-deals-none = U hebt geen open deals. Ze verschijnen hier per fase, met hun waarde.
home-deals-total = Totaal
home-jobs-failed = { $count ->
    [one] { $number } opdracht is deze week mislukt
   *[other] { $number } opdrachten zijn deze week mislukt
}
home-users-waiting = { $count ->
    [one] { $number } gebruiker heeft nog geen wachtwoord
   *[other] { $number } gebruikers hebben nog geen wachtwoord
}
