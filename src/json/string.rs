//! The characters of one JSON string, as its bytes arrive: UTF-8, escapes, surrogate pairs.

use crate::error::PayloadErrorKind;

/// Receives the decoded characters of a string.
pub(super) trait Sink {
    /// Takes the next characters, in UTF-8; half a surrogate pair as its three bytes in WTF-8.
    fn push(&mut self, text: &[u8]);
}

/// Decodes one string, in pieces of any size.
#[derive(Clone, Copy, Debug)]
pub(super) struct StringDecoder {
    state: State,
    /// The first half of a surrogate pair whose second half must come next.
    high: Option<u16>,
    well_formed: bool,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Raw(Tail),
    Escape,
    Hex { left: u8, unit: u16 },
}

/// The rest of a character of several bytes: how many bytes, and the range of the next one.
#[derive(Clone, Copy, Debug)]
struct Tail {
    left: u8,
    low: u8,
    high: u8,
}

impl Tail {
    const NONE: Self = Self { left: 0, low: 0x80, high: 0xbf };

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

impl StringDecoder {
    /// At the opening quote.
    pub(super) const fn new() -> Self {
        Self { state: State::Raw(Tail::NONE), high: None, well_formed: true }
    }

    /// Whether no escape named half a surrogate pair.
    pub(super) const fn is_well_formed(&self) -> bool {
        self.well_formed
    }

    /// Reads up to the closing quote, the end of the bytes or the first invalid byte. Returns how many bytes precede it, and
    /// whether it is the quote.
    pub(super) fn read(&mut self, bytes: &[u8], sink: &mut impl Sink) -> (usize, Result<bool, PayloadErrorKind>) {
        let mut rest = bytes;
        let mut closed = Ok(false);
        while let Ok(false) = closed {
            rest = self.read_raw(rest, sink);
            let Some((byte, after)) = rest.split_first() else { break };
            closed = self.read_other(*byte, sink);
            if let Ok(false) = closed {
                rest = after;
            }
        }
        (bytes.len().wrapping_sub(rest.len()), closed)
    }

    /// Reads the characters at the beginning that stand for themselves, and returns the bytes after them.
    fn read_raw<'a>(&mut self, bytes: &'a [u8], sink: &mut impl Sink) -> &'a [u8] {
        let State::Raw(tail) = self.state else { return bytes };
        let (length, tail) = raw_run(bytes, tail);
        self.state = State::Raw(tail);
        let (raw, rest) = bytes.split_at_checked(length).unwrap_or_default();
        if !raw.is_empty() {
            self.end_surrogate(sink);
            sink.push(raw);
        }
        rest
    }

    /// Reads one byte that does not stand for itself, and returns whether it closes the string.
    fn read_other(&mut self, byte: u8, sink: &mut impl Sink) -> Result<bool, PayloadErrorKind> {
        match (self.state, byte) {
            (State::Escape, _) => self.escape(byte, sink)?,
            (State::Hex { left, unit }, _) => self.hex_digit(byte, left, unit, sink)?,
            (State::Raw(Tail { left: 1.., .. }), _) | (_, 0x80..) => return Err(PayloadErrorKind::NotUtf8),
            (_, b'\\') => self.state = State::Escape,
            (_, b'"') => {
                self.end_surrogate(sink);
                return Ok(true);
            }
            _ => return Err(PayloadErrorKind::Syntax),
        }
        Ok(false)
    }

    fn escape(&mut self, byte: u8, sink: &mut impl Sink) -> Result<(), PayloadErrorKind> {
        let character = match byte {
            b'u' => {
                self.state = State::Hex { left: 4, unit: 0 };
                return Ok(());
            }
            b'"' | b'\\' | b'/' => byte,
            b'b' => 0x08,
            b'f' => 0x0c,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            _ => return Err(PayloadErrorKind::Syntax),
        };
        self.end_surrogate(sink);
        sink.push(&[character]);
        self.state = State::Raw(Tail::NONE);
        Ok(())
    }

    fn hex_digit(&mut self, byte: u8, left: u8, unit: u16, sink: &mut impl Sink) -> Result<(), PayloadErrorKind> {
        let digit = char::from(byte)
            .to_digit(16)
            .and_then(|digit| u16::try_from(digit).ok())
            .ok_or(PayloadErrorKind::Syntax)?;
        let unit = (unit << 4).wrapping_add(digit);
        if left > 1 {
            self.state = State::Hex { left: left.wrapping_sub(1), unit };
            return Ok(());
        }
        self.code_unit(unit, sink);
        self.state = State::Raw(Tail::NONE);
        Ok(())
    }

    /// A UTF-16 code unit from a `\u` escape: a character, or half of one.
    fn code_unit(&mut self, unit: u16, sink: &mut impl Sink) {
        match (self.high, unit) {
            (Some(high), 0xdc00..=0xdfff) => {
                self.high = None;
                let ten_bits = |half: u16| u32::from(half & 0x3ff);
                push_code((ten_bits(high) << 10).wrapping_add(ten_bits(unit)).wrapping_add(0x1_0000), sink);
            }
            (_, 0xdc00..=0xdfff) => self.lone(unit, sink),
            _ => {
                self.end_surrogate(sink);
                match unit {
                    0xd800..=0xdbff => self.high = Some(unit),
                    _ => push_code(unit.into(), sink),
                }
            }
        }
    }

    /// Ends a pair of which only the first half arrived.
    fn end_surrogate(&mut self, sink: &mut impl Sink) {
        if let Some(high) = self.high.take() {
            self.lone(high, sink);
        }
    }

    /// Half a surrogate pair: keys that differ in it only are different keys.
    fn lone(&mut self, unit: u16, sink: &mut impl Sink) {
        self.well_formed = false;
        push_code(unit.into(), sink);
    }
}

/// A code point in UTF-8, or half a surrogate pair as if it were one.
#[expect(clippy::cast_possible_truncation, reason = "byte by byte")]
fn push_code(code: u32, sink: &mut impl Sink) {
    let first = |mark: u8, bit: u32| mark.wrapping_add((code >> bit) as u8);
    let tail = |bit: u32| 0x80u8.wrapping_add((code >> bit) as u8 & 0x3f);
    match code {
        0..=0x7f => sink.push(&[first(0, 0)]),
        0x80..=0x7ff => sink.push(&[first(0xc0, 6), tail(0)]),
        0x800..=0xffff => sink.push(&[first(0xe0, 12), tail(6), tail(0)]),
        _ => sink.push(&[first(0xf0, 18), tail(12), tail(6), tail(0)]),
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
fn raw_run(bytes: &[u8], tail: Tail) -> (usize, Tail) {
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
