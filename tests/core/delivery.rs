//! One genuine delivery and all that differ from it by one bit, whole and in pieces.

use crate::amount::amount;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use webhook_verifier::bindings::{self, Timestamp};
use webhook_verifier::{
    Error, Header, Headers, Policy, RequestParts, Secret, Secrets, UnixTime, VerifiedSignature, Verifier, sign,
};

const KEY: &[u8] = b"whsec_delivery";
const TIMESTAMP: &str = "2026-01-01T00:00:00.000Z";
const NOW: UnixTime = UnixTime::new(1_767_225_610, 0);

fn secret() -> Secret {
    Secret::from_bytes(KEY).unwrap()
}

fn verifier() -> Verifier {
    Verifier::new(secret())
}

fn parts<'a>(timestamp: &'a [u8], signature: &'a [u8], body: &'a [u8]) -> RequestParts<'a> {
    RequestParts::new([("X-Webhook-Timestamp", timestamp), ("X-Webhook-Signature", signature)], body)
}

/// Returns the code of the refusal, or `None` for a delivery that is accepted.
fn code(timestamp: &[u8], signature: &[u8], body: &[u8]) -> Option<&'static str> {
    verifier().verify(&parts(timestamp, signature, body), NOW).err().map(|error| error.code())
}

fn kibibyte() -> Vec<u8> {
    (0..=255).cycle().take(amount(8, 1_024, 1_024)).collect()
}

