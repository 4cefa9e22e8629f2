//! The rim: the core's functions as WebAssembly exports that take and return numbers.
//!
//! JavaScript writes bytes into the [`buffer`] and says how many; answers longer than a number are read from there too.
//! Nothing is allocated and nothing grows: a body of any size passes through in pieces.
//!
//! A delivery takes these calls, in this order: [`choose`] each secret, [`open`], [`update`] with each piece, [`close`],
//! [`scan`] with each piece once more, [`read`]. Who leaves one out is refused. The answers are `REFUSED`, `DONE` and
//! `AGAIN`, unless a function says otherwise.

mod desk;
mod page;

use core::time::Duration;

use wasm_bindgen::prelude::wasm_bindgen;
use webhook_verifier::{
    Check, Error, ErrorPlace, EventKind, Header, Headers, Instant, Message, Proof, Reading, Secret, SecretError,
    Signature, UNVERIFIED_SEEDS, Window,
};

use desk::{BUFFER_BYTES, Work, with_desk};
use page::Page;

/// The reason is there for [`error_code`], [`error_status`] and [`error_message`].
const REFUSED: u32 = 0;
/// Go on.
const DONE: u32 = 1;
/// Give all pieces to [`scan`] once more.
const AGAIN: u32 = 2;

/// Each of the four headers has a quarter of the buffer. No more than that of one is looked at.
const HEADER_BYTES: usize = BUFFER_BYTES / 4;

/// Where the buffer is, in bytes from the start of the memory.
#[wasm_bindgen]
#[must_use]
pub fn buffer() -> u32 {
    with_desk(|_, buffer| number(buffer.as_ptr() as usize))
}

/// How long the buffer is, in bytes.
#[wasm_bindgen]
#[must_use]
pub fn buffer_bytes() -> u32 {
    number(BUFFER_BYTES)
}

/// Keeps the secret in the first `length` bytes of the buffer under `id`, and wipes those bytes. Ids are whole numbers
/// below 2^53 that never come back: 32 bits could be used up, and then a secret would answer for another.
/// `kind` is 0 for bytes, 1 for a text as it is, 2 for a text that must not look like a bad setting.
/// `not_after` is in Unix milliseconds; NaN for a secret without end.
#[wasm_bindgen]
#[must_use]
pub fn secret(id: f64, length: u32, kind: u32, not_after: f64) -> u32 {
    let answer = keep_secret(id, length, kind, not_after);
    scrub_stack();
    answer
}

#[inline(never)]
fn keep_secret(id: f64, length: u32, kind: u32, not_after: f64) -> u32 {
    with_desk(|desk, buffer| {
        let bytes = buffer.get_mut(..length as usize).unwrap_or_default();
        let parsed = match (kind, core::str::from_utf8(bytes)) {
            (1, Ok(text)) => Secret::from_text_as_is(text),
            (2, Ok(text)) => Secret::from_text(text),
            _ => Secret::from_bytes(bytes),
        };
        bytes.fill(0);
        desk.secret_error = parsed.as_ref().err().copied();
        let Ok(secret) = parsed else { return REFUSED };
        desk.keep(whole(id), if not_after.is_nan() { secret } else { secret.not_after(instant(not_after)) });
        DONE
    })
}

/// Writes what is wrong with the last secret, and returns the length.
#[wasm_bindgen]
#[must_use]
pub fn secret_error() -> u32 {
    with_desk(|desk, buffer| Page::new(buffer).put(desk.secret_error.map_or("", SecretError::message)))
}

/// Wipes a secret, if it is still kept, and all that a delivery has left of any.
#[wasm_bindgen]
pub fn forget(id: f64) {
    forget_secret(id);
    scrub_stack();
}

#[inline(never)]
fn forget_secret(id: f64) {
    with_desk(|desk, _| desk.forget(whole(id)));
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
    with_desk(|desk, _| u32::from(desk.choose(place as usize, whole(id))))
}

