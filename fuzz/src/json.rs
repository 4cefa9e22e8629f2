//! The strict pass takes what `serde_json` takes less what the oracle names, whole and in pieces, and the typed event agrees.

use webhook_verifier::bindings::{MAX_OPEN_KEYS, Outline, Scanner};
use webhook_verifier::{Error, Event, Headers, PayloadError, PayloadErrorKind};

use crate::json_oracle::{ends_in_duplicate, flaws};

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
    let typed = Event::parse_unverified(body, &Headers::default()).map(|_| ());
    assert_eq!(typed, whole.as_ref().map(|_| ()).map_err(|flaw| Error::MalformedPayload(*flaw)), "typed");
    let named = flaws(body);
    match &whole {
        Ok(_) => assert_eq!(named, [], "{}", body.escape_ascii()),
        Err(flaw) => assert!(is_founded(body, *flaw, &named), "{flaw:?}, not {named:?}: {}", body.escape_ascii()),
    }
    whole.is_ok()
}

/// The oracle names it too, or it comes before the one against the grammar that the oracle names.
fn is_founded(body: &[u8], flaw: PayloadError, named: &[PayloadErrorKind]) -> bool {
    let breaks_off = named
        .iter()
        .any(|kind| matches!(kind, PayloadErrorKind::Syntax | PayloadErrorKind::Truncated | PayloadErrorKind::NotUtf8));
    match flaw.kind {
        kind if named.contains(&kind) => true,
        PayloadErrorKind::DuplicateKey => breaks_off && ends_in_duplicate(&body[..=flaw.offset]),
        PayloadErrorKind::TooDeep | PayloadErrorKind::TooManyKeys => breaks_off,
        _ => false,
    }
}
