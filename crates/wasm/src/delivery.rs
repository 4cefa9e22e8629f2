//! Exports for one delivery, from its headers to its event.

use wasm_bindgen::prelude::wasm_bindgen;
use webhook_verifier::bindings::{
    self, EVENT_KINDS, ErrorLocation, EventSummary, HEADERS, UNVERIFIED_SEEDS, UnverifiedEvent,
};
use webhook_verifier::{Headers, Policy, Secrets};

use crate::abi::{
    DONE, ERROR_AT_TOP, ERROR_IN_DATA, ERROR_LOCATION_SHIFT, EVENT_KIND_MASK, EVENT_KIND_SHIFT, HAS_DATA,
    IS_IDEMPOTENT, REFUSED, SECRET_SHIFT, TYPE_SIGNED,
};
use crate::convert::{millis, number, seconds, unix_time, whole};
use crate::phase::Phase;
use crate::state::{State, with_state};

/// Begins a delivery with its headers, which are in their parts of the buffer. A length of 0 stands for an absent header, a
/// length beyond the part for a truncated one. Times are Unix milliseconds, tolerances seconds.
#[wasm_bindgen]
#[must_use]
#[expect(clippy::too_many_arguments, reason = "only numbers cross, and these are cheaper than a second call")]
pub fn begin(
    timestamp: u32,
    signature: u32,
    event: u32,
    encoding: u32,
    body_bytes: f64,
    max_body_bytes: f64,
    now: f64,
    tolerance: f64,
    future_tolerance: f64,
) -> u32 {
    with_state(|state| {
        let headers = headers(state, [timestamp, signature, event, encoding]);
        let policy = Policy::default()
            .with_tolerance(seconds(tolerance))
            .with_future_tolerance(seconds(future_tolerance))
            .with_max_body_bytes(whole(max_body_bytes));
        let begun = bindings::begin(&headers, whole(body_bytes), state.secrets(), unix_time(now), &policy);
        state.clear_selection();
        state.message = None;
        state.phase = state.record_error(begun).map_or(Phase::CLEARED, Phase::Verifying);
        u32::from(matches!(state.phase, Phase::Verifying(_)))
    })
}

/// Hashes the first `length` bytes of the buffer. Refused if they make the body longer than the limit.
#[wasm_bindgen]
#[must_use]
pub fn update(length: u32) -> u32 {
    with_state(|state| {
        let bytes = state.buffer.get(..length as usize).unwrap_or_default();
        let updated = match (&mut state.message, &mut state.phase) {
            (Some((message, _)), _) => {
                message.update(bytes);
                Ok(())
            }
            (_, Phase::Verifying(verification)) => verification.update(bytes),
            _ => return REFUSED,
        };
        state.record_error(updated).map_or(REFUSED, |()| DONE)
    })
}

/// Verifies signature and time. After it the pieces of the body go to [`scan`].
#[wasm_bindgen]
#[must_use]
pub fn finish() -> u32 {
    with_state(|state| {
        let Phase::Verifying(verification) = &state.phase else { return REFUSED };
        let finished = bindings::finish(verification);
        // Cleared first: a verified signature is shorter than a verification, which holds hashed keys.
        state.phase = Phase::CLEARED;
        let Some(signature) = state.record_error(finished) else { return REFUSED };
        let [first, second] = bindings::seeds(&signature);
        state.begin_scan(first, Some(second));
        state.phase = Phase::Verified(signature);
        DONE
    })
}

/// Begins a body that is not verified, for test tools. Its event header is in its part of the buffer.
/// The pieces of the body go to [`scan`], then [`read`] returns the event.
#[wasm_bindgen]
#[must_use]
pub fn begin_unverified(event: u32) -> u32 {
    with_state(|state| {
        let unverified = UnverifiedEvent::new(&headers(state, [0, 0, event, 0]));
        state.phase = state.record_error(unverified).map_or(Phase::CLEARED, Phase::Unverified);
        let [first, second] = UNVERIFIED_SEEDS;
        state.begin_scan(first, Some(second));
        u32::from(matches!(state.phase, Phase::Unverified(_)))
    })
}

/// Scans the first `length` bytes of the buffer as the next bytes of the body.
#[wasm_bindgen]
#[must_use]
pub fn scan(length: u32) -> u32 {
    with_state(|state| state.scan(length))
}

/// Returns the event's summary as bits, or `REFUSED`. `well_formed` is false for a JavaScript string with a lone surrogate:
/// it has no UTF-8, whatever was hashed in its place.
///
/// Writes the replay key of a verified delivery to the first header's part of the buffer, 64 hex digits.
#[wasm_bindgen]
#[must_use]
pub fn read(well_formed: bool) -> u32 {
    with_state(|state| {
        let Some(summary) = state.read(well_formed) else { return REFUSED };
        let Phase::Verified(signature) = &state.phase else { return pack(summary, 0) };
        let (key, secret) = (signature.replay_key(), signature.secret_index());
        state.answer(key.as_bytes());
        pack(summary, number(secret))
    })
}

/// Returns when a verified delivery was signed, in Unix milliseconds.
#[wasm_bindgen]
#[must_use]
pub fn signed_at() -> f64 {
    with_state(|state| match &state.phase {
        Phase::Verified(signature) => millis(signature.signed_at()),
        _ => f64::NAN,
    })
}

const _: () = {
    assert!(EVENT_KINDS.len() <= EVENT_KIND_MASK as usize + 1, "a kind of event needs more bits");
    assert!(Secrets::MAX <= 1 << (31 - SECRET_SHIFT), "an index of a secret needs more bits");
    assert!((ErrorLocation::None as u32) == 0);
    assert!((ErrorLocation::Data as u32) << ERROR_LOCATION_SHIFT == ERROR_IN_DATA);
    assert!((ErrorLocation::Top as u32) << ERROR_LOCATION_SHIFT == ERROR_AT_TOP);
};

fn pack(summary: EventSummary, secret: u32) -> u32 {
    let flag = |is_set: bool, bit: u32| u32::from(is_set).wrapping_mul(bit);
    DONE | (summary.kind as u32) << EVENT_KIND_SHIFT
        | flag(summary.type_signed, TYPE_SIGNED)
        | flag(summary.has_data, HAS_DATA)
        | flag(summary.is_idempotent, IS_IDEMPOTENT)
        | (summary.error as u32) << ERROR_LOCATION_SHIFT
        | secret << SECRET_SHIFT
}

fn headers(state: &State, lengths: [u32; 4]) -> Headers<'_> {
    let mut headers = Headers::default();
    for (index, (part, length)) in state.headers().zip(lengths).enumerate() {
        let Some(header) = HEADERS.get(index) else { break };
        match part.get(..length as usize) {
            Some([]) => {}
            Some(value) => headers.add_known(*header, value),
            None => bindings::add_truncated(&mut headers, *header, part),
        }
    }
    headers
}
