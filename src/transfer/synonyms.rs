//! What other programs and people call our fields: header words in small letters and digits only, by record type and target.

/// Targets of a type with the headers that mean them.
pub(super) fn of(kind: &str) -> &'static [(&'static str, &'static str)] {
    match kind {
        "organisation" => ORGANISATION,
        "contact" => CONTACT,
        "lead" => LEAD,
        "deal" => DEAL,
        "product" => PRODUCT,
        "user" => USER,
        "activity" => ACTIVITY,
        _ => &[],
    }
}

const ORGANISATION: &[(&str, &str)] = &[
    (
        "name",
        "name companyname company organisation organization account accountname bedrijf bedrijfsnaam naam organisatie firma \
              firmenname unternehmen name1 nom nomtiers raisonsociale societe entreprise tiers klantnaam shippername",
    ),
    (
        "external_id",
        "id customerid accountid supplierid shipperid recordid companyid externalid klantid kundenid idclient \
                     oracleid accountnumber uid",
    ),
    ("customer_number", "customernumber klantnummer kundennummer codeclient numeroclient debiteurnummer debtornumber"),
    ("vat_id", "vatid vatnumber vat btwnummer btw ustid ustidnr umsatzsteuerid numerodetva tva tvaintra taxid"),
    ("coc_number", "cocnumber kvk kvknummer handelsregisternummer siren siret hrb registrationnumber"),
    ("email", "email emailaddress mail mailadresse epost adressemail courriel emailadres"),
    ("phone", "phone phonenumber telephone telefoon telefoonnummer telefon telefonnummer tel numerodetelephone"),
    ("website", "website url homepage web webseite siteweb internet websiteurl urls companydomainname"),
    (
        "addresses[visit].street",
        "address street address1 billingstreet billingaddressstreet streetaddress adres straat adresse \
                                 strasse rue shippingaddressstreet adresrue straatennummer",
    ),
    (
        "addresses[visit].postal_code",
        "postalcode zip zipcode zippostalcode postcode plz postleitzahl codepostal \
                                      billingpostalcode billingaddresspostalcode",
    ),
    ("addresses[visit].city", "city town plaats stad woonplaats ort stadt ville billingcity billingaddresscity"),
    (
        "addresses[visit].region",
        "region state stateregion provincie bundesland departement billingstate billingaddressstate",
    ),
    (
        "addresses[visit].country",
        "country countryregion land pays codepays billingcountry billingaddresscountry countrycode",
    ),
    ("industry", "industry branche sector secteur"),
    ("language", "language taal sprache langue languages"),
    ("notes", "notes note description opmerkingen notities bemerkungen notizen remarques comments richtext richtextc"),
    ("kind", "kind accounttype relatietype"),
];

const CONTACT: &[(&str, &str)] = &[
    ("external_id", "id contactid recordid externalid uid personid"),
    ("first_name", "firstname givenname voornaam vorname prenom givennames"),
    ("last_name", "lastname familyname surname achternaam nachname familienname nomdefamille nom"),
    ("full name", "name fullname contactname naam displayname contact volledigenaam nomcomplet"),
    ("job_title", "jobtitle title function functie position funktion fonction poste contacttitle"),
    (
        "organisation_id by name",
        "organisation organization company companyname account accountname bedrijf organisatie firma \
                                 unternehmen societe entreprise associatedcompany werkgever",
    ),
    ("organisation_id by external_id", "accountid customerid organisationexternalid"),
    ("emails", "emails"),
    (
        "emails[work].value",
        "email emailaddress mail email1 emailadres courriel adressemail mailadresse emailaddress1 \
                            email1value emailadresse workemail",
    ),
    ("emails[other].value", "additionalemailaddresses otheremail email2 emailaddress2 email2value"),
    ("emails[home].value", "homeemail privateemail priveemail"),
    ("phones", "phones"),
    (
        "phones[work].value",
        "phone phonenumber telephone telefoon telefon businessphone workphone phone1value telefoonnummer tel",
    ),
    ("phones[mobile].value", "mobile mobilephone mobilephonenumber mobiel gsm handy mobil portable cell mobielnummer"),
    ("phones[home].value", "homephone privatephone telefoonprive"),
    ("phones[fax].value", "fax businessfax faxnumber telefax"),
    ("addresses", "addresses"),
    (
        "addresses[post].street",
        "address street address1 mailingstreet streetaddress adres straat adresse strasse rue businessstreet",
    ),
    (
        "addresses[post].postal_code",
        "postalcode zip zipcode postcode plz postleitzahl codepostal mailingpostalcode businesspostalcode",
    ),
    ("addresses[post].city", "city plaats stad woonplaats ort stadt ville mailingcity businesscity town"),
    ("addresses[post].region", "region state stateregion provincie bundesland mailingstate businessstate"),
    ("addresses[post].country", "country countryregion land pays mailingcountry businesscountry businesscountryregion"),
    ("birthday", "birthday birthdate dateofbirth geboortedatum geburtstag geburtsdatum datedenaissance anniversaire"),
    ("language", "language taal sprache langue languages preferredlanguage"),
    ("notes", "notes note description opmerkingen notities bemerkungen notizen remarques comments"),
];