fn flips(bytes: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> {
    (0..8 * bytes.len()).step_by(amount(13, 1, 1)).map(|bit| {
        let mut flipped = bytes.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        (bit / 8, flipped)
    })
}

#[test]
fn the_delivery_itself_is_accepted() {
    let body = kibibyte();
    let signature = sign(&body, TIMESTAMP, &secret());
    assert_eq!(code(TIMESTAMP.as_bytes(), signature.as_str().as_bytes(), &body), None);
}

#[test]
fn every_flipped_bit_of_the_signature() {
    let body = kibibyte();
    let signature = sign(&body, TIMESTAMP, &secret());
    for (at, flipped) in flips(signature.as_str().as_bytes()) {
        let is_spelled = at >= "sha256=".len() && b"0123456789abcdef".contains(&flipped[at]);
        let expected = if is_spelled { "signature_mismatch" } else { "malformed_signature" };
        assert_eq!(code(TIMESTAMP.as_bytes(), &flipped, &body), Some(expected), "{}", flipped.escape_ascii());
    }
}

#[test]
fn every_flipped_bit_of_the_timestamp() {
    let body = kibibyte();
    let signature = sign(&body, TIMESTAMP, &secret());
    for (at, flipped) in flips(TIMESTAMP.as_bytes()) {
        let expected = match (flipped[at], Timestamp::parse(&flipped)) {
            // One bit turns `-` and `.` into a comma, which separates copies.
            (b',', _) => "ambiguous_header",
            (_, Some(_)) => "signature_mismatch",
            (_, None) => "malformed_timestamp",
        };
        assert_eq!(code(&flipped, signature.as_str().as_bytes(), &body), Some(expected), "{}", flipped.escape_ascii());
    }
}

#[test]
fn every_flipped_bit_of_the_body() {
    let body = kibibyte();
    let signature = sign(&body, TIMESTAMP, &secret());
    for (at, flipped) in flips(&body) {
        let seen = code(TIMESTAMP.as_bytes(), signature.as_str().as_bytes(), &flipped);
        assert_eq!(seen, Some("signature_mismatch"), "byte {at}");
    }
}

#[test]
fn every_byte_of_the_body_left_out_or_twice() {
    let body = kibibyte();
    let signature = sign(&body, TIMESTAMP, &secret());
    for at in 0..body.len() {
        let without = [&body[..at], &body[at + 1..]].concat();
        let twice = [&body[..=at], &body[at..]].concat();
        for changed in [without, twice, body[..at].to_vec(), body[at + 1..].to_vec()] {
            let seen = code(TIMESTAMP.as_bytes(), signature.as_str().as_bytes(), &changed);
            assert_eq!(seen, Some("signature_mismatch"), "byte {at}");
        }
    }
}

#[test]
fn every_flipped_bit_of_the_secret() {
    let signature = sign(b"{}", TIMESTAMP, &secret());
    for (at, flipped) in flips(KEY) {
        let verifier = Verifier::new(Secret::from_bytes(&flipped).unwrap());
        let parts = parts(TIMESTAMP.as_bytes(), signature.as_str().as_bytes(), b"{}");
        let error = verifier.verify(&parts, NOW).unwrap_err();
        assert_eq!(error, Error::SignatureMismatch, "byte {at}");
    }
}

/// SHA-256 of the 32 signature bytes, computed with another implementation.
#[test]
fn replay_key_of_a_known_signature() {
    let signature = sign(b"{}", TIMESTAMP, &secret());
    assert_eq!(signature.as_str(), "sha256=eda34758dea4a121ef2a83c6936f7b58aaaee932f8e90e4a7c2f627dae137def");
    let parts = parts(TIMESTAMP.as_bytes(), signature.as_str().as_bytes(), b"{}");
    let verified = verifier().verify(&parts, NOW).unwrap();
    assert_eq!(verified.replay_key().as_str(), "b1d3026278400c4f8f14ca353e54c32270cd83bc9b4cbeb496e939d2868defae");
    assert_eq!(verified.replay_key().as_bytes(), verified.replay_key().as_str().as_bytes());
    assert_eq!(verified.signature().replay_key(), verified.replay_key());
    assert_eq!(bindings::seeds(verified.signature()), [[0x5847_a3ed, 0x21a1_a4de], [0xc683_2aef, 0x587b_6f93]]);
    assert_eq!(verified.signature().text().as_bytes(), signature.as_str().as_bytes());
    assert_eq!(verified.signature().timestamp(), TIMESTAMP);
    assert_eq!(verified.body(), b"{}");
}

/// Otherwise an unsigned header would make a second delivery out of a replayed one.
#[test]
fn replay_key_depends_on_the_signature_alone() {
    let signature = sign(b"{}", TIMESTAMP, &secret());
    let signed = [(Header::Timestamp, TIMESTAMP.as_bytes()), (Header::Signature, signature.as_str().as_bytes())];
    let unsigned = [
        (Header::DeliveryId, &b"dlv_1"[..]),
        (Header::DeliveryId, b"dlv_2"),
        (Header::Event, b"job.failed"),
        (Header::ContentEncoding, b"identity"),
    ];
    for more in unsigned {
        let mut headers = Headers::default();
        for (header, value) in signed.into_iter().chain([more]) {
            headers.add_known(header, value);
        }
        let parts = RequestParts { headers, body: b"{}" };
        let verified = verifier().verify(&parts, NOW).unwrap();
        assert_eq!(verified.replay_key().as_str(), "b1d3026278400c4f8f14ca353e54c32270cd83bc9b4cbeb496e939d2868defae");
    }
}

#[test]
fn the_first_delivery_id_is_kept_as_it_arrived() {
    let signature = sign(b"{}", TIMESTAMP, &secret());
    let lines = [
        ("x-webhook-timestamp", TIMESTAMP.as_bytes()),
        ("x-webhook-signature", signature.as_str().as_bytes()),
        ("X-Webhook-Delivery-ID", b"\xff, dlv_1 "),
        ("x-webhook-delivery-id", b"dlv_2"),
    ];
    let verified = verifier().verify(&RequestParts::new(lines, b"{}"), NOW).unwrap();
    assert_eq!(verified.unsigned_delivery_id(), Some(&b"\xff, dlv_1 "[..]));
    assert_eq!(verified.key_id(), None);
}

/// The size is refused before the body arrives, so a server need not read it.
#[test]
fn a_body_too_large_is_refused_by_its_length_alone() {
    let verifier = verifier().with_policy(Policy::default().with_max_body_bytes(10));
    let signature = sign(b"", TIMESTAMP, &secret());
    let headers = parts(TIMESTAMP.as_bytes(), signature.as_str().as_bytes(), b"").headers;
    for (length, expected) in
        [(0, None), (10, None), (11, Some(Error::BodyTooLarge)), (u64::MAX, Some(Error::BodyTooLarge))]
    {
        assert_eq!(verifier.begin(&headers, length, NOW).err(), expected, "{length}");
    }
}

/// A body may be longer than announced: the first piece beyond the limit is refused at once, and all that follow.
#[test]
fn a_body_too_large_is_refused_by_its_first_piece_beyond_the_limit() {
    let verifier = verifier().with_policy(Policy::default().with_max_body_bytes(2));
    let signature = sign(b"{}", TIMESTAMP, &secret());
    let headers = parts(TIMESTAMP.as_bytes(), signature.as_str().as_bytes(), b"").headers;
    let refused = Err(Error::BodyTooLarge);
    for (pieces, expected) in [
        (&["{}"][..], vec![Ok(())]),
        (&["{", "}"], vec![Ok(()); 2]),
        (&["{}", ""], vec![Ok(()); 2]),
        (&["{ }"], vec![refused]),
        (&["{", " ", "}"], vec![Ok(()), Ok(()), refused]),
        (&["{ }", "", "{}"], vec![refused; 3]),
        // A refused piece is not hashed at all, so the rest cannot complete a genuine body.
        (&["   ", "{}"], vec![refused; 2]),
    ] {
        let mut verification = verifier.begin(&headers, 0, NOW).unwrap();
        let answers: Vec<_> = pieces.iter().map(|piece| verification.update(piece.as_bytes())).collect();
        assert_eq!(answers, expected, "{pieces:?}");
        let verdict = if expected.contains(&refused) { Some(Error::BodyTooLarge) } else { None };
        assert_eq!(verification.finish().err(), verdict, "{pieces:?}");
    }
}

/// A copy in the rest of a truncated line may have another value.
#[test]
fn copies_in_a_truncated_line_count_as_different() {
    for (header, beginning, expected) in [
        (Header::Signature, &b"sha256=11"[..], Error::MalformedSignature),
        (Header::Signature, b"sha256=11, sha256=11", Error::AmbiguousHeader(Header::Signature)),
        (Header::Event, b"job.failed", Error::MalformedSignature),
        (Header::Event, b"job.failed,job.failed", Error::AmbiguousHeader(Header::Event)),
    ] {
        let mut headers = Headers::default();
        headers.add_known(Header::Timestamp, TIMESTAMP.as_bytes());
        bindings::add_truncated(&mut headers, header, beginning);
        if header != Header::Signature {
            headers.add_known(Header::Signature, b"sha256=11");
        }
        let refused = verifier().begin(&headers, 2, NOW).err();
        assert_eq!(refused, Some(expected), "{}", beginning.escape_ascii());
    }
}

fn in_pieces(parts: &RequestParts<'_>, verifier: &Verifier, sizes: &[usize]) -> Result<VerifiedSignature, Error> {
    let length = u64::try_from(parts.body.len()).unwrap();
    let mut verification = verifier.begin(&parts.headers, length, NOW)?;
    let mut rest = parts.body;
    for size in sizes {
        let (piece, after) = rest.split_at(rest.len().min(*size));
        verification.update(piece)?;
        rest = after;
    }
    verification.update(rest)?;
    verification.finish()
}

fn outcome(signature: &VerifiedSignature) -> (usize, UnixTime, String) {
    (signature.secret_index(), signature.signed_at(), signature.replay_key().as_str().to_owned())
}

const ROTATION: [&[u8]; 4] = [b"first", b"second", b"third", b"fourth"];
/// The third secret no longer serves.
const EXPIRED: usize = 2;

fn rotation() -> [Secret; 4] {
    [0, 1, 2, 3].map(|place| {
        let secret = Secret::from_bytes(ROTATION[place]).unwrap();
        if place == EXPIRED { secret.not_after(NOW) } else { secret }
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: amount(2, 5_000, 5_000),
        rng_seed: RngSeed::Fixed(20_260_101),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_body_in_pieces_gets_the_same_verdict(
        body in proptest::collection::vec(any::<u8>(), 0..300),
        sizes in proptest::collection::vec(0usize..150, 0..8),
        signer in 0usize..5,
        late in any::<bool>(),
    ) {
        // Index 4 is a secret that the verifier does not have.
        let signer_key = ROTATION.get(signer).copied().unwrap_or(b"unknown");
        let timestamp = if late { "2025-12-31T00:00:00Z" } else { TIMESTAMP };
        let signature = sign(&body, timestamp, &Secret::from_bytes(signer_key).unwrap());
        let parts = parts(timestamp.as_bytes(), signature.as_str().as_bytes(), &body);
        let verifier = Verifier::new(Secrets::new(rotation()).unwrap());
        let pieces = in_pieces(&parts, &verifier, &sizes).map(|signature| outcome(&signature));
        let whole = verifier.verify(&parts, NOW).map(|verified| outcome(verified.signature()));
        prop_assert_eq!(&pieces, &whole);
        match whole {
            Ok((place, ..)) => prop_assert!(place == signer && !late && signer != EXPIRED && signer < 4),
            Err(Error::SignatureMismatch) => prop_assert!(signer == EXPIRED || signer == 4),
            Err(error) => prop_assert!(late && error.code() == "timestamp_too_old"),
        }
    }
}
