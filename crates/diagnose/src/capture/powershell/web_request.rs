//! `Invoke-WebRequest` and `Invoke-RestMethod`, as browsers copy them and `sign --as powershell` prints them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::ParseOptions;
use super::super::error::{CaptureError, CaptureErrorCode};
use super::super::json::{body, headers};
use super::super::note::NoteCode;
use super::super::prompt::Prompt;
use super::super::request::{Capture, CaptureFormat};
use super::super::{http1_body, prompt};
use super::expressions::Value;
use super::script::Script;

const COMMANDS: [&str; 4] = ["invoke-webrequest", "invoke-restmethod", "iwr", "irm"];

/// Parameters without a value, in lower case.
const SWITCHES: &str = "usebasicparsing disablekeepalive usedefaultcredentials skipcertificatecheck skipheadervalidation \
    skiphttperrorcheck passthru preserveauthorizationonredirect preservehttpmethodonredirect allowunencryptedauthentication \
    allowinsecureredirect noproxy proxyusedefaultcredentials resume followrellink verbose debug";

/// No server takes a longer one, and a variable may stand for it many times.
const MAX_VALUE_BYTES: usize = 64 << 10;

const EXPECTED: &str = "Invoke-WebRequest with the values themselves, or with variables that the paste sets to them";

/// Whether a command begins here.
fn is_command(text: &[u8]) -> bool {
    COMMANDS.iter().any(|name| {
        text.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
            && matches!(text.get(name.len()), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'`'))
    })
}

/// Whether a variable or a comment begins here.
const fn is_beginning(text: &[u8]) -> bool {
    matches!(text, [b'$', b'a'..=b'z' | b'A'..=b'Z', ..] | [b'#', b' ', ..])
}

/// The script after a prompt; `None` for a paste that begins otherwise.
fn without_prompt(text: &[u8]) -> Option<&[u8]> {
    prompt::split_before(text, begins_statement).map(|(_, script)| script)
}

fn begins_statement(text: &[u8]) -> bool {
    is_command(text) || is_beginning(text)
}

/// The script without the prompts of PowerShell before its further statements; `None` if it has none.
fn without_prompts(script: &[u8]) -> Option<Vec<u8>> {
    let statement = |line| match prompt::split_before(line, begins_statement) {
        Some((Prompt::PowerShell, statement)) => Some(statement),
        _ => None,
    };
    let lines = || script.split_inclusive(|byte| *byte == b'\n');
    lines()
        .any(|line| statement(line).is_some())
        .then(|| lines().flat_map(|line| statement(line).unwrap_or(line)).copied().collect())
}

/// Whether the paste begins with such a command, or with assignments before one.
pub(in super::super) fn begins(text: &[u8]) -> bool {
    let Some(script) = without_prompt(text) else { return false };
    let line_begins = |line: &[u8]| {
        let line = without_prompt(line).unwrap_or(line).trim_ascii_start();
        let value = line.iter().position(|byte| *byte == b'=').and_then(|at| line.get(at.saturating_add(1)..));
        is_command(line) || line.starts_with(b"$") && value.is_some_and(|value| is_command(value.trim_ascii_start()))
    };
    is_command(script) || script.split(|byte| *byte == b'\n').any(line_begins)
}

pub(in super::super) fn read(
    text: &[u8],
    first_line: usize,
    options: &ParseOptions<'_>,
) -> Result<Capture, CaptureError> {
    let text = without_prompt(text).unwrap_or(text);
    let statements = without_prompts(text);
    let text = statements.as_deref().unwrap_or(text);
    let unprompted = prompt::without_continuations(text);
    let mut script = Script::new(unprompted.as_deref().unwrap_or(text), first_line);
    if !script.find_command(is_command)? {
        return Err(script.cursor.error("no command of PowerShell that sends a request", EXPECTED));
    }
    let line = script.cursor.line;
    script.name();
    let mut sent = Sent { capture: Capture::new(CaptureFormat::PowerShell), options, given: Vec::new() };
    if statements.is_some() || unprompted.is_some() {
        sent.capture.note(NoteCode::PromptsRemoved, "The prompts at the start of further lines were left out.");
    }
    while sent.parameter(&mut script)? {}
    if !script.cursor.rest.trim_ascii().is_empty() {
        sent.capture.note(NoteCode::MoreThanOneCommand, "What follows the command was not looked at.");
    }
    sent.end(line)
}

struct Sent<'a> {
    capture: Capture,
    options: &'a ParseOptions<'a>,
    /// Names of the parameters so far, in lower case.
    given: Vec<String>,
}

