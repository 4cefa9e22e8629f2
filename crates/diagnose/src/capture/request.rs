//! The request that a paste shows.

use alloc::string::String;
use alloc::vec::Vec;

use super::note::{Note, NoteCode};
use crate::named_enum::named_enum;

/// A request as it was sent, as far as the paste tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Capture {
    /// The kind of paste that was recognized.
    pub kind: CaptureFormat,
    /// The method as written; if the paste does not say it, the default of its source.
    pub method: String,
    /// The URL, or the target of a raw request; empty where the paste has none.
    pub url: String,
    /// The header lines in order, as `verify` and `diagnoseWebhook` take them.
    pub headers: Vec<HeaderLine>,
    /// The bytes of the body.
    #[cfg_attr(feature = "serde", serde(with = "serde_bytes"))]
    #[cfg_attr(feature = "typescript", ts(type = "Uint8Array"))]
    pub body: Vec<u8>,
    /// Facts that may explain a verdict, such as a `Content-Length` that does not fit.
    pub notes: Vec<Note>,
}

/// One header line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(type = "[name: string, value: string]"))]
#[non_exhaustive]
pub struct HeaderLine {
    /// The name as written.
    pub name: String,
    /// The value without the whitespace around it, which does not belong to it (RFC 9110 section 5.5).
    pub value: Vec<u8>,
}

named_enum! {
    /// The kinds of paste; more may be added.
    pub enum CaptureFormat {
        /// A raw HTTP/1 request, or the header lines that a browser's tools show for HTTP/2.
        Http = "http",
        /// A curl command for a POSIX shell, or for Windows' `cmd`.
        Curl = "curl",
        /// A HAR file, one entry of it, or the request of one.
        Har = "har",
        /// JSON with headers and body, as programs pass them.
        Delivery = "delivery",
        /// An event of an AWS Lambda function.
        Lambda = "lambda",
        /// An export of webhook.site.
        WebhookSite = "webhook-site",
        /// An answer of ngrok's inspector.
        Ngrok = "ngrok",
        /// A collection of Postman.
        Postman = "postman",
        /// An export of Insomnia.
        Insomnia = "insomnia",
        /// A line of a JSON log.
        Log = "log",
        /// Headers as `console.log` prints them in Node and Bun.
        Console = "console",
        /// The code of a `fetch` call.
        Fetch = "fetch",
        /// The log of `curl -v`.
        CurlVerbose = "curl-verbose",
        /// `Invoke-WebRequest` or `Invoke-RestMethod` of PowerShell.
        PowerShell = "powershell",
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

    pub(super) fn note(&mut self, code: NoteCode, message: impl Into<String>) {
        self.notes.push(Note { code, message: message.into() });
    }

    /// The values of a header, by its lower-case name.
    pub(super) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.headers.iter().filter(move |line| line.name.eq_ignore_ascii_case(name)).map(|line| line.value.as_slice())
    }
}
