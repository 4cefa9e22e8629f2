//! Exports for the reason of the last refusal.

use wasm_bindgen::prelude::wasm_bindgen;
use webhook_verifier::Error;
use webhook_verifier::bindings::error_number;

use crate::abi::ERROR_DETAIL_SHIFT;
use crate::convert::{millis, number};
use crate::state::with_state;

/// Returns the number of the last error, and from the bit `ERROR_DETAIL_SHIFT` the number of its
/// [`Header`](webhook_verifier::Header) or [`PayloadErrorKind`](webhook_verifier::PayloadErrorKind).
#[wasm_bindgen]
#[must_use]
pub fn error() -> u32 {
    with_state(|state| {
        let Some(error) = &state.error else { return 0 };
        let detail = match error {
            Error::MissingHeader(header) | Error::AmbiguousHeader(header) => *header as usize,
            Error::MalformedPayload(error) => error.kind as usize,
            _ => 0,
        };
        number(error_number(error) | detail << ERROR_DETAIL_SHIFT)
    })
}

/// Returns when the refused delivery was signed, in Unix milliseconds, or the offset of the payload error.
#[wasm_bindgen]
#[must_use]
pub fn error_detail() -> f64 {
    with_state(|state| match &state.error {
        Some(Error::TimestampTooOld { signed_at, .. } | Error::TimestampInFuture { signed_at, .. }) => {
            millis(*signed_at)
        }
        Some(Error::MalformedPayload(error)) => f64::from(number(error.offset)),
        _ => f64::NAN,
    })
}
