//! PowerShell's strings: a single or double quote may be typographic, and two in a row within a string are one.

use alloc::vec::Vec;

use super::super::error::{CaptureError, CaptureErrorCode};

/// The text that is left, and the line that it begins on.
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a [u8],
    pub(super) line: usize,
    /// The code of errors in this paste.
    pub(super) code: CaptureErrorCode,
}

/// A quote of either kind, in any of its spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    Single,
    Double,
}

/// The quote at the start of a text, and its length in bytes.
pub(super) const fn quote(text: &[u8]) -> Option<(Quote, usize)> {
    match text {
        [b'\'', ..] => Some((Quote::Single, 1)),
        [b'"', ..] => Some((Quote::Double, 1)),
        // U+2018 to U+201B, U+201C to U+201E.
        [0xe2, 0x80, 0x98..=0x9b, ..] => Some((Quote::Single, 3)),
        [0xe2, 0x80, 0x9c..=0x9e, ..] => Some((Quote::Double, 3)),
        _ => None,
    }
}

const UNCLOSED: &str = "the closing quote (was the whole command copied?)";
const HALF: &str = "half of a character, without its other half";

impl<'a> Cursor<'a> {
    pub(super) fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.line = self.line.saturating_add(usize::from(*first == b'\n'));
        Some(*first)
    }

    /// Skips this text, which has no line end; returns whether it was there.
    pub(super) fn skip(&mut self, token: &[u8]) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    pub(super) fn take_continuation(&mut self) -> bool {
        let ends: [&[u8]; 2] = [b"`\n", b"`\r\n"];
        let Some(rest) = ends.iter().find_map(|end| self.rest.strip_prefix(*end)) else { return false };
        self.rest = rest;
        self.line = self.line.saturating_add(1);
        true
    }

    pub(super) fn error(&self, found: &'static str, expected: &'static str) -> CaptureError {
        CaptureError::new(self.code, self.line, found, expected)
    }

    pub(super) fn expansion(&self) -> CaptureError {
        let found = "a PowerShell variable or expression, whose value is not in the paste";
        self.error(found, "the value itself; a literal $ is written in single quotes")
    }

    /// Reads a string in quotes of this kind.
    pub(super) fn quoted(&mut self, kind: Quote, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        let opened = self.line;
        self.take_quote(kind);
        loop {
            if let Some(text) = self.take_quote(kind) {
                if self.take_quote(kind).is_none() {
                    return Ok(());
                }
                word.extend_from_slice(text);
                continue;
            }
            if kind == Quote::Double && self.take_special(word)? {
                continue;
            }
            let Some(byte) = self.take() else {
                return Err(CaptureError::new(self.code, opened, "a quote that is never closed", UNCLOSED));
            };
            word.push(byte);
        }
    }

    /// The quote here, if it is one of this kind.
    fn take_quote(&mut self, kind: Quote) -> Option<&'a [u8]> {
        let (_, length) = quote(self.rest).filter(|(here, _)| *here == kind)?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(text)
    }

    /// Takes an escape or a character by its number, as double quotes have them. Returns whether one was here.
    pub(super) fn take_special(&mut self, word: &mut Vec<u8>) -> Result<bool, CaptureError> {
        match self.rest {
            [b'`', _, ..] => self.escape(word)?,
            [b'$', b'(', ..] => self.numbered(word)?,
            [b'$', next, ..] if is_expansion(*next) => return Err(self.expansion()),
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(super) fn escape(&mut self, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        self.take();
        let unknown = self.error("a backtick escape by number", "the character itself");
        word.push(match self.take() {
            Some(b'a') => 0x07,
            Some(b'b') => 0x08,
            Some(b'e') => 0x1b,
            Some(b'f') => 0x0c,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'v') => 0x0b,
            Some(b'0' | b'u') => return Err(unknown),
            Some(byte) => byte,
            None => return Ok(()),
        });
        Ok(())
    }

    /// `$([char]233)`, one for each unit of UTF-16: browsers write all characters beyond ASCII so.
    fn numbered(&mut self, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        let first = self.unit().ok_or_else(|| self.expansion())?;
        let units = match first {
            0xd800..=0xdbff => [Some(first), self.unit()],
            _ => [Some(first), None],
        };
        for character in char::decode_utf16(units.into_iter().flatten()) {
            let character = character.map_err(|_| self.error(HALF, "both halves of the character"))?;
            word.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Ok(())
    }

    /// Takes `$([char]233)`; `None` without moving for any other expression.
    fn unit(&mut self) -> Option<u16> {
        let digits = self.rest.strip_prefix(b"$([char]")?;
        let end = digits.iter().take(6).position(|byte| *byte == b')')?;
        let (digits, rest) = digits.split_at_checked(end)?;
        let unit = core::str::from_utf8(digits).ok()?.parse().ok()?;
        self.rest = rest.get(1..)?;
        Some(unit)
    }
}

/// Whether a `$` before this byte begins a variable or an expression.
pub(super) const fn is_expansion(next: u8) -> bool {
    next.is_ascii_alphanumeric() || matches!(next, b'_' | b'{' | b'(' | b'$' | b'?' | b'^' | b':')
}
