//! The texts and bytes that may serve as secrets, and that no output shows a byte of them.

use crate::amount::amount;
use webhook_verifier::bindings::{Key, Signature, SignedMessage, parse_unverified, secret_predicate};
use webhook_verifier::{Error, Headers, RequestParts, Secret, SecretError, Secrets, UnixTime, Verifier, sign};

const CANARY: &str = "canary_7d1f0c9e5b";
const TIMESTAMP: &str = "2026-01-01T00:00:00Z";
const NOW: UnixTime = UnixTime::new(1_767_225_600, 0);

#[test]
fn texts_that_look_like_a_bad_setting() {
    for (text, error) in [
        ("", SecretError::Empty),
        (" ", SecretError::Blank),
        ("\t\r\n \u{b}\u{c}", SecretError::Blank),
        ("\u{a0}\u{3000}\u{2028}", SecretError::Blank),
        ("\u{feff}", SecretError::Blank),
        ("secret\n", SecretError::SurroundingWhitespace),
        ("secret\r\n", SecretError::SurroundingWhitespace),
        (" secret", SecretError::SurroundingWhitespace),
        ("secret\t", SecretError::SurroundingWhitespace),
        ("\u{a0}secret", SecretError::SurroundingWhitespace),
        ("secret\u{2029}", SecretError::SurroundingWhitespace),
        ("\u{feff}secret", SecretError::SurroundingWhitespace),
        ("secret\u{feff}", SecretError::SurroundingWhitespace),
        ("undefined\n", SecretError::SurroundingWhitespace),
        ("\0", SecretError::Nul),
        ("secret\0", SecretError::Nul),
        ("sec\0ret", SecretError::Nul),
        ("undefined", SecretError::Placeholder),
        ("null", SecretError::Placeholder),
        ("[object Object]", SecretError::Placeholder),
        ("[object Promise]", SecretError::Placeholder),
        ("[object ", SecretError::SurroundingWhitespace),
    ] {
        assert_eq!(Secret::from_text(text).err(), Some(error), "{text:?}");
    }
}

#[test]
fn texts_that_are_secrets() {
    for text in [
        "s",
        "two words",
        "a\tb",
        "Undefined",
        "nullable",
        "[object",
        "[Object Object]",
        "an [object Object]",
        "gehëim_🔑",
        "\u{200b}",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        &"k".repeat(4_096),
    ] {
        let secret = Secret::from_text(text).unwrap();
        let bytes = Secret::from_bytes(text.as_bytes()).unwrap();
        assert_eq!(sign(b"{}", TIMESTAMP, &secret).as_str(), sign(b"{}", TIMESTAMP, &bytes).as_str(), "{text:?}");
    }
}

/// The provider's snippet accepts these, and so does its drop-in. It must refuse an empty or blank key.
#[test]
fn lenient_texts() {
    for text in [" secret\n", "\u{feff}secret", "sec\0ret", "undefined", "null", "[object Object]", "[object Promise]"]
    {
        let secret = Secret::from_text_lenient(text).unwrap();
        let bytes = Secret::from_bytes(text.as_bytes()).unwrap();
        assert_eq!(sign(b"{}", TIMESTAMP, &secret).as_str(), sign(b"{}", TIMESTAMP, &bytes).as_str(), "{text:?}");
    }
    assert_eq!(Secret::from_text_lenient("").err(), Some(SecretError::Empty));
    assert_eq!(Secret::from_text_lenient("\u{feff} \n").err(), Some(SecretError::Blank));
}

#[test]
fn bytes_are_taken_unchanged_and_must_not_be_empty() {
    assert_eq!(Secret::from_bytes(b"").err(), Some(SecretError::Empty));
    for bytes in [&b"\0"[..], b" ", b"\xff\n", b"undefined"] {
        assert!(Secret::from_bytes(bytes).is_ok(), "{}", bytes.escape_ascii());
    }
}

#[test]
fn errors_say_the_fact() {
    for (error, text) in [
        (SecretError::Empty, "is empty"),
        (SecretError::Blank, "is only whitespace"),
        (SecretError::SurroundingWhitespace, "starts or ends with whitespace"),
        (SecretError::Nul, "contains a NUL character"),
        (SecretError::Placeholder, "is the text of undefined, null or an object"),
        (SecretError::Count, "must be one of 1 to 4"),
        (SecretError::DuplicateId, "has the id of another"),
    ] {
        assert_eq!(secret_predicate(error), text);
        assert_eq!(error.to_string(), format!("the secret {text}"));
    }
}

