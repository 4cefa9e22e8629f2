//! Decimal numbers as JSON spells them.

use alloc::format;
use alloc::string::String;

/// Numbers further from 1 than this many places are left as they are.
pub(super) const MAX_PLACES: i64 = 40;

/// A number as `digits × 10^exponent`, its digits without zeros at either end; no digits for zero.
pub(super) struct Decimal<'a> {
    pub(super) sign: &'a str,
    pub(super) digits: String,
    pub(super) exponent: i64,
}

impl<'a> Decimal<'a> {
    /// Reads a word of strict JSON. `None` for `true`, `false`, `null` and numbers out of range.
    pub(super) fn parse(word: &'a str) -> Option<Self> {
        let (sign, rest) = word.strip_prefix('-').map_or(("", word), |rest| ("-", rest));
        if !rest.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let written = format!("{whole}{fraction}");
        let significant = written.trim_start_matches('0');
        let digits = significant.trim_end_matches('0');
        let zeros = i64::try_from(significant.len().saturating_sub(digits.len())).ok()?;
        let exponent: i64 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
        let exponent = exponent.saturating_sub(i64::try_from(fraction.len()).ok()?).saturating_add(zeros);
        let exponent = if digits.is_empty() { 0 } else { exponent };
        (exponent.abs() <= MAX_PLACES && digits.len() <= 40).then(|| Self { sign, digits: digits.into(), exponent })
    }

    /// Number of digits after the point.
    pub(super) fn places(&self) -> usize {
        usize::try_from(self.exponent.saturating_neg()).unwrap_or_default()
    }

    /// The exponent of the first digit.
    pub(super) fn magnitude(&self) -> i64 {
        i64::try_from(self.digits.len()).unwrap_or_default().saturating_add(self.exponent).saturating_sub(1)
    }

    /// Without an exponent, and with at least so many digits after the point.
    pub(super) fn plain(&self, least_places: usize) -> String {
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
        let missing = i64::try_from(self.places()).unwrap_or_default().saturating_add(1);
        let missing = missing.saturating_sub(i64::try_from(self.digits.len()).unwrap_or_default());
        let all = format!("{}{}{}", zeros(missing), self.digits, zeros(self.exponent));
        let (whole, fraction) = all.split_at_checked(all.len().saturating_sub(self.places())).unwrap_or_default();
        let padding = zeros(i64::try_from(least_places.saturating_sub(fraction.len())).unwrap_or_default());
        let point = if fraction.is_empty() && padding.is_empty() { "" } else { "." };
        format!("{}{whole}{point}{fraction}{padding}", self.sign)
    }

    /// With one digit before the point. `point` makes `1.0` of a single digit; `plus` and `width` shape the exponent.
    pub(super) fn scientific(&self, point: bool, letter: char, plus: bool, width: usize) -> Option<String> {
        let (first, rest) = self.digits.split_at_checked(1)?;
        let magnitude = self.magnitude();
        let fraction = if rest.is_empty() && point { "0" } else { rest };
        let dot = if fraction.is_empty() { "" } else { "." };
        let sign = if magnitude < 0 {
            "-"
        } else if plus {
            "+"
        } else {
            ""
        };
        let digits = magnitude.unsigned_abs();
        (magnitude != 0).then(|| format!("{}{first}{dot}{fraction}{letter}{sign}{digits:0width$}", self.sign))
    }

    pub(super) fn is_whole(&self) -> bool {
        self.exponent >= 0
    }
}
