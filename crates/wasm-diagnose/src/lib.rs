//! Diagnosis and captures as JavaScript values: typed getters in, `serde` out.
//!
//! A module of its own, so that the verifier's stays small and imports nothing. JavaScript makes an instance for each
//! question and wipes its memory afterwards, so this module keeps no state.

use js_sys::Date;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use webhook_verifier::{Policy, UnixTime};
use webhook_verifier_diagnose::capture::{Capture, CaptureError, ParseOptions, parse};
use webhook_verifier_diagnose::{Candidate, Delivery, InputMistake};

mod question;

use question::{Question, ReadOptions};

/// Says why a delivery does not verify: `{ verified, findings }`.
///
/// # Errors
/// If a value cannot be made in JavaScript. No question causes that.
#[wasm_bindgen]
pub fn diagnose(question: &Question) -> Result<JsValue, JsValue> {
    let lines: Vec<_> = question.lines().iter().map(|line| (line.name(), line.value())).collect();
    let lines: Vec<_> = lines.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    let secrets: Vec<_> = question.secrets().iter().map(Secret::read).collect();
    let candidates: Vec<_> = secrets.iter().map(Secret::candidate).collect();
    let all_mistakes = InputMistake::ALL;
    let mistakes: Vec<_> =
        question.mistakes().iter().filter_map(|number| all_mistakes.get(usize::from(*number)).copied()).collect();
    let delivery = Delivery { lines: &lines, body: &question.body(), mistakes: &mistakes };
    answer(&webhook_verifier_diagnose::diagnose(&delivery, &candidates, unix_time(&question.now()), &window(question)))
}

/// Reads a pasted request: `{ capture }` or `{ error }`.
///
/// # Errors
/// If a value cannot be made in JavaScript. No paste causes that.
#[wasm_bindgen(js_name = readCapture)]
pub fn read_capture(pasted: &[u8], options: &ReadOptions) -> Result<JsValue, JsValue> {
    let files: Vec<_> = options.files().iter().map(|file| (file.path(), file.content())).collect();
    let files: Vec<_> = files.iter().map(|(path, content)| (path.as_str(), content.as_slice())).collect();
    answer(&match parse(pasted, &ParseOptions { files: &files, entry: options.entry().map(entry) }) {
        Ok(capture) => Reading::Capture(capture),
        Err(error) => Reading::Error(error),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Reading {
    Capture(Capture),
    Error(CaptureError),
}

/// Makes plain objects, and a `Uint8Array` of bytes.
fn answer(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible().serialize_bytes_as_arrays(false))?)
}

/// A configured secret, copied from JavaScript.
struct Secret {
    id: String,
    bytes: Vec<u8>,
    is_text: bool,
    not_after: Option<Date>,
}

impl Secret {
    fn read(given: &question::Secret) -> Self {
        Self { id: given.id(), bytes: given.bytes(), is_text: given.is_text(), not_after: given.not_after() }
    }

    fn candidate(&self) -> Candidate<'_> {
        let candidate = match core::str::from_utf8(&self.bytes) {
            Ok(text) if self.is_text => Candidate::text(text),
            _ => Candidate::bytes(&self.bytes),
        };
        let candidate = if self.id.is_empty() { candidate } else { candidate.with_id(&self.id) };
        self.not_after.as_ref().map_or(candidate, |end| candidate.not_after(unix_time(end)))
    }
}

fn window(question: &Question) -> Policy {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
    let max_body_bytes = question.max_body_bytes() as u64;
    Policy::default()
        .with_tolerance(seconds(question.tolerance_seconds()))
        .with_future_tolerance(seconds(question.future_tolerance_seconds()))
        .with_max_body_bytes(max_body_bytes)
}

fn unix_time(date: &Date) -> UnixTime {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and so does the time")]
    UnixTime::from_millis(date.get_time() as i64)
}

fn seconds(span: f64) -> core::time::Duration {
    core::time::Duration::try_from_secs_f64(span).unwrap_or(core::time::Duration::MAX)
}

/// A place in a HAR file. A number beyond 32 bits saturates, and no file has so many entries.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
fn entry(number: f64) -> usize {
    number as usize
}
