//! Bytes of a secret, overwritten when they are dropped.

use alloc::vec::Vec;
use core::ops::Deref;

/// Owned bytes that nothing is left of.
pub(crate) struct Wiped(Vec<u8>);

impl From<Vec<u8>> for Wiped {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl Deref for Wiped {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.fill(0);
        // Else the compiler may see that nobody reads the zeros.
        core::hint::black_box(&self.0);
    }
}
