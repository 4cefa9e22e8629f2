//! Secrets as one mistake changes them.

use alloc::string::String;
use alloc::vec::Vec;

use super::encodings::{Alphabet, from_base64, from_hex, from_percent, to_base64, to_hex, to_percent};
use super::finding::Hypothesis;
use super::finding_code::FindingCode;
use super::json::Value;
use zeroize::Zeroizing;

/// A longer secret is tried as it is, and no other way: hashing variants of it would cost more than the body.
const MAX_REWRITTEN: usize = 4_096;
const MAX_PARTS: usize = 8;

/// A changed secret, and the finding if it is the key.
pub(crate) type Step = (Zeroizing<Vec<u8>>, Hypothesis);

/// All steps from a secret, the frequent ones first.
pub(crate) fn steps(secret: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    if secret.len() > MAX_REWRITTEN {
        return steps;
    }
    let mut add = |bytes: &[u8], change: Hypothesis| {
        if !bytes.is_empty() && bytes != secret {
            steps.push((bytes.to_vec().into(), change));
        }
    };
    trimmed(secret, &mut add);
    joined(secret, &mut add);
    unwrapped(secret, &mut add);
    prefixed(secret, &mut add);
    decoded(secret, &mut add);
    encoded(secret, &mut add);
    extended(secret, &mut add);
    recased(secret, &mut add);
    steps
}

fn trimmed(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let text = core::str::from_utf8(secret).map_or(secret.trim_ascii(), |text| {
        text.trim_matches(|letter: char| letter.is_whitespace() || is_invisible(letter)).as_bytes()
    });
    let what = match secret.strip_prefix(text) {
        Some(b"\n" | b"\r\n") => "a newline at its end",
        Some(_) => "whitespace at its end",
        None => "whitespace around it",
    };
    add(text, Hypothesis::of(FindingCode::SecretWhitespace, what, ""));
    let literal = secret.strip_suffix(b"\\r\\n").or_else(|| secret.strip_suffix(b"\\n"));
    add(literal.unwrap_or_default(), Hypothesis::of(FindingCode::SecretWhitespace, "an escaped \\n at its end", ""));
}

/// Letters that no screen shows: zero-width ones, marks of direction, the soft hyphen.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Without the invisible letters, the spaces and the line breaks inside; and with plain spaces for the others.
fn joined(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let Ok(text) = core::str::from_utf8(secret) else { return };
    let mut keep = |is_dropped: &dyn Fn(char) -> bool, detail| {
        let rest: Zeroizing<Vec<u8>> =
            Zeroizing::new(text.chars().filter(|letter| !is_dropped(*letter)).collect::<String>().into_bytes());
        add(&rest, Hypothesis::of(FindingCode::SecretWhitespace, detail, ""));
    };
    keep(&is_invisible, "an invisible character in it");
    keep(&|letter| matches!(letter, '\n' | '\r'), "a line break in the middle");
    keep(&|letter| letter.is_whitespace() || is_invisible(letter), "whitespace in the middle");
    // The line that was wrapped began with the spaces of its indentation.
    let plain = |letter: char| if letter.is_whitespace() && letter != '\n' { ' ' } else { letter };
    let spaced = Zeroizing::new(text.chars().map(plain).collect::<String>().into_bytes());
    add(&spaced, Hypothesis::of(FindingCode::SecretWhitespace, "a non-breaking space in it", ""));
}

fn unwrapped(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let pairs: [(&[u8], &[u8]); 4] = [(b"\"", b"\""), (b"'", b"'"), (b"`", b"`"), ("“".as_bytes(), "”".as_bytes())];
    for (open, close) in pairs {
        let inside = secret.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        add(inside.unwrap_or_default(), Hypothesis::new(FindingCode::SecretQuoted));
    }
    if let Some(at) = secret.iter().position(|byte| matches!(byte, b'=' | b':')) {
        let (name, value) = secret.split_at_checked(at).unwrap_or_default();
        let name = name.trim_ascii();
        let name = name.strip_prefix(b"export ").unwrap_or(name);
        if name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') && !name.is_empty() {
            let value = value.get(1..).unwrap_or_default().trim_ascii_start();
            add(value, Hypothesis::of(FindingCode::SecretWithName, "the name of its setting", ""));
        }
    }
    named(secret, add);
    let parts = secret.split(|byte| matches!(byte, b',' | b';' | b' ' | b'\n' | b'|'));
    for part in parts.map(<[u8]>::trim_ascii).take(MAX_PARTS) {
        add(part, Hypothesis::new(FindingCode::SecretIsList));
    }
}

/// `Bearer whsec_…`, and the values of a JSON object.
fn named(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let header = b"authorization:";
    let value = secret.split_at_checked(header.len()).filter(|(start, _)| start.eq_ignore_ascii_case(header));
    let credentials = value.map_or(secret, |(_, value)| value.trim_ascii_start());
    for scheme in ["bearer ", "basic ", "token "] {
        let value = credentials
            .split_at_checked(scheme.len())
            .filter(|(start, _)| start.eq_ignore_ascii_case(scheme.as_bytes()));
        let value = value.map_or(&b""[..], |(_, value)| value.trim_ascii_start());
        add(
            value,
            Hypothesis::of(FindingCode::SecretWithName, "the scheme of an Authorization header, such as Bearer", ""),
        );
    }
    let Ok(Value::Map(members)) = Value::parse(secret) else { return };
    let mut texts = Vec::new();
    members.iter().for_each(|(_, value)| texts_in(value, &mut texts));
    for text in texts.into_iter().take(MAX_PARTS) {
        add(text.as_bytes(), Hypothesis::new(FindingCode::SecretIsJson));
    }
}

