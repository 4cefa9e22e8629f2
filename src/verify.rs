//! From a delivery to a verdict. **Read this first.**
//!
//! The order of the checks is part of the interface, and the first failure wins: headers there and unambiguous, sizes,
//! encoding, signature spelling, timestamp grammar, HMAC, time window. The window comes after the HMAC on purpose:
//! [`Error::TimestampTooOld`] then always means "genuine but late", and nobody without the secret learns anything.

use core::fmt;

use crate::error::{Error, Times};
use crate::fixed_str::EventName;
use crate::json::Outline;
use crate::mac;
use crate::message::SignedMessage;
use crate::request::{Headers, RequestParts};
use crate::secret::{MAX_SECRETS, Secret, Secrets};
use crate::signature::{Signature, SignatureText, write_hex};
use crate::timestamp::{Policy, Timestamp, UnixTime};

/// Verifies a delivery that is in memory as a whole.
///
/// ```
/// use webhook_verifier::{UnixTime, RequestParts, Secret, Policy, sign, verify};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let secret = Secret::from_text("whsec_9f1c2d")?;
/// let body = br#"{"event":"job.completed","data":{"id":"job_1","status":"completed"}}"#;
/// let signature = sign(body, "2026-01-01T00:00:00.000Z", &secret);
///
/// let lines = [
///     ("X-Webhook-Timestamp", b"2026-01-01T00:00:00.000Z".as_slice()),
///     ("X-Webhook-Signature", signature.as_str().as_bytes()),
/// ];
/// let now = UnixTime::from_unix(1_767_225_610, 0); // in a server: SystemTime::now().into()
/// let verified = verify(&RequestParts::new(lines, body), &secret.into(), now, &Policy::default())?;
/// # #[cfg(feature = "alloc")]
/// assert_eq!(verified.event()?.idempotency_key.as_deref(), Some("job.completed:job_1"));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// The first check that fails, in the order given above.
pub fn verify<'a>(
    parts: &RequestParts<'a>,
    secrets: &Secrets<'a>,
    now: UnixTime,
    window: &Policy,
) -> Result<Verified<'a>, Error> {
    let body_length = u64::try_from(parts.body.len()).unwrap_or(u64::MAX);
    let mut check = Verification::begin(&parts.headers, body_length, secrets.iter(), now, window)?;
    check.update(parts.body)?;
    let proof = check.finish()?;
    let key_id = secrets.iter().nth(proof.secret_index).and_then(Secret::id);
    Ok(Verified { proof, body: parts.body, key_id, delivery_id: parts.headers.delivery_id() })
}

/// Signs a body as the provider does. The timestamp is taken as it is, so that tests can sign bad ones too.
#[must_use]
pub fn sign(body: &[u8], timestamp: &str, secret: &Secret<'_>) -> SignatureText {
    let mut message = SignedMessage::begin(secret);
    message.timestamp(timestamp.as_bytes());
    message.update(body);
    message.sign().text()
}

/// The verification of one delivery whose body comes in pieces. [`verify`] is this in one step.
#[derive(Clone, Debug)]
pub struct Verification {
    messages: [Option<SignedMessage>; MAX_SECRETS],
    timestamp: Timestamp,
    claimed: Signature,
    event: EventName,
    now: UnixTime,
    window: Policy,
    hashed: u64,
}

impl Verification {
    /// Everything that can be refused before the body is read. `body_length` is in bytes; 0 where it is not known yet,
    /// as [`finish`](Self::finish) counts for itself. Secrets beyond [`MAX_SECRETS`] are not looked at.
    ///
    /// # Errors
    /// All but [`Error::SignatureMismatch`], the window's, the payload's and [`Error::EventMismatch`].
    pub fn begin<'s, 'a: 's>(
        headers: &Headers<'_>,
        body_length: u64,
        secrets: impl IntoIterator<Item = &'s Secret<'a>>,
        now: UnixTime,
        window: &Policy,
    ) -> Result<Self, Error> {
        let values = headers.unambiguous()?;
        if body_length > window.max_body_bytes {
            return Err(Error::BodyTooLarge);
        }
        if headers.is_encoded() {
            return Err(Error::UnsupportedEncoding);
        }
        let claimed = Signature::parse(values.signature).ok_or(Error::MalformedSignature)?;
        let timestamp = Timestamp::parse(values.timestamp).ok_or(Error::MalformedTimestamp)?;

        let mut messages = [None, None, None, None];
        for (place, secret) in messages.iter_mut().zip(secrets) {
            *place = secret.serves(now).then(|| SignedMessage::begin(secret));
        }
        for message in messages.iter_mut().flatten() {
            message.timestamp(timestamp.as_bytes());
        }
        Ok(Self { messages, timestamp, claimed, event: values.event.into(), now, window: *window, hashed: 0 })
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
        if self.hashed > self.window.max_body_bytes { Err(Error::BodyTooLarge) } else { Ok(()) }
    }

    /// The verdict.
    ///
    /// # Errors
    /// [`Error::BodyTooLarge`] where [`update`](Self::update) refused a piece, [`Error::SignatureMismatch`], or a genuine delivery
    /// outside the window.
    pub fn finish(&self) -> Result<VerifiedSignature, Error> {
        self.check_size()?;
        // Every message is finished and compared, in constant time and without an early exit.
        let tags = self.messages.iter().map(|message| message.clone().map(SignedMessage::tag));
        let signer = mac::position(tags, self.claimed.as_bytes()).ok_or(Error::SignatureMismatch)?;
        let times = Times { signed: self.timestamp.instant(), now: self.now };
        if self.window.is_too_old(times.signed, times.now) {
            return Err(Error::TimestampTooOld(times));
        }
        if self.window.is_in_future(times.signed, times.now) {
            return Err(Error::TimestampInFuture(times));
        }
        Ok(VerifiedSignature {
            timestamp: self.timestamp,
            signature: self.claimed,
            secret_index: signer,
            event: self.event,
        })
    }
}

