//! A HAR file, one of its entries, or the request of one: <http://www.softwareishard.com/blog/har-12-spec/>.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use webhook_verifier::Header;

use super::ParseOptions;
use super::error::{CaptureError, CaptureErrorCode, HarEntry};
use super::json::fault::{Fault, Found};
use super::lines::{is_token, trim_blanks};
use super::note::NoteCode;
use super::request::{Capture, CaptureFormat, HeaderLine};
use crate::json::Value;

/// Whether a document is a HAR file, an entry of one, or its request, rather than another tool's.
pub(super) fn is_har(document: &Value<'_>) -> bool {
    let members = ["postData", "headersSize", "bodySize", "httpVersion", "queryString"];
    let is_one = |entry: &Value<'_>| {
        let request = entry.get("request").unwrap_or(entry);
        matches!(request.get("headers"), Some(Value::List(_))) && members.iter().any(|name| request.get(name).is_some())
            || entry.get("startedDateTime").is_some()
    };
    match document {
        Value::List(entries) => entries.iter().any(is_one),
        _ => document.get("log").and_then(|log| log.get("entries")).is_some() || is_one(document),
    }
}

pub(super) fn read<'v, 'a>(document: &'v Value<'a>, options: &ParseOptions<'_>) -> Found<'v, 'a, Capture> {
    let fault = |kind, found, at| {
        Err(Fault::new(
            kind,
            found,
            "JSON with headers and body, a log line, the event or export of a known tool, or a HAR file",
            Some(at),
        ))
    };
    let entries = match (document.get("log").and_then(|log| log.get("entries")), document) {
        (Some(Value::List(entries)), _) | (None, Value::List(entries)) => entries.as_slice(),
        _ => core::slice::from_ref(document),
    };
    let requests: Vec<&Value<'_>> = entries.iter().filter_map(request_of).collect();
    match (entries.len(), requests.len()) {
        (0, _) => fault(CaptureErrorCode::Har, "a HAR file without entries", document),
        (_, 0) if is_delivery_body(document) => {
            fault(CaptureErrorCode::Unsupported, "a body alone, without the headers that sign it", document)
        }
        (all, found) if all != found => {
            let other = entries.iter().find(|entry| request_of(entry).is_none()).unwrap_or(document);
            fault(CaptureErrorCode::Har, "JSON without the headers of a request", other)
        }
        _ => request(choose(entries, &requests, options)?),
    }
}

fn is_delivery_body(document: &Value<'_>) -> bool {
    document.get("event").is_some() || document.get("data").is_some() || document.get("status").is_some()
}

/// The request of an entry; or the request itself, if it alone was copied.
fn request_of<'v, 'a>(entry: &'v Value<'a>) -> Option<&'v Value<'a>> {
    let request = entry.get("request").unwrap_or(entry);
    matches!(request.get("headers"), Some(Value::List(_))).then_some(request)
}

/// The one that is meant: named by its place, or the only one, or the only one with a signature.
fn choose<'v, 'a>(
    entries: &'v [Value<'a>],
    requests: &[&'v Value<'a>],
    options: &ParseOptions<'_>,
) -> Found<'v, 'a, &'v Value<'a>> {
    let fault = |found: String, at| Fault::new(CaptureErrorCode::Har, found, "one delivery", at);
    if let Some(entry) = options.entry {
        let found = format!("{} entries, and none in place {entry}", requests.len());
        return requests.get(entry).copied().ok_or_else(|| fault(found, None));
    }
    let signed: Vec<usize> =
        requests.iter().enumerate().filter(|(_, request)| is_signed(request)).map(|(place, _)| place).collect();
    match (requests, signed.as_slice()) {
        ([only], []) if is_reading(only) => {
            Err(fault("one entry, a GET without an x-webhook-signature header".into(), Some(only)))
        }
        ([only], _) => Ok(only),
        (_, []) => {
            let found = format!("{} entries, none of them with an x-webhook-signature header", requests.len());
            Err(fault(found, None))
        }
        (_, [place]) => requests.get(*place).copied().ok_or_else(|| fault("nothing".into(), None)),
        (_, places) => {
            let choices: Vec<HarEntry> = places.iter().filter_map(|place| choice(entries, *place)).collect();
            let found = format!("{} deliveries", places.len());
            Err(CaptureError::several(choices, 1, found).into())
        }
    }
}

