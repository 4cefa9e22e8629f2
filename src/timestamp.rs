//! A strict RFC 3339 instant that keeps its own text, and the window it has to fall into.
//!
//! The zone is mandatory and nothing may follow it. That makes the signed message `<timestamp>.<body>`
//! splittable in one way only: no accepted timestamp followed by `.` is the beginning of another.

use core::fmt;
use core::time::Duration;

use crate::fixed_str::FixedStr;

const NANOS_PER_SECOND: u32 = 1_000_000_000;
const SECONDS_PER_DAY: i64 = 86_400;
/// Days from 0000-01-01 to 1970-01-01.
const EPOCH_DAY: i64 = 719_528;
/// `YYYY-MM-DDTHH:MM:SS` + `.` and nine digits + `±HH:MM`.
const MAX_TEXT: usize = 35;

/// A point in time: seconds since 1970-01-01T00:00:00Z, and nanoseconds below one second.
///
/// Seconds and nanoseconds stay apart because the nanoseconds of the years 0000 to 9999 do not fit 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnixTime {
    seconds: i64,
    nanos: u32,
}

impl UnixTime {
    /// From Unix seconds and nanoseconds. Nanoseconds of a second or more saturate at 999,999,999.
    #[must_use]
    pub const fn from_unix(seconds: i64, nanos: u32) -> Self {
        let nanos = if nanos < NANOS_PER_SECOND { nanos } else { NANOS_PER_SECOND - 1 };
        Self { seconds, nanos }
    }

    /// From Unix milliseconds, as JavaScript's `Date` counts them.
    #[must_use]
    pub const fn from_unix_millis(millis: i64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a remainder of 1,000")]
        let below_second = millis.rem_euclid(1_000) as u32;
        Self::from_unix(millis.div_euclid(1_000), below_second.wrapping_mul(1_000_000))
    }

    /// Unix milliseconds, rounded towards the past; saturating.
    #[must_use]
    pub const fn unix_millis(self) -> i64 {
        self.seconds.saturating_mul(1_000).saturating_add(self.nanos.div_euclid(1_000_000) as i64)
    }

    /// Whole seconds since the Unix epoch, rounded towards the past.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after [`unix_seconds`](Self::unix_seconds), below 1,000,000,000.
    #[must_use]
    pub const fn subsec_nanos(self) -> u32 {
        self.nanos
    }

    /// Later by `span`, at most the last representable second.
    #[inline(never)]
    fn plus(self, span: Duration) -> Self {
        let nanos = self.nanos.saturating_add(span.subsec_nanos());
        let carry = u64::from(nanos >= NANOS_PER_SECOND);
        let nanos = nanos.checked_sub(NANOS_PER_SECOND).unwrap_or(nanos);
        let seconds = span.as_secs().checked_add(carry).and_then(|whole| self.seconds.checked_add_unsigned(whole));
        seconds.map_or(Self { seconds: i64::MAX, nanos: NANOS_PER_SECOND.wrapping_sub(1) }, |seconds| Self {
            seconds,
            nanos,
        })
    }
}

/// RFC 3339 in UTC with milliseconds, held to the years 0000 to 9999.
impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.seconds.div_euclid(SECONDS_PER_DAY).clamp(-EPOCH_DAY, 2_932_896);
        let (year, month, day) = civil(days);
        let clock = self.seconds.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute, second) = (clock / 3_600, clock / 60 % 60, clock % 60);
        let millis = self.nanos / 1_000_000;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
    }
}

#[cfg(feature = "std")]
impl From<std::time::SystemTime> for UnixTime {
    fn from(time: std::time::SystemTime) -> Self {
        const EPOCH: UnixTime = UnixTime::from_unix(0, 0);
        match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(since) => EPOCH.plus(since),
            Err(before) => {
                let span = before.duration();
                let whole = 0i64.saturating_sub_unsigned(span.as_secs());
                match NANOS_PER_SECOND.checked_sub(span.subsec_nanos()) {
                    Some(NANOS_PER_SECOND) | None => Self::from_unix(whole, 0),
                    Some(nanos) => Self::from_unix(whole.saturating_sub(1), nanos),
                }
            }
        }
    }
}

/// What is accepted: how old, how far ahead of our clock, how large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Age allowed, inclusive. Default 300 s.
    pub tolerance: Duration,
    /// How far the sender's clock may be ahead of ours, inclusive. Default 60 s.
    pub future_tolerance: Duration,
    /// Size of the body in bytes, inclusive. Default 1 MiB.
    pub max_body_bytes: u64,
}

impl Default for Policy {
    fn default() -> Self {
        Self { tolerance: Duration::from_secs(300), future_tolerance: Duration::from_secs(60), max_body_bytes: 1 << 20 }
    }
}

impl Policy {
    /// Whether an instant of this age is past the tolerance.
    pub(crate) fn is_too_old(&self, signed: UnixTime, now: UnixTime) -> bool {
        signed.plus(self.tolerance) < now
    }

