//! The key under which a replay store remembers a delivery.

use crate::mac;
use crate::signature::{Signature, write_hex};

/// The key of a delivery for a replay store: 64 lowercase hex digits, the SHA-256 of the 32 verified signature bytes.
///
/// It is bound to the message and to the secret, needs no second pass over the body, and leaves no usable signature in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReplayKey([u8; 64]);

impl ReplayKey {
    pub(super) fn new(signature: &Signature) -> Self {
        let mut text = [0; 64];
        write_hex(&mac::sha256(signature.as_bytes()), &mut text);
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The text's bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}
