//! The words of a command for Windows' `cmd`, as browsers copy them: carets first, then the rules by which a program
//! there splits its command line.

use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorCode};
use super::lines::count_lines;
use super::shell::{Command, Word};

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

/// Whether quotes are doubled within a word, `"{""a"":1}"`, in a command without single quotes. A POSIX shell would drop them
/// all, which is never meant.
pub(super) fn has_doubled_quotes(text: &[u8]) -> bool {
    let is_inside = |byte: &u8| !byte.is_ascii_whitespace() && *byte != b'=';
    !text.contains(&b'\'')
        && text
            .windows(4)
            .any(|part| matches!(part, [before, b'"', b'"', after] if is_inside(before) && *before != b'\\' && is_inside(after)))
}

pub(super) fn command(text: &[u8], first_line: usize) -> Result<Command, CaptureError> {
    if let Some(at) = variable(text) {
        let line = first_line.saturating_add(count_lines(text.get(..at).unwrap_or_default()));
        let found = "a variable of cmd, whose value is not in the paste";
        return Err(CaptureError::new(CaptureErrorCode::Curl, line, found, "the value itself"));
    }
    let mut splitter = Splitter { words: Vec::new(), word: None, opened: None, backslashes: 0, is_repeated: false };
    let mut carets = Carets { rest: text, line: first_line, is_quoted: false };
    for (byte, line) in carets.by_ref() {
        splitter.push(byte, line);
    }
    // `2>nul`: a digit before a redirection is no argument.
    let is_redirection = matches!(carets.rest.first(), Some(b'<' | b'>'));
    splitter.word.take_if(|word| is_redirection && word.bytes.iter().all(u8::is_ascii_digit));
    let has_more = !carets.rest.trim_ascii().is_empty();
    Ok(Command { words: splitter.end()?, has_more, has_pairs: false })
}

/// The place of `%NAME%`. Names that could be the escape of a URL, such as `%C3%`, stay as they are, as for cmd itself.
fn variable(text: &[u8]) -> Option<usize> {
    let mut start = None;
    for (at, byte) in text.iter().enumerate() {
        match (byte, start) {
            (b'%', Some(start)) if is_name(text.get(start..at).unwrap_or_default()) => return Some(start),
            (b'%', _) => start = at.checked_add(1),
            (byte, Some(_)) if byte.is_ascii_alphanumeric() || *byte == b'_' => {}
            _ => start = None,
        }
    }
    None
}

fn is_name(name: &[u8]) -> bool {
    let is_url_escape = matches!(name, [one, two, ..] if one.is_ascii_hexdigit() && two.is_ascii_hexdigit());
    !is_url_escape && name.first().is_some_and(|first| !first.is_ascii_digit())
}

/// The bytes that are left when `cmd` has read the carets, each with its line, up to the end of the command.
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

    /// A line end ends the command, in quotes too.
    fn is_end(&self) -> bool {
        match self.rest {
            [b'\n', ..] | [b'\r', b'\n', ..] => true,
            [b'&' | b'|' | b'<' | b'>', ..] => !self.is_quoted,
            _ => false,
        }
    }
}

impl Iterator for Carets<'_> {
    type Item = (u8, usize);

    fn next(&mut self) -> Option<(u8, usize)> {
        loop {
            if self.is_end() {
                return None;
            }
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
            // An escaped line end is dropped; a second one after it stays, and stands for a newline.
            if self.take_line_end() {
                return Some((b'\n', line));
            }
        }
    }
}

/// Quotes and backslashes, by the rules of Microsoft's C run-time: `\"` is a quote anywhere, `""` is one within quotes, and
/// backslashes are only special before a quote.
struct Splitter {
    words: Vec<Word>,
    word: Option<Word>,
    opened: Option<usize>,
    backslashes: usize,
    /// Whether the byte before was a quote that closed: a second one makes it a literal quote, and the text goes on.
    is_repeated: bool,
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
        let is_second = core::mem::take(&mut self.is_repeated) && kept == 0 && !is_odd;
        match byte {
            b'"' if is_odd => self.word_at(line).push(b'"'),
            b'"' if is_second => {
                self.word_at(line).push(b'"');
                self.opened = Some(line);
            }
            b'"' => {
                self.word_at(line);
                self.is_repeated = self.opened.is_some();
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
                CaptureErrorCode::Curl,
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
