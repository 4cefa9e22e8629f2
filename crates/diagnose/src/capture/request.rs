//! The request that a paste shows.

use alloc::string::String;
use alloc::vec::Vec;

/// A request as it was sent, as far as the paste tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Capture {
    /// The kind of paste.
    pub kind: CaptureFormat,
    /// The method as written; where nothing says it, what the source would have sent.
    pub method: String,
    /// The URL, or the target of a raw request; empty where the paste has none.
    pub url: String,
    /// The header lines in order.
    pub headers: Vec<HeaderLine>,
    /// The bytes of the body.
    #[cfg_attr(feature = "serde", serde(with = "serde_bytes"))]
    pub body: Vec<u8>,
    /// Facts that may explain a verdict, such as a `Content-Length` that does not fit.
    pub notes: Vec<Note>,
}

/// One header line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeaderLine {
    /// The name as written.
    pub name: String,
    /// The value, without the whitespace around it, which is no part of it (RFC 9110 section 5.5).
    pub value: Vec<u8>,
}

/// The kinds of paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CaptureFormat {
    /// A raw HTTP/1 request, or the header lines that a browser's tools show for HTTP/2.
    Http,
    /// A curl command for a POSIX shell, or for Windows' `cmd`.
    Curl,
    /// A HAR file, one entry of it, or the request of one.
    Har,
    /// JSON with headers and body, as a program hands them over.
    Delivery,
    /// An event that AWS hands to a Lambda function.
    Lambda,
    /// An export of webhook.site.
    WebhookSite,
    /// An answer of ngrok's inspector.
    Ngrok,
    /// A collection of Postman.
    Postman,
    /// An export of Insomnia.
    Insomnia,
    /// A line of a JSON log.
    Log,
    /// Headers as `console.log` prints them in Node and Bun.
    Console,
    /// The code of a `fetch` call.
    Fetch,
    /// The log of `curl -v`.
    CurlVerbose,
}

impl CaptureFormat {
    /// The stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Curl => "curl",
            Self::Har => "har",
            Self::Delivery => "delivery",
            Self::Lambda => "lambda",
            Self::WebhookSite => "webhook-site",
            Self::Ngrok => "ngrok",
            Self::Postman => "postman",
            Self::Insomnia => "insomnia",
            Self::Log => "log",
            Self::Console => "console",
            Self::Fetch => "fetch",
            Self::CurlVerbose => "curl-verbose",
        }
    }
}

/// A fact about the paste that may explain a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Note {
    /// A stable code.
    pub code: &'static str,
    /// A sentence; quotes nothing of the paste but numbers.
    pub message: String,
}

#[cfg(feature = "serde")]
impl serde::Serialize for CaptureFormat {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A pair of name and value. A value that is not UTF-8 is read as Latin-1, as Fetch and Node do.
#[cfg(feature = "serde")]
impl serde::Serialize for HeaderLine {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = match core::str::from_utf8(&self.value) {
            Ok(value) => value.into(),
            Err(_) => self.value.iter().map(|byte| char::from(*byte)).collect::<String>(),
        };
        (&self.name, value).serialize(serializer)
    }
}

impl Capture {
    pub(super) const fn new(kind: CaptureFormat) -> Self {
        Self {
            kind,
            method: String::new(),
            url: String::new(),
            headers: Vec::new(),
            body: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(super) fn note(&mut self, code: &'static str, message: impl Into<String>) {
        self.notes.push(Note { code, message: message.into() });
    }

    /// The values of a header, by its lower-case name.
    pub(super) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.headers.iter().filter(move |line| line.name.eq_ignore_ascii_case(name)).map(|line| line.value.as_slice())
    }
}
