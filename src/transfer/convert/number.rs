//! Numbers and amounts of money: decimal points and commas, thousands apart, currencies before or after.

use crate::transfer::convert::Hint;

/// Digits a number may have; no figure of a company needs more.
const MAX_DIGITS: usize = 60;

/// What stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalStyle {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

impl DecimalStyle {
    fn decimal(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn grouping(self) -> char {
        match self {
            Self::Point => ',',
            Self::Comma => '.',
        }
    }
}

/// Finds out how a column writes its numbers. `1.234` alone can mean two things; a column of only such is ambiguous, and is
/// taken with a decimal point.
pub fn detect_decimal_style<'a>(cells: impl IntoIterator<Item = &'a str>) -> Hint<DecimalStyle> {
    let (mut points, mut commas, mut unsure) = (0_usize, 0_usize, 0_usize);
    for cell in cells {
        match evidence(cell) {
            Evidence::For(DecimalStyle::Point) => points += 1,
            Evidence::For(DecimalStyle::Comma) => commas += 1,
            Evidence::Unsure => unsure += 1,
            Evidence::None => {}
        }
    }
    let value = if commas > points { DecimalStyle::Comma } else { DecimalStyle::Point };
    Hint { value, is_ambiguous: (points > 0 && commas > 0) || (points + commas == 0 && unsure > 0) }
}

/// Reads a number: normal decimal text with a point, without needless zeros; `None` where it is no number in this style.
///
/// Thousands may stand apart by the style's own sign, a space of any kind or an apostrophe, and only in groups of three.
pub fn parse_decimal(text: &str, style: DecimalStyle) -> Option<String> {
    let (negative, body) = sign(text.trim())?;
    // "12,-" and "12.--" are how shops write whole amounts.
    let body = body.trim_end_matches(['-', '–', '—']);
    let (body, exponent) = match body.split_once(['e', 'E']) {
        Some((body, exponent)) => (body, exponent.parse::<i32>().ok()?),
        None => (body, 0),
    };
    let (whole, fraction) = body.split_once(style.decimal()).unwrap_or((body, ""));
    let whole = without_groups(whole, style)?;
    if (whole.is_empty() && fraction.is_empty()) || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    compose(negative, &whole, fraction, exponent)
}

/// Reads an amount: the number, and the currency where one is written before or after it (`€ 1.234,56`, `EUR 12`, `12 USD`).
pub fn parse_money(text: &str, style: DecimalStyle) -> Option<(String, Option<String>)> {
    let text = text.trim();
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | '−' | '(' | ')' | '\'' | '’' | '–' | '—');
    let start = text.find(is_part)?;
    let end = text.rfind(is_part).and_then(|last| text[last..].chars().next().map(|c| last + c.len_utf8()))?;
    let (before, after) = (text[..start].trim(), text[end..].trim());
    let mut number = text[start..end].to_string();
    // "-€ 12" and "€ -12" and "- EUR 12" are all the same amount.
    let mut currency = match (before, after) {
        ("", "") => None,
        (symbol, "") | ("", symbol) => Some(currency_code(symbol)?),
        _ => return None,
    };
    if currency.is_none()
        && let Some(rest) = number.strip_prefix(['-', '−'])
        && let Some(found) = rest.find(|c: char| c.is_ascii_digit())
        && found > 0
        && let Some(code) = currency_code(rest[..found].trim())
    {
        number = format!("-{}", &rest[found..]);
        currency = Some(code);
    }
    Some((parse_decimal(&number, style)?, currency))
}

/// Normal decimal text of a number in the notation of programs (`-1.50e3`).
pub(crate) fn plain_decimal(text: &str) -> Option<String> {
    parse_decimal(text, DecimalStyle::Point)
}

