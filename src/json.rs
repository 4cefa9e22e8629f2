//! Strict JSON: one pass over the bytes of a body.

mod duplicate_keys;
mod number;
pub(crate) mod outline;
mod raw;
mod scanner;
mod string;
#[cfg(feature = "alloc")]
pub(crate) mod unescape;

pub use duplicate_keys::MAX_OPEN_KEYS;
pub use outline::Outline;
pub use scanner::{MAX_DEPTH, Scanner};
