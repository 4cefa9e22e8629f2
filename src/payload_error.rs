//! The reasons for which a body is not a strict JSON object.

use core::fmt;

use crate::error::message;

/// The first departure of a body from strict JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PayloadError {
    /// The rule that the body breaks.
    pub kind: PayloadErrorKind,
    /// Offset in bytes from the start of the body.
    pub offset: usize,
}

/// The rule that a body breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PayloadErrorKind {
    /// The body has no bytes, or whitespace only.
    Empty,
    /// The body begins as a value other than an object, or not as JSON at all.
    NotAnObject,
    /// A byte order mark before the object.
    ByteOrderMark,
    /// Bytes that are not UTF-8, or text with half a surrogate pair.
    NotUtf8,
    /// Against the grammar of RFC 8259.
    Syntax,
    /// The body ends before the object does.
    Truncated,
    /// An object names one key twice, compared after unescaping.
    DuplicateKey,
    /// Nested deeper than 64 levels.
    TooDeep,
    /// More than 8,192 keys in one object and those around it.
    TooManyKeys,
}

impl PayloadErrorKind {
    /// All of them, in the order of their numbers (`kind as usize`).
    pub(crate) const ALL: &[Self] = &[
        Self::Empty,
        Self::NotAnObject,
        Self::ByteOrderMark,
        Self::NotUtf8,
        Self::Syntax,
        Self::Truncated,
        Self::DuplicateKey,
        Self::TooDeep,
        Self::TooManyKeys,
    ];

    /// Completes "the body …".
    pub(crate) const fn predicate(self) -> &'static str {
        match self {
            Self::Empty => "is empty",
            Self::NotAnObject => "is not a JSON object",
            Self::ByteOrderMark => "begins with a byte order mark",
            Self::NotUtf8 => "is not UTF-8",
            Self::Syntax => "is not JSON",
            Self::Truncated => "ends in the middle of its JSON",
            Self::DuplicateKey => "has the same key twice in one object",
            Self::TooDeep => "is nested deeper than 64 levels",
            Self::TooManyKeys => "has more than 8192 keys in one object and those around it",
        }
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, message!(MalformedPayload), problem = self.kind.predicate(), byte = self.offset)
    }
}

impl core::error::Error for PayloadError {}
