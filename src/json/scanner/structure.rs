//! The tokens that make up objects and arrays: brackets, commas, colons, keys, and the beginnings of values.

use core::ops::ControlFlow::{self, Break, Continue};

use super::{Cursor, Level, OUTSIDE, Scanner, State};
use crate::json::duplicate_keys::{MAX_OPEN_KEYS, has_duplicate};
use crate::json::outline::{Kind, Member, member_of};
use crate::payload_error::PayloadErrorKind;

/// The cursor for the next step, or the one where the steps end.
pub(super) type Step<T = Cursor> = ControlFlow<Cursor, T>;

impl Scanner {
    /// Reads punctuation, and all tokens between it that need no decoding and are there as a whole.
    #[inline(always)]
    pub(super) fn structure(&mut self, bytes: &[u8], cursor: Cursor, table: &mut [u64]) -> Cursor {
        let (Break(end) | Continue(end)) = self.steps(bytes, cursor, table);
        end
    }

    /// The steps have the order of the tokens of a member. The next step is mostly the one below, where the compiler leaves out the
    /// test for it.
    #[inline(always)]
    fn steps(&mut self, bytes: &[u8], mut cursor: Cursor, table: &mut [u64]) -> Step {
        if cursor.state == State::Start {
            cursor = self.start(bytes, cursor.at)?;
        }
        loop {
            if matches!(cursor.state, State::Key | State::KeyOrEnd | State::KeyEnd) {
                cursor = self.key(bytes, cursor, table)?;
            }
            if cursor.state == State::Colon {
                cursor = self.colon(bytes, cursor.at)?;
            }
            if matches!(cursor.state, State::Value | State::ValueOrEnd) {
                cursor = self.value(bytes, cursor)?;
            }
            if matches!(cursor.state, State::AfterMember | State::AfterItem | State::End) {
                cursor = self.after_value(bytes, cursor, table)?;
            }
        }
    }

    fn start(&mut self, bytes: &[u8], mut at: usize) -> Step {
        match skip_whitespace(bytes, &mut at) {
            None => Break(State::Start.at(at)),
            Some(b'{') => Continue(State::Value.at(at)),
            Some(0xef) => Break(self.fail(PayloadErrorKind::ByteOrderMark, at)),
            Some(_) => Break(self.fail(PayloadErrorKind::NotAnObject, at)),
        }
    }

    /// Reads a key from its opening quote, or from the closing one of a key that was decoded.
    #[inline(always)]
    fn key(&mut self, bytes: &[u8], Cursor { state, mut at }: Cursor, table: &mut [u64]) -> Step {
        let Some(byte) = skip_whitespace(bytes, &mut at) else { return Break(state.at(at)) };
        if byte != b'"' {
            if byte == b'}' && state == State::KeyOrEnd {
                return Continue(State::AfterMember.at(at));
            }
            return Break(self.fail(PayloadErrorKind::Syntax, at));
        }
        let (key, quote) = if state == State::KeyEnd {
            (self.findings.hasher.finish(), at)
        } else if let Some(found) = self.findings.point.hash_plain(bytes, at.wrapping_add(1)) {
            found
        } else {
            return Break(self.decode(true, at));
        };
        let keys = usize::from(self.keys);
        let Some(place) = table.get_mut(keys).filter(|_| keys < MAX_OPEN_KEYS) else {
            return Break(self.fail(PayloadErrorKind::TooManyKeys, quote));
        };
        *place = self.findings.point.fingerprint(key);
        self.keys = self.keys.wrapping_add(1);
        self.findings.member = member_of(self.level.member, key);
        Continue(State::Colon.at(quote.wrapping_add(1)))
    }

    #[inline(always)]
    fn colon(&mut self, bytes: &[u8], mut at: usize) -> Step {
        match skip_whitespace(bytes, &mut at) {
            None => Break(State::Colon.at(at)),
            Some(b':') => Continue(State::Value.at(at.wrapping_add(1))),
            Some(_) => Break(self.fail(PayloadErrorKind::Syntax, at)),
        }
    }

    /// Reads a value, or its opening bracket.
    #[inline(always)]
    fn value(&mut self, bytes: &[u8], Cursor { state, mut at }: Cursor) -> Step {
        let Some(byte) = skip_whitespace(bytes, &mut at) else { return Break(state.at(at)) };
        if byte == b']' && state == State::ValueOrEnd {
            return Continue(State::AfterItem.at(at));
        }
        let member = self.findings.member;
        if member != Member::Other {
            self.findings.outline.begin(member, Kind::of(byte), self.offset.wrapping_add(at));
        }
        let end = match byte {
            b'"' => self.whole_text(bytes, at)?,
            b'{' | b'[' => return self.open(byte == b'{', at),
            b'-' | b'0'..=b'9' => self.whole_number(bytes, at)?,
            b't' => self.whole_word(bytes, at, b"true")?,
            b'f' => self.whole_word(bytes, at, b"false")?,
            b'n' => self.whole_word(bytes, at, b"null")?,
            _ => return Break(self.fail(PayloadErrorKind::Syntax, at)),
        };
        Continue(self.end_value(member, end, true))
    }

    #[inline(always)]
    fn open(&mut self, is_object: bool, at: usize) -> Step {
        let Some(place) = self.levels.get_mut(self.depth) else {
            return Break(self.fail(PayloadErrorKind::TooDeep, at));
        };
        *place = self.level;
        self.depth = self.depth.wrapping_add(1);
        let (after, state) =
            if is_object { (State::AfterMember, State::KeyOrEnd) } else { (State::AfterItem, State::ValueOrEnd) };
        self.level = Level { member: self.findings.member, after, first_key: self.keys };
        self.findings.member = Member::Other;
        Continue(state.at(at.wrapping_add(1)))
    }

    /// Reads a comma or a closing bracket.
    #[inline(always)]
    fn after_value(&mut self, bytes: &[u8], Cursor { state, mut at }: Cursor, table: &mut [u64]) -> Step {
        let Some(byte) = skip_whitespace(bytes, &mut at) else { return Break(state.at(at)) };
        match (state, byte) {
            (State::AfterMember, b',') => Continue(State::Key.at(at.wrapping_add(1))),
            (State::AfterItem, b',') => Continue(State::Value.at(at.wrapping_add(1))),
            (State::AfterMember, b'}') | (State::AfterItem, b']') => self.close(at, table),
            _ => Break(self.fail(PayloadErrorKind::Syntax, at)),
        }
    }

    #[inline(always)]
    fn close(&mut self, at: usize, table: &mut [u64]) -> Step {
        let Level { member, first_key, .. } = self.level;
        let keys = usize::from(first_key)..usize::from(self.keys);
        if has_duplicate(table.get_mut(keys).unwrap_or_default()) {
            return Break(self.fail(PayloadErrorKind::DuplicateKey, at));
        }
        self.keys = first_key;
        self.depth = self.depth.saturating_sub(1);
        self.level = self.levels.get(self.depth).copied().unwrap_or(OUTSIDE);
        self.findings.member = Member::Other;
        Continue(self.end_value(member, at.wrapping_add(1), true))
    }
}

/// Returns the next byte that is not whitespace, and moves `at` to it.
#[inline(always)]
fn skip_whitespace(bytes: &[u8], at: &mut usize) -> Option<u8> {
    let byte = *bytes.get(*at)?;
    if byte > b' ' {
        return Some(byte);
    }
    *at = whitespace_end(bytes, *at);
    bytes.get(*at).copied()
}

#[inline(always)]
fn whitespace_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(at) {
        at = at.wrapping_add(1);
    }
    at
}
