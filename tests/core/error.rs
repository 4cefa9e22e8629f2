//! The list of errors as users see it: code, HTTP status and message.
#![cfg(feature = "alloc")]

use crate::amount::amount;
use time::{Date, Month, OffsetDateTime};
use webhook_verifier::bindings::{
    ERRORS, EVENT_KINDS, HEADERS, PAYLOAD_ERRORS, SECRET_ERRORS, error_number, parse_unverified, payload_predicate,
};
use webhook_verifier::{Error, Header, Headers, PayloadError, RequestParts, Secret, UnixTime, Verifier, sign};

const TIMESTAMP: &str = "1970-01-01T00:00:00Z";

/// The refusal of a genuine delivery that was signed at the epoch.
fn refusal_at(now: UnixTime) -> Error {
    let secret = Secret::from_bytes(b"errors").unwrap();
    let signature = sign(b"{}", TIMESTAMP, &secret);
    let headers = [("x-webhook-timestamp", TIMESTAMP), ("x-webhook-signature", signature.as_str())];
    Verifier::new(secret).verify(&RequestParts::new(headers, b"{}"), now).unwrap_err()
}

fn payload_error(body: &str) -> PayloadError {
    match parse_unverified(body.as_bytes(), &Headers::default()) {
        Err(Error::MalformedPayload(error)) => error,
        other => panic!("{other:?}"),
    }
}

