//! The strict pass and the typed event against `serde_json`, over generated documents.
#![cfg(feature = "alloc")]

mod document;
mod oracle;
mod reading;

use crate::amount::amount;
use document::Writer;
use serde::de::IgnoredAny;
use serde_json::Value;
use webhook_verifier::bindings::{MAX_OPEN_KEYS, Outline, Scanner, parse_unverified};
use webhook_verifier::{Error, Header, Headers, PayloadError, PayloadErrorKind};

/// Another seed is another test; a failure names the seed and the case.
const SEED: u64 = 20_260_101;

/// Runs the pass over pieces of the sizes that `size` names. Input after an error is ignored.
fn scan(
    body: &[u8],
    seed: [u32; 2],
    table: &mut [u64],
    mut size: impl FnMut() -> usize,
) -> Result<Outline, PayloadError> {
    let mut scanner = Scanner::new(seed);
    let mut rest = body;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(size().min(rest.len()));
        if let Err(error) = scanner.feed(piece, table) {
            assert_eq!(scanner.feed(b" }", table), Err(error));
            assert_eq!(scanner.finish().map(|_| ()), Err(error));
            return Err(error);
        }
        rest = after;
    }
    scanner.finish().copied()
}

struct Checker {
    writer: Writer,
    table: Vec<u64>,
}

impl Checker {
    fn new(seed: u64) -> Self {
        Self { writer: Writer::new(seed), table: vec![0; MAX_OPEN_KEYS] }
    }

    /// Compares one body with the oracle, whole and in pieces, and returns whether it is strict JSON.
    fn check(&mut self, body: &[u8], case: usize) -> bool {
        let name = || format!("seed {SEED}, case {case}: {}", body.escape_ascii());
        let seed = self.writer.seed();
        let whole = scan(body, seed, &mut self.table, || body.len());
        let pieces = scan(body, seed, &mut self.table, || 1 + self.writer.below(7));
        assert_eq!(format!("{whole:?}"), format!("{pieces:?}"), "{}", name());
        let parsed = parse_unverified(body, &Headers::default()).map(|_| ()).map_err(payload_error);
        assert_eq!(parsed, whole.map(|_| ()), "{}", name());
        let errors = oracle::errors(body);
        match whole {
            Ok(_) => assert_eq!(errors, [], "{}", name()),
            Err(error) => {
                assert!(is_justified(body, error, &errors), "{error:?}, not {errors:?}, {}", name());
                self.check_offset(body, error, seed, &name);
            }
        }
        whole.is_ok()
    }

    /// The offset is that of the byte that breaks a rule: the bytes before it could still become an object.
    fn check_offset(&mut self, body: &[u8], error: PayloadError, seed: [u32; 2], name: &dyn Fn() -> String) {
        let before = scan(&body[..error.offset], seed, &mut self.table, || body.len());
        let open =
            matches!(before.map_err(|error| error.kind), Err(PayloadErrorKind::Empty | PayloadErrorKind::Truncated));
        let behind = error.kind == PayloadErrorKind::Syntax && before.is_ok();
        assert!(open || behind, "{before:?} before {error:?}, {}", name());
        if error.offset < body.len() {
            let with = scan(&body[..=error.offset], seed, &mut self.table, || body.len()).map(|_| ());
            assert_eq!(with, Err(error), "{}", name());
        }
    }
}

fn payload_error(error: Error) -> PayloadError {
    match error {
        Error::MalformedPayload(error) => error,
        other => panic!("{other:?}"),
    }
}

/// Whether the oracle names the error too, or the error comes before the syntax error that the oracle names.
fn is_justified(body: &[u8], error: PayloadError, errors: &[PayloadErrorKind]) -> bool {
    let breaks_off = errors.iter().any(|error| {
        matches!(error, PayloadErrorKind::Syntax | PayloadErrorKind::Truncated | PayloadErrorKind::NotUtf8)
    });
    match error.kind {
        kind if errors.contains(&kind) => true,
        PayloadErrorKind::DuplicateKey => breaks_off && oracle::ends_in_duplicate(&body[..=error.offset]),
        PayloadErrorKind::TooDeep => breaks_off && deepest(&body[..=error.offset]) > oracle::DEPTH,
        _ => false,
    }
}

