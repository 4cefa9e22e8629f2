//! Bindings of the verifier: WebAssembly exports that take and return numbers.
//!
//! JavaScript writes bytes into the [`buffer`] and passes their number. Results longer than a number are read from there
//! too. The module has no text: failures are numbers, and the build writes their codes and messages as TypeScript.
//! Nothing is allocated and nothing grows. A body of any size passes through in pieces.
//!
//! A delivery takes these calls, in this order: [`select_key`] for each secret, [`begin`], [`update`] with each piece,
//! [`finish`], [`scan`] with each piece again, [`read`]. Skipping a call returns `REFUSED`. A body that fits in the buffer
//! stays there for both passes. Results are `REFUSED`, `DONE` and `RESCAN`, unless a function says otherwise.

mod abi;
mod convert;
mod delivery;
mod keys;
mod mac;
mod phase;
mod refusal;
mod state;

use wasm_bindgen::prelude::wasm_bindgen;

use convert::number;
use state::with_state;

pub use delivery::{begin, begin_unverified, finish, read, scan, signed_at, update};
pub use keys::{select_key, store_key, wipe_key};
pub use mac::{begin_mac, finish_mac};
pub use refusal::{error, error_detail};

/// Returns the address of the buffer: `BODY_BYTES` for the body, then `HEADER_BYTES` for each of four headers (timestamp,
/// signature, event, content encoding). Longer headers are truncated.
#[wasm_bindgen]
#[must_use]
pub fn buffer() -> u32 {
    with_state(|state| number(state.buffer.as_ptr() as usize))
}

/// Returns the sum of the first `length` bytes of the buffer, in words of four bytes: each sum times 31 before the next word. A
/// changed word changes the sum.
#[wasm_bindgen]
#[must_use]
pub fn sum(length: u32) -> i32 {
    with_state(|state| {
        let (words, _) = state.written(length).as_chunks();
        words.iter().fold(0, |sum: i32, word| sum.wrapping_mul(31).wrapping_add(i32::from_le_bytes(*word)))
    })
}
