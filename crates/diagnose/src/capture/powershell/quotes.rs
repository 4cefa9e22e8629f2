//! Quotes within arguments, which PowerShell's versions pass to a program differently.

use alloc::vec::Vec;

use super::super::error::{CaptureError, CaptureErrorCode};
use super::super::shell::Word;

/// The form in which quotes within an argument reach the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Quotes {
    /// There are none.
    None,
    /// As they are: PowerShell 7.3 and later.
    Kept,
    /// Escaped with a backslash, which Windows PowerShell needs.
    Escaped,
}

/// Windows PowerShell and PowerShell 7.3 pass arguments with quotes differently. The backslashes show which of them is meant.
pub(super) fn unescape_all(words: &mut [Word]) -> Result<Quotes, CaptureError> {
    let mut quotes = Quotes::None;
    for word in words {
        let (escaped, plain) = count_quotes(&word.bytes);
        let style = match (escaped, plain) {
            (0, 0) => continue,
            (0, _) => Quotes::Kept,
            (_, 0) => Quotes::Escaped,
            _ => return Err(mixed(word.line)),
        };
        if quotes != Quotes::None && quotes != style {
            return Err(mixed(word.line));
        }
        quotes = style;
        if style == Quotes::Escaped {
            word.bytes = unescape(&word.bytes);
        }
    }
    Ok(quotes)
}

fn count_quotes(bytes: &[u8]) -> (usize, usize) {
    let (mut escaped, mut plain, mut backslashes) = (0usize, 0usize, 0usize);
    for byte in bytes {
        match byte {
            b'\\' => backslashes = backslashes.saturating_add(1),
            b'"' if backslashes % 2 == 1 => (escaped, backslashes) = (escaped.saturating_add(1), 0),
            b'"' => (plain, backslashes) = (plain.saturating_add(1), 0),
            _ => backslashes = 0,
        }
    }
    (escaped, plain)
}

/// By the rules of Microsoft's runtime: half of the backslashes before a quote remain.
fn unescape(bytes: &[u8]) -> Vec<u8> {
    let (mut plain, mut backslashes) = (Vec::with_capacity(bytes.len()), 0usize);
    for byte in bytes {
        if *byte == b'\\' {
            backslashes = backslashes.saturating_add(1);
            continue;
        }
        let kept = if *byte == b'"' { backslashes / 2 } else { backslashes };
        plain.extend(core::iter::repeat_n(b'\\', kept));
        plain.push(*byte);
        backslashes = 0;
    }
    plain.extend(core::iter::repeat_n(b'\\', backslashes));
    plain
}

fn mixed(line: usize) -> CaptureError {
    let found = "quotes with a backslash before them and quotes without";
    let expected = "one way of writing them: PowerShell's versions pass such an argument differently";
    CaptureError::new(CaptureErrorCode::Curl, line, found, expected)
}
