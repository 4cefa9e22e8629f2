//! Why a delivery does not verify. For the desk, never for a handler: nothing on the way of `verify` reaches it.
//!
//! First what the headers and the shape of the body tell, then a search for what was really signed: one change at a time
//! (of the secret, the body, the signed string, the spelling of the signature), then pairs of different kinds. The work is
//! bounded by [`MAX_MACS`] and [`MAX_HASHED_BYTES`].
//!
//! The answer never is an accept, never holds an HMAC that the caller did not send, and nothing of the secret or the body.

mod arrival;
mod bases;
mod body;
mod budget;
mod cause;
mod claim;
mod clock;
mod compressed;
mod facts;
mod finding;
mod json;
mod key;
mod latin;
mod layout;
mod looks;
mod moment;
mod search;
mod wiped;

use alloc::string::String;
use alloc::vec::Vec;

pub use budget::{MAX_BODY_BYTES, MAX_HASHED_BYTES, MAX_MACS, Work};
pub use cause::{Cause, CauseRow};
pub use finding::{Certainty, Finding};

use crate::error::Error;
use crate::request::RequestParts;
use crate::secret::{MAX_SECRETS, Secret, SecretError, Secrets};
use crate::timestamp::{Instant, Window};
use crate::verdict::verify;
use finding::Match;
use search::Search;

/// How many secrets are looked at.
pub const MAX_CANDIDATES: usize = 16;

/// A delivery as it is at hand, perhaps spoilt.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// All header lines, names in any case. The search also looks at names that the verifier passes over.
    pub lines: &'a [(&'a str, &'a [u8])],
    /// The body's bytes, or what is left of them.
    pub body: &'a [u8],
    /// What the caller knows of how these came about.
    pub slips: &'a [Slip],
}

/// A mistake that shows in the types of what was passed, before it becomes bytes. With one of these nothing verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Slip {
    /// The body was an object; `body` is the JSON of it.
    BodyParsed,
    /// There was no body, not even an empty one.
    BodyMissing,
    /// The body was a promise or a stream that nobody had read.
    BodyUnread,
    /// There were no headers that could be read.
    HeadersMissing,
    /// The headers were a promise.
    HeadersUnread,
    /// The headers were a flat list of names and values, which is not taken for headers elsewhere.
    HeadersFlat,
}

impl Slip {
    /// All of them, in the order of their numbers (`slip as usize`).
    pub const ALL: [Self; 6] = [
        Self::BodyParsed,
        Self::BodyMissing,
        Self::BodyUnread,
        Self::HeadersMissing,
        Self::HeadersUnread,
        Self::HeadersFlat,
    ];
}

/// A secret that may be the right one, as it is configured.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    bytes: &'a [u8],
    is_text: bool,
    id: Option<&'a str>,
    not_after: Option<Instant>,
}

impl core::fmt::Debug for Candidate<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Candidate").field("id", &self.id).field("not_after", &self.not_after).finish_non_exhaustive()
    }
}

impl<'a> Candidate<'a> {
    /// A setting's text, which [`Secret::from_text`] may refuse. Empty stands for one that is not set.
    #[must_use]
    pub const fn text(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), is_text: true, id: None, not_after: None }
    }

    /// Bytes that serve as they are.
    #[must_use]
    pub const fn bytes(bytes: &'a [u8]) -> Self {
        Self { bytes, is_text: false, id: None, not_after: None }
    }

    /// Names the secret, for findings.
    #[must_use]
    pub const fn with_id(mut self, id: &'a str) -> Self {
        self.id = Some(id);
        self
    }

    /// The end of its service.
    #[must_use]
    pub const fn not_after(mut self, instant: Instant) -> Self {
        self.not_after = Some(instant);
        self
    }

    fn flaw(&self) -> Option<SecretError> {
        if self.is_text { Secret::check_text(self.bytes).err() } else { Secret::from_bytes(self.bytes).err() }
    }

    fn is_unset(&self) -> bool {
        matches!(self.flaw(), Some(SecretError::Empty | SecretError::Blank | SecretError::Placeholder))
    }

    fn name(&self, place: usize) -> String {
        self.id.map_or_else(
            || alloc::format!("secret {} of those given", place.saturating_add(1)),
            |id| alloc::format!("the secret with the id {id}"),
        )
    }

    /// `None` where a verifier would refuse to be made with it.
    fn secret(&self) -> Option<Secret<'a>> {
        let secret = Secret::from_bytes(self.bytes).ok().filter(|_| self.flaw().is_none())?;
        Some(match self.not_after {
            Some(end) => secret.not_after(end),
            None => secret,
        })
    }
}

