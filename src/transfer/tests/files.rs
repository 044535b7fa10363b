//! Every real file, with values that were looked up in it by hand.

use super::{Cell, cell, shared, table, text};
use crate::transfer::FileFormat;

/// Reads a shared CSV file and checks its shape and that no line was lost.
macro_rules! csv_file {
    ($name:expr, $rows:expr, $columns:expr) => {{
        let Some(bytes) = shared($name) else { return };
        let found = table(bytes, $name);
        assert_eq!(found.format, FileFormat::Csv);
        assert_eq!((found.rows.len(), found.columns.len()), ($rows, $columns), "{}", $name);
        assert_eq!(found.problems, []);
        assert!(found.detected.header);
        found
    }};
}

#[test]
fn northwind_customers_keep_their_accents() {
    let found = csv_file!("northwind/customers.csv", 91, 11);
    assert_eq!(text(&found, 0, "companyName"), "Alfreds Futterkiste");
    assert_eq!(text(&found, 1, "city"), "México D.F.");
    assert_eq!(cell(&found, 0, "region"), &Cell::Empty);
    assert_eq!(text(&found, 1, "postalCode"), "05021");
    assert_eq!(found.rows[90].line, 92);
    assert_eq!(found.detected.encoding.as_deref(), Some("UTF-8"));
}

#[test]
fn northwind_employees_have_dates_and_long_notes() {
    let found = csv_file!("northwind/employees.csv", 9, 18);
    assert_eq!(text(&found, 0, "hireDate"), "1992-05-01 00:00:00.000");
    assert_eq!(text(&found, 0, "lastName"), "Davolio");
    assert_eq!(cell(&found, 1, "reportsTo"), &Cell::Empty);
}

#[test]
fn northwind_orders_are_all_read() {
    let found = csv_file!("northwind/orders.csv", 830, 14);
    assert_eq!(text(&found, 0, "freight"), "32.38");
    assert_eq!(text(&found, 1, "shipCity"), "Münster");
    assert_eq!(text(&found, 1, "shipName"), "Toms Spezialitäten");
}

#[test]
fn northwind_order_details_are_all_read() {
    let found = csv_file!("northwind/order_details.csv", 2155, 5);
    assert_eq!(text(&found, 0, "unitPrice"), "14.00");
    assert_eq!(text(&found, 2154, "orderID"), "11077");
}

#[test]
fn northwind_small_tables_are_read() {
    let products = csv_file!("northwind/products.csv", 77, 10);
    assert_eq!(text(&products, 3, "productName"), "Chef Anton's Cajun Seasoning");
    let categories = csv_file!("northwind/categories.csv", 8, 4);
    assert_eq!(text(&categories, 0, "categoryName"), "Beverages");
    let territories = csv_file!("northwind/territories.csv", 53, 3);
    assert_eq!(text(&territories, 0, "territoryID"), "01581");
    let links = csv_file!("northwind/employee_territories.csv", 49, 2);
    assert_eq!(text(&links, 0, "territoryID"), "06897");
    let regions = csv_file!("northwind/regions.csv", 4, 2);
    assert_eq!(text(&regions, 3, "regionDescription"), "Southern");
    let shippers = csv_file!("northwind/shippers.csv", 3, 3);
    assert_eq!(text(&shippers, 2, "phone"), "(503) 555-9931");
    let suppliers = csv_file!("northwind/suppliers.csv", 29, 12);
    assert_eq!(text(&suppliers, 1, "homePage"), "#CAJUN.HTM#");
    assert_eq!(cell(&suppliers, 0, "fax"), &Cell::Empty);
}

#[test]
fn dolibarr_is_read_as_windows_1252_with_semicolons() {
    let found = csv_file!("csv-other/dolibarr-tiers-cp1252.csv", 3, 18);
    assert_eq!(found.detected.encoding.as_deref(), Some("windows-1252"));
    assert_eq!(found.detected.delimiter, Some(b';'));
    assert_eq!(text(&found, 0, "Nom tiers* (s.nom)"), "Crêperie du Phare SARL");
    assert_eq!(text(&found, 0, "Adresse (s.address)"), "12, rue de l'Église");
    assert_eq!(text(&found, 0, "Encours autorisé (s.outstanding_limit)"), "5 000,00");
    assert_eq!(text(&found, 1, "Nom tiers* (s.nom)"), "Société « Œuvre »");
    assert_eq!(text(&found, 1, "Adresse (s.address)"), "1 bd. Saint-Michel\r\n2e étage");
    // The line break in quotes counts.
    assert_eq!(found.rows[2].line, 5);
}

#[test]
fn espocrm_keeps_json_in_cells_and_loses_the_apostrophe_of_a_defused_formula() {
    let found = csv_file!("csv-other/espocrm-accounts.csv", 2, 18);
    assert_eq!(text(&found, 0, "name"), "Bakkerij 't Hoekje B.V.");
    assert_eq!(text(&found, 0, "description"), "Klant sinds 2019.\nZegt: \"altijd vers\"");
    assert_eq!(text(&found, 0, "teamsIds"), "[\"65f0b0000000000bb\"]");
    assert_eq!(text(&found, 1, "name"), "=HYPERLINK(\"http://x\")");
}

#[test]
fn hubspot_contacts_are_read() {
    let found = csv_file!("csv-other/hubspot-contacts.csv", 4, 13);
    assert_eq!(found.columns[0], "Record ID");
    assert_eq!(text(&found, 1, "First Name"), "Jürgen");
    assert_eq!(text(&found, 1, "Associated Company"), "Müller & Söhne GmbH, Berlin");
    assert_eq!(text(&found, 0, "Additional email addresses"), "s.devries@example.org;sanne@example.org");
    assert_eq!(text(&found, 3, "Phone Number"), "+3212345678");
}

#[test]
fn salesforce_files_are_read() {
    let accounts = csv_file!("csv-salesforce/accountsForInsert.csv", 4, 4);
    assert_eq!(text(&accounts, 3, "RichText"), "    4 leading spaces and 2 trailing spaces  ");
    let picture = csv_file!("csv-salesforce/acctsWithBinaryDataInRTF.csv", 1, 2);
    assert!(text(&picture, 0, "RICHTEXT__c").starts_with("<img alt=\"testBinaryDataInRTF\""));
    let quotes = csv_file!("csv-salesforce/csvEscapedQuotes.csv", 2, 2);
    assert_eq!(text(&quotes, 0, "column1"), "\"The Best\" Account");
    let separator = csv_file!("csv-salesforce/csvSeparator.csv", 2, 3);
    assert_eq!(text(&separator, 1, "column2!some"), "col22!somev2");
    let utf_8 = csv_file!("csv-salesforce/csvtext_BOM_UTF8.csv", 2, 3);
    assert_eq!(text(&utf_8, 1, "column1"), "row2-1");
    let zones = csv_file!("csv-salesforce/dateWithTimeZone.csv", 2, 9);
    assert_eq!(text(&zones, 0, "DATE"), "2010-10-14T12:00:00.000Z-0300");
    let opportunities = csv_file!("csv-salesforce/opportunityData.csv", 38, 31);
    assert_eq!(text(&opportunities, 2, "NAME"), "Acme - 1,200 Widgets");
    assert_eq!(text(&opportunities, 0, "CLOSEDATE"), "2005-11-09");
}

#[test]
fn salesforce_utf_16_is_read() {
    let found = csv_file!("csv-salesforce/csvtext_BOM_UTF16LE.csv", 2, 3);
    assert_eq!(found.detected.encoding.as_deref(), Some("UTF-16LE"));
    assert_eq!(text(&found, 1, "column3"), "row2-3");
}
