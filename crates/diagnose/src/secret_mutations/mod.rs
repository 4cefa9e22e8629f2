//! Secrets as one mistake changes them.

mod encoded;
mod wrapped;

use alloc::string::String;
use alloc::vec::Vec;

use super::finding::Hypothesis;
use super::finding_code::FindingCode;
use zeroize::Zeroizing;

/// A longer secret is tried only as it is: hashing its variants would cost more than the body.
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
    wrapped::unwrapped(secret, &mut add);
    prefixed(secret, &mut add);
    encoded::decoded(secret, &mut add);
    encoded::encoded(secret, &mut add);
    extended(secret, &mut add);
    recased(secret, &mut add);
    steps
}

/// The end of the fix for whitespace around the secret.
pub(crate) const TRIM: &str = ", or trim the secret once where your program reads it";
/// The same with the usual source of a newline.
pub(crate) const WITHOUT_NEWLINE: &str =
    " (write the file with printf %s, not echo), or trim the secret once where your program reads it";

fn trimmed(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let text = core::str::from_utf8(secret).map_or(secret.trim_ascii(), |text| {
        text.trim_matches(|letter: char| letter.is_whitespace() || is_invisible(letter)).as_bytes()
    });
    let (what, remedy) = match (secret.strip_prefix(text), secret.ends_with(text)) {
        (Some(b"\n" | b"\r\n"), _) => ("a newline at its end", WITHOUT_NEWLINE),
        (Some(_), _) => ("whitespace at its end", TRIM),
        (None, true) => ("whitespace at its start", TRIM),
        (None, false) => ("whitespace around it", TRIM),
    };
    add(text, Hypothesis::of(FindingCode::SecretWhitespace, what, remedy));
    let literal = secret.strip_suffix(b"\\r\\n").or_else(|| secret.strip_suffix(b"\\n"));
    add(
        literal.unwrap_or_default(),
        Hypothesis::of(
            FindingCode::SecretWhitespace,
            "an escaped \\n at its end",
            " (write the file with printf %s, not echo)",
        ),
    );
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

/// The whole secret in the other case, as after a form, a DNS record or a database that folds it.
fn recased(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let hypothesis = |case| Hypothesis::of(FindingCode::SecretLetterCase, case, "");
    add(&Zeroizing::new(secret.to_ascii_lowercase()), hypothesis("all in lowercase"));
    add(&Zeroizing::new(secret.to_ascii_uppercase()), hypothesis("all in uppercase"));
    // A prefix such as whsec_ keeps its case where hex or base32 digits follow.
    let at = secret.iter().position(|byte| *byte == b'_').map_or(0, |at| at.saturating_add(1));
    let (prefix, rest) = secret.split_at_checked(at).unwrap_or_default();
    let prefix = prefix.to_ascii_lowercase();
    for (rest, case) in
        [(rest.to_ascii_uppercase(), "in uppercase after its prefix"), (rest.to_vec(), "with its prefix in lowercase")]
    {
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
