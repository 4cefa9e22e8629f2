//! The timestamp grammar and its calendar, exhaustively, against an oracle made of shapes and the `time` crate.

use crate::amount::{amount, is_long};
use proptest::prelude::*;
use proptest::string::string_regex;
use proptest::test_runner::RngSeed;
use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};
use webhook_verifier::UnixTime;
use webhook_verifier::bindings::Timestamp;

type Moment = (i64, u32);

fn parse(text: &[u8]) -> Option<Moment> {
    let time = Timestamp::parse(text)?.time();
    Some((time.seconds(), time.subsec_nanos()))
}

/// The accepted shapes, with every digit replaced by 0: ten fractions with three zones.
fn shapes() -> Vec<String> {
    let fractions = (0..=9).map(|digits| if digits == 0 { String::new() } else { format!(".{}", "0".repeat(digits)) });
    let zones = ["Z", "+00:00", "-00:00"];
    fractions.flat_map(|fraction| zones.map(|zone| format!("0000-00-00T00:00:00{fraction}{zone}"))).collect()
}

fn oracle(text: &[u8], shapes: &[String]) -> Option<Moment> {
    let shape: Vec<u8> = text.iter().map(|byte| if byte.is_ascii_digit() { b'0' } else { *byte }).collect();
    shapes.iter().find(|known| known.as_bytes() == shape)?;
    let text = str::from_utf8(text).ok()?;
    let (fraction, zone) = text[19..].split_at(text[19..].find(['Z', '+', '-'])?);
    let clock = Time::from_hms(number(&text[11..13]), number(&text[14..16]), number(&text[17..19])).ok()?;
    let date = date(text[..4].parse().ok()?, number(&text[5..7]), number(&text[8..10]))?;
    let moment = PrimitiveDateTime::new(date, clock).assume_offset(offset(zone)?);
    let nanos = format!("{:0<9}", fraction.trim_start_matches('.')).parse().ok()?;
    Some((moment.unix_timestamp(), nanos))
}

fn number(text: &str) -> u8 {
    text.parse().unwrap()
}

fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn offset(zone: &str) -> Option<UtcOffset> {
    if zone == "Z" {
        return Some(UtcOffset::UTC);
    }
    let (hours, minutes) = (number(&zone[1..3]), number(&zone[4..6]));
    // The `time` crate accepts 25 hours.
    let seconds = (hours <= 23 && minutes <= 59).then_some(3_600 * i32::from(hours) + 60 * i32::from(minutes))?;
    UtcOffset::from_whole_seconds(if zone.starts_with('-') { -seconds } else { seconds }).ok()
}

fn midnight(date: Date) -> i64 {
    date.midnight().assume_utc().unix_timestamp()
}

/// Writes two digits in place: formatting each of millions of texts would take longer than the rest of the suite.
fn put(text: &mut [u8], at: usize, value: u8) {
    text[at] = b'0' + value / 10;
    text[at + 1] = b'0' + value % 10;
}

#[test]
fn every_date_of_ten_thousand_years() {
    let mut accepted = 0;
    // Everyday steps share no factor with the cycles of 4, 100 and 400 years.
    for year in (0..=9_999).step_by(amount(9_973, 7, 1)) {
        let mut text = format!("{year:04}-00-00T00:00:00Z").into_bytes();
        for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
            put(&mut text, 5, month);
            put(&mut text, 8, day);
            let expected = date(year, month, day).map(|date| (midnight(date), 0));
            assert_eq!(parse(&text), expected, "{}", text.escape_ascii());
            accepted += u32::from(expected.is_some());
        }
    }
    assert!(accepted == 3_652_425 || !is_long(), "25 cycles of 146,097 days");
}

#[test]
fn every_second_of_a_leap_year() {
    let mut day = date(2024, 1, 1).unwrap();
    while day.year() == 2024 {
        let mut text = format!("2024-{:02}-{:02}T00:00:00Z", u8::from(day.month()), day.day()).into_bytes();
        for second in (0..86_400u32).step_by(amount(40_009, 61, 1)) {
            for (at, value) in [(11, second / 3_600), (14, second / 60 % 60), (17, second % 60)] {
                put(&mut text, at, u8::try_from(value).unwrap());
            }
            assert_eq!(parse(&text), Some((midnight(day) + i64::from(second), 0)), "{}", text.escape_ascii());
        }
        day = day.next_day().unwrap();
    }
}