fn secrets(ids: &[Option<&'static str>]) -> Result<Secrets, SecretError> {
    Secrets::new(ids.iter().map(|id| {
        let secret = Secret::from_text(CANARY).unwrap();
        match id {
            Some(id) => secret.with_key_id(*id),
            None => secret,
        }
    }))
}

#[test]
fn a_rotation_has_one_to_four_secrets_of_unique_ids() {
    for (ids, error) in [
        (&[][..], Some(SecretError::Count)),
        (&[None], None),
        (&[Some("a"), Some("b"), Some("c"), Some("d")], None),
        (&[None, None, None, None], None),
        (&[Some("a"), None, Some("A"), Some("")], None),
        (&[None, None, None, None, None], Some(SecretError::Count)),
        (&[Some("a"), Some("b"), Some("c"), Some("d"), Some("e")], Some(SecretError::Count)),
        (&[Some("a"), Some("a")], Some(SecretError::DuplicateId)),
        (&[Some("a"), None, None, Some("a")], Some(SecretError::DuplicateId)),
        (&[Some(""), Some("")], Some(SecretError::DuplicateId)),
    ] {
        assert_eq!(secrets(ids).err(), error, "{ids:?}");
    }
}

/// The output is compared as a whole, so that a new field must be added here too.
#[test]
fn debug_of_secrets() {
    let secret = || Secret::from_text(CANARY).unwrap().with_key_id("a").not_after(NOW);
    let shown = r#"Secret { key_id: Some("a"), not_after: Some(UnixTime { seconds: 1767225600, nanos: 0 }), .. }"#;
    assert_eq!(format!("{:?}", secret()), shown);
    assert_eq!(format!("{:?}", Secrets::from(secret())), format!("Secrets([Some({shown}), None, None, None])"));
}

#[test]
fn debug_of_a_message_in_progress() {
    let secret = Secret::from_text(CANARY).unwrap();
    assert_eq!(format!("{:?}", SignedMessage::begin(&secret)), "[message elided]");
    assert_eq!(format!("{:?}", Signature::parse(CLAIM).unwrap()), "[signature elided]");
    let parts =
        RequestParts::new([("x-webhook-timestamp", TIMESTAMP.as_bytes()), ("x-webhook-signature", CLAIM)], b"{}");
    let verification = Verifier::new(secret).begin(&parts.headers, 2, NOW).unwrap();
    let shown = format!("{verification:?}");
    assert!(shown.starts_with("Verification { messages: [Some([message elided]), None, None, None], "), "{shown}");
    assert_hides(&shown);
}

/// A body may hold personal data, which does not belong in a log.
#[test]
fn debug_of_an_event() {
    let body = br#"{"event":"job.failed","data":{"id":"canary-1","status":"failed","output_url":"canary-2",
        "error":{"code":"canary-3","message":"canary-4","request_id":"canary-5"}},"more":"canary-6"}"#;
    let event = parse_unverified(body, &Headers::default()).unwrap();
    assert_eq!(event.error.as_ref().unwrap().code.as_deref(), Some("canary-3"));
    assert_eq!(
        format!("{event:?}"),
        "Event { kind: JobFailed, type_signed: true, data: [141 bytes], payload: [189 bytes], .. }"
    );
    assert_eq!(
        format!("{:?}", event.error.unwrap()),
        "JobError { code: Some([8 bytes]), message: Some([8 bytes]), request_id: Some([8 bytes]) }"
    );
}

/// A signature and its body in a log are a delivery that can be replayed.
#[test]
fn debug_of_a_delivery() {
    let body = br#"{"event":"canary.body"}"#;
    let secret = Secret::from_text(CANARY).unwrap();
    let signature = sign(body, TIMESTAMP, &secret);
    assert_eq!(format!("{signature:?}"), "[signature elided]");
    let lines = [("x-webhook-timestamp", TIMESTAMP.as_bytes()), ("x-webhook-signature", signature.as_str().as_bytes())];
    let parts = RequestParts::new(lines, body);
    let headers =
        "Headers { timestamp: [20 bytes], signature: [71 bytes], event: absent, is_encoded: false, delivery_id: None }";
    assert_eq!(format!("{parts:?}"), format!("RequestParts {{ headers: {headers}, body: [23 bytes] }}"));
    let verified = Verifier::new(secret).verify(&parts, NOW).unwrap();
    let shown = format!("{verified:?}");
    assert!(shown.contains("signature: [signature elided]") && shown.contains("body: [23 bytes]"), "{shown}");
    for bytes in [body.as_slice(), signature.as_bytes()] {
        let list = format!("{bytes:?}");
        assert!(!shown.contains(list.trim_matches(['[', ']'])), "{shown}");
    }
}

#[test]
fn debug_of_the_inside() {
    let key = Key::new(CANARY.as_bytes());
    assert_eq!(format!("{key:?} {:?}", key.start()), "[key elided] [HMAC elided]");
}

const CLAIM: &[u8] = b"sha256=1111111111111111111111111111111111111111111111111111111111111111";

/// Asserts that neither the secret nor the true signature is shown, as text, as hex or as a list of bytes.
fn assert_hides(shown: &str) {
    let signature = sign(b"{}", TIMESTAMP, &Secret::from_text(CANARY).unwrap());
    let tag = *Signature::parse(signature.as_str().as_bytes()).unwrap().as_bytes();
    for bytes in [CANARY.as_bytes(), &tag] {
        for four in bytes.windows(4).step_by(amount(7, 1, 1)) {
            let hex: String = four.iter().map(|byte| format!("{byte:02x}")).collect();
            let list = format!("{four:?}");
            let text = String::from_utf8_lossy(four);
            for form in [&hex, list.trim_matches(['[', ']']), &text] {
                assert!(!shown.contains(form), "{form} in {shown}");
            }
        }
    }
}

/// Shows that the assertion above can fail.
#[test]
#[should_panic(expected = "99, 97, 110, 97 in")]
fn a_shown_secret_would_be_found() {
    assert_hides(&format!("{:?}", CANARY.as_bytes()));
}

#[test]
fn refusals_hide_the_secret_and_the_true_signature() {
    let secret = Secret::from_text(CANARY).unwrap();
    let parts =
        RequestParts::new([("x-webhook-timestamp", TIMESTAMP.as_bytes()), ("x-webhook-signature", CLAIM)], b"{}");
    let error = Verifier::new(secret).verify(&parts, NOW).unwrap_err();
    assert_eq!(error, Error::SignatureMismatch);
    assert_eq!(format!("{error:?}"), "SignatureMismatch");
    assert_hides(&error.to_string());
    assert_hides(&Secret::from_text(&format!("{CANARY}\n")).unwrap_err().to_string());
}
