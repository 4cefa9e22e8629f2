//! `tests/vectors/diagnose.json`: deliveries as they were at hand after a real mistake, and what is to be found. The npm
//! package's tests run it too.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

#[path = "../../../tests/vectors/bytes.rs"]
mod bytes;

use std::time::{Duration, Instant as Stopwatch};

use bytes::bytes;
use serde::Deserialize;
use serde_json::Value;
use webhook_verifier::bindings::Timestamp;
use webhook_verifier::{Policy, Secret, UnixTime, sign};
use webhook_verifier_diagnose::{
    Candidate, Certainty, Delivery, Diagnosis, FindingCode, InputMistake, MAX_HASHED_BYTES, MAX_MACS, diagnose,
};

const NOW: UnixTime = UnixTime::new(1_767_225_610, 0);

#[derive(Deserialize)]
struct Mistakes {
    now: Value,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Case {
    name: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    body_base64: Option<String>,
    secrets: Vec<Setting>,
    now: Option<Value>,
    #[serde(default)]
    given: Given,
    #[serde(default)]
    options: Options,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Setting {
    Text(Option<String>),
    Hex {
        hex: String,
    },
    #[serde(rename_all = "camelCase")]
    Named {
        id: String,
        secret: String,
        not_after: Option<Value>,
    },
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    parsed: Option<String>,
    nothing: Option<bool>,
    headers: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Options {
    max_body_bytes: Option<u64>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Expect {
    proved: Vec<String>,
    likely: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

fn mistakes() -> Mistakes {
    serde_json::from_str(include_str!("../../../tests/vectors/diagnose.json")).unwrap()
}

fn instant(time: &Value) -> UnixTime {
    match time.as_i64() {
        Some(millis) => UnixTime::from_millis(millis),
        None => Timestamp::parse(time.as_str().unwrap().as_bytes()).unwrap().time(),
    }
}

impl Case {
    fn diagnose(&self, now: &Value) -> Diagnosis {
        let lines: Vec<_> = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let hex: Vec<Vec<u8>> = self.secrets.iter().map(Setting::bytes).collect();
        let candidates: Vec<_> =
            self.secrets.iter().zip(&hex).map(|(setting, bytes)| setting.candidate(bytes)).collect();
        let body = match &self.given.parsed {
            Some(text) => text.clone().into_bytes(),
            None => bytes(self.body.as_deref(), self.body_base64.as_deref()),
        };
        let delivery = Delivery { lines: &lines, body: &body, mistakes: &self.given.mistakes() };
        let mut window = Policy::default();
        window.max_body_bytes = self.options.max_body_bytes.unwrap_or(window.max_body_bytes);
        diagnose(&delivery, &candidates, instant(self.now.as_ref().unwrap_or(now)), &window)
    }
}

impl Given {
    fn mistakes(&self) -> Vec<InputMistake> {
        let headers = self.headers.as_deref().map(|shape| match shape {
            "missing" => InputMistake::HeadersMissing,
            "flat" => InputMistake::HeadersFlat,
            other => panic!("{other}"),
        });
        let parsed = self.parsed.as_ref().map(|_| InputMistake::BodyParsed);
        [headers, parsed, self.nothing.map(|_| InputMistake::BodyMissing)].into_iter().flatten().collect()
    }
}

impl Setting {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.clone().unwrap_or_default().into_bytes(),
            Self::Hex { hex } => hex
                .as_bytes()
                .chunks(2)
                .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
                .collect(),
            Self::Named { secret, .. } => secret.clone().into_bytes(),
        }
    }

    fn candidate<'a>(&'a self, bytes: &'a [u8]) -> Candidate<'a> {
        match self {
            Self::Text(_) => Candidate::text(str::from_utf8(bytes).unwrap()),
            Self::Hex { .. } => Candidate::bytes(bytes),
            Self::Named { id, secret, not_after } => {
                let candidate = Candidate::text(secret).with_id(id);
                not_after.as_ref().map_or(candidate, |end| candidate.not_after(instant(end)))
            }
        }
    }
}

fn codes(diagnosis: &Diagnosis, certainty: &str) -> Vec<String> {
    let found = diagnosis.findings.iter().filter(|finding| finding.certainty.as_str() == certainty);
    found.map(|finding| finding.code.as_str().to_owned()).collect()
}

#[test]
fn each_mistake_is_found() {
    let file = mistakes();
    assert!(file.cases.len() >= 130);
    let mut failures = Vec::new();
    for case in &file.cases {
        let diagnosis = case.diagnose(&file.now);
        let [proved, likely, none] = ["proved", "likely", "none"].map(|certainty| codes(&diagnosis, certainty));
        let found = Expect { proved, likely, none };
        if found != case.expect || diagnosis.verified {
            failures.push(format!("{}: {:?} instead of {:?}", case.name, found, case.expect));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// An id may hold any character: the message has it whole, whatever the templates use for their gaps.
#[test]
fn a_message_has_the_whole_id() {
    let secret = "whsec_Zm9vYmFyMTIz-q7";
    let body = br#"{"event":"job.started"}"#;
    let signature = sign(body, "2026-01-01T00:00:00Z", &Secret::from_bytes(secret.as_bytes()).unwrap());
    let lines = [
        ("X-Webhook-Timestamp", b"2026-01-01T00:00:00Z".as_slice()),
        ("X-Webhook-Signature", signature.as_str().as_bytes()),
    ];
    for id in ["prod|2026-01", "{}", "a{}b|c", "|", "%s", "$1", "é\n"] {
        let old = Candidate::text(secret).with_id(id).not_after(UnixTime::new(0, 0));
        let delivery = Delivery { lines: &lines, body, mistakes: &[] };
        let found = diagnose(&delivery, &[old], NOW, &Policy::default());
        let message = &found.findings[0].message;
        assert_eq!(
            *message,
            format!("the sender still signs with the secret with the id {id}, whose notAfter has passed")
        );
    }
}

/// No word of a finding is lost or left as a gap.
#[test]
fn each_finding_has_words() {
    for row in FindingCode::ROWS {
        for pieces in [row.message, row.fix] {
            assert!((1..=2).contains(&pieces.len()), "{}", row.code);
            assert!(pieces.iter().all(|piece| !piece.contains("{}") && !piece.contains('|')), "{}", row.code);
        }
    }
    let file = mistakes();
    for case in &file.cases {
        for finding in case.diagnose(&file.now).findings {
            assert!(!finding.message.is_empty() && !finding.fix.is_empty(), "{}: {finding:?}", case.name);
            assert!(!finding.message.contains("  ") && !finding.fix.starts_with(' '), "{}: {finding:?}", case.name);
        }
    }
}

/// A body is described as it is, so that the words show the difference to the signed one.
#[test]
fn names_the_style_of_the_received_body() {
    let signed = r#"{"event":"job.started","data":{"text_prompt":"Zoë <b> & https://a/b"}}"#;
    let (ascii, html) = (signed.replace('ë', "\\u00eb"), signed.replace('<', "\\u003c").replace('>', "\\u003e"));
    let cases = [
        (ascii.clone(), "it is compact and in ASCII, as Python prints it with separators=(',', ':');", "json.dumps"),
        (
            html.replace('&', "\\u0026"),
            "it is compact and with \\u003c for <, as Go's encoding/json prints it;",
            "io.ReadAll",
        ),
        (
            ascii.replace('/', "\\/"),
            "it is compact, in ASCII and with \\/, as PHP's json_encode prints it;",
            "php://input",
        ),
        (
            "{\n\t\"event\": \"job.started\",\n\t\"data\": {\n\t\t\"text_prompt\": \"Zoë <b> & https://a/b\"\n\t}\n}"
                .into(),
            "it is indented by tabs;",
            "Express",
        ),
        (signed.replace('b', "\\u0062"), "it is printed with \\u escapes for some characters;", "Express"),
        (signed.replace(",\"", " ,\""), "it is printed in a way that no known serializer has;", "Express"),
    ];
    let signature = sign(signed.as_bytes(), "2026-01-01T00:00:00.000Z", &Secret::from_text("whsec_1").unwrap());
    for (received, words, remedy) in cases {
        let diagnosis = unexplained(received.as_bytes(), &["whsec_1"], signature.as_str());
        assert_eq!(codes(&diagnosis, "proved"), ["body_reserialized"], "{received}");
        let finding = &diagnosis.findings[0];
        assert!(finding.message.contains(words) && finding.fix.contains(remedy), "{finding:?}");
    }
}

/// nginx decompresses no request.
#[test]
fn names_a_remedy_for_a_compressed_body_that_works() {
    let file = mistakes();
    let findings = file.cases.iter().flat_map(|case| case.diagnose(&file.now).findings);
    let fixes: Vec<_> = findings.filter(|each| each.code == FindingCode::BodyCompressed).map(|each| each.fix).collect();
    assert!(fixes.len() > 2);
    assert!(
        fixes.iter().all(|fix| fix.contains("find the client, proxy or tunnel") && !fix.contains("gunzip")),
        "{fixes:?}"
    );
}

/// A fix at the sender also helps a reader who cannot change it, and blames no secret that has matched.
#[test]
fn a_fix_at_the_sender_has_two_voices() {
    let at_sender = [
        "signed_body_only",
        "signed_without_dot",
        "signed_other_separator",
        "signed_other_order",
        "signed_with_id",
        "timestamp_malformed",
        "signature_upper_case",
        "signature_prefix_missing",
        "signature_base64",
        "signature_other_algorithm",
        "clock_time_zone",
        "payload_malformed",
    ];
    for row in FindingCode::ROWS {
        let fix = row.fix.concat();
        let voices = ["f you wrote the sender, ", ". If a provider sends the deliveries, "];
        assert_eq!(
            voices.iter().all(|voice| fix.contains(voice)),
            at_sender.contains(&row.code),
            "{}: {fix}",
            row.code
        );
    }
    let file = mistakes();
    let (mut matched, mut unmatched) = (0, 0);
    for case in &file.cases {
        let findings = case.diagnose(&file.now).findings;
        let has_proof = findings.iter().any(|finding| finding.certainty == Certainty::Proved);
        for finding in findings.iter().filter(|finding| at_sender.contains(&finding.code.as_str())) {
            let (voice, count) = if has_proof {
                (
                    "report this to its support, with the delivery id: the HMAC matches, so your secret is right",
                    &mut matched,
                )
            } else {
                ("compare the endpoint and the secret with its settings first", &mut unmatched)
            };
            assert!(finding.fix.contains(voice), "{}: {finding:?}", case.name);
            *count += 1;
        }
    }
    assert!(matched > 10 && unmatched > 1, "{matched} matched, {unmatched} did not");
}

/// Nothing that is said holds a secret, a digit of an HMAC, or a piece of the body; nor does what is printed for debugging.
#[test]
fn no_finding_tells_a_secret() {
    let file = mistakes();
    let mut count = 0;
    for case in &file.cases {
        let said = format!("{:?}", case.diagnose(&file.now));
        let secrets = case.secrets.iter().map(|setting| String::from_utf8_lossy(&setting.bytes()).trim().to_owned());
        for private in secrets
            .filter(|secret| secret.len() > 4 && secret != "undefined")
            .chain(["job_1".into(), "cdn.example".into()])
        {
            assert!(!said.contains(&private), "{}: {said}", case.name);
            count += 1;
        }
        let longest = said.split(|letter: char| !letter.is_ascii_hexdigit()).map(str::len).max();
        assert!(longest < Some(12), "{}: {said}", case.name);
    }
    assert!(count > 300);
}

/// The verdict is the verifier's own, on every delivery that the suites know; where it is good there is nothing to find.
#[test]
fn a_clean_delivery_has_no_finding() {
    let file: Value = serde_json::from_str(include_str!("../../../tests/vectors/deliveries.json")).unwrap();
    let mut clean = 0;
    for case in file["cases"].as_array().unwrap() {
        let (diagnosis, name) = (of_vector(&file, case), &case["name"]);
        let is_good = case["expect"].get("event").is_some();
        assert_eq!(diagnosis.verified, is_good, "{name}");
        assert_eq!(diagnosis.findings.is_empty(), is_good, "{name}: {diagnosis:?}");
        clean += usize::from(is_good);
    }
    assert!(clean >= 40, "{clean}");
}

fn of_vector(file: &Value, case: &Value) -> Diagnosis {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let headers: Vec<(String, String)> = serde_json::from_value(case["headers"].clone()).unwrap();
    let lines: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    let body = bytes(case["body"].as_str(), case["bodyBase64"].as_str());
    let options = &case["options"];
    let secrets =
        options["secrets"].as_array().cloned().unwrap_or_else(|| vec![serde_json::json!({ "secret": file["secret"] })]);
    let ends: Vec<_> =
        secrets.iter().map(|setting| (text(&setting["secret"]), setting.get("notAfter").map(instant))).collect();
    let candidates = ends.iter().map(|(secret, end)| {
        let candidate = Candidate::text(secret);
        end.map_or(candidate, |end| candidate.not_after(end))
    });
    let span = |name: &str, usual| {
        options[name].as_f64().map_or(usual, |seconds| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
    };
    let usual = Policy::default();
    let policy = usual
        .with_tolerance(span("toleranceSeconds", usual.tolerance))
        .with_future_tolerance(span("futureToleranceSeconds", usual.future_tolerance))
        .with_max_body_bytes(options["maxBodyBytes"].as_u64().unwrap_or(usual.max_body_bytes));
    let now = options.get("now").unwrap_or(&file["now"]);
    diagnose(
        &Delivery { lines: &lines, body: &body, mistakes: &[] },
        &candidates.collect::<Vec<_>>(),
        instant(now),
        &policy,
    )
}

/// The table of docs/troubleshooting.md and the types have every code once, and no other.
#[test]
fn the_documentation_has_all_codes() {
    let page = include_str!("../../../docs/troubleshooting.md");
    let (_, section) = page.split_once("<!-- findings: ").unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| <a id=\"")?.split_once('"'));
    let mut listed: Vec<&str> = rows.map(|(code, _)| code).collect();
    let mut codes: Vec<&str> = FindingCode::ROWS.iter().map(|row| row.code).collect();
    listed.sort_unstable();
    codes.sort_unstable();
    assert_eq!(listed, codes);
    codes.dedup();
    assert_eq!(codes.len(), FindingCode::ROWS.len(), "each has a code of its own");
}

/// A sender without the secret can choose a public key, or where a captured message is cut: neither proves a time.
#[test]
fn no_time_is_proved_that_nobody_signed() {
    const OLD: &str = "2026-01-01T00:00:00Z";
    const EARLIER: &str = "2025-12-31T23:59:59.500Z";
    const ID: (&str, &[u8]) = ("X-Webhook-Delivery-Id", b"dlv_1");
    const TIME_FOR_ID: (&str, &[u8]) = ("X-Webhook-Delivery-Id", EARLIER.as_bytes());
    let body = br#"{"event":"job.started","data":{"id":"j"}}"#;
    let now = UnixTime::new(1_767_225_600 + 7_200, 0);
    let secret = "whsec_Zm9vYmFyMTIz-q7";
    let key = |text: &str| Secret::from_bytes(text.as_bytes()).unwrap();
    let captured = sign(body, EARLIER, &key(secret));
    let moved = [EARLIER.as_bytes(), b".", body].concat();
    let cases = [
        ("the word undefined", None, &body[..], sign(body, OLD, &key("undefined")), "sender_secret_unset"),
        ("the word null", None, body, sign(body, OLD, &key("null")), "sender_secret_unset"),
        ("the id alone", Some(ID), body, sign(body, "dlv_1", &key(secret)), "signed_with_id"),
        ("a time for an id", Some(TIME_FOR_ID), body, captured, "signed_boundary_moved"),
        ("a time in the body", None, &moved[..], captured, "signed_boundary_moved"),
    ];
    for (name, id, body, signature, code) in cases {
        let mut lines =
            vec![("X-Webhook-Timestamp", OLD.as_bytes()), ("X-Webhook-Signature", signature.as_str().as_bytes())];
        lines.extend(id);
        let delivery = Delivery { lines: &lines, body, mistakes: &[] };
        let found = diagnose(&delivery, &[Candidate::text(secret)], now, &Policy::default());
        assert_eq!(codes(&found, "proved"), [code], "{name}");
    }
}

/// xorshift: the same garbage each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        for (left, right) in [(13, 0), (0, 7), (17, 0)] {
            self.0 ^= if left > 0 { self.0 << left } else { self.0 >> right };
        }
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn text(&mut self, letters: &[u8], most: usize) -> String {
        (0..self.roll(most + 1)).map(|_| char::from(letters[self.roll(letters.len())])).collect()
    }
}

const LETTERS: &[u8] = b"0123456789abcdefABCDEF=:.,+-_TZ \"{}[]\\/\n";

/// One in this many bears a signature that could be one, so that all is tried.
const SEARCHED: usize = 400;

#[test]
fn nothing_is_proved_of_garbage() {
    let (mut dice, mut macs) = (Dice(0x9e37_79b9_7f4a_7c15), 0u64);
    for count in 0..100_000 {
        let digits = (0..64).map(|_| char::from(b"0123456789abcdef"[dice.roll(16)])).collect::<String>();
        let signature = if count % SEARCHED == 0 { format!("sha256={digits}") } else { dice.text(LETTERS, 80) };
        let timestamp = match dice.roll(2) {
            0 => dice.pick(&["2026-01-01T00:00:00.000Z", "1767225600", "2026-01-01 00:00:00", ""]).to_owned(),
            _ => dice.text(LETTERS, 30),
        };
        let body = match dice.roll(2) {
            0 => dice
                .pick(&["{}", "[object Object]", r#"{"event":"job.failed","data":{"id":"é/<"}}"#, "W10="])
                .to_owned(),
            _ => dice.text(LETTERS, 60),
        };
        let name = dice.pick(&["x-webhook-timestamp", "X-Webhook-Timestamp", "HTTP_X_WEBHOOK_TIMESTAMP", "date"]);
        let lines = [
            (name, timestamp.as_bytes()),
            ("x-webhook-signature", signature.as_bytes()),
            ("x-webhook-delivery-id", b"d"),
        ];
        let secret = dice.text(LETTERS, 20);
        let delivery = Delivery { lines: &lines, body: body.as_bytes(), mistakes: &[] };
        let diagnosis =
            diagnose(&delivery, &[Candidate::text(&secret)], UnixTime::new(1_767_225_600, 0), &Policy::default());
        macs += u64::from(diagnosis.work.macs);
        assert!(codes(&diagnosis, "proved").is_empty() && !diagnosis.verified, "{count}: {diagnosis:?}");
        assert!(!diagnosis.findings.is_empty(), "{count}: there is always something to say");
    }
    assert!(macs > 100_000, "{macs} HMACs: little was tried");
    println!("{macs} HMACs, none by chance");
}

const UNKNOWN: &str = "sha256=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn unexplained(body: &[u8], secrets: &[&str], signature: &str) -> Diagnosis {
    let lines = [
        ("x-webhook-timestamp", b"2026-01-01T00:00:00.000Z".as_slice()),
        ("x-webhook-signature", signature.as_bytes()),
        ("x-webhook-delivery-id", b"dlv_1"),
    ];
    let candidates: Vec<_> = secrets.iter().map(|secret| Candidate::text(secret)).collect();
    let start = Stopwatch::now();
    let diagnosis = diagnose(&Delivery { lines: &lines, body, mistakes: &[] }, &candidates, NOW, &Policy::default());
    println!("{} bytes, {} secrets: {:?} in {:?}", body.len(), secrets.len(), diagnosis.work, start.elapsed());
    diagnosis
}

/// A document of so many bytes, in which there is something for each printer to change.
fn document(size: usize) -> Vec<u8> {
    let item = r#"{"status":"é","output_url":"https://cdn.example/<1>","id":[1,2.50,{}]}"#;
    let items = vec![item; size / (item.len() + 1)].join(",");
    format!(r#"{{"event":"job.completed","data":[{items}]}}"#).into_bytes()
}

#[test]
fn the_work_is_bounded() {
    let many: Vec<String> = (0..40).map(|count| format!("whsec_{count:020}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (size, secrets) in
        [(200, 1), (200, 4), (200, 40), (10_000, 4), (100_000, 2), (1 << 20, 1), ((4 << 20) - 1000, 4)]
    {
        let work = unexplained(&document(size), &many[..secrets], UNKNOWN).work;
        assert!(work.macs <= MAX_MACS && work.hashed_bytes <= MAX_HASHED_BYTES, "{work:?}");
        assert!(work.macs >= 15, "{work:?}: little was tried");
        assert_eq!(work.is_cut_short, size >= 10_000, "{size} bytes, {secrets} secrets: {work:?}");
    }
    let work = unexplained(&document((4 << 20) + 200), &["k"], UNKNOWN).work;
    assert_eq!((work.macs, work.hashed_bytes), (0, 0), "nothing of a body beyond the limit is hashed");
}

/// A mebibyte is not too much for what is frequent.
#[test]
fn a_large_body_that_was_printed_again_is_found() {
    let given = document((1 << 20) - 1000);
    let signed = String::from_utf8(given.clone())
        .unwrap()
        .replace('é', "\\u00e9")
        .replace("\":", "\": ")
        .replace(",\"", ", \"")
        .replace("},{", "}, {")
        .replace("[1,2.50,{}]", "[1, 2.50, {}]");
    let signature = sign(signed.as_bytes(), "2026-01-01T00:00:00.000Z", &Secret::from_text("whsec_1").unwrap());
    let diagnosis = unexplained(&given, &["whsec_1"], signature.as_str());
    assert_eq!(codes(&diagnosis, "proved"), ["body_reserialized"], "{diagnosis:?}");
    assert!(diagnosis.signed_body.as_deref() == Some(signed.as_bytes()), "another signed body");
}
