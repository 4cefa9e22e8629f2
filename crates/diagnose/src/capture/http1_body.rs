//! The body of a raw request, compared with its headers.

use alloc::format;

use super::chunks;
use super::lines::count_lines;
use super::note::NoteCode;
use super::request::Capture;

const UNREADABLE_LENGTH: &str =
    "The Content-Length is not a number; all that follows the empty line was taken as the body.";

pub(super) fn read(rest: &[u8], capture: &mut Capture) {
    let is_chunked = capture.values("transfer-encoding").any(|value| value.eq_ignore_ascii_case(b"chunked"));
    if is_chunked {
        return chunked(rest, capture);
    }
    capture.body = rest.into();
    let lengths = capture.values("content-length").map(|value| core::str::from_utf8(value).ok()?.parse().ok());
    match lengths.last() {
        Some(Some(length)) => compare(length, capture),
        Some(None) => capture.note(NoteCode::ContentLengthUnreadable, UNREADABLE_LENGTH),
        None if rest.ends_with(b"\n") => capture.note(
            NoteCode::FinalNewline,
            "The paste ends in a newline, and has no Content-Length to tell whether the body does: it was taken as part of the body.",
        ),
        None => {}
    }
}

fn chunked(rest: &[u8], capture: &mut Capture) {
    let joined = chunks::join(rest);
    let message = match joined {
        Some(_) => {
            "The body came in chunks. They were put together; the signature covers what is in them, not their sizes."
        }
        None => {
            "The header says that the body came in chunks, but what is here has none: a tool has put them together already, and \
             the body was taken as it is."
        }
    };
    capture.note(NoteCode::Chunked, message);
    capture.body = joined.unwrap_or_else(|| rest.into());
}

/// Notes a body whose length differs from its `Content-Length`, for readers of other formats.
pub(super) fn compare_length(capture: &mut Capture) {
    let length: Option<usize> =
        capture.values("content-length").last().and_then(|value| core::str::from_utf8(value).ok()?.parse().ok());
    if let Some(length) = length.filter(|length| *length != capture.body.len()) {
        let there = capture.body.len();
        let message =
            format!("Content-Length says {length} bytes, the body here has {there}: it was changed on its way here.");
        capture.note(NoteCode::ContentLengthMismatch, message);
    }
}

/// Bytes beyond the `Content-Length` are not the body: a newline at the end of a file, most often.
fn compare(length: usize, capture: &mut Capture) {
    let (body, beyond) = capture.body.split_at_checked(length).unwrap_or((&capture.body, &[]));
    let there = capture.body.len();
    if matches!(beyond, b"\n" | b"\r\n") {
        capture.body = body.into();
        return capture.note(
            NoteCode::FinalNewlineCut,
            format!(
                "The paste ends in a newline that is beyond the {length} bytes of its Content-Length: it was left out."
            ),
        );
    }
    if length == there {
        return;
    }
    let missing = length.saturating_sub(there);
    let why = if missing > 0 && missing == count_lines(&capture.body) {
        " As many as it has line ends: they were CRLF when it was sent, and copying made them LF. Read it from a file instead."
    } else {
        " It was changed on its way here, or is not complete."
    };
    capture.note(
        NoteCode::ContentLengthMismatch,
        format!("Content-Length says {length} bytes, the body here has {there}.{why}"),
    );
}
