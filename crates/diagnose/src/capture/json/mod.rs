//! The JSON of a paste, read by the crate's strict reader: which of the known documents it is, told by its members.

use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorCode};
use super::request::{Capture, CaptureFormat};
use super::{ParseOptions, console, har};
use crate::json::{END_OF_TEXT, SyntaxError, Value};

pub(super) mod body;
pub(super) mod candidate;
pub(super) mod delivery;
pub(super) mod fault;
pub(super) mod headers;
mod insomnia;
mod lambda;
mod log;
mod ngrok;
mod postman;
pub(super) mod print;
mod webhook_site;

use candidate::Candidate;
use fault::Found;

/// The JSON documents of a paste: one, or one on each line of a log. Text after headers may be a body.
pub(super) fn read(text: &[u8], line: usize, options: &ParseOptions<'_>) -> Result<Capture, CaptureError> {
    let whole = core::str::from_utf8(text)
        .map_err(|error| SyntaxError { offset: error.valid_up_to(), found: "bytes that are not UTF-8" });
    let first = whole.and_then(|text| Value::parse_prefix(text).map(|(value, rest)| (text, value, rest)));
    let (whole, first, rest) = match first {
        Ok(read) => read,
        Err(error) => {
            return console::read(text, line, error, options).unwrap_or_else(|| Err(syntax(text, line, error)));
        }
    };
    if headers::is_headers(&first) && !rest.is_empty() {
        return console::with_body(&first, json_starts, (whole, 0, rest), line);
    }
    let mut documents: Vec<(usize, Value<'_>)> = [(0, first)].into();
    let first_end = whole.len().saturating_sub(rest.len());
    let mut rest = rest;
    while !rest.is_empty() {
        let offset = whole.len().saturating_sub(rest.len());
        let next =
            if rest.starts_with('{') { Value::parse_prefix(rest) } else { Err(SyntaxError { offset: 0, found: MORE }) };
        let (document, after) = next.map_err(|error| {
            syntax(text, line, SyntaxError { offset: offset.saturating_add(error.offset), ..error })
        })?;
        documents.push((offset, document));
        rest = after;
    }
    let documents: Vec<(usize, &Value<'_>)> = documents.iter().map(|(offset, document)| (*offset, document)).collect();
    match read_documents(&documents, options) {
        Some(read) => read.map_err(|fault| fault.placed(&documents, json_starts, (whole, line))),
        None => Err(syntax(text, line, SyntaxError { offset: first_end, found: MORE })),
    }
}

/// `None` for several documents without a request.
fn read_documents<'v, 'a>(
    documents: &[(usize, &'v Value<'a>)],
    options: &ParseOptions<'_>,
) -> Option<Found<'v, 'a, Capture>> {
    if let [(_, document)] = documents {
        return Some(match find(document) {
            Some(candidates) => candidate::read_one(candidates, options),
            None => har::read(document, options),
        });
    }
    // Lines of a log that are not requests are no concern.
    let candidates: Vec<Candidate<'_, '_>> =
        documents.iter().filter_map(|(_, document)| find(document)).flatten().collect();
    (!candidates.is_empty()).then(|| candidate::read_one(candidates, options))
}

fn json_starts(text: &str) -> Vec<usize> {
    Value::starts(text)
}

const MORE: &str = "more text after the JSON";

fn syntax(text: &[u8], first_line: usize, error: SyntaxError) -> CaptureError {
    let before = core::str::from_utf8(text.get(..error.offset).unwrap_or_default()).unwrap_or_default();
    let is_cut = error.found == END_OF_TEXT;
    let expected = if is_cut { "the rest of the JSON (was all of it copied?)" } else { "strict JSON" };
    CaptureError::new(CaptureErrorCode::Json, 1, error.found, expected).at((before, error.offset), first_line)
}

/// The requests of a document that is not a HAR file; `None` for an unknown document.
fn find<'v, 'a>(document: &'v Value<'a>) -> Option<Vec<Candidate<'v, 'a>>> {
    if let Value::List(items) = document {
        if headers::is_headers(document) && !har::is_har(document) {
            return one(document).map(|one| [one].into());
        }
        return if har::is_har(document) || items.is_empty() { None } else { items.iter().map(one).collect() };
    }
    insomnia::find(document)
        .or_else(|| ngrok::find(document))
        .or_else(|| webhook_site::find(document))
        .or_else(|| postman::find(document))
        .or_else(|| delivery::find_sent(document).filter(|sent| !sent.is_empty()))
        .or_else(|| one(document).map(|one| [one].into()))
}

fn one<'v, 'a>(document: &'v Value<'a>) -> Option<Candidate<'v, 'a>> {
    if har::is_har(document) {
        return None;
    }
    lambda::find(document).or_else(|| log::find(document)).or_else(|| delivery::find(document, CaptureFormat::Delivery))
}

impl Value<'_> {
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(members) => members.iter().find(|(each, _)| each == name).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<usize> {
        match self {
            Self::Word(word) => word.parse().ok(),
            _ => None,
        }
    }
}