    pub(crate) fn is_in_future(&self, signed: UnixTime, now: UnixTime) -> bool {
        now.plus(self.future_tolerance) < signed
    }
}

/// The timestamp header: the instant it names and the text that was signed.
#[derive(Clone, Copy, Debug)]
pub struct Timestamp {
    instant: UnixTime,
    text: FixedStr<MAX_TEXT>,
}

impl Timestamp {
    /// `YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM)`, RFC 3339 section 5.6 with an upper-case `T` and `Z`.
    ///
    /// A leap second (`:60`) is refused: no sender's clock has shown one since 2016, and JavaScript has no date for it.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        let ([year, month, day, hour, minute, second], rest) = date_and_clock(text)?;
        let (nanos, rest) = fraction(rest)?;
        let (offset, rest) = zone(rest)?;
        if !rest.is_empty() {
            return None;
        }
        let clock = i64::from(hour).wrapping_mul(3_600).wrapping_add(clock_seconds(minute, second));
        let seconds = days_since_epoch(year, month, day).wrapping_mul(SECONDS_PER_DAY).wrapping_add(clock);
        Some(Self { instant: UnixTime::from_unix(seconds.wrapping_sub(offset), nanos), text: text.into() })
    }

    /// When the sender says it signed.
    #[must_use]
    pub const fn instant(&self) -> UnixTime {
        self.instant
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

fn expect(text: &[u8], literal: u8) -> Option<&[u8]> {
    text.split_first().filter(|(first, _)| **first == literal).map(|(_, rest)| rest)
}

/// `YYYY-MM-DDTHH:MM:SS`, in these six numbers.
fn date_and_clock(text: &[u8]) -> Option<([u32; 6], &[u8])> {
    const SEPARATORS: [u8; 5] = *b"--T::";
    let (mut fields, mut rest) = ([0; 6], text);
    let [year, others @ ..] = &mut fields;
    (*year, rest) = digits(rest, 4)?;
    for (field, separator) in others.iter_mut().zip(SEPARATORS) {
        (*field, rest) = digits(expect(rest, separator)?, 2)?;
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
fn digits(text: &[u8], count: usize) -> Option<(u32, &[u8])> {
    let (field, rest) = text.split_at_checked(count)?;
    let mut value = 0u32;
    for byte in field {
        value = value.wrapping_mul(10).wrapping_add(digit(*byte)?);
    }
    Some((value, rest))
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte.wrapping_sub(b'0')))
}

/// An optional `.` with one to nine digits, in nanoseconds.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(mut rest) = expect(text, b'.') else { return Some((0, text)) };
    let mut nanos = 0u32;
    let mut unit = NANOS_PER_SECOND / 10;
    while let Some((value, after)) = rest.split_first().and_then(|(first, after)| Some((digit(*first)?, after))) {
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
fn zone(text: &[u8]) -> Option<(i64, &[u8])> {
    let (sign, rest) = text.split_first()?;
    let east = match sign {
        b'Z' => return Some((0, rest)),
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hour, rest) = digits(rest, 2)?;
    let (minute, rest) = digits(expect(rest, b':')?, 2)?;
    is_clock(hour, minute).then_some((clock_seconds(hour, minute).wrapping_mul(60).wrapping_mul(east), rest))
}

/// Sixty of the first and one of the second: minutes and seconds, or hours and minutes.
fn clock_seconds(sixties: u32, ones: u32) -> i64 {
    i64::from(sixties).wrapping_mul(60).wrapping_add(i64::from(ones))
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar; years 0 to 9999.
#[expect(clippy::arithmetic_side_effects, reason = "four digits of years cannot overflow 64 bits")]
fn days_since_epoch(year: u32, month: u32, day: u32) -> i64 {
    let years = i64::from(year);
    let leap_days = (years + 3) / 4 - (years + 99) / 100 + (years + 399) / 400;
    let months: u32 = (1..month).map(|earlier| days_in_month(year, earlier)).sum();
    years * 365 + leap_days + i64::from(months) + i64::from(day) - 1 - EPOCH_DAY
}

/// Year, month and day of a count of days from 1970-01-01 that lies in the years 0 to 9999.
#[expect(clippy::arithmetic_side_effects, clippy::cast_possible_truncation, reason = "bounded by the caller's clamp")]
fn civil(days: i64) -> (u32, u32, u32) {
    let mut left = (days + EPOCH_DAY).unsigned_abs() as u32;
    let (mut year, mut month) = (left / 146_097 * 400, 1);
    left %= 146_097;
    while left >= 365 + u32::from(is_leap(year)) {
        left -= 365 + u32::from(is_leap(year));
        year += 1;
    }
    while left >= days_in_month(year, month) {
        left -= days_in_month(year, month);
        month += 1;
    }
    (year, month, left + 1)
}
