//! One strict pass over the bytes of a body: UTF-8, grammar (RFC 8259), depth, duplicate keys; and where the members
//! stand that an event is made of.
//!
//! It takes what `JSON.parse` takes, less a byte order mark, anything but an object at the top, nesting beyond
//! [`MAX_DEPTH`], a key twice in one object and more than [`MAX_KEYS`] keys at once. Numbers of any size and escapes
//! that name half a surrogate pair are fine. The bytes may come in pieces of any size.

use super::duplicate_keys::{Fingerprint, MAX_KEYS, has_duplicate};
use super::outline::{Kind, Member, Outline, member_of};
use super::string::{Characters, Listener};
use crate::error::{Flaw, FlawKind};
use crate::fixed_str::Text;

/// How many objects and arrays may stand in each other, the outermost included.
pub const MAX_DEPTH: usize = 64;

/// The pass itself. Give it the body's bytes in order, then ask [`finish`](Self::finish).
#[derive(Clone, Debug)]
pub struct Scanner {
    state: State,
    offset: usize,
    levels: [Level; MAX_DEPTH],
    depth: usize,
    keys: usize,
    characters: Characters,
    findings: Findings,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Start,
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    After,
    End,
    Text,
    Number(Number),
    Word(&'static [u8]),
    /// What follows a flaw is not read.
    Failed(FlawKind),
}

#[derive(Clone, Copy, Debug)]
enum Number {
    Minus,
    Zero,
    Integer,
    Point,
    Fraction,
    Exponent,
    Sign,
    Power,
}

impl Number {
    const fn next(self, byte: u8) -> Option<Self> {
        Some(match (self, byte) {
            (Self::Minus, b'0') => Self::Zero,
            (Self::Minus, b'1'..=b'9') | (Self::Integer, b'0'..=b'9') => Self::Integer,
            (Self::Zero | Self::Integer, b'.') => Self::Point,
            (Self::Point | Self::Fraction, b'0'..=b'9') => Self::Fraction,
            (Self::Zero | Self::Integer | Self::Fraction, b'e' | b'E') => Self::Exponent,
            (Self::Exponent, b'+' | b'-') => Self::Sign,
            (Self::Exponent | Self::Sign | Self::Power, b'0'..=b'9') => Self::Power,
            _ => return None,
        })
    }

    const fn may_end(self) -> bool {
        matches!(self, Self::Zero | Self::Integer | Self::Fraction | Self::Power)
    }
}

/// One open object or array.
#[derive(Clone, Copy, Debug)]
struct Level {
    member: Member,
    is_object: bool,
    first_key: u16,
}

const OUTSIDE: Level = Level { member: Member::Other, is_object: false, first_key: 0 };

/// What the texts of the body go into: the fingerprint of a key, the names in the outline.
#[derive(Clone, Debug)]
struct Findings {
    /// Which member the value being read is.
    member: Member,
    is_key: bool,
    name: Text<16>,
    print: Fingerprint,
    outline: Outline,
}

impl Listener for Findings {
    fn push(&mut self, text: &[u8]) {
        if self.is_key {
            self.print.push(text);
            self.name.push(text);
        } else {
            self.outline.push(self.member, text);
        }
    }
}

impl Scanner {
    /// A pass that has seen nothing. `seed` is what nobody who writes a body can know (see [`Proof::seeds`](crate::Proof::seeds)).
    #[must_use]
    pub fn new(seed: [u32; 2]) -> Self {
        Self {
            state: State::Start,
            offset: 0,
            levels: [OUTSIDE; MAX_DEPTH],
            depth: 0,
            keys: 0,
            characters: Characters::new(),
            findings: Findings {
                member: Member::Root,
                is_key: false,
                name: Text::default(),
                print: Fingerprint::new(seed),
                outline: Outline::new(),
            },
        }
    }

    /// Reads the next bytes. `table` is room for the open keys, the same at every call: [`MAX_KEYS`] entries,
    /// or one more than a quarter of the body's bytes where that is less.
    ///
    /// # Errors
    /// The first departure from strict JSON.
    pub fn feed(&mut self, bytes: &[u8], table: &mut [u64]) -> Result<(), Flaw> {
        let start = self.offset;
        while let Some(rest @ [byte, ..]) = bytes.get(self.offset.wrapping_sub(start)..) {
            let read = match self.state {
                State::Text => self.text(rest, table),
                State::Number(number) => self.number(rest, number),
                State::Word(letters) => self.word(rest, letters),
                _ => self.step(*byte, table),
            };
            read.map_err(|kind| self.fail(kind))?;
        }
        Ok(())
    }

    /// What was found, once every byte has been read.
    ///
    /// # Errors
    /// A body that is empty or ends too early.
    pub fn finish(&self) -> Result<&Outline, Flaw> {
        match self.state {
            State::End => Ok(&self.findings.outline),
            State::Start => Err(self.flaw(FlawKind::Empty)),
            State::Failed(kind) => Err(self.flaw(kind)),
            _ => Err(self.flaw(FlawKind::Truncated)),
        }
    }

    fn fail(&mut self, kind: FlawKind) -> Flaw {
        self.state = State::Failed(kind);
        self.flaw(kind)
    }

    fn flaw(&self, kind: FlawKind) -> Flaw {
        Flaw { kind, offset: self.offset }
    }

    fn step(&mut self, byte: u8, table: &mut [u64]) -> Result<(), FlawKind> {
        match self.state {
            State::Failed(kind) => return Err(kind),
            _ if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') => {}
            State::Start => self.first_byte(byte)?,
            State::Value => self.begin_value(byte)?,
            State::ValueOrEnd if byte == b']' => self.close(table)?,
            State::ValueOrEnd => self.begin_value(byte)?,
            State::KeyOrEnd if byte == b'}' => self.close(table)?,
            State::KeyOrEnd | State::Key if byte == b'"' => self.begin_text(true),
            State::Colon if byte == b':' => self.state = State::Value,
            State::After => self.after(byte, table)?,
            _ => return Err(FlawKind::Syntax),
        }
        self.advance(1);
        Ok(())
    }

