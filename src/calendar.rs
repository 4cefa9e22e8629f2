//! The proleptic Gregorian calendar of the years 0000 to 9999.

pub(crate) const SECONDS_PER_DAY: i64 = 86_400;
/// Days from 0000-01-01 to 1970-01-01.
const EPOCH_DAY: i64 = 719_528;
/// The day of 9999-12-31.
const LAST_DAY: i64 = 2_932_896;

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[inline(never)]
pub(crate) const fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the days from 1970-01-01 to a date; negative before it.
#[expect(clippy::arithmetic_side_effects, reason = "four digits of years cannot overflow 64 bits")]
pub(crate) fn days_since_epoch(year: u32, month: u32, day: u32) -> i64 {
    let years = i64::from(year);
    let leap_days = (years + 3) / 4 - (years + 99) / 100 + (years + 399) / 400;
    let months: u32 = (1..month).map(|earlier| days_in_month(year, earlier)).sum();
    years * 365 + leap_days + i64::from(months) + i64::from(day) - 1 - EPOCH_DAY
}

/// Returns the year, month and day of a count of days from 1970-01-01, clamped to the years 0000 to 9999.
#[expect(clippy::arithmetic_side_effects, clippy::cast_possible_truncation, reason = "clamped to the years 0 to 9999")]
pub(crate) fn date_of(days: i64) -> (u32, u32, u32) {
    let mut left = (days.clamp(-EPOCH_DAY, LAST_DAY) + EPOCH_DAY).unsigned_abs() as u32;
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
