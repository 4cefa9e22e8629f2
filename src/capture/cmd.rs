//! The words of a command for Windows' `cmd`, as browsers copy them: carets first, then the rules by which a program
//! there splits its command line.

use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorKind};
use super::shell::Word;

/// Whether a command is written for `cmd`: a caret before a quote, or at the end of a line, and that not within quotes, as a
/// body may well have one.
pub(super) fn is_cmd(text: &[u8]) -> bool {
    let mut line = text.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii_end();
    let mut opened = None;
    while let Some((byte, rest)) = line.split_first() {
        line = rest;
        match (*byte, opened) {
            (b'\\', None | Some(b'"')) => line = line.get(1..).unwrap_or_default(),
            (b'^', None) if matches!(line, [] | [b'"', ..]) => return true,
            (quote @ (b'\'' | b'"'), None) => opened = Some(quote),
            (byte, Some(quote)) if byte == quote => opened = None,
            _ => {}
        }
    }
    false
}

pub(super) fn words(text: &[u8], first_line: usize) -> Result<Vec<Word>, CaptureError> {
    let mut splitter = Splitter { words: Vec::new(), word: None, opened: None, backslashes: 0 };
    let carets = Carets { rest: text, line: first_line, is_quoted: false };
    for (byte, line) in carets {
        splitter.push(byte, line);
    }
    splitter.end()
}

/// The bytes that are left when `cmd` has read the carets, each with its line.
struct Carets<'a> {
    rest: &'a [u8],
    line: usize,
    is_quoted: bool,
}

impl Carets<'_> {
    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.line = self.line.saturating_add(usize::from(*first == b'\n'));
        Some(*first)
    }

    fn take_line_end(&mut self) -> bool {
        if self.rest.starts_with(b"\r\n") {
            self.take();
        }
        self.rest.first() == Some(&b'\n') && self.take().is_some()
    }
}

impl Iterator for Carets<'_> {
    type Item = (u8, usize);

    fn next(&mut self) -> Option<(u8, usize)> {
        loop {
            let line = self.line;
            let byte = self.take()?;
            if byte == b'"' {
                self.is_quoted = !self.is_quoted;
            }
            if byte != b'^' || self.is_quoted {
                return Some((byte, line));
            }
            if !self.take_line_end() {
                return Some((self.take()?, line));
            }
            // An escaped line end goes; a second one behind it stays, and is how a newline is written.
            if self.take_line_end() {
                return Some((b'\n', line));
            }
        }
    }
}

/// Quotes and backslashes, by the rules of Microsoft's C run-time.
struct Splitter {
    words: Vec<Word>,
    word: Option<Word>,
    opened: Option<usize>,
    backslashes: usize,
}

impl Splitter {
    fn push(&mut self, byte: u8, line: usize) {
        if byte == b'\\' {
            self.backslashes = self.backslashes.saturating_add(1);
            return;
        }
        let (pairs, is_odd) = (self.backslashes / 2, self.backslashes % 2 == 1);
        let kept = if byte == b'"' { pairs } else { self.backslashes };
        self.backslashes = 0;
        if kept > 0 {
            let word = self.word_at(line);
            word.extend(core::iter::repeat_n(b'\\', kept));
        }
        match byte {
            b'"' if is_odd => self.word_at(line).push(b'"'),
            b'"' => {
                self.word_at(line);
                self.opened = if self.opened.is_some() { None } else { Some(line) };
            }
            b' ' | b'\t' | b'\r' | b'\n' if self.opened.is_none() => self.words.extend(self.word.take()),
            _ => self.word_at(line).push(byte),
        }
    }

    fn word_at(&mut self, line: usize) -> &mut Vec<u8> {
        &mut self.word.get_or_insert_with(|| Word { bytes: Vec::new(), line }).bytes
    }

    fn end(mut self) -> Result<Vec<Word>, CaptureError> {
        if let Some(line) = self.opened {
            let found = "a \" that is never closed";
            return Err(CaptureError::new(
                CaptureErrorKind::Curl,
                line,
                found,
                "the closing quote (was the whole command copied?)",
            ));
        }
        if self.backslashes > 0 {
            let count = self.backslashes;
            self.word_at(0).extend(core::iter::repeat_n(b'\\', count));
        }
        self.words.extend(self.word.take());
        Ok(self.words)
    }
}
