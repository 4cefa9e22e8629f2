//! From a delivery to a verdict. **Read this first.**
//!
//! The order of the checks is part of the interface, and the first failure wins: headers present and unambiguous, sizes,
//! encoding, signature spelling, timestamp grammar, HMAC, time window. The window follows the HMAC on purpose:
//! [`Error::TimestampTooOld`] then always means "genuine but late", and a sender without the secret learns nothing.

mod replay_key;
mod verified;
mod verified_signature;

use crate::error::Error;
use crate::fixed_str::EventName;
use crate::headers::Headers;
use crate::mac;
use crate::message::SignedMessage;
use crate::policy::Policy;
use crate::request::RequestParts;
use crate::secret::Secret;
use crate::secrets::Secrets;
use crate::signature::Signature;
use crate::timestamp::Timestamp;
use crate::unix_time::UnixTime;

pub use replay_key::ReplayKey;
pub use verified::Verified;
pub use verified_signature::VerifiedSignature;

/// Verifies deliveries with the secrets and the policy of one deployment. Make one at start-up and share it.
///
/// ```
/// use webhook_verifier::{RequestParts, Secret, UnixTime, Verifier, sign};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let secret = Secret::from_text("whsec_9f1c2d")?;
/// let body = br#"{"event":"job.completed","data":{"id":"job_1","status":"completed"}}"#;
/// let signature = sign(body, "2026-01-01T00:00:00.000Z", &secret);
/// let headers = [("X-Webhook-Timestamp", "2026-01-01T00:00:00.000Z"), ("X-Webhook-Signature", signature.as_str())];
///
/// let verifier = Verifier::new(secret);
/// let now = UnixTime::new(1_767_225_610, 0); // in a server: SystemTime::now()
/// let verified = verifier.verify(&RequestParts::new(headers, body), now)?;
/// # #[cfg(feature = "alloc")]
/// assert_eq!(verified.event()?.idempotency_key.as_deref(), Some("job.completed:job_1"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Verifier {
    secrets: Secrets,
    policy: Policy,
}

impl Verifier {
    /// Takes a [`Secret`], or the [`Secrets`] of a rotation. The policy is the default one.
    #[must_use]
    pub fn new(secrets: impl Into<Secrets>) -> Self {
        Self { secrets: secrets.into(), policy: Policy::default() }
    }

    /// Replaces the policy.
    #[must_use]
    pub const fn with_policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The policy, for a server that limits the body while it reads it.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Verifies a delivery whose body is in memory.
    ///
    /// # Errors
    /// The first check that fails. The event is read by [`Verified::event`], which reports the errors of the payload.
    pub fn verify<'a>(&self, parts: &RequestParts<'a>, now: impl Into<UnixTime>) -> Result<Verified<'a>, Error> {
        let body_length = u64::try_from(parts.body.len()).unwrap_or(u64::MAX);
        let mut verification = self.begin(&parts.headers, body_length, now)?;
        verification.update(parts.body)?;
        Ok(Verified::new(verification.finish()?, parts, &self.secrets))
    }

    /// Begins the verification of a delivery whose body arrives in pieces. `body_length` is the value of `Content-Length` in
    /// bytes, or 0 if it is not known.
    ///
    /// ```
    /// # use webhook_verifier::{Headers, Secret, UnixTime, Verifier, sign};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let secret = Secret::from_text("whsec_9f1c2d")?;
    /// # let signature = sign(b"{}", "2026-01-01T00:00:00Z", &secret);
    /// # let verifier = Verifier::new(secret);
    /// # let lines = [("X-Webhook-Timestamp", "2026-01-01T00:00:00Z"), ("X-Webhook-Signature", signature.as_str())];
    /// let headers: Headers = lines.into_iter().collect();
    /// let mut verification = verifier.begin(&headers, 2, UnixTime::new(1_767_225_600, 0))?;
    /// for piece in [b"{", b"}"] {
    ///     verification.update(piece)?;
    /// }
    /// let signature = verification.finish()?;
    /// assert_eq!(signature.replay_key().as_str().len(), 64);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The first check that fails, of those that need no body.
    pub fn begin(
        &self,
        headers: &Headers<'_>,
        body_length: u64,
        now: impl Into<UnixTime>,
    ) -> Result<Verification, Error> {
        Verification::begin(headers, body_length, self.secrets.iter(), now.into(), &self.policy)
    }
}

