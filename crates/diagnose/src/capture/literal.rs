//! Values as JavaScript writes them: what `console.log` prints in Node and Bun, and the literals of a `fetch` call.
//!
//! Values that are no data, such as `[Function: next]`, stay as they are spelled; text that a printer cut off is an error.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use webhook_verifier::bindings::MAX_DEPTH;

use super::json::print;
use crate::json::{SyntaxError, Value};

/// The member under which the bytes of `<Buffer …>` are kept, in hexadecimal.
pub(super) const BUFFER: &str = "<Buffer>";

/// Reads the value at the start of a text, and returns the text after it.
pub(super) fn parse_prefix(text: &str) -> Result<(Value<'_>, &str), SyntaxError> {
    let mut reader = Reader { rest: text };
    match reader.value(MAX_DEPTH) {
        Ok(value) => Ok((value, reader.rest)),
        Err(found) => Err(SyntaxError { offset: text.len().saturating_sub(reader.rest.len()), found }),
    }
}

type Found<T> = Result<T, &'static str>;

const CUT_OFF: &str = "text that the printer cut off";

const EXPRESSION: &str = "an expression, whose value is not in the paste";

fn has_duplicates(members: &[(Cow<'_, str>, Value<'_>)]) -> bool {
    let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_ref()).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| matches!(pair, [one, two] if one == two))
}

struct Reader<'a> {
    rest: &'a str,
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

    /// Strings that `+` joins: Node breaks long ones at their line ends.
    fn strings(&mut self) -> Found<String> {
        let mut text = self.string()?;
        loop {
            if self.rest.trim_start().starts_with("...") {
                return Err(CUT_OFF);
            }
            let before = self.rest;
            if !self.skip("+") {
                self.rest = before;
                return Ok(text);
            }
            self.skip_whitespace();
            text.push_str(&self.string()?);
        }
    }

    fn string(&mut self) -> Found<String> {
        let mut letters = self.rest.chars();
        let Some(quote) = letters.next().filter(|quote| matches!(quote, '\'' | '"' | '`')) else {
            return Err(EXPRESSION);
        };
        let mut units: Vec<u16> = Vec::new();
        loop {
            let before = letters.as_str();
            match letters.next() {
                Some('\\') => escape(&mut letters, &mut units)?,
                Some('$') if quote == '`' && letters.as_str().starts_with('{') => {
                    return Err(EXPRESSION);
                }
                Some('\n') if quote != '`' => return Err("a line end in a text"),
                Some(letter) if letter == quote => break,
                Some(letter) => units.extend_from_slice(letter.encode_utf16(&mut [0; 2])),
                None => {
                    self.rest = before;
                    return Err("the end of the text");
                }
            }
        }
        self.rest = letters.as_str();
        Ok(String::from_utf16_lossy(&units))
    }

    /// `<Buffer 7b 7d>`.
    fn buffer(&mut self) -> Found<Value<'a>> {
        let inside = self.rest.strip_prefix("<Buffer").and_then(|rest| rest.split_once('>'));
        let Some((bytes, rest)) = inside else { return Err("a character that starts no value") };
        if bytes.contains("...") {
            return Err("a Buffer of which the printer shows the first bytes only");
        }
        if !bytes
            .split_ascii_whitespace()
            .all(|byte| byte.len() == 2 && byte.bytes().all(|digit| digit.is_ascii_hexdigit()))
        {
            return Err("a Buffer whose bytes are no hexadecimal digits");
        }
        self.rest = rest;
        Ok(Value::Map([(Cow::Borrowed(BUFFER), Value::Text(Cow::Borrowed(bytes)))].into()))
    }

    fn word(&mut self, depth: usize) -> Found<Value<'a>> {
        let is_end = |letter: char| letter.is_whitespace() || ",:;}])({['\"`=+<>".contains(letter) && letter != '+';
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        if word.is_empty() {
            return Err("a character that starts no value");
        }
        if word.starts_with("...") {
            return Err(CUT_OFF);
        }
        if word == "new" {
            return Err(EXPRESSION);
        }
        self.rest = rest;
        if word == "JSON.stringify" && self.skip("(") {
            return self.stringified(depth);
        }
        // `Map(3) {`, `Headers {`, `Uint8Array(3) [`: the name of a class, then the value.
        let size = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let after =
            size.filter(|(size, _)| size.bytes().all(|digit| digit.is_ascii_digit())).map_or(rest, |(_, rest)| rest);
        let is_class = word.starts_with(|first: char| first.is_ascii_uppercase() || first == '_');
        if is_class && after.trim_start().starts_with(['{', '[']) {
            self.rest = after;
            return self.value(depth);
        }
        if rest.starts_with('(') {
            let end = rest.find(')').and_then(|at| at.checked_add(1)).unwrap_or(rest.len());
            self.rest = rest.get(end..).unwrap_or_default();
            return Ok(Value::Word("("));
        }
        Ok(Value::Word(word))
    }

    fn stringified(&mut self, depth: usize) -> Found<Value<'a>> {
        let value = self.value(depth)?;
        self.skip(",");
        if !self.skip(")") {
            return Err("a call of JSON.stringify with more than a value");
        }
        print::exact(&value).map(|text| Value::Text(Cow::Owned(text))).ok_or(EXPRESSION)
    }
}

fn escape(letters: &mut core::str::Chars<'_>, units: &mut Vec<u16>) -> Found<()> {
    let unknown = "an escape that JavaScript does not have";
    let unit = match letters.next() {
        Some('n') => 0x0a,
        Some('r') => 0x0d,
        Some('t') => 0x09,
        Some('b') => 0x08,
        Some('f') => 0x0c,
        Some('v') => 0x0b,
        Some('0') => 0,
        Some('\n') => return Ok(()),
        Some('x') => hex(letters, 2).ok_or(unknown)?,
        Some('u') if letters.as_str().starts_with('{') => {
            let (digits, rest) = letters.as_str().get(1..).and_then(|rest| rest.split_once('}')).ok_or(unknown)?;
            let letter = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).ok_or(unknown)?;
            units.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
            *letters = rest.chars();
            return Ok(());
        }
        Some('u') => hex(letters, 4).ok_or(unknown)?,
        Some('1'..='9') | None => return Err(unknown),
        Some(letter) => {
            units.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
            return Ok(());
        }
    };
    units.push(unit);
    Ok(())
}

fn hex(letters: &mut core::str::Chars<'_>, count: usize) -> Option<u16> {
    let digits =
        letters.as_str().get(..count).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    *letters = letters.as_str().get(count..).unwrap_or_default().chars();
    u16::from_str_radix(digits, 16).ok()
}
