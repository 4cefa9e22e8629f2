//! The feature `serde`: events as JSON, and the data of a delivery as a type of the user's own.
#![cfg(feature = "serde")]

use std::error::Error as _;

use serde::Deserialize;
use serde_json::{Value, json};
use webhook_verifier::{DeserializeError, Error, RequestParts, Secret, UnixTime, Verified, Verifier, sign};

const TIMESTAMP: &str = "2026-01-01T00:00:00Z";
const BODY: &[u8] = br#"{"event":"job.failed","data":{"id":"a\u00e9","size":1.50,"big":123456789012345678901234567890,
    "error":{"code":"timeout"}},"half":"\ud800"}"#;

/// Verifies a delivery of this body and reads it.
fn with<T>(body: &[u8], read: impl FnOnce(&Verified<'_>) -> T) -> T {
    let secret = Secret::from_text("whsec_serde").unwrap();
    let signature = sign(body, TIMESTAMP, &secret);
    let headers = [("x-webhook-timestamp", TIMESTAMP), ("x-webhook-signature", signature.as_str())];
    let verified = Verifier::new(secret).verify(&RequestParts::new(headers, body), UnixTime::new(1_767_225_600, 0));
    read(&verified.unwrap())
}

#[test]
fn an_event_is_serialized_with_its_data_as_json() {
    let text = with(BODY, |verified| serde_json::to_string(&verified.event().unwrap()).unwrap());
    let data = r#"{"id":"a\u00e9","size":1.50,"big":123456789012345678901234567890,"#;
    assert!(text.contains(&format!(r#""data":{data}"#)), "numbers keep their spelling: {text}");
    let short = br#"{"data":{"id":"job_1"},"event":"job.started"}"#;
    let value: Value = with(short, |verified| serde_json::to_value(verified.event().unwrap()).unwrap());
    let expected = json!({
        "kind": "job.started",
        "name": "job.started",
        "type_signed": true,
        "id": "job_1",
        "status": null,
        "output_url": null,
        "error": null,
        "idempotency_key": "job.started:job_1",
        "data": { "id": "job_1" },
        "payload": { "data": { "id": "job_1" }, "event": "job.started" },
    });
    assert_eq!(value, expected);
}

#[derive(Debug, Deserialize, PartialEq)]
struct Job {
    id: String,
    size: f64,
}

#[test]
fn data_is_read_as_a_type_of_the_users_own() {
    let job: Job = with(BODY, |verified| verified.deserialize().unwrap());
    assert_eq!(job, Job { id: "aé".to_owned(), size: 1.5 });
    let empty: Value = with(b"{}", |verified| verified.deserialize().unwrap());
    assert_eq!(empty, json!({}));
}

/// The sender retries after a status of 5xx, so no delivery is lost while the type is wrong.
#[test]
fn data_of_another_type_is_a_schema_mismatch_that_quotes_no_data() {
    let error =
        with(br#"{"data":{"id":"canary","size":"canary"}}"#, |verified| verified.deserialize::<Job>()).unwrap_err();
    assert_eq!((error.code(), error.status()), ("schema_mismatch", 500));
    assert_eq!(error.to_string(), "the verified data does not fit the receiver's type");
    assert!(error.source().unwrap().to_string().contains("expected f64"));
}

#[test]
fn a_payload_that_is_refused_is_refused_with_its_own_code() {
    let error = with(b"[]", |verified| verified.deserialize::<Job>()).unwrap_err();
    assert!(matches!(error, DeserializeError::Refused(Error::MalformedPayload(_))), "{error:?}");
    assert_eq!((error.code(), error.status()), ("malformed_payload", 400));
    assert_eq!(error.to_string(), "the body is not a JSON object (byte 0)");
    assert!(error.source().is_none());
}
