//! The chunked transfer coding, RFC 9112 section 7.1, with LF for CRLF.

use alloc::vec::Vec;

use super::lines::split_line;

/// Joins the content of the chunks; `None` unless all of it is chunks up to the last one.
pub(super) fn join(mut text: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    loop {
        let (line, rest) = split_line(text)?;
        let size = size_of(line)?;
        if size == 0 {
            return Some(joined);
        }
        let (chunk, after) = rest.split_at_checked(size)?;
        joined.extend_from_slice(chunk);
        let (end, rest) = split_line(after)?;
        text = end.is_empty().then_some(rest)?;
    }
}

fn size_of(line: &[u8]) -> Option<usize> {
    let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    usize::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok()
}
