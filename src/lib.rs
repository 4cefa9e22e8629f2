#![doc = include_str!("../README.md")]
#![no_std]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[doc(hidden)]
pub mod bindings;
mod error;
mod event;
mod fixed_str;
mod header;
#[cfg(feature = "http")]
mod impl_http;
mod json;
mod mac;
mod message;
mod request;
mod secret;
mod signature;
mod timestamp;
mod verify;

pub use error::{Error, PayloadError, PayloadErrorKind, Times};
pub use event::EventKind;
#[cfg(feature = "alloc")]
pub use event::{Event, JobError};
pub use header::Header;
pub use message::SignedMessage;
pub use request::{Headers, RequestParts};
pub use secret::{MAX_SECRETS, Secret, SecretError, Secrets};
pub use signature::{Signature, SignatureText};
pub use timestamp::{Policy, Timestamp, UnixTime};
pub use verify::{ReplayKey, Verification, Verified, VerifiedSignature, sign, verify};

/// Compiles and runs the examples of the pages.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/rust.md")]
    struct Rust;
}
