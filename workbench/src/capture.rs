//! A paste, read: the JSON that JavaScript reads, and the bytes of the body.

use webhook_verifier::capture::{Capture, CaptureError, CaptureErrorKind, HarEntry, HeaderLine, Note};

use crate::answer::text;

pub(crate) fn of(read: Result<Capture, CaptureError>) -> (String, Vec<u8>) {
    match read {
        Ok(capture) => (format!(r#"{{"capture":{}}}"#, request(&capture)), capture.body),
        Err(error) => (format!(r#"{{"error":{}}}"#, refusal(&error)), Vec::new()),
    }
}

fn request(capture: &Capture) -> String {
    format!(
        r#"{{"kind":{},"method":{},"url":{},"headers":{},"body":{},"notes":{}}}"#,
        text(capture.kind.name()),
        text(&capture.method),
        text(&capture.url),
        list(&capture.headers, line),
        capture.body.len(),
        list(&capture.notes, note)
    )
}

fn refusal(error: &CaptureError) -> String {
    let more = match &error.kind {
        CaptureErrorKind::FileNeeded(path) => format!(r#","path":{}"#, text(path)),
        CaptureErrorKind::Several(choices) => format!(r#","choices":{}"#, list(choices, choice)),
        _ => String::new(),
    };
    format!(
        r#"{{"code":{},"line":{},"found":{},"expected":{}{more}}}"#,
        text(error.kind.code()),
        error.line,
        text(&error.found),
        text(error.expected)
    )
}

fn list<T>(items: &[T], print: fn(&T) -> String) -> String {
    let items: Vec<String> = items.iter().map(print).collect();
    format!("[{}]", items.join(","))
}

/// A value as Fetch and Node give it: each byte that is no UTF-8 text as the character of its number.
fn line(line: &HeaderLine) -> String {
    let value = match core::str::from_utf8(&line.value) {
        Ok(value) => value.into(),
        Err(_) => line.value.iter().map(|byte| char::from(*byte)).collect::<String>(),
    };
    format!("[{},{}]", text(&line.name), text(&value))
}

fn note(note: &Note) -> String {
    format!(r#"{{"code":{},"message":{}}}"#, text(note.code), text(&note.message))
}

fn choice(choice: &HarEntry) -> String {
    format!(r#"{{"entry":{},"started":{},"url":{}}}"#, choice.entry, text(&choice.started), text(&choice.url))
}
