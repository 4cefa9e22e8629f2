//! A collection that Postman exports, version 2, or one item of it. Items are in folders.

use alloc::vec::Vec;

use super::super::request::CaptureFormat;
use super::candidate::{Candidate, Content};
use crate::json::Value;

pub(super) fn find<'v, 'a>(document: &'v Value<'a>) -> Option<Vec<Candidate<'v, 'a>>> {
    let mut found = Vec::new();
    // Postman's API puts the collection into a member.
    collect(document.get("collection").unwrap_or(document), &mut found);
    if found.is_empty() { None } else { Some(found) }
}

fn collect<'v, 'a>(item: &'v Value<'a>, found: &mut Vec<Candidate<'v, 'a>>) {
    found.extend(request(item));
    for item in item.get("item").map(Value::items).unwrap_or_default() {
        collect(item, found);
    }
}

fn request<'v, 'a>(item: &'v Value<'a>) -> Option<Candidate<'v, 'a>> {
    let request = item.get("request")?;
    let headers @ Value::List(_) = request.get("header")? else { return None };
    let body = request.get("body");
    let mode = body.and_then(|body| body.get("mode")).and_then(Value::text);
    let is_disabled =
        body.and_then(|body| body.get("disabled")).is_some_and(|word| matches!(word, Value::Word("true")));
    // A form or a file has no text here, and is missing. A body that is switched off is not sent.
    let text = body.filter(|_| mode == Some("raw") && !is_disabled).and_then(|body| body.get("raw"));
    let content = Content::Parts { headers, body: text, is_base64: Some(false) };
    let mut candidate = Candidate::new(CaptureFormat::Postman, "a request of a Postman collection", content)
        .described(request, ["method", "url", ""]);
    if let Some(url) = request.get("url").and_then(|url| url.get("raw")).and_then(Value::text) {
        candidate.url = url.into();
    }
    candidate.started = item.get("name").and_then(Value::text).unwrap_or_default().into();
    Some(candidate)
}
