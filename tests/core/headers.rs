//! Copies of a header, joined by commas or line after line, against a naive oracle.

mod oracle;

use webhook_verifier::{Error, Headers, Secret, UnixTime, Verifier, bindings};

use crate::amount::amount;

const TIMESTAMP: &[u8] = b"2026-01-01T00:00:00Z";
const SIGNATURE: &[u8] = b"sha256=0000000000000000000000000000000000000000000000000000000000000000";
const NAMES: [&str; 4] = ["x-webhook-timestamp", "x-webhook-signature", "x-webhook-event", "content-encoding"];

/// Returns the refusal by the headers, but for the spelling of their values.
fn refusal(lines: &[(&str, Vec<u8>)]) -> Option<Error> {
    let verifier = Verifier::new(Secret::from_bytes(b"k").unwrap());
    let headers: Headers = lines.iter().map(|(name, value)| (*name, value)).collect();
    assert_eq!(bindings::is_encoded(&headers), oracle::is_encoded(lines), "{lines:?}");
    let begun = verifier.begin(&headers, 0, UnixTime::new(0, 0)).map(|_| ());
    begun.err().filter(|error| !matches!(error, Error::MalformedSignature | Error::MalformedTimestamp))
}

/// Every text of up to `length` pieces.
fn texts(pieces: &[&[u8]], length: u32) -> impl Iterator<Item = Vec<u8>> {
    (0..=length).flat_map(move |length| {
        (0..pieces.len().pow(length)).map(move |number| {
            (0..length).flat_map(|place| pieces[number / pieces.len().pow(place) % pieces.len()]).copied().collect()
        })
    })
}

/// A delivery with all four headers, of which one has this value.
fn lines(name: &'static str, value: Vec<u8>) -> Vec<(&'static str, Vec<u8>)> {
    let values = [TIMESTAMP, SIGNATURE, b"a", b"identity"].map(<[u8]>::to_vec);
    let mut lines: Vec<_> = NAMES.into_iter().zip(values).collect();
    lines.retain(|(other, _)| *other != name);
    lines.push((name, value));
    lines
}

#[test]
fn every_short_line_of_copies() {
    for name in NAMES {
        let piece: &[u8] = if name == "content-encoding" { b"Identity" } else { b"ab" };
        for value in texts(&[b",", b" ", b"\t", piece, b"a"], amount(3, 6, 9)) {
            let lines = lines(name, value);
            assert_eq!(refusal(&lines), oracle::refusal(&lines), "{lines:?}");
        }
    }
}

#[test]
fn two_lines_are_copies_too() {
    for name in NAMES {
        for values in texts(&[b",", b" ", b"a", b"|"], amount(3, 7, 8)) {
            let mut parts = values.split(|byte| *byte == b'|').map(<[u8]>::to_vec);
            let mut lines = lines(name, parts.next().unwrap());
            lines.extend(parts.map(|value| (name, value)));
            assert_eq!(refusal(&lines), oracle::refusal(&lines), "{lines:?}");
        }
    }
}
