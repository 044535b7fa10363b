//! Decimal numbers as text: one spelling in, the shortest spelling out, never through a float.
//!
//! A number is stored as an i64 counted in units of 10^-scale (`design.md` §10.7). JSON, filters, imports and the `OpenAPI`
//! document all take their rule from here.

/// Digits after the point of an amount of money (`design.md` §5).
pub const MONEY_SCALE: u8 = 4;

/// The most digits an i64 can have, and so the most that `parse` reads.
const MOST_DIGITS: usize = 19;

/// Reads a plain decimal number: an optional `-`, digits without leading zeros, and a point with 1 to `scale` digits.
///
/// No exponent, no `+`, no minus before zero, and no digits beyond the scale, not even zeros: what was sent can then be
/// sent back without anybody asking which digits got lost. `None` too where the number does not fit.
pub fn parse(text: &str, scale: u8) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (digits, ""),
    };
    let well_formed = !whole.is_empty()
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.len() <= usize::from(scale)
        && whole.len() + fraction.len() <= MOST_DIGITS
        && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if !well_formed {
        return None;
    }
    let zeros = std::iter::repeat_n(b'0', usize::from(scale) - fraction.len());
    // Counted downwards from zero: i64 reaches one further on that side, so that i64::MIN can be read.
    let below_zero = whole
        .bytes()
        .chain(fraction.bytes())
        .chain(zeros)
        .try_fold(0_i64, |sum, byte| sum.checked_mul(10)?.checked_sub(i64::from(byte - b'0')))?;
    match (negative, below_zero) {
        (true, 0) => None,
        (true, value) => Some(value),
        (false, value) => value.checked_neg(),
    }
}

/// Writes a number in its shortest form: 12.50 at any scale is `12.5`, and 12.00 is `12`.
pub fn format(value: i64, scale: u8) -> String {
    write(value, scale, 0)
}

/// Writes an amount of money with at least two digits after the point: `12.50`, but `12.345`.
pub fn format_money(amount: i64) -> String {
    write(amount, MONEY_SCALE, 2)
}

/// Regular expression (ECMA-262, without lookaround) for the texts that `parse` reads at this scale, for the `OpenAPI` document.
///
/// It is exact but for the range of i64, which `minimum` and `maximum` of a field narrow further anyway.
pub fn pattern(scale: u8) -> String {
    let scale = usize::from(scale.min(18));
    let more_digits = MOST_DIGITS - scale - 1;
    if scale == 0 {
        return format!("^(?:0|-?[1-9][0-9]{{0,{more_digits}}})$");
    }
    let fraction = format!("(?:\\.[0-9]{{1,{scale}}})?");
    // Below zero but above -1 at least one digit is not 0: one alternative for each place of the first such digit.
    let not_zero: Vec<_> =
        (0..scale).map(|zeros| format!("{}[1-9][0-9]{{0,{}}}", "0".repeat(zeros), scale - zeros - 1)).collect();
    format!("^(?:0{fraction}|-?[1-9][0-9]{{0,{more_digits}}}{fraction}|-0\\.(?:{}))$", not_zero.join("|"))
}

/// Writes a number with at least `least` digits after the point.
fn write(value: i64, scale: u8, least: usize) -> String {
    let scale = usize::from(scale);
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let shortest = fraction.trim_end_matches('0').len();
    let fraction = &fraction[..shortest.max(least.min(scale))];
    let sign = if value < 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_read_in_units_of_its_scale() {
        assert_eq!(parse("12.5", 4), Some(125_000));
        assert_eq!(parse("12.5000", 4), Some(125_000));
        assert_eq!(parse("0", 0), Some(0));
        assert_eq!(parse("0.00", 2), Some(0));
        assert_eq!(parse("-0.01", 2), Some(-1));
        assert_eq!(parse("9223372036854775807", 0), Some(i64::MAX));
        assert_eq!(parse("-922337203685477.5808", 4), Some(i64::MIN));
    }

    #[test]
    fn everything_but_the_one_spelling_is_refused() {
        for text in [
            "", "-", ".", ".5", "5.", "-.5", "+1", "01", "00", "-0", "-0.0", "1e3", "1E3", " 1", "1 ", "1,5", "1_000",
            "--1", "1.2.3", "1.23456", "1.00000", "NaN", "٣", "0x1", "1.-5",
        ] {
            assert_eq!(parse(text, 4), None, "{text:?}");
        }
        assert_eq!(parse("1.0", 0), None);
    }

    #[test]
    fn a_number_that_does_not_fit_is_refused() {
        assert_eq!(parse("9223372036854775808", 0), None);
        assert_eq!(parse("-9223372036854775809", 0), None);
        assert_eq!(parse("922337203685477.5808", 4), None);
        assert_eq!(parse("9223372036854775807", 4), None);
        assert_eq!(parse(&"9".repeat(400), 0), None);
        assert_eq!(parse("1", 255), None);
    }

    #[test]
    fn numbers_are_written_short_and_money_with_two_digits_at_least() {
        assert_eq!(format(125_000, 4), "12.5");
        assert_eq!(format(120_000, 4), "12");
        assert_eq!(format(-1, 6), "-0.000001");
        assert_eq!(format(1_200, 0), "1200");
        assert_eq!(format(i64::MIN, 4), "-922337203685477.5808");
        assert_eq!(format_money(125_000), "12.50");
        assert_eq!(format_money(123_450), "12.345");
        assert_eq!(format_money(0), "0.00");
        assert_eq!(format_money(-1), "-0.0001");
    }

    #[test]
    fn the_pattern_is_readable_where_there_are_no_fractions() {
        assert_eq!(pattern(0), "^(?:0|-?[1-9][0-9]{0,18})$");
        assert_eq!(
            pattern(2),
            r"^(?:0(?:\.[0-9]{1,2})?|-?[1-9][0-9]{0,16}(?:\.[0-9]{1,2})?|-0\.(?:[1-9][0-9]{0,1}|0[1-9][0-9]{0,0}))$"
        );
    }

    /// A scale and a text that its pattern describes.
    fn described() -> impl Strategy<Value = (u8, String)> {
        (0..=6_u8).prop_flat_map(|scale| {
            let pattern = pattern(scale);
            let inner = pattern.trim_start_matches('^').trim_end_matches('$');
            (Just(scale), proptest::string::string_regex(inner).unwrap())
        })
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(value: i64, scale in 0..=18_u8) {
            prop_assert_eq!(parse(&format(value, scale), scale), Some(value));
        }

        #[test]
        fn money_that_was_written_is_read_back(value: i64) {
            prop_assert_eq!(parse(&format_money(value), MONEY_SCALE), Some(value));
        }

        #[test]
        fn what_is_read_is_written_as_the_same_number(text in "-?[0-9]{1,4}(\\.[0-9]{1,4})?") {
            if let Some(value) = parse(&text, 4) {
                let trimmed = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
                prop_assert_eq!(format(value, 4), trimmed);
            }
        }

        #[test]
        fn what_the_pattern_describes_is_read_unless_it_is_too_large((scale, text) in described()) {
            let units = text.replace('.', "").parse::<i128>().unwrap();
            let missing = usize::from(scale) - text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            let exact = units * 10_i128.pow(u32::try_from(missing).unwrap());
            prop_assert_eq!(parse(&text, scale), i64::try_from(exact).ok());
        }
    }
}
