//! Mappings: which column of a file goes into which field, what makes two records the same, and what is to become of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::changes::{Batch, Change, Outcome, commit};
use crate::database::Database;
use crate::error::{Error, Result};
use crate::model::{Input, RecordType, Value};
use crate::query::{self, Listing, Order};
use crate::records::mapping::{MAPPED, MAPPING, NAME, RECORD_TYPE};
use crate::rights::{Action, Caller, decide};
use crate::transfer::convert::{DateOrder, DecimalStyle};
use crate::transfer::table::Table;
use crate::transfer::target::Target;

/// How the lines of a file become records.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// Name of the record type.
    pub record_type: String,
    /// The columns of the file, and constants.
    pub columns: Vec<ColumnMapping>,
    /// Fields that together say which record a line is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub match_on: Vec<String>,
    /// What becomes of lines.
    #[serde(default)]
    pub mode: Mode,
    /// A second record made from the same line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<Box<Mapping>>,
    /// For a second record: its field that links it to the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked_by: Option<String>,
}

/// What becomes of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// New records only.
    Create,
    /// Records that are there already only.
    Update,
    /// Both.
    #[default]
    Upsert,
}

/// Where one column goes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// Name of the column; none for a constant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub column: String,
    /// Where its cells go.
    pub target: Target,
    /// The constant, and what an empty cell stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Text that is put before each cell, so that ids of two files stay apart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// How it writes dates; found from the cells where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<Dates>,
    /// How it writes numbers; found from the cells where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<Decimals>,
    /// How sure a proposal is, in per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// What to look at in the preview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The order of day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dates {
    /// `2024-12-31`
    YearMonthDay,
    /// `31-12-2024`
    DayMonthYear,
    /// `12/31/2024`
    MonthDayYear,
}

impl From<Dates> for DateOrder {
    fn from(dates: Dates) -> Self {
        match dates {
            Dates::YearMonthDay => Self::YearMonthDay,
            Dates::DayMonthYear => Self::DayMonthYear,
            Dates::MonthDayYear => Self::MonthDayYear,
        }
    }
}

/// What stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimals {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

impl From<Decimals> for DecimalStyle {
    fn from(decimals: Decimals) -> Self {
        match decimals {
            Decimals::Point => Self::Point,
            Decimals::Comma => Self::Comma,
        }
    }
}

impl ColumnMapping {
    /// A column that goes to a target.
    pub fn new(column: impl Into<String>, target: Target) -> Self {
        Self { column: column.into(), target, ..Self::default() }
    }

    /// The same value on every line.
    pub fn constant(target: Target, value: impl Into<String>) -> Self {
        Self { target, value: Some(value.into()), ..Self::default() }
    }
}

impl Mapping {
    /// Reads a stored mapping.
    pub fn from_json(json: &serde_json::Value) -> Result<Self> {
        serde_json::from_value(json.clone()).map_err(|error| Error::invalid("mapping", "malformed", error.to_string()))
    }

    /// The mapping as it is stored.
    pub fn to_json(&self) -> Result<serde_json::Value> {
        Ok(serde_json::to_value(self)?)
    }

    /// The column for a name.
    pub fn column(&self, name: &str) -> Option<&ColumnMapping> {
        self.columns.iter().find(|column| column.column == name)
    }

    /// Names of all columns it knows, those of the second record too.
    fn headers(&self) -> BTreeSet<&str> {
        let own = self.columns.iter().map(|column| column.column.as_str()).filter(|name| !name.is_empty());
        own.chain(self.also.iter().flat_map(|also| also.headers())).collect()
    }

    /// Whether it was made for a file with these columns.
    pub fn fits(&self, table: &Table) -> bool {
        self.headers() == table.columns.iter().map(String::as_str).collect()
    }
}

/// The newest mapping that the caller kept for files of these columns, with its name.
pub async fn remembered(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    table: &Table,
) -> Result<Option<(String, Mapping)>> {
    if decide::rows(caller, Action::Read, &MAPPING) == decide::Rows::None {
        return Ok(None);
    }
    let Some(newest) = caller.configuration.schema.field(&MAPPING, "updated_at") else { return Ok(None) };
    let of_kind = format!("record_type eq \"{}\"", kind.name);
    let filter = crate::model::filter::parse(&caller.configuration.schema, &MAPPING, &of_kind, &|_| true)?;
    let mut listing = Listing::new(caller, &MAPPING);
    listing.filter = filter;
    listing.order = vec![Order { field: *newest, descending: true }];
    listing.limit = query::list::MOST;
    let page = query::list(database.read(), database.engine(), caller, &MAPPING, &listing).await?;
    let fitting = page.items.iter().find_map(|found| {
        let mapping = Mapping::from_json(&found.record.get(MAPPED)?).ok()?;
        mapping.fits(table).then(|| (found.record.get(NAME).unwrap_or_default(), mapping))
    });
    Ok(fitting)
}

/// Keeps a mapping under a name for the next file of these columns.
pub async fn remember(database: &Database, caller: &Caller, name: &str, mapping: &Mapping) -> Result<Option<Outcome>> {
    let mut input = Input::new();
    input.set(NAME.name(), Some(Value::Text(name.to_owned())));
    input.set(RECORD_TYPE.name(), Some(Value::Text(mapping.record_type.clone())));
    input.set(MAPPED.name(), Some(Value::Json(mapping.to_json()?)));
    Ok(commit(database, caller, Batch::one(Change::create(&MAPPING, input))).await?.pop())
}
