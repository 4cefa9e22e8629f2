//! The code of one call of `fetch`, as browsers copy it and `sign --as fetch` prints it. The code is never run.

use alloc::string::String;

use super::error::{CaptureError, CaptureErrorCode};
use super::http1_body;
use super::json::{body, headers};
use super::lines::count_lines;
use super::literal;
use super::request::{Capture, CaptureFormat};
use crate::json::Value;

const CALL: &str = "fetch(";

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
    let line_at = |rest: &str| {
        let before = text.as_bytes().get(..text.len().saturating_sub(rest.len())).unwrap_or_default();
        first_line.saturating_add(count_lines(before))
    };
    let fault = |rest: &str, found: &'static str| {
        let expected = "fetch(url, { method, headers, body }) with the values themselves";
        CaptureError::new(CaptureErrorCode::Script, line_at(rest), found, expected)
    };
    let arguments = arguments(text).unwrap_or_default();
    let (url, after) = literal::parse_prefix(arguments)
        .map_err(|error| fault(arguments.get(error.offset..).unwrap_or_default(), error.found))?;
    let Value::Text(url) = url else { return Err(fault(arguments, "a URL that is not a text")) };
    let Some(init) = after.trim_start().strip_prefix(',') else { return Err(fault(after, "a call without headers")) };
    let (init, rest) = literal::parse_prefix(init)
        .map_err(|error| fault(init.get(error.offset..).unwrap_or_default(), error.found))?;
    let rest = rest.trim_start().trim_start_matches(',').trim_start();
    let Some(more) = rest.strip_prefix(')') else { return Err(fault(rest, "no closing parenthesis after the call")) };

    let mut capture = Capture::new(CaptureFormat::Fetch);
    capture.url = url.into_owned();
    capture.method = String::from(init.get("method").and_then(Value::text).unwrap_or("GET"));
    let Some(lines) = init.get("headers") else { return Err(fault(after, "a call without headers")) };
    capture.headers = headers::read(lines).map_err(|found| fault(after, found))?;
    match init.get("body") {
        Some(Value::Text(text)) => {
            body::set_text(text, &mut capture);
            http1_body::compare_length(&mut capture);
        }
        None | Some(Value::Word("null" | "undefined")) => body::set(None, None, first_line, &mut capture)?,
        Some(Value::Word(_)) => return Err(fault(after, "a body that is a variable or an expression")),
        Some(_) => return Err(fault(after, "a body that is not a text")),
    }
    if !more.trim_matches([';', ' ', '\t', '\r', '\n', ')']).is_empty() {
        capture.note("more_than_one_command", "What follows the call was not looked at.");
    }
    Ok(capture)
}
