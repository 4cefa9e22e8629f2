//! Pastes from the table that the command line and the inspector are held to, and generated pastes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use proptest::prelude::{ProptestConfig, Strategy, any, proptest};
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};
use webhook_verifier_diagnose::capture::{Capture, CaptureError, CaptureErrorCode, CaptureFormat, ParseOptions, parse};

fn text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap()
}

fn shown(capture: &Capture) -> Value {
    let headers: Vec<_> = capture.headers.iter().map(|line| json!([line.name, text(&line.value)])).collect();
    let notes: Vec<_> = capture.notes.iter().map(|note| note.code.as_str()).collect();
    json!({
        "kind": capture.kind.as_str(),
        "method": capture.method,
        "url": capture.url,
        "headers": headers,
        "body": text(&capture.body),
        "notes": notes,
    })
}

fn run(case: &Value) -> Result<Capture, CaptureError> {
    run_bytes(case, case["text"].as_str().unwrap().as_bytes())
}

fn run_bytes(case: &Value, pasted: &[u8]) -> Result<Capture, CaptureError> {
    let empty = serde_json::Map::new();
    let files = case["files"].as_object().unwrap_or(&empty);
    let files: Vec<_> =
        files.iter().map(|(path, content)| (path.as_str(), content.as_str().unwrap().as_bytes())).collect();
    let entry = case["entry"].as_u64().map(|entry| usize::try_from(entry).unwrap());
    parse(pasted, &ParseOptions { files: &files, entry })
}

#[test]
fn every_paste_of_the_table() {
    let table: Value = serde_json::from_str(include_str!("../../../tests/vectors/captures.json")).unwrap();
    let wrong: Vec<_> = table["cases"].as_array().unwrap().iter().filter_map(difference).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    core::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes_of).collect()
}

/// A format without one would be fuzzed by chance only.
#[test]
fn every_format_has_a_seed_for_the_fuzzer() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/capture");
    let options = ParseOptions { files: &[("f", b"x")], entry: None };
    let format = |path: &std::path::Path| Some(parse(&std::fs::read(path).unwrap(), &options).ok()?.kind);
    let found: std::collections::BTreeSet<_> =
        std::fs::read_dir(folder).unwrap().filter_map(|entry| format(&entry.unwrap().path())).collect();
    assert_eq!(found, CaptureFormat::ALL.iter().copied().collect());
}

/// Windows PowerShell writes files so; the other order is rare.
#[test]
fn every_paste_of_the_table_in_utf16() {
    let table: Value = serde_json::from_str(include_str!("../../../tests/vectors/captures.json")).unwrap();
    for case in table["cases"].as_array().unwrap() {
        let plain = case["text"].as_str().unwrap().trim_start_matches('\u{feff}');
        for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
            match (run_bytes(case, plain.as_bytes()), run_bytes(case, &utf16(plain, bytes_of))) {
                (Ok(mut plain), Ok(decoded)) => {
                    plain.notes.extend(decoded.notes.last().cloned());
                    assert_eq!((decoded.notes.last().unwrap().code.as_str(), &decoded), ("utf16", &plain));
                }
                (plain, decoded) => assert_eq!(plain.unwrap_err(), decoded.unwrap_err()),
            }
        }
    }
}

#[test]
fn refuses_utf16_that_is_damaged() {
    let found = |bytes: &[u8]| {
        let error = parse(bytes, &ParseOptions::default()).unwrap_err();
        (error.line, error.found.into_owned())
    };
    let mut damaged = utf16("POST /\na: \n", u16::to_le_bytes);
    damaged.push(b'x');
    assert_eq!(found(&damaged), (3, "UTF-16 that ends within a character".into()));
    assert_eq!(found(b"\xff\xfea\0\n\0\0\xd8b\0"), (2, "UTF-16 with half of a character".into()));
    assert_eq!(found(b"P\0O\0S\0"), (1, "UTF-16 without a byte order mark".into()));
    assert_eq!(found(b"\0P\0O\0S"), (1, "UTF-16 without a byte order mark".into()));
    let files: [(&str, &[u8]); 1] = [("body.json", b"\xff\xfe{\0}\0")];
    let capture = parse(b"curl a --data-binary @body.json", &ParseOptions { files: &files, entry: None }).unwrap();
    assert_eq!((capture.body.as_slice(), capture.notes[0].code.as_str()), (files[0].1, "file_utf16"));
}

fn difference(case: &Value) -> Option<String> {
    let (part, met, wanted) = match run(case) {
        Ok(capture) => ("capture", shown(&capture), &case["capture"]),
        Err(error) if choices(&error) != case["choices"] => ("choices", choices(&error), &case["choices"]),
        Err(error) if error.to_string().contains("whsec_") => ("quotes the paste", Value::Null, &Value::Null),
        Err(error) => ("error", shown_error(&error), &case["error"]),
    };
    (met != *wanted || part.starts_with("quotes")).then(|| format!("{}, {part}:\n  {met}\n  {wanted}", case["name"]))
}

