# Was über die Zeilen eines Imports gesagt wird.

told-not-a-date = „{ $text }“ ist kein Datum; schreiben Sie es wie 2026-11-24.
told-not-a-moment = „{ $text }“ ist kein Zeitpunkt; schreiben Sie ihn wie 2026-11-24 12:00.
told-not-yes-or-no = „{ $text }“ ist weder ja noch nein.
told-not-an-id = „{ $text }“ ist nicht die Id eines Datensatzes.
told-not-json = Das ist kein JSON.
told-not-a-number = „{ $text }“ ist keine Zahl, wie diese Spalte sie schreibt.
told-too-many-digits = „{ $text }“ hat mehr als { $beside } Stellen nach dem Komma.
told-not-a-record = „{ $text }“ ist kein Datensatz; schreiben Sie ihn wie contact:0190….
told-not-a-choice = „{ $text }“ steht hier nicht zur Wahl. Wählen Sie aus: { $beside }.
told-not-a-country = „{ $text }“ ist kein Land, das wir kennen; schreiben Sie Namen oder Code, etwa NL.
told-not-a-currency = „{ $text }“ ist kein Währungscode, etwa EUR.
told-needs-part = Das ist eine Liste von Dingen mit mehreren Teilen; wählen Sie, welcher Teil in der Spalte steht.
told-left-out = „{ $text }“ wurde ausgelassen. { $why }
told-no-web-address = „{ $text }“ ist keine Webadresse und wurde ausgelassen.
told-no-year = „{ $text }“ hat kein Jahr und wurde ausgelassen.
told-several-found = „{ $text }“ steht bei mehreren ({ $types }: { $fields }); es muss einer sein.
told-none-found = „{ $text }“ wurde nicht gefunden ({ $type }: { $fields }).
told-link-empty = die Zeile mit „{ $text }“ wurde nicht importiert; die Verknüpfung blieb leer.
told-several-same = { $text } { $types } haben denselben Wert: { $fields }. Die Zeile muss von einem handeln.
told-same-already = { $beside ->
    [line] Eine frühere Zeile hat das schon: { $fields }.
   *[record] { $text } hat das schon: { $fields }.
}
told-none-there = Nicht gefunden ({ $type }): { $fields }.
told-may-not-update = Das gibt es schon, und keine Ihrer Rollen lässt Sie { $types } ändern.
told-same-as-line = Dasselbe wie in Zeile { $text }: { $fields }. Nur eine darf das haben.
told-like-line = { $beside ->
    [email] Zeile { $text } hat dieselbe E-Mail-Adresse.
    [vat_id] Zeile { $text } hat dieselbe USt-IdNr.
    [sku] Zeile { $text } hat dieselbe Artikelnummer.
   *[other] Zeile { $text } hat einen ähnlichen Namen an derselben Postleitzahl.
}
told-like-record = { $beside ->
    [email] { $text } hat dieselbe E-Mail-Adresse.
    [vat_id] { $text } hat dieselbe USt-IdNr.
    [sku] { $text } hat dieselbe Artikelnummer.
   *[other] { $text } hat einen ähnlichen Namen an derselben Postleitzahl.
}
told-unreadable = Die Zeile ist nicht zu lesen. { $text }
