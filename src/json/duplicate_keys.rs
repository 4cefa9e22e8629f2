//! Whether an object has a key twice, in constant memory.
//!
//! Each open object keeps a fingerprint of each of its keys; when it closes, equal fingerprints are searched for. A fingerprint
//! is the key's bytes, in words of seven, as a polynomial at a secret point modulo the prime 2^61 - 1, times a secret odd number.
//! Two keys of n words collide with a probability of at most n / 2^61. The point is derived from the verified signature, so a
//! sender without the secret cannot choose keys that collide. A caller that is told of a duplicate scans again at another point.

use core::cmp::Ordering;

use super::raw::mark_special;

/// How many keys may be open at once: those of an object and of all objects around it.
pub const MAX_OPEN_KEYS: usize = 8_192;

const PRIME: u64 = (1 << 61) - 1;

/// A word holds seven bytes, the first one lowest, and a 1 above them; the last word of a key holds fewer bytes, or none.
const WORD_BYTES: usize = 7;
const WORD_BITS: u32 = 56;
const FULL_WORD: u64 = 1 << WORD_BITS;

/// Of a number of bits, those of whole bytes.
const BYTES: u32 = 0x78;

/// The mark of a polynomial of more than one word.
const LONG: u64 = 1 << 63;

/// The secret point at which polynomials are evaluated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point(u64);

impl Point {
    pub(super) const fn new(seed: [u32; 2]) -> Self {
        let [high, low] = seed;
        Self((((high as u64) << 32) | low as u64) & PRIME)
    }

    /// The polynomial `value`, one degree higher, plus `word`.
    #[inline(always)]
    const fn append(self, value: u64, word: u64) -> u64 {
        if value == 0 { word } else { self.multiply_add(value, word) }
    }

    /// `value * point + word` modulo the prime, with the mark of a long polynomial. The result may be one of two congruent
    /// numbers; congruent but unequal results hide no duplicate, as equal keys take the same steps.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "value is at most 2^61 + 3, point below 2^61, word below 2^57: no sum reaches 2^63"
    )]
    #[inline(never)]
    const fn multiply_add(self, value: u64, word: u64) -> u64 {
        const LOW: u64 = u32::MAX as u64;
        let (high, low) = ((value & !LONG) >> 32, value & LOW);
        let (point_high, point_low) = (self.0 >> 32, self.0 & LOW);
        let middle = high * point_low + low * point_high;
        let lowest = low * point_low;
        // 2^61 is congruent to 1, so 2^64 is to 8.
        let sum = 8 * (high * point_high)
            + (middle >> 29)
            + ((middle << 32) & PRIME)
            + (lowest >> 61)
            + (lowest & PRIME)
            + word;
        (sum >> 61) + (sum & PRIME) + LONG
    }

    /// Returns the fingerprint of a key. The odd factor keeps different values different, and spreads short keys for the sort.
    #[inline(always)]
    pub(super) fn fingerprint(self, key: ObjectKey) -> u64 {
        self.append(key.value, key.last).wrapping_mul(self.0 | 1)
    }

    /// Returns the key that begins at `start` and the place of its closing quote, if the key needs no decoding and eight bytes
    /// can be read at each step.
    #[inline(always)]
    pub(super) fn hash_plain(self, bytes: &[u8], start: usize) -> Option<(ObjectKey, usize)> {
        let (mut value, mut at) = (0, start);
        loop {
            let eight = u64::from_le_bytes(*bytes.get(at..at.wrapping_add(8))?.first_chunk()?);
            // The bits before the marked byte; a mark in the eighth byte is left to the next step.
            let bits = (mark_special(eight).trailing_zeros() & BYTES).min(WORD_BITS);
            let end = 1u64 << bits;
            let word = (eight & end.wrapping_sub(1)).wrapping_add(end);
            if bits < WORD_BITS {
                let [marked, ..] = (eight >> bits).to_le_bytes();
                return (marked == b'"')
                    .then_some((ObjectKey { value, last: word }, at.wrapping_add(bits as usize / 8)));
            }
            value = self.append(value, word);
            at = at.wrapping_add(WORD_BYTES);
        }
    }
}

/// A key's hash in two parts. It is exact for keys of up to two words, so that the names in [`outline`](super::outline) can be
/// compared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ObjectKey {
    /// All words but the last, as a polynomial: 0 for none, the word itself for one.
    value: u64,
    last: u64,
}

impl ObjectKey {
    /// The key of a name of at most thirteen bytes.
    pub(super) const fn named(name: &[u8]) -> Self {
        let (mut hasher, mut rest) = (KeyHasher::EMPTY, name);
        while let [byte, more @ ..] = rest {
            hasher.push(*byte, Point(0));
            rest = more;
        }
        hasher.finish()
    }
}

/// Hashes a key byte by byte, for keys that are decoded or arrive in pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyHasher {
    value: u64,
    word: u64,
    bits: u32,
}

impl KeyHasher {
    pub(super) const EMPTY: Self = Self { value: 0, word: 0, bits: 0 };

    pub(super) const fn push(&mut self, byte: u8, point: Point) {
        self.word |= (byte as u64) << self.bits;
        self.bits = self.bits.wrapping_add(8);
        if self.bits == WORD_BITS {
            *self = Self { value: point.append(self.value, self.word.wrapping_add(FULL_WORD)), ..Self::EMPTY };
        }
    }

    pub(super) const fn finish(&self) -> ObjectKey {
        ObjectKey { value: self.value, last: self.word.wrapping_add(1 << self.bits) }
    }
}

/// Up to this many keys are compared pair by pair; more are sorted.
const FEW: usize = 12;

/// Whether two of the fingerprints are equal.
pub(super) fn has_duplicate(fingerprints: &mut [u64]) -> bool {
    if fingerprints.len() <= FEW { has_equal_pair(fingerprints) } else { sort_finds_equal(fingerprints) }
}

fn has_equal_pair(mut fingerprints: &[u64]) -> bool {
    while let Some((first, others)) = fingerprints.split_first() {
        if others.iter().any(|other| other == first) {
            return true;
        }
        fingerprints = others;
    }
    false
}

/// Sorts until two equal ones meet. Shell sort (each gap 5/11 of the last) is fair for thousands, and fingerprints look random
/// whatever the keys are, so no input is a bad case; `core`'s sort would add two kilobytes to the module.
fn sort_finds_equal(fingerprints: &mut [u64]) -> bool {
    let mut gap = fingerprints.len();
    while gap > 1 {
        gap = (gap.wrapping_mul(5) / 11).max(1);
        for place in gap..fingerprints.len() {
            if meets_equal(fingerprints, place, gap) {
                return true;
            }
        }
    }
    false
}

/// Moves the fingerprint at `place` below all greater ones, in steps of `gap`, unless it meets its equal.
fn meets_equal(fingerprints: &mut [u64], mut place: usize, gap: usize) -> bool {
    while let Some(before) = place.checked_sub(gap) {
        let (Some(&low), Some(&high)) = (fingerprints.get(before), fingerprints.get(place)) else { break };
        match low.cmp(&high) {
            Ordering::Less => break,
            Ordering::Equal => return true,
            Ordering::Greater => {}
        }
        if let Some(slot) = fingerprints.get_mut(before) {
            *slot = high;
        }
        if let Some(slot) = fingerprints.get_mut(place) {
            *slot = low;
        }
        place = before;
    }
    false
}
