//! Secrets in an encoding, and those that were decoded without need.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::encodings::{Alphabet, from_base64, from_hex, from_percent, to_base64, to_hex, to_percent};
use crate::finding::Hypothesis;
use crate::finding_code::FindingCode;

pub(super) fn decoded(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    if let Some(bytes) = from_hex(secret).map(Zeroizing::new) {
        add(
            &bytes,
            Hypothesis::of(
                FindingCode::SecretEncoded,
                "hex",
                "\nNode: Buffer.from(secret, 'hex')\nPython: bytes.fromhex(secret)",
            ),
        );
    }
    if let Some((bytes, alphabet)) = from_base64(secret) {
        let (what, how) = match alphabet {
            Alphabet::Standard => ("base64", "\nNode: Buffer.from(secret, 'base64')\nPython: base64.b64decode(secret)"),
            Alphabet::Url => {
                ("base64url", "\nNode: Buffer.from(secret, 'base64url')\nPython: base64.urlsafe_b64decode(secret)")
            }
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

pub(super) fn encoded(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let hex = Zeroizing::new(to_hex(secret));
    add(&hex, Hypothesis::of(FindingCode::SecretDecoded, "hex", ""));
    add(&Zeroizing::new(hex.to_ascii_uppercase()), Hypothesis::of(FindingCode::SecretDecoded, "uppercase hex", ""));
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
            Hypothesis::of(FindingCode::SecretUrlEncoded, "has spaces where the sender's has plus signs", remedy),
        );
    }
    if secret.iter().all(u8::is_ascii_hexdigit) {
        add(&Zeroizing::new(secret.to_ascii_lowercase()), Hypothesis::new(FindingCode::SecretHexCase));
        add(&Zeroizing::new(secret.to_ascii_uppercase()), Hypothesis::new(FindingCode::SecretHexCase));
    }
}
