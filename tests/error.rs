//! The list of failures as users see it: code, HTTP status and message.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "core/amount.rs"]
mod amount;

use amount::amount;
use time::{Date, Month, OffsetDateTime};
use webhook_verifier::{Error, Header, PayloadError, PayloadErrorKind, Times, UnixTime};

const TIMES: Times = Times { signed: UnixTime::from_unix(0, 0), now: UnixTime::from_unix(1, 0) };
const FLAW: PayloadError = PayloadError { kind: PayloadErrorKind::Syntax, offset: 17 };

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

/// One phrase of fact for each, in which neither JavaScript nor advice has a place.
#[test]
fn messages() {
    for (error, message) in [
        (Error::MissingHeader(Header::Timestamp), "the x-webhook-timestamp header is missing or empty"),
        (Error::AmbiguousHeader(Header::Signature), "the x-webhook-signature header has several different values"),
        (Error::BodyTooLarge, "the body is larger than the size limit"),
        (Error::UnsupportedEncoding, "the body has a content encoding"),
        (Error::MalformedSignature, "the x-webhook-signature header is not 'sha256=' and 64 lowercase hex digits"),
        (Error::MalformedTimestamp, "the x-webhook-timestamp header is not an RFC 3339 time with a zone"),
        (Error::SignatureMismatch, "the signature matches none of the current secrets"),
        (
            Error::TimestampTooOld(TIMES),
            "the delivery is genuine but too old: signed at 1970-01-01T00:00:00.000Z, evaluated at 1970-01-01T00:00:01.000Z",
        ),
        (
            Error::TimestampInFuture(TIMES),
            "the delivery is genuine but from the future: signed at 1970-01-01T00:00:00.000Z, evaluated at 1970-01-01T00:00:01.000Z",
        ),
        (Error::MalformedPayload(FLAW), "the body is not JSON (byte 17)"),
        (Error::MalformedPayload(PayloadError { offset: 1_048_576, ..FLAW }), "the body is not JSON (byte 1048576)"),
        (Error::EventMismatch, "the x-webhook-event header and the body name different events"),
    ] {
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn messages_name_the_flaw() {
    for (kind, shown) in [
        (PayloadErrorKind::Empty, "is empty"),
        (PayloadErrorKind::NotAnObject, "is not a JSON object"),
        (PayloadErrorKind::ByteOrderMark, "begins with a byte order mark"),
        (PayloadErrorKind::NotUtf8, "is not UTF-8"),
        (PayloadErrorKind::Syntax, "is not JSON"),
        (PayloadErrorKind::Truncated, "ends in the middle of its JSON"),
        (PayloadErrorKind::DuplicateKey, "has the same key twice in one object"),
        (PayloadErrorKind::TooDeep, "is nested deeper than 64 levels"),
        (PayloadErrorKind::TooManyKeys, "has more than 8192 keys in one object and those around it"),
    ] {
        let message = Error::MalformedPayload(PayloadError { kind, ..FLAW }).to_string();
        assert_eq!(message, format!("the body {shown} (byte 17)"));
    }
}

fn shown(signed: UnixTime) -> String {
    let now = UnixTime::from_unix(1_767_225_610, 987_654_321);
    let message = Error::TimestampTooOld(Times { signed, now }).to_string();
    let (start, rest) = message.split_once(", evaluated at ").unwrap();
    assert_eq!(rest, "2026-01-01T00:00:10.987Z");
    start.strip_prefix("the delivery is genuine but too old: signed at ").unwrap().to_owned()
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
        assert_eq!(shown(UnixTime::from_unix(seconds, 7_999_999)), expected);
        seconds = seconds.saturating_add(step);
    }
}
