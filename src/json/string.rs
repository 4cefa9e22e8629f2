//! The characters of one JSON text, as its bytes come: UTF-8, escapes, surrogate pairs.

use crate::error::FlawKind;

/// Where the characters go.
pub(crate) trait Listener {
    /// The next characters, in UTF-8; half a surrogate pair as the three bytes that WTF-8 has for it.
    fn push(&mut self, text: &[u8]);
}

/// A text being read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Characters {
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

/// What is left of a character of several bytes: how many, and what the next one may be.
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

impl Characters {
    /// At the opening quote.
    pub(crate) const fn new() -> Self {
        Self { state: State::Raw(Tail::NONE), high: None, well_formed: true }
    }

    /// Whether no escape named half a surrogate pair.
    pub(crate) const fn is_well_formed(&self) -> bool {
        self.well_formed
    }

    /// Reads up to the closing quote, the end of the bytes or the first one at fault. Returns how many bytes stand before
    /// that, and whether it is the quote.
    pub(crate) fn read(&mut self, bytes: &[u8], listener: &mut impl Listener) -> (usize, Result<bool, FlawKind>) {
        let mut rest = bytes;
        let mut closed = Ok(false);
        while let Ok(false) = closed {
            rest = self.read_raw(rest, listener);
            let Some((byte, after)) = rest.split_first() else { break };
            closed = self.read_other(*byte, listener);
            if let Ok(false) = closed {
                rest = after;
            }
        }
        (bytes.len().wrapping_sub(rest.len()), closed)
    }

    /// Takes in the characters at the beginning that stand for themselves, and returns what follows them.
    fn read_raw<'a>(&mut self, bytes: &'a [u8], listener: &mut impl Listener) -> &'a [u8] {
        let State::Raw(mut tail) = self.state else { return bytes };
        let mut at = 0usize;
        loop {
            if tail.left == 0 {
                at = at.wrapping_add(plain(bytes.get(at..).unwrap_or_default()));
            }
            let Some(next) = bytes.get(at).and_then(|byte| tail.next(*byte)) else { break };
            tail = next;
            at = at.wrapping_add(1);
        }
        self.state = State::Raw(tail);
        let (raw, rest) = bytes.split_at_checked(at).unwrap_or_default();
        if !raw.is_empty() {
            self.end_surrogate(listener);
            listener.push(raw);
        }
        rest
    }

    /// Takes in one byte that stands for something else, and returns whether it closes the text.
    fn read_other(&mut self, byte: u8, listener: &mut impl Listener) -> Result<bool, FlawKind> {
        match (self.state, byte) {
            (State::Escape, _) => self.escape(byte, listener)?,
            (State::Hex { left, unit }, _) => self.hex_digit(byte, left, unit, listener)?,
            (State::Raw(Tail { left: 1.., .. }), _) | (_, 0x80..) => return Err(FlawKind::NotUtf8),
            (_, b'\\') => self.state = State::Escape,
            (_, b'"') => {
                self.end_surrogate(listener);
                return Ok(true);
            }
            _ => return Err(FlawKind::Syntax),
        }
        Ok(false)
    }

    fn escape(&mut self, byte: u8, listener: &mut impl Listener) -> Result<(), FlawKind> {
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
            _ => return Err(FlawKind::Syntax),
        };
        self.end_surrogate(listener);
        listener.push(&[character]);
        self.state = State::Raw(Tail::NONE);
        Ok(())
    }

    fn hex_digit(&mut self, byte: u8, left: u8, unit: u16, listener: &mut impl Listener) -> Result<(), FlawKind> {
        let digit =
            char::from(byte).to_digit(16).and_then(|digit| u16::try_from(digit).ok()).ok_or(FlawKind::Syntax)?;
        let unit = (unit << 4).wrapping_add(digit);
        if left > 1 {
            self.state = State::Hex { left: left.wrapping_sub(1), unit };
            return Ok(());
        }
        self.code_unit(unit, listener);
        self.state = State::Raw(Tail::NONE);
        Ok(())
    }

    /// A UTF-16 code unit from a `\u` escape: a character, or half of one.
    fn code_unit(&mut self, unit: u16, listener: &mut impl Listener) {
        match (self.high, unit) {
            (Some(high), 0xdc00..=0xdfff) => {
                self.high = None;
                let ten_bits = |half: u16| u32::from(half & 0x3ff);
                push_code((ten_bits(high) << 10).wrapping_add(ten_bits(unit)).wrapping_add(0x1_0000), listener);
            }
            (_, 0xdc00..=0xdfff) => self.lone(unit, listener),
            _ => {
                self.end_surrogate(listener);
                match unit {
                    0xd800..=0xdbff => self.high = Some(unit),
                    _ => push_code(unit.into(), listener),
                }
            }
        }
    }

    /// What follows is no second half: a first half that waits stands alone.
    fn end_surrogate(&mut self, listener: &mut impl Listener) {
        if let Some(high) = self.high.take() {
            self.lone(high, listener);
        }
    }

    /// Half a surrogate pair: keys that differ in it only are different keys.
    fn lone(&mut self, unit: u16, listener: &mut impl Listener) {
        self.well_formed = false;
        push_code(unit.into(), listener);
    }
}

/// A code point in UTF-8, or half a surrogate pair as if it were one.
#[expect(clippy::cast_possible_truncation, reason = "byte by byte")]
fn push_code(code: u32, listener: &mut impl Listener) {
    let first = |mark: u8, bit: u32| mark.wrapping_add((code >> bit) as u8);
    let tail = |bit: u32| 0x80u8.wrapping_add((code >> bit) as u8 & 0x3f);
    match code {
        0..=0x7f => listener.push(&[first(0, 0)]),
        0x80..=0x7ff => listener.push(&[first(0xc0, 6), tail(0)]),
        0x800..=0xffff => listener.push(&[first(0xe0, 12), tail(6), tail(0)]),
        _ => listener.push(&[first(0xf0, 18), tail(12), tail(6), tail(0)]),
    }
}

/// How many bytes at the beginning are plain: ASCII, and neither a quote nor a backslash nor a control character.
fn plain(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks();
    let mut at = 0usize;
    for word in words {
        let marks = mark_others(u64::from_le_bytes(*word));
        if marks != 0 {
            return at.wrapping_add(marks.trailing_zeros() as usize / 8);
        }
        at = at.wrapping_add(8);
    }
    at.wrapping_add(tail.iter().take_while(|byte| mark_others(u64::from(**byte)) & 0x80 == 0).count())
}

const ONES: u64 = 0x0101_0101_0101_0101;
const SPACES: u64 = ONES * 0x20;

/// Eight bytes at once: the high bit of each that is not plain. One beyond ASCII is marked by two of the three at least. A
/// borrow may mark those above it too, never one below.
const fn mark_others(word: u64) -> u64 {
    let controls = word.wrapping_sub(SPACES);
    let quotes = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
    let backslashes = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
    (controls | quotes | backslashes) & (ONES * 0x80)
}
