//! The errors of reading a verified delivery as a type of the caller's.

use core::fmt;

use crate::error::Error;

/// Why [`Verified::deserialize`](crate::Verified::deserialize) returned no value.
#[derive(Debug)]
#[non_exhaustive]
pub enum DeserializeError {
    /// The delivery holds no event.
    Refused(Error),
    /// The delivery is genuine, and its data is not of your type. Answer with a status that makes the sender retry: after a fix
    /// of your type no delivery is lost. The source of the error may quote the data.
    SchemaMismatch(serde_json::Error),
}

impl DeserializeError {
    /// The stable code, for logs and metrics.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(error) => error.code(),
            Self::SchemaMismatch(_) => "schema_mismatch",
        }
    }

    /// The HTTP status to answer with.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Refused(error) => error.status(),
            Self::SchemaMismatch(_) => 500,
        }
    }
}

impl From<Error> for DeserializeError {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl fmt::Display for DeserializeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => fmt::Display::fmt(error, f),
            Self::SchemaMismatch(_) => f.write_str("the verified data does not fit the receiver's type"),
        }
    }
}

impl core::error::Error for DeserializeError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Refused(_) => None,
            Self::SchemaMismatch(error) => Some(error),
        }
    }
}
