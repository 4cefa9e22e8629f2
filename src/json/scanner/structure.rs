//! The tokens that make up objects and arrays: brackets, commas, colons, keys, and the beginnings of values.

use super::{Level, OUTSIDE, Scanner, State};
use crate::json::duplicate_keys::{MAX_OPEN_KEYS, has_duplicate};
use crate::json::number::Number;
use crate::json::outline::{Kind, Member, member_of};
use crate::json::raw::{raw_length, valid_length};
use crate::payload_error::PayloadErrorKind;

impl Scanner {
    /// Reads punctuation, and all tokens between it that need no decoding and are there as a whole.
    #[inline(always)]
    pub(super) fn structure(&mut self, bytes: &[u8], mut at: usize, table: &mut [u64]) -> usize {
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