fn deepest(prefix: &[u8]) -> usize {
    oracle::Facts::of(&String::from_utf8_lossy(prefix)).depth
}

#[test]
fn documents() {
    let mut checker = Checker::new(SEED);
    let (mut strict, cases) = (0, amount(1, 4_800, 60_000));
    for case in 0..cases {
        let body = checker.writer.document();
        strict += usize::from(checker.check(body.as_bytes(), case));
    }
    // Mostly strict, with some of each error: otherwise the comparison would show little.
    assert!((cases / 6 * 5..cases - cases / 120).contains(&strict) || cfg!(miri), "{strict}");
}

#[test]
fn damaged_documents() {
    let mut checker = Checker::new(SEED + 1);
    let (mut strict, cases) = (0, amount(2, 8_000, 100_000));
    for case in 0..cases {
        let body = checker.writer.damaged();
        strict += usize::from(checker.check(&body, case));
    }
    assert!((cases / 20..cases / 2).contains(&strict) || cfg!(miri), "{strict}");
}

#[test]
fn tokens_in_no_order() {
    let mut checker = Checker::new(SEED + 2);
    let cases = amount(60, 20_000, 100_000);
    let strict = (0..cases).filter(|case| {
        let body = checker.writer.soup();
        checker.check(&body, *case)
    });
    assert!(strict.count() > cases / 1_000 || cfg!(miri));
}

/// Every byte in every state of the parser.
#[test]
fn every_byte_after_every_beginning() {
    let mut checker = Checker::new(SEED + 3);
    let beginnings: [&[u8]; 27] = [
        b"",
        b" ",
        b"{",
        b"{ ",
        b"{\"",
        b"{\"a",
        b"{\"a\\",
        b"{\"a\\u",
        b"{\"a\\u00",
        b"{\"a\"",
        b"{\"a\":",
        b"{\"a\":\"",
        b"{\"a\":-",
        b"{\"a\":0",
        b"{\"a\":12",
        b"{\"a\":1.",
        b"{\"a\":1.5",
        b"{\"a\":1e",
        b"{\"a\":1e+",
        b"{\"a\":1e5",
        b"{\"a\":tru",
        b"{\"a\":true",
        b"{\"a\":[",
        b"{\"a\":[1",
        b"{\"a\":[1,",
        b"{\"a\":1,",
        b"{}",
    ];
    for beginning in beginnings {
        for byte in (0..=u8::MAX).step_by(amount(200, 1, 1)) {
            let ends = [&b""[..], b"\"}", b"}", b"]}", b"0\":0}", b":0}"];
            for end in ends.into_iter().step_by(amount(4, 1, 1)) {
                checker.check(&[beginning, &[byte], end].concat(), 0);
            }
        }
    }
}

/// Every lead byte with every continuation of a text's UTF-8, and some third and fourth bytes.
#[test]
fn every_two_bytes_of_utf8() {
    let mut checker = Checker::new(SEED + 4);
    let all = (0x80..=u8::MAX).flat_map(|first| (0..=u8::MAX).map(move |second| (first, second)));
    for (first, second) in all.step_by(amount(6_389, 1, 1)) {
        for tail in [&b""[..], b"\x80", b"\xbf", b"\x80\x80", b"\xbf\xbf"] {
            let body = [b"{\"t\":\"", &[first, second][..], tail, b"\"}"].concat();
            checker.check(&body, 0);
        }
    }
}

