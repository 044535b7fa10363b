//! What is shown of a value to somebody who may not see it exactly: between which bounds it lies, or how it ends.

use crate::model::value::Currency;
use crate::model::{AnyField, Kind, Value, decimal};
use crate::rights::policy::View;

/// What is shown of a value that is not shown itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Partly {
    /// How a text ends; nothing of one that is so short that its end would give it away.
    Masked(String),
    /// Between which bounds a number lies, at the scale of the field; the lower one is among them, the upper one is not.
    Band {
        /// From here on.
        from: i64,
        /// Before this.
        until: i64,
        /// Digits after the point.
        scale: u8,
        /// Of an amount.
        currency: Option<Currency>,
    },
    /// Within which ten years a day lies, by the first of them.
    Decade(i32),
}

/// Texts shorter than this do not show how they end.
const SHORT: usize = 6;
/// How many characters of the end are shown.
const END: usize = 2;
/// The first bound of amounts of money, in whole units, and of other numbers.
const FIRST: (i64, i64) = (1_000, 10);

/// What a view shows of a value. What has no bounds is masked where bands are asked for.
pub fn partly(field: &AnyField, value: &Value, view: View) -> Partly {
    match (view, value) {
        (View::Banded, Value::Money(money)) => band(money.amount, decimal::MONEY_SCALE, FIRST.0, Some(money.currency)),
        (View::Banded, Value::Number(number)) => {
            let scale = if let Kind::Number { scale } = field.kind { scale } else { 0 };
            band(*number, scale, FIRST.1, None)
        }
        (View::Banded, Value::Date(day)) => day
            .get(..3)
            .and_then(|century| century.parse::<i32>().ok())
            .map_or_else(masked, |ten| Partly::Decade(ten * 10)),
        (_, Value::Text(text)) if !matches!(field.kind, Kind::Choice(_)) => {
            let characters = text.chars().count();
            if characters < SHORT { masked() } else { Partly::Masked(text.chars().skip(characters - END).collect()) }
        }
        _ => masked(),
    }
}

const fn masked() -> Partly {
    Partly::Masked(String::new())
}

/// The bounds are 1 and 5 with noughts: 1,000, 5,000, 10,000 and so on, below naught as above.
fn band(number: i64, scale: u8, first: i64, currency: Option<Currency>) -> Partly {
    let one = 10_i64.pow(scale.into());
    let size = number.checked_abs().unwrap_or(i64::MAX);
    let (mut low, mut high) = (0, first.saturating_mul(one));
    let mut is_five = false;
    // Below naught the bound itself belongs to the band that is farther from it, so that no number is in two bands.
    while if number < 0 { size > high } else { size >= high } {
        low = high;
        high = if is_five { high.saturating_mul(2) } else { high.saturating_mul(5) };
        is_five = !is_five;
        if high == i64::MAX {
            break;
        }
    }
    let (from, until) = if number < 0 { (-high, -low) } else { (low, high) };
    Partly::Band { from, until, scale, currency }
}

impl Partly {
    /// In which view it is shown.
    pub const fn view(&self) -> View {
        match self {
            Self::Masked(_) => View::Masked,
            Self::Band { .. } | Self::Decade(_) => View::Banded,
        }
    }
}

/// In figures and signs, for programs.
impl std::fmt::Display for Partly {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Masked(end) if end.is_empty() => f.write_str("•••"),
            Self::Masked(end) => write!(f, "••• {end}"),
            Self::Band { from, until, scale, currency } => {
                if let Some(currency) = currency {
                    write!(f, "{} ", currency.code())?;
                }
                write!(f, "{}–{}", whole(*from, *scale), whole(*until, *scale))
            }
            Self::Decade(year) => write!(f, "{year}–{}", year + 9),
        }
    }
}

/// Bounds are whole numbers, but for the very last.
fn whole(number: i64, scale: u8) -> i64 {
    number / 10_i64.pow(scale.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::field;
    use crate::model::value::Money;

    fn shown(field: &AnyField, value: &Value, view: View) -> String {
        partly(field, value, view).to_string()
    }

    #[test]
    fn amounts_and_numbers_lie_between_bounds() {
        let money = field::money("amount", "Amount").any();
        let euros = |amount| Value::Money(Money { amount, currency: Currency::parse("EUR").unwrap() });
        for (amount, band) in [
            (0, "EUR 0–1000"),
            (9_999_999, "EUR 0–1000"),
            (10_000_000, "EUR 1000–5000"),
            (500_000_000, "EUR 50000–100000"),
            (-1, "EUR -1000–0"),
            (-10_000_000, "EUR -1000–0"),
            (-10_000_001, "EUR -5000–-1000"),
        ] {
            assert_eq!(shown(&money, &euros(amount), View::Banded), band, "{amount}");
        }
        for extreme in [i64::MAX, i64::MIN] {
            assert!(shown(&money, &euros(extreme), View::Banded).starts_with("EUR"));
        }
        let number = field::number("stock", "Stock", 2).any();
        assert_eq!(shown(&number, &Value::Number(1_234), View::Banded), "10–50");
        assert_eq!(shown(&number, &Value::Number(1_234), View::Masked), "•••");
        let day = field::date("birthday", "Birthday").any();
        assert_eq!(shown(&day, &Value::Date("1984-05-06".into()), View::Banded), "1980–1989");
    }

    #[test]
    fn only_a_long_text_shows_its_end() {
        let text = field::text("iban", "IBAN").any();
        assert_eq!(shown(&text, &Value::Text("NL91ABNA0417164300".into()), View::Masked), "••• 00");
        assert_eq!(shown(&text, &Value::Text("Émile".into()), View::Masked), "•••");
        assert_eq!(shown(&text, &Value::Text("Émilie".into()), View::Banded), "••• ie");
        assert_eq!(shown(&text, &Value::List(Vec::new()), View::Masked), "•••");
    }
}
