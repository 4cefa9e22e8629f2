//! The rim: the core's functions as WebAssembly exports that take and return numbers.
//!
//! JavaScript writes bytes into the [`buffer`] and says how many; answers longer than a number are read from there too.
//! There is no text in the module: failures are numbers, and what they mean stands in the core's tables, which the build
//! hands to JavaScript.
//! Nothing is allocated and nothing grows: a body of any size passes through in pieces.
//!
//! A delivery takes these calls, in this order: [`choose`] each secret, [`open`], [`update`] with each piece, [`close`],
//! [`scan`] with each piece once more, [`read`]. Skipping a call returns `REFUSED`. A body that fits in the buffer stays
//! there for both. The answers are `REFUSED`, `DONE` and `AGAIN`, unless a function says otherwise.

mod desk;

use core::time::Duration;

use wasm_bindgen::prelude::wasm_bindgen;
use webhook_verifier::bindings::{self, ErrorLocation, EventSummary, UNVERIFIED_SEEDS, UnverifiedEvent};
use webhook_verifier::{Error, EventKind, Header, Headers, Policy, Secret, SignedMessage, UnixTime, Verification};

use desk::{Desk, Work, with_desk};

/// The reason is there for [`error`] and [`error_detail`].
const REFUSED: u32 = 0;
/// Go on.
const DONE: u32 = 1;
/// Give all pieces to [`scan`] once more.
const AGAIN: u32 = 2;
/// Of [`close_message`]. Not `DONE`: no claimed signature, however it went missing, may look like a right one.
const SIGNED: u32 = 2;
/// Of [`secret`]: the first number that is a flaw's.
const FIRST_FLAW: u32 = 2;

/// Where the buffer is, in bytes from the start of the memory. It has 65,536 bytes for what is hashed and scanned, then
/// four places of 16,384 for a delivery's headers: timestamp, signature, event, content encoding. No more of one is
/// looked at.
#[wasm_bindgen]
#[must_use]
pub fn buffer() -> u32 {
    with_desk(|desk| number(desk.buffer.as_ptr() as usize))
}

/// Returns the sum of the first `length` bytes of the buffer, in words of four bytes: each sum times 31 before the next word. A
/// changed word changes the sum.
#[wasm_bindgen]
#[must_use]
pub fn sum(length: u32) -> i32 {
    with_desk(|desk| {
        let (words, _) = desk.written(length).as_chunks();
        words.iter().fold(0, |sum: i32, word| sum.wrapping_mul(31).wrapping_add(i32::from_le_bytes(*word)))
    })
}

/// Keeps the secret in the first `length` bytes of the buffer under `id`, and wipes those bytes. Ids are whole numbers
/// from 1 to 2^53 that never come back: 32 bits could be used up, and then a secret would answer for another.
/// `kind` is 0 for bytes, 1 for a text as it is, 2 for a text that must not look like a bad setting.
/// `not_after` is in Unix milliseconds; NaN for a secret without end.
///
/// Answers `DONE`, or 2 and more for what is wrong, in the order of [`SecretError::TEXTS`](webhook_verifier::SecretError::TEXTS).
#[wasm_bindgen]
#[must_use]
pub fn secret(id: f64, length: u32, kind: u32, not_after: f64) -> u32 {
    // Before too: a new key's empty block takes in whatever lies where it is put together.
    scrub_stack();
    let answer = keep_secret(id, length, kind, not_after);
    scrub_stack();
    answer
}

#[inline(never)]
fn keep_secret(id: f64, length: u32, kind: u32, not_after: f64) -> u32 {
    with_desk(|desk| {
        let bytes = desk.written(length);
        let checked = match kind {
            1 => Secret::validate_text_lenient(bytes),
            2 => Secret::validate_text(bytes),
            _ => Ok(()),
        };
        let parsed = checked.and_then(|()| Secret::from_bytes(bytes));
        desk.wipe(length);
        match parsed {
            Ok(secret) => {
                desk.keep(whole(id), if not_after.is_nan() { secret } else { secret.not_after(instant(not_after)) });
                DONE
            }
            Err(error) => FIRST_FLAW.wrapping_add(number(error as usize)),
        }
    })
}

/// Wipes a secret, if it is still kept, and all that a delivery has left of any.
#[wasm_bindgen]
pub fn forget(id: f64) {
    scrub_stack();
    forget_secret(id);
    scrub_stack();
}

#[inline(never)]
fn forget_secret(id: f64) {
    with_desk(|desk| desk.forget(whole(id)));
}

