//! A diagnosis of anything ends within its bounds, never calls a forgery genuine, proves no finding for a random signature,
//! and holds neither the secret nor the right HMAC.

use ring::hmac;
use webhook_verifier::{Policy, UnixTime};
use webhook_verifier_diagnose::{Candidate, Certainty, Delivery, InputMistake, MAX_HASHED_BYTES, MAX_MACS, diagnose};

use crate::input::Input;

const SECRETS: [&str; 6] = [
    "whsec_diagnosed_0123",
    "whsec_diagnosed_0123\n",
    "\"whsec_diagnosed_0123\"",
    "d2hzZWNfZGlhZ25vc2Vk",
    "",
    "undefined",
];
const BODIES: [&[u8]; 4] =
    [b"{\"event\": \"job.started\"}", b"{\"b\":1.0,\"a\":\"\\u00e9\"}\n", b"", b"\xef\xbb\xbf{\"a\":[1,2]}"];
const TIMES: [&str; 4] = ["2026-01-01T00:00:00Z", "1767225600", "2026-01-01 00:00:00", ""];

pub fn check(data: &[u8]) -> bool {
    let mut input = Input(data);
    let secret = input.one_of(&SECRETS);
    let time = input.one_of(&TIMES);
    let mut body = input.one_of(&BODIES).to_vec();
    let plan = input.byte();
    let is_signed = plan & 1 != 0;
    let right = hmac::sign(
        &hmac::Key::new(hmac::HMAC_SHA256, secret.trim().as_bytes()),
        &[time.as_bytes(), b".", &body].concat(),
    );
    let tag: Vec<u8> = if is_signed { right.as_ref().to_vec() } else { (0..32).map(|_| input.byte() | 1).collect() };
    if plan & 2 != 0 {
        body.extend(input.bytes(60));
    }
    if plan & 4 != 0 {
        input.spoil(&mut body);
    }
    let hex: String = tag.iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = match plan >> 3 & 3 {
        0 => format!("sha256={hex}"),
        1 => hex.to_uppercase(),
        2 => format!("t=1767225600,v1={hex}"),
        _ => String::from_utf8_lossy(input.bytes(80)).into_owned(),
    };
    let extra = input.bytes(30).to_vec();
    let lines = [
        ("X-Webhook-Timestamp", time.as_bytes()),
        ("X-Webhook-Signature", signature.as_bytes()),
        ("x-request-id", &extra),
    ];
    let mistakes = if plan & 32 != 0 { &[InputMistake::BodyParsed][..] } else { &[] };
    let delivery = Delivery { lines: &lines, body: &body, mistakes };
    let diagnosis =
        diagnose(&delivery, &[Candidate::text(secret)], UnixTime::new(1_767_225_600, 0), &Policy::default());
    assert!(diagnosis.work.macs <= MAX_MACS && diagnosis.work.hashed_bytes <= MAX_HASHED_BYTES);
    if !is_signed {
        assert!(!diagnosis.verified, "verified");
        let proved = diagnosis.findings.iter().find(|finding| finding.certainty == Certainty::Proved);
        assert_eq!(proved, None);
    }
    for finding in &diagnosis.findings {
        let said = format!("{finding:?}");
        assert!(!said.contains("whsec_diagnosed") && (is_signed || !said.contains(&hex_of(right.as_ref()))), "{said}");
    }
    diagnosis.verified
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
