//! Commands for PowerShell: the words that it passes to a program, and its own commands for requests in [`web_request`].

mod expressions;
mod quotes;
mod script;
mod strings;
pub(super) mod web_request;

use alloc::vec::Vec;

use super::error::{CaptureError, CaptureErrorCode};
use super::shell::{Command, Word};
pub(super) use quotes::Quotes;
use quotes::unescape_all;
use strings::{Cursor, is_expansion, quote};

/// Whether a line ends in a backtick outside the quotes of a POSIX shell, where it has no meaning: PowerShell's way of
/// continuing a line.
pub(super) fn is_powershell(text: &[u8]) -> bool {
    let mut opened = None;
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match (*byte, opened) {
            (b'`', None) if after.starts_with(b"\n") || after.starts_with(b"\r\n") => return true,
            (b'\\', None | Some(b'"')) => rest = rest.get(1..).unwrap_or_default(),
            (quote @ (b'\'' | b'"'), None) => opened = Some(quote),
            (byte, Some(quote)) if byte == quote => opened = None,
            _ => {}
        }
    }
    false
}

pub(super) fn command(text: &[u8], first_line: usize) -> Result<(Command, Quotes), CaptureError> {
    let mut cursor = Cursor { rest: text, line: first_line, code: CaptureErrorCode::Curl };
    let mut words = Vec::new();
    while let Some(word) = word(&mut cursor)? {
        words.push(word);
    }
    let quotes = unescape_all(&mut words)?;
    let has_more = !cursor.rest.trim_ascii().is_empty();
    Ok((Command { words, has_more, has_pairs: false }, quotes))
}

const fn is_end(rest: &[u8]) -> bool {
    matches!(rest, [] | [b'\n' | b'|' | b';' | b'&' | b'<' | b'>', ..] | [b'\r', b'\n', ..] | [b'\r'])
}

fn word(cursor: &mut Cursor<'_>) -> Result<Option<Word>, CaptureError> {
    while cursor.take_continuation() || matches!(cursor.rest, [b' ' | b'\t', ..]) && cursor.take().is_some() {}
    let mut word = Word { bytes: Vec::new(), line: cursor.line };
    match cursor.rest {
        rest if is_end(rest) => return Ok(None),
        [b'#', ..] => return Ok(None),
        [b'@', b'\'' | b'"', ..] => return Err(cursor.error("a here-string", "the body in single quotes")),
        _ => {}
    }
    while !is_end(cursor.rest) && !matches!(cursor.rest, [b' ' | b'\t', ..]) && !cursor.take_continuation() {
        piece(cursor, &mut word.bytes)?;
    }
    Ok(Some(word))
}

fn piece(cursor: &mut Cursor<'_>, word: &mut Vec<u8>) -> Result<(), CaptureError> {
    if let Some((kind, _)) = quote(cursor.rest) {
        return cursor.quoted(kind, word);
    }
    match cursor.rest {
        [b'$', next, ..] if is_expansion(*next) => Err(cursor.expansion()),
        [b'(' | b')' | b'{' | b'}', ..] => Err(cursor.expansion()),
        [b'`', ..] => cursor.escape(word),
        _ => {
            word.extend(cursor.take());
            Ok(())
        }
    }
}
