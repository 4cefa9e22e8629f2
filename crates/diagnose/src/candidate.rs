//! A secret as it is configured, which is not yet one that a verifier would take.

use alloc::string::String;

use webhook_verifier::bindings::validate_text;
use webhook_verifier::{Secret, SecretError, UnixTime};

/// Maximum number of secrets that are tried.
pub const MAX_CANDIDATES: usize = 16;

/// A secret that may be the right one, as it is configured.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    pub(crate) bytes: &'a [u8],
    is_text: bool,
    id: Option<&'a str>,
    pub(crate) not_after: Option<UnixTime>,
}

impl core::fmt::Debug for Candidate<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Candidate").field("id", &self.id).field("not_after", &self.not_after).finish_non_exhaustive()
    }
}

impl<'a> Candidate<'a> {
    /// A setting's text, which [`Secret::from_text`] may refuse. An empty text stands for an unset one.
    #[must_use]
    pub const fn text(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), is_text: true, id: None, not_after: None }
    }

    /// Bytes that serve as they are.
    #[must_use]
    pub const fn bytes(bytes: &'a [u8]) -> Self {
        Self { bytes, is_text: false, id: None, not_after: None }
    }

    /// Names the secret, for findings.
    #[must_use]
    pub const fn with_id(mut self, id: &'a str) -> Self {
        self.id = Some(id);
        self
    }

    /// The end of its service.
    #[must_use]
    pub const fn not_after(mut self, end: UnixTime) -> Self {
        self.not_after = Some(end);
        self
    }

    /// Why a verifier would refuse to be made with it.
    pub(crate) fn flaw(&self) -> Option<SecretError> {
        if self.is_text { validate_text(self.bytes).err() } else { Secret::from_bytes(self.bytes).err() }
    }

    pub(crate) fn is_unset(&self) -> bool {
        matches!(self.flaw(), Some(SecretError::Empty | SecretError::Blank | SecretError::Placeholder))
    }

    /// Its name in findings.
    pub(crate) fn name(&self, place: usize) -> String {
        self.id.map_or_else(
            || alloc::format!("secret {} of those given", place.saturating_add(1)),
            |id| alloc::format!("the secret with the id {id}"),
        )
    }

    /// `None` for a secret that a verifier refuses.
    pub(crate) fn secret(&self) -> Option<Secret> {
        let secret = Secret::from_bytes(self.bytes).ok().filter(|_| self.flaw().is_none())?;
        Some(match self.not_after {
            Some(end) => secret.not_after(end),
            None => secret,
        })
    }
}
