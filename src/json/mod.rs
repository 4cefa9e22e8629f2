//! Strict JSON: one pass over the bytes of a body, and the reader of a whole document for the diagnosis and pasted requests.

mod duplicate_keys;
mod number;
pub(crate) mod outline;
mod scanner;
mod string;
#[cfg(feature = "alloc")]
pub(crate) mod unescape;
#[cfg(any(feature = "capture", feature = "diagnose"))]
pub(crate) mod value;

pub use duplicate_keys::MAX_OPEN_KEYS;
pub use outline::Outline;
pub use scanner::{MAX_DEPTH, Scanner};