/// Each error with its code, status and message.
fn errors() -> [(Error, &'static str, u16, &'static str); 11] {
    [
        (
            Error::MissingHeader(Header::Timestamp),
            "missing_header",
            401,
            "the x-webhook-timestamp header is missing or empty",
        ),
        (
            Error::AmbiguousHeader(Header::Signature),
            "ambiguous_header",
            400,
            "the x-webhook-signature header has several different values",
        ),
        (Error::BodyTooLarge, "body_too_large", 413, "the body is larger than the size limit"),
        (Error::UnsupportedEncoding, "unsupported_encoding", 415, "the body has a content encoding"),
        (
            Error::MalformedSignature,
            "malformed_signature",
            401,
            "the x-webhook-signature header is not 'sha256=' and 64 lowercase hex digits",
        ),
        (
            Error::MalformedTimestamp,
            "malformed_timestamp",
            401,
            "the x-webhook-timestamp header is not an RFC 3339 time with a zone",
        ),
        (Error::SignatureMismatch, "signature_mismatch", 401, "the signature matches none of the current secrets"),
        (
            refusal_at(UnixTime::new(301, 0)),
            "timestamp_too_old",
            401,
            "the delivery is genuine but too old: signed at 1970-01-01T00:00:00.000Z, evaluated at 1970-01-01T00:05:01.000Z",
        ),
        (
            refusal_at(UnixTime::new(-61, 0)),
            "timestamp_in_future",
            401,
            "the delivery is genuine but from the future: signed at 1970-01-01T00:00:00.000Z, evaluated at 1969-12-31T23:58:59.000Z",
        ),
        (
            Error::MalformedPayload(payload_error(r#"{"number":1_000}"#)),
            "malformed_payload",
            400,
            "the body is not JSON (byte 11)",
        ),
        (Error::EventMismatch, "event_mismatch", 400, "the x-webhook-event header and the body name different events"),
    ]
}

/// A message is one short statement of fact, without advice and without names of JavaScript.
#[test]
fn codes_statuses_and_messages() {
    for (error, code, status, message) in errors() {
        assert_eq!((error.code(), error.status()), (code, status));
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn messages_name_the_rule_that_a_body_breaks() {
    let keys: Vec<String> = (0..8_193).map(|key| format!("\"{key}\":1")).collect();
    for (body, message) in [
        ("", "the body is empty (byte 0)"),
        ("[]", "the body is not a JSON object (byte 0)"),
        ("\u{feff}{}", "the body begins with a byte order mark (byte 0)"),
        ("{x", "the body is not JSON (byte 1)"),
        ("{", "the body ends in the middle of its JSON (byte 1)"),
        (r#"{"a":1,"a":2}"#, "the body has the same key twice in one object (byte 12)"),
        (&"{\"a\":".repeat(65), "the body is nested deeper than 64 levels (byte 320)"),
        (
            &format!("{{{}}}", keys.join(",")),
            "the body has more than 8192 keys in one object and those around it (byte 72624)",
        ),
    ] {
        let error = payload_error(body);
        assert_eq!(error.to_string(), message);
        assert_eq!(Error::MalformedPayload(error).to_string(), message);
    }
    let error = parse_unverified(b"{\"\xff", &Headers::default()).unwrap_err();
    assert_eq!(error.to_string(), "the body is not UTF-8 (byte 2)");
}

/// The tables are in the order of the numbers that cross into JavaScript.
#[test]
fn tables_are_in_the_order_of_their_numbers() {
    for (number, (error, code, status, _)) in errors().into_iter().enumerate() {
        assert_eq!(error_number(&error), number, "{code}");
        assert_eq!((ERRORS[number].code, ERRORS[number].status), (code, status));
    }
    assert_eq!(ERRORS.len(), errors().len());
    assert!(EVENT_KINDS.iter().enumerate().all(|(number, kind)| *kind as usize == number));
    assert!(HEADERS.iter().enumerate().all(|(number, header)| *header as usize == number));
    assert!(PAYLOAD_ERRORS.iter().enumerate().all(|(number, kind)| *kind as usize == number));
    assert!(SECRET_ERRORS.iter().enumerate().all(|(number, error)| *error as usize == number));
    let lengths = [EVENT_KINDS.len(), HEADERS.len(), PAYLOAD_ERRORS.len(), SECRET_ERRORS.len()];
    assert_eq!(lengths, [4, 5, 9, 7]);
}

/// The npm package fills in the message of the table; Rust writes its own. Both read alike.
#[test]
fn messages_of_the_table_read_as_those_of_rust() {
    for (error, ..) in errors() {
        let predicate = if let Error::MalformedPayload(error) = error { payload_predicate(error.kind) } else { "" };
        let header = match error {
            Error::MissingHeader(header) | Error::AmbiguousHeader(header) => header.name(),
            _ => "",
        };
        let now =
            if error.code() == "timestamp_too_old" { "1970-01-01T00:05:01.000Z" } else { "1969-12-31T23:58:59.000Z" };
        let filled = ERRORS[error_number(&error)]
            .message
            .replace("{header}", header)
            .replace("{signed}", "1970-01-01T00:00:00.000Z")
            .replace("{now}", now)
            .replace("{problem}", predicate)
            .replace("{byte}", "11");
        assert_eq!(filled, error.to_string());
    }
}

/// Days of ten thousand years, each at another time of day; in the long form every day.
#[test]
fn times_are_shown_in_utc() {
    let day = |year, month, day| Date::from_calendar_date(year, month, day).unwrap().midnight().assume_utc();
    let (first, last) = (day(0, Month::January, 1), day(9_999, Month::December, 31));
    let step = amount(100_003, 59, 1) * 86_400 + 61;
    let mut seconds = first.unix_timestamp();
    while seconds <= last.unix_timestamp() {
        let moment = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        let ((year, month, day), (hour, minute, second)) = (moment.to_calendar_date(), moment.to_hms());
        let month = u8::from(month);
        let expected = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.007Z");
        assert_eq!(UnixTime::new(seconds, 7_999_999).to_string(), expected);
        seconds = seconds.saturating_add(step);
    }
}

#[test]
fn times_outside_the_years_of_four_digits_are_clamped() {
    assert_eq!(UnixTime::new(i64::MIN, 0).to_string(), "0000-01-01T08:29:52.000Z");
    assert_eq!(UnixTime::new(i64::MAX, 999_999_999).to_string(), "9999-12-31T15:30:07.999Z");
}
