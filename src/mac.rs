//! HMAC-SHA256 and the constant-time comparison: the only file that names `hmac`, `sha2` and `subtle`.

use core::fmt;

use hmac::{Hmac, KeyInit, Mac as _};
use sha2::{Digest, Sha256};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

/// The length of an HMAC-SHA256 in bytes.
pub const TAG_BYTES: usize = 32;

/// An HMAC key with its first block already hashed. With the feature `zeroize` it is wiped on drop, as is a [`Mac`]; the
/// copies that hashing and moving leave on the stack are not.
pub struct Key(Hmac<Sha256>);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[key elided]")
    }
}

impl Key {
    /// Prepares the key. RFC 2104 section 2 replaces a secret longer than a block by its hash.
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        #[expect(
            clippy::expect_used,
            clippy::missing_panics_doc,
            reason = "HMAC takes a key of any length, RFC 2104 section 3"
        )]
        Self(Hmac::new_from_slice(secret).expect("a key of any length"))
    }

    /// Starts an HMAC with this key.
    #[inline(never)]
    #[must_use]
    pub fn start(&self) -> Mac {
        Mac(self.0.clone())
    }
}

/// An HMAC in progress.
pub struct Mac(Hmac<Sha256>);

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[HMAC elided]")
    }
}

impl Mac {
    /// Hashes the next bytes of the message.
    #[inline(never)]
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The HMAC of the bytes hashed so far.
    #[inline(never)]
    #[must_use]
    pub fn tag(&self) -> [u8; TAG_BYTES] {
        self.0.clone().finalize().into_bytes().into()
    }
}

/// Returns the index of the first of at most 255 tags that equals `claimed`. Every tag is compared; the comparison neither stops
/// early nor branches before the answer.
pub fn position(tags: impl IntoIterator<Item = Option<[u8; TAG_BYTES]>>, claimed: &[u8; TAG_BYTES]) -> Option<usize> {
    const NONE: u8 = u8::MAX;
    let mut found = NONE;
    for (tag, index) in tags.into_iter().zip(0u8..) {
        let Some(tag) = tag else { continue };
        let first_match = is_equal(&tag, claimed) & found.ct_eq(&NONE);
        found.conditional_assign(&index, first_match);
    }
    (found != NONE).then_some(usize::from(found))
}

/// Whether two tags are equal, in constant time.
#[inline(never)]
pub(crate) fn is_equal(tag: &[u8; TAG_BYTES], other: &[u8; TAG_BYTES]) -> Choice {
    tag.ct_eq(other)
}

/// Plain SHA-256, for the replay key and long secrets.
#[inline(never)]
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
