//! Whether an object has a key twice, in constant memory.
//!
//! Each open object keeps a fingerprint of each of its keys; when it closes they are sorted and neighbours compared.
//! A fingerprint is the key's bytes as a polynomial, taken at two secret points modulo the prime 2^31 - 1: two different
//! keys of n bytes collide with a chance of (n / 2^29)^2 at the most. The points come from the verified signature,
//! so nobody without the secret can choose colliding keys. A reader that finds a duplicate asks again at other points.

/// How many keys may be open at once: those of an object and of all objects it stands in.
pub const MAX_KEYS: usize = 8_192;

const PRIME: u64 = (1 << 31) - 1;

/// The fingerprint of one key, as its bytes come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fingerprint {
    points: [u32; 2],
    values: [u32; 2],
}

impl Fingerprint {
    pub(crate) const fn new(seed: [u32; 2]) -> Self {
        // Below the prime, and no tiny multiplier.
        let [first, second] = seed;
        Self { points: [(first & 0x3fff_ffff) | 0x100, (second & 0x3fff_ffff) | 0x100], values: [0, 0] }
    }

    pub(crate) const fn clear(&mut self) {
        self.values = [0, 0];
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let [mut first, mut second] = self.values;
        for byte in bytes {
            first = step(first, self.points[0], *byte);
            second = step(second, self.points[1], *byte);
        }
        self.values = [first, second];
    }

    pub(crate) fn value(&self) -> u64 {
        let [first, second] = self.values;
        u64::from(first) << 32 | u64::from(second)
    }
}

/// `value * point + byte + 1` modulo the prime. The `+ 1` tells `"a"` from `"\0a"`.
#[expect(clippy::arithmetic_side_effects, clippy::cast_possible_truncation, reason = "factors below 2^31, result too")]
fn step(value: u32, point: u32, byte: u8) -> u32 {
    let sum = u64::from(value) * u64::from(point) + u64::from(byte) + 1;
    let folded = (sum & PRIME) + (sum >> 31);
    (if folded >= PRIME { folded - PRIME } else { folded }) as u32
}

/// Whether two of the fingerprints are equal. Sorts them.
pub(crate) fn has_duplicate(prints: &mut [u64]) -> bool {
    sort(prints);
    prints.windows(2).any(|pair| matches!(pair, [one, other] if one == other))
}

/// Shell sort: an insertion sort for the few keys that objects have, and fair for thousands. The fingerprints are
/// uniformly distributed, so no input is a bad case; `core`'s sort would add two kilobytes to the module.
fn sort(prints: &mut [u64]) {
    for gap in [3_937, 1_750, 701, 301, 132, 57, 23, 10, 4, 1] {
        for end in gap..prints.len() {
            let mut place = end;
            while let Some(before) = place.checked_sub(gap) {
                let (Some(&low), Some(&high)) = (prints.get(before), prints.get(place)) else { break };
                if low <= high {
                    break;
                }
                if let Some(slot) = prints.get_mut(before) {
                    *slot = high;
                }
                if let Some(slot) = prints.get_mut(place) {
                    *slot = low;
                }
                place = before;
            }
        }
    }
}
