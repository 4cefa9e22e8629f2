//! The words of one command for a POSIX shell, with bash's `$'…'`. Nothing is expanded.

use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorCode};

/// A word, and the line that it begins on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) bytes: Vec<u8>,
    pub(super) line: usize,
}

/// The words of one command, and facts about it that are worth a note.
#[derive(Debug)]
pub(super) struct Command {
    pub(super) words: Vec<Word>,
    /// Whether text follows the command.
    pub(super) has_more: bool,
    /// Whether a character was written as two halves of UTF-16.
    pub(super) has_pairs: bool,
}

/// Splits the text up to the end of its first command.
pub(super) fn command(text: &[u8], first_line: usize) -> Result<Command, CaptureError> {
    let mut shell = Shell { rest: text, line: first_line, has_pairs: false };
    let mut words = Vec::new();
    while let Some(word) = shell.word()? {
        // `2>/dev/null`: a digit before a redirection is no argument.
        let is_descriptor =
            word.bytes.iter().all(u8::is_ascii_digit) && matches!(shell.rest.first(), Some(b'<' | b'>'));
        if !is_descriptor {
            words.push(word);
        }
    }
    Ok(Command { words, has_more: !shell.rest.trim_ascii().is_empty(), has_pairs: shell.has_pairs })
}

pub(super) struct Shell<'a> {
    pub(super) rest: &'a [u8],
    pub(super) line: usize,
    /// Whether a character was written as two halves.
    pub(super) has_pairs: bool,
}

impl Shell<'_> {
    pub(super) fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.line = self.line.saturating_add(usize::from(*first == b'\n'));
        Some(*first)
    }

    /// Takes a backslash before the end of a line.
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

    /// `$'…'`, which browsers write for a body with quotes or control characters.
    fn ansi(&mut self, word: &mut Vec<u8>) -> Result<(), CaptureError> {
        let opened = self.line;
        self.take();
        self.take();
        loop {
            match self.take() {
                Some(b'\'') => return Ok(()),
                Some(b'\\') => self.escape(word)?,
                Some(byte) => word.push(byte),
                None => return Err(unclosed(opened, "a $' that is never closed")),
            }
        }
    }
}

const fn is_expansion(next: u8) -> bool {
    next.is_ascii_alphanumeric() || matches!(next, b'_' | b'{' | b'(' | b'@' | b'*' | b'?' | b'$')
}

fn expansion(line: usize) -> CaptureError {
    let found = "a shell variable or substitution, whose value is not in the paste";
    CaptureError::new(
        CaptureErrorCode::Curl,
        line,
        found,
        "the value itself; a literal $ or ` is written in single quotes",
    )
}

fn unclosed(line: usize, found: &'static str) -> CaptureError {
    CaptureError::new(CaptureErrorCode::Curl, line, found, "the closing quote (was the whole command copied?)")
}
