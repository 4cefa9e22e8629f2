//! Keys that are made to collide at points computed here, in 128 bits: the scanner's arithmetic has to agree.

use webhook_verifier::PayloadErrorKind;
use webhook_verifier::bindings::{MAX_OPEN_KEYS, Outline, Scanner};

use crate::amount::amount;

const PRIME: u128 = (1 << 61) - 1;

fn times(one: u128, other: u128) -> u128 {
    one * other % PRIME
}

fn minus(one: u128, other: u128) -> u128 {
    (one + PRIME - other) % PRIME
}

/// By Fermat's little theorem.
fn inverse(number: u128) -> u128 {
    let (mut power, mut base, mut exponent) = (1, number, PRIME - 2);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power = times(power, base);
        }
        base = times(base, base);
        exponent /= 2;
    }
    power
}

/// Seven bytes, the first one lowest, and a 1 above them.
fn word(text: &str) -> u128 {
    text.bytes().rev().fold(1, |word, byte| word << 8 | u128::from(byte))
}

fn seed(point: u128) -> [u32; 2] {
    [u32::try_from(point >> 32).unwrap(), u32::try_from(point & 0xffff_ffff).unwrap()]
}

fn scan(body: &str, point: u128) -> Result<Outline, PayloadErrorKind> {
    let mut scanner = Scanner::new(seed(point));
    scanner.feed(body.as_bytes(), &mut vec![0; MAX_OPEN_KEYS]).map_err(|error| error.kind)?;
    scanner.finish().copied().map_err(|error| error.kind)
}

/// Random words of seven letters.
fn words() -> impl Iterator<Item = String> {
    let mut state = 20_261_128u64;
    std::iter::repeat_with(move || {
        let letter = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'a' + u8::try_from((state >> 33) % 26).unwrap())
        };
        (0..7).map(letter).collect()
    })
}

#[test]
fn two_keys_collide_at_the_point_where_their_polynomials_meet() {
    let mut words = words();
    for case in 0..amount(5, 2_000, 100_000) {
        let [first, second, before] = [(); 3].map(|()| words.next().unwrap());
        let point = times(2, inverse(minus(word(&first), word(&second))));
        // With a word before them that both have, the polynomial is longer, and as high as the prime.
        for start in ["", &before] {
            let body = format!(r#"{{"{start}{first}a":1,"{start}{second}c":2}}"#);
            let name = format!("case {case}, point {point}: {body}");
            assert_eq!(scan(&body, point).err(), Some(PayloadErrorKind::DuplicateKey), "{name}");
            assert_eq!(scan(&body, (point + 1) % PRIME).err(), None, "{name}");
        }
    }
}

/// The names that the outline looks for have two words at most. A polynomial of more words is marked, so that none is taken for
/// such a name, whatever its value.
#[test]
fn a_long_key_is_never_taken_for_a_name() {
    let mut words = words();
    for _ in 0..amount(5, 200, 1_000) {
        let [first, second] = [(); 2].map(|()| words.next().unwrap());
        let point = times(minus(word("output_"), word(&second)), inverse(word(&first)));
        let [long, other] = ["url", "uri"].map(|end| format!(r#"{{"data":{{"{first}{second}{end}":"x"}}}}"#));
        assert_eq!(format!("{:?}", scan(&long, point)), format!("{:?}", scan(&other, point)), "{long}, point {point}");
    }
}
