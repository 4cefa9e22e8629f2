//! Headers as `console.log` prints them in Node and Bun: an object, with or without log lines around it and the body after it.

use super::ParseOptions;
use super::error::{CaptureError, CaptureErrorCode};
use super::http1_body;
use super::json::candidate;
use super::json::{body, delivery, headers};
use super::lines::count_lines;
use super::literal;
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
        Ok((value, rest)) => read_value(&value, (text, rest), line, options).or_else(|| {
            // A name without quotes is JavaScript's.
            let is_script = text.get(1..).is_some_and(|text| text.trim_start().starts_with(char::is_alphabetic));
            let found = "an object without the headers of a delivery";
            is_script.then(|| Err(CaptureError::new(CaptureErrorCode::Script, line, found, EXPECTED)))
        }),
        Err(error) if error.offset > json.offset => Some(Err(syntax(text, line, error))),
        Err(_) => None,
    }
}

/// Finds the headers among the first lines of a log. `None` without headers.
pub(super) fn read_log(text: &[u8], line: usize, options: &ParseOptions<'_>) -> Option<Result<Capture, CaptureError>> {
    let text = core::str::from_utf8(text).ok()?;
    let mut start = 0usize;
    for (number, each) in text.split_inclusive('\n').enumerate().take(MAX_LINES_BEFORE) {
        if let Some(at) = each.find('{') {
            let from = text.get(start.checked_add(at)?..)?;
            let line = line.saturating_add(number);
            match literal::parse_prefix(from) {
                Ok((value, rest)) => {
                    if let Some(read) = read_value(&value, (from, rest), line, options) {
                        return Some(read.map(|mut capture| {
                            if start > 0 {
                                capture.note("log_text_ignored", BEFORE);
                            }
                            capture
                        }));
                    }
                }
                Err(error) if is_print(from) => return Some(Err(syntax(from, line, error))),
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

fn syntax(text: &str, first_line: usize, error: SyntaxError) -> CaptureError {
    let before = text.as_bytes().get(..error.offset).unwrap_or_default();
    let line = first_line.saturating_add(count_lines(before));
    CaptureError::new(CaptureErrorCode::Script, line, error.found, EXPECTED)
}

fn read_value(
    value: &Value<'_>,
    (text, rest): (&str, &str),
    line: usize,
    options: &ParseOptions<'_>,
) -> Option<Result<Capture, CaptureError>> {
    if headers::is_headers(value) {
        return Some(with_body(value, text, rest, line));
    }
    let found = delivery::find(value, CaptureFormat::Console)?;
    let read = candidate::read_one([found].into(), line, options);
    Some(read.map(|capture| note_rest(capture, rest)))
}

fn note_rest(mut capture: Capture, rest: &str) -> Capture {
    if !rest.trim().is_empty() {
        capture.note("log_text_ignored", AFTER);
    }
    capture
}

/// Reads headers alone, and the text after them as the body.
/// `text` is all of it, `rest` its end after the headers.
pub(super) fn with_body(headers: &Value<'_>, text: &str, rest: &str, line: usize) -> Result<Capture, CaptureError> {
    let mut capture = Capture::new(CaptureFormat::Console);
    capture.headers = headers::read(headers).map_err(|found| headers::error(line, found))?;
    capture.method = "POST".into();
    capture.note("read_as", "Read as headers that a program printed, and the body after them.");
    let rest = without_label(rest.trim_start());
    let before = text.as_bytes().get(..text.len().saturating_sub(rest.len())).unwrap_or_default();
    let line = line.saturating_add(count_lines(before));
    let rest = rest.trim_end();
    if rest.is_empty() {
        body::set(None, None, line, &mut capture)?;
        return Ok(capture);
    }
    if let Ok((_, after)) = Value::parse_prefix(rest) {
        let length = rest.len().saturating_sub(after.len());
        body::set_text(rest.get(..length).unwrap_or_default().trim_end(), &mut capture);
        http1_body::compare_length(&mut capture);
        return Ok(note_rest(capture, after));
    }
    match literal::parse_prefix(rest) {
        Ok((value @ (Value::Map(_) | Value::List(_)), after)) => {
            body::set(Some(&value), None, line, &mut capture)?;
            Ok(note_rest(capture, after))
        }
        Ok(_) => {
            let found = "text after the headers that is no body";
            Err(CaptureError::new(CaptureErrorCode::Script, line, found, "the body as text or as bytes"))
        }
        Err(error) => {
            let before = rest.as_bytes().get(..error.offset).unwrap_or_default();
            let line = line.saturating_add(count_lines(before));
            let expected = "the body as text or as bytes, after the headers";
            Err(CaptureError::new(CaptureErrorCode::Script, line, error.found, expected))
        }
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
