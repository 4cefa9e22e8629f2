//! Reads a paste into the request that it shows: raw HTTP, commands, code, logs, JSON of programs and tools.
//!
//! The one parser of the command line and of the inspector. It never runs, fetches or opens anything: a file that a
//! command names has to be handed in. Bytes of the body and of header values come out as they went in, nothing is
//! trimmed or repaired in silence; what a reader should know of them is in [`Capture::notes`]. Time and memory are
//! linear in the input. A [`CaptureError`] names the line, what was found and what was expected, and quotes nothing of the
//! input but the path of a file.

mod ansi;
mod chunks;
mod cmd;
mod console;
mod curl;
mod curl_verbose;
mod encoding;
mod error;
mod fetch;
mod har;
mod http1;
mod http1_body;
mod json;
mod lines;
mod literal;
mod note;
mod options;
mod powershell;
mod prompt;
mod request;
mod shell;

pub use error::{CaptureError, CaptureErrorCode, HarEntry};
pub use note::{Note, NoteCode};
use powershell::web_request;
pub use request::{Capture, CaptureFormat, HeaderLine};

use lines::{indentation, trim_start};

/// The largest paste, in bytes: a body of the verifier's default limit, escaped and in base64, with room to spare.
pub const MAX_PASTE_BYTES: usize = 16 << 20;

/// Answers to questions that a paste alone leaves open.
#[derive(Clone, Copy, Debug, Default)]
pub struct ParseOptions<'a> {
    /// The files that a curl command names with `@`, by the path as it is written there.
    pub files: &'a [(&'a str, &'a [u8])],
    /// Index of an entry of a HAR file, from 0; needed if several are deliveries.
    pub entry: Option<usize>,
}

impl<'a> ParseOptions<'a> {
    fn file(&self, path: &str) -> Option<&'a [u8]> {
        self.files.iter().find(|(name, _)| *name == path).map(|(_, content)| *content)
    }
}

/// Reads a paste, whose beginning tells its format.
///
/// ```
/// use webhook_verifier_diagnose::capture::{ParseOptions, parse};
///
/// let pasted = b"POST /webhook HTTP/1.1\nX-Webhook-Timestamp: 2026-01-01T00:00:00Z\n\n{\"event\":\"job.started\"}";
/// let capture = parse(pasted, &ParseOptions::default()).unwrap();
/// assert_eq!(capture.headers[0].value, b"2026-01-01T00:00:00Z");
/// assert_eq!(capture.body, b"{\"event\":\"job.started\"}");
///
/// let fault = parse(b"POST /webhook HTTP/1.1\nno colon here\n", &ParseOptions::default()).unwrap_err();
/// assert_eq!(fault.line, 2);
/// ```
///
/// # Errors
/// The line and the reason why the paste cannot be read, or the missing file or choice.
pub fn parse(pasted: &[u8], options: &ParseOptions<'_>) -> Result<Capture, CaptureError> {
    if pasted.len() > MAX_PASTE_BYTES {
        return Err(CaptureError::new(
            CaptureErrorCode::TooLarge,
            1,
            "more than 16 MiB",
            "the one request, without the rest of the log",
        ));
    }
    let decoded = encoding::decode(pasted)?;
    let whole = decoded.as_deref().unwrap_or(pasted);
    let (text, line) = trim_start(whole);
    let mut capture =
        parse_text(text, line, options).map_err(|error| error.indented(line, indentation(whole, text)))?;
    if decoded.is_some() {
        capture.note(NoteCode::Utf16, encoding::NOTE);
    }
    Ok(capture)
}

const EVERYTHING: &str = "a raw HTTP request, a curl command or its log, a fetch call, Invoke-WebRequest, JSON with headers and body, printed headers, or a HAR file";

fn parse_text(text: &[u8], line: usize, options: &ParseOptions<'_>) -> Result<Capture, CaptureError> {
    match text.first() {
        None => Err(CaptureError::new(CaptureErrorCode::Empty, 1, "nothing", EVERYTHING)),
        _ if curl::begins(text) => curl::read(text, line, options),
        _ if curl_verbose::begins(text) => curl_verbose::read(text, line),
        Some(b'{' | b'[') => json::read(text, line, options),
        _ if fetch::begins(text) => fetch::read(text, line),
        _ if web_request::begins(text) => web_request::read(text, line, options),
        _ if http1::begins(text) => http1::read(text, line),
        _ => console::read_log(text, line, options).unwrap_or_else(|| http1::read(text, line)),
    }
}
