//! Points in time. The crate reads no clock: the caller passes the current time.

use core::fmt;
use core::time::Duration;

use crate::calendar::{SECONDS_PER_DAY, date_of};

pub(crate) const NANOS_PER_SECOND: u32 = 1_000_000_000;

/// A point in time: seconds since 1970-01-01T00:00:00Z, and nanoseconds below one second.
///
/// With the feature `std` it is made from a [`SystemTime`](std::time::SystemTime).
///
/// ```
/// use webhook_verifier::UnixTime;
/// let time = UnixTime::from_millis(1_767_225_600_123);
/// assert_eq!((time.seconds(), time.subsec_nanos()), (1_767_225_600, 123_000_000));
/// assert_eq!(time.to_string(), "2026-01-01T00:00:00.123Z");
/// ```
// Seconds and nanoseconds are apart because the nanoseconds of the years 0000 to 9999 do not fit 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime {
    seconds: i64,
    nanos: u32,
}

impl UnixTime {
    /// Makes a time of Unix seconds and nanoseconds. Nanoseconds of a second or more saturate at 999,999,999.
    #[must_use]
    pub const fn new(seconds: i64, nanos: u32) -> Self {
        let nanos = if nanos < NANOS_PER_SECOND { nanos } else { NANOS_PER_SECOND - 1 };
        Self { seconds, nanos }
    }

    /// Makes a time of Unix milliseconds.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a remainder of 1,000")]
        let below_second = millis.rem_euclid(1_000) as u32;
        Self::new(millis.div_euclid(1_000), below_second.wrapping_mul(1_000_000))
    }

    /// Returns the Unix milliseconds, rounded towards the past; saturating.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.seconds.saturating_mul(1_000).saturating_add(self.nanos.div_euclid(1_000_000) as i64)
    }

    /// Returns the whole Unix seconds, rounded towards the past.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Returns the nanoseconds after [`seconds`](Self::seconds), below 1,000,000,000.
    #[must_use]
    pub const fn subsec_nanos(self) -> u32 {
        self.nanos
    }

    /// Returns the time that is later by `span`, at most the last representable one.
    #[inline(never)]
    pub(crate) fn plus(self, span: Duration) -> Self {
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

/// RFC 3339 in UTC with milliseconds, clamped to the years 0000 to 9999.
impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date_of(self.seconds.div_euclid(SECONDS_PER_DAY));
        let clock = self.seconds.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute, second) = (clock / 3_600, clock / 60 % 60, clock % 60);
        let millis = self.nanos / 1_000_000;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
    }
}

#[cfg(feature = "std")]
impl From<std::time::SystemTime> for UnixTime {
    fn from(time: std::time::SystemTime) -> Self {
        const EPOCH: UnixTime = UnixTime::new(0, 0);
        match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(since) => EPOCH.plus(since),
            Err(before) => {
                let span = before.duration();
                let whole = 0i64.saturating_sub_unsigned(span.as_secs());
                match NANOS_PER_SECOND.checked_sub(span.subsec_nanos()) {
                    Some(NANOS_PER_SECOND) | None => Self::new(whole, 0),
                    Some(nanos) => Self::new(whole.saturating_sub(1), nanos),
                }
            }
        }
    }
}
