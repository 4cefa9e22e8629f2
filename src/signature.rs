//! The one accepted spelling of a signature, `sha256=` and 64 lowercase hex digits, and its 32 bytes.
//!
//! With one spelling only, no second text of a signature can slip past a duplicate check.

use core::fmt;

use crate::mac::{TAG_BYTES, is_equal};

const PREFIX: &[u8] = b"sha256=";
const HEX_BYTES: usize = 2 * TAG_BYTES;
const TEXT_BYTES: usize = PREFIX.len() + HEX_BYTES;

/// The HMAC that the sender claims. Compared in constant time; with the body it is a delivery that can be replayed, so `Debug`
/// elides it.
#[derive(Clone, Copy, Eq)]
pub struct Signature([u8; TAG_BYTES]);

impl PartialEq for Signature {
    fn eq(&self, other: &Self) -> bool {
        is_equal(&self.0, &other.0).into()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[signature elided]")
    }
}

impl Signature {
    /// Returns `None` for anything but `sha256=` and 64 lowercase hex digits.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        let hex = text.strip_prefix(PREFIX).filter(|hex| !hex.iter().any(u8::is_ascii_uppercase))?;
        let mut bytes = [0; TAG_BYTES];
        hex::decode_to_slice(hex, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    pub(crate) const fn from_bytes(bytes: [u8; TAG_BYTES]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; TAG_BYTES] {
        &self.0
    }

    /// The header's text.
    #[must_use]
    pub fn text(&self) -> SignatureText {
        let mut text = [0; TEXT_BYTES];
        if let Some((prefix, hex)) = text.split_at_mut_checked(PREFIX.len()) {
            prefix.copy_from_slice(PREFIX);
            write_hex(&self.0, hex);
        }
        SignatureText(text)
    }
}

/// The text of a signature header: 71 ASCII characters. Texts are not compared in constant time: to check a signature, use a
/// [`Verifier`](crate::Verifier).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SignatureText([u8; TEXT_BYTES]);

impl fmt::Debug for SignatureText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[signature elided]")
    }
}

impl SignatureText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The text's bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Writes lowercase hex of `bytes` into `text`, which is twice as long.
pub(crate) fn write_hex(bytes: &[u8], text: &mut [u8]) {
    let written = hex::encode_to_slice(bytes, text);
    debug_assert!(written.is_ok(), "two digits for each byte");
}
