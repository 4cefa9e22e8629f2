//! The keys that the sender may have signed with: the given secrets, and what they become where people handle them.

use alloc::vec::Vec;

use super::bases::{Alphabet, from_base64, from_hex, from_percent, to_base64, to_hex, to_percent};
use super::cause::Cause;
use super::finding::Change;
use super::wiped::Wiped;
use super::{Candidate, MAX_CANDIDATES};
use crate::mac::Key;
use crate::secret::MAX_SECRETS;
use crate::timestamp::Instant;

/// A longer secret is tried as it is, and no other way: hashing variants of it would cost more than the body.
const MAX_REWRITTEN: usize = 4_096;
const MAX_PARTS: usize = 8;

/// A key, and what would have to be otherwise for it to be the right one.
pub(crate) struct Trial {
    pub(crate) key: Key,
    pub(crate) changes: Vec<Change>,
}

/// All keys to try, the given ones first, then those of one change, then of more.
pub(crate) fn trials(candidates: &[Candidate<'_>], now: Instant) -> Vec<Trial> {
    let mut rewritten: Vec<(Wiped, Vec<Change>)> = Vec::new();
    for (place, candidate) in candidates.iter().take(MAX_CANDIDATES).enumerate() {
        if candidate.is_unset() {
            continue;
        }
        let changes = service(candidate, place, now);
        let first = rewritten.len();
        rewritten.push((candidate.bytes.to_vec().into(), changes));
        rewrite_from(&mut rewritten, first);
    }
    for (text, what) in
        [(&b""[..], "an empty key"), (b"undefined", "the word 'undefined'"), (b"null", "the word 'null'")]
    {
        let change = Change::of(Cause::SenderSecretUnset, what, "");
        rewritten.push((text.to_vec().into(), alloc::vec![change]));
    }
    rewritten.sort_by_key(|(_, changes)| changes.len());
    rewritten.into_iter().map(|(bytes, changes)| Trial { key: Key::new(&bytes), changes }).collect()
}

/// What keeps a given secret from serving.
fn service(candidate: &Candidate<'_>, place: usize, now: Instant) -> Vec<Change> {
    let name = |cause| Change::with(cause, candidate.name(place), "");
    if candidate.not_after.is_some_and(|end| now >= end) {
        return alloc::vec![name(Cause::SecretExpired)];
    }
    if place >= MAX_SECRETS {
        return alloc::vec![name(Cause::SecretNotInUse)];
    }
    if let Some(error) = candidate.flaw() {
        return alloc::vec![Change::of(Cause::SecretRefused, error.message(), "")];
    }
    Vec::new()
}

/// Adds what the secret at `first` becomes in one step, and what that becomes in another where mistakes go together.
fn rewrite_from(all: &mut Vec<(Wiped, Vec<Change>)>, first: usize) {
    let mut at = first;
    while let Some((bytes, changes)) = all.get(at) {
        let is_first = at == first;
        let service =
            all.get(first).map_or(0, |(_, changes)| usize::from(!is_refused(changes)).saturating_mul(changes.len()));
        let taken = changes.len().saturating_sub(service);
        let made: Vec<_> =
            if is_first || (taken < 3 && changes.last().is_some_and(goes_on)) { steps(bytes) } else { Vec::new() };
        let before: Vec<Change> =
            changes.iter().filter(|change| change.cause != Cause::SecretRefused).cloned().collect();
        for (bytes, change) in made {
            let is_known = all.iter().skip(first).any(|(known, _)| **known == *bytes);
            if is_known || (!is_first && !follows(&change)) {
                continue;
            }
            let changes = before.iter().cloned().chain([change]).collect();
            all.push((bytes, changes));
        }
        at = at.saturating_add(1);
    }
}

fn is_refused(changes: &[Change]) -> bool {
    changes.iter().any(|change| change.cause == Cause::SecretRefused)
}

/// After which steps there may be another.
fn goes_on(change: &Change) -> bool {
    use Cause::{SecretEncoded, SecretPrefixKept, SecretQuoted, SecretWhiteSpace, SecretWithName};
    matches!(change.cause, SecretWhiteSpace | SecretQuoted | SecretWithName | SecretPrefixKept | SecretEncoded)
}

/// Which steps there may be after the first.
fn follows(change: &Change) -> bool {
    use Cause::{SecretEncoded, SecretPrefixKept, SecretQuoted, SecretUrlEncoded, SecretWhiteSpace, SecretWithName};
    matches!(
        change.cause,
        SecretWhiteSpace | SecretQuoted | SecretWithName | SecretPrefixKept | SecretEncoded | SecretUrlEncoded
    )
}

type Step = (Wiped, Change);

/// What one mistake makes of a secret, the frequent ones first.
fn steps(secret: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    if secret.len() > MAX_REWRITTEN {
        return steps;
    }
    let mut add = |bytes: &[u8], change: Change| {
        if !bytes.is_empty() && bytes != secret {
            steps.push((bytes.to_vec().into(), change));
        }
    };
    trimmed(secret, &mut add);
    unwrapped(secret, &mut add);
    prefixed(secret, &mut add);
    decoded(secret, &mut add);
    encoded(secret, &mut add);
    extended(secret, &mut add);
    steps
}

fn trimmed(secret: &[u8], add: &mut impl FnMut(&[u8], Change)) {
    let text = core::str::from_utf8(secret).map_or(secret.trim_ascii(), |text| {
        text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}').as_bytes()
    });
    let what = match secret.strip_prefix(text) {
        Some(b"\n" | b"\r\n") => "a newline at its end",
        Some(_) => "white space at its end",
        None => "white space around it",
    };
    add(text, Change::of(Cause::SecretWhiteSpace, what, ""));
    let literal = secret.strip_suffix(b"\\r\\n").or_else(|| secret.strip_suffix(b"\\n"));
    add(literal.unwrap_or_default(), Change::of(Cause::SecretWhiteSpace, "a written-out \\n at its end", ""));
}

