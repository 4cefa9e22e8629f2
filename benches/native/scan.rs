//! The strict scanner next to other parsers, none of which looks for duplicate keys: into a tree, and for the grammar alone.
#![expect(clippy::expect_used, reason = "a benchmark ends at an error")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use serde_json::{Value, from_slice};
use webhook_verifier::bindings::{MAX_OPEN_KEYS, Scanner, UNVERIFIED_SEEDS};
use webhook_verifier_benches::{SIZES, body};

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn scanner(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = body(bytes);
    let [seed, _] = UNVERIFIED_SEEDS;
    let mut table = vec![0; MAX_OPEN_KEYS];
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let mut scanner = Scanner::new(seed);
        scanner.feed(black_box(body.as_bytes()), &mut table).expect("strict JSON");
        scanner.finish().is_ok()
    });
}

#[divan::bench(args = SIZES)]
fn serde_json_value(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = body(bytes);
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| from_slice::<Value>(black_box(body.as_bytes())).expect("JSON").is_object());
}

#[divan::bench(args = SIZES)]
fn serde_json_ignored(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = body(bytes);
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| from_slice::<serde::de::IgnoredAny>(black_box(body.as_bytes())).expect("JSON"));
}

/// Parses in place, so each pass gets a copy, which is not timed.
#[divan::bench(args = SIZES)]
fn simd_json_tape(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = body(bytes);
    let mut buffers = simd_json::Buffers::new(bytes);
    bencher
        .counter(BytesCount::new(bytes))
        .with_inputs(|| body.clone().into_bytes())
        .bench_local_refs(|copy| simd_json::to_tape_with_buffers(black_box(copy), &mut buffers).expect("JSON").0.len());
}

#[divan::bench(args = SIZES)]
fn sonic_rs_ignored(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = body(bytes);
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| sonic_rs::from_slice::<serde::de::IgnoredAny>(black_box(body.as_bytes())).expect("JSON"));
}
