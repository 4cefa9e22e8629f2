//! Base64, base64url, hex and percent-encoding, as people meet them: with padding or without, with line breaks.

use alloc::vec::Vec;

use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine as _, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode};

/// Padding may be there or not, bits that no encoder leaves may not.
const LOOSELY_PADDED: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// The alphabet of base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    Standard,
    Url,
}

impl Alphabet {
    fn engine(self, config: GeneralPurposeConfig) -> GeneralPurpose {
        let letters = if self == Self::Url { &alphabet::URL_SAFE } else { &alphabet::STANDARD };
        GeneralPurpose::new(letters, config)
    }
}

/// Decodes base64 of either alphabet, and returns which it was, with or without line breaks; refuses a mixed alphabet.
pub(crate) fn from_base64(text: &[u8]) -> Option<(Vec<u8>, Alphabet)> {
    let digits: Vec<u8> = text.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    let is_url = digits.iter().any(|byte| matches!(byte, b'-' | b'_'));
    let alphabet = if is_url { Alphabet::Url } else { Alphabet::Standard };
    let bytes = alphabet.engine(LOOSELY_PADDED).decode(digits).ok()?;
    (!bytes.is_empty()).then_some((bytes, alphabet))
}

/// Encodes base64 with or without padding.
pub(crate) fn to_base64(bytes: &[u8], alphabet: Alphabet, padded: bool) -> Vec<u8> {
    alphabet.engine(LOOSELY_PADDED.with_encode_padding(padded)).encode(bytes).into_bytes()
}

/// Decodes hex digits of either case.
pub(crate) fn from_hex(text: &[u8]) -> Option<Vec<u8>> {
    if text.is_empty() { None } else { hex::decode(text).ok() }
}

/// Lower-case hex.
pub(crate) fn to_hex(bytes: &[u8]) -> Vec<u8> {
    hex::encode(bytes).into_bytes()
}

/// Decodes `%` and two hex digits; `plus` makes a space of `+`, as forms do. `None` without an escape.
pub(crate) fn from_percent(text: &[u8], plus: bool) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    // Between escapes, so that `%2B` stays a plus.
    for (index, part) in text.split(|byte| plus && *byte == b'+').enumerate() {
        bytes.extend((index > 0).then_some(b' '));
        bytes.extend(percent_decode(part));
    }
    (bytes != text).then_some(bytes)
}

/// As JavaScript's `encodeURIComponent` does. `None` if it changes nothing.
pub(crate) fn to_percent(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(bytes.len().saturating_mul(3));
    percent_encode(bytes, NOT_IN_COMPONENT).for_each(|part| text.extend(part.bytes()));
    (text != bytes).then_some(text)
}

/// ASCII that `encodeURIComponent` encodes.
const NOT_IN_COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');
