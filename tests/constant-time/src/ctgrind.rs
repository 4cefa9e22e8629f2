//! Langley's ctgrind: to Valgrind's memcheck the secret's bytes are uninitialized, so that it reports every branch and every
//! address that depends on them. Run by `run.mjs`, which counts the reports. With `leaky` a comparison that stops early is
//! reported too; with `nothing` no byte is marked, and Valgrind reports nothing.

use std::arch::asm;
use std::hint::black_box;

use webhook_verifier::{Header, Headers, Policy, Secret, UnixTime, bindings, sign};

const TIME: &str = "2026-01-01T00:00:00Z";
const KEY: [u8; 32] = *b"whsec_0123456789abcdefghijklmnop";
const BODY: &[u8] = b"{\"event\":\"job.completed\"}";
const LONG: [u8; 100] = [0x5c; 100];

/// `VALGRIND_MAKE_MEM_UNDEFINED`; does nothing outside Valgrind.
fn mark(bytes: &mut [u8]) {
    const MAKE_MEM_UNDEFINED: u64 = ((b'M' as u64) << 24 | (b'C' as u64) << 16) + 1;
    let request = [MAKE_MEM_UNDEFINED, bytes.as_mut_ptr() as u64, bytes.len() as u64, 0, 0, 0];
    // SAFETY: the sequence that valgrind.h defines for amd64; rotations by 128 bits in all, and a no-op.
    unsafe {
        asm!(
            "rol rdi, 3", "rol rdi, 13", "rol rdi, 61", "rol rdi, 51", "xchg rbx, rbx",
            in("rax") request.as_ptr(), inout("rdx") 0u64 => _, options(nostack),
        );
    }
}

/// Verifies in the steps of the WebAssembly module, up to the verdict.
#[inline(never)]
fn verdict(key: &[u8], signature: &str) {
    let secret = Secret::from_bytes(key).unwrap();
    let mut headers = Headers::default();
    headers.add_known(Header::Timestamp, TIME.as_bytes());
    headers.add_known(Header::Signature, signature.as_bytes());
    let now = UnixTime::new(1_767_225_600, 0);
    let mut verification = bindings::begin(&headers, 0, [&secret], now, &Policy::default()).unwrap();
    verification.update(BODY).unwrap();
    let _ = black_box(bindings::finish(&verification));
}

/// The control: compares bytes until two differ.
#[inline(never)]
fn leaky(key: &[u8]) {
    for (byte, guess) in key.iter().zip(b"whsec_0123456789xxxxxxxxxxxxxxxx") {
        if black_box(*byte) != *guess {
            break;
        }
    }
}

fn main() {
    let mode = std::env::args().nth(1).unwrap_or_default();
    let right = |key: &[u8]| sign(BODY, TIME, &Secret::from_bytes(key).unwrap());
    for key in [&KEY[..], &LONG] {
        let wrong = format!("sha256={}", "0".repeat(64));
        let signatures = [right(key).as_str().to_owned(), wrong];
        for signature in signatures {
            let mut marked = key.to_vec();
            if mode != "nothing" {
                mark(&mut marked);
            }
            if mode == "leaky" {
                leaky(&marked);
            } else {
                verdict(&marked, &signature);
            }
        }
    }
}