impl Sent<'_> {
    /// Reads one parameter. Returns false at the end of the command.
    fn parameter(&mut self, script: &mut Script<'_>) -> Result<bool, CaptureError> {
        script.skip_blanks();
        let name = match script.cursor.rest {
            [] | [b'\r' | b'\n' | b';' | b'|' | b')' | b'}' | b'#' | b'&' | b'>', ..] => return Ok(false),
            [b'-', first, ..] if first.is_ascii_alphabetic() => {
                script.cursor.take();
                script.name().to_ascii_lowercase()
            }
            _ => String::from("uri"),
        };
        if self.given.contains(&name) || self.given.len() > 64 {
            return Err(script.cursor.error("a parameter that is given twice", "each parameter once"));
        }
        self.given.push(name.clone());
        let has_value = script.cursor.skip(b":");
        if !has_value && SWITCHES.split_ascii_whitespace().any(|switch| switch == name) {
            return Ok(true);
        }
        script.skip_blanks();
        let line = script.cursor.line;
        let value = script.value(Script::depth())?;
        let value = script.whole(value, |rest| {
            rest.first().is_none_or(|byte| byte.is_ascii_whitespace() || b";|)}`#".contains(byte))
        });
        self.set(&name, value, line)?;
        Ok(true)
    }

    fn set(&mut self, name: &str, value: Value, line: usize) -> Result<(), CaptureError> {
        let fault = |found| Err(CaptureError::new(CaptureErrorCode::Script, line, found, EXPECTED));
        let unsupported = |found| {
            let expected = "-Body with the text, or with [Text.Encoding]::UTF8.GetBytes('…')";
            Err(CaptureError::new(CaptureErrorCode::Unsupported, line, found, expected))
        };
        match (name, value) {
            ("uri", Value::Text(text)) => self.capture.url = String::from(&*text),
            ("method" | "custommethod", Value::Text(text)) => self.capture.method = text.to_ascii_uppercase(),
            ("contenttype", Value::Text(text)) => self.header("Content-Type", &text, line)?,
            ("useragent", Value::Text(text)) => self.header("User-Agent", &text, line)?,
            ("headers", Value::Table(members)) => {
                for (name, value) in members.iter() {
                    let Value::Text(value) = value else {
                        return fault("a header whose value is a variable or an expression");
                    };
                    self.header(name, value, line)?;
                }
            }
            ("body", Value::Bytes(text)) => body::set_text(&text, &mut self.capture),
            ("body", Value::Text(text)) => {
                body::set_text(&text, &mut self.capture);
                self.note_encoding(&text);
            }
            ("body", Value::Table(_)) => {
                return unsupported("a hashtable as the body, which PowerShell sends as a form");
            }
            ("form", _) => return unsupported("a form, whose boundary PowerShell makes up as it sends"),
            ("infile", Value::Text(path)) => self.file(&path, line)?,
            ("uri" | "method" | "custommethod" | "contenttype" | "headers" | "body" | "infile", _) => {
                return fault("a variable or an expression, whose value is not in the paste");
            }
            _ => {}
        }
        Ok(())
    }

    fn header(&mut self, name: &str, value: &str, line: usize) -> Result<(), CaptureError> {
        if value.len() > MAX_VALUE_BYTES {
            return Err(CaptureError::new(CaptureErrorCode::Script, line, "a header of more than 64 KiB", EXPECTED));
        }
        let expected = "headers that HTTP can carry";
        headers::push(name, value, &mut self.capture.headers)
            .map_err(|found| CaptureError::new(CaptureErrorCode::Script, line, found, expected))
    }

    fn note_encoding(&mut self, text: &str) {
        let is_said = self.capture.values("content-type").any(|kind| kind.to_ascii_lowercase().ends_with(b"utf-8"));
        if !text.is_ascii() && !is_said {
            let message = "The body was read as UTF-8. PowerShell before 7.4 sends a text without a charset in Latin-1: if that sent it, \
                 the bytes were others.";
            self.capture.note(NoteCode::PowershellEncoding, message);
        }
    }

    fn file(&mut self, path: &str, line: usize) -> Result<(), CaptureError> {
        let Some(content) = self.options.file(path) else {
            let expected = "the file's content: only the command line can read it for you, a page cannot";
            return Err(CaptureError::file_needed(
                path.into(),
                line,
                format!("a body that is in the file {path}"),
                expected,
            ));
        };
        self.capture.body = content.into();
        Ok(())
    }

    fn end(mut self, line: usize) -> Result<Capture, CaptureError> {
        if self.capture.headers.is_empty() {
            let found = "a command without headers";
            return Err(CaptureError::new(CaptureErrorCode::Script, line, found, EXPECTED));
        }
        if self.capture.method.is_empty() {
            self.capture.method = "GET".into();
        }
        if !self.given.iter().any(|name| matches!(name.as_str(), "body" | "infile")) {
            body::note_missing(&mut self.capture);
        }
        http1_body::compare_length(&mut self.capture);
        Ok(self.capture)
    }
}