const LEAD: &[(&str, &str)] = &[
    ("name", "name subject onderwerp leadname betreff sujet title"),
    ("company", "company companyname organisation bedrijf firma societe entreprise account associatedcompany"),
    ("first_name", "firstname voornaam vorname prenom"),
    ("last_name", "lastname achternaam nachname nomdefamille nom"),
    ("email", "email emailaddress mail emailadres courriel"),
    ("phone", "phone phonenumber telephone telefoon telefon mobile"),
    ("source", "source leadsource bron quelle origine originalsource"),
    ("status", "status leadstatus"),
    ("value", "value amount waarde wert valeur expectedvalue"),
    ("notes", "notes description opmerkingen notizen remarques message"),
    ("language", "language taal sprache langue"),
];

const DEAL: &[(&str, &str)] = &[
    ("name", "name dealname opportunityname naam nom bezeichnung"),
    ("amount", "amount value bedrag betrag montant waarde"),
    ("probability", "probability kans wahrscheinlichkeit probabilite"),
    ("expected_close", "closedate expectedclose expectedclosedate sluitdatum abschlussdatum datedecloture"),
    ("stage_id by name", "stage stagename dealstage fase phase etape"),
    ("organisation_id by name", "organisation organization company account accountname bedrijf firma societe"),
    ("organisation_id by external_id", "accountid customerid"),
    ("notes", "notes description opmerkingen notizen remarques"),
];

const PRODUCT: &[(&str, &str)] = &[
    ("name", "name productname product naam artikel artikelnaam bezeichnung nom designation omschrijving"),
    ("sku", "sku productid productcode articlenumber artikelnummer artikelnr reference id code itemnumber"),
    ("category", "category categoryname categorie kategorie"),
    ("unit", "unit quantityperunit eenheid einheit unite"),
    ("price", "price unitprice listprice prijs preis prix verkoopprijs salesprice"),
    ("cost", "cost costprice kostprijs einkaufspreis inkoopprijs coutdachat"),
    ("stock", "stock unitsinstock voorraad bestand lagerbestand quantity"),
    ("reorder_level", "reorderlevel minimumstock bestelniveau meldebestand seuildalerte"),
    ("supplier_id by external_id", "supplierid"),
    ("supplier_id by name", "supplier leverancier lieferant fournisseur suppliername"),
    ("active", "active actief aktiv actif forsale"),
    ("not active", "discontinued inactive vervallen"),
    ("description", "description beschrijving beschreibung notes"),
];

const USER: &[(&str, &str)] = &[
    ("external_id", "id employeeid userid externalid personeelsnummer personalnummer matricule"),
    ("name[1]", "firstname voornaam vorname prenom"),
    ("name[2]", "lastname achternaam nachname nomdefamille nom"),
    ("name", "name fullname naam displayname"),
    ("email", "email emailaddress mail username login"),
    ("job_title", "jobtitle title function functie funktion fonction poste"),
    ("phone", "phone phonenumber telephone telefoon telefon homephone mobile"),
    ("hired_on", "hiredate hiredon indienst eintritt datedembauche startdate"),
    ("birthday", "birthday birthdate geboortedatum geburtsdatum datedenaissance"),
    ("manager_id by external_id", "reportsto managerid"),
    ("manager_id by name", "manager leidinggevende vorgesetzter responsable"),
    ("language", "language taal sprache langue"),
    ("notes", "notes opmerkingen notizen remarques"),
];

const ACTIVITY: &[(&str, &str)] = &[
    ("subject", "subject onderwerp betreff sujet title"),
    ("kind", "kind type soort art"),
    ("body", "body description text tekst notes"),
    ("due", "due duedate deadline"),
    ("starts", "starts start startdate begin"),
    ("ends", "ends end enddate einde ende fin"),
];
