//! Deliveries as the `http` crate has them: the `Request` of hyper, axum, and what else is built on it.

use http::{HeaderMap, Request};

use crate::request::{Headers, RequestParts};

/// ```
/// use webhook_verifier::{Error, UnixTime, RequestParts, Secret, Policy, verify};
///
/// let secrets = Secret::from_text("whsec_9f1c2d").unwrap().into();
/// let request = http::Request::post("/webhook").body(b"{}".as_slice()).unwrap();
/// let refused = verify(&RequestParts::from(&request), &secrets, UnixTime::from_unix(0, 0), &Policy::default());
/// assert!(matches!(refused, Err(Error::MissingHeader(_))));
/// ```
impl<'a, Body: AsRef<[u8]>> From<&'a Request<Body>> for RequestParts<'a> {
    fn from(request: &'a Request<Body>) -> Self {
        Self { headers: request.headers().into(), body: request.body().as_ref() }
    }
}

impl<'a> From<&'a HeaderMap> for Headers<'a> {
    fn from(map: &'a HeaderMap) -> Self {
        let mut headers = Headers::default();
        for (name, value) in map {
            headers.add(name.as_str(), value.as_bytes());
        }
        headers
    }
}
