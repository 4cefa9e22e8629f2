//! The reasons for which a text or a list cannot serve as secrets.

use core::fmt;

/// Why a setting cannot serve as a secret. Texts are checked strictly, so that a bad setting fails at start-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecretError {
    /// No bytes: everyone can sign with the empty key.
    Empty,
    /// Whitespace only.
    Blank,
    /// Whitespace at the beginning or end, such as the newline of a file.
    SurroundingWhitespace,
    /// A NUL character; HMAC cannot tell a short key from the same key with NULs after it.
    Nul,
    /// The text `undefined` or `null`, or one that begins with `[object `: an unset variable or an object turned into text.
    Placeholder,
    /// No secret, or more than [`Secrets::MAX`](crate::Secrets::MAX).
    Count,
    /// Two secrets have the same key id.
    DuplicateId,
}

impl SecretError {
    /// All of them, in the order of their numbers (`error as usize`).
    pub(crate) const ALL: &[Self] = &[
        Self::Empty,
        Self::Blank,
        Self::SurroundingWhitespace,
        Self::Nul,
        Self::Placeholder,
        Self::Count,
        Self::DuplicateId,
    ];

    /// Completes "the secret …".
    pub(crate) const fn predicate(self) -> &'static str {
        match self {
            Self::Empty => "is empty",
            Self::Blank => "is only whitespace",
            Self::SurroundingWhitespace => "starts or ends with whitespace",
            Self::Nul => "contains a NUL character",
            Self::Placeholder => "is the text of undefined, null or an object",
            Self::Count => "must be one of 1 to 4",
            Self::DuplicateId => "has the id of another",
        }
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the secret ")?;
        f.write_str(self.predicate())
    }
}

impl core::error::Error for SecretError {}
