//! An error in a document, and the value that it is about.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use super::super::error::{CaptureError, CaptureErrorCode};
use crate::json::{Value, index_of};

/// The place is known once the text of the document is.
#[derive(Debug)]
pub(in super::super) struct Fault<'v, 'a> {
    error: Box<CaptureError>,
    at: Option<&'v Value<'a>>,
}

pub(in super::super) type Found<'v, 'a, T> = Result<T, Fault<'v, 'a>>;

/// The offsets of the values in the text of a document, by the reader that read it.
pub(in super::super) type Starts = fn(&str) -> Vec<usize>;

impl<'v, 'a> Fault<'v, 'a> {
    pub(in super::super) fn new(
        code: CaptureErrorCode,
        found: impl Into<Cow<'static, str>>,
        expected: &'static str,
        at: Option<&'v Value<'a>>,
    ) -> Self {
        Self { error: Box::new(CaptureError::new(code, 1, found, expected)), at }
    }

    /// The error at its place in one of the documents of a text, each with its offset; else on the first line.
    pub(in super::super) fn placed(
        self,
        documents: &[(usize, &Value<'_>)],
        starts: Starts,
        (text, first_line): (&str, usize),
    ) -> CaptureError {
        let place = self.at.and_then(|wanted| {
            let (offset, index) =
                documents.iter().find_map(|(offset, document)| Some((offset, index_of(document, wanted)?)))?;
            offset.checked_add(*starts(text.get(*offset..)?).get(index)?)
        });
        match place {
            Some(place) => self.error.at((text, place), first_line),
            None => CaptureError { line: first_line, ..*self.error },
        }
    }
}

impl From<CaptureError> for Fault<'_, '_> {
    fn from(error: CaptureError) -> Self {
        Self { error: Box::new(error), at: None }
    }
}
