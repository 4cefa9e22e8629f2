//! Bash's `$'…'`, with every escape of its manual. An escape that names no character is an error, never another byte.

use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorCode};
use super::shell::Shell;

/// The halves of a character beyond 16 bits, as browsers write it.
const HIGH: core::ops::RangeInclusive<u32> = 0xd800..=0xdbff;
const LOW: core::ops::RangeInclusive<u32> = 0xdc00..=0xdfff;

impl Shell<'_> {
    /// Reads the escape after a backslash within `$'…'`.
    pub(super) fn escape(&mut self, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        let line = self.line;
        let Some(byte) = self.take() else { return Ok(()) };
        let plain = match byte {
            b'a' => 0x07,
            b'b' => 0x08,
            b'e' | b'E' => 0x1b,
            b'f' => 0x0c,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 0x0b,
            b'\\' | b'\'' | b'"' | b'?' => byte,
            b'x' => return self.byte(None, (16, 2), line, word),
            b'0'..=b'7' => return self.byte(char::from(byte).to_digit(8), (8, 2), line, word),
            b'u' => return self.character((b'u', 4), line, word),
            b'U' => return self.character((b'U', 8), line, word),
            b'c' => return self.control(line, word),
            _ => {
                word.push(b'\\');
                byte
            }
        };
        word.push(plain);
        Ok(())
    }

    /// `\nnn` and `\xHH`: one byte. Without a digit the escape stands for itself.
    fn byte(
        &mut self,
        first: Option<u32>,
        (radix, most): (u32, usize),
        line: usize,
        word: &mut Vec<u8>,
    ) -> Result<(), CaptureError> {
        let Some(value) = self.digits(first, radix, most) else {
            word.extend_from_slice(b"\\x");
            return Ok(());
        };
        match u8::try_from(value) {
            Ok(0) => Err(nul(line)),
            Ok(byte) => {
                word.push(byte);
                Ok(())
            }
            Err(_) => Err(error(line, "an octal escape beyond \\377, which is more than a byte")),
        }
    }

    /// `\uHHHH` and `\UHHHHHHHH`. Browsers write a character beyond 16 bits as two escapes.
    fn character(&mut self, (letter, most): (u8, usize), line: usize, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        let Some(value) = self.digits(None, 16, most) else {
            word.extend_from_slice(&[b'\\', letter]);
            return Ok(());
        };
        let value = if HIGH.contains(&value) { self.second_half(value).unwrap_or(value) } else { value };
        match char::from_u32(value) {
            Some('\0') => Err(nul(line)),
            Some(character) => {
                word.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                Ok(())
            }
            None if value > 0x10_ffff => Err(error(line, "an escape beyond \\U10FFFF, which is not a character")),
            None => Err(error(line, "an escape for half of a character, without its other half")),
        }
    }

    fn second_half(&mut self, high: u32) -> Option<u32> {
        let (rest, most) = match self.rest {
            [b'\\', b'u', rest @ ..] => (rest, 4),
            [b'\\', b'U', rest @ ..] => (rest, 8),
            _ => return None,
        };
        let mut ahead = Shell { rest, line: self.line, has_pairs: true };
        let low = ahead.digits(None, 16, most).filter(|value| LOW.contains(value))?;
        *self = Shell { rest: ahead.rest, line: ahead.line, has_pairs: true };
        let offset = ((high & 0x3ff) << 10) | (low & 0x3ff);
        offset.checked_add(0x1_0000)
    }

    /// `\cx`: a control character.
    fn control(&mut self, line: usize, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        let control = match self.rest.first() {
            None | Some(b'\'') => {
                word.extend_from_slice(b"\\c");
                return Ok(());
            }
            Some(b'?') => 0x7f,
            Some(byte) if byte.is_ascii() => byte.to_ascii_uppercase() & 0x1f,
            Some(_) => return Err(error(line, "a control escape of a character beyond ASCII")),
        };
        if control == 0 {
            return Err(nul(line));
        }
        word.push(control);
        if self.take() == Some(b'\\') && matches!(self.rest, [b'\\' | b'\'', ..]) {
            let second = self.take();
            word.extend(second.filter(|byte| *byte == b'\''));
        }
        Ok(())
    }

    /// The value of up to `most` digits here, after one that was read.
    fn digits(&mut self, first: Option<u32>, radix: u32, most: usize) -> Option<u32> {
        let mut read = first;
        for _ in 0..most {
            let Some(digit) = self.rest.first().and_then(|byte| char::from(*byte).to_digit(radix)) else { break };
            self.take();
            read = Some(read.unwrap_or_default().wrapping_mul(radix).wrapping_add(digit));
        }
        read
    }
}

fn nul(line: usize) -> CaptureError {
    error(line, "an escape for NUL, where the text of a shell ends")
}

fn error(line: usize, found: &'static str) -> CaptureError {
    CaptureError::new(CaptureErrorCode::Curl, line, found, "escapes that name a character")
}
