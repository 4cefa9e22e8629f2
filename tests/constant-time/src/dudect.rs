//! dudect (Reparaz, Balasch, Verbauwhede 2017) on native code: two classes of input, and Welch's t over their times.
//! The times may differ only in the control that stops early; in the A/A control both classes are the same.

use dudect_bencher::rand::RngExt;
use dudect_bencher::{BenchRng, Class, CtRunner, ctbench_main};
use webhook_verifier::{Header, Headers, Policy, Secret, UnixTime, Verification, bindings, sign};

const SAMPLES: usize = 50_000;
const TIME: &str = "2026-01-01T00:00:00Z";
const BODY: &[u8] = b"{\"event\":\"job.completed\",\"data\":{\"id\":\"job_1\"}}";
const KEY: &[u8; 32] = b"whsec_0123456789abcdefghijklmnop";

fn begun(key: &[u8], signature: &[u8]) -> Verification {
    let mut headers = Headers::default();
    headers.add_known(Header::Timestamp, TIME.as_bytes());
    headers.add_known(Header::Signature, signature);
    let secret = Secret::from_bytes(key).unwrap();
    let now = UnixTime::new(1_767_225_600, 0);
    let mut verification = bindings::begin(&headers, 0, [&secret], now, &Policy::default()).unwrap();
    verification.update(BODY).unwrap();
    verification
}

/// A signature of which only one byte is wrong: the first, or the last.
fn tampered(at: usize) -> String {
    let mut text = sign(BODY, TIME, &Secret::from_bytes(KEY).unwrap()).as_str().to_owned().into_bytes();
    text[at] = if text[at] == b'0' { b'1' } else { b'0' };
    String::from_utf8(text).unwrap()
}

fn choose(rng: &mut BenchRng) -> Vec<Class> {
    (0..SAMPLES).map(|_| if rng.random::<bool>() { Class::Left } else { Class::Right }).collect()
}

/// All deliveries are made before the first is timed: traces of making one in the processor would reveal its class.
fn compare(runner: &mut CtRunner, rng: &mut BenchRng, key: impl Fn(&Class, &mut BenchRng) -> [u8; 32], at: [usize; 2]) {
    let signatures = at.map(tampered);
    let mut made = Vec::with_capacity(SAMPLES);
    for class in choose(rng) {
        let signature = signatures[usize::from(matches!(class, Class::Right))].as_bytes();
        made.push((begun(&key(&class, rng), signature), class));
    }
    for (verification, class) in made {
        runner.run_one(class, || bindings::finish(&verification).is_ok());
    }
}

fn first_or_last_byte_wrong(runner: &mut CtRunner, rng: &mut BenchRng) {
    compare(runner, rng, |_, _| *KEY, [7, 70]);
}

fn a_fixed_or_a_random_key(runner: &mut CtRunner, rng: &mut BenchRng) {
    let key = |class: &Class, rng: &mut BenchRng| {
        let random = rng.random();
        if matches!(class, Class::Left) { [0x5a; 32] } else { random }
    };
    compare(runner, rng, key, [7, 7]);
}

fn control_a_a(runner: &mut CtRunner, rng: &mut BenchRng) {
    compare(runner, rng, |_, _| *KEY, [7, 7]);
}

/// Compares a text of a hundred bytes until two differ.
fn control_leaky(runner: &mut CtRunner, rng: &mut BenchRng) {
    let text = [0x41u8; 100];
    for class in choose(rng) {
        let mut other = text;
        other[if matches!(class, Class::Left) { 0 } else { 99 }] = 0;
        runner.run_one(class, || text.iter().zip(&other).all(|(a, b)| std::hint::black_box(*a) == *b));
    }
}

ctbench_main!(control_leaky, control_a_a, first_or_last_byte_wrong, a_fixed_or_a_random_key);
