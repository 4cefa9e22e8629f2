//! Whether an object has a key twice, in constant memory.
//!
//! Each open object keeps a fingerprint of each of its keys; when it closes they are sorted, and equal ones meet.
//! A fingerprint is the key's bytes, in words of three, as a polynomial at two secret points modulo the prime 2^31 - 1:
//! two different keys of n words collide with a chance of (n / 2^29)^2 at the most. The points come from the verified signature,
//! so nobody without the secret can choose colliding keys. A reader that finds a duplicate asks again at other points.

use core::cmp::Ordering;

/// How many keys may be open at once: those of an object and of all objects it stands in.
pub const MAX_KEYS: usize = 8_192;

const PRIME: u64 = (1 << 31) - 1;

/// The fingerprint of one key, as its bytes come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fingerprint {
    points: [u32; 2],
    values: [u32; 2],
    /// The bytes of the word being filled, below a 1 that tells how many they are.
    word: u32,
}

const EMPTY_WORD: u32 = 1;
const FULL_WORD: u32 = 1 << 24;

impl Fingerprint {
    pub(crate) const fn new(seed: [u32; 2]) -> Self {
        // Below the prime, and no tiny multiplier.
        let [first, second] = seed;
        let points = [(first & 0x3fff_ffff) | 0x100, (second & 0x3fff_ffff) | 0x100];
        Self { points, values: [0, 0], word: EMPTY_WORD }
    }

    pub(crate) const fn clear(&mut self) {
        self.values = [0, 0];
        self.word = EMPTY_WORD;
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.word = (self.word << 8).wrapping_add(u32::from(*byte));
            if self.word >= FULL_WORD {
                self.values = self.absorb();
                self.word = EMPTY_WORD;
            }
        }
    }

    pub(crate) fn value(&self) -> u64 {
        let [first, second] = self.absorb();
        (u64::from(first) << 32).wrapping_add(u64::from(second))
    }

    fn absorb(&self) -> [u32; 2] {
        let [first, second] = self.values;
        [step(first, self.points[0], self.word), step(second, self.points[1], self.word)]
    }
}

/// `value * point + word` modulo the prime, but not always below it: what is congruent and unequal is no duplicate anyway.
#[expect(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "points below 2^30, all else below 2^32"
)]
fn step(value: u32, point: u32, word: u32) -> u32 {
    let sum = u64::from(value) * u64::from(point) + u64::from(word);
    ((sum & PRIME) + (sum >> 31)) as u32
}

/// Whether two of the fingerprints are equal. Shell sort: an insertion sort for the few keys that objects have, and fair for
/// thousands. Fingerprints look random but for keys of two bytes and less, so no input is a bad case; `core`'s sort would
/// add two kilobytes to the module.
pub(crate) fn has_duplicate(prints: &mut [u64]) -> bool {
    for gap in [3_937, 1_750, 701, 301, 132, 57, 23, 10, 4, 1] {
        for place in gap..prints.len() {
            if meets_its_equal(prints, place, gap) {
                return true;
            }
        }
    }
    false
}

/// Moves the fingerprint at `place` to below all that are greater, in steps of `gap`, unless it comes to its equal.
fn meets_its_equal(prints: &mut [u64], mut place: usize, gap: usize) -> bool {
    while let Some(before) = place.checked_sub(gap) {
        let (Some(&low), Some(&high)) = (prints.get(before), prints.get(place)) else { break };
        match low.cmp(&high) {
            Ordering::Less => break,
            Ordering::Equal => return true,
            Ordering::Greater => {}
        }
        if let Some(slot) = prints.get_mut(before) {
            *slot = high;
        }
        if let Some(slot) = prints.get_mut(place) {
            *slot = low;
        }
        place = before;
    }
    false
}
