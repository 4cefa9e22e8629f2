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
mod candidate;
mod cause;
mod claim;
mod clock;
mod compressed;
mod delivery;
mod facts;
mod finding;
mod json;
mod key;
mod latin;
mod layout;
mod looks;
mod moment;
mod rewriting;
mod search;
mod wiped;

use alloc::vec::Vec;

pub use budget::{MAX_BODY_BYTES, MAX_HASHED_BYTES, MAX_MACS, Work};
pub use candidate::{Candidate, MAX_CANDIDATES};
pub use cause::{Cause, CauseRow};
pub use delivery::{Delivery, Slip};
pub use finding::{Certainty, Finding};

use crate::error::Error;
use crate::request::RequestParts;
use crate::secret::{MAX_SECRETS, Secrets};
use crate::timestamp::{Instant, Window};
use crate::verdict::verify;
use finding::Match;
use search::Search;

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
