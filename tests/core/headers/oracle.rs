//! A second definition of copies of a header: all of them, split and compared.

use webhook_verifier::{Error, Header};

/// Returns the refusal of the header lines alone, if the values that are there were well-formed.
pub(crate) fn refusal(lines: &[(&str, Vec<u8>)]) -> Option<Error> {
    let signed = [Header::Timestamp, Header::Signature];
    let all_empty = |header: &Header| copies(lines, *header).iter().all(|copy| copy.is_empty());
    let differ = |header: &Header| copies(lines, *header).windows(2).any(|pair| pair[0] != pair[1]);
    if let Some(header) = signed.iter().find(|header| all_empty(header)) {
        return Some(Error::MissingHeader(*header));
    }
    if let Some(header) = [Header::Timestamp, Header::Signature, Header::Event].iter().find(|header| differ(header)) {
        return Some(Error::AmbiguousHeader(*header));
    }
    is_encoded(lines).then_some(Error::UnsupportedEncoding)
}

/// Whether a copy names a coding other than `identity`.
pub(crate) fn is_encoded(lines: &[(&str, Vec<u8>)]) -> bool {
    let is_plain = |copy: &&[u8]| copy.is_empty() || copy.eq_ignore_ascii_case(b"identity");
    !copies(lines, Header::ContentEncoding).iter().all(is_plain)
}

fn copies<'a>(lines: &'a [(&str, Vec<u8>)], header: Header) -> Vec<&'a [u8]> {
    let of_header = lines.iter().filter(|(name, _)| name.eq_ignore_ascii_case(header.name()));
    of_header.flat_map(|(_, value)| split(value)).collect()
}

/// Spaces and tabs next to a comma belong to the join.
fn split(value: &[u8]) -> Vec<&[u8]> {
    let mut pieces: Vec<&[u8]> = value.split(|byte| *byte == b',').collect();
    let last = pieces.len() - 1;
    for (at, piece) in pieces.iter_mut().enumerate() {
        while at > 0 && piece.first().is_some_and(|byte| b" \t".contains(byte)) {
            *piece = &piece[1..];
        }
        while at < last && piece.last().is_some_and(|byte| b" \t".contains(byte)) {
            *piece = &piece[..piece.len() - 1];
        }
    }
    pieces
}
