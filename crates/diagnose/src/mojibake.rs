//! Text whose bytes were taken for another encoding.

use alloc::string::String;
use alloc::vec::Vec;

/// Windows-1252 where it differs from Latin-1: 0x80 to 0x9f. Undefined bytes stay as they are (WHATWG Encoding).
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// UTF-8 that was read as Latin-1 and written as UTF-8.
pub(crate) fn from_mojibake(body: &[u8]) -> Option<Vec<u8>> {
    back(body, |letter| u8::try_from(u32::from(letter)).ok())
}

/// The same of Windows-1252, which browsers and editors take for Latin-1.
pub(crate) fn from_windows(body: &[u8]) -> Option<Vec<u8>> {
    back(body, |letter| {
        let place = WINDOWS.iter().position(|known| *known == letter);
        place
            .and_then(|place| u8::try_from(place).ok())
            .map(|low| low | 0x80)
            .or_else(|| u8::try_from(u32::from(letter)).ok())
    })
}

fn back(body: &[u8], byte: impl Fn(char) -> Option<u8>) -> Option<Vec<u8>> {
    if body.is_ascii() {
        return None;
    }
    core::str::from_utf8(body).ok()?.chars().map(byte).collect()
}

/// Latin-1 that should have been UTF-8.
pub(crate) fn to_utf8(body: &[u8]) -> Option<Vec<u8>> {
    if body.is_ascii() || core::str::from_utf8(body).is_ok() {
        return None;
    }
    Some(body.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes())
}
