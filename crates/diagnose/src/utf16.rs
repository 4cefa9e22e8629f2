//! Bodies in UTF-16, as PowerShell and .NET write text files.

use alloc::string::String;
use alloc::vec::Vec;

/// UTF-16 with a byte order mark, or recognized by the zeros of ASCII.
pub(crate) fn to_utf8(body: &[u8]) -> Option<Vec<u8>> {
    let (text, is_little) = match body {
        [0xff, 0xfe, text @ ..] => (text, true),
        [0xfe, 0xff, text @ ..] => (text, false),
        [_, 0, ..] => (body, true),
        [0, ..] => (body, false),
        _ => return None,
    };
    let read = if is_little { u16::from_le_bytes } else { u16::from_be_bytes };
    let (pairs, rest) = text.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| read(*pair)).collect();
    rest.is_empty().then(|| String::from_utf16(&units).ok())?.map(String::into_bytes)
}

/// UTF-8 as UTF-16 in either order of bytes.
pub(crate) fn from_utf8(body: &[u8], write: fn(u16) -> [u8; 2], has_mark: bool) -> Option<Vec<u8>> {
    let text = core::str::from_utf8(body).ok()?;
    let mark = has_mark.then_some(0xfeff);
    Some(mark.into_iter().chain(text.encode_utf16()).flat_map(write).collect())
}
