//! Base64, base64url, hex and percent-encoding, as people meet them: with padding or without, with line breaks.

use alloc::vec::Vec;

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Which 64 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    Standard,
    Url,
}

/// What base64 of either alphabet stands for, and which it was. Padding and line breaks may be there or not; no text of a
/// mixed alphabet, and none with stray bits at its end.
pub(crate) fn from_base64(text: &[u8]) -> Option<(Vec<u8>, Alphabet)> {
    let digits: Vec<u8> = text.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    let end = digits.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last.saturating_add(1));
    let (digits, padding) = digits.split_at_checked(end)?;
    let is_url = digits.iter().any(|byte| matches!(byte, b'-' | b'_'));
    let alphabet = if is_url { Alphabet::Url } else { Alphabet::Standard };
    if digits.is_empty() || padding.len() > 2 || digits.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len());
    for group in digits.chunks(4) {
        let mut bits = 0u32;
        for place in 0..4 {
            bits = bits << 6 | group.get(place).map_or(Some(0), |digit| value_of(*digit, alphabet))?;
        }
        let [_, first, second, third] = bits.to_be_bytes();
        let (whole, rest) = [first, second, third]
            .split_at_checked(group.len().saturating_sub(1))
            .map(|(w, r)| (w.to_vec(), r.iter().any(|byte| *byte != 0)))?;
        if rest {
            return None;
        }
        bytes.extend_from_slice(&whole);
    }
    Some((bytes, alphabet))
}

fn value_of(digit: u8, alphabet: Alphabet) -> Option<u32> {
    let value = match (digit, alphabet) {
        (b'A'..=b'Z', _) => digit.wrapping_sub(b'A'),
        (b'a'..=b'z', _) => digit.wrapping_sub(b'a').wrapping_add(26),
        (b'0'..=b'9', _) => digit.wrapping_sub(b'0').wrapping_add(52),
        (b'+', Alphabet::Standard) | (b'-', Alphabet::Url) => 62,
        (b'/', Alphabet::Standard) | (b'_', Alphabet::Url) => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

/// Base64 with or without its padding.
pub(crate) fn to_base64(bytes: &[u8], alphabet: Alphabet, padded: bool) -> Vec<u8> {
    let letters = if alphabet == Alphabet::Url { URL } else { STANDARD };
    let mut text = Vec::new();
    for group in bytes.chunks(3) {
        let [first, second, third] = [0, 1, 2].map(|place| group.get(place).copied().unwrap_or_default());
        let bits = u32::from_be_bytes([0, first, second, third]);
        for place in 0..=group.len() {
            let shift = u32::try_from(place).unwrap_or_default().saturating_mul(6);
            let digit = bits >> 18u32.saturating_sub(shift) & 0x3f;
            text.extend(usize::try_from(digit).ok().and_then(|digit| letters.get(digit)));
        }
        let missing = if padded { 3usize.saturating_sub(group.len()) } else { 0 };
        text.extend(core::iter::repeat_n(b'=', missing));
    }
    text
}

/// What pairs of hex digits of either case stand for.
pub(crate) fn from_hex(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = alloc::vec![0; text.len() / 2];
    if text.is_empty() {
        return None;
    }
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

/// Lower-case hex.
pub(crate) fn to_hex(bytes: &[u8]) -> Vec<u8> {
    let mut text = alloc::vec![0; bytes.len().saturating_mul(2)];
    crate::signature::write_hex(bytes, &mut text);
    text
}

/// What `%` and two hex digits stand for; `plus` makes a space of `+`, as forms do. `None` where there is nothing to resolve.
pub(crate) fn from_percent(text: &[u8], plus: bool) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.split_at_checked(2)).flatten();
        let resolved = code.and_then(|(digits, tail)| Some((*from_hex(digits)?.first()?, tail)));
        let (byte, tail) = match resolved {
            Some(found) => found,
            None if plus && *first == b'+' => (b' ', after),
            None => (*first, after),
        };
        bytes.push(byte);
        rest = tail;
    }
    (bytes != text).then_some(bytes)
}

/// As JavaScript's `encodeURIComponent` does. `None` where it changes nothing.
pub(crate) fn to_percent(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(bytes.len());
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(byte) {
            text.push(*byte);
        } else {
            text.push(b'%');
            text.extend(to_hex(&[*byte]).to_ascii_uppercase());
        }
    }
    (text != bytes).then_some(text)
}