/// Overwrites the stack that earlier calls have used, which is half as much: a key that moves leaves its bytes behind.
#[inline(never)]
fn scrub_stack() {
    core::hint::black_box(&mut [0u8; 8_192]);
}

/// Chooses a kept secret for the next delivery, on place 0 to 3, in order. Refused when it has made room for another.
#[wasm_bindgen]
#[must_use]
pub fn choose(place: u32, id: f64) -> u32 {
    with_desk(|desk| u32::from(desk.choose(place as usize, whole(id))))
}

/// Begins a delivery with its headers, which stand in their places. A length of 0 says that there is none, one beyond
/// the place that only the beginning is there. Times are Unix milliseconds, tolerances seconds.
#[wasm_bindgen]
#[must_use]
#[expect(clippy::too_many_arguments, reason = "only numbers cross, and these are cheaper than a second call")]
pub fn open(
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
    with_desk(|desk| {
        let headers = headers(desk, [timestamp, signature, event, encoding]);
        let window = Policy {
            tolerance: seconds(tolerance),
            future_tolerance: seconds(future_tolerance),
            max_body_bytes: whole(max_body_bytes),
        };
        let check = Verification::begin(&headers, whole(body_bytes), desk.secrets(), instant(now), &window);
        desk.unchoose();
        desk.message = None;
        desk.work = desk.settle(check).map_or(Work::NOTHING, Work::Checking);
        u32::from(matches!(desk.work, Work::Checking(_)))
    })
}

/// Hashes the first `length` bytes of the buffer. Refused when the body is longer than the limit with them.
#[wasm_bindgen]
#[must_use]
pub fn update(length: u32) -> u32 {
    with_desk(|desk| {
        let bytes = desk.buffer.get(..length as usize).unwrap_or_default();
        let updated = match (&mut desk.message, &mut desk.work) {
            (Some((message, _)), _) => {
                message.update(bytes);
                Ok(())
            }
            (_, Work::Checking(check)) => check.update(bytes),
            _ => return REFUSED,
        };
        desk.settle(updated).map_or(REFUSED, |()| DONE)
    })
}

/// The verdict on signature and window. After it the pieces of the body may come to [`scan`].
#[wasm_bindgen]
#[must_use]
pub fn close() -> u32 {
    with_desk(|desk| {
        let Work::Checking(check) = &desk.work else { return REFUSED };
        let proof = check.finish();
        // First nothing: a proof is shorter than a check, and hashed keys are in that.
        desk.work = Work::NOTHING;
        let Some(proof) = desk.settle(proof) else { return REFUSED };
        let [first, second] = bindings::seeds(&proof);
        desk.begin_scan(first, Some(second));
        desk.work = Work::Proven(proof);
        DONE
    })
}

/// Begins with a body that nobody verified, for test tools; its event header stands in its place.
/// The body's pieces go to [`scan`], then [`read`].
#[wasm_bindgen]
#[must_use]
pub fn open_unverified(event: u32) -> u32 {
    with_desk(|desk| {
        let unverified = UnverifiedEvent::new(&headers(desk, [0, 0, event, 0]));
        desk.work = desk.settle(unverified).map_or(Work::NOTHING, Work::Unverified);
        let [first, second] = UNVERIFIED_SEEDS;
        desk.begin_scan(first, Some(second));
        u32::from(matches!(desk.work, Work::Unverified(_)))
    })
}

/// Reads the first `length` bytes of the buffer as the next ones of the body.
#[wasm_bindgen]
#[must_use]
pub fn scan(length: u32) -> u32 {
    with_desk(|desk| desk.scan(length))
}

/// The event in the body, in the bits that `pack` sets, or `REFUSED`. `well_formed` is 0 for a JavaScript string with
/// half a surrogate pair in it: that is no UTF-8, whatever stood for it when it was hashed.
///
/// Writes the replay key of a proven delivery to the first header's place, 64 hex digits.
#[wasm_bindgen]
#[must_use]
pub fn read(well_formed: u32) -> u32 {
    with_desk(|desk| {
        let Some(reading) = desk.read(well_formed != 0) else { return REFUSED };
        let Work::Proven(proof) = &desk.work else { return pack(reading, 0) };
        let (key, place) = (proof.replay_key(), proof.secret_index());
        desk.answer(key.as_bytes());
        pack(reading, number(place))
    })
}

/// When a proven delivery was signed, in Unix milliseconds.
#[wasm_bindgen]
#[must_use]
pub fn signed_at() -> f64 {
    with_desk(|desk| match &desk.work {
        Work::Proven(proof) => millis(proof.signed_at()),
        _ => f64::NAN,
    })
}

