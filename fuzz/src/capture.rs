//! A paste of any bytes is read or refused, in memory that is linear in it, and no error quotes it.

use webhook_verifier_diagnose::capture::{ParseOptions, parse};

pub fn check(pasted: &[u8]) -> bool {
    let options = ParseOptions { files: &[("f", b"x")], entry: pasted.first().map(|byte| usize::from(byte % 3)) };
    let mut is_read = false;
    for options in [options, ParseOptions::default()] {
        if let Ok(capture) = parse(pasted, &options) {
            is_read = true;
            let headers: usize = capture.headers.iter().map(|line| line.name.len() + line.value.len()).sum();
            let made = capture.body.len() + headers + capture.url.len() + capture.method.len();
            assert!(made <= 4 * pasted.len() + 1_000, "{made} bytes out of {}", pasted.len());
        }
    }
    is_read
}
