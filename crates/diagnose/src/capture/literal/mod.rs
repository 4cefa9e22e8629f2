//! Values as JavaScript writes them: the output of `console.log` in Node and Bun, and the literals of a `fetch` call.
//!
//! Values that are no data, such as `[Function: next]`, stay as they are spelled; text that a printer cut off is an error.

mod scalars;

use alloc::borrow::Cow;
use alloc::vec::Vec;

use webhook_verifier::bindings::MAX_DEPTH;

use crate::json::{Starts, SyntaxError, Value};

/// The member under which the bytes of `<Buffer …>` are kept, in hexadecimal.
pub(super) const BUFFER: &str = "<Buffer>";

/// Reads the value at the start of a text, and returns the text after it.
pub(super) fn parse_prefix(text: &str) -> Result<(Value<'_>, &str), SyntaxError> {
    let mut reader = Reader { rest: text, starts: None, calls: MAX_CALLS };
    match reader.value(MAX_DEPTH) {
        Ok(value) => Ok((value, reader.rest)),
        Err(found) => Err(SyntaxError { offset: text.len().saturating_sub(reader.rest.len()), found }),
    }
}

/// The offsets at which the values of a text begin, an object or a list before what is in it.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let mut reader = Reader { rest: text, starts: Some(Starts::of(text)), calls: MAX_CALLS };
    // The text was read before.
    let _ = reader.value(MAX_DEPTH);
    reader.starts.map(Starts::offsets).unwrap_or_default()
}

type Found<T> = Result<T, &'static str>;

const CUT_OFF: &str = "text that the printer cut off";

/// Each call of `JSON.stringify` around another doubles the quotes and backslashes in a text: without a limit, a line of a paste
/// would fill the memory.
const MAX_CALLS: usize = 3;

const EXPRESSION: &str = "an expression, whose value is not in the paste";

fn has_duplicates(members: &[(Cow<'_, str>, Value<'_>)]) -> bool {
    let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_ref()).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| matches!(pair, [one, two] if one == two))
}

struct Reader<'a> {
    rest: &'a str,
    starts: Option<Starts>,
    /// Calls of `JSON.stringify` that may still be opened.
    calls: usize,
}

impl<'a> Reader<'a> {
    fn skip_whitespace(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn skip(&mut self, token: &str) -> bool {
        self.skip_whitespace();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Found<Value<'a>> {
        self.skip_whitespace();
        self.add_start();
        self.same_value(depth)
    }

    fn add_start(&mut self) {
        if let Some(starts) = &mut self.starts {
            starts.add(self.rest);
        }
    }

    /// Reads a value whose beginning is known: the name of its class may be before it.
    fn same_value(&mut self, depth: usize) -> Found<Value<'a>> {
        let depth = depth.checked_sub(1).ok_or("more than 64 levels of nesting")?;
        while self.skip("[Object: null prototype]") || self.skip_reference() {}
        match self.rest.as_bytes().first() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'\'' | b'"' | b'`') => Ok(Value::Text(Cow::Owned(self.strings()?))),
            Some(b'<') => self.buffer(),
            Some(_) => self.word(depth),
            None => Err("the end of the text"),
        }
    }

    /// `<ref *1>` marks a value that is printed again further in.
    fn skip_reference(&mut self) -> bool {
        let rest = self.rest.strip_prefix("<ref *").and_then(|rest| rest.split_once('>'));
        self.rest = rest.map_or(self.rest, |(_, rest)| rest);
        rest.is_some()
    }

    fn object(&mut self, depth: usize) -> Found<Value<'a>> {
        let mut members = Vec::new();
        self.skip("{");
        while !self.skip("}") {
            if self.skip("...") {
                return Err(CUT_OFF);
            }
            let key = self.key()?;
            if !self.skip(":") && !self.skip("=>") {
                return Err(match self.rest.as_bytes().first() {
                    None => "the end of the text",
                    Some(b',' | b'}') => EXPRESSION,
                    Some(_) => "no colon after a name",
                });
            }
            members.push((key, self.value(depth)?));
            self.end_member('}')?;
        }
        if has_duplicates(&members) {
            return Err("the end of an object that has a name twice");
        }
        Ok(Value::Map(members))
    }

    fn list(&mut self, depth: usize) -> Found<Value<'a>> {
        if let Some(word) = self.opaque() {
            return Ok(Value::Word(word));
        }
        let mut items = Vec::new();
        self.skip("[");
        while !self.skip("]") {
            if self.skip("...") {
                return Err(CUT_OFF);
            }
            items.push(self.value(depth)?);
            self.end_member(']')?;
        }
        Ok(Value::List(items))
    }

    /// The comma after a member, which may be missing before the end.
    fn end_member(&mut self, close: char) -> Found<()> {
        if self.skip(",") || self.rest.starts_with(close) {
            return Ok(());
        }
        Err(match self.rest.as_bytes() {
            [] => "the end of the text",
            [b'.', b'.', b'.', ..] => CUT_OFF,
            _ => "no comma after a member",
        })
    }

    /// `[Object]`, `[Function: next]`: named in brackets, without the data.
    fn opaque(&mut self) -> Option<&'a str> {
        const NAMES: [&str; 10] = [
            "Object]",
            "Array]",
            "Function",
            "AsyncFunction",
            "Getter",
            "Setter",
            "Circular",
            "class ",
            "Symbol(",
            "Map]",
        ];
        let inside = self.rest.strip_prefix('[')?;
        NAMES.iter().any(|name| inside.starts_with(name)).then_some(())?;
        let end = self.rest.find(']')?.checked_add(1)?;
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(word)
    }

    fn key(&mut self) -> Found<Cow<'a, str>> {
        self.skip_whitespace();
        if matches!(self.rest.as_bytes().first(), Some(b'\'' | b'"' | b'`')) {
            return Ok(Cow::Owned(self.string()?));
        }
        if let Some(word) = self.opaque() {
            return Ok(Cow::Borrowed(word));
        }
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$' | '-');
        let end = self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len());
        let (key, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        if key.is_empty() {
            return Err(if rest.is_empty() { "the end of the text" } else { "no name of a member" });
        }
        self.rest = rest;
        Ok(Cow::Borrowed(key))
    }
}
