//! Why a paste cannot be read.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// Where a paste cannot be read, and why. Quotes nothing of it but the path of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaptureError {
    /// The sort of the error.
    pub kind: CaptureErrorKind,
    /// The line of the paste, from 1.
    pub line: usize,
    /// The text that is there, as a noun phrase.
    pub found: Cow<'static, str>,
    /// The text that should be there.
    pub expected: &'static str,
}

/// The sorts of errors.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CaptureErrorKind {
    /// There is nothing but whitespace.
    Empty,
    /// More than [`MAX_PASTE_BYTES`](super::MAX_PASTE_BYTES).
    TooLarge,
    /// Against the grammar of a raw request.
    Request,
    /// Against the grammar of a command line, or of curl's options.
    Curl,
    /// Against the grammar of strict JSON.
    Json,
    /// JSON, but not that of a HAR file.
    Har,
    /// Another tool's document or output, without what makes a request.
    Delivery,
    /// Against the grammar of JavaScript's literals.
    Script,
    /// Clear, but nothing that a verifier could go by.
    Unsupported,
    /// The command sends this file: read it, and hand it in with [`ParseOptions::files`](super::ParseOptions::files).
    FileNeeded(String),
    /// Several entries are deliveries: choose one with [`ParseOptions::entry`](super::ParseOptions::entry).
    Several(Vec<HarEntry>),
}

/// One of several deliveries in a HAR file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct HarEntry {
    /// Its place among all entries, from 0.
    pub entry: usize,
    /// When the request began, as the file says it.
    pub started: String,
    /// Where it went, without its query.
    pub url: String,
}

/// An object with `code`, `line`, `found` and `expected`, and with the `path` or the `choices` that the code calls for.
#[cfg(feature = "serde")]
impl serde::Serialize for CaptureError {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.kind.code())?;
        map.serialize_entry("line", &self.line)?;
        map.serialize_entry("found", &self.found)?;
        map.serialize_entry("expected", self.expected)?;
        match &self.kind {
            CaptureErrorKind::FileNeeded(path) => map.serialize_entry("path", path)?,
            CaptureErrorKind::Several(choices) => map.serialize_entry("choices", choices)?,
            _ => {}
        }
        map.end()
    }
}

impl CaptureErrorKind {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty_paste",
            Self::TooLarge => "paste_too_large",
            Self::Request => "malformed_request",
            Self::Curl => "malformed_curl",
            Self::Json => "malformed_json",
            Self::Har => "malformed_har",
            Self::Delivery => "malformed_delivery",
            Self::Script => "malformed_script",
            Self::Unsupported => "unsupported_paste",
            Self::FileNeeded(_) => "file_needed",
            Self::Several(_) => "several_deliveries",
        }
    }
}

impl CaptureError {
    pub(super) fn new(
        kind: CaptureErrorKind,
        line: usize,
        found: impl Into<Cow<'static, str>>,
        expected: &'static str,
    ) -> Self {
        Self { kind, line: line.max(1), found: found.into(), expected }
    }
}

impl fmt::Display for CaptureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: found {}; expected {}", self.line, self.found, self.expected)
    }
}

impl core::error::Error for CaptureError {}
