//! Header lines in any number and order get the verdict of the oracle.

use webhook_verifier::{Error, RequestParts, Secret, UnixTime, Verifier};

use crate::headers_oracle::refusal;
use crate::input::Input;

const NAMES: [&str; 8] = [
    "x-webhook-timestamp",
    "X-WEBHOOK-SIGNATURE",
    "X-Webhook-Event",
    "Content-Encoding",
    "X-Webhook-Delivery-Id",
    "x-webhook-timestamp ",
    "X-Webhook-Signature",
    "host",
];
const VALUES: [&[u8]; 8] = [
    b"2026-01-01T00:00:00Z",
    b"sha256=0000000000000000000000000000000000000000000000000000000000000000",
    b"job.completed",
    b"identity",
    b"gzip",
    b"",
    b" , ",
    b"a, a ,\ta",
];

pub fn check(data: &[u8]) -> bool {
    let mut input = Input(data);
    let mut lines: Vec<(&str, Vec<u8>)> = Vec::new();
    while !input.0.is_empty() && lines.len() < 12 {
        let name = input.one_of(&NAMES);
        let mut value = input.one_of(&VALUES).to_vec();
        match input.below(4) {
            0 => value = input.bytes(40).to_vec(),
            1 => input.spoil(&mut value),
            _ => {}
        }
        lines.push((name, value));
    }
    let parts = RequestParts::new(lines.iter().map(|(name, value)| (*name, value)), b"");
    let verifier = Verifier::new(Secret::from_bytes(b"k").unwrap());
    let begun = verifier.begin(&parts.headers, 0, UnixTime::new(0, 0));
    let seen =
        begun.map(|_| ()).err().filter(|error| !matches!(error, Error::MalformedSignature | Error::MalformedTimestamp));
    assert_eq!(seen, refusal(&lines), "{lines:?}");
    let is_clear = seen.is_none();
    let id = lines.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-webhook-delivery-id"));
    assert_eq!(parts.headers.delivery_id(), id.map(|(_, value)| value.as_slice()));
    is_clear
}
