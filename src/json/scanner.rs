//! One strict pass over the bytes of a body: UTF-8, grammar (RFC 8259), depth and duplicate keys, and the places of the
//! members that make up an event.
//!
//! Accepts the documents that `JSON.parse` accepts, without a byte order mark, whose outermost value is an object, that nest no
//! deeper than [`MAX_DEPTH`], have no key twice in one object, and have at most [`MAX_OPEN_KEYS`](super::MAX_OPEN_KEYS) keys open at once. Numbers of
//! any size and escapes of half a surrogate pair are accepted. The bytes may arrive in pieces of any size.

mod structure;
mod tokens;

use super::duplicate_keys::{KeyHasher, Point};
use super::number::Number;
use super::outline::{Member, Outline};
use super::string::{Sink, StringDecoder};
use crate::payload_error::{PayloadError, PayloadErrorKind};

/// How many objects and arrays may be open at once, the outermost included.
pub const MAX_DEPTH: usize = 64;

/// The state of a pass. Give the body's bytes to [`feed`](Self::feed) in order, then call [`finish`](Self::finish).
#[derive(Debug)]
pub struct Scanner {
    state: State,
    /// The error of `State::Failed`, and of a body that ends too early.
    error: PayloadErrorKind,
    offset: usize,
    /// The innermost open object or array, and those around it.
    level: Level,
    levels: [Level; MAX_DEPTH],
    depth: usize,
    keys: u16,
    number: Number,
    /// The letters of a word that are still to come, the next one lowest.
    letters: u64,
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

impl State {
    const fn at(self, at: usize) -> Cursor {
        Cursor { state: self, at }
    }
}

/// A state, and the place in the current piece where it was reached.
#[derive(Clone, Copy, Debug)]
struct Cursor {
    state: State,
    at: usize,
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

/// Never read. Zeros, which take no bytes of the module.
const UNUSED: Level = Level { member: Member::Root, after: State::Start, first_key: 0 };

/// The sink of decoded strings: the hash of a key, or the names in the outline.
#[derive(Debug)]
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

/// Each method that reads takes the bytes of the current piece and a place in them, and returns where it stopped, in which state.
impl Scanner {
    /// A pass at its beginning. `seed` must be unknown to the author of the body (`bindings::seeds`).
    #[must_use]
    pub fn new(seed: [u32; 2]) -> Self {
        Self {
            state: State::Start,
            error: PayloadErrorKind::Truncated,
            offset: 0,
            level: OUTSIDE,
            levels: [UNUSED; MAX_DEPTH],
            depth: 0,
            keys: 0,
            number: Number::Start,
            letters: 0,
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

    /// Reads the next bytes. `table` has room for the open keys and must be the same at every call:
    /// [`MAX_OPEN_KEYS`](super::MAX_OPEN_KEYS) entries, or one more than a quarter of the body's bytes if that is less.
    ///
    /// # Errors
    /// The first departure from strict JSON.
    pub fn feed(&mut self, bytes: &[u8], table: &mut [u64]) -> Result<(), PayloadError> {
        let mut cursor = self.state.at(0);
        while cursor.at < bytes.len() {
            cursor = match cursor.state {
                State::Failed => break,
                State::String => self.string(bytes, cursor.at),
                State::Number => self.number(bytes, cursor.at),
                State::Word => self.word(bytes, cursor.at),
                _ => self.structure(bytes, cursor, table),
            };
        }
        self.state = cursor.state;
        self.offset = self.offset.wrapping_add(cursor.at);
        if self.state == State::Failed { Err(self.error_of(self.error)) } else { Ok(()) }
    }

    /// Returns the outline of the document, once every byte has been read.
    ///
    /// # Errors
    /// A body that is empty or ends too early, or the error of an earlier call.
    pub fn finish(&self) -> Result<&Outline, PayloadError> {
        match self.state {
            State::End => Ok(&self.findings.outline),
            State::Start => Err(self.error_of(PayloadErrorKind::Empty)),
            _ => Err(self.error_of(self.error)),
        }
    }

    const fn error_of(&self, kind: PayloadErrorKind) -> PayloadError {
        PayloadError { kind, offset: self.offset }
    }

    const fn fail(&mut self, kind: PayloadErrorKind, at: usize) -> Cursor {
        self.error = kind;
        State::Failed.at(at)
    }
}