/// The ISO 4217 code for a symbol or a code.
fn currency_code(symbol: &str) -> Option<String> {
    Some(match symbol {
        "€" | "euro" | "Euro" | "euros" => "EUR".into(),
        "$" | "US$" => "USD".into(),
        "£" => "GBP".into(),
        "¥" => "JPY".into(),
        "kr" | "kr." => return None, // three countries use it
        "zł" => "PLN".into(),
        "Kč" => "CZK".into(),
        code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) => code.to_ascii_uppercase(),
        _ => return None,
    })
}

/// The sign and what follows it; accountants write it last, or as brackets.
fn sign(text: &str) -> Option<(bool, &str)> {
    if let Some(inner) = text.strip_prefix('(') {
        return inner.strip_suffix(')').map(|inner| (true, inner.trim()));
    }
    if let Some(rest) = text.strip_prefix(['-', '−']) {
        return Some((true, rest.trim_start()));
    }
    let rest = text.strip_prefix('+').unwrap_or(text);
    match rest.strip_suffix(['-', '−']) {
        Some(before) if before.ends_with(|c: char| c.is_ascii_digit()) => Some((true, before)),
        _ => Some((false, rest)),
    }
}

/// The digits of the whole part, where its groups are proper ones.
fn without_groups(whole: &str, style: DecimalStyle) -> Option<String> {
    let is_mark = |c: char| c == style.grouping() || matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\'' | '’');
    let mut marks = whole.chars().filter(|c| is_mark(*c));
    let Some(mark) = marks.next() else {
        return whole.bytes().all(|byte| byte.is_ascii_digit()).then(|| whole.to_string());
    };
    if marks.any(|other| other != mark) {
        return None;
    }
    let groups: Vec<&str> = whole.split(mark).collect();
    let is_proper = groups.iter().enumerate().all(|(index, group)| {
        let length = if index == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        length && group.bytes().all(|byte| byte.is_ascii_digit())
    });
    is_proper.then(|| groups.concat())
}

/// Puts a number together, the point moved by `exponent`.
fn compose(negative: bool, whole: &str, fraction: &str, exponent: i32) -> Option<String> {
    let digits = format!("{whole}{fraction}");
    let limit = i32::try_from(MAX_DIGITS).ok()?;
    if digits.len() > MAX_DIGITS || !(-limit..=limit).contains(&exponent) {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let padded = if point < 0 {
        format!("{}{digits}", "0".repeat(usize::try_from(-point).ok()?))
    } else {
        let missing = usize::try_from(point).ok()?.saturating_sub(digits.len());
        format!("{digits}{}", "0".repeat(missing))
    };
    let (whole, fraction) = padded.split_at(usize::try_from(point.max(0)).ok()?);
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if negative && (whole != "0" || !fraction.is_empty()) { "-" } else { "" };
    Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

enum Evidence {
    For(DecimalStyle),
    Unsure,
    None,
}

/// What one cell says about the style of its column.
fn evidence(cell: &str) -> Evidence {
    let start = cell.find(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let end = cell.rfind(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
    let (Some(start), Some(end)) = (start, end) else { return Evidence::None };
    let number = cell.get(start..=end).unwrap_or_default();
    let style = |mark: char| if mark == ',' { DecimalStyle::Comma } else { DecimalStyle::Point };
    let other = |mark: char| if mark == ',' { DecimalStyle::Point } else { DecimalStyle::Comma };
    let Some(last) = number.rfind(['.', ',']) else { return Evidence::None };
    let mark = if number[last..].starts_with(',') { ',' } else { '.' };
    let count = number.matches(['.', ',']).count();
    let supports = |style| if parse_money(cell, style).is_some() { Evidence::For(style) } else { Evidence::None };
    if count > 1 {
        let is_repeated = number.matches(mark).count() > 1;
        return supports(if is_repeated { other(mark) } else { style(mark) });
    }
    let (before, after) = (&number[..last], &number[last + 1..]);
    let could_be_group = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    match (could_be_group, before.contains([' ', '\u{A0}', '\u{202F}', '\''])) {
        (true, false) if parse_money(cell, style(mark)).is_some() => Evidence::Unsure,
        (true, false) => Evidence::None,
        _ => supports(style(mark)),
    }
}
