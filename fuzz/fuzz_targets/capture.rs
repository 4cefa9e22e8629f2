#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = webhook_verifier_fuzz::capture::check(data);
});
