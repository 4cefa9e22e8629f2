//! Why a paste cannot be read.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

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
        /// Against the grammar of JavaScript's literals.
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
        Self { code, line: line.max(1), found: found.into(), expected, path: None, choices: None }
    }

    pub(super) fn file_needed(path: String, line: usize, found: String, expected: &'static str) -> Self {
        Self { path: Some(path), ..Self::new(CaptureErrorCode::FileNeeded, line, found, expected) }
    }

    pub(super) fn several(choices: Vec<HarEntry>, line: usize, found: String) -> Self {
        let error = Self::new(CaptureErrorCode::Several, line, found, "a choice of one of them");
        Self { choices: Some(choices), ..error }
    }
}

impl fmt::Display for CaptureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: found {}; expected {}", self.line, self.found, self.expected)
    }
}

impl core::error::Error for CaptureError {}
