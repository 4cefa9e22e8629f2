//! What is used at the desk, as WebAssembly exports that take and return numbers, like the verifier's. A module of its own,
//! so that the verifier's stays small; its memory grows.
//!
//! JavaScript asks for [`room`], writes bytes there and says what they are. Answers are JSON texts in UTF-8, which lie in
//! the same place. An instance serves for one question: nothing of a secret outlives it.

use core::cell::RefCell;
use core::time::Duration;

use wasm_bindgen::prelude::wasm_bindgen;
use webhook_verifier::capture::{ParseOptions, parse};
use webhook_verifier::diagnose::{self, Candidate, Delivery, Slip};
use webhook_verifier::{Instant, Window};

mod answer;
mod capture;

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// What has been handed in for one question.
#[derive(Default)]
struct Desk {
    buffer: Vec<u8>,
    lines: Vec<(String, Vec<u8>)>,
    secrets: Vec<Given>,
    body: Vec<u8>,
    slips: Vec<Slip>,
    files: Vec<(String, Vec<u8>)>,
}

struct Given {
    id: String,
    bytes: Vec<u8>,
    is_text: bool,
    not_after: f64,
}

/// The default answer stands for what cannot happen: a call in the middle of another.
fn with_desk<T: Default>(work: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with(|desk| desk.try_borrow_mut().map_or_else(|_| T::default(), |mut desk| work(&mut desk)))
}

impl Desk {
    /// The two texts that lie in the buffer, one behind the other.
    fn pair(&mut self, first: u32) -> (String, Vec<u8>) {
        let (first, second) = self.buffer.split_at_checked(first as usize).unwrap_or_default();
        (String::from_utf8_lossy(first).into_owned(), second.to_vec())
    }
}

/// Makes room for so many bytes and answers where it is, from the start of the memory.
#[wasm_bindgen]
#[must_use]
pub fn room(length: u32) -> u32 {
    with_desk(|desk| {
        desk.buffer.fill(0);
        desk.buffer.resize(length as usize, 0);
        place(&desk.buffer)
    })
}

/// Where the last answer is.
#[wasm_bindgen]
#[must_use]
pub fn answer() -> u32 {
    with_desk(|desk| place(&desk.buffer))
}

/// Takes what is in the room as a header line: a name of so many bytes, and behind it the value.
#[wasm_bindgen]
pub fn line(name: u32) {
    with_desk(|desk| {
        let line = desk.pair(name);
        desk.lines.push(line);
    });
}

/// Takes what is in the room as a secret: an id of so many bytes, and behind it the secret; `is_text` is 0 for bytes.
/// `not_after` is in Unix milliseconds; NaN for a secret without end.
#[wasm_bindgen]
pub fn secret(id: u32, is_text: u32, not_after: f64) {
    with_desk(|desk| {
        let (id, bytes) = desk.pair(id);
        desk.secrets.push(Given { id, bytes, is_text: is_text != 0, not_after });
    });
}

/// Takes what is in the room as the body.
#[wasm_bindgen]
pub fn body() {
    with_desk(|desk| desk.body = core::mem::take(&mut desk.buffer));
}

/// Takes note of a mistake that shows in the types of what was passed, by its place in the list of [`Slip`]s.
#[wasm_bindgen]
pub fn slip(number: u32) {
    with_desk(|desk| desk.slips.extend(Slip::ALL.get(number as usize)));
}

/// Diagnoses what was handed in, and answers how many bytes the answer is long. `now` is in Unix milliseconds, the
/// tolerances are seconds.
#[wasm_bindgen]
#[must_use]
pub fn diagnose(now: f64, tolerance: f64, future_tolerance: f64, max_body_bytes: f64) -> u32 {
    let window = Window {
        tolerance: seconds(tolerance),
        future_tolerance: seconds(future_tolerance),
        max_body_bytes: whole(max_body_bytes),
    };
    with_desk(|desk| {
        let lines: Vec<_> = desk.lines.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
        let candidates: Vec<_> = desk.secrets.iter().map(Given::candidate).collect();
        let delivery = Delivery { lines: &lines, body: &desk.body, slips: &desk.slips };
        let diagnosis = diagnose::diagnose(&delivery, &candidates, instant(now), &window);
        desk.buffer = answer::of(&diagnosis).into_bytes();
        u32::try_from(desk.buffer.len()).unwrap_or_default()
    })
}

/// Takes what is in the room as a file that a curl command may name: a path of so many bytes, and behind it the content.
#[wasm_bindgen]
pub fn file(path: u32) {
    with_desk(|desk| {
        let file = desk.pair(path);
        desk.files.push(file);
    });
}

/// Reads what is in the room as a paste, and answers how many bytes the JSON is long; the body lies behind it, and its
/// length is in there. `entry` chooses from a HAR file; below 0 for none.
#[wasm_bindgen]
#[must_use]
pub fn read(entry: f64) -> u32 {
    with_desk(|desk| {
        let files: Vec<_> = desk.files.iter().map(|(path, content)| (path.as_str(), content.as_slice())).collect();
        let options = ParseOptions {
            files: &files,
            entry: (entry >= 0.0).then(|| whole(entry)).and_then(|entry| usize::try_from(entry).ok()),
        };
        let (json, body) = capture::of(parse(&desk.buffer, &options));
        let length = u32::try_from(json.len()).unwrap_or_default();
        desk.buffer = [json.as_bytes(), &body].concat();
        length
    })
}

impl Given {
    fn candidate(&self) -> Candidate<'_> {
        let candidate = match core::str::from_utf8(&self.bytes) {
            Ok(text) if self.is_text => Candidate::text(text),
            _ => Candidate::bytes(&self.bytes),
        };
        let candidate = if self.id.is_empty() { candidate } else { candidate.with_id(&self.id) };
        if self.not_after.is_nan() { candidate } else { candidate.not_after(instant(self.not_after)) }
    }
}

fn place(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.as_ptr() as usize).unwrap_or_default()
}

fn instant(millis: f64) -> Instant {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and so does the instant")]
    Instant::from_unix_millis(millis as i64)
}

fn seconds(span: f64) -> Duration {
    Duration::try_from_secs_f64(span).unwrap_or(Duration::MAX)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
fn whole(count: f64) -> u64 {
    count as u64
}
