//! The claimed signature, in any spelling that a header has it in.

use alloc::vec::Vec;

use webhook_verifier::bindings::{TAG_BYTES, position};

use super::encodings::{Alphabet, from_base64, from_hex};
use super::finding::Hypothesis;
use super::finding_code::FindingCode;

/// The least length of a truncated signature: 128 bits do not match by chance.
const LEAST_BYTES: usize = 16;

/// The bytes of a signature, or the first of them, and the mistakes in its spelling.
#[derive(Clone, Debug)]
pub(crate) struct ClaimedSignature {
    tag: [u8; TAG_BYTES],
    length: usize,
    pub(crate) changes: Vec<Hypothesis>,
}

impl ClaimedSignature {
    /// Whether this is the HMAC, in constant time.
    pub(crate) fn is(&self, tag: &[u8; TAG_BYTES]) -> bool {
        let mut known = [0; TAG_BYTES];
        for (place, byte) in known.iter_mut().zip(tag).take(self.length) {
            *place = *byte;
        }
        position([Some(known)], &self.tag).is_some()
    }

    /// The same under further conditions.
    pub(crate) fn after(self, mut changes: Vec<Hypothesis>) -> Self {
        changes.extend(self.changes);
        Self { changes, ..self }
    }

    fn new(bytes: &[u8], changes: Vec<Hypothesis>) -> Self {
        let mut tag = [0; TAG_BYTES];
        for (place, byte) in tag.iter_mut().zip(bytes) {
            *place = *byte;
        }
        Self { tag, length: bytes.len().min(TAG_BYTES), changes }
    }
}

/// Reads a signature as a person would. `None` if it has no bytes to compare with an HMAC.
pub(crate) fn read(header: &[u8]) -> Option<ClaimedSignature> {
    let mut changes = Vec::new();
    let text = undecorated(header, &mut changes);
    let text = without_prefix(text, &mut changes);
    if let Some(bytes) = from_hex(text).filter(|bytes| (LEAST_BYTES..=TAG_BYTES).contains(&bytes.len())) {
        let is_known = changes.iter().any(|change| change.code == FindingCode::SignatureUpperCase);
        if text.iter().any(u8::is_ascii_uppercase) && !is_known {
            changes.push(Hypothesis::new(FindingCode::SignatureUpperCase));
        }
        return Some(claim(&bytes, changes));
    }
    if let Some(half) = odd_hex(text) {
        return Some(claim(&half, changes));
    }
    let (bytes, alphabet) = from_base64(text)?;
    let what = if alphabet == Alphabet::Url { "base64url" } else { "base64" };
    if bytes.len() == TAG_BYTES {
        changes.push(Hypothesis::of(FindingCode::SignatureBase64, what, ""));
        return Some(ClaimedSignature::new(&bytes, changes));
    }
    let inner = bytes.strip_prefix(b"sha256=").unwrap_or(&bytes);
    let tag = from_hex(inner).filter(|tag| tag.len() == TAG_BYTES)?;
    changes.push(Hypothesis::of(FindingCode::SignatureBase64, "base64 of hex", ""));
    Some(ClaimedSignature::new(&tag, changes))
}

/// All the digits that make whole bytes, of hex that was cut in the middle of one.
fn odd_hex(text: &[u8]) -> Option<Vec<u8>> {
    let (last, digits) = text.split_last()?;
    let bytes = from_hex(digits).filter(|bytes| (LEAST_BYTES..TAG_BYTES).contains(&bytes.len()))?;
    last.is_ascii_hexdigit().then_some(bytes)
}

fn claim(bytes: &[u8], mut changes: Vec<Hypothesis>) -> ClaimedSignature {
    if bytes.len() < TAG_BYTES {
        changes.push(Hypothesis::of(FindingCode::SignatureTruncated, "only the beginning of the right one", ""));
    }
    ClaimedSignature::new(bytes, changes)
}

fn undecorated<'a>(header: &'a [u8], changes: &mut Vec<Hypothesis>) -> &'a [u8] {
    let trimmed = header.trim_ascii();
    if trimmed.len() < header.len() {
        changes.push(Hypothesis::of(FindingCode::SignatureWrapped, "whitespace", ""));
    }
    for quote in [b'"', b'\''] {
        let inside = trimmed.strip_prefix(&[quote]).and_then(|rest| rest.strip_suffix(&[quote]));
        if let Some(inside) = inside {
            changes.push(Hypothesis::of(FindingCode::SignatureWrapped, "quotes", ""));
            return inside;
        }
    }
    trimmed
}

fn without_prefix<'a>(text: &'a [u8], changes: &mut Vec<Hypothesis>) -> &'a [u8] {
    const PREFIX: usize = b"sha256=".len();
    let mut rest = text;
    let mut count = 0usize;
    while let Some((prefix, after)) =
        rest.split_at_checked(PREFIX).filter(|(prefix, _)| prefix.eq_ignore_ascii_case(b"sha256="))
    {
        if prefix != b"sha256=" && count == 0 {
            changes.push(Hypothesis::new(FindingCode::SignatureUpperCase));
        }
        count = count.saturating_add(1);
        rest = after;
    }
    match count {
        0 => changes.push(Hypothesis::new(FindingCode::SignaturePrefixMissing)),
        1 => {}
        _ => changes.push(Hypothesis::new(FindingCode::SignaturePrefixDoubled)),
    }
    rest
}

/// The likely mistake in a malformed signature.
pub(crate) fn looks(header: &[u8]) -> Hypothesis {
    let mut ignored = Vec::new();
    let text = undecorated(header, &mut ignored);
    let digits = text.split(|byte| matches!(byte, b'=' | b':')).rfind(|part| !part.is_empty()).unwrap_or_default();
    let is_hex = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    if let (true, Some(algorithm)) = (is_hex, algorithm(digits.len())) {
        return Hypothesis::of(FindingCode::SignatureOtherAlgorithm, algorithm, "");
    }
    let spelling = read(header).and_then(|claim| claim.changes.into_iter().next_back());
    match spelling {
        Some(change) => change,
        None if is_hex && digits.len() < 2 * TAG_BYTES => {
            Hypothesis::of(FindingCode::SignatureTruncated, "too short", "")
        }
        None => Hypothesis::new(FindingCode::SignatureMalformed),
    }
}

/// Whose hex is of this length.
const fn algorithm(digits: usize) -> Option<&'static str> {
    match digits {
        32 => Some("HMAC-MD5"),
        40 => Some("HMAC-SHA1"),
        56 => Some("HMAC-SHA224"),
        96 => Some("HMAC-SHA384"),
        128 => Some("HMAC-SHA512"),
        _ => None,
    }
}

/// Whose spelling this is.
pub(crate) fn provider(header: &[u8]) -> Option<&'static str> {
    let has = |part: &[u8]| header.windows(part.len().max(1)).any(|window| window == part);
    match header {
        [b't', b'=', b'0'..=b'9', ..] if has(b"v1=") => Some("Stripe"),
        [b't', b's', b'=', b'0'..=b'9', ..] if has(b"h1=") => Some("Paddle"),
        [b'v', b'1', b',', ..] | [b'v', b'1', b'a', b',', ..] => Some("Standard Webhooks (Svix)"),
        [b'v', b'0', b'=', ..] => Some("Slack"),
        [b's', b'h', b'a', b'1', b'=', ..] => Some("GitHub's old signatures, with SHA-1"),
        _ => None,
    }
}
