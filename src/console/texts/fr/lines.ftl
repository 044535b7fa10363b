# Ce qui est dit des lignes d’un import.

told-not-a-date = « { $text } » n’est pas une date ; écrivez-la comme 2026-11-24.
told-not-a-moment = « { $text } » n’est pas un moment ; écrivez-le comme 2026-11-24 12:00.
told-not-yes-or-no = « { $text } » n’est ni oui ni non.
told-not-an-id = « { $text } » n’est pas l’identifiant d’un enregistrement.
told-not-json = Ce n’est pas du JSON.
told-not-a-number = « { $text } » n’est pas un nombre comme cette colonne les écrit.
told-too-many-digits = « { $text } » a plus de { $beside } chiffres après la virgule.
told-not-a-record = « { $text } » n’est pas un enregistrement ; écrivez-le comme contact:0190….
told-not-a-choice = « { $text } » n’est pas un choix possible ici. Choisissez parmi : { $beside }.
told-not-a-country = « { $text } » n’est pas un pays connu ; écrivez son nom ou son code, comme NL.
told-not-a-currency = « { $text } » n’est pas un code de devise, comme EUR.
told-needs-part = C’est une liste de choses en plusieurs parties ; choisissez laquelle contient la colonne.
told-left-out = « { $text } » a été laissé de côté. { $why }
told-no-web-address = « { $text } » n’est pas une adresse web et a été laissé de côté.
told-no-year = « { $text } » n’a pas d’année et a été laissé de côté.
told-several-found = « { $text } » se trouve plusieurs fois ({ $types } : { $fields }) ; il en faut un seul.
told-none-found = « { $text } » est introuvable ({ $type } : { $fields }).
told-link-empty = la ligne avec « { $text } » n’a pas été importée ; le lien est resté vide.
told-several-same = { $text } { $types } ont la même valeur : { $fields }. La ligne doit en concerner un seul.
told-same-already = { $beside ->
    [line] Une ligne précédente a déjà cette valeur : { $fields }.
   *[record] { $text } a déjà cette valeur : { $fields }.
}
told-none-there = Introuvable ({ $type }) : { $fields }.
told-may-not-update = Cela existe déjà, et aucun de vos rôles ne vous laisse modifier les { $types }.
told-same-as-line = La même valeur qu’à la ligne { $text } : { $fields }. Une seule peut l’avoir.
told-like-line = { $beside ->
    [email] La ligne { $text } a la même adresse e-mail.
    [vat_id] La ligne { $text } a le même numéro de TVA.
    [sku] La ligne { $text } a le même numéro d’article.
   *[other] La ligne { $text } a un nom semblable au même code postal.
}
told-like-record = { $beside ->
    [email] { $text } a la même adresse e-mail.
    [vat_id] { $text } a le même numéro de TVA.
    [sku] { $text } a le même numéro d’article.
   *[other] { $text } a un nom semblable au même code postal.
}
told-unreadable = La ligne est illisible. { $text }
