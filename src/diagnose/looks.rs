//! What a delivery looks like, where no change leads to its signature.

use alloc::vec::Vec;

use super::arrival;
use super::budget::Work;
use super::cause::Cause;
use super::compressed::is_gzip;
use super::finding::{Change, Finding};
use super::json::{JAVASCRIPT, Style, Value};
use super::{Candidate, Delivery, Slip};
use crate::secret::SecretError;
use crate::timestamp::Window;

pub(crate) fn likely(
    delivery: &Delivery<'_>,
    candidates: &[Candidate<'_>],
    work: Work,
    window: &Window,
) -> Vec<Finding> {
    let slips: Vec<Change> = delivery.slips.iter().map(|slip| of_slip(*slip, delivery)).collect();
    let has = |cause: &[Cause]| slips.iter().any(|change| cause.contains(&change.cause));
    let mut changes = slips.clone();
    changes.extend(secrets(candidates));
    if !has(&[Cause::HeadersLost]) {
        changes.extend(arrival::looks(delivery));
    }
    if !has(&[Cause::BodyParsed, Cause::BodyEmpty]) {
        changes.extend(body(delivery, window));
    }
    if changes.is_empty() {
        let cut = if work.is_cut_short { "; the body is so large that not all of them were" } else { "" };
        let parser = if is_printed(delivery.body) { PARSER } else { "" };
        changes.push(Change::of(Cause::Unexplained, cut, parser));
    }
    let mut findings: Vec<Finding> = Vec::new();
    for finding in changes.iter().map(Change::likely) {
        if !findings.iter().any(|known| known.message == finding.message) {
            findings.push(finding);
        }
    }
    findings
}

const PARSER: &str = ": it is exactly what JSON.stringify prints, so if a parser ran before, a number such as 1.0 or the order of keys may be lost, which cannot be told: pass the raw bytes";

/// Whether a parser and JSON.stringify would print this very text again.
fn is_printed(body: &[u8]) -> bool {
    let printed = Value::parse(body)
        .ok()
        .and_then(|value| Style::all(&value, true).first().map(|style| style.print(&value, body.len())));
    printed.is_some_and(|printed| printed == body)
}

pub(crate) fn of_slip(slip: Slip, delivery: &Delivery<'_>) -> Change {
    match slip {
        Slip::BodyParsed => Change::of(Cause::BodyParsed, "", JAVASCRIPT),
        Slip::BodyMissing => Change::of(Cause::BodyEmpty, "missing", EXPRESS),
        Slip::BodyUnread => {
            Change::of(Cause::BodyEmpty, "a promise or a stream that nobody has read: await it first", EXPRESS)
        }
        Slip::BodyHalves => Change::new(Cause::BodyLossy),
        Slip::HeadersMissing => Change::of(Cause::HeadersLost, "there are no headers", ""),
        Slip::HeadersUnread => {
            Change::of(Cause::HeadersLost, "the headers are a promise: await it first, as in await headers()", "")
        }
        Slip::HeadersFlat if delivery.lines.is_empty() => {
            Change::of(Cause::HeadersLost, "the list of headers is empty", "")
        }
        Slip::HeadersOfRequest => {
            Change::of(Cause::HeadersLost, "the whole request was passed as headers: pass its headers", "")
        }
        Slip::HeadersFlat => {
            Change::of(Cause::HeadersLost, "the headers are a flat list: pass req.headers, not req.rawHeaders", "")
        }
    }
}

const EXPRESS: &str = "express.raw({ type: () => true }) on this route, before any express.json(), then req.body";

pub(crate) fn too_large() -> Change {
    Change::of(Cause::BodyTooLarge, "maxBodyBytes", "raise maxBodyBytes, if deliveries may be that large")
}

pub(crate) fn secrets(candidates: &[Candidate<'_>]) -> Vec<Change> {
    let mut changes: Vec<Change> = candidates.iter().filter_map(secret).collect();
    if candidates.is_empty() {
        changes.push(Change::of(Cause::SecretUnset, "is missing", ""));
    }
    changes
}

fn secret(candidate: &Candidate<'_>) -> Option<Change> {
    match candidate.flaw()? {
        SecretError::SurroundingWhiteSpace => Some(Change::of(Cause::SecretWhiteSpace, "white space around it", "")),
        error @ (SecretError::Empty | SecretError::Blank | SecretError::Placeholder | SecretError::Nul) => {
            Some(Change::of(Cause::SecretUnset, error.message(), ""))
        }
        _ => None,
    }
}

fn body(delivery: &Delivery<'_>, window: &Window) -> Vec<Change> {
    let body = delivery.body;
    let mut changes = Vec::new();
    if body.len() > super::MAX_BODY_BYTES {
        let what = "a diagnosis hashes, so nothing was tried";
        changes.push(Change::of(
            Cause::BodyTooLarge,
            what,
            "no setting mends this: look into a smaller delivery of the same sender",
        ));
        return changes;
    }
    if body.len() as u64 > window.max_body_bytes {
        changes.push(too_large());
    }
    if body.is_empty() {
        changes.push(Change::of(Cause::BodyEmpty, "empty", EXPRESS));
    }
    if body.starts_with(b"[object ") && body.ends_with(b"]") {
        changes.push(Change::of(Cause::BodyObjectText, "", JAVASCRIPT));
    }
    if is_gzip(body) {
        changes.push(Change::of(Cause::BodyCompressed, "gzip", ""));
    }
    if body.windows(3).any(|window| window == "\u{fffd}".as_bytes()) {
        changes.push(Change::new(Cause::BodyLossy));
    }
    changes.extend(truncated(delivery));
    changes
}

fn truncated(delivery: &Delivery<'_>) -> Option<Change> {
    let (_, length) = delivery.lines.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?;
    let length: usize = core::str::from_utf8(length).ok()?.trim().parse().ok()?;
    (!delivery.body.is_empty() && delivery.body.len() < length)
        .then(|| Change::of(Cause::BodyTruncated, "is shorter than its Content-Length says", ""))
}
