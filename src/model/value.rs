//! Values: what a field of a record holds.

use std::collections::BTreeMap;

use crate::clock::Micros;
use crate::id::Id;
use crate::model::field::{Date, Time};

/// A value of any kind. "No value" is the absence of one (`Option<Value>`), never a value of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, and the code of a choice.
    Text(String),
    /// A number, scaled as its field says.
    Number(i64),
    /// An amount of money.
    Money(Money),
    /// `YYYY-MM-DD`.
    Date(String),
    /// Microseconds since 1970 in UTC.
    Time(Micros),
    /// Yes or no.
    YesNo(bool),
    /// The id of another record.
    Link(Id),
    /// The type and id of another record.
    Reference(Reference),
    /// The things of a list, in order.
    List(Items),
    /// A JSON document.
    Json(serde_json::Value),
}

/// An amount at scale 4 (ten-thousandths of the currency's unit) with its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Ten-thousandths of one unit of the currency.
    pub amount: i64,
    /// ISO 4217 code.
    pub currency: Currency,
}

/// An ISO 4217 code: three upper-case letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

    /// Reads three upper-case letters. Whether the code is in use is for the settings to say.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// The code.
    pub fn code(&self) -> &str {
        // Only upper-case ASCII letters get in.
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// A record of any type.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// Name of the record type.
    pub kind: String,
    /// The record.
    pub id: Id,
}

/// The parts of one thing in a list, by name; a part without a value is not in it.
pub type Parts = BTreeMap<&'static str, Value>;
/// The things of a list.
pub type Items = Vec<Parts>;

/// A Rust type that a field can hold.
pub trait FieldValue: Sized {
    /// What Rust code gets for it.
    type Out;
    /// The value, if it is of this kind.
    fn from_value(value: &Value) -> Option<Self::Out>;
    /// The value for it.
    fn into_value(out: Self::Out) -> Value;
}

macro_rules! field_value {
    ($($marker:ty => $out:ty, $variant:ident;)*) => { $(
        impl FieldValue for $marker {
            type Out = $out;
            fn from_value(value: &Value) -> Option<$out> {
                match value {
                    Value::$variant(inner) => Some(inner.clone()),
                    _ => None,
                }
            }
            fn into_value(out: $out) -> Value {
                Value::$variant(out)
            }
        }
    )* };
}

field_value! {
    String => String, Text;
    i64 => i64, Number;
    Money => Money, Money;
    Date => String, Date;
    Time => Micros, Time;
    bool => bool, YesNo;
    Id => Id, Link;
    Reference => Reference, Reference;
    Items => Items, List;
    serde_json::Value => serde_json::Value, Json;
}