#[test]
fn every_two_digits_of_a_clock() {
    let start = midnight(date(2026, 7, 15).unwrap());
    let mut text = *b"2026-07-15T00:00:00Z";
    let all = (0..100).flat_map(|hour| (0..100).map(move |minute| (hour, minute)));
    for (hour, minute) in all.step_by(amount(97, 1, 1)) {
        put(&mut text, 11, hour);
        put(&mut text, 14, minute);
        for second in (0..100).step_by(amount(59, 1, 1)) {
            put(&mut text, 17, second);
            let since = 3_600 * i64::from(hour) + 60 * i64::from(minute) + i64::from(second);
            let expected = (hour < 24 && minute < 60 && second < 60).then_some((start + since, 0));
            assert_eq!(parse(&text), expected, "{}", text.escape_ascii());
        }
    }
}

#[test]
fn every_two_digits_of_an_offset() {
    let shapes = shapes();
    let mut accepted = 0;
    for local in
        ["0000-01-01T00:00:00", "1970-01-01T00:00:00.5", "2024-02-29T23:59:59.999999999", "9999-12-31T23:59:59"]
    {
        let all = (0..100).flat_map(|hours| (0..100).map(move |minutes| (hours, minutes)));
        for (hours, minutes) in all.step_by(amount(997, 1, 1)) {
            for sign in ['+', '-'] {
                let text = format!("{local}{sign}{hours:02}:{minutes:02}");
                let expected = oracle(text.as_bytes(), &shapes);
                assert_eq!(parse(text.as_bytes()), expected, "{text}");
                accepted += u32::from(expected.is_some());
            }
        }
    }
    assert!(accepted == 4 * 2 * 24 * 60 || cfg!(miri), "{accepted}");
}

#[test]
fn every_fraction_of_up_to_five_digits() {
    for (digits, unit) in (1..=5).zip([100_000_000, 10_000_000, 1_000_000, 100_000, 10_000]) {
        for value in (0..10u32.pow(digits)).step_by(amount(397, 1, 1)) {
            let text = format!("1970-01-01T00:00:00.{value:0width$}Z", width = usize::try_from(digits).unwrap());
            assert_eq!(parse(text.as_bytes()), Some((0, value * unit)), "{text}");
        }
    }
}

#[test]
fn a_fraction_has_one_to_nine_digits() {
    for digits in 0..=40 {
        for zone in ["Z", "+00:00"] {
            let text = format!("1970-01-01T00:00:00.{}{zone}", "9".repeat(digits));
            assert_eq!(parse(text.as_bytes()).is_some(), (1..=9).contains(&digits), "{text}");
        }
    }
}

const SAMPLES: [&str; 6] = [
    "2026-01-01T00:00:00.000Z",
    "2024-02-29T23:59:59Z",
    "1999-10-31T19:09:59.123456789-23:59",
    "0000-01-01T00:00:00.9+00:00",
    "9999-12-31T23:59:59+05:30",
    "2000-02-28T10:20:30.12Z",
];

/// Compares with the oracle, and returns whether the text is accepted.
fn agree(text: &[u8], shapes: &[String]) -> bool {
    let expected = oracle(text, shapes);
    assert_eq!(parse(text), expected, "{}", text.escape_ascii());
    expected.is_some()
}

#[test]
fn every_substitution_of_one_byte() {
    let shapes = shapes();
    for sample in SAMPLES {
        assert!(agree(sample.as_bytes(), &shapes));
        for (at, byte) in
            (0..sample.len()).flat_map(|at| (0..=255).step_by(amount(85, 1, 1)).map(move |byte| (at, byte)))
        {
            let mut text = sample.as_bytes().to_vec();
            text[at] = byte;
            agree(&text, &shapes);
        }
    }
}

#[test]
fn every_insertion_and_removal_of_one_byte() {
    let shapes = shapes();
    for sample in SAMPLES {
        for at in 0..=sample.len() {
            for byte in (0..=255).step_by(amount(128, 1, 1)) {
                let mut text = sample.as_bytes().to_vec();
                text.insert(at, byte);
                agree(&text, &shapes);
            }
            let mut text = sample.as_bytes().to_vec();
            text.drain(at..text.len().min(at + 1));
            agree(&text, &shapes);
            agree(&sample.as_bytes()[..at], &shapes);
            agree(&sample.as_bytes()[at..], &shapes);
        }
    }
}

