//! The JSON of a paste, read by the crate's strict reader, with its errors by line.

use super::error::{CaptureError, CaptureErrorKind};
use super::lines::count_lines;
use crate::value::Value;

/// Reads the whole text.
pub(super) fn parse(text: &[u8], first_line: usize) -> Result<Value<'_>, CaptureError> {
    Value::parse(text).map_err(|error| {
        let before = text.get(..error.offset).unwrap_or_default();
        let line = first_line.saturating_add(count_lines(before));
        CaptureError::new(CaptureErrorKind::Json, line, error.found, "strict JSON")
    })
}

impl Value<'_> {
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(members) => members.iter().find(|(each, _)| each == name).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<usize> {
        match self {
            Self::Word(word) => word.parse().ok(),
            _ => None,
        }
    }
}
