//! A JSON text's characters, out of the spelling that the strict pass has accepted.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// Resolves the escapes between the quotes. Half a surrogate pair, which no Rust text can hold, becomes U+FFFD.
#[must_use]
pub fn unescape(spelling: &str) -> Cow<'_, str> {
    if !spelling.contains('\\') {
        return Cow::Borrowed(spelling);
    }
    Cow::Owned(String::from_utf16_lossy(&code_units(spelling)))
}

/// The UTF-16 code units that the text between the quotes spells.
#[must_use]
pub fn code_units(spelling: &str) -> Vec<u16> {
    let mut units = Vec::with_capacity(spelling.len());
    let mut rest = spelling.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => units.push(escaped(&mut rest)),
            other => units.extend_from_slice(other.encode_utf16(&mut [0; 2])),
        }
    }
    units
}

/// The UTF-16 code unit that the characters after a backslash stand for.
fn escaped(rest: &mut core::str::Chars<'_>) -> u16 {
    match rest.next() {
        Some('u') => rest.take(4).filter_map(|digit| digit.to_digit(16)).fold(0, push_digit),
        Some('b') => 0x08,
        Some('f') => 0x0c,
        Some('n') => 0x0a,
        Some('r') => 0x0d,
        Some('t') => 0x09,
        other => other.and_then(|character| u16::try_from(u32::from(character)).ok()).unwrap_or(0xfffd),
    }
}

fn push_digit(unit: u16, digit: u32) -> u16 {
    (unit << 4).wrapping_add(u16::try_from(digit).unwrap_or_default())
}
