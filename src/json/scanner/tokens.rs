//! The tokens that may be cut by the end of a piece: strings, numbers, `true`, `false` and `null`.

use core::ops::ControlFlow::{Break, Continue};

use super::structure::Step;
use super::{Cursor, Scanner, State};
use crate::json::duplicate_keys::KeyHasher;
use crate::json::number::{Number, number_end};
use crate::json::outline::Member;
use crate::json::raw::{raw_length, valid_length};
use crate::json::string::StringDecoder;
use crate::payload_error::PayloadErrorKind;

/// The `whole_` methods return the end of a token that begins at `at`. A token that is cut, wrong or to be decoded is left to
/// [`string`](Scanner::string), [`number`](Scanner::number) and [`word`](Scanner::word).
impl Scanner {
    #[inline(always)]
    pub(super) fn whole_text(&mut self, bytes: &[u8], at: usize) -> Step<usize> {
        let start = at.wrapping_add(1);
        let rest = bytes.get(start..).unwrap_or_default();
        let member = self.findings.member;
        let length = if member == Member::Other { valid_length(rest) } else { raw_length(rest) };
        let Some(length) = length else { return Break(self.decode(false, at)) };
        if member != Member::Other {
            self.findings.outline.push(member, rest.get(..length).unwrap_or_default());
        }
        Continue(start.wrapping_add(length).wrapping_add(1))
    }

    #[inline(always)]
    pub(super) fn whole_number(&mut self, bytes: &[u8], at: usize) -> Step<usize> {
        if let Some(end) = number_end(bytes, at) {
            return Continue(end);
        }
        self.number = Number::Start;
        Break(State::Number.at(at))
    }

    #[inline(always)]
    pub(super) fn whole_word<const N: usize>(
        &mut self,
        bytes: &[u8],
        at: usize,
        word: &'static [u8; N],
    ) -> Step<usize> {
        let end = at.wrapping_add(N);
        if bytes.get(at..end).is_some_and(|found| found == word) {
            return Continue(end);
        }
        self.letters =
            word.iter().rev().fold(0, |letters: u64, letter| (letters << 8).wrapping_add(u64::from(*letter)));
        Break(State::Word.at(at))
    }

    /// Begins a string for [`string`](Self::string).
    pub(super) fn decode(&mut self, is_key: bool, at: usize) -> Cursor {
        self.decoder = StringDecoder::new();
        self.findings.is_key = is_key;
        self.findings.hasher = KeyHasher::EMPTY;
        State::String.at(at.wrapping_add(1))
    }

    /// Reads the characters of a string.
    pub(super) fn string(&mut self, bytes: &[u8], at: usize) -> Cursor {
        let (read, closed) = self.decoder.read(bytes.get(at..).unwrap_or_default(), &mut self.findings);
        let at = at.wrapping_add(read);
        match closed {
            Err(kind) => self.fail(kind, at),
            Ok(false) => State::String.at(at),
            Ok(true) if self.findings.is_key => State::KeyEnd.at(at),
            Ok(true) => self.end_value(self.findings.member, at.wrapping_add(1), self.decoder.is_well_formed()),
        }
    }

    /// Reads a number byte by byte.
    pub(super) fn number(&mut self, bytes: &[u8], mut at: usize) -> Cursor {
        while let Some(&byte) = bytes.get(at) {
            self.number = match self.number.next(byte) {
                Some(next) => next,
                None if self.number.may_end() => return self.end_value(self.findings.member, at, true),
                None => return self.fail(PayloadErrorKind::Syntax, at),
            };
            at = at.wrapping_add(1);
        }
        State::Number.at(at)
    }

    /// Reads the next letter of a word.
    pub(super) fn word(&mut self, bytes: &[u8], at: usize) -> Cursor {
        let [letter, ..] = self.letters.to_le_bytes();
        if bytes.get(at) != Some(&letter) {
            return self.fail(PayloadErrorKind::Syntax, at);
        }
        self.letters >>= 8;
        let next = at.wrapping_add(1);
        if self.letters == 0 { self.end_value(self.findings.member, next, true) } else { State::Word.at(next) }
    }

    /// Ends the value of a member at `end`.
    #[inline(always)]
    pub(super) fn end_value(&mut self, member: Member, end: usize, is_well_formed: bool) -> Cursor {
        if member != Member::Other {
            self.findings.outline.end(member, self.offset.wrapping_add(end), is_well_formed);
        }
        self.level.after.at(end)
    }
}
