//! One strict pass over the bytes of a body: UTF-8, grammar (RFC 8259), depth, duplicate keys; and where the members
//! stand that an event is made of.
//!
//! It takes what `JSON.parse` takes, less a byte order mark, anything but an object at the top, nesting beyond
//! [`MAX_DEPTH`], a key twice in one object and more than [`MAX_KEYS`] keys at once. Numbers of any size and escapes
//! that name half a surrogate pair are fine. The bytes may come in pieces of any size.

use crate::error::{Flaw, FlawKind};
use crate::keys::{Fingerprint, MAX_KEYS, has_duplicate};
use crate::text::{EventName, Status, Text};

/// How many objects and arrays may stand in each other, the outermost included.
pub const MAX_DEPTH: usize = 64;

/// The members that an event is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    Other,
    Root,
    Event,
    Data,
    Error,
    Id,
    Status,
    OutputUrl,
    DataError,
    Code,
    Message,
    RequestId,
    DataCode,
    DataMessage,
    DataRequestId,
}

const MEMBERS: usize = Member::DataRequestId as usize + 1;

/// Of which member, under which name, each stands.
const NAMES: [(Member, &[u8], Member); 13] = [
    (Member::Root, b"event", Member::Event),
    (Member::Root, b"data", Member::Data),
    (Member::Root, b"error", Member::Error),
    (Member::Data, b"id", Member::Id),
    (Member::Data, b"status", Member::Status),
    (Member::Data, b"output_url", Member::OutputUrl),
    (Member::Data, b"error", Member::DataError),
    (Member::Error, b"code", Member::Code),
    (Member::Error, b"message", Member::Message),
    (Member::Error, b"request_id", Member::RequestId),
    (Member::DataError, b"code", Member::DataCode),
    (Member::DataError, b"message", Member::DataMessage),
    (Member::DataError, b"request_id", Member::DataRequestId),
];

fn member_of(parent: Member, name: Option<&[u8]>) -> Member {
    if parent == Member::Other {
        return Member::Other;
    }
    let row = NAMES.iter().find(|(of, known, _)| *of == parent && Some(*known) == name);
    row.map_or(Member::Other, |(_, _, member)| *member)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    Array,
    Text,
    Number,
    Word,
}

/// Where a member's value stands in the body, its quotes or brackets included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// False for a text in which an escape names half a surrogate pair.
    pub(crate) well_formed: bool,
}

/// What one pass found out about a strict JSON object.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    values: [Option<Value>; MEMBERS],
    event: EventName,
    status: Status,
}

impl Outline {
    pub(crate) fn value(&self, member: Member) -> Option<Value> {
        self.values.get(member as usize).copied().flatten()
    }

    pub(crate) fn is(&self, member: Member, kind: Kind) -> bool {
        self.value(member).is_some_and(|value| value.kind == kind)
    }

    /// Whether a member is a text that can be part of a key: not empty, and of whole characters, as half a surrogate
    /// pair becomes U+FFFD on its way into a database.
    pub(crate) fn is_proper_text(&self, member: Member) -> bool {
        self.value(member).is_some_and(|value| {
            value.kind == Kind::Text && value.well_formed && value.end.saturating_sub(value.start) > "\"\"".len()
        })
    }

    /// The signed event name, where the body has one.
    pub(crate) fn event(&self) -> Option<&EventName> {
        self.is(Member::Event, Kind::Text).then_some(&self.event)
    }

    /// The job's status, where it is a text of any length that a status has.
    pub(crate) fn status(&self) -> Option<&[u8]> {
        self.is(Member::Status, Kind::Text).then(|| self.status.get()).flatten()
    }
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
    Utf8 { left: u8, low: u8, high: u8 },
    Escape,
    Hex { left: u8, unit: u16 },
    Number(Number),
    Word(&'static [u8]),
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

/// The pass itself. Give it the body's bytes in order, then ask [`finish`](Self::finish).
#[derive(Clone, Debug)]
pub struct Scanner {
    state: State,
    offset: usize,
    levels: [Level; MAX_DEPTH],
    depth: usize,
    /// Which member the value being read is.
    member: Member,
    is_key: bool,
    name: Text<16>,
    print: Fingerprint,
    keys: usize,
    /// The first half of a surrogate pair whose second half must come next.
    high: Option<u16>,
    well_formed: bool,
    outline: Outline,
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
            member: Member::Root,
            is_key: false,
            name: Text::default(),
            print: Fingerprint::new(seed),
            keys: 0,
            high: None,
            well_formed: true,
            outline: Outline { values: [None; MEMBERS], event: Text::default(), status: Text::default() },
        }
    }

