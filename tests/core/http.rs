//! Requests of the `http` crate: headers in any case and number, bodies of any kind of bytes.
#![cfg(feature = "http")]

use http::{HeaderMap, HeaderValue, Request};
use webhook_verifier::{Error, Header, Headers, RequestParts, Secret, UnixTime, Verified, Verifier, sign};

const TIME: &str = "2026-01-01T00:00:00.000Z";
const BODY: &str = r#"{"event":"job.completed","data":{"id":"job_1"}}"#;

fn signature() -> HeaderValue {
    let secret = Secret::from_text("whsec_http").unwrap();
    HeaderValue::from_str(sign(BODY.as_bytes(), TIME, &secret).as_str()).unwrap()
}

fn request<Body>(body: Body) -> Request<Body> {
    let request = Request::post("/").header("X-Webhook-Timestamp", TIME).header("X-Webhook-Signature", signature());
    request.body(body).unwrap()
}

fn judge<Body: AsRef<[u8]>>(request: &Request<Body>) -> Result<Verified<'_>, Error> {
    let verifier = Verifier::new(Secret::from_text("whsec_http").unwrap());
    verifier.verify(&RequestParts::from(request), UnixTime::new(1_767_225_610, 0))
}

#[test]
fn bodies_of_any_kind() {
    assert_eq!(judge(&request(BODY)).unwrap().body(), BODY.as_bytes());
    assert_eq!(judge(&request(BODY.as_bytes().to_vec())).unwrap().body(), BODY.as_bytes());
    assert_eq!(judge(&request(axum::body::Bytes::from_static(BODY.as_bytes()))).unwrap().body(), BODY.as_bytes());
    assert_eq!(judge(&request("{}")).unwrap_err(), Error::SignatureMismatch);
}

#[test]
fn every_copy_of_a_header_counts() {
    let mut twice = request(BODY);
    twice.headers_mut().append("x-webhook-signature", signature());
    assert!(judge(&twice).is_ok(), "equal copies are one");
    twice.headers_mut().append("x-webhook-timestamp", HeaderValue::from_static("2026-01-01T00:00:01.000Z"));
    assert_eq!(judge(&twice).unwrap_err(), Error::AmbiguousHeader(Header::Timestamp));
}

#[test]
fn values_that_are_not_text() {
    let mut bytes = request(BODY);
    bytes.headers_mut().insert("x-webhook-timestamp", HeaderValue::from_bytes(b"2026-\xff").unwrap());
    assert_eq!(judge(&bytes).unwrap_err(), Error::MalformedTimestamp);
}

#[test]
fn the_delivery_id_is_kept() {
    let mut map = HeaderMap::new();
    map.insert("X-Webhook-Delivery-Id", HeaderValue::from_static("dlv_1"));
    assert_eq!(Headers::from(&map).delivery_id(), Some(b"dlv_1".as_slice()));
    assert_eq!(map.iter().collect::<Headers<'_>>().delivery_id(), Some(b"dlv_1".as_slice()));
}
