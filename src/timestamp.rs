//! The timestamp header in strict RFC 3339, with the text that was signed.
//!
//! The zone is mandatory and no byte may follow it. That makes the signed message `<timestamp>.<body>` splittable in one way only:
//! no accepted timestamp followed by `.` is the beginning of another.

use crate::calendar::{SECONDS_PER_DAY, days_in_month, days_since_epoch};
use crate::fixed_str::FixedStr;
use crate::unix_time::{NANOS_PER_SECOND, UnixTime};

/// `YYYY-MM-DDTHH:MM:SS` + `.` and nine digits + `±HH:MM`.
const MAX_BYTES: usize = 35;

/// The timestamp header: its time, and its text as it was signed.
#[derive(Clone, Copy, Debug)]
pub struct Timestamp {
    time: UnixTime,
    text: FixedStr<MAX_BYTES>,
}

impl Timestamp {
    /// Parses `YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM)`, RFC 3339 section 5.6 with an upper-case `T` and `Z`.
    ///
    /// Returns `None` for any other text. A leap second (`:60`) is refused: no sender's clock has shown one since 2016, and JavaScript has no date for it.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        let ([year, month, day, hour, minute, second], rest) = parse_date_and_clock(text)?;
        let (nanos, rest) = parse_fraction(rest)?;
        let (offset, rest) = parse_zone(rest)?;
        if !rest.is_empty() {
            return None;
        }
        let clock = i64::from(hour).wrapping_mul(3_600).wrapping_add(sixties_and_ones(minute, second));
        let seconds = days_since_epoch(year, month, day).wrapping_mul(SECONDS_PER_DAY).wrapping_add(clock);
        Some(Self { time: UnixTime::new(seconds.wrapping_sub(offset), nanos), text: text.into() })
    }

    /// The time at which the sender claims to have signed.
    #[must_use]
    pub const fn time(&self) -> UnixTime {
        self.time
    }

    /// The header's text, byte for byte as it was signed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.text.get().unwrap_or_default()
    }
}

fn strip(text: &[u8], literal: u8) -> Option<&[u8]> {
    text.split_first().filter(|(first, _)| **first == literal).map(|(_, rest)| rest)
}

/// `YYYY-MM-DDTHH:MM:SS`, in these six numbers.
fn parse_date_and_clock(text: &[u8]) -> Option<([u32; 6], &[u8])> {
    const SEPARATORS: [u8; 5] = *b"--T::";
    let (mut fields, mut rest) = ([0; 6], text);
    let [year, others @ ..] = &mut fields;
    (*year, rest) = parse_digits(rest, 4)?;
    for (field, separator) in others.iter_mut().zip(SEPARATORS) {
        (*field, rest) = parse_digits(strip(rest, separator)?, 2)?;
    }
    let [year, month, day, hour, minute, second] = fields;
    let is_real = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    (is_real && is_clock(hour, minute) && second < 60).then_some((fields, rest))
}

const fn is_clock(hour: u32, minute: u32) -> bool {
    hour < 24 && minute < 60
}

/// Exactly `count` digits.
#[inline(never)]
fn parse_digits(text: &[u8], count: usize) -> Option<(u32, &[u8])> {
    let (field, rest) = text.split_at_checked(count)?;
    let mut value = 0u32;
    for byte in field {
        value = value.wrapping_mul(10).wrapping_add(parse_digit(*byte)?);
    }
    Some((value, rest))
}

fn parse_digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte.wrapping_sub(b'0')))
}

/// An optional `.` with one to nine digits, in nanoseconds.
fn parse_fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(mut rest) = strip(text, b'.') else { return Some((0, text)) };
    let mut nanos = 0u32;
    let mut unit = NANOS_PER_SECOND / 10;
    while let Some((value, after)) = rest.split_first().and_then(|(first, after)| Some((parse_digit(*first)?, after))) {
        if unit == 0 {
            return None;
        }
        nanos = nanos.wrapping_add(value.wrapping_mul(unit));
        unit /= 10;
        rest = after;
    }
    (unit < NANOS_PER_SECOND / 10).then_some((nanos, rest))
}

/// `Z` or `±HH:MM`, in seconds east of UTC. `-00:00` is UTC (RFC 3339 section 4.3).
fn parse_zone(text: &[u8]) -> Option<(i64, &[u8])> {
    let (sign, rest) = text.split_first()?;
    let east = match sign {
        b'Z' => return Some((0, rest)),
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hour, rest) = parse_digits(rest, 2)?;
    let (minute, rest) = parse_digits(strip(rest, b':')?, 2)?;
    is_clock(hour, minute).then_some((sixties_and_ones(hour, minute).wrapping_mul(60).wrapping_mul(east), rest))
}

/// Minutes and seconds in seconds, or hours and minutes in minutes.
fn sixties_and_ones(sixties: u32, ones: u32) -> i64 {
    i64::from(sixties).wrapping_mul(60).wrapping_add(i64::from(ones))
}
