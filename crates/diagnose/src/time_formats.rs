//! Times in the formats that programs use.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use webhook_verifier::UnixTime;
use webhook_verifier::bindings::Timestamp;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
/// Unix times of more digits count smaller units.
const SECONDS_DIGITS: usize = 10;
const MILLIS_DIGITS: usize = 13;
const MICROS_DIGITS: usize = 16;

/// Reads a time in any of the formats. A time without a zone is UTC.
pub(crate) fn read(text: &[u8]) -> Option<UnixTime> {
    let text = core::str::from_utf8(text).ok()?.trim();
    iso(text).or_else(|| unix(text)).or_else(|| http_date(text))
}

/// RFC 3339 and similar formats: a space for `T`, lowercase letters, a zone without a colon, no zone.
fn iso(text: &str) -> Option<UnixTime> {
    let (date, clock) = text.split_at_checked(10)?;
    let clock = clock.strip_prefix(['T', 't', ' '])?.trim_end();
    let clock = clock.replace(" UTC", "Z").replace('z', "Z").replace(',', ".").replace(' ', "");
    let zone_at = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let (time, zone) = clock.split_at_checked(zone_at)?;
    let time = if time.len() == 5 { format!("{time}:00") } else { time.into() };
    let zone = match zone.as_bytes() {
        [] => "Z".into(),
        [_, _, _] => format!("{zone}:00"),
        [_, _, _, _, _] => {
            let (hours, minutes) = zone.split_at_checked(3)?;
            format!("{hours}:{minutes}")
        }
        _ => String::from(zone),
    };
    Timestamp::parse(format!("{date}T{time}{zone}").as_bytes()).map(|timestamp| timestamp.time())
}

/// Unix seconds, with or without a fraction, or milliseconds, microseconds, nanoseconds by the number of digits.
fn unix(text: &str) -> Option<UnixTime> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i64 = whole.parse().ok()?;
    let nanos = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    match whole.len() {
        SECONDS_DIGITS => Some(UnixTime::new(count, nanos)),
        MILLIS_DIGITS => Some(UnixTime::from_millis(count)),
        MICROS_DIGITS => Some(scaled(count, 1_000_000)),
        19 => Some(scaled(count, 1_000_000_000)),
        _ => None,
    }
}

fn scaled(count: i64, units: i64) -> UnixTime {
    let below = count.rem_euclid(units).saturating_mul(1_000_000_000_i64.div_euclid(units));
    UnixTime::new(count.div_euclid(units), u32::try_from(below).unwrap_or_default())
}

/// `Thu, 01 Jan 2026 00:00:00 GMT`, as HTTP and `toUTCString()` have it.
fn http_date(text: &str) -> Option<UnixTime> {
    let mut words = text.split_once(", ")?.1.split(' ');
    let (day, month, year, clock, zone) = (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)?.saturating_add(1);
    let known = matches!(zone, "GMT" | "UTC" | "+0000") && words.next().is_none();
    known.then(|| iso(&format!("{year}-{month:02}-{day:0>2}T{clock}Z")))?
}

/// The spellings of one moment that senders and receivers print, the frequent ones first.
pub(crate) fn spellings(moment: UnixTime) -> Vec<(String, &'static str)> {
    let (seconds, nanos) = (moment.seconds(), moment.subsec_nanos());
    let iso: String = format!("{moment}").chars().take(19).collect();
    let (millis, micros) = (nanos / 1_000_000, nanos / 1_000);
    let spaced = iso.replace('T', " ");
    let mut texts = alloc::vec![
        (format!("{iso}.{millis:03}Z"), "with milliseconds and Z, as JavaScript's toISOString() prints it"),
        (format!("{iso}Z"), "with whole seconds and Z"),
        (format!("{iso}+00:00"), "with whole seconds and +00:00, as Python's isoformat() and PHP's DATE_ATOM print it"),
        (format!("{seconds}"), "in Unix seconds"),
        (format!("{}", moment.millis()), "in Unix milliseconds, as Date.now() counts"),
        (format!("{iso}.{millis:03}+00:00"), "with milliseconds and +00:00"),
        (format!("{iso}.{micros:06}Z"), "with microseconds and Z"),
        (format!("{iso}.{micros:06}+00:00"), "with microseconds and +00:00, as Python's isoformat() prints it"),
        (format!("{iso}.{nanos:09}Z"), "with nanoseconds and Z"),
        (format!("{iso}+0000"), "with whole seconds and +0000"),
        (format!("{iso}.{millis:03}+0000"), "with milliseconds and +0000"),
        (iso.clone(), "without a zone"),
        (format!("{iso}.{millis:03}"), "with milliseconds, without a zone"),
        (format!("{iso}.{micros:06}"), "with microseconds, without a zone"),
        (spaced.clone(), "with a space, without a zone, as databases print it"),
        (format!("{spaced}Z"), "with a space and Z"),
        (format!("{spaced}+00:00"), "with a space and +00:00, as Python's str() prints it"),
        (format!("{spaced}.{micros:06}+00:00"), "with a space, microseconds and +00:00, as Python's str() prints it"),
        (format!("{spaced} UTC"), "with a space and UTC, as Ruby prints it"),
        (format!("{seconds}.{millis:03}"), "in Unix seconds with a fraction"),
        (http_text(moment), "as an HTTP date, as toUTCString() prints it"),
    ];
    // Go and others print nanoseconds without trailing zeros.
    let digits = format!("{nanos:09}");
    if nanos > 0 {
        texts.push((
            format!("{iso}.{}Z", digits.trim_end_matches('0')),
            "with only as many fractional digits as needed",
        ));
    }
    texts
}

fn http_text(moment: UnixTime) -> String {
    let iso = format!("{moment}");
    let part = |from: usize, to: usize| iso.get(from..to).unwrap_or_default();
    let weekday = usize::try_from(moment.seconds().div_euclid(86_400).rem_euclid(7)).unwrap_or_default();
    let month = part(5, 7).parse::<usize>().unwrap_or_default().saturating_sub(1);
    let (day, month) = (DAYS.get(weekday).unwrap_or(&""), MONTHS.get(month).unwrap_or(&""));
    format!("{day}, {} {month} {} {} GMT", part(8, 10), part(0, 4), part(11, 19))
}
