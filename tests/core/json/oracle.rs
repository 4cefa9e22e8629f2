//! A second definition of strict JSON: the grammar by `serde_json`, the rest by a walk over text that it accepts.
//!
//! `IgnoredAny` consumes any value of the grammar. So it has none of the three differences that `serde_json`'s own
//! values have to `JSON.parse`, which the crate is held to: half a surrogate pair in an escape, numbers beyond a double
//! and nesting beyond 128 are all grammar. It does not check the UTF-8 of strings, so that is checked before.

use std::collections::HashSet;

use serde::de::IgnoredAny;
use webhook_verifier::PayloadErrorKind;

/// The documented limits, not the crate's constants, so that a changed limit fails a test.
pub(crate) const DEPTH: usize = 64;
const KEYS: usize = 8_192;

/// Returns the errors that a scanner may report; none if the body is strict.
pub(crate) fn errors(body: &[u8]) -> Vec<PayloadErrorKind> {
    match body.iter().find(|byte| !b" \t\n\r".contains(byte)) {
        None => vec![PayloadErrorKind::Empty],
        Some(b'{') => object_errors(body),
        // The scanner does not wait for the two other bytes of the mark: an object cannot begin with the first one.
        Some(0xef) => vec![PayloadErrorKind::ByteOrderMark],
        Some(_) => vec![PayloadErrorKind::NotAnObject],
    }
}

fn object_errors(body: &[u8]) -> Vec<PayloadErrorKind> {
    match str::from_utf8(body) {
        Ok(text) => match grammar(text) {
            None => Facts::of(text).errors(),
            // serde_json reads four digits at once, so it reports `\uo` as truncated too.
            Some(PayloadErrorKind::Truncated) if ends_in_escape(body) => {
                vec![PayloadErrorKind::Truncated, PayloadErrorKind::Syntax]
            }
            Some(error) => vec![error],
        },
        Err(error) => {
            let (start, _) = body.split_at(error.valid_up_to());
            match grammar(&String::from_utf8_lossy(start)) {
                Some(PayloadErrorKind::Syntax) => vec![PayloadErrorKind::Syntax],
                // A byte that is not UTF-8 is not a token either; and the end may cut a character.
                _ if error.error_len().is_some() => vec![PayloadErrorKind::NotUtf8, PayloadErrorKind::Syntax],
                _ => vec![PayloadErrorKind::Truncated, PayloadErrorKind::Syntax],
            }
        }
    }
}

fn ends_in_escape(body: &[u8]) -> bool {
    let tail = &body[body.len().saturating_sub(5)..];
    tail.windows(2).any(|pair| pair == b"\\u")
}

/// The syntax error, if there is one.
fn grammar(text: &str) -> Option<PayloadErrorKind> {
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    // serde_json reports a truncated number as a wrong one; one more digit shows that it was only unfinished.
    let goes_on = || serde_json::from_str::<IgnoredAny>(&format!("{text}0")).is_err_and(|error| error.is_eof());
    Some(if error.is_eof() || goes_on() { PayloadErrorKind::Truncated } else { PayloadErrorKind::Syntax })
}

/// Whether an object that ends with the last byte of `prefix` has a key twice. The open brackets are closed, so
/// that the grammar of the prefix can be checked.
pub(crate) fn ends_in_duplicate(prefix: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(prefix) else { return false };
    let facts = Facts::of(text);
    let whole = format!("{text}{}", facts.closers);
    text.ends_with('}') && grammar(&whole).is_none() && facts.has_duplicate
}

/// The results of a walk over JSON text of correct grammar.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) depth: usize,
    pub(crate) has_duplicate: bool,
    most_keys: usize,
    closers: String,
    open: Vec<Open>,
}

#[derive(Default)]
struct Open {
    keys: HashSet<Vec<u16>>,
    count: usize,
}

impl Facts {
    pub(crate) fn of(text: &str) -> Self {
        let mut facts = Self::default();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            rest = &rest[character.len_utf8()..];
            match character {
                '{' => facts.begin('}'),
                '[' => facts.begin(']'),
                '}' | ']' => facts.end(),
                '"' => rest = facts.text(rest),
                _ => {}
            }
        }
        facts
    }

    fn begin(&mut self, closer: char) {
        self.open.push(Open::default());
        self.closers.insert(0, closer);
        self.depth = self.depth.max(self.open.len());
    }

    fn end(&mut self) {
        self.open.pop();
        self.closers = self.closers.chars().skip(1).collect();
    }

    /// Reads the string that begins here, and returns the text after it.
    fn text<'a>(&mut self, rest: &'a str) -> &'a str {
        let (units, after) = units(rest);
        if after.trim_start().starts_with(':')
            && let Some(level) = self.open.last_mut()
        {
            level.count += 1;
            self.has_duplicate |= !level.keys.insert(units);
            self.most_keys = self.most_keys.max(self.open.iter().map(|level| level.count).sum());
        }
        after
    }

    fn errors(&self) -> Vec<PayloadErrorKind> {
        let all = [
            (self.depth > DEPTH, PayloadErrorKind::TooDeep),
            (self.has_duplicate, PayloadErrorKind::DuplicateKey),
            (self.most_keys > KEYS, PayloadErrorKind::TooManyKeys),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, error)| error).collect()
    }
}

/// The UTF-16 code units of a text up to its closing quote, which is how ECMAScript compares keys, and the text after it.
fn units(text: &str) -> (Vec<u16>, &str) {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '"' => break,
            '\\' => {
                let length = if rest.starts_with('u') { 5 } else { 1 };
                let (escape, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
                units.push(unit(escape));
                rest = after;
            }
            _ => units.extend(character.encode_utf16(&mut [0; 2]).iter()),
        }
    }
    (units, rest)
}

fn unit(escape: &str) -> u16 {
    match escape {
        "b" => 8,
        "t" => 9,
        "n" => 10,
        "f" => 12,
        "r" => 13,
        "\"" | "\\" | "/" => u16::from(escape.as_bytes()[0]),
        // Text of wrong grammar arrives here too; no result depends on its keys.
        _ => escape.get(1..).and_then(|digits| u16::from_str_radix(digits, 16).ok()).unwrap_or(0),
    }
}
