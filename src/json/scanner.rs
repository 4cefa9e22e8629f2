//! One strict pass over the bytes of a body: UTF-8, grammar (RFC 8259), depth and duplicate keys; and the places of the members
//! that an event is made of.
//!
//! Accepts the documents that `JSON.parse` accepts, without a byte order mark, whose outermost value is an object, that nest no
//! deeper than [`MAX_DEPTH`], have no key twice in one object, and have at most [`MAX_OPEN_KEYS`] keys open at once. Numbers of
//! any size and escapes of half a surrogate pair are accepted. The bytes may arrive in pieces of any size.

use super::duplicate_keys::{KeyHasher, MAX_OPEN_KEYS, Point, has_duplicate};
use super::number::Number;
use super::outline::{Kind, Member, Outline, member_of};
use super::string::{Sink, StringDecoder, raw_length, valid_length};
use crate::error::{PayloadError, PayloadErrorKind};

/// How many objects and arrays may be open at once, the outermost included.
pub const MAX_DEPTH: usize = 64;

/// The state of a pass. Give the body's bytes to [`feed`](Self::feed) in order, then call [`finish`](Self::finish).
#[derive(Clone, Debug)]
pub struct Scanner {
    state: State,
    /// The error of `State::Failed`, and of a body that ends too early.
    error: PayloadErrorKind,
    offset: usize,
    /// The innermost open object or array, and those around it.
    level: Level,
    levels: [Level; MAX_DEPTH],
    depth: usize,
    keys: usize,
    number: Number,
    letters: &'static [u8],
    decoder: StringDecoder,
    findings: Findings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Start,
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    /// At the closing quote of a key that was decoded.
    KeyEnd,
    Colon,
    AfterMember,
    AfterItem,
    End,
    /// Inside a string that needs decoding, or is cut by the end of a piece.
    String,
    /// Inside a number that is cut by the end of a piece.
    Number,
    /// Inside `true`, `false` or `null`, cut likewise.
    Word,
    /// Terminal: input after an error is ignored.
    Failed,
}

/// An open object or array.
#[derive(Clone, Copy, Debug)]
struct Level {
    member: Member,
    /// The state after a value in it.
    after: State,
    first_key: u16,
}

const OUTSIDE: Level = Level { member: Member::Other, after: State::End, first_key: 0 };

/// The sink of decoded strings: the hash of a key, or the names in the outline.
#[derive(Clone, Debug)]
struct Findings {
    /// The member whose value is being read.
    member: Member,
    is_key: bool,
    point: Point,
    hasher: KeyHasher,
    outline: Outline,
}

impl Sink for Findings {
    fn push(&mut self, text: &[u8]) {
        if self.is_key {
            for byte in text {
                self.hasher.push(*byte, self.point);
            }
        } else {
            self.outline.push(self.member, text);
        }
    }
}

/// Each method that reads takes the bytes of the current piece and a place in them, and returns the place where it stopped.
impl Scanner {
    /// A pass at its beginning. `seed` must be unknown to the author of the body (see [`VerifiedSignature::seeds`](crate::VerifiedSignature::seeds)).
    #[must_use]
    pub fn new(seed: [u32; 2]) -> Self {
        Self {
            state: State::Start,
            error: PayloadErrorKind::Truncated,
            offset: 0,
            level: OUTSIDE,
            levels: [OUTSIDE; MAX_DEPTH],
            depth: 0,
            keys: 0,
            number: Number::Minus,
            letters: b"",
            decoder: StringDecoder::new(),
            findings: Findings {
                member: Member::Root,
                is_key: false,
                point: Point::new(seed),
                hasher: KeyHasher::EMPTY,
                outline: Outline::new(),
            },
        }
    }

    /// Reads the next bytes. `table` has room for the open keys and must be the same at every call: [`MAX_OPEN_KEYS`] entries, or
    /// one more than a quarter of the body's bytes where that is less.
    ///
    /// # Errors
    /// The first departure from strict JSON.
    pub fn feed(&mut self, bytes: &[u8], table: &mut [u64]) -> Result<(), PayloadError> {
        let mut at = 0;
        while at < bytes.len() {
            at = match self.state {
                State::Failed => break,
                State::String => self.string(bytes, at),
                State::Number => self.number(bytes, at, self.number),
                State::Word => self.word(bytes, at),
                _ => self.structure(bytes, at, table),
            };
        }
        self.offset = self.offset.wrapping_add(at);
        if self.state == State::Failed { Err(self.flaw(self.error)) } else { Ok(()) }
    }

