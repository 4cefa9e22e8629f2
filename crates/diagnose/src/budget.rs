//! The budget of a diagnosis. Counted, not timed, so that the same question gets the same answer everywhere.

/// Maximum number of HMACs of one diagnosis.
pub const MAX_MACS: u32 = 50_000;

/// Maximum number of bytes that one diagnosis hashes: about 60 variants of a body of 1 MiB.
pub const MAX_HASHED_BYTES: u64 = 64 << 20;

/// The longest body of which variants are tried, in bytes; nothing of a longer one is hashed.
pub const MAX_BODY_BYTES: usize = 4 << 20;

/// The work that a diagnosis took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Work {
    /// HMACs computed; at most [`MAX_MACS`].
    pub macs: u32,
    /// Bytes hashed; at most [`MAX_HASHED_BYTES`].
    pub hashed_bytes: u64,
    /// Whether there was more to try than that allows.
    pub is_cut_short: bool,
}

impl Work {
    /// Whether one more HMAC over so many bytes may be. Counts it if so.
    pub(crate) fn allows(&mut self, bytes: usize) -> bool {
        let hashed = self.hashed_bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        let macs = self.macs.saturating_add(1);
        if hashed > MAX_HASHED_BYTES || macs > MAX_MACS {
            self.is_cut_short = true;
            return false;
        }
        self.hashed_bytes = hashed;
        self.macs = macs;
        true
    }
}
