//! A curl command, read into the request that it sends.

mod request;

use alloc::borrow::Cow;

use super::error::{CaptureError, CaptureErrorCode};
use super::note::NoteCode;
use super::options::long;
use super::powershell::Quotes;
use super::prompt::Prompt;
use super::request::{Capture, CaptureFormat};
use super::shell::{Command, Word};
use super::{ParseOptions, cmd, powershell, prompt, shell};
use request::Sent;

/// More than a system takes of options, and a bound for the work with them.
const MAX_WORDS: usize = 4_096;

/// Whether this is a curl command, with or without a prompt.
pub(super) fn begins(text: &[u8]) -> bool {
    prompt::split(text).is_some()
}

pub(super) fn read(text: &[u8], first_line: usize, options: &ParseOptions<'_>) -> Result<Capture, CaptureError> {
    let mut capture = Capture::new(CaptureFormat::Curl);
    let (prompt, command) = prompt::split(text).unwrap_or((Prompt::None, text));
    let unprompted = prompt::without_continuations(command);
    if unprompted.is_some() {
        capture
            .note(NoteCode::PromptsRemoved, "The prompts at the start of the command's further lines were left out.");
    }
    let Command { words, has_more, has_pairs } =
        split(unprompted.as_deref().unwrap_or(command), first_line, prompt, &mut capture)?;
    if has_pairs {
        capture.note(
            NoteCode::SurrogatePair,
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
        sent.capture.note(NoteCode::MoreThanOneCommand, "What follows the curl command was not looked at.");
    }
    sent.end(first_line)
}

/// Splits the command by the rules of the shell that it is written for.
fn split(command: &[u8], line: usize, prompt: Prompt, capture: &mut Capture) -> Result<Command, CaptureError> {
    if prompt == Prompt::PowerShell || prompt != Prompt::Cmd && powershell::is_powershell(command) {
        let (command, quotes) = powershell::command(command, line)?;
        match quotes {
            Quotes::None => {}
            Quotes::Kept => capture.note(NoteCode::PowershellQuotes, POWERSHELL_KEPT),
            Quotes::Escaped => capture.note(NoteCode::PowershellQuotes, POWERSHELL_ESCAPED),
        }
        return Ok(command);
    }
    if prompt == Prompt::Cmd || cmd::is_cmd(command) {
        return cmd::command(command, line);
    }
    if cmd::has_doubled_quotes(command) {
        capture.note(
            NoteCode::ReadAsCmd,
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
        "an option that curl does not have, or only in its newest versions",
        "-H, --data-raw and others of curl's options; leave this one out",
    )
}
