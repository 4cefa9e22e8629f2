//! Pastes in UTF-16, as Windows PowerShell writes files with `>`.

use alloc::string::String;
use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorCode};

pub(super) const NOTE: &str = "The paste is UTF-16, as Windows PowerShell writes it with >; it was read as text. Its line ends may not be those \
     of the body that was sent.";

/// Whether the bytes begin with the byte order mark of UTF-16.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
}

/// The text of a paste in UTF-16, in UTF-8; `None` for any other paste.
pub(super) fn decode(pasted: &[u8]) -> Result<Option<Vec<u8>>, CaptureError> {
    let (text, is_little) = match pasted {
        [0xff, 0xfe, text @ ..] => (text, true),
        [0xfe, 0xff, text @ ..] => (text, false),
        [first, 0, second, 0, ..] | [0, first, 0, second, ..]
            if first.is_ascii_graphic() && second.is_ascii_graphic() =>
        {
            return Err(error(1, "UTF-16 without a byte order mark"));
        }
        _ => return Ok(None),
    };
    let unit = |bytes: &[u8; 2]| if is_little { u16::from_le_bytes(*bytes) } else { u16::from_be_bytes(*bytes) };
    let (units, rest) = text.as_chunks::<2>();
    let mut decoded = String::with_capacity(text.len());
    for character in char::decode_utf16(units.iter().map(unit)) {
        match character {
            Ok(character) => decoded.push(character),
            Err(_) => return Err(error(line_of(&decoded), "UTF-16 with half of a character")),
        }
    }
    if rest.is_empty() {
        Ok(Some(decoded.into_bytes()))
    } else {
        Err(error(line_of(&decoded), "UTF-16 that ends within a character"))
    }
}

fn line_of(decoded: &str) -> usize {
    decoded.matches('\n').count().saturating_add(1)
}

fn error(line: usize, found: &'static str) -> CaptureError {
    CaptureError::new(CaptureErrorCode::Unsupported, line, found, "text in UTF-8, or in UTF-16 with a byte order mark")
}
