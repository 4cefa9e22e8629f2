//! Base64, RFC 4648 section 4.

use alloc::vec::Vec;

/// `None` for what has other characters, or bits that no encoder leaves.
pub(super) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let text = text.strip_suffix(b"==").or_else(|| text.strip_suffix(b"=")).unwrap_or(text);
    let mut bytes = Vec::with_capacity(text.len());
    for group in text.chunks(4) {
        let bits = group.iter().try_fold(0u32, |bits, letter| Some(bits << 6 | sextet(*letter)?))?;
        let (bits, count) = match group.len() {
            4 => (bits, 3),
            3 => (bits << 6, 2),
            2 => (bits << 12, 1),
            _ => return None,
        };
        let [_, triple @ ..] = bits.to_be_bytes();
        let (kept, spare) = triple.split_at_checked(count)?;
        if spare.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend_from_slice(kept);
    }
    Some(bytes)
}

fn sextet(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter.wrapping_sub(b'A'),
        b'a'..=b'z' => letter.wrapping_sub(b'a').wrapping_add(26),
        b'0'..=b'9' => letter.wrapping_sub(b'0').wrapping_add(52),
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}
