//! The numbers on which the module and its callers agree. `cargo xtask contract` writes them as TypeScript.

/// Defines the constants, and lists them with their docs for other languages.
macro_rules! numbers {
    ($($(#[doc = $doc:literal])* $name:ident = $value:expr;)*) => {
        $($(#[doc = $doc])* pub(crate) const $name: u32 = $value;)*

        /// Name, value and docs of each constant.
        #[allow(dead_code, reason = "for the generator, which includes this file")]
        pub(crate) const ALL: &[(&str, u32, &str)] = &[$((stringify!($name), $name, concat!($($doc, "\n"),*)),)*];
    };
}

numbers! {
    /// Bytes at the start of the buffer: for the body, and for a secret.
    BODY_BYTES = 65_536;
    /// Bytes for each header after them: timestamp, signature, event, content encoding.
    HEADER_BYTES = 16_384;
    /// Number of these headers.
    HEADER_COUNT = 4;

    /// Result: refused. `error` and `error_detail` say why.
    REFUSED = 0;
    /// Result: go on.
    DONE = 1;
    /// Result of `scan`: pass all pieces to it once more.
    RESCAN = 2;
    /// Result of `finish_mac` without a claimed signature. Not `DONE`, so that a missing claim never looks like a match.
    SIGNED = 2;
    /// Result of `store_key`: the first number that stands for an error of the secret.
    FIRST_SECRET_ERROR = 2;

    /// Kind of a secret: bytes.
    SECRET_BYTES = 0;
    /// Kind of a secret: text as the provider's snippet takes it.
    SECRET_TEXT_LENIENT = 1;
    /// Kind of a secret: text that must not look like a bad setting.
    SECRET_TEXT = 2;

    /// `error`: bits of the error's number.
    ERROR_MASK = 0xff;
    /// `error`: first bit of the number of its header or payload error.
    ERROR_DETAIL_SHIFT = 8;

    /// `read`: first bit of the kind of event.
    EVENT_KIND_SHIFT = 1;
    /// `read`: bits of the kind of event, after the shift.
    EVENT_KIND_MASK = 0xf;
    /// `read`: set if the signed body names the event.
    TYPE_SIGNED = 1 << 5;
    /// `read`: set if `data` is an object.
    HAS_DATA = 1 << 6;
    /// `read`: set if the event has an idempotency key.
    IS_IDEMPOTENT = 1 << 7;
    /// `read`: first bit of the location of a failed job's error object.
    ERROR_LOCATION_SHIFT = 8;
    /// `read`: set if the error object of a failed job is in `data`.
    ERROR_IN_DATA = 1 << 8;
    /// `read`: set if the error object of a failed job is at the top.
    ERROR_AT_TOP = 1 << 9;
    /// `read`: first bit of the index of the secret that signed.
    SECRET_SHIFT = 10;
}