/// The column is there for JSON and code alone.
fn shown_error(error: &CaptureError) -> Value {
    let place = error.column.map(|column| json!({ "line": error.line, "column": column }));
    let mut shown = place.unwrap_or_else(|| json!({ "line": error.line }));
    shown["code"] = error.code.as_str().into();
    shown["found"] = error.found.clone().into();
    shown
}

fn choices(error: &CaptureError) -> Value {
    let Some(choices) = &error.choices else { return Value::Null };
    choices.iter().map(|one| json!({ "entry": one.entry, "started": one.started, "url": one.url })).collect()
}

/// Pieces that the grammars are made of, so that random pastes come further than their first byte.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = [
        "POST / HTTP/1.1\n",
        "Host: a\r\n",
        "\r\n",
        "\n",
        "curl ",
        "-d ",
        "-H ",
        "--json ",
        "@f",
        "'",
        "\"",
        "$'",
        "\\",
        "\\\n",
        "^",
        "^\n",
        "$",
        "`",
        "Transfer-Encoding: chunked\n",
        "Content-Length: 3\n",
        "a\r\n",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"log\":",
        "\"entries\":",
        "\"request\":",
        "\"headers\":",
        "\"postData\":",
        "\"text\":",
        "\"encoding\":\"base64\"",
        "\\u00",
        "1e9",
        "null",
        " ",
        "\0",
        "\u{feff}",
        "curl.exe ",
        "PS C:\\> ",
        "C:\\>",
        "me$ ",
        "`\n",
        "> ",
        "\\ud83d",
        "\\u",
        "\"\"",
        "%A%",
        "fetch(\"a\",",
        "\niwr a ",
        "-Headers @{",
        "-Body ",
        "@'\n",
        "$a = ",
        "$([char]233)",
        "[Text.Encoding]::UTF8.GetBytes(",
        "headers: {",
        "\"body\":",
        "\"x-webhook-signature\":\"a\"",
        "'x-webhook-signature': 'a'",
        "JSON.stringify(",
        "<Buffer 7b>",
        "Headers {",
        "Map(1) {",
        "=>",
        "...",
        "[Object]",
        "> POST / HTTP/1.1\n",
        "> a: b\n",
        "* x\n",
        "\"isBase64Encoded\":true",
        "\"requests\":[",
        "\"raw\":\"UE9TVA==\"",
        "\"item\":[",
        "\"header\":[]",
        "\"req\":{",
        "\"level\":30",
        "{{a}}",
    ];
    let random = proptest::collection::vec(any::<u8>(), 0..4);
    (0..known.len() * 2, random)
        .prop_map(move |(at, random)| known.get(at).map_or(random, |known| known.as_bytes().to_vec()))
}