    fn advance(&mut self, bytes: usize) {
        self.offset = self.offset.wrapping_add(bytes);
    }

    fn text(&mut self, bytes: &[u8], table: &mut [u64]) -> Result<(), FlawKind> {
        let (read, closed) = self.characters.read(bytes, &mut self.findings);
        self.advance(read);
        if !closed? {
            return Ok(());
        }
        if self.findings.is_key {
            self.end_key(table)?;
        } else {
            self.end_value(self.findings.member, self.offset.wrapping_add(1));
        }
        self.advance(1);
        Ok(())
    }

    fn number(&mut self, bytes: &[u8], begun: Number) -> Result<(), FlawKind> {
        let mut number = begun;
        let next = |byte: &u8| number.next(*byte).map(|next| number = next);
        let read = bytes.iter().map_while(next).count();
        self.advance(read);
        if read == bytes.len() {
            self.state = State::Number(number);
        } else if number.may_end() {
            self.end_value(self.findings.member, self.offset);
        } else {
            return Err(FlawKind::Syntax);
        }
        Ok(())
    }

    fn word(&mut self, bytes: &[u8], letters: &'static [u8]) -> Result<(), FlawKind> {
        let read = bytes.iter().zip(letters).take_while(|(byte, letter)| byte == letter).count();
        self.advance(read);
        match letters.get(read..) {
            Some([]) => self.end_value(self.findings.member, self.offset),
            Some(rest) if read == bytes.len() => self.state = State::Word(rest),
            _ => return Err(FlawKind::Syntax),
        }
        Ok(())
    }

    fn first_byte(&mut self, byte: u8) -> Result<(), FlawKind> {
        match byte {
            b'{' => self.begin_value(byte),
            0xef => Err(FlawKind::ByteOrderMark),
            _ => Err(FlawKind::NotAnObject),
        }
    }

    fn begin_value(&mut self, byte: u8) -> Result<(), FlawKind> {
        let (kind, state) = match byte {
            b'{' => (Kind::Object, State::KeyOrEnd),
            b'[' => (Kind::Array, State::ValueOrEnd),
            b'"' => (Kind::Text, State::Text),
            b'-' => (Kind::Number, State::Number(Number::Minus)),
            b'0' => (Kind::Number, State::Number(Number::Zero)),
            b'1'..=b'9' => (Kind::Number, State::Number(Number::Integer)),
            b't' => (Kind::Word, State::Word(b"rue")),
            b'f' => (Kind::Word, State::Word(b"alse")),
            b'n' => (Kind::Word, State::Word(b"ull")),
            _ => return Err(FlawKind::Syntax),
        };
        self.findings.outline.begin(self.findings.member, kind, self.offset);
        match kind {
            Kind::Object | Kind::Array => self.open(kind == Kind::Object)?,
            Kind::Text => self.begin_text(false),
            Kind::Number | Kind::Word => {}
        }
        self.state = state;
        Ok(())
    }

    fn end_value(&mut self, member: Member, end: usize) {
        self.findings.outline.end(member, end, self.characters.is_well_formed());
        self.state = if self.depth == 0 { State::End } else { State::After };
    }

    fn open(&mut self, is_object: bool) -> Result<(), FlawKind> {
        let level = self.levels.get_mut(self.depth).ok_or(FlawKind::TooDeep)?;
        let first_key = u16::try_from(self.keys).unwrap_or(u16::MAX);
        *level = Level { member: self.findings.member, is_object, first_key };
        self.depth = self.depth.wrapping_add(1);
        self.findings.member = Member::Other;
        Ok(())
    }

    fn level(&self) -> Level {
        self.depth.checked_sub(1).and_then(|top| self.levels.get(top)).copied().unwrap_or(OUTSIDE)
    }

    fn close(&mut self, table: &mut [u64]) -> Result<(), FlawKind> {
        let level = self.level();
        let first_key = usize::from(level.first_key);
        let keys = table.get_mut(first_key..self.keys).ok_or(FlawKind::TooManyKeys)?;
        if has_duplicate(keys) {
            return Err(FlawKind::DuplicateKey);
        }
        self.keys = first_key;
        self.depth = self.depth.saturating_sub(1);
        self.end_value(level.member, self.offset.wrapping_add(1));
        Ok(())
    }

    fn after(&mut self, byte: u8, table: &mut [u64]) -> Result<(), FlawKind> {
        match (byte, self.level().is_object) {
            (b',', true) => self.state = State::Key,
            (b',', false) => {
                self.findings.member = Member::Other;
                self.state = State::Value;
            }
            (b'}', true) | (b']', false) => self.close(table)?,
            _ => return Err(FlawKind::Syntax),
        }
        Ok(())
    }

    fn begin_text(&mut self, is_key: bool) {
        self.characters = Characters::new();
        self.findings.is_key = is_key;
        self.findings.name.clear();
        self.findings.print.clear();
        self.state = State::Text;
    }

    fn end_key(&mut self, table: &mut [u64]) -> Result<(), FlawKind> {
        let place = table.get_mut(self.keys).filter(|_| self.keys < MAX_KEYS);
        *place.ok_or(FlawKind::TooManyKeys)? = self.findings.print.value();
        self.keys = self.keys.wrapping_add(1);
        self.findings.member = member_of(self.level().member, self.findings.name.get());
        self.state = State::Colon;
        Ok(())
    }
}
