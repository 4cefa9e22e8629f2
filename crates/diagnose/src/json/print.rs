//! Prints a value in a style.

use alloc::vec::Vec;

use super::style::{Beyond, Escapes, Order, Space, Style};
use super::value::Value;

impl Style {
    /// The text printed so far.
    pub(crate) fn print(&self, value: &Value<'_>, length: usize) -> Vec<u8> {
        let special = core::array::from_fn(|byte| u8::try_from(byte).is_ok_and(|byte| self.may_be_special(byte)));
        let mut printer =
            Printer { style: *self, special, text: Vec::with_capacity(length.saturating_mul(2)), level: 0 };
        printer.value(value);
        printer.text
    }

    /// Whether a character that begins with this byte may have to be escaped.
    fn may_be_special(&self, byte: u8) -> bool {
        match byte {
            0..=0x1f | b'"' | b'\\' => true,
            b'/' => self.slash,
            b'<' | b'>' | b'&' => self.escapes != Escapes::Short,
            b'\'' => matches!(self.escapes, Escapes::Gson | Escapes::DotNet),
            b'=' => self.escapes == Escapes::Gson,
            b'+' | b'`' | 0x7f => self.escapes == Escapes::DotNet,
            // U+2028 and U+2029.
            0xe2 => self.escapes != Escapes::Short || self.beyond != Beyond::Raw,
            0xc0.. => self.beyond != Beyond::Raw,
            _ => false,
        }
    }

    fn is_special(&self, letter: char) -> bool {
        match letter {
            '\u{2028}' | '\u{2029}' if self.escapes != Escapes::Short => true,
            _ if !letter.is_ascii() => self.beyond != Beyond::Raw,
            _ => u8::try_from(letter).is_ok_and(|byte| self.may_be_special(byte)),
        }
    }
}

struct Printer {
    style: Style,
    /// By the first byte of a character.
    special: [bool; 256],
    text: Vec<u8>,
    level: usize,
}

impl Printer {
    fn value(&mut self, value: &Value<'_>) {
        match value {
            Value::Word(word) => self.push(word.as_bytes()),
            Value::Text(text) => self.string(text),
            Value::List(items) => self.bracketed(b"[", b"]", items, |printer, item| printer.value(item)),
            Value::Map(members) => {
                let mut members: Vec<_> = members.iter().collect();
                self.sort(&mut members);
                self.bracketed(b"{", b"}", &members, |printer, (key, value)| {
                    printer.string(key);
                    printer.push(printer.style.space.colon());
                    printer.value(value);
                });
            }
        }
    }

    fn sort(&self, members: &mut [&(alloc::borrow::Cow<'_, str>, Value<'_>)]) {
        let order = self.style.order;
        if order != Order::Kept {
            members.sort_by(|(one, _), (two, _)| {
                let (less, more) = (order.is_before(one, two), order.is_before(two, one));
                more.cmp(&less)
            });
        }
    }

    fn bracketed<T>(&mut self, open: &[u8], close: &[u8], items: &[T], mut print: impl FnMut(&mut Self, &T)) {
        self.push(open);
        // Jackson puts the items of a list on one line, which is then no level of its own.
        let is_inline = self.style.space == Space::Jackson && open == b"[";
        self.level = self.level.saturating_add(usize::from(!is_inline));
        for (count, item) in items.iter().enumerate() {
            if count > 0 {
                self.push(self.style.space.comma());
            }
            self.line(is_inline);
            print(self, item);
        }
        self.level = self.level.saturating_sub(usize::from(!is_inline));
        if !items.is_empty() {
            self.line(is_inline);
        } else if self.style.space == Space::Jackson {
            self.push(b" ");
        }
        self.push(close);
    }

    fn line(&mut self, is_inline: bool) {
        if is_inline {
            return self.push(b" ");
        }
        let (unit, count) = match self.style.space {
            Space::None | Space::Inline | Space::Spread => return,
            Space::Lines(width) => (b' ', width.saturating_mul(self.level)),
            Space::Jackson => (b' ', self.level.saturating_mul(2)),
            Space::Tabs => (b'\t', self.level),
        };
        self.push(b"\n");
        self.text.extend(core::iter::repeat_n(unit, count));
    }

    fn string(&mut self, text: &str) {
        self.push(b"\"");
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| self.special.get(usize::from(byte)) == Some(&true)) {
            let (plain, tail) = rest.split_at_checked(at).unwrap_or_default();
            self.push(plain.as_bytes());
            let mut letters = tail.chars();
            letters.next().into_iter().for_each(|letter| self.letter(letter));
            rest = letters.as_str();
        }
        self.push(rest.as_bytes());
        self.push(b"\"");
    }

    fn letter(&mut self, letter: char) {
        if self.style.is_special(letter) {
            self.escaped(letter);
        } else {
            self.push(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    fn escaped(&mut self, letter: char) {
        let is_short = match letter {
            '"' => self.style.escapes != Escapes::DotNet,
            '\x08' | '\x0c' => self.style.escapes != Escapes::Go,
            _ => true,
        };
        match letter {
            _ if !is_short => self.unit(u16::try_from(u32::from(letter)).unwrap_or_default()),
            '"' => self.push(b"\\\""),
            '\\' => self.push(b"\\\\"),
            '/' => self.push(b"\\/"),
            '\n' => self.push(b"\\n"),
            '\r' => self.push(b"\\r"),
            '\t' => self.push(b"\\t"),
            '\x08' => self.push(b"\\b"),
            '\x0c' => self.push(b"\\f"),
            _ => letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| self.unit(*unit)),
        }
    }

    fn unit(&mut self, unit: u16) {
        let mut digits = [0; 4];
        let written = hex::encode_to_slice(unit.to_be_bytes(), &mut digits);
        debug_assert!(written.is_ok(), "four digits for two bytes");
        if self.style.beyond == Beyond::Upper || self.style.escapes == Escapes::DotNet {
            digits.make_ascii_uppercase();
        }
        self.push(b"\\u");
        self.push(&digits);
    }

    fn push(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
    }
}
