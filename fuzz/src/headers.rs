//! Header lines in any number and order get the verdict of a model of a few lines.

use webhook_verifier::{Error, Header, RequestParts, Secret, UnixTime, Verifier};

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
    assert_eq!(seen, expected(&lines), "{lines:?}");
    let is_clear = seen.is_none();
    let id = lines.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-webhook-delivery-id"));
    assert_eq!(parts.headers.delivery_id(), id.map(|(_, value)| value.as_slice()));
    is_clear
}

fn copies<'a>(lines: &'a [(&str, Vec<u8>)], header: Header) -> Vec<&'a [u8]> {
    let of_header = lines.iter().filter(|(name, _)| name.eq_ignore_ascii_case(header.name()));
    of_header.flat_map(|(_, value)| split(value)).collect()
}

/// Spaces and tabs next to a comma belong to the join.
fn split(value: &[u8]) -> Vec<&[u8]> {
    let mut pieces: Vec<&[u8]> = value.split(|byte| *byte == b',').collect();
    let last = pieces.len() - 1;
    for (at, piece) in pieces.iter_mut().enumerate() {
        while at > 0 && piece.first().is_some_and(|byte| b" \t".contains(byte)) {
            *piece = &piece[1..];
        }
        while at < last && piece.last().is_some_and(|byte| b" \t".contains(byte)) {
            *piece = &piece[..piece.len() - 1];
        }
    }
    pieces
}

fn expected(lines: &[(&str, Vec<u8>)]) -> Option<Error> {
    let signed = [Header::Timestamp, Header::Signature];
    let all_empty = |header: &Header| copies(lines, *header).iter().all(|copy| copy.is_empty());
    let differ = |header: &Header| copies(lines, *header).windows(2).any(|pair| pair[0] != pair[1]);
    if let Some(header) = signed.iter().find(|header| all_empty(header)) {
        return Some(Error::MissingHeader(*header));
    }
    if let Some(header) = [Header::Timestamp, Header::Signature, Header::Event].iter().find(|header| differ(header)) {
        return Some(Error::AmbiguousHeader(*header));
    }
    let is_plain = |copy: &&[u8]| copy.is_empty() || copy.eq_ignore_ascii_case(b"identity");
    (!copies(lines, Header::ContentEncoding).iter().all(is_plain)).then_some(Error::UnsupportedEncoding)
}