fn config() -> ProptestConfig {
    // A seed of its own makes every run the same.
    ProptestConfig {
        cases: 2_000,
        rng_seed: RngSeed::Fixed(20_260_104),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_paste_is_read_or_refused(pieces in proptest::collection::vec(piece(), 0..40)) {
        let pasted = pieces.concat();
        let lines = pasted.iter().filter(|byte| **byte == b'\n').count() + 1;
        if let Err(error) = parse(&pasted, &ParseOptions { files: &[("f", b"a\nb")], entry: None }) {
            assert!((1..=lines).contains(&error.line), "line {} of {lines}: {error}", error.line);
        }
    }

    // A request that is written comes back as it was, whatever bytes are in it.
    #[test]
    fn a_raw_request_comes_back(body in proptest::collection::vec(any::<u8>(), 0..99), value in "[!-~]{1,20}") {
        let head = format!("POST /webhook HTTP/1.1\r\nX-Webhook-Event: {value}\r\nContent-Length: {}\r\n\r\n", body.len());
        let capture = parse(&[head.as_bytes(), &body].concat(), &ParseOptions::default()).unwrap();
        assert_eq!((capture.body, text(&capture.headers[0].value), capture.notes.len()), (body, value.as_str(), 0));
    }

    #[test]
    fn a_quoted_body_comes_back(body in "[^\0]{0,60}") {
        let quoted = body.replace('\'', r"'\''");
        let capture = parse(format!("curl https://app.example -d '{quoted}x'").as_bytes(), &ParseOptions { files: &[], entry: None });
        if body.starts_with('@') { assert!(capture.is_err()) } else { assert_eq!(text(&capture.unwrap().body), format!("{body}x")) }
    }

    #[test]
    fn a_har_body_comes_back(body in any::<String>(), name in "[a-z]{1,9}") {
        let har = json!({ "request": { "headers": [{ "name": name, "value": "1" }], "postData": { "text": body } } });
        let capture = parse(har.to_string().as_bytes(), &ParseOptions::default()).unwrap();
        assert_eq!((text(&capture.body), capture.headers[0].name.as_str()), (body.as_str(), name.as_str()));
    }
}

/// Headers and body as another program would write them, in each of the shapes of JSON.
#[test]
fn a_delivery_comes_back_from_every_shape() {
    let bodies = ["{}", "{\"a\":\"é😀\\n\\u0000\"}", "{\n \"a\": 1.50\n}\n", "  {}", "text"];
    for body in bodies {
        let encoded = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, body);
        let raw = format!("POST /a HTTP/1.1\r\nX-Webhook-Signature: b\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let raw = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, raw);
        let (object, list) = (json!({ "X-Webhook-Signature": "b" }), json!([["X-Webhook-Signature", "b"]]));
        let named = json!([{ "name": "X-Webhook-Signature", "value": "b" }]);
        let shapes = [
            json!({ "headers": object, "body": body }),
            json!({ "headers": list, "body": body.as_bytes() }),
            json!({ "headers": named, "body": { "type": "Buffer", "data": body.as_bytes() } }),
            json!({ "headers": ["X-Webhook-Signature", "b"], "body": encoded, "encoding": "base64" }),
            json!({ "headers": object, "httpMethod": "POST", "body": encoded, "isBase64Encoded": true }),
            json!({ "headers": object, "requestContext": {}, "rawPath": "/a", "body": body, "isBase64Encoded": false }),
            json!({ "uuid": "a", "headers": { "X-Webhook-Signature": ["b"] }, "content": body }),
            json!({ "requests": [{ "request": { "raw": raw } }] }),
            json!({ "item": [{ "request": { "header": [{ "key": "X-Webhook-Signature", "value": "b" }],
                "body": { "mode": "raw", "raw": body } } }] }),
            json!({ "__export_format": 4, "resources": [{ "_type": "request", "headers": named, "body": { "text": body } }] }),
            json!({ "level": 30, "req": { "headers": object, "body": body } }),
        ];
        for shape in shapes {
            let capture = parse(shape.to_string().as_bytes(), &ParseOptions::default()).unwrap();
            assert_eq!((text(&capture.body), text(&capture.headers[0].value)), (body, "b"), "{shape}");
            assert_eq!(capture.notes[0].code.as_str(), "read_as");
        }
    }
}

/// 4 MiB of what each grammar could be slow at; a quadratic one would not come back.
#[test]
fn time_is_linear() {
    let long = |begin: &str, repeated: &str| [begin, &repeated.repeat((4 << 20) / repeated.len())].concat();
    let pastes = [
        long("POST / HTTP/1.1\n", "a: b\n"),
        long("POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n", "1\na\n"),
        long("curl ", "-s "),
        long("curl -", "s"),
        long("curl ", "\\\n"),
        long("curl ^\"", "^\n"),
        long("C:\\>curl \"", "\""),
        long("C:\\>curl ", "%A"),
        long("PS C:\\> curl ", "`\n"),
        long("PS C:\\> curl '", "''"),
        long("$ curl \\\n", "> \\\n"),
        long("", "$ curl"),
        long("curl -d $'", "\\ud83d"),
        long("{\"headers\":{\"x-webhook-signature\":\"a\"},\"body\":[", "1,"),
        long("{a: '", "\\u{1f600}"),
        long("{a: ", "'a' +\n"),
        long("{", "a: [],"),
        long("", "{ a: { "),
        long("x {\n", "x {\n"),
        long("fetch(", "'a' + "),
        long("iwr a -Headers @{", "'a'='b';"),
        long("iwr a -Headers @{'a'='b'} -Body '", "''"),
        long("iwr a -Headers @{'a'='b'} -Body \"", "$([char]65)"),
        long("iwr a -Headers @{'a'='b'} -Body @'\n", "\n'"),
        long("iwr a ", "-A $a "),
        long("iwr a -Body ", "("),
        long("iwr a -Body ", "@{a="),
        long("$a = 'a'\n", "$a = $a\n"),
        long("$a = 1\n", "}\n"),
        long("$a = 1\n", "x('\n"),
        long("$a = 1\n", "\"$a\n"),
        long("$a = \"$b", "\"''"),
        long("$a = 1\n", "# iwr\n"),
        long("* a\n", "> POST / HTTP/1.1\n"),
        long("> POST / HTTP/1.1\n", "> a: b\n"),
        long("{\"x-webhook-signature\":\"a\"}\n", "{}\n"),
        long("", "{\"level\":30,\"req\":{\"headers\":{\"x-webhook-signature\":\"a\"}}}\n"),
        long("{ 'x-webhook-signature': 'a' } <Buffer", " 7b"),
        long("\u{feff}curl a -d ", "\"\""),
        long("curl -d $'", "\\"),
        long("", "{\"a\":"),
        long("[", "[],"),
        long("{\"a\":\"", "\\u0041"),
        long("", "\n"),
        long("[", "\n"),
        long("curl a -d ^\"", "\\"),
        long("curl a", " -d x"),
        long("{\"headers\":[", "{},"),
    ];
    for paste in pastes {
        let _ = parse(paste.as_bytes(), &ParseOptions::default());
    }
    assert_eq!(
        parse(&vec![b' '; (16 << 20) + 1], &ParseOptions::default()).unwrap_err().code,
        CaptureErrorCode::TooLarge
    );
}
