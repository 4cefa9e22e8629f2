//! A curl command: which request it sends.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorCode};
use super::lines::{is_token, trim_blanks};
use super::options::{Data, Meaning, long, short};
use super::powershell::Quotes;
use super::prompt::Prompt;
use super::request::{Capture, CaptureFormat, HeaderLine};
use super::shell::{Command, Word};
use super::{ParseOptions, cmd, encoding, powershell, prompt, shell};

/// More than a system takes of options, and a bound for the work with them.
const MAX_WORDS: usize = 4_096;

/// Whether this is a curl command: the word, perhaps after a prompt.
pub(super) fn begins(text: &[u8]) -> bool {
    prompt::split(text).is_some()
}

pub(super) fn read(text: &[u8], first_line: usize, options: &ParseOptions<'_>) -> Result<Capture, CaptureError> {
    let mut capture = Capture::new(CaptureFormat::Curl);
    let (prompt, command) = prompt::split(text).unwrap_or((Prompt::None, text));
    let unprompted = prompt::without_continuations(command);
    if unprompted.is_some() {
        capture.note("prompts_removed", "The prompts at the start of the command's further lines were left out.");
    }
    let Command { words, has_more, has_pairs } =
        split(unprompted.as_deref().unwrap_or(command), first_line, prompt, &mut capture)?;
    if has_pairs {
        capture.note(
            "surrogate_pair",
            "A character that the command writes as two halves was read as the one character; bash itself would send other bytes.",
        );
    }
    if words.len() > MAX_WORDS {
        return Err(fault(first_line, "more than 4,096 words", "one curl command"));
    }
    let mut words = words.into_iter();
    words.next();
    let mut sent = Sent { capture, options, body: None, is_head: false };
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

/// Splits the command by the rules of the shell that it is written for.
fn split(command: &[u8], line: usize, prompt: Prompt, capture: &mut Capture) -> Result<Command, CaptureError> {
    if prompt == Prompt::PowerShell || prompt != Prompt::Cmd && powershell::is_powershell(command) {
        let (command, quotes) = powershell::command(command, line)?;
        match quotes {
            Quotes::None => {}
            Quotes::Kept => capture.note("powershell_quotes", POWERSHELL_KEPT),
            Quotes::Escaped => capture.note("powershell_quotes", POWERSHELL_ESCAPED),
        }
        return Ok(command);
    }
    if prompt == Prompt::Cmd || cmd::is_cmd(command) {
        return cmd::command(command, line);
    }
    if cmd::has_doubled_quotes(command) {
        capture.note(
            "read_as_cmd",
            "The command was read by the rules of Windows' cmd, where \"\" within quotes is one quote.",
        );
        return cmd::command(command, line);
    }
    shell::command(command, line)
}

const POWERSHELL_KEPT: &str = "The quotes within arguments were kept, as PowerShell 7.3 and later do; earlier ones drop them, and curl sends other bytes.";
const POWERSHELL_ESCAPED: &str =
    "A backslash before a quote was left out, as in Windows PowerShell; PowerShell 7.3 and later send it too.";

fn str_of(bytes: &[u8]) -> Option<&str> {
    core::str::from_utf8(bytes).ok()
}

fn fault(line: usize, found: impl Into<Cow<'static, str>>, expected: &'static str) -> CaptureError {
    CaptureError::new(CaptureErrorCode::Curl, line, found, expected)
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
                CaptureErrorCode::Unsupported,
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
        let path = String::from_utf8_lossy(path).into_owned();
        let (found, expected) = match path.as_str() {
            "-" => (
                String::from("a body that curl reads from standard input, which is not in the paste"),
                "the body in place of @-, or the name of a file that has it",
            ),
            _ => (
                format!("a body that stands in the file {path}"),
                "the file's content: only the command line can read it for you, a page cannot",
            ),
        };
        let Some(content) = self.options.file(&path) else {
            return Err(CaptureError::file_needed(path, line, found, expected));
        };
        if encoding::is_utf16(content) {
            let message = "The file is UTF-16, as PowerShell 5.1 writes it with >. curl sends it as it is, and no verifier reads such a body.";
            self.capture.note("file_utf16", message);
        }
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