/// The texts of a value and of the objects in it.
fn texts_in<'a>(value: &'a Value<'_>, texts: &mut Vec<&'a str>) {
    match value {
        Value::Text(text) => texts.push(text),
        Value::List(items) => items.iter().for_each(|item| texts_in(item, texts)),
        Value::Map(members) => members.iter().for_each(|(_, value)| texts_in(value, texts)),
        Value::Word(_) => {}
    }
}

/// As payment, webhook and key services write them.
const PREFIXES: [&str; 12] =
    ["whsec_", "whsk_", "wh_", "webhook_", "sk_", "sk_live_", "sk_test_", "secret_", "key_", "hook_", "live_", "test_"];

fn prefixed(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    for prefix in PREFIXES {
        let rest = secret.strip_prefix(prefix.as_bytes()).unwrap_or_default();
        add(rest, Hypothesis::new(FindingCode::SecretPrefixKept));
    }
    for prefix in PREFIXES {
        let whole = Zeroizing::new([prefix.as_bytes(), secret].concat());
        add(&whole, Hypothesis::new(FindingCode::SecretPrefixDropped));
    }
}

fn decoded(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    if let Some(bytes) = from_hex(secret).map(Zeroizing::new) {
        add(
            &bytes,
            Hypothesis::of(FindingCode::SecretEncoded, "hex", "Buffer.from(secret, 'hex'), bytes.fromhex(secret)"),
        );
    }
    if let Some((bytes, alphabet)) = from_base64(secret) {
        let (what, how) = match alphabet {
            Alphabet::Standard => ("base64", "Buffer.from(secret, 'base64'), base64.b64decode(secret)"),
            Alphabet::Url => ("base64url", "Buffer.from(secret, 'base64url'), base64.urlsafe_b64decode(secret)"),
        };
        add(&Zeroizing::new(bytes), Hypothesis::of(FindingCode::SecretEncoded, what, how));
    }
    for plus in [false, true] {
        if let Some(bytes) = from_percent(secret, plus).map(Zeroizing::new) {
            let how = "decode it where it comes from a URL: decodeURIComponent(secret)";
            add(&bytes, Hypothesis::of(FindingCode::SecretUrlEncoded, "is still URL-encoded", how));
        }
    }
}

fn encoded(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let hex = Zeroizing::new(to_hex(secret));
    add(&hex, Hypothesis::of(FindingCode::SecretDecoded, "hex", ""));
    add(&Zeroizing::new(hex.to_ascii_uppercase()), Hypothesis::of(FindingCode::SecretDecoded, "upper-case hex", ""));
    for (alphabet, padded, what) in [
        (Alphabet::Standard, true, "base64"),
        (Alphabet::Url, false, "base64url"),
        (Alphabet::Url, true, "base64url with padding"),
        (Alphabet::Standard, false, "base64 without padding"),
    ] {
        let text = Zeroizing::new(to_base64(secret, alphabet, padded));
        add(&text, Hypothesis::of(FindingCode::SecretDecoded, what, ""));
    }
    if let Some(text) = to_percent(secret).map(Zeroizing::new) {
        let how = "copy the secret as the provider shows it, with its percent signs";
        add(
            &text,
            Hypothesis::of(FindingCode::SecretUrlEncoded, "was URL-decoded, and the sender signs with its text", how),
        );
    }
    // A form decoder turns each plus into a space.
    if secret.contains(&b' ') {
        let text: Vec<u8> = secret.iter().map(|byte| if *byte == b' ' { b'+' } else { *byte }).collect();
        let remedy =
            "copy the secret as the provider shows it, with its plus signs; in a URL or a form, encode them as %2B";
        add(
            &Zeroizing::new(text),
            Hypothesis::of(FindingCode::SecretUrlEncoded, "has spaces, and the sender's has plus signs", remedy),
        );
    }
    if secret.iter().all(u8::is_ascii_hexdigit) {
        add(&Zeroizing::new(secret.to_ascii_lowercase()), Hypothesis::new(FindingCode::SecretHexCase));
        add(&Zeroizing::new(secret.to_ascii_uppercase()), Hypothesis::new(FindingCode::SecretHexCase));
    }
}

/// The whole secret in the other case, as after a form, a DNS record or a database that folds it.
fn recased(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let hypothesis = |case| Hypothesis::of(FindingCode::SecretLetterCase, case, "");
    add(&Zeroizing::new(secret.to_ascii_lowercase()), hypothesis("lowercase"));
    add(&Zeroizing::new(secret.to_ascii_uppercase()), hypothesis("uppercase"));
    // A prefix such as whsec_ keeps its case where hex or base32 digits follow.
    let at = secret.iter().position(|byte| *byte == b'_').map_or(0, |at| at.saturating_add(1));
    let (prefix, rest) = secret.split_at_checked(at).unwrap_or_default();
    let prefix = prefix.to_ascii_lowercase();
    for (rest, case) in [
        (rest.to_ascii_uppercase(), "uppercase, after its prefix"),
        (rest.to_vec(), "its own case, after a lowercase prefix"),
    ] {
        add(&Zeroizing::new([prefix.as_slice(), &Zeroizing::new(rest)].concat()), hypothesis(case));
    }
}

fn extended(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let (line_feed, both, space) = ("a newline at its end", "a CRLF at its end", "a space at its end");
    for (end, what) in [(&b"\n"[..], line_feed), (b"\r\n", both), (b" ", space)] {
        let longer = Zeroizing::new([secret, end].concat());
        add(&longer, Hypothesis::of(FindingCode::SecretWhitespaceMissing, what, ""));
    }
}
