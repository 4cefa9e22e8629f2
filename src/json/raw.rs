//! The parts of a string that are copied unchanged: UTF-8 without quotes, backslashes and control characters.

/// The rest of a character of several bytes: how many bytes, and the range of the next one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    pub(super) left: u8,
    low: u8,
    high: u8,
}

impl Tail {
    pub(super) const NONE: Self = Self { left: 0, low: 0x80, high: 0xbf };

    /// RFC 3629 section 4: no surrogates, nothing overlong, nothing beyond U+10FFFF.
    const fn of(first: u8) -> Option<Self> {
        let (left, low, high) = match first {
            0xc2..=0xdf => (1, 0x80, 0xbf),
            0xe0 => (2, 0xa0, 0xbf),
            0xed => (2, 0x80, 0x9f),
            0xe1..=0xef => (2, 0x80, 0xbf),
            0xf0 => (3, 0x90, 0xbf),
            0xf1..=0xf3 => (3, 0x80, 0xbf),
            0xf4 => (3, 0x80, 0x8f),
            _ => return None,
        };
        Some(Self { left, low, high })
    }

    const fn next(self, byte: u8) -> Option<Self> {
        match self.left {
            0 => Self::of(byte),
            _ if self.low <= byte && byte <= self.high => Some(Self { left: self.left.wrapping_sub(1), ..Self::NONE }),
            _ => None,
        }
    }
}

/// Returns the length of the string that begins here, up to its closing quote, if it is there as a whole and needs no decoding.
pub(super) fn raw_length(bytes: &[u8]) -> Option<usize> {
    let length = whole_run(bytes, 0);
    (bytes.get(length) == Some(&b'"')).then_some(length)
}

/// Returns the length of the string that begins here, up to its closing quote, if it is there as a whole and valid. Its escapes are
/// checked, not decoded.
#[inline(always)]
pub(super) fn valid_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0usize;
    loop {
        at = whole_run(bytes, at);
        let rest = bytes.get(at..)?;
        if rest.first() == Some(&b'"') {
            return Some(at);
        }
        at = at.wrapping_add(escape_length(rest)?);
    }
}

/// Returns the length of the escape that begins here, if it is there as a whole.
fn escape_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Some(2),
        [b'\\', b'u', digits @ ..] => digits.first_chunk::<4>()?.iter().all(u8::is_ascii_hexdigit).then_some(6),
        _ => None,
    }
}

/// Returns the end of the characters from `at` that stand for themselves, as far as they are there as a whole.
#[inline(always)]
fn whole_run(bytes: &[u8], at: usize) -> usize {
    let at = at.wrapping_add(plain(bytes.get(at..).unwrap_or_default()));
    if bytes.get(at).is_some_and(|byte| *byte >= 0x80) { beyond_ascii(bytes, at) } else { at }
}

/// The same from a character beyond ASCII.
#[inline(never)]
fn beyond_ascii(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let length = match character_length(rest) {
            0 => plain(rest),
            length => length,
        };
        if length == 0 {
            return at;
        }
        at = at.wrapping_add(length);
    }
}

/// Returns the length of the character beyond ASCII that begins here; 0 for ASCII, and for one that is cut or invalid.
#[inline(always)]
const fn character_length(bytes: &[u8]) -> usize {
    // As in `Tail::of`.
    match *bytes {
        [0xc2..=0xdf, 0x80..=0xbf, ..] => 2,
        [0xe1..=0xec | 0xee..=0xef, 0x80..=0xbf, 0x80..=0xbf, ..]
        | [0xe0, 0xa0..=0xbf, 0x80..=0xbf, ..]
        | [0xed, 0x80..=0x9f, 0x80..=0xbf, ..] => 3,
        [0xf1..=0xf3, 0x80..=0xbf, 0x80..=0xbf, 0x80..=0xbf, ..]
        | [0xf0, 0x90..=0xbf, 0x80..=0xbf, 0x80..=0xbf, ..]
        | [0xf4, 0x80..=0x8f, 0x80..=0xbf, 0x80..=0xbf, ..] => 4,
        _ => 0,
    }
}

/// Returns how many bytes at the beginning stand for themselves, and the rest of a character that is cut by the end.
pub(super) fn raw_run(bytes: &[u8], tail: Tail) -> (usize, Tail) {
    let mut at = 0usize;
    let mut tail = tail;
    loop {
        if tail.left == 0 {
            at = whole_run(bytes, at);
        }
        let Some(next) = bytes.get(at).filter(|byte| **byte >= 0x80).and_then(|byte| tail.next(*byte)) else { break };
        tail = next;
        at = at.wrapping_add(1);
    }
    (at, tail)
}

/// Returns how many bytes at the beginning are plain: ASCII, and neither a quote nor a backslash nor a control character.
fn plain(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks();
    let mut at = 0usize;
    for word in words {
        let marks = mark_special(u64::from_le_bytes(*word));
        if marks != 0 {
            return at.wrapping_add(marks.trailing_zeros() as usize / 8);
        }
        at = at.wrapping_add(8);
    }
    at.wrapping_add(tail.iter().take_while(|byte| mark_special(u64::from(**byte)) & 0x80 == 0).count())
}

const ONES: u64 = 0x0101_0101_0101_0101;
const SPACES: u64 = ONES * 0x20;

/// Marks the bytes that are not plain, eight at once, by the high bit of each. A byte beyond ASCII is marked by at least two of the
/// three terms. A borrow may also mark bytes above, never one below.
pub(super) const fn mark_special(word: u64) -> u64 {
    let controls = word.wrapping_sub(SPACES);
    let quotes = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
    let backslashes = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
    (controls | quotes | backslashes) & (ONES * 0x80)
}
