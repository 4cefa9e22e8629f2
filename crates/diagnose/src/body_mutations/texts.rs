//! Recipes for bodies that were changed as texts.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::encodings::from_percent;
use crate::json::{Style, Styles, Value};

/// The JSON text in a JSON text.
pub(super) fn unquoted(body: &[u8]) -> Option<Vec<u8>> {
    match Value::parse(body).ok()? {
        Value::Text(text) => Some(text.as_bytes().to_vec()),
        _ => None,
    }
}

pub(super) fn quoted(body: &[u8]) -> Option<Vec<u8>> {
    let value = Value::Text(Cow::Borrowed(core::str::from_utf8(body).ok()?));
    Style::all(&value, Styles::Frequent).first().map(|style| style.print(&value, body.len()))
}

pub(super) fn without_cr(body: &[u8]) -> Option<Vec<u8>> {
    body.contains(&b'\r').then(|| {
        let mut text = Vec::with_capacity(body.len());
        for (place, byte) in body.iter().enumerate() {
            if *byte != b'\r' || body.get(place.saturating_add(1)) != Some(&b'\n') {
                text.push(*byte);
            }
        }
        text
    })
}

pub(super) fn with_crlf(body: &[u8]) -> Option<Vec<u8>> {
    if !body.contains(&b'\n') || body.contains(&b'\r') {
        return None;
    }
    Some(body.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..]))
}

/// A form of one key without a value: JSON that a form parser has read and printed.
pub(super) fn form_text(body: &[u8]) -> Option<Vec<u8>> {
    let text = body.strip_suffix(b"=").unwrap_or(body);
    from_percent(text, true).or_else(|| (text != body).then(|| text.to_vec()))
}

/// The first field whose value is a JSON object.
pub(super) fn form_field(body: &[u8]) -> Option<Vec<u8>> {
    body.split(|byte| *byte == b'&').find_map(|field| {
        let at = field.iter().position(|byte| *byte == b'=')?;
        let value = field.get(at.checked_add(1)?..)?;
        from_percent(value, true).filter(|text| text.first() == Some(&b'{'))
    })
}

/// Closes the brackets that are open at the end.
pub(super) fn closed(body: &[u8]) -> Option<Vec<u8>> {
    let (mut open, mut in_text, mut is_escaped) = (Vec::new(), false, false);
    for byte in body {
        match byte {
            b'"' if !is_escaped => in_text = !in_text,
            b'{' if !in_text => open.push(b'}'),
            b'[' if !in_text => open.push(b']'),
            b'}' | b']' if !in_text => drop(open.pop()),
            _ => {}
        }
        is_escaped = in_text && *byte == b'\\' && !is_escaped;
    }
    (!open.is_empty() && !in_text).then(|| body.iter().copied().chain(open.into_iter().rev()).collect())
}
