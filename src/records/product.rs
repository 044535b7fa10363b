//! Products and the movements of their stock.

use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::field::{self, DataClass, Field};
use crate::model::kind::{Choice, choice};
use crate::model::record_type::{Consequence, PLAIN, Root};
use crate::model::value::Money;
use crate::model::{Record, RecordType};

/// Something we sell or buy.
pub static PRODUCT: RecordType = RecordType {
    name: "product",
    label: "Product",
    plural: "products",
    plural_label: "Products",
    table: "products",
    help: "Something we sell or buy.",
    title: &[NAME],
    fields: &[
        NAME.any(),
        SKU.any(),
        CATEGORY.any(),
        UNIT.any(),
        PRICE.any(),
        COST.any(),
        STOCK.any(),
        REORDER_LEVEL.any(),
        SUPPLIER.any(),
        ACTIVE.any(),
        DESCRIPTION.any(),
    ],
    subject: true,
    ..PLAIN
};

/// Goods that came in or went out.
pub static STOCK_MOVEMENT: RecordType = RecordType {
    name: "stock_movement",
    label: "Stock movement",
    plural: "stock_movements",
    plural_label: "Stock movements",
    table: "stock_movements",
    help: "Goods that came in or went out; it changes the stock of its product.",
    title: &[REFERENCE],
    root: Root::ChildOf("product_id", None),
    fields: &[PRODUCT_ID.any(), MOVEMENT_KIND.any(), QUANTITY.any(), REFERENCE.any()],
    rules: &[a_movement_is_not_rewritten],
    consequences: &[stock_follows],
    ..PLAIN
};

static MOVEMENT_KINDS: [Choice; 4] = [
    choice("receipt", "Receipt"),
    choice("issue", "Issue"),
    choice("correction", "Correction"),
    choice("return", "Return"),
];

pub(crate) const NAME: Field<String> = field::text("name", "Name").required().searchable().sortable();
pub(crate) const SKU: Field<String> =
    field::text("sku", "Article number").max_length(60).unique().searchable().sortable();
pub(crate) const CATEGORY: Field<String> = field::text("category", "Category").max_length(100).searchable();
pub(crate) const UNIT: Field<String> =
    field::text("unit", "Unit").max_length(60).help("What one of it is: piece, box of 20, hour.");
pub(crate) const PRICE: Field<Money> = field::money("price", "Price");
pub(crate) const COST: Field<Money> = field::money("cost", "Cost").class(DataClass::Cost);
pub(crate) const STOCK: Field<i64> = field::number("stock", "Stock", 3).required().default("\"0\"").help(
    "What is there. Movements move it; it is set where goods were counted, and the journal says by whom and why.",
);
pub(crate) const REORDER_LEVEL: Field<i64> =
    field::number("reorder_level", "Reorder level", 3).help("Order again when the stock falls to this.");
pub(crate) const SUPPLIER: Field<Id> = field::link("supplier_id", "Supplier", "organisation");
pub(crate) const ACTIVE: Field<bool> = field::yes_no("active", "For sale").required().default("true");
pub(crate) const DESCRIPTION: Field<String> = field::lines("description", "Description").searchable();

pub(crate) const PRODUCT_ID: Field<Id> = field::link("product_id", "Product", "product").required();
pub(crate) const MOVEMENT_KIND: Field<String> = field::one_of("kind", "Kind", &MOVEMENT_KINDS).required();
pub(crate) const QUANTITY: Field<i64> = field::number("quantity", "Quantity", 3)
    .required()
    .between(-1_000_000_000_000, 1_000_000_000_000)
    .help("Positive when goods come in, negative when they go out.");
pub(crate) const REFERENCE: Field<String> = field::text("reference", "Reference")
    .required()
    .searchable()
    .help("The delivery note, order or count it belongs to.");

fn a_movement_is_not_rewritten(before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    let Some(before) = before else { return Ok(()) };
    if before.get(PRODUCT_ID) != after.get(PRODUCT_ID) || before.get(QUANTITY) != after.get(QUANTITY) {
        return Err(
            QUANTITY.problem("movement_is_kept", "A movement is not rewritten. Delete it, or add a correction.")
        );
    }
    Ok(())
}

/// The stock of a product is moved by each movement that is not in the bin.
fn stock_follows(before: Option<&Record>, after: Option<&Record>) -> Vec<Consequence> {
    let counted = |record: Option<&Record>| {
        record.filter(|record| !record.is_deleted()).and_then(|record| record.get(QUANTITY)).unwrap_or(0)
    };
    let delta = counted(after) - counted(before);
    let product = after.or(before).and_then(|record| record.get(PRODUCT_ID));
    match product {
        Some(id) if delta != 0 => vec![Consequence::Add { kind: "product", id, field: STOCK.name(), delta }],
        _ => Vec::new(),
    }
}
