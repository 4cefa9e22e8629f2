//! The words of a command for PowerShell, as it passes them to a program.

use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorCode};
pub(super) use super::powershell_quotes::Quotes;
use super::powershell_quotes::unescape_all;
use super::shell::{Command, Word};

/// Whether a line ends in a backtick outside the quotes of a POSIX shell, where it has no meaning: PowerShell's way of
/// continuing a line.
pub(super) fn is_powershell(text: &[u8]) -> bool {
    let mut opened = None;
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match (*byte, opened) {
            (b'`', None) if after.starts_with(b"\n") || after.starts_with(b"\r\n") => return true,
            (b'\\', None | Some(b'"')) => rest = rest.get(1..).unwrap_or_default(),
            (quote @ (b'\'' | b'"'), None) => opened = Some(quote),
            (byte, Some(quote)) if byte == quote => opened = None,
            _ => {}
        }
    }
    false
}

pub(super) fn command(text: &[u8], first_line: usize) -> Result<(Command, Quotes), CaptureError> {
    let mut reader = Reader { rest: text, line: first_line };
    let mut words = Vec::new();
    while let Some(word) = reader.word()? {
        words.push(word);
    }
    let quotes = unescape_all(&mut words)?;
    let has_more = !reader.rest.trim_ascii().is_empty();
    Ok((Command { words, has_more, has_pairs: false }, quotes))
}

struct Reader<'a> {
    rest: &'a [u8],
    line: usize,
}

impl Reader<'_> {
    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.line = self.line.saturating_add(usize::from(*first == b'\n'));
        Some(*first)
    }

    fn take_continuation(&mut self) -> bool {
        let ends: [&[u8]; 2] = [b"`\n", b"`\r\n"];
        let Some(rest) = ends.iter().find_map(|end| self.rest.strip_prefix(*end)) else { return false };
        self.rest = rest;
        self.line = self.line.saturating_add(1);
        true
    }

    fn is_end(&self) -> bool {
        matches!(self.rest, [] | [b'\n' | b'|' | b';' | b'&' | b'<' | b'>', ..] | [b'\r', b'\n', ..] | [b'\r'])
    }

    fn word(&mut self) -> Result<Option<Word>, CaptureError> {
        while self.take_continuation() || matches!(self.rest, [b' ' | b'\t', ..]) && self.take().is_some() {}
        let mut word = Word { bytes: Vec::new(), line: self.line };
        match self.rest {
            _ if self.is_end() => return Ok(None),
            [b'#', ..] => return Ok(None),
            [b'@', b'\'' | b'"', ..] => return Err(error(self.line, "a here-string", "the body in single quotes")),
            _ => {}
        }
        while !self.is_end() && !matches!(self.rest, [b' ' | b'\t', ..]) && !self.take_continuation() {
            self.piece(&mut word.bytes)?;
        }
        Ok(Some(word))
    }

    fn piece(&mut self, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        match self.rest {
            [quote @ (b'\'' | b'"'), ..] => self.quoted(*quote, word),
            [b'$', next, ..] if is_expansion(*next) => Err(expansion(self.line)),
            [b'(' | b')' | b'{' | b'}', ..] => Err(expansion(self.line)),
            [b'`', ..] => self.escape(word),
            _ => {
                word.extend(self.take());
                Ok(())
            }
        }
    }

    /// A quote that is doubled is a quote.
    fn quoted(&mut self, quote: u8, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        let opened = self.line;
        self.take();
        loop {
            match self.rest {
                [b'$', next, ..] if quote == b'"' && is_expansion(*next) => return Err(expansion(self.line)),
                [b'`', _, ..] if quote == b'"' => {
                    self.escape(word)?;
                    continue;
                }
                _ => {}
            }
            match self.take() {
                Some(byte) if byte == quote && self.rest.first() == Some(&quote) => word.extend(self.take()),
                Some(byte) if byte == quote => return Ok(()),
                Some(byte) => word.push(byte),
                None => {
                    let expected = "the closing quote (was the whole command copied?)";
                    return Err(error(opened, "a quote that is never closed", expected));
                }
            }
        }
    }

    fn escape(&mut self, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        self.take();
        let line = self.line;
        word.push(match self.take() {
            Some(b'a') => 0x07,
            Some(b'b') => 0x08,
            Some(b'e') => 0x1b,
            Some(b'f') => 0x0c,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'v') => 0x0b,
            Some(b'0' | b'u') => return Err(error(line, "a backtick escape by number", "the character itself")),
            Some(byte) => byte,
            None => return Ok(()),
        });
        Ok(())
    }
}

const fn is_expansion(next: u8) -> bool {
    next.is_ascii_alphanumeric() || matches!(next, b'_' | b'{' | b'(' | b'$' | b'?' | b'^' | b':')
}

pub(super) fn error(line: usize, found: &'static str, expected: &'static str) -> CaptureError {
    CaptureError::new(CaptureErrorCode::Curl, line, found, expected)
}

fn expansion(line: usize) -> CaptureError {
    let found = "a PowerShell variable or expression, whose value is not in the paste";
    error(line, found, "the value itself; a literal $ stands in single quotes")
}
