//! One request among those that a document shows, and the choice of the one that is meant.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::super::ParseOptions;
use super::super::error::{CaptureError, CaptureErrorCode, HarEntry};
use super::super::http1;
use super::super::note::{Note, NoteCode};
use super::super::request::{Capture, CaptureFormat};
use super::fault::{Fault, Found};
use super::{body, headers};
use crate::json::Value;

#[derive(Debug)]
pub(in super::super) struct Candidate<'v, 'a> {
    pub(in super::super) format: CaptureFormat,
    /// The name of the document, as a noun phrase.
    pub(in super::super) name: &'static str,
    pub(in super::super) method: Cow<'v, str>,
    pub(in super::super) url: Cow<'v, str>,
    pub(in super::super) started: Cow<'v, str>,
    pub(in super::super) content: Content<'v, 'a>,
}

#[derive(Debug)]
pub(in super::super) enum Content<'v, 'a> {
    Parts {
        headers: &'v Value<'a>,
        body: Option<&'v Value<'a>>,
        /// The encoding of the body, if the paste names it.
        is_base64: Option<bool>,
    },
    /// A raw request, in base64.
    Raw(&'v Value<'a>),
}

impl<'v, 'a> Candidate<'v, 'a> {
    pub(in super::super) fn new(format: CaptureFormat, name: &'static str, content: Content<'v, 'a>) -> Self {
        Self { format, name, method: "POST".into(), url: "".into(), started: "".into(), content }
    }

    /// Sets method, URL and time from members of these names, if they are texts.
    pub(in super::super) fn described(mut self, by: &'v Value<'a>, [method, url, started]: [&str; 3]) -> Self {
        let text =
            |name: &str, fallback: Cow<'v, str>| by.get(name).and_then(Value::text).map_or(fallback, Cow::Borrowed);
        self.method = text(method, self.method);
        self.url = text(url, self.url);
        self.started = match by.get(started) {
            Some(Value::Text(text)) => Cow::Borrowed(text),
            Some(Value::Word(number)) => Cow::Borrowed(number),
            _ => self.started,
        };
        self
    }

    fn is_signed(&self) -> bool {
        match &self.content {
            Content::Parts { headers, .. } => headers::is_headers(headers),
            Content::Raw(raw) => decode(raw).is_ok_and(|capture| headers::is_signed(&capture.headers)),
        }
    }

    fn read(self) -> Found<'v, 'a, Capture> {
        let mut capture = match self.content {
            Content::Raw(raw) => decode(raw)?,
            Content::Parts { headers, body, is_base64 } => {
                let mut capture = Capture::new(self.format);
                capture.headers = headers::read(headers)?;
                capture.method = self.method.into_owned();
                capture.url = self.url.into_owned();
                body::set(body, is_base64, &mut capture)?;
                if matches!(self.format, CaptureFormat::Postman | CaptureFormat::Insomnia) {
                    [Some(headers), body].into_iter().flatten().try_for_each(refuse_variables)?;
                }
                capture
            }
        };
        capture.kind = self.format;
        capture.notes.insert(0, Note { code: NoteCode::ReadAs, message: format!("Read as {}.", self.name) });
        Ok(capture)
    }
}

/// `{{name}}` in an export of Postman or Insomnia.
fn refuse_variables<'v, 'a>(value: &'v Value<'a>) -> Found<'v, 'a, ()> {
    match value {
        Value::Word(_) => Ok(()),
        Value::List(items) => items.iter().try_for_each(refuse_variables),
        Value::Map(members) => members.iter().try_for_each(|(_, value)| refuse_variables(value)),
        Value::Text(text) => {
            let names = text.split("{{").skip(1).filter_map(|part| part.split_once("}}")).map(|(name, _)| name);
            let mut names = names.filter(|name| !name.is_empty() && !name.contains(['{', '"', ':', ',']));
            let found = "a variable in double braces, whose value is not in the export";
            let fault = || Fault::new(CaptureErrorCode::Unsupported, found, "the value itself", Some(value));
            names.next().map_or(Ok(()), |_| Err(fault()))
        }
    }
}

fn decode<'v, 'a>(raw: &'v Value<'a>) -> Found<'v, 'a, Capture> {
    let expected = "the request in base64, in request.raw";
    let fault = |code, found| Fault::new(code, found, expected, Some(raw));
    let text = raw.text().unwrap_or_default();
    let bytes = BASE64_STANDARD
        .decode(text.as_bytes())
        .map_err(|_| fault(CaptureErrorCode::Delivery, "a raw request that is not base64".into()))?;
    http1::read(&bytes, 1).map_err(|error| fault(error.code, error.found))
}

/// Reads the one that is meant: named by its place, or the only one, or the only one with a signature.
pub(in super::super) fn read_one<'v, 'a>(
    mut candidates: Vec<Candidate<'v, 'a>>,
    options: &ParseOptions<'_>,
) -> Found<'v, 'a, Capture> {
    let count = candidates.len();
    let fault = |found: String| Fault::new(CaptureErrorCode::Delivery, found, "one delivery", None);
    let signed: Vec<usize> =
        candidates.iter().enumerate().filter(|(_, each)| each.is_signed()).map(|(place, _)| place).collect();
    let place = match (options.entry, count, signed.as_slice()) {
        (Some(entry), _, _) if entry < count => entry,
        (Some(entry), _, _) => return Err(fault(format!("{count} entries, and none in place {entry}"))),
        (None, 0, _) => return Err(fault("a document without requests".into())),
        (None, 1, _) => 0,
        (None, _, [place]) => *place,
        (None, _, []) => {
            return Err(fault(format!("{count} requests, none of them with an x-webhook-signature header")));
        }
        (None, _, places) => {
            let entries = places.iter().filter_map(|place| Some(entry(*place, candidates.get(*place)?))).collect();
            let found = format!("{} deliveries", places.len());
            return Err(CaptureError::several(entries, 1, found).into());
        }
    };
    if place >= count {
        return Err(fault("no request".into()));
    }
    candidates.swap_remove(place).read()
}

fn entry(entry: usize, candidate: &Candidate<'_, '_>) -> HarEntry {
    let url = candidate.url.split(['?', '#']).next().unwrap_or_default().into();
    HarEntry { entry, started: candidate.started.clone().into_owned(), url }
}
