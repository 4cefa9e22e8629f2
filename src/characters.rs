//! The characters of one JSON text, as its bytes come: UTF-8, escapes, surrogate pairs.

use core::ops::RangeInclusive;

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
    Between,
    Utf8 { left: u8, low: u8, high: u8 },
    Escape,
    Hex { left: u8, unit: u16 },
}

impl Characters {
    /// At the opening quote.
    pub(crate) const fn new() -> Self {
        Self { state: State::Between, high: None, well_formed: true }
    }

    /// Whether no escape named half a surrogate pair.
    pub(crate) const fn is_well_formed(&self) -> bool {
        self.well_formed
    }

    /// Takes in the characters at the beginning that stand for themselves, and returns how many bytes they are.
    pub(crate) fn read_plain(&mut self, bytes: &[u8], listener: &mut impl Listener) -> usize {
        if !matches!(self.state, State::Between) {
            return 0;
        }
        let run = bytes.iter().position(|byte| !is_plain(*byte)).unwrap_or(bytes.len());
        if let Some(text @ [_, ..]) = bytes.get(..run) {
            self.end_surrogate(listener);
            listener.push(text);
        }
        run
    }

    /// Takes in one byte that [`read_plain`](Self::read_plain) leaves, and returns whether it closes the text.
    pub(crate) fn read(&mut self, byte: u8, listener: &mut impl Listener) -> Result<bool, FlawKind> {
        match self.state {
            State::Between if byte == b'"' => {
                self.end_surrogate(listener);
                return Ok(true);
            }
            State::Between => self.first_byte(byte, listener)?,
            State::Utf8 { left, low, high } => self.continuation(byte, left, low..=high, listener)?,
            State::Escape => self.escape(byte, listener)?,
            State::Hex { left, unit } => self.hex_digit(byte, left, unit, listener)?,
        }
        Ok(false)
    }

    fn first_byte(&mut self, byte: u8, listener: &mut impl Listener) -> Result<(), FlawKind> {
        let (left, low, high) = match byte {
            b'\\' => {
                self.state = State::Escape;
                return Ok(());
            }
            // RFC 3629 section 4: no surrogates, nothing overlong, nothing beyond U+10FFFF.
            0xc2..=0xdf => (1, 0x80, 0xbf),
            0xe0 => (2, 0xa0, 0xbf),
            0xed => (2, 0x80, 0x9f),
            0xe1..=0xef => (2, 0x80, 0xbf),
            0xf0 => (3, 0x90, 0xbf),
            0xf1..=0xf3 => (3, 0x80, 0xbf),
            0xf4 => (3, 0x80, 0x8f),
            0x00..=0x1f => return Err(FlawKind::Syntax),
            _ => return Err(FlawKind::NotUtf8),
        };
        self.end_surrogate(listener);
        listener.push(&[byte]);
        self.state = State::Utf8 { left, low, high };
        Ok(())
    }

    fn continuation(
        &mut self,
        byte: u8,
        left: u8,
        allowed: RangeInclusive<u8>,
        listener: &mut impl Listener,
    ) -> Result<(), FlawKind> {
        if !allowed.contains(&byte) {
            return Err(FlawKind::NotUtf8);
        }
        listener.push(&[byte]);
        self.state = match left {
            0 | 1 => State::Between,
            _ => State::Utf8 { left: left.wrapping_sub(1), low: 0x80, high: 0xbf },
        };
        Ok(())
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
        self.state = State::Between;
        Ok(())
    }

    fn hex_digit(&mut self, byte: u8, left: u8, unit: u16, listener: &mut impl Listener) -> Result<(), FlawKind> {
        let digit =
            char::from(byte).to_digit(16).and_then(|digit| u16::try_from(digit).ok()).ok_or(FlawKind::Syntax)?;
        let unit = unit << 4 | digit;
        if left > 1 {
            self.state = State::Hex { left: left.wrapping_sub(1), unit };
            return Ok(());
        }
        self.code_unit(unit, listener);
        self.state = State::Between;
        Ok(())
    }

    /// A UTF-16 code unit from a `\u` escape: a character, or half of one.
    fn code_unit(&mut self, unit: u16, listener: &mut impl Listener) {
        let mut buffer = [0; 4];
        let pair = self.high.map(|high| [high, unit]);
        if let Some(Ok(character)) = pair.and_then(|pair| char::decode_utf16(pair).next()) {
            self.high = None;
            return listener.push(character.encode_utf8(&mut buffer).as_bytes());
        }
        self.end_surrogate(listener);
        match (char::from_u32(u32::from(unit)), unit) {
            (Some(character), _) => listener.push(character.encode_utf8(&mut buffer).as_bytes()),
            (None, 0xd800..=0xdbff) => self.high = Some(unit),
            (None, _) => self.lone(unit, listener),
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
        let [_, low] = unit.to_be_bytes();
        let middle = u8::try_from(unit >> 6 & 0x3f).unwrap_or_default();
        self.well_formed = false;
        listener.push(&[0xed, 0x80 | middle, 0x80 | low & 0x3f]);
    }
}

const fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7f) && byte != b'"' && byte != b'\\'
}
