//! A JSON document as a tree that borrows from its text.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::fault::{Fault, FaultKind};
use super::lines::count_lines;
use crate::unescape::unescape;

/// A HAR file needs about ten levels; the reader calls itself for each.
const MAX_DEPTH: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Object(Vec<(&'a str, Self)>),
    List(Vec<Self>),
    /// What stands between the quotes.
    Text(&'a str),
    /// A number, `true`, `false` or `null`.
    Word(&'a str),
}

impl<'a> Value<'a> {
    /// Reads the whole text.
    pub(super) fn parse(text: &'a [u8], first_line: usize) -> Result<Self, Fault> {
        let line_of = |rest: usize| {
            let before = text.get(..text.len().saturating_sub(rest)).unwrap_or_default();
            first_line.saturating_add(count_lines(before))
        };
        let fault =
            |rest, found: &'static str| Fault::new(FaultKind::Har, line_of(rest), found, "the JSON of a HAR file");
        let text = match core::str::from_utf8(text) {
            Ok(text) => text,
            Err(error) => {
                return Err(fault(text.len().saturating_sub(error.valid_up_to()), "bytes that are not UTF-8"));
            }
        };
        let mut reader = Reader { rest: text };
        let value = reader.value(MAX_DEPTH).map_err(|found| fault(reader.rest.len(), found))?;
        reader.skip_space();
        if reader.rest.is_empty() { Ok(value) } else { Err(fault(reader.rest.len(), "something behind the JSON")) }
    }

    /// A member of an object; of several by one name the last, as `JSON.parse` has it.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().rfind(|(each, _)| *each == name).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The characters of a text. Half a surrogate pair becomes U+FFFD.
    pub(super) fn text(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(spelling) => Some(unescape(spelling)),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<usize> {
        match self {
            Self::Word(word) => word.parse().ok(),
            _ => None,
        }
    }
}

type Found<T> = Result<T, &'static str>;

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    /// Takes this character, behind any white space.
    fn take(&mut self, character: char) -> bool {
        self.skip_space();
        let rest = self.rest.strip_prefix(character);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Found<Value<'a>> {
        self.skip_space();
        let inner = depth.checked_sub(1).ok_or("more than 64 levels of nesting")?;
        match self.rest.as_bytes().first() {
            Some(b'{') => self.object(inner),
            Some(b'[') => self.list(inner),
            Some(b'"') => Ok(Value::Text(self.text()?)),
            Some(_) => self.word(),
            None => Err("the end of the paste"),
        }
    }

    fn object(&mut self, depth: usize) -> Found<Value<'a>> {
        let mut members = Vec::new();
        self.take('{');
        while !self.take('}') {
            if !members.is_empty() && !self.take(',') {
                return Err(self.missing("no comma or } after a member of an object"));
            }
            self.skip_space();
            let name = self.text()?;
            if !self.take(':') {
                return Err(self.missing("no colon after a name"));
            }
            members.push((name, self.value(depth)?));
        }
        Ok(Value::Object(members))
    }

    fn list(&mut self, depth: usize) -> Found<Value<'a>> {
        let mut items = Vec::new();
        self.take('[');
        while !self.take(']') {
            if !items.is_empty() && !self.take(',') {
                return Err(self.missing("no comma or ] after an element of a list"));
            }
            items.push(self.value(depth)?);
        }
        Ok(Value::List(items))
    }

    const fn missing(&self, found: &'static str) -> &'static str {
        if self.rest.is_empty() { "the end of the paste" } else { found }
    }

    fn text(&mut self) -> Found<&'a str> {
        let Some(text) = self.rest.strip_prefix('"') else { return Err(self.missing("no text in quotes")) };
        let mut bytes = text.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'"' => return Ok(self.end_text(text, at)),
                b'\\' => escape(&mut bytes)?,
                0..=0x1f => return Err("a line end or control character in a text"),
                _ => {}
            }
        }
        self.rest = "";
        Err("the end of the paste")
    }

    fn end_text(&mut self, text: &'a str, at: usize) -> &'a str {
        let (text, rest) = text.split_at_checked(at).unwrap_or_default();
        self.rest = rest.get(1..).unwrap_or_default();
        text
    }

    fn word(&mut self) -> Found<Value<'a>> {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let end = self.rest.bytes().position(|byte| !is_part(byte)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        let is_number = word.parse::<f64>().is_ok_and(f64::is_finite) && !word.starts_with('+');
        if !is_number && !matches!(word, "true" | "false" | "null") {
            return Err("what is no JSON value");
        }
        self.rest = rest;
        Ok(Value::Word(word))
    }
}

fn escape(bytes: &mut impl Iterator<Item = (usize, u8)>) -> Found<()> {
    let mut next = || bytes.next().map(|(_, byte)| byte).unwrap_or_default();
    let is_known = match next() {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => true,
        b'u' => (0..4).all(|_| next().is_ascii_hexdigit()),
        _ => false,
    };
    if is_known { Ok(()) } else { Err("an escape that JSON does not have") }
}
