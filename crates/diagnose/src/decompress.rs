//! Bodies that are still compressed.

use alloc::vec::Vec;

use miniz_oxide::inflate::{decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

use super::budget::MAX_BODY_BYTES;

const EXTRA: u8 = 0b100;
const NAME: u8 = 0b1000;
const COMMENT: u8 = 0b1_0000;
const CHECK: u8 = 0b10;

/// Whether the bytes begin as gzip does (RFC 1952 section 2.3.1).
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8])
}

/// Inflates gzip's first member, up to the longest body that is diagnosed. Ignores its checksum: the HMAC is one.
pub(crate) fn gunzip(bytes: &[u8]) -> Option<Vec<u8>> {
    if !is_gzip(bytes) {
        return None;
    }
    let flags = *bytes.get(3)?;
    let mut rest = bytes.get(10..)?;
    if flags & EXTRA != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end.checked_add(1)?..)?;
        }
    }
    if flags & CHECK != 0 {
        rest = rest.get(2..)?;
    }
    decompress_to_vec_with_limit(rest, MAX_BODY_BYTES).ok()
}

/// Inflates HTTP's deflate, which is zlib (RFC 9110 section 8.4.1.2). Raw deflate, as some senders use it, has no mark.
pub(crate) fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let zlib = matches!(bytes, [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..]);
    zlib.then(|| decompress_to_vec_zlib_with_limit(bytes, MAX_BODY_BYTES).ok())?
}
