//! Verifies the signed webhooks of the [RemoveBGVideo API](https://removebgvideo.com/docs), and of any sender that signs the same way:
//! strict, compared in constant time, `no_std`, without `unsafe`. This crate is not made by the provider of that API.
//!
//! ```
//! use std::time::SystemTime;
//! use webhook_verifier::{Error, RequestParts, Secret, Verifier};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Once, at start-up: a bad setting fails here.
//! let verifier = Verifier::new(Secret::from_text("whsec_9f1c2d")?);
//!
//! // For each delivery: all headers, and the raw bytes of the body.
//! let parts = RequestParts::new([("X-Webhook-Event", "job.started")], b"{}");
//! let refused = verifier.verify(&parts, SystemTime::now());
//! assert!(matches!(refused, Err(Error::MissingHeader(_))));
//! # Ok(())
//! # }
//! ```
//!
//! A genuine delivery is a [`Verified`]: [`event`](Verified::event) reads it, and [`replay_key`](Verified::replay_key) is the key under
//! which you remember it. A refused delivery is an [`Error`] with a [`code`](Error::code) for your log and a [`status`](Error::status)
//! for the answer. Answer every 401 alike, so that a forger learns nothing.
//!
//! # How do I …
//!
//! Use the extractor that gives the raw body as bytes, not one that parses. [`RequestParts::new`] takes a `&HeaderMap` as it is, without
//! the feature `http`.
//!
//! | … in | arguments of the handler | parts |
//! |---|---|---|
//! | axum | `headers: HeaderMap, body: Bytes` | `RequestParts::new(&headers, &body)` |
//! | actix-web | `request: HttpRequest, body: web::Bytes` | `RequestParts::new(request.headers(), &body)` |
//! | hyper | `request.into_parts()`, `body.collect().await?.to_bytes()` | `RequestParts::new(&head.headers, &body)` |
//! | warp | `warp::header::headers_cloned()`, `warp::body::bytes()` | `RequestParts::new(&headers, &body)` |
//! | Lambda | `request: lambda_http::Request` | `RequestParts::new(request.headers(), request.body())` |
//!
//! * **limit the body while it is read**: to [`Policy::max_body_bytes`]. The verifier refuses a larger body, but by then it is in
//!   memory. [`examples/axum.rs`](https://github.com/webhook-verifier/webhook-verifier/blob/main/examples/axum.rs) is a whole receiver.
//! * **verify a body that arrives in pieces**: [`Verifier::begin`].
//! * **rotate a secret**: [`Secrets::new`] with the new and the old secret; [`Verified::key_id`] is the id of the one that signed.
//! * **handle a delivery once**: the crate has no replay store. Store [`Verified::replay_key`], or [`Event::idempotency_key`], under a
//!   unique constraint in the transaction of your work. Keep replay keys for at least the sum of both tolerances of the policy.
//!   [`examples/axum-postgres`](https://github.com/webhook-verifier/webhook-verifier/tree/main/examples/axum-postgres) does.
//! * **read my own type**: [`Verified::deserialize`], with the feature `serde`.
//! * **test my endpoint**: [`sign`] makes the signature of a delivery.
//! * **find out why a delivery does not verify**: the crate `webhook-verifier-diagnose`.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `std` | yes | `From<SystemTime>` for [`UnixTime`] |
//! | `alloc` | by `std` | [`Event`] and key ids |
//! | `zeroize` | yes | wipes keys when they are dropped |
//! | `http` | | `From<&http::Request>` for [`RequestParts`], `From<&http::HeaderMap>` for [`Headers`] |
//! | `serde` | | `Event: Serialize`, [`Verified::deserialize`] |
//!
//! Without default features the crate needs neither `std` nor an allocator.
//!
//! # Not included
//!
//! A clock, randomness, I/O and a replay store. You pass the time, and remember deliveries in your database.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[doc(hidden)]
pub mod bindings;
mod calendar;
#[cfg(feature = "serde")]
mod deserialize_error;
mod error;
#[cfg(feature = "alloc")]
mod event;
mod event_kind;
#[cfg(feature = "alloc")]
mod event_parser;
mod event_summary;
mod fixed_str;
mod header;
mod headers;
#[cfg(feature = "http")]
mod impl_http;
mod json;
mod mac;
mod message;
mod payload_error;
mod policy;
#[cfg(feature = "serde")]
mod raw_json;
mod request;
mod secret;
mod secret_error;
mod secret_text;
mod secrets;
mod signature;
mod timestamp;
mod unix_time;
mod verify;

#[cfg(feature = "serde")]
pub use deserialize_error::DeserializeError;
pub use error::Error;
#[cfg(feature = "alloc")]
pub use event::{Event, JobError};
pub use event_kind::EventKind;
pub use header::Header;
pub use headers::Headers;
pub use message::sign;
pub use payload_error::{PayloadError, PayloadErrorKind};
pub use policy::Policy;
pub use request::RequestParts;
pub use secret::Secret;
pub use secret_error::SecretError;
pub use secrets::Secrets;
pub use signature::SignatureText;
pub use unix_time::UnixTime;
pub use verify::{ReplayKey, Verification, Verified, VerifiedSignature, Verifier};

/// Compiles and runs the examples of the pages.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/rust.md")]
    struct Rust;
}
