//! The strict JSON reader of the tools accepts exactly what the verifier's scanner accepts.
#![allow(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and uses a part of the generator"
)]

#[path = "../../../tests/core/amount.rs"]
mod amount;
#[path = "../../../tests/core/json/document.rs"]
mod document;

use amount::amount;
use document::Writer;
use webhook_verifier::bindings::{MAX_OPEN_KEYS, Scanner};
use webhook_verifier_diagnose::capture::{CaptureErrorCode, ParseOptions, parse};

const SEED: u64 = 20_260_105;

fn is_scanned(body: &[u8]) -> bool {
    let mut scanner = Scanner::new([1, 2]);
    scanner.feed(body, &mut vec![0; MAX_OPEN_KEYS]).is_ok() && scanner.finish().is_ok()
}

/// Whether the paste is JSON; what the JSON means is no question of grammar. Other text may be a script's literal.
fn is_read(pasted: &[u8]) -> bool {
    let is_other = |kind: &CaptureErrorCode| matches!(kind, CaptureErrorCode::Json | CaptureErrorCode::Script);
    let read = parse(pasted, &ParseOptions::default());
    !read.is_err_and(|error| is_other(&error.code) || error.found.starts_with("UTF-16"))
}

/// Compares the two for a document and for the same bytes as a value that is not an object. Returns whether each is strict.
fn check(text: &[u8]) -> (bool, bool) {
    let document = text.trim_ascii_start();
    let is_document = document.starts_with(b"{") && is_scanned(document);
    if document.starts_with(b"{") {
        assert_eq!(is_read(document), is_document, "{}", document.escape_ascii());
    }
    // In a list and in an object at the same depth: the scanner reads objects only.
    let (list, object) = ([b"[[", text, b"]]"].concat(), [b"{\"\":[", text, b"]}"].concat());
    let is_value = is_scanned(&object);
    assert_eq!(is_read(&list), is_value, "{}", list.escape_ascii());
    (is_document, is_value)
}

fn check_all(cases: usize, mut text: impl FnMut() -> Vec<u8>) -> (usize, usize) {
    (0..cases)
        .map(|_| check(&text()))
        .fold((0, 0), |sum, (document, value)| (sum.0 + usize::from(document), sum.1 + usize::from(value)))
}

#[test]
fn reads_the_documents_that_the_scanner_accepts() {
    let (mut writer, cases) = (Writer::new(SEED), amount(1, 4_800, 60_000));
    let (documents, values) = check_all(cases, || writer.document().into_bytes());
    // Mostly strict, with some of each flaw that a document can have: else the comparison would show little.
    assert!((cases / 6 * 5..cases - cases / 120).contains(&documents) && values > cases / 2, "{documents}, {values}");
}

#[test]
fn refuses_the_damaged_documents_that_the_scanner_refuses() {
    let (mut writer, cases) = (Writer::new(SEED + 1), amount(1, 8_000, 100_000));
    let (documents, _) = check_all(cases, || writer.damaged());
    assert!((cases / 20..cases / 2).contains(&documents), "{documents}");
}

#[test]
fn agrees_on_tokens_in_no_order() {
    let (mut writer, cases) = (Writer::new(SEED + 2), amount(1, 20_000, 100_000));
    let (_, values) = check_all(cases, || writer.soup());
    assert!(values > cases / 100, "{values}");
}

#[test]
fn agrees_on_bare_values() {
    let words =
        ["0", "-0", "1", "-", "+1", "01", "-01", ".5", "1.", "1.5", "1e", "1e5", "1E+2", "1e-", "-foo", "inf", "NaN"];
    let more = [
        "true",
        "True",
        "nul",
        "null",
        "\"a\"",
        "'a'",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\ud83d\"",
        "\"\t\"",
        "[]",
        "[,]",
        "[1,]",
    ];
    let keys = [
        r#"{"a":1,"a":2}"#,
        r#"{"a":1,"\u0061":2}"#,
        r#"{"\ud800":1,"\ud801":2}"#,
        r#"{"\ud800":1,"\ud800":2}"#,
        r#"{"a":{"a":1},"b":{"a":1}}"#,
        "{\"a\":1}\u{a0}",
        "\u{feff}{}",
        "{}\u{b}",
    ];
    let strict = words.iter().chain(&more).chain(&keys).filter(|text| check(text.as_bytes()).1);
    assert_eq!(strict.count(), 13);
}

#[test]
fn agrees_on_the_limits() {
    for levels in 60..70 {
        let list = ["[".repeat(levels), "]".repeat(levels)].concat();
        check(format!("{{\"a\":{list}}}").as_bytes());
        assert_eq!(check(list.as_bytes()).1, levels <= 62, "{levels}");
        assert_eq!(check(format!("{list}, 1").as_bytes()).1, levels <= 62);
    }
    for keys in MAX_OPEN_KEYS - 2..MAX_OPEN_KEYS + 3 {
        let members: Vec<_> = (0..keys).map(|key| format!("\"{key}\":1")).collect();
        let document = format!("{{{}}}", members.join(","));
        let accepted = [is_read(document.as_bytes()), is_scanned(document.as_bytes())];
        assert_eq!(accepted, [keys <= MAX_OPEN_KEYS; 2], "{keys}");
    }
}
