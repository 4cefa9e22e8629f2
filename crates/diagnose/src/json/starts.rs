//! The places of values in their text, for errors.

use alloc::vec::Vec;

use super::Value;

/// The offsets at which values begin, an object or a list before what is in it.
pub(crate) struct Starts {
    length: usize,
    offsets: Vec<usize>,
}

impl Starts {
    pub(crate) const fn of(text: &str) -> Self {
        Self { length: text.len(), offsets: Vec::new() }
    }

    /// Adds a value that begins with this rest of the text.
    pub(crate) fn add(&mut self, rest: &str) {
        self.offsets.push(self.length.saturating_sub(rest.len()));
    }

    pub(crate) const fn count(&self) -> usize {
        self.offsets.len()
    }

    /// Drops the values after the first ones.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.offsets.truncate(count);
    }

    pub(crate) fn offsets(self) -> Vec<usize> {
        self.offsets
    }
}

/// The number of values before this one, in the order of [`Starts`]; `None` if it is not in the document.
pub(crate) fn index_of(document: &Value<'_>, wanted: &Value<'_>) -> Option<usize> {
    let mut count = 0;
    find(document, wanted, &mut count).then_some(count)
}

fn find(value: &Value<'_>, wanted: &Value<'_>, count: &mut usize) -> bool {
    if core::ptr::eq(value, wanted) {
        return true;
    }
    *count = count.saturating_add(1);
    match value {
        Value::Word(_) | Value::Text(_) => false,
        Value::List(items) => items.iter().any(|item| find(item, wanted, count)),
        Value::Map(members) => members.iter().any(|(_, item)| find(item, wanted, count)),
    }
}