    /// Returns the outline of the document, once every byte has been read.
    ///
    /// # Errors
    /// A body that is empty or ends too early, or the error of an earlier call.
    pub fn finish(&self) -> Result<&Outline, PayloadError> {
        match self.state {
            State::End => Ok(&self.findings.outline),
            State::Start => Err(self.flaw(PayloadErrorKind::Empty)),
            _ => Err(self.flaw(self.error)),
        }
    }

    const fn flaw(&self, kind: PayloadErrorKind) -> PayloadError {
        PayloadError { kind, offset: self.offset }
    }

    const fn fail(&mut self, kind: PayloadErrorKind, at: usize) -> usize {
        self.state = State::Failed;
        self.error = kind;
        at
    }

    /// Goes on to `state` after the byte at `at`.
    const fn pass(&mut self, state: State, at: usize) -> usize {
        self.state = state;
        at.wrapping_add(1)
    }

    /// Reads punctuation, and all tokens between it that need no decoding and are there as a whole.
    #[inline(always)]
    fn structure(&mut self, bytes: &[u8], mut at: usize, table: &mut [u64]) -> usize {
        while let Some(byte) = skip_whitespace(bytes, &mut at) {
            at = match (self.state, byte) {
                (State::Key | State::KeyOrEnd | State::KeyEnd, b'"') => self.key(bytes, at, table),
                (State::Colon, b':') => self.pass(State::Value, at),
                (State::AfterMember, b',') => self.pass(State::Key, at),
                (State::AfterItem, b',') => self.pass(State::Value, at),
                (State::AfterMember | State::KeyOrEnd, b'}') | (State::AfterItem | State::ValueOrEnd, b']') => {
                    self.close(at, table)
                }
                (State::Value | State::ValueOrEnd, _) | (State::Start, b'{') => self.value(bytes, at, byte),
                (State::Start, 0xef) => self.fail(PayloadErrorKind::ByteOrderMark, at),
                (State::Start, _) => self.fail(PayloadErrorKind::NotAnObject, at),
                _ => self.fail(PayloadErrorKind::Syntax, at),
            };
            if matches!(self.state, State::String | State::Number | State::Word | State::Failed) {
                break;
            }
        }
        at
    }

    /// Reads a key and the colon right after it, from the opening quote, or from the closing one of a key that was decoded.
    #[inline(always)]
    fn key(&mut self, bytes: &[u8], at: usize, table: &mut [u64]) -> usize {
        let (key, quote) = if self.state == State::KeyEnd {
            (self.findings.hasher.finish(), at)
        } else if let Some(found) = self.findings.point.hash_plain(bytes, at.wrapping_add(1)) {
            found
        } else {
            return self.decode(true, at);
        };
        let Some(place) = table.get_mut(self.keys).filter(|_| self.keys < MAX_OPEN_KEYS) else {
            return self.fail(PayloadErrorKind::TooManyKeys, quote);
        };
        *place = self.findings.point.fingerprint(key);
        self.keys = self.keys.wrapping_add(1);
        self.findings.member = member_of(self.level.member, key);
        let end = quote.wrapping_add(1);
        if bytes.get(end) == Some(&b':') { self.pass(State::Value, end) } else { self.pass(State::Colon, quote) }
    }

    /// Reads a value, or its opening bracket. `byte` is its first.
    #[inline(always)]
    fn value(&mut self, bytes: &[u8], at: usize, byte: u8) -> usize {
        let member = self.findings.member;
        if member != Member::Other {
            self.findings.outline.begin(member, Kind::of(byte), self.offset.wrapping_add(at));
        }
        let next = at.wrapping_add(1);
        match byte {
            b'"' => {
                let rest = bytes.get(next..).unwrap_or_default();
                let length = if member == Member::Other { valid_length(rest) } else { raw_length(rest) };
                let Some(length) = length else { return self.decode(false, at) };
                if member != Member::Other {
                    self.findings.outline.push(member, rest.get(..length).unwrap_or_default());
                }
                self.end_value(member, next.wrapping_add(length).wrapping_add(1), true)
            }
            b'{' | b'[' => self.open(byte == b'{', at),
            b'-' => self.number(bytes, next, Number::Minus),
            b'0' => self.number(bytes, next, Number::Zero),
            b'1'..=b'9' => self.number(bytes, next, Number::Integer),
            b't' => self.begin_word(bytes, next, b"rue"),
            b'f' => self.begin_word(bytes, next, b"alse"),
            b'n' => self.begin_word(bytes, next, b"ull"),
            _ => self.fail(PayloadErrorKind::Syntax, at),
        }
    }

