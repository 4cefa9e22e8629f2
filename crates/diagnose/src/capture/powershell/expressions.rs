//! Values that a PowerShell script spells out: strings, numbers, hashtables, and the bytes of a string in UTF-8.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::error::CaptureError;
use super::script::Script;
use super::strings::{Quote, quote};

/// A value, as far as a request needs it. Shared, as a script may use a variable any number of times.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(Rc<str>),
    /// `[Text.Encoding]::UTF8.GetBytes('…')`.
    Bytes(Rc<str>),
    Table(Rc<[(String, Self)]>),
    /// An object, a constant such as `$true`, or an expression.
    Opaque,
}

/// Of hashtables and parentheses.
const MAX_DEPTH: usize = 16;

impl Script<'_> {
    /// The value here; an expression is skipped up to the end of its statement or argument.
    pub(super) fn value(&mut self, depth: usize) -> Result<Value, CaptureError> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(self.cursor.error("more than 16 levels of nesting", "one request"));
        };
        if let Some((kind, _)) = quote(self.cursor.rest) {
            return Ok(Value::Text(self.string(kind)?.into()));
        }
        match self.cursor.rest {
            [b'@', b'{', ..] => self.table(depth),
            [b'@', rest @ ..] if quote(rest).is_some() => Ok(Value::Text(self.here_string()?.into())),
            [b'(', ..] => self.parenthesis(depth),
            [b'[', ..] => self.call(depth),
            [b'$', ..] => Ok(self.variable()),
            _ => {
                let word = self.word();
                Ok(if word.is_empty() { Value::Opaque } else { Value::Text(word.into()) })
            }
        }
    }

    pub(super) const fn depth() -> usize {
        MAX_DEPTH
    }

    fn string(&mut self, kind: Quote) -> Result<String, CaptureError> {
        let mut text = Vec::new();
        self.cursor.quoted(kind, &mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// `@'…'@`: the lines between the two lines with the marks.
    fn here_string(&mut self) -> Result<String, CaptureError> {
        let opened = self.cursor.error("a here-string that is never closed", "'@ or \"@ at the start of a line");
        self.cursor.take();
        let Some((kind, length)) = quote(self.cursor.rest) else { return Err(opened) };
        self.cursor.rest = self.cursor.rest.get(length..).unwrap_or_default();
        self.skip_blanks();
        if !self.take_line_end() {
            return Err(self.cursor.error("text after the start of a here-string", "a line end there"));
        }
        let mut text = Vec::new();
        // The mark may follow at once: an empty here-string.
        let mut is_start = true;
        loop {
            let mark = if is_start { Some(self.cursor.rest) } else { after_line_end(self.cursor.rest) };
            is_start = false;
            if let Some(rest) = mark.and_then(|rest| after_mark(rest, kind)) {
                while self.cursor.rest.len() > rest.len() {
                    self.cursor.take();
                }
                return Ok(String::from_utf8_lossy(&text).into_owned());
            }
            if kind == Quote::Double && self.cursor.take_special(&mut text)? {
                continue;
            }
            text.push(self.cursor.take().ok_or_else(|| opened.clone())?);
        }
    }

    /// `@{ 'Name' = 'value' }`, with line ends or semicolons between the members.
    fn table(&mut self, depth: usize) -> Result<Value, CaptureError> {
        let opened = self.cursor.error("a hashtable that is never closed", "a } (was the whole command copied?)");
        self.cursor.skip(b"@{");
        let mut members = Vec::new();
        loop {
            self.skip_separators();
            match self.cursor.rest {
                [] => return Err(opened),
                [b'}', ..] => break,
                _ => {}
            }
            let name = match quote(self.cursor.rest) {
                Some((kind, _)) => self.string(kind)?,
                None => self.name(),
            };
            self.skip_blanks();
            if name.is_empty() || !self.cursor.skip(b"=") {
                return Err(self.cursor.error("a member of a hashtable that is no name and value", "'Name' = 'value'"));
            }
            self.skip_whitespace();
            let value = self.value(depth)?;
            self.skip_blanks();
            members.push((name, self.whole(value, is_end_of_member)));
        }
        self.cursor.skip(b"}");
        Ok(Value::Table(members.into()))
    }

    fn parenthesis(&mut self, depth: usize) -> Result<Value, CaptureError> {
        self.cursor.skip(b"(");
        self.skip_whitespace();
        let value = self.value(depth)?;
        self.skip_whitespace();
        let value = self.whole(value, |rest| matches!(rest, [] | [b')', ..]));
        self.cursor.skip(b")");
        Ok(value)
    }

    /// `[System.Text.Encoding]::UTF8.GetBytes('…')`; any other use of a class is opaque.
    fn call(&mut self, depth: usize) -> Result<Value, CaptureError> {
        const CALLS: [&[u8]; 2] = [b"[system.text.encoding]::utf8.getbytes(", b"[text.encoding]::utf8.getbytes("];
        let is_call =
            |call: &&[u8]| self.cursor.rest.get(..call.len()).is_some_and(|start| start.eq_ignore_ascii_case(call));
        let Some(call) = CALLS.into_iter().find(is_call) else {
            self.skip_expression(is_end_of_member);
            return Ok(Value::Opaque);
        };
        self.cursor.rest = self.cursor.rest.get(call.len()..).unwrap_or_default();
        self.skip_whitespace();
        let value = self.value(depth)?;
        self.skip_whitespace();
        let value = self.whole(value, |rest| matches!(rest, [] | [b')', ..]));
        self.cursor.skip(b")");
        Ok(match value {
            Value::Text(text) => Value::Bytes(text),
            _ => Value::Opaque,
        })
    }

    /// The value, unless more of its expression follows: an operator, a member, a pipe.
    pub(super) fn whole(&mut self, value: Value, is_end: fn(&[u8]) -> bool) -> Value {
        if is_end(self.cursor.rest) {
            return value;
        }
        self.skip_expression(is_end);
        Value::Opaque
    }
}

/// The end of a member of a hashtable, or of an assignment.
pub(super) const fn is_end_of_member(rest: &[u8]) -> bool {
    matches!(rest, [] | [b'\n' | b';' | b'}' | b')' | b'#', ..] | [b'\r', b'\n', ..])
}

fn after_line_end(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(b"\n").or_else(|| text.strip_prefix(b"\r\n"))
}

fn after_mark(text: &[u8], kind: Quote) -> Option<&[u8]> {
    let (_, length) = quote(text).filter(|(here, _)| *here == kind)?;
    text.get(length..)?.strip_prefix(b"@")
}
