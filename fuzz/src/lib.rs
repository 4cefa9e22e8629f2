//! The properties that hold for every input, each as a function of bytes that panics if it does not: for libFuzzer in
//! `fuzz_targets/`, and for the counting runs in `src/bin/count.rs`.

pub mod capture;
pub mod diagnose;
pub mod headers;
pub mod input;
pub mod json;
mod oracle;
pub mod random;
pub mod timestamp;
pub mod verify;

#[path = "../../tests/core/headers/oracle.rs"]
mod headers_oracle;
#[path = "../../tests/core/json/oracle.rs"]
mod json_oracle;
