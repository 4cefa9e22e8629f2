//! Explains why a delivery does not verify with [`webhook_verifier`], and reads pasted requests.
//!
//! A tool for people who look for a mistake, not for servers: nothing on the way of [`webhook_verifier::Verifier::verify`] uses it.
//!
//! [`diagnose`] first reads the headers and the shape of the body. Then it searches for the bytes that were really signed: one
//! change at a time (of the secret, the body, the signed string, the spelling of the signature), then pairs of changes of
//! different kinds. [`MAX_MACS`] and [`MAX_HASHED_BYTES`] bound the work. The answer never accepts a delivery. It holds no HMAC
//! that the caller did not send, and nothing of the secret; of the body only [`Diagnosis::signed_body`].
//!
//! [`capture::parse`] reads a paste into the request that it shows.
#![cfg_attr(not(feature = "typescript"), no_std)]

extern crate alloc;

mod body_mutations;
mod budget;
mod candidate;
pub mod capture;
mod clock;
mod conclusions;
mod decompress;
mod delivery;
mod encodings;
mod finding;
mod finding_code;
mod header_candidates;
mod heuristics;
mod json;
mod key_candidates;
mod message_layouts;
mod mojibake;
mod named_enum;
mod search;
mod secret_mutations;
mod signature_forms;
mod time_formats;
mod utf16;

use alloc::vec::Vec;

pub use budget::{MAX_BODY_BYTES, MAX_HASHED_BYTES, MAX_MACS, Work};
pub use candidate::{Candidate, MAX_CANDIDATES};
pub use delivery::{Delivery, InputMistake};
pub use finding::{Certainty, Finding};
pub use finding_code::{FindingCode, FindingRow};
pub use header_candidates::foreign_headers;

use finding::Proven;
use search::Search;
use webhook_verifier::{Error, Policy, RequestParts, Secrets, UnixTime, Verifier};

/// The answer of a diagnosis.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Diagnosis {
    /// Whether a verifier with these secrets accepts the delivery. Never use it to accept one: no event comes with it.
    pub verified: bool,
    /// The reasons: proved ones first, then the smallest change first. Empty if the delivery verifies.
    pub findings: Vec<Finding>,
    /// The body that was signed, if a proved change of the body leads to it. Not enumerable in JavaScript, so that a log gets no byte
    /// of it.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "signedBody", skip_serializing_if = "Option::is_none", with = "serde_bytes")
    )]
    #[cfg_attr(feature = "typescript", ts(optional, rename = "signedBody", type = "Uint8Array"))]
    pub signed_body: Option<Vec<u8>>,
    /// The work done.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub work: Work,
}

/// Says why a delivery does not verify.
///
/// ```
/// use webhook_verifier::{UnixTime, Secret, Policy, sign};
/// use webhook_verifier_diagnose::{Candidate, Delivery, diagnose};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let signature = sign(br#"{"event": "job.started"}"#, "2026-01-01T00:00:00Z", &Secret::from_text("whsec_9f1c2d")?);
/// let lines = [
///     ("X-Webhook-Timestamp", b"2026-01-01T00:00:00Z".as_slice()),
///     ("X-Webhook-Signature", signature.as_str().as_bytes()),
/// ];
/// let delivery = Delivery { lines: &lines, body: br#"{"event":"job.started"}"#, mistakes: &[] };
/// let now = UnixTime::new(1_767_225_610, 0);
/// let diagnosis = diagnose(&delivery, &[Candidate::text("whsec_9f1c2d\n")], now, &Policy::default());
/// let codes: Vec<_> = diagnosis.findings.iter().map(|finding| finding.code.as_str()).collect();
/// assert_eq!(codes, ["secret_whitespace", "body_reserialized"]);
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn diagnose(delivery: &Delivery<'_>, candidates: &[Candidate<'_>], now: UnixTime, window: &Policy) -> Diagnosis {
    let refusal = verdict(delivery, candidates, now, window);
    if matches!(refusal, Verdict::Verified) {
        return Diagnosis { verified: true, findings: Vec::new(), signed_body: None, work: Work::default() };
    }
    let (proof, work) = search(delivery, candidates, now);
    let mut findings = match &proof {
        Some(proof) => conclusions::proved(proof, delivery, candidates, &refusal, now, window),
        None => heuristics::likely(delivery, candidates, work, window),
    };
    findings.sort_by_key(|finding| finding.certainty);
    Diagnosis { verified: false, findings, signed_body: proof.and_then(|proof| proof.body), work }
}

fn search(delivery: &Delivery<'_>, candidates: &[Candidate<'_>], now: UnixTime) -> (Option<Proven>, Work) {
    let claims = header_candidates::claims(delivery);
    if claims.is_empty() || delivery.body.len() > MAX_BODY_BYTES {
        return (None, Work::default());
    }
    let (stamps, ids) = (header_candidates::stamps(delivery), header_candidates::ids(delivery));
    let (keys, layouts) = (key_candidates::trials(candidates, now), message_layouts::layouts(&stamps, &ids));
    let mut search =
        Search { claims: &claims, keys: &keys, layouts: &layouts, body: delivery.body, work: Work::default() };
    (search.run(), search.work)
}

/// The result of a verifier.
#[derive(Debug)]
enum Verdict {
    Verified,
    Refused(Error),
    /// A `TypeError`, before anything is verified.
    Impossible,
}

fn verdict(delivery: &Delivery<'_>, candidates: &[Candidate<'_>], now: UnixTime, window: &Policy) -> Verdict {
    let serving: Option<Vec<_>> = candidates.iter().take(Secrets::MAX).map(Candidate::secret).collect();
    let Some(Ok(secrets)) = serving.map(Secrets::new) else { return Verdict::Impossible };
    if !delivery.mistakes.is_empty() {
        return Verdict::Impossible;
    }
    let parts = RequestParts::new(delivery.lines.iter().copied(), delivery.body);
    let verifier = Verifier::new(secrets).with_policy(*window);
    match verifier.verify(&parts, now).and_then(|verified| verified.event().map(|_| ())) {
        Ok(()) => Verdict::Verified,
        Err(error) => Verdict::Refused(error),
    }
}
