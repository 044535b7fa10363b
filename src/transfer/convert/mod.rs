//! Text as people write it, turned into typed forms: numbers, money, dates, moments, yes and no, countries.
//!
//! How a column writes its numbers and dates is found from all its cells; what stays ambiguous is said, never guessed silently.

mod country;
mod country_names;
mod date;
mod number;

pub use self::country::country_code;
pub use self::date::{DateOrder, detect_date_order, parse_date, parse_time};
pub use self::number::{DecimalStyle, detect_decimal_style, parse_decimal, parse_money};

pub(crate) use self::country::country_codes;
pub(crate) use self::number::plain_decimal;

/// What a column seems to be, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint<T> {
    /// The style to read the column with.
    pub value: T,
    /// Whether some cells could mean something else in another style and none decides, or cells contradict each other.
    pub is_ambiguous: bool,
}

/// Reads yes or no in English, Dutch, German and French, as people and programs write it.
pub fn parse_yes_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "ja" | "j" | "oui" | "o" | "true" | "t" | "waar" | "wahr" | "vrai" | "on" | "1" | "x" | "✓"
        | "✔" => Some(true),
        "no" | "n" | "nee" | "nein" | "non" | "false" | "f" | "onwaar" | "falsch" | "faux" | "off" | "0" | "✗" => {
            Some(false)
        }
        _ => None,
    }
}
