# Wat er over de regels van een import wordt gezegd.

told-not-a-date = “{ $text }” is geen datum; schrijf die als 2026-11-24.
told-not-a-moment = “{ $text }” is geen tijdstip; schrijf dat als 2026-11-24 12:00.
told-not-yes-or-no = “{ $text }” is geen ja en geen nee.
told-not-an-id = “{ $text }” is niet het id van een record.
told-not-json = Dit is geen JSON.
told-not-a-number = “{ $text }” is geen getal zoals deze kolom ze schrijft.
told-too-many-digits = “{ $text }” heeft meer dan { $beside } cijfers achter de komma.
told-not-a-record = “{ $text }” verwijst nergens naar; schrijf het als contact:0190….
told-not-a-choice = “{ $text }” is hier geen keuze. Kies uit: { $beside }.
told-not-a-country = “{ $text }” is geen land dat we kennen; schrijf de naam of de code, zoals NL.
told-not-a-currency = “{ $text }” is geen valutacode, zoals EUR.
told-needs-part = Dit is een lijst van dingen met verschillende delen; kies welk deel in de kolom staat.
told-left-out = “{ $text }” is weggelaten. { $why }
told-no-web-address = “{ $text }” is geen webadres en is weggelaten.
told-no-year = “{ $text }” heeft geen jaar en is weggelaten.
told-several-found = meerdere { $types } hebben “{ $text }” als { $fields }; het moet er één zijn.
told-none-found = er is geen { $type } met “{ $text }” als { $fields }.
told-link-empty = de regel met “{ $text }” is niet geïmporteerd; de verwijzing bleef leeg.
told-several-same = Er zijn { $text } { $types } met hetzelfde veld: { $fields }. De regel moet over één gaan.
told-same-already = { $beside ->
    [line] Een eerdere regel heeft dit al: { $fields }.
   *[record] { $text } heeft dit al: { $fields }.
}
told-none-there = Er is geen { $type } met deze waarde: { $fields }.
told-may-not-update = Dit is er al, en geen van uw rollen laat u { $types } wijzigen.
told-same-as-line = Hetzelfde als in regel { $text }: { $fields }. Maar één mag dat hebben.
told-like-line = { $beside ->
    [email] Regel { $text } heeft hetzelfde e-mailadres.
    [vat_id] Regel { $text } heeft hetzelfde btw-nummer.
    [sku] Regel { $text } heeft hetzelfde artikelnummer.
   *[other] Regel { $text } heeft een naam die erop lijkt, op dezelfde postcode.
}
told-like-record = { $beside ->
    [email] { $text } heeft hetzelfde e-mailadres.
    [vat_id] { $text } heeft hetzelfde btw-nummer.
    [sku] { $text } heeft hetzelfde artikelnummer.
   *[other] { $text } heeft een naam die erop lijkt, op dezelfde postcode.
}
told-unreadable = De regel is niet te lezen. { $text }
