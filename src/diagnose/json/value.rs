//! A JSON document as a tree that keeps the order of its keys and the text of its numbers.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::json::MAX_DEPTH;
use crate::unescape::unescape;

/// A value. Numbers and words keep their text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Word(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The whole text as one value, with white space around it. `None` for what is no JSON, or nested too deep.
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let text = core::str::from_utf8(bytes).ok()?;
        let (value, rest) = value(skip(text), 0)?;
        skip(rest).is_empty().then_some(value)
    }

    /// All texts in it, keys too.
    pub(crate) fn any_text(&self, test: &mut impl FnMut(&str) -> bool) -> bool {
        match self {
            Self::Word(_) => false,
            Self::Text(text) => test(text),
            Self::List(items) => items.iter().any(|item| item.any_text(test)),
            Self::Map(members) => members.iter().any(|(key, value)| test(key) || value.any_text(test)),
        }
    }

    /// Whether the keys of each object stand in this order.
    pub(crate) fn is_ordered(&self, before: &impl Fn(&str, &str) -> bool) -> bool {
        match self {
            Self::Word(_) | Self::Text(_) => true,
            Self::List(items) => items.iter().all(|item| item.is_ordered(before)),
            Self::Map(members) => {
                members.windows(2).all(|pair| matches!(pair, [(one, _), (two, _)] if !before(two, one)))
                    && members.iter().all(|(_, value)| value.is_ordered(before))
            }
        }
    }

    /// Whether there is nothing to put between brackets.
    pub(crate) fn is_plain(&self) -> bool {
        match self {
            Self::Word(_) | Self::Text(_) => true,
            Self::List(items) => items.is_empty(),
            Self::Map(members) => members.is_empty(),
        }
    }
}

type Read<'a, T> = Option<(T, &'a str)>;

fn skip(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\r', '\n'])
}

fn value(text: &str, depth: usize) -> Read<'_, Value<'_>> {
    if depth > MAX_DEPTH {
        return None;
    }
    match text.as_bytes().first()? {
        b'{' => map(text.get(1..)?, depth),
        b'[' => list(text.get(1..)?, depth),
        b'"' => string(text).map(|(text, rest)| (Value::Text(text), rest)),
        _ => word(text),
    }
}

fn word(text: &str) -> Read<'_, Value<'_>> {
    let end = text.find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.')));
    let (word, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let is_number = word.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    (is_number || matches!(word, "true" | "false" | "null")).then_some((Value::Word(word), rest))
}

fn string(text: &str) -> Read<'_, Cow<'_, str>> {
    let inside = text.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = inside.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })?;
    let (spelling, rest) = inside.split_at_checked(end)?;
    Some((unescape(spelling), rest.get(1..)?))
}

fn list(text: &str, depth: usize) -> Read<'_, Value<'_>> {
    let mut items = Vec::new();
    let rest = elements(text, ']', |text| {
        let (item, rest) = value(text, depth.saturating_add(1))?;
        items.push(item);
        Some(rest)
    })?;
    Some((Value::List(items), rest))
}

fn map(text: &str, depth: usize) -> Read<'_, Value<'_>> {
    let mut members = Vec::new();
    let rest = elements(text, '}', |text| {
        let (key, rest) = string(text)?;
        let (value, rest) = value(skip(skip(rest).strip_prefix(':')?), depth.saturating_add(1))?;
        members.push((key, value));
        Some(rest)
    })?;
    Some((Value::Map(members), rest))
}

/// What commas separate, up to the closing bracket.
fn elements<'a>(text: &'a str, close: char, mut read: impl FnMut(&'a str) -> Option<&'a str>) -> Option<&'a str> {
    let mut rest = skip(text);
    if let Some(after) = rest.strip_prefix(close) {
        return Some(after);
    }
    loop {
        rest = skip(read(rest)?);
        if let Some(after) = rest.strip_prefix(close) {
            return Some(after);
        }
        rest = skip(rest.strip_prefix(',')?);
    }
}