    /// Reads the next bytes. `table` is room for the open keys, the same at every call: [`MAX_KEYS`] entries,
    /// or one more than a quarter of the body's bytes where that is less.
    ///
    /// # Errors
    /// The first departure from strict JSON.
    pub fn feed(&mut self, bytes: &[u8], table: &mut [u64]) -> Result<(), Flaw> {
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            if matches!(self.state, State::Text) && is_plain(*byte) {
                rest = self.plain_text(rest);
            } else {
                self.step(*byte, table).map_err(|kind| self.flaw(kind))?;
                self.offset = self.offset.wrapping_add(1);
                rest = after;
            }
        }
        Ok(())
    }

    /// What was found, once every byte has been read.
    ///
    /// # Errors
    /// A body that is empty or ends too early.
    pub fn finish(&self) -> Result<&Outline, Flaw> {
        match self.state {
            State::End => Ok(&self.outline),
            State::Start => Err(self.flaw(FlawKind::Empty)),
            _ => Err(self.flaw(FlawKind::Truncated)),
        }
    }

    fn flaw(&self, kind: FlawKind) -> Flaw {
        Flaw { kind, offset: self.offset }
    }

    fn step(&mut self, byte: u8, table: &mut [u64]) -> Result<(), FlawKind> {
        match self.state {
            State::Text => self.text_byte(byte, table),
            State::Utf8 { left, low, high } => self.continuation(byte, left, low..=high),
            State::Escape => self.escape(byte),
            State::Hex { left, unit } => self.hex_digit(byte, left, unit),
            State::Word(letters) => self.letter(byte, letters),
            State::Number(number) => match number.next(byte) {
                Some(next) => self.go(State::Number(next)),
                None if number.may_end() => {
                    self.end_value(self.member, self.offset);
                    self.step(byte, table)
                }
                None => Err(FlawKind::Syntax),
            },
            _ if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') => Ok(()),
            State::Start => self.first_byte(byte),
            State::Value => self.begin_value(byte),
            State::ValueOrEnd if byte == b']' => self.close(table),
            State::ValueOrEnd => self.begin_value(byte),
            State::KeyOrEnd if byte == b'}' => self.close(table),
            State::KeyOrEnd | State::Key if byte == b'"' => self.begin_text(true),
            State::Colon if byte == b':' => self.go(State::Value),
            State::After => self.after(byte, table),
            State::KeyOrEnd | State::Key | State::Colon | State::End => Err(FlawKind::Syntax),
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "the last word of each arm of `step`")]
    const fn go(&mut self, state: State) -> Result<(), FlawKind> {
        self.state = state;
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
        let value = Value { kind, start: self.offset, end: self.offset, well_formed: true };
        if let Some(place) = self.outline.values.get_mut(self.member as usize) {
            *place = Some(value);
        }
        match kind {
            Kind::Object | Kind::Array => self.open(kind == Kind::Object)?,
            Kind::Text => self.begin_text(false)?,
            Kind::Number | Kind::Word => {}
        }
        self.go(state)
    }

    fn end_value(&mut self, member: Member, end: usize) {
        if let Some(value) = self.outline.values.get_mut(member as usize).and_then(Option::as_mut) {
            value.end = end;
            value.well_formed = self.well_formed;
        }
        self.state = if self.depth == 0 { State::End } else { State::After };
    }

    fn open(&mut self, is_object: bool) -> Result<(), FlawKind> {
        let level = self.levels.get_mut(self.depth).ok_or(FlawKind::TooDeep)?;
        *level = Level { member: self.member, is_object, first_key: u16::try_from(self.keys).unwrap_or(u16::MAX) };
        self.depth = self.depth.wrapping_add(1);
        self.member = Member::Other;
        Ok(())
    }

    fn level(&self) -> Level {
        self.depth.checked_sub(1).and_then(|top| self.levels.get(top)).copied().unwrap_or(OUTSIDE)
    }

    fn close(&mut self, table: &mut [u64]) -> Result<(), FlawKind> {
        let level = self.level();
        let first_key = usize::from(level.first_key);
        if table.get_mut(first_key..self.keys).is_some_and(has_duplicate) {
            return Err(FlawKind::DuplicateKey);
        }
        self.keys = first_key;
        self.depth = self.depth.saturating_sub(1);
        self.end_value(level.member, self.offset.wrapping_add(1));
        Ok(())
    }

    fn after(&mut self, byte: u8, table: &mut [u64]) -> Result<(), FlawKind> {
        match (byte, self.level().is_object) {
            (b',', true) => self.go(State::Key),
            (b',', false) => {
                self.member = Member::Other;
                self.go(State::Value)
            }
            (b'}', true) | (b']', false) => self.close(table),
            _ => Err(FlawKind::Syntax),
        }
    }

    fn begin_text(&mut self, is_key: bool) -> Result<(), FlawKind> {
        self.is_key = is_key;
        self.well_formed = true;
        self.name.clear();
        self.print.clear();
        self.go(State::Text)
    }

    fn end_text(&mut self, table: &mut [u64]) -> Result<(), FlawKind> {
        self.end_surrogate();
        if !self.is_key {
            self.end_value(self.member, self.offset.wrapping_add(1));
            return Ok(());
        }
        let place = table.get_mut(self.keys).filter(|_| self.keys < MAX_KEYS);
        *place.ok_or(FlawKind::TooManyKeys)? = self.print.value();
        self.keys = self.keys.wrapping_add(1);
        self.member = member_of(self.level().member, self.name.get());
        self.go(State::Colon)
    }

    /// Takes in a run of plain characters and hands on what follows it.
    fn plain_text<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let (text, rest) = bytes.split_at_checked(plain_run(bytes)).unwrap_or((bytes, &[]));
        self.end_surrogate();
        self.push(text);
        self.offset = self.offset.wrapping_add(text.len());
        rest
    }

    fn text_byte(&mut self, byte: u8, table: &mut [u64]) -> Result<(), FlawKind> {
        let (left, low, high) = match byte {
            b'"' => return self.end_text(table),
            b'\\' => return self.go(State::Escape),
            // RFC 3629 section 4: no surrogates, nothing overlong, nothing beyond U+10FFFF.
            0xc2..=0xdf => (1, 0x80, 0xbf),
            0xe0 => (2, 0xa0, 0xbf),
            0xed => (2, 0x80, 0x9f),
            0xe1..=0xef => (2, 0x80, 0xbf),
            0xf0 => (3, 0x90, 0xbf),
            0xf1..=0xf3 => (3, 0x80, 0xbf),
            0xf4 => (3, 0x80, 0x8f),
            0x00..=0x1f => return Err(FlawKind::Syntax),
            _ => return Err(FlawKind::NotUtf8),
        };
        self.end_surrogate();
        self.push(&[byte]);
        self.go(State::Utf8 { left, low, high })
    }

    fn continuation(&mut self, byte: u8, left: u8, allowed: core::ops::RangeInclusive<u8>) -> Result<(), FlawKind> {
        if !allowed.contains(&byte) {
            return Err(FlawKind::NotUtf8);
        }
        self.push(&[byte]);
        self.go(match left {
            0 | 1 => State::Text,
            _ => State::Utf8 { left: left.wrapping_sub(1), low: 0x80, high: 0xbf },
        })
    }

    fn escape(&mut self, byte: u8) -> Result<(), FlawKind> {
        let character = match byte {
            b'u' => return self.go(State::Hex { left: 4, unit: 0 }),
            b'"' | b'\\' | b'/' => byte,
            b'b' => 0x08,
            b'f' => 0x0c,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            _ => return Err(FlawKind::Syntax),
        };
        self.end_surrogate();
        self.push(&[character]);
        self.go(State::Text)
    }

    fn hex_digit(&mut self, byte: u8, left: u8, unit: u16) -> Result<(), FlawKind> {
        let digit =
            char::from(byte).to_digit(16).and_then(|digit| u16::try_from(digit).ok()).ok_or(FlawKind::Syntax)?;
        let unit = unit << 4 | digit;
        if left > 1 {
            return self.go(State::Hex { left: left.wrapping_sub(1), unit });
        }
        self.code_unit(unit);
        self.go(State::Text)
    }

    /// A UTF-16 code unit from a `\u` escape: a character, or half of one.
    fn code_unit(&mut self, unit: u16) {
        let mut buffer = [0; 4];
        let pair = self.high.map(|high| [high, unit]);
        if let Some(Ok(character)) = pair.and_then(|pair| char::decode_utf16(pair).next()) {
            self.high = None;
            return self.push(character.encode_utf8(&mut buffer).as_bytes());
        }
        self.end_surrogate();
        match (char::from_u32(u32::from(unit)), unit) {
            (Some(character), _) => self.push(character.encode_utf8(&mut buffer).as_bytes()),
            (None, 0xd800..=0xdbff) => self.high = Some(unit),
            (None, _) => self.lone(unit),
        }
    }

    /// What follows is no second half: a first half that waits stands alone.
    fn end_surrogate(&mut self) {
        if let Some(high) = self.high.take() {
            self.lone(high);
        }
    }

    /// Half a surrogate pair as three bytes, as WTF-8 has it: keys that differ in it only are different keys.
    fn lone(&mut self, unit: u16) {
        let [_, low] = unit.to_be_bytes();
        let middle = u8::try_from(unit >> 6 & 0x3f).unwrap_or_default();
        self.well_formed = false;
        self.push(&[0xed, 0x80 | middle, 0x80 | low & 0x3f]);
    }

    fn push(&mut self, text: &[u8]) {
        match self.member {
            _ if self.is_key => {
                self.print.push(text);
                self.name.push(text);
            }
            Member::Event => self.outline.event.push(text),
            Member::Status => self.outline.status.push(text),
            _ => {}
        }
    }

    fn letter(&mut self, byte: u8, letters: &'static [u8]) -> Result<(), FlawKind> {
        match letters.split_first() {
            Some((letter, [])) if *letter == byte => {
                self.end_value(self.member, self.offset.wrapping_add(1));
                Ok(())
            }
            Some((letter, rest)) if *letter == byte => self.go(State::Word(rest)),
            _ => Err(FlawKind::Syntax),
        }
    }
}

/// How many bytes at the beginning are characters of a text that stand for themselves.
fn plain_run(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !is_plain(*byte)).unwrap_or(bytes.len())
}

const fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7f) && byte != b'"' && byte != b'\\'
}
