//! Findings for a genuine delivery outside the time window.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use webhook_verifier::bindings::{is_in_future, is_too_old};
use webhook_verifier::{Policy, UnixTime};

use super::finding::Hypothesis;
use super::finding_code::FindingCode;

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
/// No zone is further from UTC.
const FURTHEST_ZONE: u64 = 14 * HOUR;
/// All zones are multiples of this.
const ZONE_STEP: u64 = 900;
/// Tolerance for clocks and transport, apart from the zone.
const ZONE_SLACK: u64 = 120;

const LATE: &str = "for a saved delivery, pass the time at which it arrived: the option now, or --now TIME on the command line. For a live one, set this clock right (NTP), or find the delay: a queue or a retry. Raise toleranceSeconds only for a delay that you know, because a replay looks the same";
const EARLY: &str = "set both clocks right (NTP): the sender's is ahead of this one. For a saved delivery, pass the time at which it arrived: the option now, or --now TIME on the command line";

/// The finding for a delivery signed at this time; `None` inside the window.
pub(crate) fn looks(signed: UnixTime, now: UnixTime, window: &Policy) -> Vec<Hypothesis> {
    let is_late = is_too_old(window, signed, now);
    if !is_late && !is_in_future(window, signed, now) {
        return Vec::new();
    }
    let seconds = now.seconds().abs_diff(signed.seconds());
    let way = if is_late { "before" } else { "after" };
    let mut looks = alloc::vec![Hypothesis::with(
        FindingCode::ClockSkew,
        format!("{} {way}", span(seconds)),
        if is_late { LATE } else { EARLY }
    )];
    looks.extend(units(signed, now));
    looks
}

/// Whether the difference is one of zones. Only likely: a delivery that is late by whole hours may be a retry.
pub(crate) fn zone_of(signed: UnixTime, now: UnixTime, window: &Policy) -> Option<Hypothesis> {
    let is_late = is_too_old(window, signed, now);
    let is_out = (is_late || is_in_future(window, signed, now)) && units(signed, now).is_none();
    is_out.then(|| zone(now.seconds().abs_diff(signed.seconds()), is_late))?
}

fn units(signed: UnixTime, now: UnixTime) -> Option<Hypothesis> {
    let near = |one: i64, two: i64, slack: u64| one.abs_diff(two) <= slack;
    let what = if near(now.millis(), signed.seconds(), DAY) {
        "seconds were taken for milliseconds"
    } else if near(now.seconds(), signed.millis(), DAY.saturating_mul(1_000)) {
        "milliseconds were taken for seconds"
    } else {
        return None;
    };
    Some(Hypothesis::of(FindingCode::ClockUnits, what, ""))
}

fn zone(seconds: u64, is_late: bool) -> Option<Hypothesis> {
    let steps = seconds.saturating_add(ZONE_STEP / 2) / ZONE_STEP;
    let nearest = steps.saturating_mul(ZONE_STEP);
    let is_zone = nearest.is_multiple_of(HOUR / 2) && (HOUR / 2..=FURTHEST_ZONE).contains(&nearest);
    if !is_zone || nearest.abs_diff(seconds) > ZONE_SLACK {
        return None;
    }
    let way = if is_late { "before" } else { "after" };
    Some(Hypothesis::with(FindingCode::ClockTimeZone, format!("{} {way}", span(nearest)), ""))
}

/// `2 h 0 min 3 s`, from the first unit that is not 0 to the last.
fn span(seconds: u64) -> String {
    let parts = [seconds / DAY, seconds / HOUR % 24, seconds / 60 % 60, seconds % 60];
    let first = parts.iter().position(|part| *part > 0).unwrap_or(3);
    let end = parts.iter().rposition(|part| *part > 0).unwrap_or(3).saturating_add(1);
    let named =
        parts.iter().zip(["d", "h", "min", "s"]).take(end).skip(first).map(|(part, unit)| format!("{part} {unit}"));
    named.collect::<Vec<_>>().join(" ")
}