/// Begins a message under the first chosen secret. It is to be compared with the claimed signature, whose text of `claimed`
/// bytes stands in its header's place: refused, with no reason kept, where that has not the one accepted spelling. A
/// length of 0 says that the message is to be signed.
#[wasm_bindgen]
#[must_use]
pub fn open_message(claimed: u32) -> u32 {
    with_desk(|desk| {
        let message = desk.secrets().next().map(SignedMessage::begin);
        desk.unchoose();
        let signature = desk.claimed(claimed);
        desk.message = message.filter(|_| claimed == 0 || signature.is_some()).map(|message| (message, signature));
        u32::from(desk.message.is_some())
    })
}

/// Whether the claimed signature is that of what was hashed. Where none was claimed, answers `SIGNED` and writes the
/// signature's 71 characters to the first header's place.
#[wasm_bindgen]
#[must_use]
pub fn close_message() -> u32 {
    with_desk(|desk| {
        let Some((message, claimed)) = desk.message.take() else { return REFUSED };
        let signature = message.sign();
        if let Some(claimed) = claimed {
            return u32::from(signature == claimed);
        }
        desk.answer(signature.text().as_bytes());
        SIGNED
    })
}

/// The last refusal: its place in [`Error::ROWS`], and above eight bits the place of its header in [`Header::ALL`]
/// or of its flaw in [`PayloadErrorKind::TEXTS`](webhook_verifier::PayloadErrorKind::TEXTS).
#[wasm_bindgen]
#[must_use]
pub fn error() -> u32 {
    with_desk(|desk| {
        let Some(error) = &desk.error else { return 0 };
        let detail = match error {
            Error::MissingHeader(header) | Error::AmbiguousHeader(header) => *header as usize,
            Error::MalformedPayload(flaw) => flaw.kind as usize,
            _ => 0,
        };
        number(error.number() | detail << 8)
    })
}

/// Of the last refusal: when the delivery was signed, in Unix milliseconds, or which byte of the body is at fault.
#[wasm_bindgen]
#[must_use]
pub fn error_detail() -> f64 {
    with_desk(|desk| match &desk.error {
        Some(Error::TimestampTooOld(times) | Error::TimestampInFuture(times)) => millis(times.signed),
        Some(Error::MalformedPayload(flaw)) => f64::from(number(flaw.offset)),
        _ => f64::NAN,
    })
}

/// What JavaScript needs of a reading: 1, two bits of kind, three flags, two bits for the error's place, two for the
/// secret's.
fn pack(reading: EventSummary, secret: u32) -> u32 {
    let kind = match reading.kind {
        EventKind::JobStarted => 0,
        EventKind::JobCompleted => 1,
        EventKind::JobFailed => 2,
        _ => 3,
    };
    let place = match reading.error {
        ErrorLocation::Nowhere => 0,
        ErrorLocation::Data => 1,
        ErrorLocation::Top => 2,
    };
    let flags = [reading.type_signed, reading.has_data, reading.is_idempotent].map(u32::from);
    let [signed, data, idempotent] = flags;
    DONE | kind << 1 | signed << 3 | data << 4 | idempotent << 5 | place << 6 | secret << 8
}

fn headers(desk: &Desk, lengths: [u32; 4]) -> Headers<'_> {
    let mut headers = Headers::default();
    for ((header, length), place) in Header::ALL.into_iter().zip(lengths).zip(desk.headers()) {
        match place.get(..length as usize) {
            Some([]) => {}
            Some(value) => headers.add_known(header, value),
            None => headers.add_beginning(header, place),
        }
    }
    headers
}

/// Rounded towards the past. Exact, as the milliseconds of the years 0000 to 9999 take 48 bits.
#[expect(clippy::cast_precision_loss, reason = "as said")]
fn millis(instant: UnixTime) -> f64 {
    instant.unix_seconds() as f64 * 1e3 + f64::from(instant.subsec_nanos() / 1_000_000)
}

/// JavaScript's milliseconds; what is no number is refused before it comes here.
fn instant(millis: f64) -> UnixTime {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and so does the instant")]
    UnixTime::from_unix_millis(millis as i64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
#[inline(never)]
fn seconds(span: f64) -> Duration {
    let nanos = (span - span.floor()) * 1e9 + 0.5;
    Duration::from_secs(span as u64).saturating_add(Duration::from_nanos(nanos as u64))
}

/// An id, or a count of bytes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
fn whole(count: f64) -> u64 {
    count as u64
}

fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