fn choice(entries: &[Value<'_>], entry: usize) -> Option<HarEntry> {
    let from = entries.get(entry)?;
    let text = |value: Option<&Value<'_>>| String::from(value.and_then(Value::text).unwrap_or_default());
    let url = text(request_of(from)?.get("url"));
    let url = url.split(['?', '#']).next().unwrap_or_default().into();
    Some(HarEntry { entry, started: text(from.get("startedDateTime")), url })
}

fn is_signed(request: &Value<'_>) -> bool {
    let headers = request.get("headers").map(Value::items).unwrap_or_default();
    let names = headers.iter().filter_map(|line| line.get("name").and_then(Value::text));
    names.into_iter().any(|name| name.eq_ignore_ascii_case(Header::Signature.name()))
}

/// Methods that no delivery has. A POST without a signature may be a delivery of a sender without a secret.
fn is_reading(request: &Value<'_>) -> bool {
    request.get("method").and_then(Value::text).is_some_and(|method| method == "GET")
}

fn request<'v, 'a>(request: &'v Value<'a>) -> Found<'v, 'a, Capture> {
    let mut capture = Capture::new(CaptureFormat::Har);
    let text = |name| String::from(request.get(name).and_then(Value::text).unwrap_or_default());
    (capture.method, capture.url) = (text("method"), text("url"));
    for header in request.get("headers").map(Value::items).unwrap_or_default() {
        push(header, &mut capture)?;
    }
    capture.body = body(request.get("postData"))?;
    let size = request.get("bodySize").and_then(Value::number);
    if let Some(size) = size.filter(|size| *size != capture.body.len()) {
        let message = format!(
            "The file says that the body has {size} bytes, but its text has {}: the tool that recorded it has changed it or left it out.",
            capture.body.len()
        );
        capture.note(NoteCode::BodySizeMismatch, message);
    }
    Ok(capture)
}

fn push<'v, 'a>(header: &'v Value<'a>, capture: &mut Capture) -> Found<'v, 'a, ()> {
    let text = |name| header.get(name).and_then(Value::text).map(String::from);
    let fault = |found, member: &str| {
        let at = header.get(member).unwrap_or(header);
        Err(Fault::new(CaptureErrorCode::Har, found, "headers with name and value", Some(at)))
    };
    let (Some(name), Some(value)) = (text("name"), text("value")) else {
        return fault("a header without a name or a value", "");
    };
    // The pseudo-headers of HTTP/2 repeat method and URL.
    if name.starts_with(':') {
        return Ok(());
    }
    if !is_token(name.as_bytes()) {
        return fault("a header's name with characters that no name can have", "name");
    }
    // No HTTP can carry it, and printed it would look like another header.
    if value.contains(['\r', '\n', '\0']) {
        return fault("a header's value with a line end or a NUL in it", "value");
    }
    capture.headers.push(HeaderLine { name, value: trim_blanks(value.as_bytes()).into() });
    Ok(())
}

fn body<'v, 'a>(post: Option<&'v Value<'a>>) -> Found<'v, 'a, Vec<u8>> {
    let Some(post) = post else { return Ok(Vec::new()) };
    let fault = |kind, found, member| {
        let at = post.get(member).unwrap_or(post);
        Err(Fault::new(kind, found, "the body as text or in base64, in postData.text", Some(at)))
    };
    let encoding = ["encoding", "_encoding"].iter().find_map(|name| post.get(name).and_then(Value::text));
    match (post.get("text").and_then(Value::text), encoding) {
        (Some(text), None | Some("")) => Ok(String::from(text).into_bytes()),
        (Some(text), Some("base64")) => match BASE64_STANDARD.decode(text.as_bytes()) {
            Ok(bytes) => Ok(bytes),
            Err(_) => fault(CaptureErrorCode::Har, "a body that says it is base64 and is not", "text"),
        },
        (Some(_), _) => fault(
            CaptureErrorCode::Unsupported,
            "a body in an unknown encoding",
            if post.get("encoding").is_some() { "encoding" } else { "_encoding" },
        ),
        (None, _) if !post.get("params").map(Value::items).unwrap_or_default().is_empty() => {
            fault(CaptureErrorCode::Unsupported, "a form, read into its fields", "params")
        }
        (None, _) => Ok(Vec::new()),
    }
}
