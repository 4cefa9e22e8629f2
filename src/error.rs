//! The closed list of failures: a stable code, an HTTP status and a message for each.
//!
//! Codes are part of the public interface. No failure holds a secret, an HMAC or a byte of the delivery,
//! except the two times of a delivery that was proven genuine first.

use core::fmt;

use crate::header::Header;
use crate::timestamp::Instant;

/// Why a delivery was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The timestamp or the signature header is absent or empty.
    MissingHeader(Header),
    /// A header came more than once with different values.
    AmbiguousHeader(Header),
    /// The body is larger than [`Window::max_body_bytes`](crate::Window::max_body_bytes).
    BodyTooLarge,
    /// A `Content-Encoding` other than `identity` reached the verifier.
    UnsupportedEncoding,
    /// The signature is not `sha256=` and 64 lowercase hex digits.
    MalformedSignature,
    /// The timestamp is not RFC 3339 with a zone.
    MalformedTimestamp,
    /// Not signed with any current secret. Carries no detail on purpose.
    SignatureMismatch,
    /// Genuine, but signed longer ago than the tolerance.
    TimestampTooOld(Times),
    /// Genuine, but signed further in the future than the tolerance.
    TimestampInFuture(Times),
    /// The signed body is not a strict JSON object.
    MalformedPayload(Flaw),
    /// The event header and the signed body name different events.
    EventMismatch,
}

/// The two times that a delivery outside the window was judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// When the sender signed.
    pub signed: Instant,
    /// What our clock said.
    pub now: Instant,
}

/// Where and how a body departs from strict JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// Offset in bytes from the start of the body.
    pub offset: usize,
}

/// What can be wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FlawKind {
    /// The body has no bytes, or white space only.
    Empty,
    /// JSON perhaps, but not an object.
    NotAnObject,
    /// A byte order mark before the object.
    ByteOrderMark,
    /// Bytes that are not UTF-8, or a JavaScript string with a lone surrogate.
    NotUtf8,
    /// Against the grammar of RFC 8259.
    Syntax,
    /// The body ends before the object does.
    Truncated,
    /// An object names one key twice, compared after unescaping.
    DuplicateKey,
    /// Nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH).
    TooDeep,
    /// More keys at once than [`MAX_KEYS`](crate::MAX_KEYS).
    TooManyKeys,
}

impl Error {
    /// The stable code, as the npm package and logs show it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MissingHeader(_) => "missing_header",
            Self::AmbiguousHeader(_) => "ambiguous_header",
            Self::BodyTooLarge => "body_too_large",
            Self::UnsupportedEncoding => "unsupported_encoding",
            Self::MalformedSignature => "malformed_signature",
            Self::MalformedTimestamp => "malformed_timestamp",
            Self::SignatureMismatch => "signature_mismatch",
            Self::TimestampTooOld(_) => "timestamp_too_old",
            Self::TimestampInFuture(_) => "timestamp_in_future",
            Self::MalformedPayload(_) => "malformed_payload",
            Self::EventMismatch => "event_mismatch",
        }
    }

    /// The HTTP status to answer with.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::AmbiguousHeader(_) | Self::MalformedPayload(_) | Self::EventMismatch => 400,
            Self::BodyTooLarge => 413,
            Self::UnsupportedEncoding => 415,
            Self::MissingHeader(_)
            | Self::MalformedSignature
            | Self::MalformedTimestamp
            | Self::SignatureMismatch
            | Self::TimestampTooOld(_)
            | Self::TimestampInFuture(_) => 401,
        }
    }

    /// Writes the message piece by piece: `core`'s formatting machinery would double the wasm module.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_message(&self, out: &mut impl fmt::Write) -> fmt::Result {
        match self {
            Self::MissingHeader(header) => {
                out.write_str("the ")?;
                out.write_str(header.name())?;
                out.write_str(" header is absent or empty; is a signing secret configured at the sender, does a proxy pass the header on, and were the headers given as they came (a Headers object cannot be spread)?")
            }
            Self::AmbiguousHeader(header) => {
                out.write_str("the ")?;
                out.write_str(header.name())?;
                out.write_str(" header came more than once, with different values")
            }
            Self::BodyTooLarge => out.write_str("the body is larger than maxBodyBytes allows"),
            Self::UnsupportedEncoding => {
                out.write_str("the body has a Content-Encoding, but the signature covers the bytes before encoding; have the proxy leave them alone, or decode them and drop the header")
            }
            Self::MalformedSignature => {
                out.write_str("the x-webhook-signature header is not 'sha256=' and 64 lowercase hex digits")
            }
            Self::MalformedTimestamp => out
                .write_str("the x-webhook-timestamp header is not an RFC 3339 time with a zone, like 2026-01-01T00:00:00.000Z"),
            Self::SignatureMismatch => {
                out.write_str("the signature matches no current secret; check the secret, and that the body is the raw bytes as they arrived")
            }
            Self::TimestampTooOld(times) => times.write(out, "; that is longer ago than toleranceSeconds allows"),
            Self::TimestampInFuture(times) => {
                times.write(out, "; that is further ahead than futureToleranceSeconds allows, so one of the two clocks is wrong")
            }
            Self::MalformedPayload(flaw) => flaw.write(out),
            Self::EventMismatch => out.write_str(
                "the x-webhook-event header, which nobody signed, names another event than the signed body",
            ),
        }
    }
}

impl Times {
    fn write(&self, out: &mut impl fmt::Write, verdict: &str) -> fmt::Result {
        out.write_str("the delivery is genuine, but was signed at ")?;
        self.signed.write(out)?;
        out.write_str(" and the clock here says ")?;
        self.now.write(out)?;
        out.write_str(verdict)
    }
}

impl Flaw {
    fn write(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str(self.kind.text())?;
        out.write_str(" (byte ")?;
        write_number(out, self.offset)?;
        out.write_str(")")
    }
}

impl FlawKind {
    const fn text(self) -> &'static str {
        match self {
            Self::Empty => "the signed body is empty",
            Self::NotAnObject => "the signed body is not a JSON object",
            Self::ByteOrderMark => "the signed body begins with a byte order mark",
            Self::NotUtf8 => "the signed body is not UTF-8",
            Self::Syntax => "the signed body is not JSON",
            Self::Truncated => "the signed body ends in the middle of its JSON",
            Self::DuplicateKey => "an object in the signed body has the same key twice",
            Self::TooDeep => "the signed body is nested deeper than 64 levels",
            Self::TooManyKeys => "the signed body has more than 8192 keys in one object and those around it",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_message(f)
    }
}

impl core::error::Error for Error {}

fn write_number(out: &mut impl fmt::Write, number: usize) -> fmt::Result {
    if let Some(tens) = number.checked_div(10).filter(|tens| *tens > 0) {
        write_number(out, tens)?;
    }
    let figure = u32::try_from(number % 10).unwrap_or(0);
    out.write_char(char::from_digit(figure, 10).unwrap_or('0'))
}
