//! A body in the shapes that programs give it: text, base64, bytes, or a value that a parser made of it.

use alloc::vec::Vec;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::super::error::CaptureErrorCode;
use super::super::http1_body;
use super::super::literal::BUFFER;
use super::super::note::NoteCode;
use super::super::request::Capture;
use super::fault::{Fault, Found};
use super::print;
use crate::json::Value;

const MISSING: &str = "The paste has no body: give it along, else the signature cannot match.";
const PARSED: &str = "The paste has the body as a parser left it, not the text that was sent: spaces, the order of keys and the spelling of \
     numbers are lost. The text that JSON.stringify makes of it is used instead, so a signature that does not match says nothing about the secret.";
const BASE64: &str = "The body was base64, and was decoded.";
const MAYBE_BASE64: &str = "The body was read as text, and is also the base64 of a JSON object. If it was encoded on the way here, say so: \
     \"isBase64Encoded\": true next to it.";
const BYTES: &str = "The body was a list of bytes.";
const LOST: &str =
    "The body has replacement characters (U+FFFD): bytes that were not text were lost before it was pasted.";

/// Sets the body. `is_base64` is the statement of the paste, if it has one.
pub(in super::super) fn set<'v, 'a>(
    body: Option<&'v Value<'a>>,
    is_base64: Option<bool>,
    capture: &mut Capture,
) -> Found<'v, 'a, ()> {
    let fault =
        |found, at| Fault::new(CaptureErrorCode::Delivery, found, "the body as text, in base64 or as bytes", at);
    match body {
        None | Some(Value::Word("null" | "undefined")) => note_missing(capture),
        Some(Value::Text(text)) => match is_base64 {
            Some(true) => {
                capture.body = decode(text).ok_or_else(|| fault("a body that says it is base64 and is not", body))?;
                capture.note(NoteCode::BodyBase64, BASE64);
            }
            Some(false) => set_text(text, capture),
            None => {
                set_text(text, capture);
                if !is_length(text.len(), capture) && decode(text).is_some_and(|bytes| is_object(&bytes)) {
                    capture.note(NoteCode::BodyMaybeBase64, MAYBE_BASE64);
                }
            }
        },
        Some(value) => match bytes(value) {
            Some(bytes) => {
                capture.body = bytes;
                capture.note(NoteCode::BodyBytes, BYTES);
            }
            None => {
                if let Some(opaque) = opaque(value) {
                    return Err(fault("a body of which the printer left parts out", Some(opaque)));
                }
                capture.body = print::compact(value).into_bytes();
                capture.note(NoteCode::BodyParsed, PARSED);
            }
        },
    }
    if !capture.notes.iter().any(|note| note.code == NoteCode::BodyMissing) {
        http1_body::compare_length(capture);
    }
    Ok(())
}

pub(in super::super) fn note_missing(capture: &mut Capture) {
    capture.note(NoteCode::BodyMissing, MISSING);
}

pub(in super::super) fn set_text(text: &str, capture: &mut Capture) {
    capture.body = text.into();
    if text.contains('\u{fffd}') {
        capture.note(NoteCode::BodyReplacementChars, LOST);
    }
}

fn is_object(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{")
}

/// Whether the headers say that the body has so many bytes.
fn is_length(length: usize, capture: &Capture) -> bool {
    let mut lengths = capture.values("content-length");
    lengths.any(|value| core::str::from_utf8(value).is_ok_and(|value| value.parse() == Ok(length)))
}

fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text.as_bytes()).ok()
}

/// A Buffer as JSON or as printed, a list of bytes, or a typed array as JSON, which has its places as names.
fn bytes(value: &Value<'_>) -> Option<Vec<u8>> {
    match value {
        Value::List(items) => list(items),
        Value::Map(members) => match members.as_slice() {
            [_, _] if value.get("type").and_then(Value::text) == Some("Buffer") => {
                let Some(Value::List(items)) = value.get("data") else { return None };
                items.iter().map(byte).collect()
            }
            [(kind, Value::Text(hex))] if kind == BUFFER => {
                hex.split_ascii_whitespace().map(|byte| u8::from_str_radix(byte, 16).ok()).collect()
            }
            [] => None,
            _ => {
                let numbered = members.iter().enumerate();
                numbered.map(|(at, (name, value))| byte(value).filter(|_| name.parse() == Ok(at))).collect()
            }
        },
        _ => None,
    }
}

fn list(items: &[Value<'_>]) -> Option<Vec<u8>> {
    if items.is_empty() { None } else { items.iter().map(byte).collect() }
}

fn byte(value: &Value<'_>) -> Option<u8> {
    match value {
        Value::Word(number) => number.parse().ok(),
        _ => None,
    }
}

/// The place where a printer put a name for a value, as `[Object]`.
fn opaque<'v, 'a>(value: &'v Value<'a>) -> Option<&'v Value<'a>> {
    match value {
        Value::Word(word) => {
            let is_data = matches!(*word, "true" | "false" | "null")
                || word.starts_with(|first: char| first == '-' || first.is_ascii_digit());
            (!is_data).then_some(value)
        }
        Value::Text(_) => None,
        Value::List(items) => items.iter().find_map(opaque),
        Value::Map(members) => {
            members.iter().find_map(|(name, value)| if name.starts_with('[') { Some(value) } else { opaque(value) })
        }
    }
}
