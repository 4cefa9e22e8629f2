//! A signing secret: a key that is not empty, and never shown.

#[cfg(feature = "alloc")]
use alloc::string::String;
use core::fmt;

use crate::mac::Key;
use crate::secret_error::SecretError;
use crate::secret_text::{validate_text, validate_text_lenient};
use crate::unix_time::UnixTime;

/// A signing secret, ready for use. With the feature `zeroize` its key is wiped on drop; copies that were on the stack when it
/// was made or moved remain until they are overwritten.
///
/// ```
/// use webhook_verifier::{Secret, SecretError};
/// assert!(Secret::from_text("whsec_9f1c2d").is_ok());
/// assert_eq!(Secret::from_text("whsec_9f1c2d\n").err(), Some(SecretError::SurroundingWhitespace));
/// ```
///
/// A secret cannot be copied:
///
/// ```compile_fail,E0277
/// fn copy<T: Clone>() {}
/// copy::<webhook_verifier::Secret>();
/// ```
pub struct Secret {
    key: Key,
    #[cfg(feature = "alloc")]
    key_id: Option<String>,
    not_after: Option<UnixTime>,
}

/// Shows no byte of the key.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Secret");
        #[cfg(feature = "alloc")]
        shown.field("key_id", &self.key_id);
        shown.field("not_after", &self.not_after).finish_non_exhaustive()
    }
}

impl Secret {
    /// Takes the UTF-8 bytes of a text, and refuses a text that looks like a bad setting. The text is not trimmed.
    ///
    /// # Errors
    /// An empty or blank text, whitespace around it, a NUL, or the words `undefined` and `null`.
    pub fn from_text(text: &str) -> Result<Self, SecretError> {
        validate_text(text.as_bytes())?;
        Self::from_bytes(text.as_bytes())
    }

    /// Takes the UTF-8 bytes of any text but an empty or blank one, as the provider's own code does.
    ///
    /// # Errors
    /// An empty or blank text.
    pub fn from_text_lenient(text: &str) -> Result<Self, SecretError> {
        validate_text_lenient(text.as_bytes())?;
        Self::from_bytes(text.as_bytes())
    }

    /// Takes bytes unchanged. Do not pass a buffer of zeros: up to 64 of them are the empty key to HMAC.
    ///
    /// # Errors
    /// No bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SecretError> {
        if bytes.is_empty() {
            return Err(SecretError::Empty);
        }
        Ok(Self {
            key: Key::new(bytes),
            #[cfg(feature = "alloc")]
            key_id: None,
            not_after: None,
        })
    }

    /// Names the secret, so that [`Verified::key_id`](crate::Verified::key_id) tells which one matched.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn with_key_id(mut self, key_id: impl Into<String>) -> Self {
        self.key_id = Some(key_id.into());
        self
    }

    /// Limits the service of the secret: it verifies deliveries only while now < `end`.
    #[must_use]
    pub fn not_after(mut self, end: impl Into<UnixTime>) -> Self {
        self.not_after = Some(end.into());
        self
    }

    /// The name given by [`with_key_id`](Self::with_key_id).
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    pub(crate) fn is_current(&self, now: UnixTime) -> bool {
        self.not_after.is_none_or(|end| now < end)
    }

    pub(crate) const fn key(&self) -> &Key {
        &self.key
    }
}
