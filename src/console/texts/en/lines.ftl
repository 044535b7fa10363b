# What is said of the lines of an import.

told-not-a-date = “{ $text }” is not a date; write it like 2026-11-24.
told-not-a-moment = “{ $text }” is not a moment; write it like 2026-11-24 12:00.
told-not-yes-or-no = “{ $text }” is neither yes nor no.
told-not-an-id = “{ $text }” is not the id of a record.
told-not-json = It is not JSON.
told-not-a-number = “{ $text }” is not a number as this column writes them.
told-too-many-digits = “{ $text }” has more than { $beside } digits after the point.
told-not-a-record = “{ $text }” is not a record; write it like contact:0190….
told-not-a-choice = “{ $text }” is not a choice here. Choose one of: { $beside }.
told-not-a-country = “{ $text }” is not a country we know; write its name or code, like NL.
told-not-a-currency = “{ $text }” is not a currency code, like EUR.
told-needs-part = It is a list of things with several parts; choose which part the column holds.
told-left-out = “{ $text }” was left out. { $why }
told-no-web-address = “{ $text }” is no web address and was left out.
told-no-year = “{ $text }” has no year and was left out.
told-several-found = several { $types } have “{ $text }” as { $fields }; it must be one.
told-none-found = there is no { $type } with “{ $text }” as { $fields }.
told-link-empty = the line with “{ $text }” was not imported; the link stayed empty.
told-several-same = { $text } { $types } have the same { $fields }; the line must be about one.
told-same-already = { $beside ->
    [line] An earlier line has the same { $fields } already.
   *[record] { $text } has the same { $fields } already.
}
told-none-there = There is no { $type } with this { $fields }.
told-may-not-update = It is there already, and none of your roles lets you change { $types }.
told-same-as-line = The same in line { $text }: { $fields }. Only one may have it.
told-like-line = { $beside ->
    [email] Line { $text } has the same e-mail address.
    [vat_id] Line { $text } has the same VAT number.
    [sku] Line { $text } has the same article number.
   *[other] Line { $text } has a similar name at the same postal code.
}
told-like-record = { $beside ->
    [email] { $text } has the same e-mail address.
    [vat_id] { $text } has the same VAT number.
    [sku] { $text } has the same article number.
   *[other] { $text } has a similar name at the same postal code.
}
told-unreadable = The line cannot be read. { $text }
