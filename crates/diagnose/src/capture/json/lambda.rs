//! Events of AWS Lambda functions: API Gateway 1.0 and 2.0, function URLs, load balancers.

use super::super::request::CaptureFormat;
use super::candidate::{Candidate, Content};
use crate::json::Value;

pub(super) fn find<'v, 'a>(event: &'v Value<'a>) -> Option<Candidate<'v, 'a>> {
    let context = event.get("requestContext");
    if context.is_none() && event.get("httpMethod").is_none() && event.get("isBase64Encoded").is_none() {
        return None;
    }
    let copies =
        event.get("multiValueHeaders").filter(|headers| matches!(headers, Value::Map(members) if !members.is_empty()));
    let headers = copies.or_else(|| event.get("headers"))?;
    let is_base64 = match event.get("isBase64Encoded") {
        Some(Value::Word(word)) => Some(*word == "true"),
        _ => None,
    };
    let content = Content::Parts { headers, body: event.get("body"), is_base64 };
    let is_v2 = event.get("rawPath").is_some() || context.is_some_and(|context| context.get("http").is_some());
    let name = match context {
        Some(context) if context.get("elb").is_some() => "the event of a load balancer for a Lambda function",
        _ if is_v2 => "a Lambda event of API Gateway 2.0 or a function URL",
        _ => "a Lambda event of API Gateway 1.0",
    };
    let candidate = Candidate::new(CaptureFormat::Lambda, name, content);
    if !is_v2 {
        return Some(candidate.described(event, ["httpMethod", "path", ""]));
    }
    let method =
        context.and_then(|context| context.get("http")).and_then(|http| http.get("method")).and_then(Value::text);
    let mut candidate = candidate.described(event, ["", "rawPath", ""]);
    candidate.method = method.unwrap_or("POST").into();
    if let Some(query) = event.get("rawQueryString").and_then(Value::text).filter(|query| !query.is_empty()) {
        candidate.url = [&candidate.url, "?", query].concat().into();
    }
    Some(candidate)
}