/// Begins a delivery with its headers, which stand at the quarters of the buffer: timestamp, signature, event,
/// content encoding. A length of 0 says that there is none, one beyond the quarter that only the beginning is there.
/// Times are Unix milliseconds, tolerances seconds.
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
    with_desk(|desk, buffer| {
        let headers = headers(buffer, [timestamp, signature, event, encoding]);
        let window = Window {
            tolerance: seconds(tolerance),
            future_tolerance: seconds(future_tolerance),
            max_body_bytes: whole(max_body_bytes),
        };
        let check = Check::begin(&headers, whole(body_bytes), desk.secrets(), instant(now), &window);
        desk.unchoose();
        let check = desk.settle(check);
        let opened = check.is_some();
        desk.work = check.map_or(Work::NOTHING, Work::Checking);
        u32::from(opened)
    })
}

/// Hashes the first `length` bytes of the buffer.
#[wasm_bindgen]
#[must_use]
pub fn update(length: u32) -> u32 {
    with_desk(|desk, buffer| {
        let bytes = buffer.get(..length as usize).unwrap_or_default();
        match &mut desk.work {
            Work::Checking(check) => check.update(bytes),
            Work::Comparing(message, _) | Work::Signing(message) => message.update(bytes),
            Work::Nothing(_) | Work::Proven(_) => return REFUSED,
        }
        DONE
    })
}

/// The verdict on signature and window. After it the pieces of the body may come to [`scan`].
#[wasm_bindgen]
#[must_use]
pub fn close() -> u32 {
    let verdict = verdict();
    // What comes on the desk next is put together where keys have just been.
    scrub_stack();
    with_desk(|desk, _| {
        let proof = verdict.and_then(|verdict| desk.settle(verdict));
        if let Some(proof) = proof {
            desk.begin_scan(proof.seeds());
        }
        desk.work = proof.map_or(Work::NOTHING, Work::Proven);
        u32::from(proof.is_some())
    })
}

#[inline(never)]
fn verdict() -> Option<Result<Proof, Error>> {
    with_desk(|desk, _| match &desk.work {
        Work::Checking(check) => Some(check.clone().finish()),
        _ => None,
    })
}

/// Begins with a body that nobody verified, for test tools. Its pieces go to [`scan`], then [`read_unverified`].
#[wasm_bindgen]
pub fn open_unverified() {
    with_desk(|desk, _| {
        desk.work = Work::NOTHING;
        desk.begin_scan(UNVERIFIED_SEEDS);
    });
}

/// Reads the first `length` bytes of the buffer as the next ones of the body.
#[wasm_bindgen]
#[must_use]
pub fn scan(length: u32) -> u32 {
    with_desk(|desk, buffer| desk.scan(buffer.get(..length as usize).unwrap_or_default()))
}

/// The event in the body, in the bits that `pack` sets, or `REFUSED`. `well_formed` is 0 for a JavaScript string with
/// half a surrogate pair in it: that is no UTF-8, whatever stood for it when it was hashed.
#[wasm_bindgen]
#[must_use]
pub fn read(well_formed: u32) -> u32 {
    with_desk(|desk, _| {
        let reading = desk.read(well_formed != 0, |work, outline| match work {
            Work::Proven(proof) => proof.read(outline),
            _ => Err(Error::SignatureMismatch),
        });
        reading.map_or(REFUSED, pack)
    })
}

/// Like [`read`], with the event header in its quarter of the buffer.
#[wasm_bindgen]
#[must_use]
pub fn read_unverified(well_formed: u32, event: u32) -> u32 {
    with_desk(|desk, buffer| {
        let headers = headers(buffer, [0, 0, event, 0]);
        let reading = desk.read(well_formed != 0, |_, outline| Reading::unverified(outline, &headers));
        reading.map_or(REFUSED, pack)
    })
}

/// Writes the replay key of a proven delivery, and returns its length.
#[wasm_bindgen]
#[must_use]
pub fn replay_key() -> u32 {
    with_desk(|desk, buffer| match &desk.work {
        Work::Proven(proof) => Page::new(buffer).put(proof.replay_key().as_str()),
        _ => 0,
    })
}

/// When a proven delivery was signed, in Unix milliseconds.
#[wasm_bindgen]
#[must_use]
pub fn signed_at() -> f64 {
    with_desk(|desk, _| match &desk.work {
        #[expect(clippy::cast_precision_loss, reason = "the years 0000 to 9999 in milliseconds take 48 bits")]
        Work::Proven(proof) => proof.signed_at().unix_millis() as f64,
        _ => f64::NAN,
    })
}

/// The place of the secret that signed a proven delivery.
#[wasm_bindgen]
#[must_use]
pub fn secret_place() -> u32 {
    with_desk(|desk, _| match &desk.work {
        Work::Proven(proof) => number(proof.secret_index()),
        _ => 0,
    })
}

