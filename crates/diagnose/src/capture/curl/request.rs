//! The request that curl's options put together.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::error::{CaptureError, CaptureErrorCode};
use super::super::lines::{is_token, trim_blanks};
use super::super::note::NoteCode;
use super::super::options::{Data, Meaning, short};
use super::super::request::{Capture, HeaderLine};
use super::super::shell::Word;
use super::super::{ParseOptions, encoding};
use super::{fault, unknown};

pub(super) struct Sent<'a> {
    pub(super) capture: Capture,
    pub(super) options: &'a ParseOptions<'a>,
    /// `None` until an option gives a body, which may be an empty one.
    pub(super) body: Option<Vec<u8>>,
    pub(super) is_head: bool,
}

impl Sent<'_> {
    /// Flags of one letter may be joined, and the last may be joined with its value.
    pub(super) fn letters(
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
    pub(super) fn option(
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
                    CaptureErrorCode::Unsupported,
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

    pub(super) fn url(&mut self, word: &Word) -> Result<(), CaptureError> {
        if !self.capture.url.is_empty() {
            return Err(fault(word.line, "a second URL", "one request; a value with spaces in it needs quotes"));
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
                CaptureErrorCode::Unsupported,
                word.line,
                "headers that are in another file",
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
        let path = String::from_utf8_lossy(path).into_owned();
        let (found, expected) = match path.as_str() {
            "-" => (
                String::from("a body that curl reads from standard input, which is not in the paste"),
                "the body in place of @-, or the name of a file that has it",
            ),
            _ => (
                format!("a body that is in the file {path}"),
                "the file's content: only the command line can read it for you, a page cannot",
            ),
        };
        let Some(content) = self.options.file(&path) else {
            return Err(CaptureError::file_needed(path, line, found, expected));
        };
        if encoding::is_utf16(content) {
            let message = "The file is UTF-16, as PowerShell 5.1 writes it with >. curl sends it as it is, and no verifier reads such a body.";
            self.capture.note(NoteCode::FileUtf16, message);
        }
        let is_kept = |byte: &&u8| data == Data::Binary || !matches!(byte, 0 | b'\r' | b'\n');
        let kept: Vec<u8> = content.iter().filter(is_kept).copied().collect();
        if kept.len() < content.len() {
            let message = "--data reads a file without its line ends, so that is what curl sent; --data-binary would have kept them.";
            self.capture.note(NoteCode::LineEndsStripped, message);
        }
        Ok(kept)
    }

    pub(super) fn end(mut self, line: usize) -> Result<Capture, CaptureError> {
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
