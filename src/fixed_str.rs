//! Short strings of fixed capacity, so that names are compared without an allocation.

/// An event's name. A longer one cannot be compared with the header, so it is refused if both are present.
pub(crate) type EventName = FixedStr<256>;

/// A job's status; all documented ones fit.
pub(crate) type Status = FixedStr<16>;

/// Up to `N` bytes of UTF-8 (or of WTF-8, where an escape names a lone surrogate), and whether there were more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FixedStr<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Default for FixedStr<N> {
    fn default() -> Self {
        Self { bytes: [0; N], length: 0 }
    }
}

impl<const N: usize> From<&[u8]> for FixedStr<N> {
    fn from(bytes: &[u8]) -> Self {
        let mut text = Self::default();
        text.push(bytes);
        text
    }
}

impl<const N: usize> FixedStr<N> {
    pub(crate) fn push(&mut self, more: &[u8]) {
        push(&mut self.bytes, &mut self.length, more);
    }

    /// Returns the bytes, or `None` if there were more than `N`.
    pub(crate) fn get(&self) -> Option<&[u8]> {
        self.bytes.get(..self.length)
    }
}

/// One function for all capacities.
#[inline(never)]
fn push(bytes: &mut [u8], length: &mut usize, more: &[u8]) {
    let room = bytes.get_mut(*length..).unwrap_or_default();
    for (place, byte) in room.iter_mut().zip(more) {
        *place = *byte;
    }
    *length = length.saturating_add(more.len());
}
