//! A raw request: RFC 9112, with LF for CRLF, and the pseudo-headers that browsers' tools show for HTTP/2.

use alloc::string::String;
use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorCode};
use super::http1_body;
use super::lines::{is_token, split_line, trim_blanks};
use super::request::{Capture, CaptureFormat, HeaderLine};

/// More than any server takes.
const MAX_HEADERS: usize = 512;

const HEADER: &str = "a header line, 'Name: value', or the empty line before the body";

pub(super) fn read(text: &[u8], first_line: usize) -> Result<Capture, CaptureError> {
    let mut capture = Capture::new(CaptureFormat::Http);
    let (mut rest, mut number) = (text, first_line);
    if let Some((line, after)) = split_line(text).filter(|(line, _)| !is_header(line)) {
        request_line(line, number, &mut capture)?;
        (rest, number) = (after, number.saturating_add(1));
    }
    while let Some((line, after)) = split_line(rest) {
        rest = after;
        if line.is_empty() {
            break;
        }
        header_line(line, number, &mut capture)?;
        number = number.saturating_add(1);
    }
    if capture.method.is_empty() {
        capture.method.push_str("POST");
    }
    http1_body::read(rest, &mut capture);
    Ok(capture)
}

/// Reads a text of header lines alone.
pub(super) fn header_lines(text: &[u8]) -> Result<Vec<HeaderLine>, CaptureError> {
    let mut capture = Capture::new(CaptureFormat::Http);
    let (mut rest, mut number) = (text.trim_ascii(), 1usize);
    while let Some((line, after)) = split_line(rest) {
        header_line(line, number, &mut capture)?;
        (rest, number) = (after, number.saturating_add(1));
    }
    Ok(capture.headers)
}

/// Whether the paste begins as a request: with a request line or a header line that opens no object.
pub(super) fn begins(text: &[u8]) -> bool {
    let (line, _) = split_line(text).unwrap_or_default();
    !line.trim_ascii_end().ends_with(b"{")
        && (is_header(line) || request_line(line, 1, &mut Capture::new(CaptureFormat::Http)).is_ok())
}

/// Whether a paste without a request line begins here; a target such as `https://…` has a colon too.
fn is_header(line: &[u8]) -> bool {
    let name = line.strip_prefix(b":").unwrap_or(line);
    name.iter().position(|byte| *byte == b':').and_then(|at| name.get(..at)).is_some_and(is_token)
}

pub(super) fn request_line(line: &[u8], number: usize, capture: &mut Capture) -> Result<(), CaptureError> {
    let mut words = line.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let (method, target, version) = (words.next(), words.next(), words.next());
    let is_version = |word: &[u8]| word.starts_with(b"HTTP/");
    let is_method = |word: &[u8]| word.iter().all(u8::is_ascii_uppercase);
    let found = match (method, target, version) {
        (Some(method), _, _) if is_version(method) => "a response",
        (Some(b">" | b"<" | b"*"), _, _) => "the log of curl -v",
        (Some(word), _, _) if word.starts_with(b"fetch(") => "a call of fetch",
        (Some(word), _, _) if word.to_ascii_lowercase().starts_with(b"invoke-") => "another PowerShell command",
        (Some(word), _, _) if word.starts_with(b"wget") || word.starts_with(b"http") => "another tool's command",
        (Some(method), Some(target), None) if is_method(method) => return set_target(method, target, capture),
        (Some(method), Some(target), Some(version)) if is_method(method) && is_version(version) => {
            if words.next().is_none() {
                return set_target(method, target, capture);
            }
            "a request line with a space in its target"
        }
        _ if line.iter().any(|byte| *byte < b'\t') => "a binary file",
        _ => "a line in no known format",
    };
    let kind = if found.starts_with("a line") || found.starts_with("a request") {
        CaptureErrorCode::Request
    } else {
        CaptureErrorCode::Unsupported
    };
    Err(CaptureError::new(
        kind,
        number,
        found,
        "a request line such as 'POST /webhook HTTP/1.1', a header line, a command, or one of the other formats",
    ))
}

fn set_target(method: &[u8], target: &[u8], capture: &mut Capture) -> Result<(), CaptureError> {
    capture.method = String::from_utf8_lossy(method).into_owned();
    capture.url = String::from_utf8_lossy(target).into_owned();
    Ok(())
}

pub(super) fn header_line(line: &[u8], number: usize, capture: &mut Capture) -> Result<(), CaptureError> {
    let fault = |found, expected| Err(CaptureError::new(CaptureErrorCode::Request, number, found, expected));
    if matches!(line.first(), Some(b' ' | b'\t')) {
        return fault(
            "a line that begins with whitespace, which continues the one before it",
            "each header on a line of its own: folded lines are obsolete, and servers refuse or rewrite them",
        );
    }
    if line.starts_with(b"{") {
        return fault("what looks like the body", "the empty line before the body");
    }
    let pseudo = line.strip_prefix(b":");
    let text = pseudo.unwrap_or(line);
    let Some(at) = text.iter().position(|byte| *byte == b':') else {
        return fault("a line without a colon", HEADER);
    };
    let (name, value) = text.split_at_checked(at).unwrap_or_default();
    if name.ends_with(b" ") || name.ends_with(b"\t") {
        return fault("whitespace between a header's name and its colon", "the colon right after the name");
    }
    if !is_token(name) {
        return fault("a header's name with characters that no name can have", HEADER);
    }
    let value = trim_blanks(value.get(1..).unwrap_or_default());
    if value.iter().any(|byte| matches!(byte, 0 | b'\r')) {
        return fault("a NUL or a lone carriage return in a header's value", "text");
    }
    match pseudo {
        Some(_) => pseudo_header(name, value, number, capture),
        None if capture.headers.len() >= MAX_HEADERS => fault("more than 512 header lines", "one request"),
        None => {
            capture.headers.push(HeaderLine { name: String::from_utf8_lossy(name).into_owned(), value: value.into() });
            Ok(())
        }
    }
}

/// RFC 9113 section 8.3.1.
fn pseudo_header(name: &[u8], value: &[u8], number: usize, capture: &mut Capture) -> Result<(), CaptureError> {
    let text = || String::from_utf8_lossy(value).into_owned();
    match name {
        b"method" => capture.method = text(),
        b"path" => capture.url = text(),
        b"authority" | b"scheme" | b"protocol" => {}
        b"status" => return Err(CaptureError::new(CaptureErrorCode::Unsupported, number, "a response", "the request")),
        _ => {
            return Err(CaptureError::new(
                CaptureErrorCode::Request,
                number,
                "a pseudo-header that no request has",
                ":method, :path, :authority or :scheme",
            ));
        }
    }
    Ok(())
}
