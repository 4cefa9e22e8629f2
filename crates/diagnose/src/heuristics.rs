//! Heuristics used when the search finds no match.

use alloc::vec::Vec;

use webhook_verifier::{Policy, SecretError};

use super::budget::Work;
use super::decompress::is_gzip;
use super::finding::{Finding, Hypothesis};
use super::finding_code::FindingCode;
use super::header_candidates;
use super::json::{CONSUMED, END_OF_TEXT, JAVASCRIPT, Style, Styles, Value};
use super::secret_mutations::{TRIM, WITHOUT_NEWLINE};
use super::{Candidate, Delivery, InputMistake};

pub(crate) fn likely(
    delivery: &Delivery<'_>,
    candidates: &[Candidate<'_>],
    work: Work,
    window: &Policy,
) -> Vec<Finding> {
    let mistakes: Vec<Hypothesis> = delivery.mistakes.iter().map(|mistake| of_mistake(*mistake, delivery)).collect();
    let has = |code: &[FindingCode]| mistakes.iter().any(|change| code.contains(&change.code));
    let mut changes = mistakes.clone();
    changes.extend(secrets(candidates));
    if !has(&[FindingCode::HeadersSpread]) {
        changes.extend(header_candidates::looks(delivery));
    }
    if !has(&[FindingCode::BodyParsed, FindingCode::BodyEmpty]) {
        changes.extend(body(delivery, window));
    }
    if changes.is_empty() {
        let cut = if work.is_cut_short { "; not all were tried, because the body is too large" } else { "" };
        let parser = if is_printed(delivery.body) { PARSER } else { "" };
        changes.push(Hypothesis::of(FindingCode::Unexplained, cut, parser));
    }
    let mut findings: Vec<Finding> = Vec::new();
    for finding in changes.iter().map(Hypothesis::likely) {
        if !findings.iter().any(|known| known.message == finding.message) {
            findings.push(finding);
        }
    }
    findings
}

const PARSER: &str = ". The body could be the output of JSON.stringify: if your program parses it before it verifies, pass the raw bytes instead";

/// Whether a parser and JSON.stringify would print this very text again.
fn is_printed(body: &[u8]) -> bool {
    let printed = Value::parse(body)
        .ok()
        .and_then(|value| Style::all(&value, Styles::Frequent).first().map(|style| style.print(&value, body.len())));
    printed.is_some_and(|printed| printed == body)
}

pub(crate) fn of_mistake(mistake: InputMistake, delivery: &Delivery<'_>) -> Hypothesis {
    match mistake {
        InputMistake::BodyParsed => Hypothesis::of(FindingCode::BodyParsed, "", JAVASCRIPT),
        InputMistake::BodyMissing => Hypothesis::of(FindingCode::BodyEmpty, "missing", CONSUMED),
        InputMistake::BodyUnread => {
            Hypothesis::of(FindingCode::BodyEmpty, "a promise or a stream: await it first", CONSUMED)
        }
        InputMistake::BodyHalves => Hypothesis::new(FindingCode::BodyReplacementChars),
        InputMistake::HeadersMissing => Hypothesis::of(FindingCode::HeadersSpread, "there are no headers", HEADERS),
        InputMistake::HeadersUnread => Hypothesis::of(
            FindingCode::HeadersSpread,
            "the headers are a promise",
            "await it first, as in await headers()",
        ),
        InputMistake::HeadersFlat if delivery.lines.is_empty() => {
            Hypothesis::of(FindingCode::HeadersSpread, "the list of headers is empty", HEADERS)
        }
        InputMistake::HeadersOfRequest => Hypothesis::of(
            FindingCode::HeadersSpread,
            "the whole request was passed as headers",
            "pass request.headers",
        ),
        InputMistake::HeadersFlat => Hypothesis::of(
            FindingCode::HeadersSpread,
            "the headers are a flat list, as in Node's rawHeaders",
            "pass req.headers",
        ),
    }
}

pub(crate) const HEADERS: &str = "pass request.headers itself: { ...request.headers } and its JSON are empty for the Headers object of a Fetch request. A pasted request needs its header lines";

pub(crate) fn too_large() -> Hypothesis {
    Hypothesis::of(FindingCode::BodyTooLarge, "maxBodyBytes", "raise maxBodyBytes if your deliveries can be this large")
}

pub(crate) fn secrets(candidates: &[Candidate<'_>]) -> Vec<Hypothesis> {
    let mut changes: Vec<Hypothesis> = candidates.iter().filter_map(secret).collect();
    if candidates.is_empty() {
        changes.push(Hypothesis::of(FindingCode::SecretUnset, "is missing", ""));
    }
    changes
}

fn secret(candidate: &Candidate<'_>) -> Option<Hypothesis> {
    match candidate.flaw()? {
        SecretError::SurroundingWhitespace => {
            let remedy = if candidate.bytes.ends_with(b"\n") { WITHOUT_NEWLINE } else { TRIM };
            Some(Hypothesis::of(FindingCode::SecretWhitespace, "whitespace around it", remedy))
        }
        error @ (SecretError::Empty | SecretError::Blank | SecretError::Placeholder | SecretError::Nul) => {
            Some(Hypothesis::of(FindingCode::SecretUnset, webhook_verifier::bindings::secret_predicate(error), ""))
        }
        _ => None,
    }
}

fn body(delivery: &Delivery<'_>, window: &Policy) -> Vec<Hypothesis> {
    let body = delivery.body;
    let mut changes = Vec::new();
    if body.len() > super::MAX_BODY_BYTES {
        let what = "the 4 MiB that a diagnosis hashes, so nothing was tried";
        changes.push(Hypothesis::of(FindingCode::BodyTooLarge, what, "diagnose a smaller delivery of the same sender"));
        return changes;
    }
    if body.len() as u64 > window.max_body_bytes {
        changes.push(too_large());
    }
    if body.is_empty() {
        changes.push(Hypothesis::of(FindingCode::BodyEmpty, "empty", CONSUMED));
    }
    if body.starts_with(b"[object ") && body.ends_with(b"]") {
        changes.push(Hypothesis::of(FindingCode::BodyStringifiedObject, "", JAVASCRIPT));
    }
    if is_gzip(body) {
        changes.push(Hypothesis::of(
            FindingCode::BodyCompressed,
            "gzip, and senders sign the body before it is compressed",
            "",
        ));
    }
    if body.windows(3).any(|window| window == "\u{fffd}".as_bytes()) {
        changes.push(Hypothesis::new(FindingCode::BodyReplacementChars));
    }
    changes.extend(truncated(delivery));
    changes
}

fn truncated(delivery: &Delivery<'_>) -> Option<Hypothesis> {
    if delivery.body.starts_with(b"{") && Value::parse(delivery.body).is_err_and(|error| error.found == END_OF_TEXT) {
        return Some(Hypothesis::of(FindingCode::BodyTruncated, "ends within its JSON", ""));
    }
    let (_, length) = delivery.lines.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?;
    let length: usize = core::str::from_utf8(length).ok()?.trim().parse().ok()?;
    (!delivery.body.is_empty() && delivery.body.len() < length)
        .then(|| Hypothesis::of(FindingCode::BodyTruncated, "is shorter than its Content-Length says", ""))
}
