//! Headers in the shapes that programs give them: an object, pairs, entries with a name and a value, Node's flat list, or text.

use alloc::string::String;
use alloc::vec::Vec;

use webhook_verifier::Header;

use super::super::error::{CaptureError, CaptureErrorCode};
use super::super::http1;
use super::super::lines::{is_token, trim_blanks};
use super::super::request::HeaderLine;
use crate::json::Value;

/// Why a value is no headers.
pub(in super::super) type Found<T> = Result<T, &'static str>;

const NOT_TEXT: &str = "a header whose value is not text";

pub(in super::super) fn read(headers: &Value<'_>) -> Found<Vec<HeaderLine>> {
    let mut lines = Vec::new();
    match headers {
        Value::Map(members) => match members.iter().find(|(name, _)| is_inside(name)) {
            // Headers as older versions of Node print them.
            Some((_, inside)) => return read(inside),
            None => members.iter().try_for_each(|(name, value)| values(name, value, &mut lines))?,
        },
        Value::List(items) => list(items, &mut lines)?,
        Value::Text(text) => return http1::header_lines(text.as_bytes()).map_err(|_| "text that is not header lines"),
        Value::Word(_) => return Err("headers that are neither an object nor a list"),
    }
    Ok(lines)
}

fn is_inside(name: &str) -> bool {
    matches!(name, "[Symbol(headers list)]" | "[Symbol(headers map)]" | "headersList")
}

fn list(items: &[Value<'_>], lines: &mut Vec<HeaderLine>) -> Found<()> {
    if items.iter().all(|item| matches!(item, Value::Text(_))) {
        let (pairs, rest) = items.as_chunks::<2>();
        if !rest.is_empty() {
            return Err("a flat list of headers in which a name has no value");
        }
        return pairs.iter().try_for_each(|[name, value]| values(name.text().unwrap_or_default(), value, lines));
    }
    items.iter().try_for_each(|item| match item {
        Value::List(pair) => match pair.as_slice() {
            [Value::Text(name), value] => values(name, value, lines),
            _ => Err("an element of a list of headers that is no pair of name and value"),
        },
        Value::Map(_) => {
            let name = ["name", "key"].iter().find_map(|key| item.get(key)).and_then(Value::text);
            if matches!(item.get("disabled"), Some(Value::Word("true"))) {
                return Ok(());
            }
            match (name, item.get("value")) {
                (Some(name), Some(value)) => values(name, value, lines),
                _ => Err("a header without a name or a value"),
            }
        }
        _ => Err("an element of a list of headers that is no pair of name and value"),
    })
}

/// One header line, or one for each copy.
fn values(name: &str, value: &Value<'_>, lines: &mut Vec<HeaderLine>) -> Found<()> {
    match value {
        Value::Text(text) => push(name, text, lines),
        Value::List(copies) => copies.iter().try_for_each(|copy| push(name, copy.text().ok_or(NOT_TEXT)?, lines)),
        // As the map of older versions of Node has it.
        Value::Map(_) => push(name, value.get("value").and_then(Value::text).ok_or(NOT_TEXT)?, lines),
        Value::Word("null" | "undefined") => Ok(()),
        Value::Word(_) if name.starts_with("[Symbol(") => Ok(()),
        Value::Word(word) if word.bytes().all(|digit| digit.is_ascii_digit()) => push(name, word, lines),
        Value::Word(_) => Err(NOT_TEXT),
    }
}

fn push(name: &str, value: &str, lines: &mut Vec<HeaderLine>) -> Found<()> {
    // The pseudo-headers of HTTP/2 repeat method and path.
    if name.starts_with(':') {
        return Ok(());
    }
    if !is_token(name.as_bytes()) {
        return Err("a header's name with characters that no name can have");
    }
    // No HTTP can carry it, and printed it would look like another header.
    if value.contains(['\r', '\n', '\0']) {
        return Err("a header's value with a line end or a NUL in it");
    }
    lines.push(HeaderLine { name: name.into(), value: trim_blanks(value.as_bytes()).into() });
    Ok(())
}

/// Whether an object is headers itself: it has one that signs a delivery.
pub(in super::super) fn is_headers(value: &Value<'_>) -> bool {
    read(value).is_ok_and(|lines| is_signed(&lines))
}

pub(in super::super) fn is_signed(lines: &[HeaderLine]) -> bool {
    let names = [Header::Signature.name(), Header::Timestamp.name()];
    lines.iter().any(|line| names.iter().any(|name| line.name.eq_ignore_ascii_case(name)))
}

pub(in super::super) fn error(line: usize, found: &'static str) -> CaptureError {
    let expected = "headers as an object, as pairs, as a list of name and value, or as header lines";
    CaptureError::new(CaptureErrorCode::Delivery, line, String::from(found), expected)
}
