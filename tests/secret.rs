//! What may serve as a secret, and that none of it is ever shown.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "core/amount.rs"]
mod amount;

use amount::amount;
use webhook_verifier::{
    Error, Event, Headers, Policy, RequestParts, Secret, SecretError, Secrets, Signature, SignedMessage, UnixTime,
    Verification, sign, verify,
};

const CANARY: &str = "canary_7d1f0c9e5b";
const TIMESTAMP: &str = "2026-01-01T00:00:00Z";
const NOW: UnixTime = UnixTime::from_unix(1_767_225_600, 0);

#[test]
fn texts_that_look_like_a_bad_setting() {
    for (text, error) in [
        ("", SecretError::Empty),
        (" ", SecretError::Blank),
        ("\t\r\n \u{b}\u{c}", SecretError::Blank),
        ("\u{a0}\u{3000}\u{2028}", SecretError::Blank),
        ("\u{feff}", SecretError::Blank),
        ("secret\n", SecretError::SurroundingWhiteSpace),
        ("secret\r\n", SecretError::SurroundingWhiteSpace),
        (" secret", SecretError::SurroundingWhiteSpace),
        ("secret\t", SecretError::SurroundingWhiteSpace),
        ("\u{a0}secret", SecretError::SurroundingWhiteSpace),
        ("secret\u{2029}", SecretError::SurroundingWhiteSpace),
        ("\u{feff}secret", SecretError::SurroundingWhiteSpace),
        ("secret\u{feff}", SecretError::SurroundingWhiteSpace),
        ("undefined\n", SecretError::SurroundingWhiteSpace),
        ("\0", SecretError::Nul),
        ("secret\0", SecretError::Nul),
        ("sec\0ret", SecretError::Nul),
        ("undefined", SecretError::Placeholder),
        ("null", SecretError::Placeholder),
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

/// The provider's snippet takes these, and so does its drop-in. An empty or blank key it must not take.
#[test]
fn texts_as_they_are() {
    for text in [" secret\n", "\u{feff}secret", "sec\0ret", "undefined", "null"] {
        let secret = Secret::from_text_lenient(text).unwrap();
        let bytes = Secret::from_bytes(text.as_bytes()).unwrap();
        assert_eq!(sign(b"{}", TIMESTAMP, &secret).as_str(), sign(b"{}", TIMESTAMP, &bytes).as_str(), "{text:?}");
    }
    assert_eq!(Secret::from_text_lenient("").err(), Some(SecretError::Empty));
    assert_eq!(Secret::from_text_lenient("\u{feff} \n").err(), Some(SecretError::Blank));
}

#[test]
fn bytes_are_taken_as_they_are_but_for_none() {
    assert_eq!(Secret::from_bytes(b"").err(), Some(SecretError::Empty));
    for bytes in [&b"\0"[..], b" ", b"\xff\n", b"undefined"] {
        assert!(Secret::from_bytes(bytes).is_ok(), "{}", bytes.escape_ascii());
    }
}

#[test]
fn what_is_wrong_is_said() {
    for (error, text) in [
        (SecretError::Empty, "is empty"),
        (SecretError::Blank, "is only whitespace"),
        (SecretError::SurroundingWhiteSpace, "starts or ends with whitespace"),
        (SecretError::Nul, "contains a NUL character"),
        (SecretError::Placeholder, "is the text 'undefined' or 'null'"),
        (SecretError::Count, "must be one of 1 to 4"),
        (SecretError::DuplicateId, "has the id of another"),
    ] {
        assert_eq!(error.message(), text);
        assert_eq!(error.to_string(), format!("the secret {text}"));
    }
}

fn secrets(ids: &[Option<&'static str>]) -> Result<Secrets<'static>, SecretError> {
    Secrets::new(ids.iter().map(|id| {
        let secret = Secret::from_text(CANARY).unwrap();
        match id {
            Some(id) => secret.with_id(id),
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

/// What is shown is compared as a whole: a field that comes to it has to come to this test too.
#[test]
fn debug_of_secrets() {
    let secret = || Secret::from_text(CANARY).unwrap().with_id("a").not_after(NOW);
    let shown = r#"Secret { id: Some("a"), not_after: Some(UnixTime { seconds: 1767225600, nanos: 0 }), .. }"#;
    assert_eq!(format!("{:?}", secret()), shown);
    assert_eq!(format!("{:?}", Secrets::from(secret())), format!("Secrets([Some({shown}), None, None, None])"));
}

#[test]
fn debug_of_what_is_being_hashed() {
    let secret = Secret::from_text(CANARY).unwrap();
    assert_eq!(format!("{:?}", SignedMessage::begin(&secret)), "[message elided]");
    assert_eq!(format!("{:?}", Signature::parse(CLAIM).unwrap()), "[signature elided]");
    let parts =
        RequestParts::new([("x-webhook-timestamp", TIMESTAMP.as_bytes()), ("x-webhook-signature", CLAIM)], b"{}");
    let check = Verification::begin(&parts.headers, 2, [&secret], NOW, &Policy::default()).unwrap();
    let shown = format!("{check:?}");
    assert!(shown.starts_with("Verification { messages: [Some([message elided]), None, None, None], "), "{shown}");
    assert_hides(&shown);
}

/// A body may hold personal data, which no log should get.
#[test]
fn debug_of_an_event() {
    let body = br#"{"event":"job.failed","data":{"id":"canary-1","status":"failed","output_url":"canary-2",
        "error":{"code":"canary-3","message":"canary-4","request_id":"canary-5"}},"more":"canary-6"}"#;
    let event = Event::parse_unverified(body, &Headers::default()).unwrap();
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

/// A signature and its body are a delivery that can be replayed, from any log.
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
    let verified = verify(&parts, &secret.into(), NOW, &Policy::default()).unwrap();
    let shown = format!("{verified:?}");
    assert!(shown.contains("signature: [signature elided]") && shown.contains("body: [23 bytes]"), "{shown}");
    for bytes in [body.as_slice(), signature.as_bytes()] {
        let list = format!("{bytes:?}");
        assert!(!shown.contains(list.trim_matches(['[', ']'])), "{shown}");
    }
}

const CLAIM: &[u8] = b"sha256=1111111111111111111111111111111111111111111111111111111111111111";

/// Neither the secret nor the true signature, as text, as hex or as a list of bytes.
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

/// The test above finds what it looks for.
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
    let error = verify(&parts, &secret.into(), NOW, &Policy::default()).unwrap_err();
    assert_eq!(error, Error::SignatureMismatch);
    assert_eq!(format!("{error:?}"), "SignatureMismatch");
    assert_hides(&error.to_string());
    assert_hides(&Secret::from_text(&format!("{CANARY}\n")).unwrap_err().to_string());
}