/// The signature of a delivery that is genuine and in time. Only [`Verification::finish`] makes one.
///
/// It does not hold the body, so it yields no event: only a [`Verified`], which holds the bytes that were verified, does.
///
/// ```compile_fail,E0599
/// # use webhook_verifier::VerifiedSignature;
/// fn forge(signature: &VerifiedSignature) {
///     let _ = signature.event(br#"{"event":"job.completed"}"#);
/// }
/// ```
///
/// ```compile_fail,E0451
/// # use webhook_verifier::{RequestParts, Verified};
/// fn exchange<'a>(verified: Verified<'a>, parts: &RequestParts<'a>) -> Verified<'a> {
///     Verified { body: parts.body, ..verified }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct VerifiedSignature {
    timestamp: Timestamp,
    signature: Signature,
    secret_index: usize,
    event: EventName,
}

impl VerifiedSignature {
    /// When the sender signed.
    #[must_use]
    pub const fn signed_at(&self) -> UnixTime {
        self.timestamp.instant()
    }

    /// The timestamp header, and the text of it that was signed.
    #[must_use]
    pub const fn timestamp(&self) -> &Timestamp {
        &self.timestamp
    }

    /// The signature that was verified. Keep it out of logs: with the body it can be replayed.
    #[must_use]
    pub const fn signature(&self) -> &Signature {
        &self.signature
    }

    /// The place of the secret that signed, from 0.
    #[must_use]
    pub const fn secret_index(&self) -> usize {
        self.secret_index
    }

    /// What a replay store remembers: hex SHA-256 of the 32 verified signature bytes. It is bound to the message and to
    /// the secret, needs no second pass over the body, and leaves no usable signature in the store.
    #[must_use]
    pub fn replay_key(&self) -> ReplayKey {
        let mut text = [0; 64];
        write_hex(&mac::sha256(self.signature.as_bytes()), &mut text);
        ReplayKey(text)
    }

    /// Two seeds for the scanner, taken from the verified signature: the author of a body cannot know them beforehand. The second
    /// is for another pass when the first one reports a duplicate key.
    pub(crate) fn seeds(&self) -> [[u32; 2]; 2] {
        let mut seeds = [[0; 2]; 2];
        for (seed, bytes) in seeds.as_flattened_mut().iter_mut().zip(self.signature.as_bytes().as_chunks::<4>().0) {
            *seed = u32::from_le_bytes(*bytes);
        }
        seeds
    }

    /// Classifies the event of a body. The outline must be that of the verified body, which a signature cannot tell.
    pub(crate) fn read(&self, outline: &Outline) -> Result<crate::event::EventSummary, Error> {
        crate::event::EventSummary::new(outline, &self.event)
    }
}

/// The text of [`VerifiedSignature::replay_key`]: 64 lowercase hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplayKey([u8; 64]);

impl ReplayKey {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The text's bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

/// A delivery that is genuine and in time: the proof, and the bytes it is about.
#[derive(Clone, Copy)]
#[must_use]
pub struct Verified<'a> {
    proof: VerifiedSignature,
    body: &'a [u8],
    key_id: Option<&'a str>,
    delivery_id: Option<&'a [u8]>,
}

/// Of the body, its length.
impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("proof", &self.proof)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

impl<'a> Verified<'a> {
    /// What was proven: the signed time, the signature, the replay key.
    #[must_use]
    pub const fn proof(&self) -> &VerifiedSignature {
        &self.proof
    }

    /// The bytes that were verified.
    #[must_use]
    pub const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The id of the secret that signed, where it has one.
    #[must_use]
    pub const fn key_id(&self) -> Option<&'a str> {
        self.key_id
    }

    /// The delivery id header. Nobody signed it: never tell duplicates by it.
    #[must_use]
    pub const fn unsigned_delivery_id(&self) -> Option<&'a [u8]> {
        self.delivery_id
    }

    /// The event in the verified body.
    ///
    /// # Errors
    /// [`Error::MalformedPayload`] or [`Error::EventMismatch`].
    #[cfg(feature = "alloc")]
    pub fn event(&self) -> Result<crate::event::Event<'a>, Error> {
        crate::event::Event::parse(self.body, &self.proof.event, self.proof.seeds())
    }
}
