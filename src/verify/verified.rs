//! A verified delivery: the proof, and the bytes that it covers.

#[cfg(feature = "alloc")]
use alloc::borrow::ToOwned;
#[cfg(feature = "alloc")]
use alloc::string::String;
use core::fmt;

use super::{ReplayKey, VerifiedSignature};
#[cfg(feature = "serde")]
use crate::deserialize_error::DeserializeError;
#[cfg(feature = "alloc")]
use crate::error::Error;
#[cfg(feature = "alloc")]
use crate::event::Event;
#[cfg(feature = "alloc")]
use crate::event_parser::parse_event;
use crate::request::RequestParts;
use crate::secrets::Secrets;
use crate::unix_time::UnixTime;

/// A delivery that is genuine and in time. Only [`Verifier::verify`](crate::Verifier::verify) makes one, and only from it an
/// event is read.
///
/// ```compile_fail,E0451
/// # use webhook_verifier::{RequestParts, Verified};
/// fn exchange<'a>(verified: Verified<'a>, parts: &RequestParts<'a>) -> Verified<'a> {
///     Verified { body: parts.body, ..verified }
/// }
/// ```
///
/// ```compile_fail,E0624
/// # use webhook_verifier::{RequestParts, Secrets, Verified, VerifiedSignature};
/// fn forge<'a>(signature: VerifiedSignature, parts: &RequestParts<'a>, secrets: &Secrets) -> Verified<'a> {
///     Verified::new(signature, parts, secrets)
/// }
/// ```
#[derive(Clone)]
#[must_use]
pub struct Verified<'a> {
    signature: VerifiedSignature,
    body: &'a [u8],
    #[cfg(feature = "alloc")]
    key_id: Option<String>,
    delivery_id: Option<&'a [u8]>,
}

/// Shows only the length of the body.
impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("signature", &self.signature)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl<'a> Verified<'a> {
    #[cfg_attr(not(feature = "alloc"), expect(unused_variables, reason = "a key id needs an allocator"))]
    pub(super) fn new(signature: VerifiedSignature, parts: &RequestParts<'a>, secrets: &Secrets) -> Self {
        Self {
            signature,
            body: parts.body,
            #[cfg(feature = "alloc")]
            key_id: secrets.iter().nth(signature.secret_index()).and_then(|secret| secret.key_id()).map(str::to_owned),
            delivery_id: parts.headers.delivery_id(),
        }
    }

    /// The verified signature.
    pub const fn signature(&self) -> &VerifiedSignature {
        &self.signature
    }

    /// When the sender signed.
    #[must_use]
    pub const fn signed_at(&self) -> UnixTime {
        self.signature.signed_at()
    }

    /// The key of the delivery for a replay store.
    #[must_use]
    pub fn replay_key(&self) -> ReplayKey {
        self.signature.replay_key()
    }

    /// The key id of the secret that signed, if it has one.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// The bytes that were verified.
    #[must_use]
    pub const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The delivery id header. It is **not** covered by the signature: never detect duplicates by it.
    #[must_use]
    pub const fn unsigned_delivery_id(&self) -> Option<&'a [u8]> {
        self.delivery_id
    }

    /// Reads the event in the verified body.
    ///
    /// # Errors
    /// [`Error::MalformedPayload`] or [`Error::EventMismatch`].
    #[cfg(feature = "alloc")]
    pub fn event(&self) -> Result<Event<'a>, Error> {
        parse_event(self.body, self.signature.event_header(), self.signature.seeds())
    }

    /// Reads the `data` of the event in the verified body as a type of your own.
    ///
    /// ```
    /// # use webhook_verifier::{RequestParts, Secret, UnixTime, Verifier, sign};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let secret = Secret::from_text("whsec_9f1c2d")?;
    /// # let body = br#"{"event":"job.completed","data":{"id":"job_1","output":{"width":640}}}"#;
    /// # let signature = sign(body, "2026-01-01T00:00:00Z", &secret);
    /// # let headers = [("X-Webhook-Timestamp", "2026-01-01T00:00:00Z"), ("X-Webhook-Signature", signature.as_str())];
    /// # let verified = Verifier::new(secret).verify(&RequestParts::new(headers, body), UnixTime::new(1_767_225_600, 0))?;
    /// #[derive(serde::Deserialize)]
    /// struct Job<'a> {
    ///     id: &'a str,
    ///     output: Output,
    /// }
    /// #[derive(serde::Deserialize)]
    /// struct Output {
    ///     width: u32,
    /// }
    /// let job: Job = verified.deserialize()?;
    /// assert_eq!((job.id, job.output.width), ("job_1", 640));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of [`event`](Self::event), or [`DeserializeError::SchemaMismatch`].
    #[cfg(feature = "serde")]
    pub fn deserialize<T: serde::Deserialize<'a>>(&self) -> Result<T, DeserializeError> {
        serde_json::from_str(self.event()?.data).map_err(DeserializeError::SchemaMismatch)
    }
}
