//! An export of Insomnia as JSON, version 4.

use alloc::vec::Vec;

use super::super::request::CaptureFormat;
use super::candidate::{Candidate, Content};
use crate::json::Value;

pub(super) fn find<'v, 'a>(document: &'v Value<'a>) -> Option<Vec<Candidate<'v, 'a>>> {
    let Value::List(resources) = document.get("resources")? else { return None };
    document.get("__export_format")?;
    Some(resources.iter().filter_map(request).collect())
}

fn request<'v, 'a>(resource: &'v Value<'a>) -> Option<Candidate<'v, 'a>> {
    resource.get("_type").and_then(Value::text).filter(|kind| *kind == "request")?;
    let body = resource.get("body").and_then(|body| body.get("text"));
    let content = Content::Parts { headers: resource.get("headers")?, body, is_base64: Some(false) };
    let candidate = Candidate::new(CaptureFormat::Insomnia, "a request of an Insomnia export", content);
    Some(candidate.described(resource, ["method", "url", "name"]))
}
