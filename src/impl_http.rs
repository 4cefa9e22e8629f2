//! Conversions from the types of the crate `http`, on which hyper, axum and others are built.

use http::{HeaderMap, Request};

use crate::headers::Headers;
use crate::request::RequestParts;

/// ```
/// use webhook_verifier::{Error, RequestParts, Secret, UnixTime, Verifier};
///
/// let verifier = Verifier::new(Secret::from_text("whsec_9f1c2d").unwrap());
/// let request = http::Request::post("/webhook").body(b"{}".as_slice()).unwrap();
/// let refused = verifier.verify(&RequestParts::from(&request), UnixTime::new(0, 0));
/// assert!(matches!(refused, Err(Error::MissingHeader(_))));
/// ```
impl<'a, Body: AsRef<[u8]>> From<&'a Request<Body>> for RequestParts<'a> {
    fn from(request: &'a Request<Body>) -> Self {
        Self { headers: request.headers().into(), body: request.body().as_ref() }
    }
}

impl<'a> From<&'a HeaderMap> for Headers<'a> {
    fn from(map: &'a HeaderMap) -> Self {
        map.iter().collect()
    }
}
