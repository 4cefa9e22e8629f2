//! The boundary between timestamp and body: of all dots in a signed message, exactly one is accepted.

use core::time::Duration;

use crate::amount::amount;
use proptest::prelude::*;
use proptest::string::string_regex;
use proptest::test_runner::RngSeed;
use webhook_verifier::bindings::Signature;
use webhook_verifier::{Policy, RequestParts, Secret, UnixTime, Verifier, sign};

/// Every time is inside the window, so that only the boundary decides.
fn policy() -> Policy {
    Policy::default().with_tolerance(Duration::MAX).with_future_tolerance(Duration::MAX).with_max_body_bytes(u64::MAX)
}

const NOW: UnixTime = UnixTime::new(1_767_225_600, 0);

/// Returns the dots of `message` at which it verifies.
fn accepted_dots(message: &[u8], signature: &Signature, verifier: &Verifier) -> Vec<usize> {
    let text = signature.text();
    let dots = (0..message.len()).filter(|at| message[*at] == b'.');
    let is_accepted = |at: &usize| {
        let lines = [("x-webhook-timestamp", &message[..*at]), ("x-webhook-signature", text.as_str().as_bytes())];
        verifier.verify(&RequestParts::new(lines, &message[at + 1..]), NOW).is_ok()
    };
    dots.filter(is_accepted).collect()
}

fn check(timestamp: &str, body: &[u8]) {
    let secret = Secret::from_bytes(b"boundary").unwrap();
    let signature = Signature::parse(sign(body, timestamp, &secret).as_str().as_bytes()).unwrap();
    let message = [timestamp.as_bytes(), b".", body].concat();
    let dots = accepted_dots(&message, &signature, &Verifier::new(secret).with_policy(policy()));
    assert_eq!(dots, [timestamp.len()], "{}", message.escape_ascii());
}

/// Compiles the pattern once; a pattern alone is also a strategy, but compiled again for each text.
fn text(pattern: &str) -> impl Strategy<Value = String> {
    string_regex(pattern).unwrap()
}

fn timestamp() -> impl Strategy<Value = String> {
    (
        text("(0000|1970|2026|9999)-(01|06|12)-(01|28)T(00|23):(00|59):(00|59)"),
        text("(\\.[0-9]{1,9})?"),
        text("(Z|[+-](00|12|23):(00|59))"),
    )
        .prop_map(|(clock, fraction, zone)| clock + &fraction + &zone)
}

/// Bodies out of pieces that help to forge a boundary.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        timestamp().prop_map(String::into_bytes),
        text("[.0-9Z+:-]{0,12}").prop_map(String::into_bytes),
        prop::sample::select(vec![
            &b"."[..],
            b"..",
            b"Z.",
            b"000Z.",
            b"123456789Z.",
            b", ",
            b",",
            b"{\"v\":0.5}",
            b"\n"
        ])
        .prop_map(<[u8]>::to_vec),
        proptest::collection::vec(any::<u8>(), 0..6),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

#[test]
fn known_shifts() {
    for timestamp in ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.123456789+05:30"] {
        for body in [
            "",
            ".",
            "Z.",
            "000Z.{}",
            "5}",
            "https://cdn.example/a.b.c",
            "2026-01-01T00:00:00Z.{}",
            ".2026-01-01T00:00:00Z.{}",
            ",2026-01-01T00:00:00Z.{}",
        ] {
            check(timestamp, body.as_bytes());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: amount(4, 2_000, 20_000),
        rng_seed: RngSeed::Fixed(20_260_101),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn one_dot_of_a_signed_message_is_its_boundary(timestamp in timestamp(), body in body()) {
        check(&timestamp, &body);
    }
}
