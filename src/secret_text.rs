//! The checks of a secret's text, in UTF-8.

use crate::secret_error::SecretError;

/// Refuses a text that looks like a bad setting.
///
/// # Errors
/// An empty or blank text, whitespace around it, a NUL, or the words `undefined` and `null`.
pub fn validate_text(text: &[u8]) -> Result<(), SecretError> {
    validate_text_lenient(text)?;
    if leading_space(text) > 0 || ends_with_space(text) {
        return Err(SecretError::SurroundingWhitespace);
    }
    #[expect(clippy::manual_contains, reason = "core's word-wise search would be one percent of the module")]
    if text.iter().any(|byte| *byte == 0) {
        return Err(SecretError::Nul);
    }
    match text {
        b"undefined" | b"null" => Err(SecretError::Placeholder),
        _ => Ok(()),
    }
}

/// Refuses a text without any character that is not whitespace.
///
/// # Errors
/// An empty or blank text.
pub fn validate_text_lenient(text: &[u8]) -> Result<(), SecretError> {
    let mut rest = text;
    loop {
        match (rest, leading_space(rest)) {
            ([], _) => return Err(if text.is_empty() { SecretError::Empty } else { SecretError::Blank }),
            (_, 0) => return Ok(()),
            (_, width) => rest = rest.get(width..).unwrap_or_default(),
        }
    }
}

/// Returns the length in bytes of the whitespace character that a text begins with, or 0. Whitespace is Unicode's, and the byte
/// order mark, which ECMAScript counts as whitespace.
#[inline(never)]
const fn leading_space(text: &[u8]) -> usize {
    match text {
        [0x09..=0x0d | 0x20, ..] => 1,
        [0xc2, 0x85 | 0xa0, ..] => 2,
        [0xe1, 0x9a, 0x80, ..]
        | [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..]
        | [0xe2, 0x81, 0x9f, ..]
        | [0xe3, 0x80, 0x80, ..]
        | [0xef, 0xbb, 0xbf, ..] => 3,
        _ => 0,
    }
}

/// No character's end looks like another character, so the last bytes can be tried in turn.
fn ends_with_space(text: &[u8]) -> bool {
    (1..=3).any(|width| {
        let start = text.len().checked_sub(width);
        start.and_then(|start| text.get(start..)).is_some_and(|end| leading_space(end) == width)
    })
}
