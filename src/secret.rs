//! A non-empty key with an elided `Debug`; and the set of them that a rotation needs.

use core::fmt;

use crate::mac::Key;
use crate::timestamp::UnixTime;

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
    /// What each says of the secret, in the order of their numbers (`error as usize`).
    pub const TEXTS: [&'static str; 7] = [
        "is empty",
        "is only whitespace",
        "starts or ends with whitespace",
        "contains a NUL character",
        "is the text 'undefined' or 'null'",
        "must be one of 1 to 4",
        "has the id of another",
    ];

    /// What is wrong, without the secret.
    #[must_use]
    pub fn message(self) -> &'static str {
        const { &Self::TEXTS }.get(self as usize).copied().unwrap_or_default()
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the secret ")?;
        f.write_str(self.message())
    }
}

impl core::error::Error for SecretError {}

/// A signing secret, ready for use. With the feature `zeroize` its key is wiped on drop; copies that were on the stack when it
/// was made or moved stay until something overwrites them.
///
/// ```
/// use webhook_verifier::Secret;
/// assert!(Secret::from_text("whsec_9f1c2d").is_ok());
/// assert!(Secret::from_text("whsec_9f1c2d\n").is_err());
/// ```
pub struct Secret<'a> {
    key: Key,
    id: Option<&'a str>,
    not_after: Option<UnixTime>,
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
    /// Those of [`validate_text`](Self::validate_text).
    pub fn from_text(text: &str) -> Result<Self, SecretError> {
        Self::validate_text(text.as_bytes())?;
        Self::from_bytes(text.as_bytes())
    }

    /// The UTF-8 bytes of a text as the provider's snippet takes it: anything but an empty or blank one.
    ///
    /// # Errors
    /// Those of [`validate_text_lenient`](Self::validate_text_lenient).
    pub fn from_text_lenient(text: &str) -> Result<Self, SecretError> {
        Self::validate_text_lenient(text.as_bytes())?;
        Self::from_bytes(text.as_bytes())
    }

    /// Whether a text, in UTF-8, looks like a bad setting.
    ///
    /// # Errors
    /// An empty or blank text, white space around it, a NUL, or the words `undefined` and `null`.
    pub fn validate_text(text: &[u8]) -> Result<(), SecretError> {
        Self::validate_text_lenient(text)?;
        if leading_space(text) > 0 || ends_with_space(text) {
            return Err(SecretError::SurroundingWhiteSpace);
        }
        #[expect(clippy::manual_contains, reason = "core's word-wise search would be one percent of the module")]
        if text.iter().any(|byte| *byte == 0) {
            return Err(SecretError::Nul);
        }
        match text {
            b"undefined" | b"null" => Err(SecretError::Placeholder),
            _ => Ok(()),
        }
    }

    /// Whether a text, in UTF-8, is there at all.
    ///
    /// # Errors
    /// An empty or blank text.
    pub fn validate_text_lenient(text: &[u8]) -> Result<(), SecretError> {
        let mut rest = text;
        loop {
            match (rest, leading_space(rest)) {
                ([], _) => return Err(if text.is_empty() { SecretError::Empty } else { SecretError::Blank }),
                (_, 0) => return Ok(()),
                (_, width) => rest = rest.get(width..).unwrap_or_default(),
            }
        }
    }

    /// Bytes as they are. Zeros alone, up to 64 of them, are to HMAC the empty key: fill a key before it comes here.
    ///
    /// # Errors
    /// No bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SecretError> {
        if bytes.is_empty() {
            return Err(SecretError::Empty);
        }
        Ok(Self { key: Key::new(bytes), id: None, not_after: None })
    }

    /// Names the secret, so that [`Verified::key_id`](crate::Verified::key_id) can say which one matched.
    #[must_use]
    pub const fn with_id(mut self, id: &'a str) -> Self {
        self.id = Some(id);
        self
    }

    /// Lets the secret serve before `instant` only.
    #[must_use]
    pub const fn not_after(mut self, instant: UnixTime) -> Self {
        self.not_after = Some(instant);
        self
    }

    /// The name given by [`with_id`](Self::with_id).
    #[must_use]
    pub const fn id(&self) -> Option<&'a str> {
        self.id
    }

    pub(crate) fn serves(&self, now: UnixTime) -> bool {
        self.not_after.is_none_or(|end| now < end)
    }

    pub(crate) const fn key(&self) -> &Key {
        &self.key
    }
}

/// How many bytes the white space takes that a UTF-8 text begins with; 0 where it begins with none. It is Unicode's,
/// and the byte order mark, which ECMAScript counts as such.
#[inline(never)]
const fn leading_space(text: &[u8]) -> usize {
    match text {
        [0x09..=0x0d | 0x20, ..] => 1,
        [0xc2, 0x85 | 0xa0, ..] => 2,
        [0xe1, 0x9a, 0x80, ..]
        | [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..]
        | [0xe2, 0x81, 0x9f, ..]
        | [0xe3, 0x80, 0x80, ..]
        | [0xef, 0xbb, 0xbf, ..] => 3,
        _ => 0,
    }
}

/// No character's end looks like another character, so the last bytes can be tried in turn.
fn ends_with_space(text: &[u8]) -> bool {
    (1..=3).any(|width| {
        let start = text.len().checked_sub(width);
        start.and_then(|start| text.get(start..)).is_some_and(|end| leading_space(end) == width)
    })
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

    /// The secrets, in their order, as [`Verification::begin`](crate::Verification::begin) takes them.
    pub fn iter(&self) -> impl Iterator<Item = &Secret<'a>> {
        self.0.iter().flatten()
    }
}

impl<'a> From<Secret<'a>> for Secrets<'a> {
    fn from(secret: Secret<'a>) -> Self {
        Self([Some(secret), None, None, None])
    }
}
