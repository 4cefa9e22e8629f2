//! The signature check and the whole route to an event, next to ring's HMAC, which uses the CPU's SHA extensions too.
#![expect(clippy::expect_used, reason = "a benchmark ends at an error")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use ring::hmac;
use webhook_verifier::{RequestParts, Secret, UnixTime, Verifier, sign};
use webhook_verifier_benches::{SECRET, SIZES, TIME, body};

fn main() {
    divan::main();
}

fn secret() -> Secret {
    Secret::from_text(SECRET).expect("a good secret")
}

fn lines(signature: &str) -> [(&'static str, &[u8]); 3] {
    [
        ("x-webhook-event", b"job.completed"),
        ("x-webhook-timestamp", TIME.1.as_bytes()),
        ("x-webhook-signature", signature.as_bytes()),
    ]
}

#[divan::bench(args = SIZES)]
fn verified(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = body(bytes);
    let signature = sign(body.as_bytes(), TIME.1, &secret());
    let verifier = Verifier::new(secret());
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let parts = RequestParts::new(lines(signature.as_str()), black_box(body.as_bytes()));
        verifier.verify(&parts, UnixTime::new(TIME.0, 0)).expect("genuine").signed_at()
    });
}

#[divan::bench(args = SIZES)]
fn verified_and_read(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = body(bytes);
    let signature = sign(body.as_bytes(), TIME.1, &secret());
    let verifier = Verifier::new(secret());
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let parts = RequestParts::new(lines(signature.as_str()), black_box(body.as_bytes()));
        let verified = verifier.verify(&parts, UnixTime::new(TIME.0, 0)).expect("genuine");
        verified.event().expect("a good body").kind
    });
}

#[divan::bench(args = SIZES)]
fn ring_hmac(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = body(bytes);
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let tag_of = |body: &[u8]| {
        let mut context = hmac::Context::with_key(&key);
        context.update(TIME.1.as_bytes());
        context.update(b".");
        context.update(body);
        context.sign()
    };
    let expected = tag_of(body.as_bytes());
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let tag = tag_of(black_box(body.as_bytes()));
        assert_eq!(tag.as_ref(), expected.as_ref());
    });
}
