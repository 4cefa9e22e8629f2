//! The answer of ngrok's inspector at `/api/requests/http`. It has the raw request, to the byte.

use alloc::vec::Vec;

use super::super::request::CaptureFormat;
use super::candidate::{Candidate, Content};
use crate::json::Value;

pub(super) fn find<'v, 'a>(document: &'v Value<'a>) -> Option<Vec<Candidate<'v, 'a>>> {
    match document.get("requests") {
        Some(Value::List(requests)) => requests.iter().map(request).collect(),
        _ => request(document).map(|one| [one].into()),
    }
}

fn request<'v, 'a>(entry: &'v Value<'a>) -> Option<Candidate<'v, 'a>> {
    let request = entry.get("request")?;
    let raw = request.get("raw").filter(|raw| raw.text().is_some())?;
    let candidate = Candidate::new(CaptureFormat::Ngrok, "a request of ngrok's inspector", Content::Raw(raw));
    let mut candidate = candidate.described(request, ["method", "uri", ""]);
    candidate.started = entry.get("start").and_then(Value::text).unwrap_or_default().into();
    Some(candidate)
}
