//! The code of one call of `fetch`, as browsers copy it and `sign --as fetch` prints it. The code is never run.

use alloc::string::String;

use super::error::{CaptureError, CaptureErrorCode};
use super::http1_body;
use super::json::fault::Fault;
use super::json::{body, headers};
use super::literal;
use super::note::NoteCode;
use super::request::{Capture, CaptureFormat};
use crate::json::Value;

const CALL: &str = "fetch(";
const EXPECTED: &str = "fetch(url, { method, headers, body }) with the values themselves";

/// The text from the arguments on; `None` without a call.
fn arguments(text: &str) -> Option<&str> {
    let line = text.lines().next()?;
    let at = line.find(CALL)?;
    let before = line.get(..at)?;
    let is_start = before.trim_end().is_empty()
        || ["await", "return", "=", "void"].iter().any(|word| before.trim_end().ends_with(word))
            && before.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'_' | b'$' | b'='));
    if is_start { text.get(at.checked_add(CALL.len())?..) } else { None }
}

pub(super) fn begins(text: &[u8]) -> bool {
    core::str::from_utf8(text).is_ok_and(|text| arguments(text).is_some())
}

pub(super) fn read(text: &[u8], first_line: usize) -> Result<Capture, CaptureError> {
    let text = core::str::from_utf8(text).unwrap_or_default();
    let offset_of = |rest: &str| text.len().saturating_sub(rest.len());
    let fault = |rest: &str, found: &'static str| {
        CaptureError::new(CaptureErrorCode::Script, 1, found, EXPECTED).at((text, offset_of(rest)), first_line)
    };
    let arguments = arguments(text).unwrap_or_default();
    let (url, after) = literal::parse_prefix(arguments)
        .map_err(|error| fault(arguments.get(error.offset..).unwrap_or_default(), error.found))?;
    let Value::Text(url) = url else { return Err(fault(arguments, "a URL that is not a text")) };
    let Some(text_of_init) = after.trim_start().strip_prefix(',') else {
        return Err(fault(after, "a call without headers"));
    };
    let (init, rest) = literal::parse_prefix(text_of_init)
        .map_err(|error| fault(text_of_init.get(error.offset..).unwrap_or_default(), error.found))?;
    let start = offset_of(text_of_init);
    let fault_at = |found, at| {
        let fault = Fault::new(CaptureErrorCode::Script, found, EXPECTED, Some(at));
        Err(fault.placed(&[(start, &init)], literal::starts, (text, first_line)))
    };
    let rest = rest.trim_start().trim_start_matches(',').trim_start();
    let Some(more) = rest.strip_prefix(')') else { return Err(fault(rest, "no closing parenthesis after the call")) };

    let mut capture = Capture::new(CaptureFormat::Fetch);
    capture.url = url.into_owned();
    capture.method = String::from(init.get("method").and_then(Value::text).unwrap_or("GET"));
    let Some(lines) = init.get("headers") else { return fault_at("a call without headers", &init) };
    capture.headers =
        headers::read(lines).map_err(|fault| fault.placed(&[(start, &init)], literal::starts, (text, first_line)))?;
    match init.get("body") {
        Some(Value::Text(text)) => {
            body::set_text(text, &mut capture);
            http1_body::compare_length(&mut capture);
        }
        None | Some(Value::Word("null" | "undefined")) => body::note_missing(&mut capture),
        Some(word @ Value::Word(_)) => return fault_at("a body that is a variable or an expression", word),
        Some(value) => return fault_at("a body that is not a text", value),
    }
    if !more.trim_matches([';', ' ', '\t', '\r', '\n', ')']).is_empty() {
        capture.note(NoteCode::MoreThanOneCommand, "What follows the call was not looked at.");
    }
    Ok(capture)
}