/// Shows that `IgnoredAny` is the right half of `serde_json` to compare with, and why typed values are compared less often.
#[test]
fn the_oracle_has_none_of_the_limits_of_values() {
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(200), "]".repeat(200));
    for body in [r#"{"a":"\ud83d"}"#, r#"{"a":1e400}"#, &deep] {
        assert!(serde_json::from_str::<IgnoredAny>(body).is_ok());
        assert!(serde_json::from_str::<Value>(body).is_err());
    }
    assert!(serde_json::from_str::<Value>(r#"{"a":1,"a":2}"#).is_ok(), "duplicates are for the walk to find");
}

#[test]
fn typed_fields_are_those_of_serde_json() {
    let mut writer = Writer::new(SEED + 5);
    let (mut compared, mut kinds, cases) = (0, [0; 4], amount(3, 6_000, 60_000));
    for case in 0..cases {
        let body = writer.document();
        let header = writer.pick(&["", "job.started", "job.completed", "job.failed", "job.cancelled"]);
        // serde_json has no value for half a surrogate pair or a number beyond a double; the tests above cover both.
        let Ok(value) = serde_json::from_str::<Value>(&body) else { continue };
        let mut headers = Headers::default();
        headers.add_known(Header::Event, header.as_bytes());
        let seen = match parse_unverified(body.as_bytes(), &headers) {
            Err(Error::MalformedPayload(_)) => continue,
            other => other.map(|event| reading::of_event(&event)).map_err(|error| error.code()),
        };
        assert_eq!(seen, reading::of_value(&value, header), "seed {SEED}, case {case}: {header:?} {body}");
        if let Ok(reading) = seen {
            compared += 1;
            kinds[reading["kind"].as_u64().map_or(3, |kind| usize::try_from(kind).unwrap())] += 1;
        }
    }
    let is_fair = compared > cases / 4 && kinds.iter().all(|count| *count > cases / 600);
    assert!(is_fair || cfg!(miri), "{compared} {kinds:?}");
}

/// A Rust string cannot hold half a surrogate pair: it becomes U+FFFD, and the rest of the text stays.
#[test]
fn texts_with_half_a_surrogate_pair() {
    for (spelling, text) in [
        (r"\ud83d", "\u{fffd}"),
        (r"\ude00", "\u{fffd}"),
        (r"a\ud83db", "a\u{fffd}b"),
        (r"\ud83d\ude00", "😀"),
        (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
        (r"\ude00\ud83d", "\u{fffd}\u{fffd}"),
        (r"\ud83d\n\ude00", "\u{fffd}\n\u{fffd}"),
        (r"\ud83dé\ude00", "\u{fffd}é\u{fffd}"),
    ] {
        let body = format!(r#"{{"event":"job.failed","data":{{"id":"x","output_url":"{spelling}"}}}}"#);
        let event = parse_unverified(body.as_bytes(), &Headers::default()).unwrap();
        assert_eq!(event.output_url.as_deref(), Some(text), "{spelling}");
    }
}

/// Keys that are equal after unescaping, and keys that are not, in all pairs of spellings.
#[test]
fn keys_are_compared_after_unescaping() {
    let keys = [
        &[r"a", r"\u0061"][..],
        &[r"/", r"\/", r"\u002f", r"\u002F"],
        &[r#"\""#, r"\u0022"],
        &[r"\n", r"\u000a"],
        &["é", r"\u00e9", r"\u00E9"],
        &["e\u{301}", r"e\u0301"],
        &["😀", r"\ud83d\ude00", r"\uD83D\uDE00"],
        &[r"\ud83d"],
        &[r"\ude00"],
        &[r"\ude00\ud83d"],
        &[r"\ud83dx\ude00", r"\ud83d\u0078\ude00"],
        &["x😀", r"x\ud83d\ude00"],
        &[r"\ud83d\n\ude00"],
        &[r"\n\ud83d\ude00"],
        &[r"\ud83dé\ude00"],
        &["é😀"],
        &["\u{fffd}", r"\ufffd"],
        &[""],
        &[r"\u0000"],
        &[r"\u0000\u0000"],
        &[r"a\u0000"],
    ];
    let all: Vec<_> =
        keys.iter().enumerate().flat_map(|(key, texts)| texts.iter().map(move |text| (key, text))).collect();
    for (one, first) in all.iter().step_by(amount(17, 1, 1)) {
        for (other, second) in &all {
            let body = format!(r#"{{"{first}":0,"{second}":0}}"#);
            let parsed = parse_unverified(body.as_bytes(), &Headers::default()).map_err(payload_error);
            let kind = parsed.err().map(|error| error.kind);
            assert_eq!(kind, (one == other).then_some(PayloadErrorKind::DuplicateKey), "{body}");
        }
    }
}

/// All short keys of three characters: their fingerprints must differ at every length and every position.
#[test]
fn short_keys_are_distinguished_and_found_again() {
    let mut checker = Checker::new(SEED + 6);
    let mut keys = vec![String::new()];
    let longest = amount(3, 6, 6);
    for length in 1..=longest {
        let shorter: Vec<String> = keys.iter().filter(|key| key.chars().count() == length - 1).cloned().collect();
        keys.extend(shorter.iter().flat_map(|key| ['b', 'c', 'é'].map(|last| format!("{key}{last}"))));
    }
    assert_eq!(keys.len(), amount(40, 1_093, 1_093));
    let members: Vec<String> = keys.iter().map(|key| format!("\"{key}\":0")).collect();
    let all = members.join(",");
    assert!(checker.check(format!("{{{all}}}").as_bytes(), 0));
    for (case, again) in members.iter().enumerate().step_by(amount(13, 49, 7)) {
        assert!(!checker.check(format!("{{{all},{again}}}").as_bytes(), case), "{again}");
    }
}

#[test]
#[cfg_attr(miri, ignore = "eight thousand keys, twice")]
fn a_larger_table_takes_no_more_keys() {
    let members: Vec<String> = (0..=MAX_OPEN_KEYS).map(|key| format!("\"{key}\":0")).collect();
    let mut table = vec![0; MAX_OPEN_KEYS + 1];
    for (count, expected) in [(MAX_OPEN_KEYS, None), (MAX_OPEN_KEYS + 1, Some(PayloadErrorKind::TooManyKeys))] {
        let body = format!("{{{}}}", members[..count].join(","));
        let kind = scan(body.as_bytes(), [1, 2], &mut table, || 4_096).err().map(|error| error.kind);
        assert_eq!(kind, expected, "{count}");
    }
}

/// Keys made to collide at known points show that the points are derived from the seed.
#[test]
fn known_seeds_have_known_collisions() {
    let mut table = vec![0; MAX_OPEN_KEYS];
    let mut kind = |body: &str, seed| scan(body.as_bytes(), seed, &mut table, || 64).err().map(|error| error.kind);
    // At point 2^32 a first word of one more is worth a second word with a fifth byte of one more.
    let pair = r#"{"baaaaaaaaaaaaa":0,"aaaaaaaaaaabaa":0}"#;
    // 2^61 is 1, so that the point's high bits do not count, nor where they come around.
    for seed in [[1, 0], [0x2000_0001, 0], [0xe000_0001, 0]] {
        assert_eq!(kind(pair, seed), Some(PayloadErrorKind::DuplicateKey), "{seed:?}");
    }
    for seed in [[0, 1], [1, 1], [0, 0x8000_0000], [2, 0], [0x1000_0001, 0]] {
        assert_eq!(kind(pair, seed), None, "{seed:?}");
    }
    // At point 2^48, whose square is 2^35, a word counts for the second after it too: the fifth byte, and three bits of it.
    let [second, third] = ["baaaaaaaaaaaaa", "baaaaaaaaaaaaaaaaaaaa"];
    assert_eq!(
        kind(&format!(r#"{{"{second}":0,"aaaaaaaaaaaaab":0}}"#), [0x1_0000, 0]),
        Some(PayloadErrorKind::DuplicateKey)
    );
    assert_eq!(
        kind(&format!(r#"{{"{third}":0,"aaaaaaaaaaaaaaaaaaiaa":0}}"#), [0x1_0000, 0]),
        Some(PayloadErrorKind::DuplicateKey)
    );
    assert_eq!(kind(&format!(r#"{{"{third}":0,"aaaaaaaaaaaaaaaaaabaa":0}}"#), [0x1_0000, 0]), None);
}
