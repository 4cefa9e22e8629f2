//! Headers as `console.log` prints them in Node and Bun: an object, with or without log lines around it and the body after it.

use super::ParseOptions;
use super::error::{CaptureError, CaptureErrorCode};
use super::http1_body;
use super::json::candidate;
use super::json::fault::Starts;
use super::json::{body, delivery, headers};
use super::literal;
use super::note::NoteCode;
use super::request::{Capture, CaptureFormat};
use crate::json::{SyntaxError, Value};

/// Maximum number of lines of a log before the headers.
const MAX_LINES_BEFORE: usize = 10;

const EXPECTED: &str = "what console.log prints of the headers, or of an object with headers and body";

/// Reads a text that begins with a bracket and is not JSON. `None` if it does not show headers and the error of another reader
/// says more: `json` is how far that came.
pub(super) fn read(
    text: &[u8],
    line: usize,
    json: SyntaxError,
    options: &ParseOptions<'_>,
) -> Option<Result<Capture, CaptureError>> {
    let text = core::str::from_utf8(text).ok()?;
    match literal::parse_prefix(text) {
        Ok((value, rest)) => read_value(&value, (text, 0, rest), line, options).or_else(|| {
            // A name without quotes is JavaScript's.
            let is_script = text.get(1..).is_some_and(|text| text.trim_start().starts_with(char::is_alphabetic));
            let found = "an object without the headers of a delivery";
            is_script
                .then(|| Err(CaptureError::new(CaptureErrorCode::Script, line, found, EXPECTED).at((text, 0), line)))
        }),
        Err(error) if error.offset > json.offset => Some(Err(syntax((text, 0), line, error))),
        Err(_) => None,
    }
}

/// Finds the headers among the first lines of a log. `None` without headers.
pub(super) fn read_log(text: &[u8], line: usize, options: &ParseOptions<'_>) -> Option<Result<Capture, CaptureError>> {
    let text = core::str::from_utf8(text).ok()?;
    let mut start = 0usize;
    for each in text.split_inclusive('\n').take(MAX_LINES_BEFORE) {
        if let Some(at) = each.find('{') {
            let at = start.checked_add(at)?;
            let from = text.get(at..)?;
            match literal::parse_prefix(from) {
                Ok((value, rest)) => {
                    if let Some(read) = read_value(&value, (text, at, rest), line, options) {
                        return Some(read.map(|mut capture| {
                            if start > 0 {
                                capture.note(NoteCode::LogTextIgnored, BEFORE);
                            }
                            capture
                        }));
                    }
                }
                Err(error) if is_print(from) => return Some(Err(syntax((text, at), line, error))),
                Err(_) => {}
            }
        }
        start = start.checked_add(each.len())?;
    }
    None
}

const BEFORE: &str = "The lines before the headers were not looked at.";
const AFTER: &str = "The text after the body was not looked at.";

/// Whether a line that ends in an opening brace begins a printed object.
fn is_print(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.trim_end() == "{")
}

/// An error in a value that begins at an offset of the text.
fn syntax((text, start): (&str, usize), first_line: usize, error: SyntaxError) -> CaptureError {
    let offset = start.saturating_add(error.offset);
    CaptureError::new(CaptureErrorCode::Script, 1, error.found, EXPECTED).at((text, offset), first_line)
}

/// `text` is all of it, with the offset of the value and the end after it.
fn read_value(
    value: &Value<'_>,
    (text, start, rest): (&str, usize, &str),
    line: usize,
    options: &ParseOptions<'_>,
) -> Option<Result<Capture, CaptureError>> {
    if headers::is_headers(value) {
        return Some(with_body(value, literal::starts, (text, start, rest), line));
    }
    let found = delivery::find(value, CaptureFormat::Console)?;
    let read = candidate::read_one([found].into(), options);
    let read = read.map_err(|fault| fault.placed(&[(start, value)], literal::starts, (text, line)));
    Some(read.map(|capture| note_rest(capture, rest)))
}

fn note_rest(mut capture: Capture, rest: &str) -> Capture {
    if !rest.trim().is_empty() {
        capture.note(NoteCode::LogTextIgnored, AFTER);
    }
    capture
}

/// Reads headers alone, and the text after them as the body.
/// `text` is all of it, with the offset of the headers and the end after them.
pub(super) fn with_body(
    headers: &Value<'_>,
    starts: Starts,
    (text, start, rest): (&str, usize, &str),
    line: usize,
) -> Result<Capture, CaptureError> {
    let mut capture = Capture::new(CaptureFormat::Console);
    capture.headers =
        headers::read(headers).map_err(|fault| fault.placed(&[(start, headers)], starts, (text, line)))?;
    capture.method = "POST".into();
    capture.note(NoteCode::ReadAs, "Read as headers that a program printed, and the body after them.");
    let rest = without_label(rest.trim_start());
    let start = text.len().saturating_sub(rest.len());
    let rest = rest.trim_end();
    if rest.is_empty() {
        body::note_missing(&mut capture);
        return Ok(capture);
    }
    if let Ok((_, after)) = Value::parse_prefix(rest) {
        let length = rest.len().saturating_sub(after.len());
        body::set_text(rest.get(..length).unwrap_or_default().trim_end(), &mut capture);
        http1_body::compare_length(&mut capture);
        return Ok(note_rest(capture, after));
    }
    let fault = |found, offset| {
        let expected = "the body as text or as bytes, after the headers";
        CaptureError::new(CaptureErrorCode::Script, 1, found, expected).at((text, start.saturating_add(offset)), line)
    };
    match literal::parse_prefix(rest) {
        Ok((value @ (Value::Map(_) | Value::List(_)), after)) => {
            body::set(Some(&value), None, &mut capture)
                .map_err(|fault| fault.placed(&[(start, &value)], literal::starts, (text, line)))?;
            Ok(note_rest(capture, after))
        }
        Ok(_) => Err(fault("text after the headers that is no body", 0)),
        Err(error) => Err(fault(error.found, error.offset)),
    }
}

/// `body: {…}`: the name under which a program printed it.
fn without_label(text: &str) -> &str {
    let label = text.find([':', '=', '{', '<', '\n']).and_then(|at| text.split_at_checked(at));
    let Some((name, rest)) = label.filter(|(name, _)| !name.is_empty() && name.len() <= 24) else { return text };
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'_' | b'.' | b'-'));
    let value = rest.trim_start_matches([':', '=']).trim_start();
    if is_name && value.starts_with(['{', '<', '[']) { value } else { text }
}
