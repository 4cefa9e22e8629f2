//! Exports for keys: JavaScript keeps the secrets, the module keeps keys that are hashed already.

use wasm_bindgen::prelude::wasm_bindgen;
use webhook_verifier::Secret;
use webhook_verifier::bindings::{validate_text, validate_text_lenient};

use crate::abi::{DONE, FIRST_SECRET_ERROR, SECRET_TEXT, SECRET_TEXT_LENIENT};
use crate::convert::{key_id, number, unix_time};
use crate::state::with_state;

/// Stores the secret in the first `length` bytes of the buffer under `id`, and wipes those bytes. Ids are whole numbers
/// from 1 to 2^53 that are never used again: with 32 bits they could be, and a key would then serve for another secret.
/// `kind` is one of `SECRET_BYTES`, `SECRET_TEXT_LENIENT` and `SECRET_TEXT`. `not_after` is in Unix milliseconds; NaN for a
/// secret without end.
///
/// Returns `DONE`, or `FIRST_SECRET_ERROR` plus the number of the [`SecretError`](webhook_verifier::SecretError).
#[wasm_bindgen]
#[must_use]
pub fn store_key(id: f64, length: u32, kind: u32, not_after: f64) -> u32 {
    // Before too: the padding of a new key's block copies the stack.
    scrub_stack();
    let result = store(id, length, kind, not_after);
    scrub_stack();
    result
}

#[inline(never)]
fn store(id: f64, length: u32, kind: u32, not_after: f64) -> u32 {
    with_state(|state| {
        let bytes = state.written(length);
        let validated = match kind {
            SECRET_TEXT_LENIENT => validate_text_lenient(bytes),
            SECRET_TEXT => validate_text(bytes),
            _ => Ok(()),
        };
        let parsed = validated.and_then(|()| Secret::from_bytes(bytes));
        state.wipe(length);
        match parsed {
            Ok(secret) => {
                let secret = if not_after.is_nan() { secret } else { secret.not_after(unix_time(not_after)) };
                state.store_key(key_id(id), secret);
                DONE
            }
            Err(error) => FIRST_SECRET_ERROR.wrapping_add(number(error as usize)),
        }
    })
}

/// Wipes a key if it is still stored, and everything that deliveries have left of any key.
#[wasm_bindgen]
pub fn wipe_key(id: f64) {
    scrub_stack();
    wipe(id);
    scrub_stack();
}

#[inline(never)]
fn wipe(id: f64) {
    with_state(|state| state.wipe_key(key_id(id)));
}

/// Overwrites the stack that earlier calls have used, and as much again: a move leaves a copy of the key there.
#[inline(never)]
fn scrub_stack() {
    core::hint::black_box(&mut [0u8; 8_192]);
}

/// Selects a stored key for the next delivery, at place 0 to 3, in order. Refused if another key has replaced it.
#[wasm_bindgen]
#[must_use]
pub fn select_key(place: u32, id: f64) -> u32 {
    with_state(|state| u32::from(state.select_key(place as usize, key_id(id))))
}
