//! The shapes of the JavaScript objects that this module reads. pkg-template/lib/diagnose/ makes them from copies.

use js_sys::Date;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The argument of `diagnose`.
    pub type Question;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn lines(this: &Question) -> Vec<Line>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn body(this: &Question) -> Vec<u8>;
    /// Places in `InputMistake::ALL`.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn mistakes(this: &Question) -> Vec<u8>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn secrets(this: &Question) -> Vec<Secret>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn now(this: &Question) -> Date;
    #[wasm_bindgen(method, getter = toleranceSeconds)]
    pub(crate) fn tolerance_seconds(this: &Question) -> f64;
    #[wasm_bindgen(method, getter = futureToleranceSeconds)]
    pub(crate) fn future_tolerance_seconds(this: &Question) -> f64;
    #[wasm_bindgen(method, getter = maxBodyBytes)]
    pub(crate) fn max_body_bytes(this: &Question) -> f64;

    /// A header line.
    pub type Line;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn name(this: &Line) -> String;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn value(this: &Line) -> String;

    /// A secret as it is configured; one that is not set is an empty text.
    pub type Secret;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn id(this: &Secret) -> String;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn bytes(this: &Secret) -> Vec<u8>;
    #[wasm_bindgen(method, getter = isText)]
    pub(crate) fn is_text(this: &Secret) -> bool;
    #[wasm_bindgen(method, getter = notAfter)]
    pub(crate) fn not_after(this: &Secret) -> Option<Date>;

    /// The options of `readCapture`.
    pub type ReadOptions;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn files(this: &ReadOptions) -> Vec<File>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn entry(this: &ReadOptions) -> Option<f64>;

    /// A file that a curl command names.
    pub type File;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn path(this: &File) -> String;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn content(this: &File) -> Vec<u8>;
}
