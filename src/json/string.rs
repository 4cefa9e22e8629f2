//! The characters of one JSON string, as its bytes arrive: UTF-8, escapes, surrogate pairs.

use super::raw::{Tail, raw_run};
use crate::payload_error::PayloadErrorKind;

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
