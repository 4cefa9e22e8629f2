//! `tests/vectors/diagnose.json`: deliveries as they were at hand after a real mistake, and what is to be found. The npm
//! package's tests run it too.
#![cfg(feature = "diagnose")]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

#[path = "vectors/bytes.rs"]
mod bytes;

use bytes::bytes;
use serde::Deserialize;
use serde_json::Value;
use webhook_verifier::diagnose::{Candidate, Delivery, Diagnosis, Slip, diagnose};
use webhook_verifier::{Instant, Timestamp, Window};

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
}

fn mistakes() -> Mistakes {
    serde_json::from_str(include_str!("vectors/diagnose.json")).unwrap()
}

fn instant(time: &Value) -> Instant {
    match time.as_i64() {
        Some(millis) => Instant::from_unix_millis(millis),
        None => Timestamp::parse(time.as_str().unwrap().as_bytes()).unwrap().instant(),
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
        let delivery = Delivery { lines: &lines, body: &body, slips: &self.given.slips() };
        let mut window = Window::default();
        window.max_body_bytes = self.options.max_body_bytes.unwrap_or(window.max_body_bytes);
        diagnose(&delivery, &candidates, instant(self.now.as_ref().unwrap_or(now)), &window)
    }
}

impl Given {
    fn slips(&self) -> Vec<Slip> {
        let headers = self.headers.as_deref().map(|shape| match shape {
            "missing" => Slip::HeadersMissing,
            "flat" => Slip::HeadersFlat,
            other => panic!("{other}"),
        });
        let parsed = self.parsed.as_ref().map(|_| Slip::BodyParsed);
        [headers, parsed, self.nothing.map(|_| Slip::BodyMissing)].into_iter().flatten().collect()
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
    found.map(|finding| finding.code().to_owned()).collect()
}

#[test]
fn each_mistake_is_found() {
    let file = mistakes();
    assert!(file.cases.len() >= 130);
    let mut failures = Vec::new();
    for case in &file.cases {
        let diagnosis = case.diagnose(&file.now);
        let found = Expect { proved: codes(&diagnosis, "proved"), likely: codes(&diagnosis, "likely") };
        if found != case.expect || diagnosis.verified {
            failures.push(format!("{}: {:?} instead of {:?}", case.name, found, case.expect));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
