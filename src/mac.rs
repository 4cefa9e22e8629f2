//! HMAC-SHA256 and the constant-time comparison: the only file that names `hmac`, `sha2` and `subtle`.

use core::fmt;

use hmac::{Hmac, KeyInit, Mac as _};
use sha2::{Digest, Sha256};
use subtle::{ConditionallySelectable, ConstantTimeEq};

pub(crate) const TAG_BYTES: usize = 32;

/// An HMAC key with its first block already hashed. Wiped on drop.
pub(crate) struct Key(Hmac<Sha256>);

impl Key {
    pub(crate) fn new(secret: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(secret).ok().map(Self)
    }

    pub(crate) fn start(&self) -> Mac {
        Mac(self.0.clone())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[key elided]")
    }
}

/// One HMAC in the making. Wiped on drop.
#[derive(Clone)]
pub(crate) struct Mac(Hmac<Sha256>);

impl Mac {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn tag(self) -> [u8; TAG_BYTES] {
        self.0.finalize().into_bytes().into()
    }
}

/// Which of the tags is `claimed`, the first one where several are. Every tag is compared; the comparison
/// neither stops early nor branches before the answer.
pub(crate) fn position(tags: impl IntoIterator<Item = [u8; TAG_BYTES]>, claimed: &[u8; TAG_BYTES]) -> Option<usize> {
    const NONE: u8 = u8::MAX;
    let mut found = NONE;
    for (tag, index) in tags.into_iter().zip(0u8..) {
        let first_match = tag.ct_eq(claimed) & found.ct_eq(&NONE);
        found.conditional_assign(&index, first_match);
    }
    (found != NONE).then_some(usize::from(found))
}

/// Plain SHA-256, for the replay key.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
