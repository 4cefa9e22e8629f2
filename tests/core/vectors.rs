//! The smaller files of `tests/vectors`, which the npm package's suite runs too: texts of two headers, and bodies.
#![cfg(feature = "alloc")]

use crate::amount::amount;
use crate::bytes::bytes;
use serde::Deserialize;
use webhook_verifier::bindings::{MAX_OPEN_KEYS, Scanner, Signature, Timestamp, parse_unverified};
use webhook_verifier::{Error, Headers, PayloadError, PayloadErrorKind, UnixTime};

#[derive(Deserialize)]
struct Timestamps {
    accepted: Vec<Moment>,
    refused: Vec<String>,
}

#[derive(Deserialize)]
struct Moment {
    text: String,
    seconds: i64,
    nanos: u32,
}

#[test]
fn timestamps_are_read_or_refused() {
    let file: Timestamps = serde_json::from_str(include_str!("../vectors/timestamps.json")).unwrap();
    assert!(file.accepted.len() >= 40 && file.refused.len() >= 150);
    for moment in file.accepted {
        let parsed = Timestamp::parse(moment.text.as_bytes()).unwrap_or_else(|| panic!("{}", moment.text));
        assert_eq!(parsed.time(), UnixTime::new(moment.seconds, moment.nanos), "{}", moment.text);
        assert_eq!(parsed.as_str(), moment.text);
    }
    for text in file.refused {
        assert!(Timestamp::parse(text.as_bytes()).is_none(), "{text:?}");
    }
}

#[derive(Deserialize)]
struct Signatures {
    accepted: Vec<Spelling>,
    refused: Vec<String>,
}

#[derive(Deserialize)]
struct Spelling {
    text: String,
    bytes: String,
}

#[test]
fn signatures_are_read_or_refused() {
    let file: Signatures = serde_json::from_str(include_str!("../vectors/signatures.json")).unwrap();
    assert!(file.accepted.len() >= 5 && file.refused.len() >= 40);
    for spelling in file.accepted {
        let parsed = Signature::parse(spelling.text.as_bytes()).unwrap_or_else(|| panic!("{}", spelling.text));
        let hex: String = parsed.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, spelling.bytes);
        assert_eq!(parsed.text().as_str(), spelling.text);
    }
    for text in file.refused {
        assert!(Signature::parse(text.as_bytes()).is_none(), "{text:?}");
    }
}

#[derive(Deserialize)]
struct Bodies {
    accepted: Vec<Body>,
    refused: Vec<Body>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    name: String,
    error: Option<String>,
    text: Option<String>,
    base64: Option<String>,
    parts: Option<Vec<(String, usize)>>,
}

#[test]
fn bodies_are_accepted_or_refused_for_their_first_error() {
    let file: Bodies = serde_json::from_str(include_str!("../vectors/json.json")).unwrap();
    assert!(file.accepted.len() >= 40 && file.refused.len() >= 150);
    let is_short = |body: &&Body| !cfg!(miri) || body.parts.is_none();
    for body in file.accepted.iter().chain(&file.refused).filter(is_short) {
        let bytes = body.bytes();
        let parsed = parse_unverified(&bytes, &Headers::default());
        assert_eq!(error_name(parsed.err()), body.error.as_deref(), "{}", body.name);
        for size in amount(3..=3, 1..=7, 1..=7) {
            assert_eq!(
                in_chunks(&bytes, size).err().map(|error| name(error.kind)),
                body.error.as_deref(),
                "{}",
                body.name
            );
        }
    }
}

impl Body {
    fn bytes(&self) -> Vec<u8> {
        match &self.parts {
            Some(parts) => parts.iter().flat_map(|(text, count)| copies(text, *count)).collect(),
            None => bytes(self.text.as_deref(), self.base64.as_deref()),
        }
    }
}

fn copies(text: &str, count: usize) -> Vec<u8> {
    (0..count).flat_map(|number| text.replace('#', &number.to_string()).into_bytes()).collect()
}

fn in_chunks(bytes: &[u8], size: usize) -> Result<(), PayloadError> {
    let mut scanner = Scanner::new([0x1234_5678, 0x9abc_def0]);
    let mut table = vec![0; MAX_OPEN_KEYS];
    for chunk in bytes.chunks(size) {
        scanner.feed(chunk, &mut table)?;
    }
    scanner.finish().map(|_| ())
}

fn error_name(error: Option<Error>) -> Option<&'static str> {
    match error? {
        Error::MalformedPayload(error) => Some(name(error.kind)),
        other => panic!("{other}"),
    }
}

fn name(kind: PayloadErrorKind) -> &'static str {
    match kind {
        PayloadErrorKind::Empty => "empty",
        PayloadErrorKind::NotAnObject => "not_an_object",
        PayloadErrorKind::ByteOrderMark => "byte_order_mark",
        PayloadErrorKind::NotUtf8 => "not_utf8",
        PayloadErrorKind::Syntax => "syntax",
        PayloadErrorKind::Truncated => "truncated",
        PayloadErrorKind::DuplicateKey => "duplicate_key",
        PayloadErrorKind::TooDeep => "too_deep",
        PayloadErrorKind::TooManyKeys => "too_many_keys",
        other => panic!("{other:?} has no name here"),
    }
}