/// Begins a comparison under the first chosen secret. The claimed signature stands in the first `length` bytes of the
/// buffer. Refused, with no reason kept, where that has not the one accepted spelling.
#[wasm_bindgen]
#[must_use]
pub fn open_comparison(length: u32) -> u32 {
    with_desk(|desk, buffer| {
        let claimed = Signature::parse(buffer.get(..length as usize).unwrap_or_default());
        let message = desk.secrets().next().map(Message::begin);
        desk.unchoose();
        let begun = message.zip(claimed).map(|(message, claimed)| Work::Comparing(message, claimed));
        desk.work = begun.unwrap_or(Work::NOTHING);
        u32::from(matches!(desk.work, Work::Comparing(..)))
    })
}

/// Whether the claimed signature is that of what was hashed.
#[wasm_bindgen]
#[must_use]
pub fn compare() -> u32 {
    with_desk(|desk, _| {
        let Work::Comparing(message, claimed) = &desk.work else { return REFUSED };
        let answer = message.clone().is_signed_by(claimed);
        desk.work = Work::NOTHING;
        u32::from(answer)
    })
}

/// Begins a message that is to be signed with the first chosen secret.
#[wasm_bindgen]
#[must_use]
pub fn open_signing() -> u32 {
    with_desk(|desk, _| {
        let message = desk.secrets().next().map(Message::begin);
        desk.unchoose();
        desk.work = message.map_or(Work::NOTHING, Work::Signing);
        u32::from(matches!(desk.work, Work::Signing(_)))
    })
}

/// Writes the signature of what was hashed, and returns its length.
#[wasm_bindgen]
#[must_use]
pub fn sign() -> u32 {
    with_desk(|desk, buffer| {
        let Work::Signing(message) = &desk.work else { return 0 };
        let signature = message.clone().sign();
        desk.work = Work::NOTHING;
        Page::new(buffer).put(signature.text().as_str())
    })
}

/// Writes the code of the last refusal, and returns its length.
#[wasm_bindgen]
#[must_use]
pub fn error_code() -> u32 {
    with_desk(|desk, buffer| Page::new(buffer).put(desk.error.as_ref().map_or("", Error::code)))
}

/// The HTTP status of the last refusal.
#[wasm_bindgen]
#[must_use]
pub fn error_status() -> u32 {
    with_desk(|desk, _| desk.error.as_ref().map_or(0, |error| u32::from(error.status())))
}

/// Writes the message of the last refusal, and returns its length.
#[wasm_bindgen]
#[must_use]
pub fn error_message() -> u32 {
    with_desk(|desk, buffer| {
        let mut page = Page::new(buffer);
        let _ = desk.error.as_ref().map(|error| error.write_message(&mut page));
        page.length()
    })
}

/// What JavaScript needs of a reading: 1, then two bits of kind, four flags, two bits for the error's place.
fn pack(reading: Reading) -> u32 {
    let kind = match reading.kind {
        EventKind::JobStarted => 0,
        EventKind::JobCompleted => 1,
        EventKind::JobFailed => 2,
        _ => 3,
    };
    let place = match reading.error {
        ErrorPlace::Nowhere => 0,
        ErrorPlace::Data => 1,
        ErrorPlace::Top => 2,
    };
    let flags = [reading.type_signed, reading.has_data, reading.is_idempotent].map(u32::from);
    let [signed, data, idempotent] = flags;
    DONE | kind << 1 | signed << 3 | data << 4 | idempotent << 5 | place << 6
}

fn headers(buffer: &[u8], lengths: [u32; 4]) -> Headers<'_> {
    let mut headers = Headers::default();
    let names = [Header::Timestamp, Header::Signature, Header::Event, Header::ContentEncoding];
    for ((header, length), quarter) in names.into_iter().zip(lengths).zip(buffer.chunks(HEADER_BYTES)) {
        match quarter.get(..length as usize) {
            Some([]) => {}
            Some(value) => headers.add_known(header, value),
            None => headers.add_beginning(header, quarter),
        }
    }
    headers
}

/// JavaScript's milliseconds; what is no number is refused before it comes here.
fn instant(millis: f64) -> Instant {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and so does the instant")]
    Instant::from_unix_millis(millis as i64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
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
