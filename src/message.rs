//! The exact bytes that are signed: the timestamp's text, a dot, the raw body.

use core::fmt;

use crate::mac::{Mac, TAG_BYTES};
use crate::secret::Secret;
use crate::signature::{Signature, SignatureText};

/// Signs a body as the provider does, for tests and replays. The timestamp is not checked, so that a test can sign a bad one.
///
/// ```
/// use webhook_verifier::{Secret, sign};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let signature = sign(b"{}", "2026-01-01T00:00:00Z", &Secret::from_text("key")?);
/// assert_eq!(signature.as_str(), "sha256=11b9c48aed40d7ad35ef6eef0fe1540b9e6f4b713aa7d4debd647c51fd6fc1e3");
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn sign(body: &[u8], timestamp: &str, secret: &Secret) -> SignatureText {
    let mut message = SignedMessage::begin(secret);
    message.update_timestamp(timestamp.as_bytes());
    message.update(body);
    message.sign().text()
}

/// A signed message that is being hashed under one secret. It is never assembled in memory.
pub struct SignedMessage(Mac);

impl fmt::Debug for SignedMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[message elided]")
    }
}

impl SignedMessage {
    /// A message of no bytes.
    #[must_use]
    pub fn begin(secret: &Secret) -> Self {
        Self(secret.key().start())
    }

    /// Hashes the part before the body: the timestamp and its dot.
    pub fn update_timestamp(&mut self, text: &[u8]) {
        self.update(text);
        self.update(b".");
    }

    /// Hashes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The signature of the bytes hashed so far.
    #[must_use]
    pub fn sign(&self) -> Signature {
        Signature::from_bytes(self.tag())
    }

    /// Whether `claimed` is the signature of the bytes hashed so far, in constant time.
    #[must_use]
    pub fn is_signed_by(&self, claimed: &Signature) -> bool {
        self.sign() == *claimed
    }

    pub(crate) fn tag(&self) -> [u8; TAG_BYTES] {
        self.0.tag()
    }
}
