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

    /// Adds the copies that a line joins.
    fn add_line(&mut self, line: &'a [u8]) {
        let (copy, rest) = split_copy(line);
        match rest {
            Some(rest) if !repeats(copy, rest) => *self = Self::Conflicting,
            _ => self.add(copy),
        }
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

/// Returns the first of the copies that a line joins with commas, without the whitespace that the join adds, and the rest.
#[inline(never)]
fn split_copy(line: &[u8]) -> (&[u8], Option<&[u8]>) {
    let comma = line.iter().position(|byte| *byte == b',');
    match comma.and_then(|at| line.split_at_checked(at)) {
        Some((copy, tail)) => (trim_end(copy), tail.get(1..)),
        None => (line, None),
    }
}

/// Whether the rest of a line joins copies of `copy` only.
fn repeats(copy: &[u8], mut rest: &[u8]) -> bool {
    if copy.is_empty() {
        return skip(rest, is_separator).is_empty();
    }
    while let Some(end) = skip(rest, is_blank).strip_prefix(copy) {
        match skip(end, is_blank) {
            [b',', tail @ ..] => rest = tail,
            _ => return end.is_empty(),
        }
    }
    false
}

/// Whether one of the joined values is a content coding other than `identity`.
fn has_coding(line: &[u8]) -> bool {
    let mut line = Some(line);
    while let Some(joined) = line {
        let (value, rest) = split_copy(joined);
        if !value.is_empty() && !value.eq_ignore_ascii_case(b"identity") {
            return true;
        }
        line = rest.map(|rest| skip(rest, is_separator));
    }
    false
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

const fn is_separator(byte: u8) -> bool {
    byte == b',' || is_blank(byte)
}

fn skip(mut text: &[u8], is_skipped: impl Fn(u8) -> bool) -> &[u8] {
    while let [first, rest @ ..] = text
        && is_skipped(*first)
    {
        text = rest;
    }
    text
}

fn trim_end(mut text: &[u8]) -> &[u8] {
    while let [rest @ .., last] = text
        && is_blank(*last)
    {
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
        let field = match header {
            Header::Timestamp => &mut self.timestamp,
            Header::Signature => &mut self.signature,
            Header::Event => &mut self.event,
            Header::ContentEncoding => return self.is_encoded |= has_coding(value),
            Header::DeliveryId => return self.delivery_id = self.delivery_id.or(Some(value)),
        };
        field.add_line(value);
    }

    /// Adds a truncated line. Copies in the rest may differ, so if there are copies at all, they count as different.
    pub(crate) fn add_truncated(&mut self, header: Header, beginning: &'a [u8]) {
        self.add_known(header, beginning);
        if split_copy(beginning).1.is_some() {
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
