//! The list of failures as users see it: code, HTTP status and message.
#![allow(clippy::unwrap_used)]

#[path = "core/amount.rs"]
mod amount;

use amount::amount;
use time::{Date, Month, OffsetDateTime};
use webhook_verifier::{Error, Flaw, FlawKind, Header, Instant, Times};

const TIMES: Times = Times { signed: Instant::from_unix(0, 0), now: Instant::from_unix(1, 0) };
const FLAW: Flaw = Flaw { kind: FlawKind::Syntax, offset: 17 };

#[test]
fn codes_and_statuses() {
    for (error, code, status) in [
        (Error::MissingHeader(Header::Signature), "missing_header", 401),
        (Error::AmbiguousHeader(Header::Event), "ambiguous_header", 400),
        (Error::BodyTooLarge, "body_too_large", 413),
        (Error::UnsupportedEncoding, "unsupported_encoding", 415),
        (Error::MalformedSignature, "malformed_signature", 401),
        (Error::MalformedTimestamp, "malformed_timestamp", 401),
        (Error::SignatureMismatch, "signature_mismatch", 401),
        (Error::TimestampTooOld(TIMES), "timestamp_too_old", 401),
        (Error::TimestampInFuture(TIMES), "timestamp_in_future", 401),
        (Error::MalformedPayload(FLAW), "malformed_payload", 400),
        (Error::EventMismatch, "event_mismatch", 400),
    ] {
        assert_eq!((error.code(), error.status()), (code, status));
    }
}

/// Says which header, and where in the body; for headers in the one spelling that logs can be searched for.
#[test]
fn messages_name_the_place() {
    let missing = Error::MissingHeader(Header::Timestamp).to_string();
    assert!(missing.starts_with("the x-webhook-timestamp header is absent or empty"), "{missing}");
    let ambiguous = Error::AmbiguousHeader(Header::Signature).to_string();
    assert!(ambiguous.starts_with("the x-webhook-signature header came more than once"), "{ambiguous}");
    for (offset, shown) in [(0, "(byte 0)"), (17, "(byte 17)"), (1_048_576, "(byte 1048576)")] {
        let message = Error::MalformedPayload(Flaw { offset, ..FLAW }).to_string();
        assert!(message.ends_with(shown), "{message}");
    }
}

#[test]
fn messages_name_the_flaw() {
    for (kind, shown) in [
        (FlawKind::Empty, "is empty"),
        (FlawKind::NotAnObject, "is not a JSON object"),
        (FlawKind::ByteOrderMark, "begins with a byte order mark"),
        (FlawKind::NotUtf8, "is not UTF-8"),
        (FlawKind::Syntax, "is not JSON"),
        (FlawKind::Truncated, "ends in the middle of its JSON"),
        (FlawKind::DuplicateKey, "has the same key twice in one object"),
        (FlawKind::TooDeep, "is nested deeper than 64 levels"),
        (FlawKind::TooManyKeys, "has more than 8192 keys in one object and those around it"),
    ] {
        let message = Error::MalformedPayload(Flaw { kind, ..FLAW }).to_string();
        assert_eq!(message, format!("the signed body {shown} (byte 17)"));
    }
}

/// Where a mistake is likely, the message says who can find it.
#[test]
fn messages_point_to_the_diagnosis() {
    for error in [Error::MalformedSignature, Error::MalformedTimestamp, Error::SignatureMismatch] {
        assert!(error.to_string().ends_with(" (diagnoseWebhook of webhook-verifier/diagnose says why)"), "{error}");
    }
}

fn shown(signed: Instant) -> String {
    let now = Instant::from_unix(1_767_225_610, 987_654_321);
    let message = Error::TimestampTooOld(Times { signed, now }).to_string();
    let (start, rest) = message.split_once(" and the clock here says ").unwrap();
    assert!(rest.starts_with("2026-01-01T00:00:10.987Z; "), "{message}");
    start.strip_prefix("the delivery is genuine, but was signed at ").unwrap().to_owned()
}

/// Days of ten thousand years, each at another time of day; in the long form every day.
#[test]
fn both_times_are_shown_in_utc() {
    let day = |year, month, day| Date::from_calendar_date(year, month, day).unwrap().midnight().assume_utc();
    let (first, last) = (day(0, Month::January, 1), day(9_999, Month::December, 31));
    let step = amount(100_003, 59, 1) * 86_400 + 61;
    let mut seconds = first.unix_timestamp();
    while seconds <= last.unix_timestamp() {
        let moment = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        let ((year, month, day), (hour, minute, second)) = (moment.to_calendar_date(), moment.to_hms());
        let month = u8::from(month);
        let expected = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.007Z");
        assert_eq!(shown(Instant::from_unix(seconds, 7_999_999)), expected);
        seconds = seconds.saturating_add(step);
    }
}
