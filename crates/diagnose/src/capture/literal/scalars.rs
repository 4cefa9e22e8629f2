//! Strings, buffers and words of JavaScript.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::json::print;
use super::{BUFFER, CUT_OFF, EXPRESSION, Found, Reader};
use crate::json::{Starts, Value};

impl<'a> Reader<'a> {
    /// Strings that `+` joins: Node breaks long ones at their line ends.
    pub(super) fn strings(&mut self) -> Found<String> {
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

    pub(super) fn string(&mut self) -> Found<String> {
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
    pub(super) fn buffer(&mut self) -> Found<Value<'a>> {
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
        self.add_start();
        self.rest = rest;
        Ok(Value::Map([(Cow::Borrowed(BUFFER), Value::Text(Cow::Borrowed(bytes)))].into()))
    }

    pub(super) fn word(&mut self, depth: usize) -> Found<Value<'a>> {
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
            return self.same_value(depth);
        }
        if rest.starts_with('(') {
            let end = rest.find(')').and_then(|at| at.checked_add(1)).unwrap_or(rest.len());
            self.rest = rest.get(end..).unwrap_or_default();
            return Ok(Value::Word("("));
        }
        Ok(Value::Word(word))
    }

    pub(super) fn stringified(&mut self, depth: usize) -> Found<Value<'a>> {
        let count = self.starts.as_ref().map_or(0, Starts::count);
        self.calls = self.calls.checked_sub(1).ok_or("more than 3 calls of JSON.stringify inside one another")?;
        let value = self.value(depth)?;
        self.calls = self.calls.saturating_add(1);
        // The text alone remains.
        if let Some(starts) = &mut self.starts {
            starts.truncate(count);
        }
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
