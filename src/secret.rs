//! A non-empty key with an elided `Debug`, wiped on drop; and the set of them that a rotation needs.

use core::fmt;

use crate::mac::Key;
use crate::timestamp::Instant;

/// How many secrets may be in use at once.
pub const MAX_SECRETS: usize = 4;

/// Why something cannot serve as a secret. Texts are judged strictly, so that a bad setting fails at start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecretError {
    /// No bytes: anybody can sign with the empty key.
    Empty,
    /// White space only.
    Blank,
    /// White space at the beginning or end, such as the newline of a file.
    SurroundingWhiteSpace,
    /// A NUL character; HMAC cannot tell a short key from the same key with NULs after it.
    Nul,
    /// The text `undefined` or `null`: an unset variable turned into text.
    Placeholder,
    /// No secret, or more than [`MAX_SECRETS`].
    Count,
    /// Two secrets bear the same id.
    DuplicateId,
}

impl SecretError {
    /// What is wrong, without the secret.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Empty => "is empty, and anybody can sign with the empty key",
            Self::Blank => "is white space only",
            Self::SurroundingWhiteSpace => "has white space around it, perhaps the newline of a file",
            Self::Nul => "has a NUL character in it",
            Self::Placeholder => "is the text 'undefined' or 'null', so the setting it comes from is missing",
            Self::Count => "must be one of 1 to 4 that are given",
            Self::DuplicateId => "has the id of another",
        }
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the secret ")?;
        f.write_str(self.message())
    }
}

impl core::error::Error for SecretError {}

/// A signing secret, ready for use.
///
/// ```
/// use webhook_verifier::Secret;
/// assert!(Secret::from_text("whsec_9f1c2d").is_ok());
/// assert!(Secret::from_text("whsec_9f1c2d\n").is_err());
/// ```
pub struct Secret<'a> {
    key: Key,
    id: Option<&'a str>,
    not_after: Option<Instant>,
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret").field("id", &self.id).field("not_after", &self.not_after).finish_non_exhaustive()
    }
}

impl<'a> Secret<'a> {
    /// The UTF-8 bytes of a text, refused where they look like a bad setting. Nothing is trimmed.
    ///
    /// # Errors
    /// An empty or blank text, white space around it, a NUL, or the words `undefined` and `null`.
    pub fn from_text(text: &str) -> Result<Self, SecretError> {
        check_not_blank(text)?;
        if text.starts_with(is_space) || text.ends_with(is_space) {
            return Err(SecretError::SurroundingWhiteSpace);
        }
        if text.contains('\0') {
            return Err(SecretError::Nul);
        }
        if matches!(text, "undefined" | "null") {
            return Err(SecretError::Placeholder);
        }
        Self::from_bytes(text.as_bytes())
    }

    /// The UTF-8 bytes of a text as the provider's snippet takes it: anything but an empty or blank one.
    ///
    /// # Errors
    /// An empty or blank text.
    pub fn from_text_as_is(text: &str) -> Result<Self, SecretError> {
        check_not_blank(text)?;
        Self::from_bytes(text.as_bytes())
    }

    /// Bytes as they are. Zeros alone, up to 64 of them, are to HMAC the empty key: fill a key before it comes here.
    ///
    /// # Errors
    /// No bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SecretError> {
        let key = Key::new(bytes).filter(|_| !bytes.is_empty()).ok_or(SecretError::Empty)?;
        Ok(Self { key, id: None, not_after: None })
    }

    /// Names the secret, so that [`Verified::secret_id`](crate::Verified::secret_id) can say which one matched.
    #[must_use]
    pub const fn with_id(mut self, id: &'a str) -> Self {
        self.id = Some(id);
        self
    }

    /// Lets the secret serve before `instant` only.
    #[must_use]
    pub const fn not_after(mut self, instant: Instant) -> Self {
        self.not_after = Some(instant);
        self
    }

    /// The name given by [`with_id`](Self::with_id).
    #[must_use]
    pub const fn id(&self) -> Option<&'a str> {
        self.id
    }

    pub(crate) fn serves(&self, now: Instant) -> bool {
        self.not_after.is_none_or(|end| now < end)
    }

    pub(crate) const fn key(&self) -> &Key {
        &self.key
    }
}

fn check_not_blank(text: &str) -> Result<(), SecretError> {
    match text {
        "" => Err(SecretError::Empty),
        _ if text.chars().all(is_space) => Err(SecretError::Blank),
        _ => Ok(()),
    }
}

/// White space of Unicode or of ECMAScript, which counts the byte order mark as such.
fn is_space(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

/// One to four secrets: the new one and those it replaces.
#[derive(Debug)]
pub struct Secrets<'a>([Option<Secret<'a>>; MAX_SECRETS]);

impl<'a> Secrets<'a> {
    /// All the secrets that may have signed.
    ///
    /// # Errors
    /// None, more than [`MAX_SECRETS`], or two with one id.
    pub fn new(secrets: impl IntoIterator<Item = Secret<'a>>) -> Result<Self, SecretError> {
        let mut set = Self([None, None, None, None]);
        let mut count = 0usize;
        for secret in secrets {
            if secret.id.is_some() && set.iter().any(|known| known.id == secret.id) {
                return Err(SecretError::DuplicateId);
            }
            *set.0.get_mut(count).ok_or(SecretError::Count)? = Some(secret);
            count = count.wrapping_add(1);
        }
        if count == 0 { Err(SecretError::Count) } else { Ok(set) }
    }

    /// The secrets, in their order, as [`Check::begin`](crate::Check::begin) takes them.
    pub fn iter(&self) -> impl Iterator<Item = &Secret<'a>> {
        self.0.iter().flatten()
    }
}

impl<'a> From<Secret<'a>> for Secrets<'a> {
    fn from(secret: Secret<'a>) -> Self {
        Self([Some(secret), None, None, None])
    }
}