    /// Begins a string that needs decoding, or whose end is in a later piece.
    fn decode(&mut self, is_key: bool, at: usize) -> usize {
        self.decoder = StringDecoder::new();
        self.findings.is_key = is_key;
        self.findings.hasher = KeyHasher::EMPTY;
        self.pass(State::String, at)
    }

    fn string(&mut self, bytes: &[u8], at: usize) -> usize {
        let (read, closed) = self.decoder.read(bytes.get(at..).unwrap_or_default(), &mut self.findings);
        let at = at.wrapping_add(read);
        match closed {
            Err(kind) => self.fail(kind, at),
            Ok(false) => at,
            Ok(true) if self.findings.is_key => {
                self.state = State::KeyEnd;
                at
            }
            Ok(true) => self.end_value(self.findings.member, at.wrapping_add(1), self.decoder.is_well_formed()),
        }
    }

    /// Reads a number after its first byte, or the rest of one that was cut.
    fn number(&mut self, bytes: &[u8], mut at: usize, mut number: Number) -> usize {
        loop {
            while number.is_run() && bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at = at.wrapping_add(1);
            }
            let Some(&byte) = bytes.get(at) else {
                self.number = number;
                self.state = State::Number;
                return at;
            };
            number = match number.next(byte) {
                Some(next) => next,
                None if number.may_end() => return self.end_value(self.findings.member, at, true),
                None => return self.fail(PayloadErrorKind::Syntax, at),
            };
            at = at.wrapping_add(1);
        }
    }

    /// Reads the rest of a word if it is there as a whole.
    fn begin_word(&mut self, bytes: &[u8], at: usize, letters: &'static [u8]) -> usize {
        let end = at.wrapping_add(letters.len());
        if bytes.get(at..end) == Some(letters) {
            return self.end_value(self.findings.member, end, true);
        }
        self.letters = letters;
        self.state = State::Word;
        at
    }

    /// Reads the next letter of a word that is cut, or wrong.
    fn word(&mut self, bytes: &[u8], at: usize) -> usize {
        let next = at.wrapping_add(1);
        match (self.letters, bytes.get(at)) {
            ([letter], Some(byte)) if byte == letter => self.end_value(self.findings.member, next, true),
            ([letter, rest @ ..], Some(byte)) if byte == letter => {
                self.letters = rest;
                next
            }
            _ => self.fail(PayloadErrorKind::Syntax, at),
        }
    }

    /// Ends the value of a member at `end`.
    fn end_value(&mut self, member: Member, end: usize, is_well_formed: bool) -> usize {
        if member != Member::Other {
            self.findings.outline.end(member, self.offset.wrapping_add(end), is_well_formed);
        }
        self.state = self.level.after;
        end
    }

    fn open(&mut self, is_object: bool, at: usize) -> usize {
        let Some(place) = self.levels.get_mut(self.depth) else { return self.fail(PayloadErrorKind::TooDeep, at) };
        *place = self.level;
        self.depth = self.depth.wrapping_add(1);
        let (after, state) =
            if is_object { (State::AfterMember, State::KeyOrEnd) } else { (State::AfterItem, State::ValueOrEnd) };
        let first_key = u16::try_from(self.keys).unwrap_or(u16::MAX);
        self.level = Level { member: self.findings.member, after, first_key };
        self.findings.member = Member::Other;
        self.pass(state, at)
    }

    fn close(&mut self, at: usize, table: &mut [u64]) -> usize {
        let Level { member, first_key, .. } = self.level;
        let first_key = usize::from(first_key);
        if has_duplicate(table.get_mut(first_key..self.keys).unwrap_or_default()) {
            return self.fail(PayloadErrorKind::DuplicateKey, at);
        }
        self.keys = first_key;
        self.depth = self.depth.saturating_sub(1);
        self.level = self.levels.get(self.depth).copied().unwrap_or(OUTSIDE);
        self.findings.member = Member::Other;
        self.end_value(member, at.wrapping_add(1), true)
    }
}

/// Returns the next byte that is not whitespace, and moves `at` to it.
#[inline(always)]
fn skip_whitespace(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        let byte = *bytes.get(*at)?;
        if byte > b' ' || !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            return Some(byte);
        }
        *at = at.wrapping_add(1);
    }
}
