//! A curl command: which request it sends.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorKind};
use super::lines::{is_token, trim_blanks};
use super::options::{Data, Meaning, long, short};
use super::request::{Capture, CaptureFormat, HeaderLine};
use super::shell::Word;
use super::{ParseOptions, cmd, shell};

/// More than a system takes of options, and a bound for the work with them.
const MAX_WORDS: usize = 4_096;

/// Whether this is a curl command: the word, perhaps behind a prompt.
pub(super) fn begins(text: &[u8]) -> bool {
    let command = text.strip_prefix(b"$").unwrap_or(text).trim_ascii_start();
    let rest = command.strip_prefix(b"curl").map(|rest| rest.strip_prefix(b".exe").unwrap_or(rest));
    rest.is_some_and(|rest| matches!(rest, [] | [b' ' | b'\t' | b'\r' | b'\n' | b'\\' | b'^', ..]))
}

pub(super) fn read(text: &[u8], first_line: usize, options: &ParseOptions<'_>) -> Result<Capture, CaptureError> {
    let command = text.strip_prefix(b"$").unwrap_or(text);
    let (words, has_more) = if cmd::is_cmd(command) {
        (cmd::words(command, first_line)?, false)
    } else {
        shell::words(command, first_line)?
    };
    if words.len() > MAX_WORDS {
        return Err(fault(first_line, "more than 4,096 words", "one curl command"));
    }
    let mut words = words.into_iter();
    words.next();
    let mut sent = Sent { capture: Capture::new(CaptureFormat::Curl), options, body: None, is_head: false };
    let mut is_options = true;
    while let Some(word) = words.next() {
        match word.bytes.as_slice() {
            b"--" if is_options => is_options = false,
            [b'-', b'-', name @ ..] if is_options => {
                let meaning = str_of(name).and_then(long).ok_or_else(|| unknown(&word))?;
                sent.option(meaning, &word, || words.next())?;
            }
            [b'-', letters @ ..] if is_options && !letters.is_empty() => sent.letters(letters, &word, &mut words)?,
            _ => sent.url(&word)?,
        }
    }
    if has_more {
        sent.capture.note("more_than_one_command", "What follows the curl command was not looked at.");
    }
    sent.end(first_line)
}

fn str_of(bytes: &[u8]) -> Option<&str> {
    core::str::from_utf8(bytes).ok()
}

fn fault(line: usize, found: impl Into<Cow<'static, str>>, expected: &'static str) -> CaptureError {
    CaptureError::new(CaptureErrorKind::Curl, line, found, expected)
}

fn unknown(word: &Word) -> CaptureError {
    fault(
        word.line,
        "an option that curl does not have, or has only since lately",
        "-H, --data-raw and others of curl's options; leave this one out",
    )
}

struct Sent<'a> {
    capture: Capture,
    options: &'a ParseOptions<'a>,
    /// `None` until an option gives a body, which may be an empty one.
    body: Option<Vec<u8>>,
    is_head: bool,
}