/// All accepted texts have one of the 30 shapes, so this holds for all of them: the text before a dot is never
/// accepted itself, and the signed message `<timestamp>.<body>` can be split in one way only.
#[test]
fn no_accepted_text_and_a_dot_begin_another() {
    for shape in shapes() {
        let text = shape.replacen("00-00T", "01-01T", 1);
        assert!(parse(text.as_bytes()).is_some(), "{text}");
        for (dot, _) in text.match_indices('.') {
            assert_eq!(parse(&text.as_bytes()[..dot]), None, "{text}");
        }
        assert_eq!(parse(format!("{text}.").as_bytes()), None, "{text}");
    }
}

#[test]
fn nanoseconds_stay_below_a_second() {
    for nanos in [999_999_999, 1_000_000_000, u32::MAX] {
        let time = UnixTime::new(-1, nanos);
        assert_eq!((time.seconds(), time.subsec_nanos()), (-1, 999_999_999));
        assert_eq!(time.millis(), -1, "rounded towards the past");
    }
}

fn config(cases: u32) -> ProptestConfig {
    // A seed of its own makes every run the same; proptest prints the smallest failing input.
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_260_101),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn accepted() -> impl Strategy<Value = String> {
    // Compiled once; a pattern alone is also a strategy, but compiled again for each text.
    let text = |pattern| string_regex(pattern).unwrap();
    let fraction = prop_oneof![Just(String::new()), text("\\.[0-9]{1,9}")];
    let zone = prop_oneof![Just("Z".to_owned()), text("[+-]([01][0-9]|2[0-3]):[0-5][0-9]")];
    (text("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"), fraction, zone)
        .prop_map(|(clock, fraction, zone)| clock + &fraction + &zone)
}

proptest! {
    #![proptest_config(config(amount(20, 5_000, 20_000)))]

    #[test]
    #[cfg_attr(miri, ignore = "the patterns alone take a minute to read")]
    fn any_accepted_text_is_read_as_the_oracle_reads_it_and_kept(text in accepted()) {
        prop_assert!(agree(text.as_bytes(), &shapes()));
        prop_assert_eq!(Timestamp::parse(text.as_bytes()).map(|kept| kept.as_str().to_owned()), Some(text));
    }

    #[test]
    #[cfg_attr(miri, ignore = "the patterns alone take a minute to read")]
    fn any_accepted_text_changed_in_two_places_is_read_as_the_oracle_reads_it(
        text in accepted(),
        changes in proptest::array::uniform2((any::<prop::sample::Index>(), prop::sample::select(&b"0123456789+-:.TZtz ,\x00\xff"[..]))),
    ) {
        let mut text = text.into_bytes();
        for (at, byte) in changes {
            let at = at.index(text.len());
            text[at] = byte;
        }
        agree(&text, &shapes());
    }

    #[test]
    fn instants_are_ordered_as_their_nanoseconds(one in any::<Moment>(), seconds in -2i64..=2, nanos in any::<u32>()) {
        let count = |(seconds, nanos): Moment| i128::from(seconds) * 1_000_000_000 + i128::from(nanos.min(999_999_999));
        let other = (one.0.saturating_add(seconds), nanos);
        let [first, second] = [one, other].map(|(seconds, nanos)| UnixTime::new(seconds, nanos));
        prop_assert_eq!(first.cmp(&second), count(one).cmp(&count(other)));
    }

    #[test]
    fn milliseconds_are_rounded_to_no_other_nanosecond(millis in any::<i64>()) {
        let time = UnixTime::from_millis(millis);
        let nanos = i128::from(time.seconds()) * 1_000_000_000 + i128::from(time.subsec_nanos());
        prop_assert_eq!(nanos, i128::from(millis) * 1_000_000);
        prop_assert_eq!(time.millis(), millis);
    }

    #[cfg(feature = "std")]
    #[test]
    fn the_systems_time_keeps_its_nanoseconds(seconds in 0u64..1 << 40, nanos in 0u32..1_000_000_000, past in any::<bool>()) {
        let span = std::time::Duration::new(seconds, nanos);
        let epoch = std::time::UNIX_EPOCH;
        let time = UnixTime::from(if past { epoch - span } else { epoch + span });
        let seen = i128::from(time.seconds()) * 1_000_000_000 + i128::from(time.subsec_nanos());
        let expected = i128::try_from(span.as_nanos()).unwrap();
        prop_assert_eq!(seen, if past { -expected } else { expected });
    }
}
