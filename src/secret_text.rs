//! The checks of a secret's text, in UTF-8.

use crate::secret_error::SecretError;

/// The texts that JavaScript makes of a missing setting. Anyone can guess them.
const PLACEHOLDERS: &[&[u8]] = &[b"undefined", b"null"];
/// How the text begins that it makes of an object, or of a promise that is not awaited.
const OBJECT: &[u8; 8] = b"[object ";

/// Refuses a text that looks like a bad setting.
///
/// # Errors
/// An empty or blank text, whitespace around it, a NUL, or what JavaScript makes of a missing setting or an object.
pub fn validate_text(text: &[u8]) -> Result<(), SecretError> {
    validate_text_lenient(text)?;
    if leading_space(text) > 0 || ends_with_space(text) {
        return Err(SecretError::SurroundingWhitespace);
    }
    #[expect(clippy::manual_contains, reason = "core's word-wise search would be one percent of the module")]
    if text.iter().any(|byte| *byte == 0) {
        return Err(SecretError::Nul);
    }
    if PLACEHOLDERS.contains(&text) || text.first_chunk() == Some(OBJECT) {
        Err(SecretError::Placeholder)
    } else {
        Ok(())
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
    match *text {
        [0x09..=0x0d | 0x20, ..] => 1,
        [0xc2, 0x85 | 0xa0, ..] => 2,
        [first, second, third, ..] if is_long_space(u32::from_be_bytes([0, first, second, third])) => 3,
        _ => 0,
    }
}

/// Whether the three bytes of a number are a whitespace character.
const fn is_long_space(bytes: u32) -> bool {
    matches!(
        bytes,
        0xe1_9a_80 | 0xe2_80_80
            ..=0xe2_80_8a | 0xe2_80_a8 | 0xe2_80_a9 | 0xe2_80_af | 0xe2_81_9f | 0xe3_80_80 | 0xef_bb_bf
    )
}

/// No character's end looks like another character, so the last bytes can be tried in turn.
fn ends_with_space(text: &[u8]) -> bool {
    (1..=3).any(|width| {
        let start = text.len().checked_sub(width);
        start.and_then(|start| text.get(start..)).is_some_and(|end| leading_space(end) == width)
    })
}