/// The verification of a delivery whose body arrives in pieces, see [`Verifier::begin`].
#[derive(Debug)]
#[must_use]
pub struct Verification {
    messages: [Option<SignedMessage>; Secrets::MAX],
    timestamp: Timestamp,
    claimed: Signature,
    event: EventName,
    now: UnixTime,
    policy: Policy,
    hashed: u64,
}

impl Verification {
    /// Secrets beyond [`Secrets::MAX`] are ignored.
    pub(crate) fn begin<'s>(
        headers: &Headers<'_>,
        body_length: u64,
        secrets: impl IntoIterator<Item = &'s Secret>,
        now: UnixTime,
        policy: &Policy,
    ) -> Result<Self, Error> {
        let values = headers.values()?;
        if body_length > policy.max_body_bytes {
            return Err(Error::BodyTooLarge);
        }
        if headers.is_encoded() {
            return Err(Error::UnsupportedEncoding);
        }
        let claimed = Signature::parse(values.signature).ok_or(Error::MalformedSignature)?;
        let timestamp = Timestamp::parse(values.timestamp).ok_or(Error::MalformedTimestamp)?;

        let mut messages = [None, None, None, None];
        for (place, secret) in messages.iter_mut().zip(secrets) {
            if secret.is_current(now) {
                place.insert(SignedMessage::begin(secret)).update_timestamp(timestamp.as_bytes());
            }
        }
        Ok(Self { messages, timestamp, claimed, event: values.event.into(), now, policy: *policy, hashed: 0 })
    }

    /// Hashes the next bytes of the body.
    ///
    /// # Errors
    /// [`Error::BodyTooLarge`] for the first piece beyond the limit, and for each one after it. None of them is hashed.
    pub fn update(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.hashed = self.hashed.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.check_size()?;
        for message in self.messages.iter_mut().flatten() {
            message.update(bytes);
        }
        Ok(())
    }

    const fn check_size(&self) -> Result<(), Error> {
        if self.hashed > self.policy.max_body_bytes { Err(Error::BodyTooLarge) } else { Ok(()) }
    }

    /// Compares the signature, then checks the time window.
    ///
    /// # Errors
    /// [`Error::BodyTooLarge`] if [`update`](Self::update) refused a piece, [`Error::SignatureMismatch`],
    /// [`Error::TimestampTooOld`] or [`Error::TimestampInFuture`].
    pub fn finish(self) -> Result<VerifiedSignature, Error> {
        self.verdict()
    }

    /// As [`finish`](Self::finish), for a verification that is overwritten in place: a move would leave a copy of the keys.
    pub(crate) fn verdict(&self) -> Result<VerifiedSignature, Error> {
        self.check_size()?;
        // Every message is finished and compared, in constant time and without an early exit.
        let tags = self.messages.iter().map(|message| message.as_ref().map(SignedMessage::tag));
        let secret_index = mac::position(tags, self.claimed.as_bytes()).ok_or(Error::SignatureMismatch)?;
        let (signed_at, now) = (self.timestamp.time(), self.now);
        if self.policy.is_too_old(signed_at, now) {
            return Err(Error::TimestampTooOld { signed_at, now });
        }
        if self.policy.is_in_future(signed_at, now) {
            return Err(Error::TimestampInFuture { signed_at, now });
        }
        Ok(VerifiedSignature::new(self.timestamp, self.claimed, secret_index, self.event))
    }
}