impl Sent<'_> {
    /// Flags of one letter may stand together, and the last may have its value right behind it.
    fn letters(
        &mut self,
        letters: &[u8],
        word: &Word,
        words: &mut impl Iterator<Item = Word>,
    ) -> Result<(), CaptureError> {
        let mut letters = letters;
        while let Some((letter, rest)) = letters.split_first() {
            let meaning = short(*letter).ok_or_else(|| unknown(word))?;
            let attached = || match rest {
                [] => words.next(),
                _ => Some(Word { bytes: rest.into(), line: word.line }),
            };
            if self.option(meaning, word, attached)? {
                return Ok(());
            }
            letters = rest;
        }
        Ok(())
    }

    /// Returns whether the option took a value.
    fn option(
        &mut self,
        meaning: Meaning,
        word: &Word,
        value: impl FnOnce() -> Option<Word>,
    ) -> Result<bool, CaptureError> {
        match meaning {
            Meaning::Flag => return Ok(false),
            Meaning::Head => {
                self.is_head = true;
                return Ok(false);
            }
            Meaning::Refused(found) => {
                return Err(CaptureError::new(
                    CaptureErrorKind::Unsupported,
                    word.line,
                    found,
                    "the body as it was sent, with --data-raw or --data-binary",
                ));
            }
            _ => {}
        }
        let value = value().ok_or_else(|| {
            fault(word.line, "an option without its value", "the value (was the whole command copied?)")
        })?;
        match meaning {
            Meaning::Header => self.header(&value)?,
            Meaning::Data(data) => self.data(&value, data, b"&")?,
            Meaning::Json => self.data(&value, Data::Binary, b"")?,
            Meaning::Method => self.capture.method = String::from_utf8_lossy(&value.bytes).into_owned(),
            Meaning::Url => self.url(&value)?,
            Meaning::Named(name) => self.push(name.as_bytes(), &value.bytes),
            _ => {}
        }
        Ok(true)
    }

    fn url(&mut self, word: &Word) -> Result<(), CaptureError> {
        if !self.capture.url.is_empty() {
            return Err(fault(word.line, "a second URL", "one request; a value with spaces in it stands in quotes"));
        }
        self.capture.url = String::from_utf8_lossy(&word.bytes).into_owned();
        Ok(())
    }

    fn push(&mut self, name: &[u8], value: &[u8]) {
        let line = HeaderLine { name: String::from_utf8_lossy(name).into_owned(), value: trim_blanks(value).into() };
        self.capture.headers.push(line);
    }

    /// `Name: value`; `Name;` for an empty one; `Name:` says that curl shall leave out its own.
    fn header(&mut self, word: &Word) -> Result<(), CaptureError> {
        let text = word.bytes.as_slice();
        let expected = "a header as 'Name: value'";
        if text.starts_with(b"@") {
            return Err(CaptureError::new(
                CaptureErrorKind::Unsupported,
                word.line,
                "headers that stand in another file",
                expected,
            ));
        }
        if text.iter().any(|byte| matches!(byte, 0 | b'\r' | b'\n')) {
            return Err(fault(word.line, "a header with a line end in it", expected));
        }
        let at = text.iter().position(|byte| *byte == b':').unwrap_or(text.len());
        let (name, value) = text.split_at_checked(at).unwrap_or_default();
        match (name.strip_suffix(b";"), value.get(1..).map(trim_blanks)) {
            (Some(name), None) if is_token(name) => self.push(name, b""),
            (_, Some([])) if is_token(name) => {}
            (_, Some(value)) if is_token(name) => self.push(name, value),
            // Older Chromes copy the pseudo-headers of HTTP/2.
            (_, Some(_)) if name.is_empty() => {}
            (_, None) => return Err(fault(word.line, "a header without a colon", expected)),
            _ => return Err(fault(word.line, "a header's name with characters that no name can have", expected)),
        }
        Ok(())
    }

    fn data(&mut self, word: &Word, data: Data, joint: &[u8]) -> Result<(), CaptureError> {
        let content = match word.bytes.strip_prefix(b"@").filter(|_| data != Data::Raw) {
            Some(path) => self.file(path, word.line, data)?,
            None => word.bytes.clone(),
        };
        match &mut self.body {
            Some(body) => {
                body.extend_from_slice(joint);
                body.extend_from_slice(&content);
            }
            None => self.body = Some(content),
        }
        Ok(())
    }

    fn file(&mut self, path: &[u8], line: usize, data: Data) -> Result<Vec<u8>, CaptureError> {
        let expected = "the file's content: only the command line can read it for you, a page cannot";
        let path = String::from_utf8_lossy(path).into_owned();
        let found = format!("a body that stands in the file {path}");
        let Some(content) = self.options.file(&path) else {
            return Err(CaptureError::new(CaptureErrorKind::FileNeeded(path), line, found, expected));
        };
        let is_kept = |byte: &&u8| data == Data::Binary || !matches!(byte, 0 | b'\r' | b'\n');
        let kept: Vec<u8> = content.iter().filter(is_kept).copied().collect();
        if kept.len() < content.len() {
            let message = "--data reads a file without its line ends, so that is what curl sent; --data-binary would have kept them.";
            self.capture.note("line_ends_stripped", message);
        }
        Ok(kept)
    }

    fn end(mut self, line: usize) -> Result<Capture, CaptureError> {
        if self.capture.url.is_empty() && self.capture.headers.is_empty() {
            return Err(fault(
                line,
                "a curl command without URL and headers",
                "the whole command: do its lines end in a backslash?",
            ));
        }
        if self.capture.method.is_empty() {
            self.capture.method = String::from(if self.is_head {
                "HEAD"
            } else if self.body.is_some() {
                "POST"
            } else {
                "GET"
            });
        }
        self.capture.body = self.body.unwrap_or_default();
        Ok(self.capture)
    }
}
