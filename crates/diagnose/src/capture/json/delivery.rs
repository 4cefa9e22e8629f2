//! `{ headers, body }`, as `verify` takes it and `signedDelivery` returns it; or headers alone.

use alloc::vec::Vec;

use super::super::request::CaptureFormat;
use super::candidate::{Candidate, Content};
use super::headers;
use crate::json::Value;

/// The deliveries that `send --json` prints.
pub(super) fn find_sent<'v, 'a>(document: &'v Value<'a>) -> Option<Vec<Candidate<'v, 'a>>> {
    document.get("accepted")?;
    let sent = document.get("deliveries")?.items().iter().filter(|each| each.get("headers").is_some());
    sent.map(|each| Some(find(each, CaptureFormat::Delivery)?.described(each, ["", "", "id"]))).collect()
}

pub(in super::super) fn find<'v, 'a>(document: &'v Value<'a>, format: CaptureFormat) -> Option<Candidate<'v, 'a>> {
    let name = "an object with headers and body";
    if let Some(headers) = document.get("headers") {
        let body = ["rawBody", "body"].iter().find_map(|name| document.get(name));
        let is_base64 = match (document.get("isBase64Encoded"), document.get("encoding").and_then(Value::text)) {
            (Some(Value::Word(word)), _) => Some(*word == "true"),
            (_, Some("base64")) => Some(true),
            (_, Some(_)) => Some(false),
            _ => None,
        };
        let content = Content::Parts { headers, body, is_base64 };
        return Some(Candidate::new(format, name, content).described(document, ["method", "url", "receivedAt"]));
    }
    let content = Content::Parts { headers: document, body: None, is_base64: None };
    headers::is_headers(document).then(|| Candidate::new(format, "headers alone", content))
}
