//! Exports of webhook.site and answers of its API: one request, or a page of them.

use alloc::vec::Vec;

use super::super::request::CaptureFormat;
use super::candidate::{Candidate, Content};
use crate::json::Value;

pub(super) fn find<'v, 'a>(document: &'v Value<'a>) -> Option<Vec<Candidate<'v, 'a>>> {
    match document.get("data") {
        Some(Value::List(requests)) => requests.iter().map(request).collect(),
        _ => request(document).map(|one| [one].into()),
    }
}

fn request<'v, 'a>(request: &'v Value<'a>) -> Option<Candidate<'v, 'a>> {
    let (headers, content) = (request.get("headers")?, request.get("content")?);
    request.get("uuid").or_else(|| request.get("token_id"))?;
    let content = Content::Parts { headers, body: Some(content), is_base64: Some(false) };
    let candidate = Candidate::new(CaptureFormat::WebhookSite, "a request of webhook.site", content);
    Some(candidate.described(request, ["method", "url", "created_at"]))
}
