//! What arrived: header values and the raw body.

use core::fmt;

use crate::error::Error;
use crate::header::Header;

/// All the copies of one header that a request carried.
///
/// Node and Fetch join copies with a comma (RFC 9110 section 5.3), so a comma separates copies here too.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Field<'a> {
    #[default]
    Absent,
    /// One value, however many equal copies of it.
    Present(&'a [u8]),
    Conflicting,
}

/// Without the value: a signature and its body are a delivery that can be replayed.
impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("absent"),
            Self::Present(value) => write!(f, "[{} bytes]", value.len()),
            Self::Conflicting => f.write_str("conflicting"),
        }
    }
}

impl<'a> Field<'a> {
    fn add(&mut self, copy: &'a [u8]) {
        *self = match *self {
            Self::Absent => Self::Present(copy),
            Self::Present(known) if known == copy => Self::Present(known),
            Self::Present(_) | Self::Conflicting => Self::Conflicting,
        };
    }

    fn is_missing(self) -> bool {
        matches!(self, Self::Absent | Self::Present(b""))
    }

    fn value(self, header: Header) -> Result<&'a [u8], Error> {
        match self {
            Self::Absent => Ok(b""),
            Self::Present(value) => Ok(value),
            Self::Conflicting => Err(Error::AmbiguousHeader(header)),
        }
    }
}

/// The copies that a line joins with commas, without the white space that the join puts in.
fn copies(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(line);
    core::iter::from_fn(move || {
        let text = rest?;
        let comma = text.iter().position(|byte| *byte == b',');
        let joined = comma.and_then(|at| text.split_at_checked(at));
        rest = joined.map(|(_, tail)| trim_start(tail.get(1..).unwrap_or_default()));
        Some(joined.map_or(text, |(copy, _)| trim_end(copy)))
    })
}

/// The optional white space that a join puts around its comma.
fn trim_end(mut text: &[u8]) -> &[u8] {
    while let Some((b' ' | b'\t', rest)) = text.split_last() {
        text = rest;
    }
    text
}

fn trim_start(mut text: &[u8]) -> &[u8] {
    while let Some((b' ' | b'\t', rest)) = text.split_first() {
        text = rest;
    }
    text
}

/// The header values of a delivery, as they came.
#[derive(Clone, Copy, Debug, Default)]
pub struct Headers<'a> {
    timestamp: Field<'a>,
    signature: Field<'a>,
    event: Field<'a>,
    is_encoded: bool,
    delivery_id: Option<&'a [u8]>,
}

/// The three values that must be one, where they are there.
pub(crate) struct Unambiguous<'a> {
    pub(crate) timestamp: &'a [u8],
    pub(crate) signature: &'a [u8],
    /// Empty when the header is absent.
    pub(crate) event: &'a [u8],
}

impl<'a> Headers<'a> {
    /// Adds one header line; names in any case, other headers are passed over.
    pub fn add(&mut self, name: &str, value: &'a [u8]) {
        if let Some(header) = Header::ALL.into_iter().find(|header| header.name().eq_ignore_ascii_case(name)) {
            self.add_known(header, value);
        }
    }

    /// Adds one line of a header that the caller has looked up.
    pub fn add_known(&mut self, header: Header, value: &'a [u8]) {
        if header == Header::DeliveryId {
            self.delivery_id = self.delivery_id.or(Some(value));
            return;
        }
        for copy in copies(value) {
            match header {
                Header::Timestamp => self.timestamp.add(copy),
                Header::Signature => self.signature.add(copy),
                Header::Event => self.event.add(copy),
                Header::ContentEncoding => {
                    self.is_encoded |= !copy.is_empty() && !copy.eq_ignore_ascii_case(b"identity")
                }
                Header::DeliveryId => {}
            }
        }
    }

    /// Adds a line of which only the beginning is known. Copies in the unknown rest may differ, so where there are
    /// copies at all they count as different.
    pub fn add_beginning(&mut self, header: Header, beginning: &'a [u8]) {
        self.add_known(header, beginning);
        if beginning.contains(&b',') {
            self.add_known(header, b"\xff");
        }
    }

    /// The delivery id as it came, first copy. Nobody signed it.
    #[must_use]
    pub const fn delivery_id(&self) -> Option<&'a [u8]> {
        self.delivery_id
    }

    pub(crate) fn unambiguous(&self) -> Result<Unambiguous<'a>, Error> {
        for (field, header) in [(self.timestamp, Header::Timestamp), (self.signature, Header::Signature)] {
            if field.is_missing() {
                return Err(Error::MissingHeader(header));
            }
        }
        Ok(Unambiguous {
            timestamp: self.timestamp.value(Header::Timestamp)?,
            signature: self.signature.value(Header::Signature)?,
            event: self.event_name()?,
        })
    }

    /// The event header, empty when absent.
    pub(crate) fn event_name(&self) -> Result<&'a [u8], Error> {
        self.event.value(Header::Event)
    }

    /// Whether a content coding other than `identity` was applied.
    pub(crate) const fn is_encoded(&self) -> bool {
        self.is_encoded
    }
}

/// A delivery as it arrived: headers and the raw body, nothing decoded.
#[derive(Clone, Copy)]
pub struct RequestParts<'a> {
    /// The header values.
    pub headers: Headers<'a>,
    /// The raw bytes of the body.
    pub body: &'a [u8],
}

/// Of the body, its length.
impl fmt::Debug for RequestParts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = format_args!("[{} bytes]", self.body.len());
        f.debug_struct("RequestParts").field("headers", &self.headers).field("body", &body).finish()
    }
}

impl<'a> RequestParts<'a> {
    /// From all header lines of a request (names in any case, copies as they came) and its raw body.
    pub fn new<'n>(lines: impl IntoIterator<Item = (&'n str, &'a [u8])>, body: &'a [u8]) -> Self {
        let mut headers = Headers::default();
        for (name, value) in lines {
            headers.add(name, value);
        }
        Self { headers, body }
    }
}
