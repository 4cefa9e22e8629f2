//! Headers in the shapes that programs give them: an object, pairs, entries with a name and a value, Node's flat list, or text.

use alloc::vec::Vec;

use webhook_verifier::Header;

use super::super::error::CaptureErrorCode;
use super::super::http1;
use super::super::lines::{is_token, trim_blanks};
use super::super::request::HeaderLine;
use super::fault::{Fault, Found};
use crate::json::Value;

const NOT_TEXT: &str = "a header whose value is not text";

pub(in super::super) fn read<'v, 'a>(headers: &'v Value<'a>) -> Found<'v, 'a, Vec<HeaderLine>> {
    let mut lines = Vec::new();
    match headers {
        Value::Map(members) => match members.iter().find(|(name, _)| is_inside(name)) {
            // Headers as older versions of Node print them.
            Some((_, inside)) => return read(inside),
            None => members.iter().try_for_each(|(name, value)| values(name, value, &mut lines))?,
        },
        Value::List(items) => list(items, &mut lines)?,
        Value::Text(text) => {
            let lines = http1::header_lines(text.as_bytes());
            return lines.map_err(|_| fault("text that is not header lines", headers));
        }
        Value::Word(_) => return Err(fault("headers that are neither an object nor a list", headers)),
    }
    Ok(lines)
}

fn is_inside(name: &str) -> bool {
    matches!(name, "[Symbol(headers list)]" | "[Symbol(headers map)]" | "headersList")
}

fn list<'v, 'a>(items: &'v [Value<'a>], lines: &mut Vec<HeaderLine>) -> Found<'v, 'a, ()> {
    if items.iter().all(|item| matches!(item, Value::Text(_))) {
        let (pairs, rest) = items.as_chunks::<2>();
        if let [name, ..] = rest {
            return Err(fault("a flat list of headers in which a name has no value", name));
        }
        return pairs.iter().try_for_each(|[name, value]| values(name.text().unwrap_or_default(), value, lines));
    }
    items.iter().try_for_each(|item| match item {
        Value::List(pair) => match pair.as_slice() {
            [Value::Text(name), value] => values(name, value, lines),
            _ => Err(fault("an element of a list of headers that is no pair of name and value", item)),
        },
        Value::Map(_) => {
            let name = ["name", "key"].iter().find_map(|key| item.get(key)).and_then(Value::text);
            if matches!(item.get("disabled"), Some(Value::Word("true"))) {
                return Ok(());
            }
            match (name, item.get("value")) {
                (Some(name), Some(value)) => values(name, value, lines),
                _ => Err(fault("a header without a name or a value", item)),
            }
        }
        _ => Err(fault("an element of a list of headers that is no pair of name and value", item)),
    })
}

/// One header line, or one for each copy.
fn values<'v, 'a>(name: &str, value: &'v Value<'a>, lines: &mut Vec<HeaderLine>) -> Found<'v, 'a, ()> {
    let mut add = |text: Option<&str>, at: &'v Value<'a>| {
        push(name, text.ok_or_else(|| fault(NOT_TEXT, at))?, lines).map_err(|found| fault(found, at))
    };
    match value {
        Value::Text(text) => add(Some(text), value),
        Value::List(copies) => copies.iter().try_for_each(|copy| add(copy.text(), copy)),
        // As the map of older versions of Node has it.
        Value::Map(_) => add(value.get("value").and_then(Value::text), value),
        Value::Word("null" | "undefined") => Ok(()),
        Value::Word(_) if name.starts_with("[Symbol(") => Ok(()),
        Value::Word(word) if word.bytes().all(|digit| digit.is_ascii_digit()) => add(Some(word), value),
        Value::Word(_) => add(None, value),
    }
}

/// Adds a header line, or says why HTTP has no such line.
pub(in super::super) fn push(name: &str, value: &str, lines: &mut Vec<HeaderLine>) -> Result<(), &'static str> {
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

fn fault<'v, 'a>(found: &'static str, at: &'v Value<'a>) -> Fault<'v, 'a> {
    Fault::new(CaptureErrorCode::Delivery, found, EXPECTED, Some(at))
}

pub(in super::super) const EXPECTED: &str =
    "headers as an object, as pairs, as a list of name and value, or as header lines";
