//! The statements of a script before its request: assignments of values that it spells out. Nothing is run.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::error::{CaptureError, CaptureErrorCode};
use super::expressions::{Value, is_end_of_member};
use super::strings::{Cursor, quote};

pub(super) struct Script<'a> {
    pub(super) cursor: Cursor<'a>,
    /// Names in lower case: PowerShell does not tell cases apart.
    variables: Vec<(String, Value)>,
}

/// More assignments than a request needs.
const MAX_VARIABLES: usize = 64;

impl<'a> Script<'a> {
    pub(super) const fn new(text: &'a [u8], first_line: usize) -> Self {
        let cursor = Cursor { rest: text, line: first_line, code: CaptureErrorCode::Script };
        Self { cursor, variables: Vec::new() }
    }

    /// Moves to the command, past the statements before it. Returns whether there is one.
    pub(super) fn find_command(&mut self, begins: fn(&[u8]) -> bool) -> Result<bool, CaptureError> {
        loop {
            self.skip_separators();
            if begins(self.cursor.rest) {
                return Ok(true);
            }
            if self.cursor.rest.is_empty() {
                return Ok(false);
            }
            let length = self.cursor.rest.len();
            match self.assigned() {
                Some(_) if begins(self.cursor.rest) => return Ok(true),
                Some(name) => {
                    let value = self.value(Self::depth())?;
                    self.skip_blanks();
                    let value = self.whole(value, is_end_of_member);
                    if self.variables.len() < MAX_VARIABLES {
                        self.variables.push((name, value));
                    }
                }
                None => self.skip_expression(is_end_of_statement),
            }
            // A pipe, or a bracket that nothing opened, ends a statement and begins none.
            if self.cursor.rest.len() == length {
                self.cursor.take();
            }
        }
    }

    /// Moves past `$name =`, and returns the name; `None` without moving for another statement.
    fn assigned(&mut self) -> Option<String> {
        let (rest, line) = (self.cursor.rest, self.cursor.line);
        if self.cursor.skip(b"$") {
            let name = self.name();
            self.skip_blanks();
            if !name.is_empty() && self.cursor.skip(b"=") && self.cursor.rest.first() != Some(&b'=') {
                self.skip_whitespace();
                return Some(name.to_ascii_lowercase());
            }
        }
        (self.cursor.rest, self.cursor.line) = (rest, line);
        None
    }

    /// The value of the variable here; opaque if the script does not spell it out.
    pub(super) fn variable(&mut self) -> Value {
        self.cursor.skip(b"$");
        let name = self.name().to_ascii_lowercase();
        let known = self.variables.iter().rev().find(|(each, _)| !name.is_empty() && *each == name);
        known.map_or(Value::Opaque, |(_, value)| value.clone())
    }

    /// Letters, digits and hyphens. A name in a hashtable may have hyphens only in quotes, but is clear without them.
    pub(super) fn name(&mut self) -> String {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        self.take_while(is_part)
    }

    /// A word without quotes, such as a URL, a method or a number.
    pub(super) fn word(&mut self) -> String {
        self.take_while(|byte| !byte.is_ascii_whitespace() && !b"'\"`(){}[];|,$@".contains(byte))
    }

    fn take_while(&mut self, is_part: impl Fn(&u8) -> bool) -> String {
        let end = self.cursor.rest.iter().position(|byte| !is_part(byte)).unwrap_or(self.cursor.rest.len());
        let (word, rest) = self.cursor.rest.split_at_checked(end).unwrap_or_default();
        self.cursor.rest = rest;
        String::from_utf8_lossy(word).into_owned()
    }

    /// Spaces, tabs, and line ends after a backtick.
    pub(super) fn skip_blanks(&mut self) {
        while self.cursor.take_continuation()
            || matches!(self.cursor.rest, [b' ' | b'\t', ..]) && self.cursor.take().is_some()
        {}
    }

    pub(super) fn skip_whitespace(&mut self) {
        while self.cursor.take_continuation()
            || self.cursor.rest.first().is_some_and(u8::is_ascii_whitespace) && self.cursor.take().is_some()
        {}
    }

    pub(super) fn take_line_end(&mut self) -> bool {
        if self.cursor.rest.starts_with(b"\r\n") {
            self.cursor.take();
        }
        self.cursor.rest.first() == Some(&b'\n') && self.cursor.take().is_some()
    }

    /// Blanks, line ends, semicolons and comments.
    pub(super) fn skip_separators(&mut self) {
        loop {
            self.skip_whitespace();
            match self.cursor.rest {
                [b';', ..] => {
                    self.cursor.take();
                }
                [b'#', ..] => {
                    while self.cursor.rest.first().is_some_and(|byte| *byte != b'\n') && self.cursor.take().is_some() {}
                }
                _ => return,
            }
        }
    }

    /// Skips an expression whose value is not needed. Brackets and strings within it hide an end.
    pub(super) fn skip_expression(&mut self, is_end: fn(&[u8]) -> bool) {
        let mut depth = 0usize;
        while !self.cursor.rest.is_empty() && (depth > 0 || !is_end(self.cursor.rest)) {
            if let Some((kind, _)) = quote(self.cursor.rest) {
                let (rest, line) = (self.cursor.rest, self.cursor.line);
                if self.cursor.quoted(kind, &mut Vec::new()).is_ok() {
                    continue;
                }
                // A string with an expression in it, or one that is not closed: its quote counts as a letter.
                (self.cursor.rest, self.cursor.line) = (rest, line);
            }
            match self.cursor.take() {
                Some(b'(' | b'{' | b'[') => depth = depth.saturating_add(1),
                Some(b')' | b'}' | b']') => depth = depth.saturating_sub(1),
                Some(b'`') => {
                    self.cursor.take();
                }
                _ => {}
            }
        }
    }
}

pub(super) const fn is_end_of_statement(rest: &[u8]) -> bool {
    matches!(rest, [] | [b'\n' | b';' | b'|', ..] | [b'\r', b'\n', ..])
}
