//! Findings after the HMAC has matched: the changes that it took, and the checks that would still fail.

use alloc::vec::Vec;

use webhook_verifier::{Error, Header, Headers, Policy, UnixTime, bindings};

use super::clock;
use super::finding::{Finding, Hypothesis, Proven};
use super::finding_code::FindingCode;
use super::header_candidates::{self, UNSIGNED_PAIR};
use super::json::Value;
use super::message_layouts::is_cut_elsewhere;
use super::{Candidate, Delivery, Verdict, heuristics, time_formats};

pub(crate) fn proved(
    proof: &Proven,
    delivery: &Delivery<'_>,
    candidates: &[Candidate<'_>],
    verdict: &Verdict,
    now: UnixTime,
    window: &Policy,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut add = |finding: Finding| {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    };
    delivery
        .mistakes
        .iter()
        .map(|mistake| heuristics::of_mistake(*mistake, delivery))
        .for_each(|change| add(proof.proves(&change)));
    proof.findings().for_each(&mut add);
    let changes = still_refused(proof, delivery, verdict, now, window);
    changes.iter().for_each(|change| add(proof.proves(change)));
    let zone = known_time(proof).and_then(|signed| clock::zone_of(signed, now, window));
    zone.iter().for_each(|change| add(proof.suggests(change)));
    // Signed with a good secret, but a verifier cannot be made while a bad one is next to it.
    if findings.is_empty() {
        findings.extend(heuristics::secrets(candidates).iter().map(Hypothesis::likely));
    }
    findings
}

fn still_refused(
    proof: &Proven,
    delivery: &Delivery<'_>,
    verdict: &Verdict,
    now: UnixTime,
    window: &Policy,
) -> Vec<Hypothesis> {
    let mut changes = Vec::new();
    if delivery.body.len() as u64 > window.max_body_bytes {
        changes.push(heuristics::too_large());
    }
    if is_encoded(delivery) && !proof.takes(FindingCode::BodyCompressed) {
        changes.push(Hypothesis::new(FindingCode::HeaderContentEncoding));
    }
    if !proof.takes(FindingCode::TimestampReformatted) {
        changes.extend(proof.timestamp.as_deref().and_then(|timestamp| malformed(timestamp, delivery)));
    }
    changes.extend(known_time(proof).into_iter().flat_map(|signed| clock::looks(signed, now, window)));
    if let (true, Verdict::Refused(error)) = (proof.is_clean(), verdict) {
        changes.extend(content(error, delivery));
    }
    changes
}

/// When the sender signed. A signature with a public key proves neither sender nor time.
fn known_time(proof: &Proven) -> Option<UnixTime> {
    proof.timestamp.as_deref().filter(|_| !proof.takes(FindingCode::SenderSecretUnset)).and_then(time_formats::read)
}

fn is_encoded(delivery: &Delivery<'_>) -> bool {
    let mut headers = Headers::default();
    delivery.lines.iter().for_each(|(name, value)| headers.add(name, value));
    bindings::is_encoded(&headers)
}

/// A malformed timestamp that was signed as it is.
fn malformed(timestamp: &[u8], delivery: &Delivery<'_>) -> Option<Hypothesis> {
    let change = header_candidates::malformed(timestamp)?;
    let is_moved = is_cut_elsewhere(&[timestamp, b".", delivery.body].concat(), timestamp);
    Some(if is_moved { Hypothesis::new(FindingCode::SignedBoundaryMoved) } else { change })
}

/// The finding for a delivery that is genuine and in time.
fn content(error: &Error, delivery: &Delivery<'_>) -> Option<Hypothesis> {
    match error {
        Error::MalformedPayload(flaw) => {
            let what = alloc::format!("{} (byte {})", bindings::payload_predicate(flaw.kind), flaw.offset);
            Some(Hypothesis::with(FindingCode::PayloadMalformed, what, ""))
        }
        Error::EventMismatch => Some(event(delivery)),
        Error::AmbiguousHeader(header) => Some(Hypothesis::of(FindingCode::HeaderDuplicated, header.name(), "")),
        _ => None,
    }
}

fn event(delivery: &Delivery<'_>) -> Hypothesis {
    let id = delivery.lines.iter().find(|(name, _)| name.eq_ignore_ascii_case(Header::DeliveryId.name()));
    match (id, named(delivery.body)) {
        (Some((_, id)), Some(named)) if *id == named.as_bytes() => {
            Hypothesis::of(FindingCode::HeadersSwapped, UNSIGNED_PAIR, "")
        }
        _ => Hypothesis::new(FindingCode::EventMismatch),
    }
}

/// The event that the body names.
fn named(body: &[u8]) -> Option<alloc::borrow::Cow<'_, str>> {
    let Value::Map(members) = Value::parse(body).ok()? else { return None };
    members.into_iter().find_map(|(key, value)| match value {
        Value::Text(name) if key == "event" => Some(name),
        _ => None,
    })
}
