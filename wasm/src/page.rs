//! The buffer as a page to write an answer on.

use core::fmt;

pub(crate) struct Page<'b> {
    buffer: &'b mut [u8],
    length: usize,
}

impl<'b> Page<'b> {
    pub(crate) const fn new(buffer: &'b mut [u8]) -> Self {
        Self { buffer, length: 0 }
    }

    /// Writes the whole answer and returns its length in bytes.
    pub(crate) fn put(mut self, text: &str) -> u32 {
        let _ = fmt::Write::write_str(&mut self, text);
        self.length()
    }

    pub(crate) fn length(&self) -> u32 {
        u32::try_from(self.length).unwrap_or_default()
    }
}

impl fmt::Write for Page<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.buffer.get_mut(self.length..).unwrap_or_default();
        for (place, byte) in room.iter_mut().zip(text.bytes()) {
            *place = byte;
        }
        self.length = self.length.saturating_add(text.len());
        Ok(())
    }
}
