//! The tokens that may be cut by the end of a piece: strings, numbers, `true`, `false` and `null`.

use super::{Scanner, State};
use crate::json::duplicate_keys::KeyHasher;
use crate::json::number::Number;
use crate::json::outline::Member;
use crate::json::string::StringDecoder;
use crate::payload_error::PayloadErrorKind;

impl Scanner {
    /// Begins a string that needs decoding, or whose end is in a later piece.
    pub(super) fn decode(&mut self, is_key: bool, at: usize) -> usize {
        self.decoder = StringDecoder::new();
        self.findings.is_key = is_key;
        self.findings.hasher = KeyHasher::EMPTY;
        self.pass(State::String, at)
    }

    pub(super) fn string(&mut self, bytes: &[u8], at: usize) -> usize {
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
    pub(super) fn number(&mut self, bytes: &[u8], mut at: usize, mut number: Number) -> usize {
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
    pub(super) fn begin_word(&mut self, bytes: &[u8], at: usize, letters: &'static [u8]) -> usize {
        let end = at.wrapping_add(letters.len());
        if bytes.get(at..end) == Some(letters) {
            return self.end_value(self.findings.member, end, true);
        }
        self.letters = letters;
        self.state = State::Word;
        at
    }

    /// Reads the next letter of a word that is cut, or wrong.
    pub(super) fn word(&mut self, bytes: &[u8], at: usize) -> usize {
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
    pub(super) fn end_value(&mut self, member: Member, end: usize, is_well_formed: bool) -> usize {
        if member != Member::Other {
            self.findings.outline.end(member, self.offset.wrapping_add(end), is_well_formed);
        }
        self.state = self.level.after;
        end
    }
}
