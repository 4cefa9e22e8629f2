//! The input of a verification: headers and the raw body.

use core::fmt;

use crate::headers::Headers;

/// A delivery as it arrived: headers and the raw body. Decode, trim or parse the body only after it is verified.
#[derive(Clone, Copy)]
pub struct RequestParts<'a> {
    /// The header values.
    pub headers: Headers<'a>,
    /// The raw bytes of the body.
    pub body: &'a [u8],
}

/// Shows only the length of the body.
impl fmt::Debug for RequestParts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = format_args!("[{} bytes]", self.body.len());
        f.debug_struct("RequestParts").field("headers", &self.headers).field("body", &body).finish()
    }
}

impl<'a> RequestParts<'a> {
    /// Joins the raw body and all header lines of a request, such as `&http::HeaderMap`. Names are in any case; pass copies of a
    /// header as they arrived.
    ///
    /// ```
    /// use webhook_verifier::RequestParts;
    /// let parts = RequestParts::new([("X-Webhook-Event", "job.started")], br#"{"event":"job.started"}"#);
    /// assert_eq!(parts.body.len(), 23);
    /// ```
    pub fn new<N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'a>(
        headers: impl IntoIterator<Item = (N, &'a V)>,
        body: &'a [u8],
    ) -> Self {
        Self { headers: headers.into_iter().collect(), body }
    }
}
