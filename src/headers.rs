//! The header values of a delivery, and the rules for copies of one header.

use core::fmt;

use crate::error::Error;
use crate::header::Header;

/// All the copies of one header that a request carried.
///
/// Servers and proxies join copies with a comma (RFC 9110 section 5.3), so a comma separates copies here too.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Field<'a> {
    #[default]
    Absent,
    /// One value, however many equal copies of it.
    Present(&'a [u8]),
    Conflicting,
}

/// Shows only the length of the value: a signature and its body are a delivery that can be replayed.
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

/// Returns the copies that a line joins with commas, without the whitespace that the join adds.
fn split_copies(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(line);
    core::iter::from_fn(move || {
        let text = rest?;
        let comma = text.iter().position(|byte| *byte == b',');
        let joined = comma.and_then(|at| text.split_at_checked(at));
        rest = joined.map(|(_, tail)| trim_start(tail.get(1..).unwrap_or_default()));
        Some(joined.map_or(text, |(copy, _)| trim_end(copy)))
    })
}

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

/// The header values of a delivery, as they arrived.
///
/// Collect them from any iterator of names and values: names in any case, and copies of a header one after the other.
///
/// ```
/// use webhook_verifier::Headers;
/// let headers: Headers = [("X-Webhook-Delivery-Id", "dlv_1"), ("Host", "example.com")].into_iter().collect();
/// assert_eq!(headers.delivery_id(), Some(b"dlv_1".as_slice()));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Headers<'a> {
    timestamp: Field<'a>,
    signature: Field<'a>,
    event: Field<'a>,
    is_encoded: bool,
    delivery_id: Option<&'a [u8]>,
}

/// The values of the headers that may have one value only.
pub(crate) struct HeaderValues<'a> {
    pub(crate) timestamp: &'a [u8],
    pub(crate) signature: &'a [u8],
    /// Empty when the header is absent.
    pub(crate) event: &'a [u8],
}

impl<'a> Headers<'a> {
    /// Adds one header line. The name is in any case; headers that the verifier does not read are ignored.
    pub fn add(&mut self, name: &str, value: &'a [u8]) {
        if let Some(header) = Header::ALL.iter().find(|header| header.name().eq_ignore_ascii_case(name)) {
            self.add_known(*header, value);
        }
    }

    /// Adds one line of a header that the caller has looked up already.
    pub fn add_known(&mut self, header: Header, value: &'a [u8]) {
        if header == Header::DeliveryId {
            self.delivery_id = self.delivery_id.or(Some(value));
            return;
        }
        for copy in split_copies(value) {
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

    /// Adds a truncated line. Copies in the rest may differ, so if there are copies at all, they count as different.
    pub(crate) fn add_truncated(&mut self, header: Header, beginning: &'a [u8]) {
        self.add_known(header, beginning);
        if beginning.contains(&b',') {
            self.add_known(header, b"\xff");
        }
    }

    /// The first delivery id, as it arrived. It is **not** covered by the signature.
    #[must_use]
    pub const fn delivery_id(&self) -> Option<&'a [u8]> {
        self.delivery_id
    }

    /// Checks that the signed headers are present, and that no header has two values.
    pub(crate) fn values(&self) -> Result<HeaderValues<'a>, Error> {
        for (field, header) in [(self.timestamp, Header::Timestamp), (self.signature, Header::Signature)] {
            if field.is_missing() {
                return Err(Error::MissingHeader(header));
            }
        }
        Ok(HeaderValues {
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

impl<'a, N: AsRef<str>, V: AsRef<[u8]> + ?Sized> FromIterator<(N, &'a V)> for Headers<'a> {
    fn from_iter<Lines: IntoIterator<Item = (N, &'a V)>>(lines: Lines) -> Self {
        let mut headers = Self::default();
        for (name, value) in lines {
            headers.add(name.as_ref(), value.as_ref());
        }
        headers
    }
}
