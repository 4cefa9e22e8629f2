//! Exports for a signature alone: to compare it, or to sign.

use wasm_bindgen::prelude::wasm_bindgen;
use webhook_verifier::bindings::SignedMessage;

use crate::abi::{REFUSED, SIGNED};
use crate::state::with_state;

/// Begins an HMAC with the first selected key, to be compared with the claimed signature, whose text of `claimed` bytes is
/// in its header's part of the buffer. Refused without an error if the text is not a well-formed signature. With a length
/// of 0 the message is to be signed.
#[wasm_bindgen]
#[must_use]
pub fn begin_mac(claimed: u32) -> u32 {
    with_state(|state| {
        let signature = state.claimed(claimed);
        let secret = state.secrets().next().filter(|_| claimed == 0 || signature.is_some());
        state.message = secret.map(|secret| (SignedMessage::begin(secret), signature));
        state.clear_selection();
        u32::from(state.message.is_some())
    })
}

/// Returns whether the HMAC equals the claimed signature. Without a claim it returns `SIGNED` and writes the 71
/// characters of the signature to the first header's part of the buffer.
#[wasm_bindgen]
#[must_use]
pub fn finish_mac() -> u32 {
    with_state(|state| {
        let Some((message, claimed)) = state.message.take() else { return REFUSED };
        let signature = message.sign();
        if let Some(claimed) = claimed {
            return u32::from(signature == claimed);
        }
        state.answer(signature.text().as_bytes());
        SIGNED
    })
}
