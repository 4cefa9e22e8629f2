//! The grammar of a JSON number (RFC 8259 section 6): for one that is there as a whole, and byte by byte for one that is not.

/// The part of a number that was read last.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    /// None yet.
    Start,
    Minus,
    Zero,
    Integer,
    Point,
    Fraction,
    Exponent,
    Sign,
    Power,
}

impl Number {
    /// Returns the part that the next byte belongs to, or `None` when the byte cannot follow.
    pub(super) const fn next(self, byte: u8) -> Option<Self> {
        Some(match (self, byte) {
            (Self::Start, b'-') => Self::Minus,
            (Self::Start | Self::Minus, b'0') => Self::Zero,
            (Self::Start | Self::Minus, b'1'..=b'9') | (Self::Integer, b'0'..=b'9') => Self::Integer,
            (Self::Zero | Self::Integer, b'.') => Self::Point,
            (Self::Point | Self::Fraction, b'0'..=b'9') => Self::Fraction,
            (Self::Zero | Self::Integer | Self::Fraction, b'e' | b'E') => Self::Exponent,
            (Self::Exponent, b'+' | b'-') => Self::Sign,
            (Self::Exponent | Self::Sign | Self::Power, b'0'..=b'9') => Self::Power,
            _ => return None,
        })
    }

    /// Whether a number may end here.
    pub(super) const fn may_end(self) -> bool {
        matches!(self, Self::Zero | Self::Integer | Self::Fraction | Self::Power)
    }
}

/// Returns the end of the number that begins at `at`, if a byte follows it in the piece. Without one, more digits may follow.
#[inline(always)]
pub(super) fn number_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut byte = *bytes.get(at)?;
    if byte == b'-' {
        at = at.wrapping_add(1);
        byte = *bytes.get(at)?;
    }
    at = if byte == b'0' { at.wrapping_add(1) } else { digits(bytes, at)? };
    if *bytes.get(at)? == b'.' {
        at = digits(bytes, at.wrapping_add(1))?;
    }
    if matches!(*bytes.get(at)?, b'e' | b'E') {
        at = at.wrapping_add(1);
        if matches!(*bytes.get(at)?, b'+' | b'-') {
            at = at.wrapping_add(1);
        }
        at = digits(bytes, at)?;
        bytes.get(at)?;
    }
    Some(at)
}

/// Returns the end of the digits that begin at `at`, at least one.
#[inline(always)]
fn digits(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    while bytes.get(end).is_some_and(u8::is_ascii_digit) {
        end = end.wrapping_add(1);
    }
    (end > at).then_some(end)
}
