//! Lines of bytes, and small questions about them.

/// The text without the blank lines, the byte order mark and the spaces before it, and the number of its first line.
pub(super) fn trim_start(pasted: &[u8]) -> (&[u8], usize) {
    let text = pasted.strip_prefix(b"\xef\xbb\xbf").unwrap_or(pasted);
    let rest = text.trim_ascii_start();
    let skipped = text.get(..text.len().saturating_sub(rest.len())).unwrap_or_default();
    (rest, count_lines(skipped).saturating_add(1))
}

/// Number of blanks before the text, in its first line.
pub(super) fn indentation(pasted: &[u8], text: &[u8]) -> usize {
    let before = pasted.get(..pasted.len().saturating_sub(text.len())).unwrap_or_default();
    before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Number of line ends in these bytes.
pub(super) fn count_lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// The first line without its end, LF or CRLF, and the rest; `None` for an empty text.
pub(super) fn split_line(text: &[u8]) -> Option<(&[u8], &[u8])> {
    if text.is_empty() {
        return None;
    }
    let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    let (line, rest) = text.split_at_checked(end)?;
    Some((line.strip_suffix(b"\r").unwrap_or(line), rest.get(1..).unwrap_or_default()))
}

/// Whether this can be the name of a header: RFC 9110 section 5.6.2.
pub(super) fn is_token(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte))
}

/// Without the spaces and tabs around it, which are no part of a header's value.
pub(super) fn trim_blanks(value: &[u8]) -> &[u8] {
    let is_text = |byte: &u8| !matches!(byte, b' ' | b'\t');
    let (Some(first), Some(last)) = (value.iter().position(is_text), value.iter().rposition(is_text)) else {
        return &[];
    };
    value.get(first..=last).unwrap_or_default()
}