/// What a diagnosis found out.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The verdict of [`verify`] and of reading the event. It stands for nothing but itself: no event comes with it.
    pub verified: bool,
    /// What is the matter, what is proved first. Nothing where it verifies.
    pub findings: Vec<Finding>,
    /// The work that it took.
    pub work: Work,
}

/// Says why a delivery does not verify.
///
/// ```
/// use webhook_verifier::{Instant, Secret, Window, sign};
/// use webhook_verifier::diagnose::{Candidate, Delivery, diagnose};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let signature = sign(br#"{"event": "job.started"}"#, "2026-01-01T00:00:00Z", &Secret::from_text("whsec_9f1c2d")?);
/// let lines = [
///     ("X-Webhook-Timestamp", b"2026-01-01T00:00:00Z".as_slice()),
///     ("X-Webhook-Signature", signature.as_str().as_bytes()),
/// ];
/// let delivery = Delivery { lines: &lines, body: br#"{"event":"job.started"}"#, slips: &[] };
/// let now = Instant::from_unix(1_767_225_610, 0);
/// let diagnosis = diagnose(&delivery, &[Candidate::text("whsec_9f1c2d\n")], now, &Window::default());
/// let codes: Vec<_> = diagnosis.findings.iter().map(|finding| finding.code()).collect();
/// assert_eq!(codes, ["secret_white_space", "body_reserialised"]);
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn diagnose(delivery: &Delivery<'_>, candidates: &[Candidate<'_>], now: Instant, window: &Window) -> Diagnosis {
    let refusal = verdict(delivery, candidates, now, window);
    if matches!(refusal, Verdict::Verified) {
        return Diagnosis { verified: true, findings: Vec::new(), work: Work::default() };
    }
    let (proof, work) = search(delivery, candidates, now);
    let mut findings = match proof {
        Some(proof) => facts::proved(&proof, delivery, candidates, &refusal, now, window),
        None => looks::likely(delivery, candidates, work, window),
    };
    findings.sort_by_key(|finding| finding.certainty);
    Diagnosis { verified: false, findings, work }
}

fn search(delivery: &Delivery<'_>, candidates: &[Candidate<'_>], now: Instant) -> (Option<Match>, Work) {
    let claims = arrival::claims(delivery);
    if claims.is_empty() || delivery.body.len() > MAX_BODY_BYTES {
        return (None, Work::default());
    }
    let (stamps, ids) = (arrival::stamps(delivery), arrival::ids(delivery));
    let (keys, layouts) = (key::trials(candidates, now), layout::layouts(&stamps, &ids));
    let mut search =
        Search { claims: &claims, keys: &keys, layouts: &layouts, body: delivery.body, work: Work::default() };
    (search.run(), search.work)
}

/// What a verifier would say.
#[derive(Debug)]
enum Verdict {
    Verified,
    Refused(Error),
    /// A `TypeError`, before anything is verified.
    Impossible,
}

fn verdict(delivery: &Delivery<'_>, candidates: &[Candidate<'_>], now: Instant, window: &Window) -> Verdict {
    let serving: Option<Vec<_>> = candidates.iter().take(MAX_SECRETS).map(Candidate::secret).collect();
    let Some(Ok(secrets)) = serving.map(Secrets::new) else { return Verdict::Impossible };
    if !delivery.slips.is_empty() {
        return Verdict::Impossible;
    }
    let parts = RequestParts::new(delivery.lines.iter().copied(), delivery.body);
    match verify(&parts, &secrets, now, window).and_then(|verified| verified.event().map(|_| ())) {
        Ok(()) => Verdict::Verified,
        Err(error) => Verdict::Refused(error),
    }
}
