//! All tests of the core as one program, which builds faster than one for each file. `cargo test --test core json::` runs those
//! of one file.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod amount;
mod boundary;
#[path = "../vectors/bytes.rs"]
mod bytes;
mod deliveries;
mod delivery;
mod duplicate_keys;
mod error;
mod event;
mod headers;
mod hmac;
mod http;
mod json;
mod policy;
mod secret;
mod serialization;
mod shortcuts;
mod timestamp;
mod vectors;
