//! The time window of a policy, against plain arithmetic with 128-bit nanoseconds.

use core::time::Duration;

use crate::amount::amount;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use webhook_verifier::{Policy, RequestParts, Secret, UnixTime, Verifier, bindings, sign};

const SECOND: i128 = 1_000_000_000;
/// 2026-01-01T00:00:00Z.
const SIGNED_SECOND: i128 = 1_767_225_600;

/// A genuine delivery of that second's nanosecond `nanos`.
fn code(nanos: u32, now: UnixTime, policy: Policy) -> Option<&'static str> {
    let secret = Secret::from_bytes(b"window").unwrap();
    let timestamp = format!("2026-01-01T00:00:00.{nanos:09}Z");
    let signature = sign(b"{}", &timestamp, &secret);
    let lines = [("x-webhook-timestamp", timestamp.as_bytes()), ("x-webhook-signature", signature.as_str().as_bytes())];
    let verifier = Verifier::new(secret).with_policy(policy);
    verifier.verify(&RequestParts::new(lines, b"{}"), now).err().map(|error| error.code())
}

fn oracle(signed: i128, now: i128, tolerance: i128, future_tolerance: i128) -> Option<&'static str> {
    match now - signed {
        age if age > tolerance => Some("timestamp_too_old"),
        age if -age > future_tolerance => Some("timestamp_in_future"),
        _ => None,
    }
}

fn nanoseconds(span: Duration) -> i128 {
    i128::try_from(span.as_nanos()).unwrap()
}

fn time(nanos: i128) -> UnixTime {
    let seconds = i64::try_from(nanos.div_euclid(SECOND)).unwrap();
    UnixTime::new(seconds, u32::try_from(nanos.rem_euclid(SECOND)).unwrap())
}

fn span() -> impl Strategy<Value = Duration> {
    let seconds = prop_oneof![Just(0), Just(300), 0..100_000u64, any::<u64>(), Just(u64::MAX)];
    (seconds, prop_oneof![Just(0), Just(999_999_999), 0..1_000_000_000u32])
        .prop_map(|(seconds, nanos)| Duration::new(seconds, nanos))
}

/// The distance of the clock from an end of the window: mostly a few nanoseconds.
fn distance() -> impl Strategy<Value = i128> {
    prop_oneof![-2..=2i128, -2 * SECOND..=2 * SECOND, any::<i64>().prop_map(|far| i128::from(far) * SECOND / 4)]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: amount(5, 10_000, 50_000),
        rng_seed: RngSeed::Fixed(20_260_101),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn both_ends_are_inclusive_to_the_nanosecond(
        nanos in prop_oneof![Just(0), Just(999_999_999), 0..1_000_000_000u32],
        tolerance in span(),
        future_tolerance in span(),
        end in 0..3u8,
        distance in distance(),
    ) {
        let signed = SIGNED_SECOND * SECOND + i128::from(nanos);
        let [back, ahead] = [tolerance, future_tolerance].map(nanoseconds);
        let near = [signed, signed + back, signed - ahead][usize::from(end)] + distance;
        // The range of a clock of 64-bit seconds, without the very last ones.
        let most = i128::from(i64::MAX - 1) * SECOND;
        let now = near.clamp(-most, most);
        let policy = Policy::default().with_tolerance(tolerance).with_future_tolerance(future_tolerance);
        prop_assert_eq!(code(nanos, time(now), policy), oracle(signed, now, back, ahead));
    }
}

/// The diagnosis asks for each end of the window by itself.
#[test]
fn each_end_by_itself() {
    let policy = Policy::default().with_tolerance(Duration::from_secs(5)).with_future_tolerance(Duration::from_secs(3));
    for second in -9..=9 {
        let now = UnixTime::new(100 + second, 0);
        assert_eq!(bindings::is_too_old(&policy, UnixTime::new(100, 0), now), second > 5, "{second}");
        assert_eq!(bindings::is_in_future(&policy, UnixTime::new(100, 0), now), second < -3, "{second}");
    }
}

#[test]
fn defaults() {
    let policy = Policy::default();
    assert_eq!(policy.tolerance, Duration::from_secs(300));
    assert_eq!(policy.future_tolerance, Duration::from_secs(60));
    assert_eq!(policy.max_body_bytes, 1_048_576);
}

/// Extreme clocks and tolerances neither panic nor wrap around to the other end.
#[test]
fn extremes() {
    let clocks = [i64::MIN, i64::MIN + 1, i64::MAX - 1];
    let spans = [Duration::ZERO, Duration::MAX, Duration::from_secs(u64::MAX)];
    for (seconds, tolerance, future_tolerance) in
        clocks.into_iter().flat_map(|clock| spans.map(|back| spans.map(|ahead| (clock, back, ahead)))).flatten()
    {
        let now = UnixTime::new(seconds, 999_999_999);
        let policy = Policy::default().with_tolerance(tolerance).with_future_tolerance(future_tolerance);
        let clock = i128::from(seconds) * SECOND + 999_999_999;
        let [back, ahead] = [tolerance, future_tolerance].map(nanoseconds);
        assert_eq!(code(7, now, policy), oracle(SIGNED_SECOND * SECOND + 7, clock, back, ahead), "{now:?} {policy:?}");
    }
}

/// The doc comments of the fields say the defaults by hand.
#[test]
fn doc_comments_say_the_defaults() {
    let Policy { tolerance, future_tolerance, max_body_bytes, .. } = Policy::default();
    let mib = max_body_bytes.checked_div(1 << 20).filter(|mib| mib << 20 == max_body_bytes).unwrap();
    let expected = [
        ("tolerance", format!("{} s", tolerance.as_secs())),
        ("future_tolerance", format!("{} s", future_tolerance.as_secs())),
        ("max_body_bytes", format!("{mib} MiB")),
    ];
    let lines: Vec<_> = include_str!("../../src/policy.rs").lines().map(str::trim).collect();
    let said = lines.windows(2).filter_map(|pair| {
        let (_, default) = pair[0].strip_prefix("///")?.strip_suffix('.')?.split_once("Default ")?;
        Some((pair[1].strip_prefix("pub ")?.split_once(':')?.0, default.to_owned()))
    });
    assert_eq!(said.collect::<Vec<_>>(), expected);
}

/// So does that of the secrets.
#[test]
fn doc_comment_says_how_many_secrets() {
    let words = ["", "one", "two", "three", "four", "five"];
    let said = format!("/// One to {} secrets", words[webhook_verifier::Secrets::MAX]);
    assert!(include_str!("../../src/secrets.rs").contains(&said), "{said}");
}
