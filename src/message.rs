//! The exact bytes that were signed: the timestamp's text, a dot, the raw body.

use core::fmt;

use crate::mac::{Mac, TAG_BYTES};
use crate::secret::Secret;
use crate::signature::Signature;

/// A signed message being hashed under one secret, as its bytes come. It is never put together in memory.
#[derive(Clone)]
pub struct SignedMessage(Mac);

impl fmt::Debug for SignedMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[message elided]")
    }
}

impl SignedMessage {
    /// Begins with nothing hashed.
    #[must_use]
    pub fn begin(secret: &Secret<'_>) -> Self {
        Self(secret.key().start())
    }

    /// Hashes what stands before the body: the timestamp and its dot.
    pub fn timestamp(&mut self, text: &[u8]) {
        self.update(text);
        self.update(b".");
    }

    /// Hashes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The signature of what was hashed.
    #[must_use]
    pub fn sign(self) -> Signature {
        Signature::from_bytes(self.tag())
    }

    /// Whether `claimed` is the signature of what was hashed, in constant time.
    #[must_use]
    pub fn is_signed_by(self, claimed: &Signature) -> bool {
        self.sign() == *claimed
    }

    pub(crate) fn tag(self) -> [u8; TAG_BYTES] {
        self.0.tag()
    }
}
