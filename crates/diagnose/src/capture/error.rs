//! Why a paste cannot be read.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::lines::count_lines;
use crate::named_enum::named_enum;

/// Where a paste cannot be read, and why. Quotes nothing of it but the path of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[non_exhaustive]
pub struct CaptureError {
    /// The kind of error.
    pub code: CaptureErrorCode,
    /// The line of the paste, from 1.
    pub line: usize,
    /// The column in that line, from 1, in characters: only in JSON and in the code of a script.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub column: Option<usize>,
    /// The text found there, as a noun phrase.
    pub found: Cow<'static, str>,
    /// The text expected there.
    pub expected: &'static str,
    /// With `file_needed`: the file that a curl command sends, to be passed in `files`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub path: Option<String>,
    /// With `several_deliveries`: the deliveries, one of which to pass as `entry`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub choices: Option<Vec<HarEntry>>,
}

named_enum! {
    /// The kinds of error.
    pub enum CaptureErrorCode {
        /// There is nothing but whitespace.
        Empty = "empty_paste",
        /// More than [`MAX_PASTE_BYTES`](super::MAX_PASTE_BYTES).
        TooLarge = "paste_too_large",
        /// Against the grammar of a raw request.
        Request = "malformed_request",
        /// Against the grammar of a command line, or of curl's options.
        Curl = "malformed_curl",
        /// Against the grammar of strict JSON.
        Json = "malformed_json",
        /// JSON, but not that of a HAR file.
        Har = "malformed_har",
        /// Another tool's document or output, without a request in it.
        Delivery = "malformed_delivery",
        /// Against the grammar of the values of JavaScript or PowerShell.
        Script = "malformed_script",
        /// Clear, but nothing that a verifier could go by.
        Unsupported = "unsupported_paste",
        /// The command sends the file at [`CaptureError::path`]: read it, and pass it in [`ParseOptions::files`](super::ParseOptions::files).
        FileNeeded = "file_needed",
        /// Several entries are deliveries, listed in [`CaptureError::choices`]: choose one with [`ParseOptions::entry`](super::ParseOptions::entry).
        Several = "several_deliveries",
    }
}

/// One of several deliveries in a HAR file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct HarEntry {
    /// Its index among all entries, from 0.
    pub entry: usize,
    /// When the request began, as the file says it.
    pub started: String,
    /// Its URL, without the query.
    pub url: String,
}

impl CaptureError {
    pub(super) fn new(
        code: CaptureErrorCode,
        line: usize,
        found: impl Into<Cow<'static, str>>,
        expected: &'static str,
    ) -> Self {
        Self { code, line: line.max(1), column: None, found: found.into(), expected, path: None, choices: None }
    }

    pub(super) fn file_needed(path: String, line: usize, found: String, expected: &'static str) -> Self {
        Self { path: Some(path), ..Self::new(CaptureErrorCode::FileNeeded, line, found, expected) }
    }

    /// The same at the place that has so many bytes of the text before it. The first line of the text has this number.
    pub(super) fn at(self, (text, offset): (&str, usize), first_line: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let column = before.get(start..).unwrap_or_default().chars().count().saturating_add(1);
        let line = first_line.saturating_add(count_lines(before.as_bytes()));
        Self { line: line.max(1), column: Some(column), ..self }
    }

    /// The same in a paste whose first line has so many characters before the text.
    pub(super) fn indented(self, first_line: usize, count: usize) -> Self {
        let column =
            self.column.map(|column| if self.line == first_line { column.saturating_add(count) } else { column });
        Self { column, ..self }
    }

    pub(super) fn several(choices: Vec<HarEntry>, line: usize, found: String) -> Self {
        let error = Self::new(CaptureErrorCode::Several, line, found, "a choice of one of them");
        Self { choices: Some(choices), ..error }
    }
}

impl fmt::Display for CaptureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": found {}; expected {}", self.found, self.expected)
    }
}

impl core::error::Error for CaptureError {}
