//! The words of one command for a POSIX shell, with bash's `$'…'`. Nothing is expanded.

use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorKind};

/// A word, and the line that it begins on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) bytes: Vec<u8>,
    pub(super) line: usize,
}

/// The words up to the end of the command, and whether something follows it.
pub(super) fn words(text: &[u8], first_line: usize) -> Result<(Vec<Word>, bool), CaptureError> {
    let mut shell = Shell { rest: text, line: first_line };
    let mut words = Vec::new();
    while let Some(word) = shell.word()? {
        // `2>/dev/null`: a digit before a redirection is no argument.
        let is_descriptor =
            word.bytes.iter().all(u8::is_ascii_digit) && matches!(shell.rest.first(), Some(b'<' | b'>'));
        if !is_descriptor {
            words.push(word);
        }
    }
    Ok((words, !shell.rest.trim_ascii().is_empty()))
}

struct Shell<'a> {
    rest: &'a [u8],
    line: usize,
}

impl Shell<'_> {
    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.line = self.line.saturating_add(usize::from(*first == b'\n'));
        Some(*first)
    }

    /// Takes a backslash with the end of the line behind it.
    fn take_continuation(&mut self) -> bool {
        let ends: [&[u8]; 2] = [b"\\\n", b"\\\r\n"];
        let Some(rest) = ends.iter().find_map(|end| self.rest.strip_prefix(*end)) else { return false };
        self.rest = rest;
        self.line = self.line.saturating_add(1);
        true
    }

    fn word(&mut self) -> Result<Option<Word>, CaptureError> {
        while self.take_continuation() || matches!(self.rest, [b' ' | b'\t', ..]) && self.take().is_some() {}
        let mut word = Word { bytes: Vec::new(), line: self.line };
        if self.is_end() || self.rest.first() == Some(&b'#') {
            return Ok(None);
        }
        while !self.is_end() && !matches!(self.rest, [b' ' | b'\t', ..]) {
            if !self.take_continuation() {
                self.piece(&mut word.bytes)?;
            }
        }
        Ok(Some(word))
    }

    /// Whether the command ends here.
    fn is_end(&self) -> bool {
        matches!(
            self.rest,
            [] | [b'\n' | b'|' | b';' | b'&' | b'<' | b'>' | b'(' | b')', ..] | [b'\r', b'\n', ..] | [b'\r']
        )
    }

    fn piece(&mut self, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        match self.rest {
            [b'\'', ..] => self.single(word),
            [b'"', ..] => self.double(word),
            [b'$', b'\'', ..] => self.ansi(word),
            [b'$', b'"', ..] => {
                self.take();
                self.double(word)
            }
            [b'$', next, ..] if is_expansion(*next) => Err(expansion(self.line)),
            [b'`', ..] => Err(expansion(self.line)),
            [b'\\', ..] => {
                self.take();
                word.extend(self.take());
                Ok(())
            }
            _ => {
                word.extend(self.take());
                Ok(())
            }
        }
    }

    fn single(&mut self, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        let opened = self.line;
        self.take();
        loop {
            match self.take() {
                Some(b'\'') => return Ok(()),
                Some(byte) => word.push(byte),
                None => return Err(unclosed(opened, "a ' that is never closed")),
            }
        }
    }

    fn double(&mut self, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        let opened = self.line;
        self.take();
        loop {
            if self.take_continuation() {
                continue;
            }
            match (self.rest, self.line) {
                ([b'$', next, ..], line) if is_expansion(*next) => return Err(expansion(line)),
                ([b'`', ..], line) => return Err(expansion(line)),
                ([b'\\', b'"' | b'\\' | b'$' | b'`', ..], _) => {
                    self.take();
                    word.extend(self.take());
                    continue;
                }
                _ => {}
            }
            match self.take() {
                Some(b'"') => return Ok(()),
                Some(byte) => word.push(byte),
                None => return Err(unclosed(opened, "a \" that is never closed")),
            }
        }
    }

    /// `$'…'`: what a browser writes where a body has quotes or control characters.
    fn ansi(&mut self, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        let opened = self.line;
        self.take();
        self.take();
        loop {
            match self.take() {
                Some(b'\'') => return Ok(()),
                Some(b'\\') => self.escape(word),
                Some(byte) => word.push(byte),
                None => return Err(unclosed(opened, "a $' that is never closed")),
            }
        }
    }

    fn escape(&mut self, word: &mut Vec<u8>) {
        let Some(byte) = self.take() else { return };
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
            b'x' => return self.number(16, 2, false, (b'x', word)),
            b'u' => return self.number(16, 4, true, (b'u', word)),
            b'U' => return self.number(16, 8, true, (b'U', word)),
            b'0'..=b'7' => return self.octal(byte, word),
            b'c' => self.take().unwrap_or_default() & 0x1f,
            _ => {
                word.push(b'\\');
                byte
            }
        };
        word.push(plain);
    }

    /// Up to `most` digits, as a byte or as a character in UTF-8; without a digit the escape stands for itself.
    fn number(&mut self, radix: u32, most: usize, is_character: bool, (letter, word): (u8, &mut Vec<u8>)) {
        let Some((value, _)) = self.digits(radix, most) else { return word.extend([b'\\', letter]) };
        match char::from_u32(value) {
            Some(character) if is_character => word.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            _ => word.push(low_byte(value)),
        }
    }

    fn octal(&mut self, first: u8, word: &mut Vec<u8>) {
        let first = char::from(first).to_digit(8).unwrap_or_default();
        let (rest, count) = self.digits(8, 2).unwrap_or_default();
        word.push(low_byte(first.wrapping_shl(count.wrapping_mul(3)) | rest));
    }

    /// The value of the digits here, and how many they are.
    fn digits(&mut self, radix: u32, most: usize) -> Option<(u32, u32)> {
        let mut read = None;
        for _ in 0..most {
            let Some(digit) = self.rest.first().and_then(|byte| char::from(*byte).to_digit(radix)) else { break };
            self.take();
            let (value, count) = read.unwrap_or((0u32, 0u32));
            read = Some((value.wrapping_mul(radix) | digit, count.saturating_add(1)));
        }
        read
    }
}

fn low_byte(value: u32) -> u8 {
    let [low, ..] = value.to_le_bytes();
    low
}

const fn is_expansion(next: u8) -> bool {
    next.is_ascii_alphanumeric() || matches!(next, b'_' | b'{' | b'(' | b'@' | b'*' | b'?' | b'$')
}

fn expansion(line: usize) -> CaptureError {
    let found = "a shell variable or substitution, whose value is not in the paste";
    CaptureError::new(CaptureErrorKind::Curl, line, found, "the value itself; a literal $ or ` stands in single quotes")
}

fn unclosed(line: usize, found: &'static str) -> CaptureError {
    CaptureError::new(CaptureErrorKind::Curl, line, found, "the closing quote (was the whole command copied?)")
}
