//! What one mistake makes of a secret.

use alloc::vec::Vec;

use super::bases::{Alphabet, from_base64, from_hex, from_percent, to_base64, to_hex, to_percent};
use super::cause::Cause;
use super::finding::Change;
use super::wiped::Wiped;

/// A longer secret is tried as it is, and no other way: hashing variants of it would cost more than the body.
const MAX_REWRITTEN: usize = 4_096;
const MAX_PARTS: usize = 8;

/// What a secret becomes, and what is wrong if that is the key.
pub(crate) type Step = (Wiped, Change);

/// All steps from a secret, the frequent ones first.
pub(crate) fn steps(secret: &[u8]) -> Vec<Step> {
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
