//! The scanner accepts the documents of `serde_json` for which the oracle names no error, whole and in pieces, and the typed
//! event agrees.

use webhook_verifier::bindings::{MAX_OPEN_KEYS, Outline, Scanner, parse_unverified};
use webhook_verifier::{Error, Headers, PayloadError, PayloadErrorKind};

use crate::json_oracle::{ends_in_duplicate, errors};

fn scan(body: &[u8], size: usize, seed: [u32; 2]) -> Result<Outline, PayloadError> {
    let mut table = vec![0; MAX_OPEN_KEYS.min(body.len() / 4 + 1)];
    let mut scanner = Scanner::new(seed);
    for piece in body.chunks(size.max(1)) {
        scanner.feed(piece, &mut table)?;
    }
    scanner.finish().copied()
}

pub fn check(data: &[u8]) -> bool {
    let (size, body) = data.split_first().map_or((1, data), |(first, rest)| (usize::from(*first % 16), rest));
    let whole = scan(body, body.len(), [1, 2]);
    assert_eq!(format!("{whole:?}"), format!("{:?}", scan(body, size, [1, 2])), "in pieces of {size}");
    assert_eq!(format!("{whole:?}"), format!("{:?}", scan(body, body.len(), [3, 4])), "with another seed");
    let typed = parse_unverified(body, &Headers::default()).map(|_| ());
    assert_eq!(typed, whole.as_ref().map(|_| ()).map_err(|error| Error::MalformedPayload(*error)), "typed");
    let named = errors(body);
    match &whole {
        Ok(_) => assert_eq!(named, [], "{}", body.escape_ascii()),
        Err(error) => assert!(is_justified(body, *error, &named), "{error:?}, not {named:?}: {}", body.escape_ascii()),
    }
    whole.is_ok()
}

/// Whether the oracle names the error too, or the error comes before the syntax error that the oracle names.
fn is_justified(body: &[u8], error: PayloadError, named: &[PayloadErrorKind]) -> bool {
    let breaks_off = named
        .iter()
        .any(|kind| matches!(kind, PayloadErrorKind::Syntax | PayloadErrorKind::Truncated | PayloadErrorKind::NotUtf8));
    match error.kind {
        kind if named.contains(&kind) => true,
        PayloadErrorKind::DuplicateKey => breaks_off && ends_in_duplicate(&body[..=error.offset]),
        PayloadErrorKind::TooDeep | PayloadErrorKind::TooManyKeys => breaks_off,
        _ => false,
    }
}
