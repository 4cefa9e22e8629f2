//! Parts of JSON's grammar: escapes and numbers.

/// The part that was found instead.
type Found<T> = Result<T, &'static str>;

pub(super) fn escape(bytes: &mut impl Iterator<Item = (usize, u8)>) -> Found<()> {
    let mut next = || bytes.next().map(|(_, byte)| byte).unwrap_or_default();
    let is_known = match next() {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => true,
        b'u' => (0..4).all(|_| next().is_ascii_hexdigit()),
        _ => false,
    };
    if is_known { Ok(()) } else { Err("an escape that JSON does not have") }
}

/// RFC 8259 section 6.
pub(super) fn is_number(word: &str) -> bool {
    let digits =
        |text: &str| text.len().saturating_sub(text.trim_start_matches(|each: char| each.is_ascii_digit()).len());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (integer, rest) = unsigned.split_at_checked(digits(unsigned)).unwrap_or_default();
    if integer.is_empty() || integer.len() > 1 && integer.starts_with('0') {
        return false;
    }
    let rest = match rest.strip_prefix('.') {
        Some(fraction) if digits(fraction) == 0 => return false,
        Some(fraction) => fraction.get(digits(fraction)..).unwrap_or_default(),
        None => rest,
    };
    let Some(exponent) = rest.strip_prefix(['e', 'E']) else { return rest.is_empty() };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    !exponent.is_empty() && digits(exponent) == exponent.len()
}
