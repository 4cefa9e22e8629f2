//! JavaScript's numbers as the crate's types, and back.

use core::num::NonZeroU64;
use core::time::Duration;

use webhook_verifier::UnixTime;

/// Unix milliseconds, rounded toward the past. Exact: the milliseconds of the years 0000 to 9999 take 48 bits.
#[expect(clippy::cast_precision_loss, reason = "48 bits")]
pub(crate) fn millis(time: UnixTime) -> f64 {
    time.seconds() as f64 * 1e3 + f64::from(time.subsec_nanos() / 1_000_000)
}

/// Unix milliseconds of a `Date`; JavaScript refuses NaN.
#[inline(never)]
pub(crate) fn unix_time(millis: f64) -> UnixTime {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and so does the time")]
    UnixTime::from_millis(millis as i64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
#[inline(never)]
pub(crate) fn seconds(span: f64) -> Duration {
    let nanos = (span - span.floor()) * 1e9 + 0.5;
    Duration::from_secs(span as u64).saturating_add(Duration::from_nanos(nanos as u64))
}

/// The id of a key. No key has the id 0.
pub(crate) fn key_id(id: f64) -> Option<NonZeroU64> {
    NonZeroU64::new(whole(id))
}

/// A number of bytes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
pub(crate) fn whole(count: f64) -> u64 {
    count as u64
}

pub(crate) fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
