//! `verify` accepts exactly the deliveries whose signature, spelling and time are right by `ring`'s HMAC and the oracle's clock.

use ring::hmac;
use webhook_verifier::{RequestParts, Secret, Secrets, UnixTime, Verifier};

use crate::input::Input;
use crate::oracle;

const KEYS: [&[u8]; 4] = [b"whsec_fuzz_first", b"k", &[0x5a; 64], &[0xa5; 200]];
const TIMES: [&[u8]; 8] = [
    b"2026-01-01T00:00:00Z",
    b"2026-01-01T00:00:00.000Z",
    b"2025-12-31T23:59:59.999999999+00:00",
    b"2026-01-01T01:00:00.5+01:00",
    b"2025-12-31T23:54:59Z",
    b"2026-01-01T00:01:01Z",
    b"2016-12-31T23:59:60Z",
    b"now",
];
const NOW: (i64, u32) = (1_767_225_600, 0);
/// The default tolerances, in seconds.
const OLD: i64 = 300;
const AHEAD: i64 = 60;

pub fn check(data: &[u8]) -> bool {
    let mut input = Input(data);
    let plan = input.byte();
    let signer = KEYS[usize::from(plan) % 4];
    let serving: Vec<&[u8]> =
        KEYS.iter().copied().cycle().skip(usize::from(plan >> 2) % 4).take(1 + usize::from(plan >> 4) % 2).collect();
    let mut time = input.one_of(&TIMES).to_vec();
    let (changes, body_first) = (input.byte(), input.byte());
    let mut signature = sign(signer, &time, input.0);
    // Each bit changes one part of the delivery after it was signed.
    if changes & 1 != 0 {
        input.spoil(&mut signature);
    }
    if changes & 2 != 0 {
        input.spoil(&mut time);
    }
    if changes & 4 != 0 {
        signature.truncate(input.below(72));
    }
    if changes & 8 != 0 {
        signature = sign(signer, &time, input.0);
    }
    let mut body = input.0.to_vec();
    if changes & 16 != 0 {
        input.spoil(&mut body);
    }
    if changes & 32 != 0 && body_first > 0 {
        body.push(body_first);
    }
    check_delivery(&time, &signature, &body, &serving)
}

fn sign(key: &[u8], time: &[u8], body: &[u8]) -> Vec<u8> {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), &[time, b".", body].concat());
    let mut text = b"sha256=".to_vec();
    for byte in tag.as_ref() {
        text.extend([byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]));
    }
    text
}

fn check_delivery(time: &[u8], signature: &[u8], body: &[u8], keys: &[&[u8]]) -> bool {
    let lines = [("X-Webhook-Timestamp", time), ("x-webhook-signature", signature)];
    let verifier = Verifier::new(Secrets::new(keys.iter().map(|key| Secret::from_bytes(key).unwrap())).unwrap());
    let now = UnixTime::new(NOW.0, NOW.1);
    let parts = RequestParts::new(lines, body);
    let verdict = verifier.verify(&parts, now);
    let code = verdict.as_ref().map_or_else(|error| error.code(), |_| "accepted");
    let expected = expected(time, signature, body, keys);
    assert_eq!(code, expected, "{} {} {}", time.escape_ascii(), signature.escape_ascii(), body.escape_ascii());
    if let Ok(verified) = verdict {
        let _ = verified.event();
    }
    if let Ok(mut verification) = verifier.begin(&parts.headers, 0, now) {
        let (first, second) = body.split_at(body.len() / 3);
        let verdict =
            verification.update(first).and_then(|()| verification.update(second)).and_then(|()| verification.finish());
        assert_eq!(verdict.map_or_else(|error| error.code(), |_| "accepted"), expected, "in pieces");
    }
    expected == "accepted"
}

fn expected(time: &[u8], signature: &[u8], body: &[u8], keys: &[&[u8]]) -> &'static str {
    // Empty, or empty copies.
    if [time, signature].iter().any(|text| text.iter().all(|byte| *byte == b',')) {
        return "missing_header";
    }
    for text in [time, signature] {
        // A comma separates copies.
        if text.contains(&b',') {
            let copies: Vec<&[u8]> = text.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).collect();
            assert!(copies.iter().any(|copy| *copy != copies[0]), "one change makes no equal copies");
            return "ambiguous_header";
        }
    }
    let is_spelled = signature.len() == 71
        && signature.starts_with(b"sha256=")
        && signature[7..].iter().all(|byte| b"0123456789abcdef".contains(byte));
    if !is_spelled {
        return "malformed_signature";
    }
    let Some(signed) = oracle::unix_time(time) else { return "malformed_timestamp" };
    if !keys.iter().any(|key| sign(key, time, body) == signature) {
        return "signature_mismatch";
    }
    if (signed.0 + OLD, signed.1) < NOW {
        "timestamp_too_old"
    } else if (NOW.0 + AHEAD, NOW.1) < signed {
        "timestamp_in_future"
    } else {
        "accepted"
    }
}
