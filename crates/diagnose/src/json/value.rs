//! The one strict JSON reader: a document or a bare value as a tree that keeps the order of its keys and the spelling of its numbers.
//!
//! It accepts exactly the grammar of the verifier's [`Scanner`](webhook_verifier::bindings::Scanner), with its limits of depth and keys, so that no
//! tool explains or imports a body by rules that the verifier does not have. Unlike the scanner it also reads values that are not objects.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use webhook_verifier::bindings::{MAX_DEPTH, MAX_OPEN_KEYS, code_units, unescape};

use super::grammar::{escape, is_number};
use super::starts::Starts;

/// A value that borrows from its text if possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// A number, `true`, `false` or `null`, as it is spelled.
    Word(&'a str),
    /// The characters of a string. Half a surrogate pair becomes U+FFFD.
    Text(Cow<'a, str>),
    List(Vec<Self>),
    Map(Vec<(Cow<'a, str>, Self)>),
}

/// Found where a text ends within a value.
pub(crate) const END_OF_TEXT: &str = "the end of the text";

/// The place at which a text stops being strict JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    /// Number of bytes of the text before it.
    pub(crate) offset: usize,
    /// A noun phrase, for messages.
    pub(crate) found: &'static str,
}

impl<'a> Value<'a> {
    /// Reads the whole text as one value, with whitespace around it.
    pub(crate) fn parse(text: &'a [u8]) -> Result<Self, SyntaxError> {
        let text = core::str::from_utf8(text)
            .map_err(|error| SyntaxError { offset: error.valid_up_to(), found: "bytes that are not UTF-8" })?;
        let (value, rest) = Self::parse_prefix(text)?;
        if rest.is_empty() {
            return Ok(value);
        }
        Err(SyntaxError { offset: text.len().saturating_sub(rest.len()), found: "more text after the JSON" })
    }

    /// The offsets at which the values of a text begin, an object or a list before what is in it.
    pub(crate) fn starts(text: &'a str) -> Vec<usize> {
        let mut reader = Reader { rest: text, open_keys: 0, starts: Some(Starts::of(text)) };
        // The text was read before.
        let _ = reader.value(MAX_DEPTH);
        reader.starts.map(Starts::offsets).unwrap_or_default()
    }

    /// Reads the value at the start of a text, and returns the text after it, without whitespace.
    pub(crate) fn parse_prefix(text: &'a str) -> Result<(Self, &'a str), SyntaxError> {
        let mut reader = Reader { rest: text, open_keys: 0, starts: None };
        match reader.value(MAX_DEPTH) {
            Ok(value) => {
                reader.skip_whitespace();
                Ok((value, reader.rest))
            }
            Err(found) => Err(SyntaxError { offset: text.len().saturating_sub(reader.rest.len()), found }),
        }
    }
}

type Found<T> = Result<T, &'static str>;

struct Reader<'a> {
    rest: &'a str,
    /// The keys of all objects that are not closed yet.
    open_keys: usize,
    starts: Option<Starts>,
}

impl<'a> Reader<'a> {
    fn skip_whitespace(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    /// Skips whitespace and this character; returns whether the character was there.
    fn skip(&mut self, character: char) -> bool {
        self.skip_whitespace();
        let rest = self.rest.strip_prefix(character);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// `depth` is the number of objects and lists that may still be opened.
    fn value(&mut self, depth: usize) -> Found<Value<'a>> {
        self.skip_whitespace();
        if let Some(starts) = &mut self.starts {
            starts.add(self.rest);
        }
        match self.rest.as_bytes().first() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Ok(Value::Text(unescape(self.spelling()?))),
            Some(_) => self.word(),
            None => Err(END_OF_TEXT),
        }
    }

    fn object(&mut self, depth: usize) -> Found<Value<'a>> {
        let depth = depth.checked_sub(1).ok_or(TOO_DEEP)?;
        let first_key = self.open_keys;
        let (mut members, mut spellings) = (Vec::new(), Vec::new());
        self.skip('{');
        while !self.skip('}') {
            if !members.is_empty() && !self.skip(',') {
                return Err(self.missing("no comma or } after a member of an object"));
            }
            self.skip_whitespace();
            if !members.is_empty() && self.rest.starts_with('}') {
                return Err("a comma before the closing }");
            }
            let spelling = self.spelling()?;
            self.open_keys = self.open_keys.saturating_add(1);
            if self.open_keys > MAX_OPEN_KEYS {
                return Err("more keys than a verifier reads");
            }
            if !self.skip(':') {
                return Err(self.missing("no colon after a name"));
            }
            spellings.push(spelling);
            members.push((unescape(spelling), self.value(depth)?));
        }
        if has_duplicates(spellings) {
            return Err("the end of an object that has a name twice");
        }
        self.open_keys = first_key;
        Ok(Value::Map(members))
    }

    fn list(&mut self, depth: usize) -> Found<Value<'a>> {
        let depth = depth.checked_sub(1).ok_or(TOO_DEEP)?;
        let mut items = Vec::new();
        self.skip('[');
        while !self.skip(']') {
            if !items.is_empty() && !self.skip(',') {
                return Err(self.missing("no comma or ] after an element of a list"));
            }
            self.skip_whitespace();
            if !items.is_empty() && self.rest.starts_with(']') {
                return Err("a comma before the closing ]");
            }
            items.push(self.value(depth)?);
        }
        Ok(Value::List(items))
    }

    const fn missing(&self, found: &'static str) -> &'static str {
        if self.rest.is_empty() { END_OF_TEXT } else { found }
    }

    /// The text between two quotes, as it is spelled.
    fn spelling(&mut self) -> Found<&'a str> {
        let Some(text) = self.rest.strip_prefix('"') else { return Err(self.missing("no text in quotes")) };
        let mut bytes = text.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'"' => {
                    let (spelling, rest) = text.split_at_checked(at).unwrap_or_default();
                    self.rest = rest.get(1..).unwrap_or_default();
                    return Ok(spelling);
                }
                b'\\' => escape(&mut bytes)?,
                0..=0x1f => return Err("a line end or control character in a text"),
                _ => {}
            }
        }
        self.rest = "";
        Err(END_OF_TEXT)
    }

    fn word(&mut self) -> Found<Value<'a>> {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let end = self.rest.bytes().position(|byte| !is_part(byte)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        if !matches!(word, "true" | "false" | "null") && !is_number(word) {
            return Err("a word or character that starts no JSON value");
        }
        self.rest = rest;
        Ok(Value::Word(word))
    }
}

const TOO_DEEP: &str = "more than 64 levels of nesting";

/// Whether two names are equal once their escapes are resolved.
fn has_duplicates(mut spellings: Vec<&str>) -> bool {
    if spellings.iter().any(|spelling| spelling.contains('\\')) {
        // UTF-16 tells halves of surrogate pairs apart, which no Rust text can hold.
        let mut names: Vec<Vec<u16>> = spellings.iter().map(|spelling| code_units(spelling)).collect();
        names.sort_unstable();
        return names.windows(2).any(|pair| matches!(pair, [one, two] if one == two));
    }
    spellings.sort_unstable();
    spellings.windows(2).any(|pair| matches!(pair, [one, two] if one == two))
}
