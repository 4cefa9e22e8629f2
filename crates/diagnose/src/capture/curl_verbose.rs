//! The log of `curl -v`: the header lines that it sent. It shows no body.

use super::error::{CaptureError, CaptureErrorCode};
use super::http1;
use super::lines::split_line;
use super::note::NoteCode;
use super::request::{Capture, CaptureFormat};

/// Whether a line is curl's: marked, or the head of its progress meter.
fn is_marked(line: &[u8]) -> bool {
    matches!(line, [b'*' | b'>' | b'<', b' ', ..] | [b'{' | b'}', b' ', b'[', ..] | b">" | b"<")
}

/// Whether the paste begins as curl's log does and shows a request.
pub(super) fn begins(text: &[u8]) -> bool {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_meter = first.trim_ascii_start().starts_with(b"% Total") || first.starts_with(b"Note: Unnecessary use of");
    (is_marked(first) || is_meter) && text.split(|byte| *byte == b'\n').any(is_request)
}

fn is_request(line: &[u8]) -> bool {
    line.strip_prefix(b"> ").is_some_and(|line| line.windows(6).any(|part| part == b" HTTP/"))
}

const NO_BODY: &str = "curl -v does not show the body that it sent: give it along, else the signature cannot match.";

pub(super) fn read(text: &[u8], first_line: usize) -> Result<Capture, CaptureError> {
    let mut capture = Capture::new(CaptureFormat::CurlVerbose);
    let (mut rest, mut number) = (text, first_line);
    while let Some((line, after)) = split_line(rest) {
        match line.strip_prefix(b"> ") {
            Some(sent) if is_request(line) => {
                if !capture.method.is_empty() {
                    let found = "a second request";
                    let expected = "the log of one request: curl followed a redirect, or was run twice";
                    return Err(CaptureError::new(CaptureErrorCode::Unsupported, number, found, expected));
                }
                http1::request_line(sent, number, &mut capture)?;
            }
            Some(sent) if !capture.method.is_empty() && !sent.is_empty() => {
                http1::header_line(sent, number, &mut capture)?;
            }
            _ => {}
        }
        (rest, number) = (after, number.saturating_add(1));
    }
    capture.note(NoteCode::BodyMissing, NO_BODY);
    Ok(capture)
}
