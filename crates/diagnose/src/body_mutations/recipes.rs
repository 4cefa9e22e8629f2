//! The recipes that lead from a changed body back to the signed one.

use alloc::vec::Vec;

use super::{byte_lists, texts};
use crate::encodings::{from_base64, from_percent};
use crate::finding::Hypothesis;
use crate::finding_code::FindingCode;
use crate::json::JAVASCRIPT;
use crate::{decompress, mojibake, utf16};

pub(super) const BOM: &[u8] = b"\xef\xbb\xbf";

/// A way back to the signed bytes, and the finding if it leads there.
pub(super) struct Recipe {
    pub(super) change: Hypothesis,
    pub(super) make: fn(&[u8]) -> Option<Vec<u8>>,
}

pub(super) const fn recipe(change: Hypothesis, make: fn(&[u8]) -> Option<Vec<u8>>) -> Recipe {
    Recipe { change, make }
}

/// The candidates before those that print the body again in each style.
pub(super) const FREQUENT: &[Recipe] = &[
    recipe(Hypothesis::of(FindingCode::BodyNewlineAdded, "a newline", ""), |body| {
        Some(body.strip_suffix(b"\n")?.to_vec())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineAdded, "a CRLF", ""), |body| {
        Some(body.strip_suffix(b"\r\n")?.to_vec())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineAdded, "whitespace", ""), |body| {
        Some(body.trim_ascii_end().to_vec())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineAdded, "whitespace before it or", ""), |body| {
        Some(body.trim_ascii().to_vec())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a newline at its end", ""), |body| {
        Some([body, b"\n"].concat())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a CRLF at its end", ""), |body| {
        Some([body, b"\r\n"].concat())
    }),
    recipe(Hypothesis::new(FindingCode::BodyBase64), |body| Some(from_base64(body.trim_ascii())?.0)),
    recipe(
        Hypothesis::of(
            FindingCode::BodyDoubleEncoded,
            "a JSON document in quotes, encoded once too often",
            "pass the raw bytes: JSON.stringify puts a string in quotes",
        ),
        texts::unquoted,
    ),
    recipe(
        Hypothesis::of(
            FindingCode::BodyDoubleEncoded,
            "a JSON document, decoded once too often: the signed body is a string in quotes that contains it",
            "pass the raw bytes, before the first JSON.parse",
        ),
        texts::quoted,
    ),
    recipe(Hypothesis::of(FindingCode::BodyLineEnds, "CRLF became LF", ""), texts::with_crlf),
    recipe(Hypothesis::of(FindingCode::BodyLineEnds, "LF became CRLF", ""), texts::without_cr),
];

/// The candidates after those.
pub(super) const SELDOM: &[Recipe] = &[
    recipe(Hypothesis::new(FindingCode::BodyBomAdded), |body| Some(body.strip_prefix(BOM)?.to_vec())),
    recipe(Hypothesis::new(FindingCode::BodyBomDropped), |body| Some([BOM, body].concat())),
    recipe(
        Hypothesis::of(FindingCode::BodyMojibake, "UTF-8 was read as Latin-1 and written as UTF-8", ""),
        mojibake::from_mojibake,
    ),
    recipe(
        Hypothesis::of(FindingCode::BodyMojibake, "UTF-8 was read as Windows-1252 and written as UTF-8", ""),
        mojibake::from_windows,
    ),
    recipe(Hypothesis::of(FindingCode::BodyMojibake, "it was written as Latin-1", ""), mojibake::to_utf8),
    recipe(Hypothesis::of(FindingCode::BodyMojibake, "it was written as UTF-16", ""), utf16::to_utf8),
    recipe(
        Hypothesis::of(FindingCode::BodyCompressed, "gzip, and the signature covers the decompressed body", ""),
        decompress::gunzip,
    ),
    recipe(
        Hypothesis::of(FindingCode::BodyCompressed, "deflate, and the signature covers the decompressed body", ""),
        decompress::inflate,
    ),
    recipe(
        Hypothesis::of(
            FindingCode::BodyCompressed,
            "gzip, in base64, and the signature covers the decompressed body",
            "decode the base64 and ",
        ),
        |body| decompress::gunzip(&from_base64(body)?.0),
    ),
    recipe(Hypothesis::of(FindingCode::BodyForm, "encoded as a form", FORM), texts::form_text),
    recipe(
        Hypothesis::of(
            FindingCode::BodyForm,
            "sent in a field of a form, and only the value of that field was signed",
            FORM,
        ),
        texts::form_field,
    ),
    recipe(Hypothesis::of(FindingCode::BodyForm, "percent-encoded, as in a form", FORM), |body| {
        from_percent(body, false)
    }),
    recipe(
        Hypothesis::of(FindingCode::BodyByteList, "the list of its bytes as numbers, with commas between them", ""),
        byte_lists::listed,
    ),
    recipe(Hypothesis::of(FindingCode::BodyByteList, "the JSON of a Buffer", ""), byte_lists::buffer_json),
    recipe(Hypothesis::of(FindingCode::BodyByteList, "the JSON of a list of its bytes", ""), byte_lists::byte_array),
    recipe(
        Hypothesis::of(FindingCode::BodyByteList, "the text with which Node shows a Buffer", ""),
        byte_lists::buffer_text,
    ),
    recipe(
        Hypothesis::of(FindingCode::BodyByteList, "the text with which Python shows bytes", ""),
        byte_lists::python_bytes,
    ),
    recipe(Hypothesis::of(FindingCode::BodyTruncated, "lacks its closing brackets", ""), texts::closed),
];

/// Recipes that are tried without a second change, as each of them fits every body.
pub(super) const ALONE: &[Recipe] = &[
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "two newlines at its end", ""), |body| {
        Some([body, b"\n\n"].concat())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a space at its end", ""), |body| {
        Some([body, b" "].concat())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a newline at its start", ""), |body| {
        Some([b"\n", body].concat())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a CRLF at its start", ""), |body| {
        Some([b"\r\n", body].concat())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a space at its start", ""), |body| {
        Some([b" ", body].concat())
    }),
    recipe(
        Hypothesis::of(FindingCode::BodyNewlineDropped, "a space at its start and a space at its end", ""),
        |body| Some([b" ", body, b" "].concat()),
    ),
    recipe(
        Hypothesis::of(FindingCode::BodyNewlineDropped, "a newline at its start and a newline at its end", ""),
        |body| Some([b"\n", body, b"\n"].concat()),
    ),
    recipe(
        Hypothesis::of(
            FindingCode::BodyMojibake,
            "the signed body is UTF-16, little-endian with a byte order mark",
            "",
        ),
        |body| utf16::from_utf8(body, u16::to_le_bytes, true),
    ),
    recipe(Hypothesis::of(FindingCode::BodyMojibake, "the signed body is UTF-16, little-endian", ""), |body| {
        utf16::from_utf8(body, u16::to_le_bytes, false)
    }),
    recipe(
        Hypothesis::of(FindingCode::BodyMojibake, "the signed body is UTF-16, big-endian with a byte order mark", ""),
        |body| utf16::from_utf8(body, u16::to_be_bytes, true),
    ),
    recipe(Hypothesis::of(FindingCode::BodyMojibake, "the signed body is UTF-16, big-endian", ""), |body| {
        utf16::from_utf8(body, u16::to_be_bytes, false)
    }),
];

pub(super) const FORM: &str = JAVASCRIPT;