fn unwrapped(secret: &[u8], add: &mut impl FnMut(&[u8], Change)) {
    let pairs: [(&[u8], &[u8]); 4] = [(b"\"", b"\""), (b"'", b"'"), (b"`", b"`"), ("“".as_bytes(), "”".as_bytes())];
    for (open, close) in pairs {
        let inside = secret.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        add(inside.unwrap_or_default(), Change::new(Cause::SecretQuoted));
    }
    if let Some(at) = secret.iter().position(|byte| matches!(byte, b'=' | b':')) {
        let (name, value) = secret.split_at_checked(at).unwrap_or_default();
        let name = name.trim_ascii();
        let name = name.strip_prefix(b"export ").unwrap_or(name);
        if name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') && !name.is_empty() {
            let value = value.get(1..).unwrap_or_default().trim_ascii_start();
            add(value, Change::new(Cause::SecretWithName));
        }
    }
    let parts = secret.split(|byte| matches!(byte, b',' | b';' | b' ' | b'\n' | b'|'));
    for part in parts.map(<[u8]>::trim_ascii).take(MAX_PARTS) {
        add(part, Change::new(Cause::SecretIsList));
    }
}

/// As payment, webhook and key services write them.
const PREFIXES: [&str; 12] =
    ["whsec_", "whsk_", "wh_", "webhook_", "sk_", "sk_live_", "sk_test_", "secret_", "key_", "hook_", "live_", "test_"];

fn prefixed(secret: &[u8], add: &mut impl FnMut(&[u8], Change)) {
    for prefix in PREFIXES {
        let rest = secret.strip_prefix(prefix.as_bytes()).unwrap_or_default();
        add(rest, Change::new(Cause::SecretPrefixKept));
    }
    for prefix in PREFIXES {
        let whole = Wiped::from([prefix.as_bytes(), secret].concat());
        add(&whole, Change::new(Cause::SecretPrefixDropped));
    }
}

fn decoded(secret: &[u8], add: &mut impl FnMut(&[u8], Change)) {
    if let Some(bytes) = from_hex(secret).map(Wiped::from) {
        add(&bytes, Change::of(Cause::SecretEncoded, "hex", "Buffer.from(secret, 'hex'), bytes.fromhex(secret)"));
    }
    if let Some((bytes, alphabet)) = from_base64(secret) {
        let (what, how) = match alphabet {
            Alphabet::Standard => ("base64", "Buffer.from(secret, 'base64'), base64.b64decode(secret)"),
            Alphabet::Url => ("base64url", "Buffer.from(secret, 'base64url'), base64.urlsafe_b64decode(secret)"),
        };
        add(&Wiped::from(bytes), Change::of(Cause::SecretEncoded, what, how));
    }
    for plus in [false, true] {
        if let Some(bytes) = from_percent(secret, plus).map(Wiped::from) {
            let how = "decode it where it comes from a URL: decodeURIComponent(secret)";
            add(&bytes, Change::of(Cause::SecretUrlEncoded, "often", how));
        }
    }
}

fn encoded(secret: &[u8], add: &mut impl FnMut(&[u8], Change)) {
    let hex = Wiped::from(to_hex(secret));
    add(&hex, Change::of(Cause::SecretDecoded, "hex", ""));
    add(&Wiped::from(hex.to_ascii_uppercase()), Change::of(Cause::SecretDecoded, "upper-case hex", ""));
    for (alphabet, padded, what) in [
        (Alphabet::Standard, true, "base64"),
        (Alphabet::Url, false, "base64url"),
        (Alphabet::Url, true, "base64url with padding"),
        (Alphabet::Standard, false, "base64 without padding"),
    ] {
        let text = Wiped::from(to_base64(secret, alphabet, padded));
        add(&text, Change::of(Cause::SecretDecoded, what, ""));
    }
    if let Some(text) = to_percent(secret).map(Wiped::from) {
        let how = "copy the secret as the provider shows it, with its percent signs";
        add(&text, Change::of(Cause::SecretUrlEncoded, "seldom", how));
    }
    if secret.iter().all(u8::is_ascii_hexdigit) {
        add(&Wiped::from(secret.to_ascii_lowercase()), Change::new(Cause::SecretHexCase));
        add(&Wiped::from(secret.to_ascii_uppercase()), Change::new(Cause::SecretHexCase));
    }
}

fn extended(secret: &[u8], add: &mut impl FnMut(&[u8], Change)) {
    let (line_feed, both, space) = ("a newline at its end", "a CRLF at its end", "a space at its end");
    for (end, what) in [(&b"\n"[..], line_feed), (b"\r\n", both), (b" ", space)] {
        let longer = Wiped::from([secret, end].concat());
        add(&longer, Change::of(Cause::SecretWhiteSpaceMissing, what, ""));
    }
}
