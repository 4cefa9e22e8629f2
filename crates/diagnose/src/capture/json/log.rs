//! A line of a JSON log, as pino and its relatives write them: the request is a member.

use super::super::request::CaptureFormat;
use super::candidate::{Candidate, Content};
use crate::json::Value;

pub(super) fn find<'v, 'a>(line: &'v Value<'a>) -> Option<Candidate<'v, 'a>> {
    line.get("level").or_else(|| line.get("severity")).or_else(|| line.get("msg")).or_else(|| line.get("message"))?;
    let request = ["req", "request", "httpRequest"].iter().find_map(|name| line.get(name));
    let headers = request.and_then(|request| request.get("headers")).or_else(|| line.get("headers"))?;
    let body = ["rawBody", "body"]
        .iter()
        .find_map(|name| request.and_then(|request| request.get(name)).or_else(|| line.get(name)));
    let content = Content::Parts { headers, body, is_base64: None };
    let candidate = Candidate::new(CaptureFormat::Log, "a line of a JSON log, as pino writes it", content);
    Some(candidate.described(request.unwrap_or(line), ["method", "url", ""]).described(line, ["", "", "time"]))
}
