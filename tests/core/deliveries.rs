//! `tests/vectors/deliveries.json`, which the npm package's suite runs too: the verdict on each, by its exact code.
#![cfg(feature = "alloc")]

use std::collections::BTreeMap;
use std::time::Duration;

use crate::amount::amount;
use crate::bytes::bytes;
use serde::Deserialize;
use serde_json::{Value, json};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};
use webhook_verifier::{Event, JobError, Policy, RequestParts, Secret, Secrets, UnixTime, Verified, Verifier};

#[derive(Deserialize)]
struct Deliveries {
    secret: String,
    now: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Case {
    name: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    body_base64: Option<String>,
    #[serde(default)]
    options: Options,
    expect: Value,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Options {
    secrets: Option<Vec<Setting>>,
    tolerance_seconds: Option<f64>,
    future_tolerance_seconds: Option<f64>,
    max_body_bytes: Option<u64>,
    now: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Setting {
    id: Option<String>,
    secret: String,
    not_after: Option<String>,
}

#[test]
fn deliveries_get_the_expected_code_or_event() {
    let file = deliveries();
    for case in file.cases.iter().step_by(amount(11, 1, 1)) {
        let seen = case.run(&file.secret, &file.now);
        assert_eq!(seen, case.expect, "{}", case.name);
    }
}

/// Without a case, a code could be renamed or unused, and every test would pass.
#[test]
#[cfg_attr(miri, ignore = "reading the file takes minutes")]
fn deliveries_cover_every_code_twice() {
    let mut counts = BTreeMap::new();
    for case in deliveries().cases {
        *counts.entry(case.expect["code"].as_str().unwrap_or("event").to_owned()).or_insert(0) += 1;
    }
    let codes = [
        "ambiguous_header",
        "body_too_large",
        "event",
        "event_mismatch",
        "malformed_payload",
        "malformed_signature",
        "malformed_timestamp",
        "missing_header",
        "signature_mismatch",
        "timestamp_in_future",
        "timestamp_too_old",
        "unsupported_encoding",
    ];
    assert!(counts.keys().eq(codes), "{counts:?}");
    assert!(counts.values().all(|count| *count >= 2), "{counts:?}");
}

fn deliveries() -> Deliveries {
    serde_json::from_str(include_str!("../vectors/deliveries.json")).unwrap()
}

impl Case {
    fn run(&self, secret: &str, now: &str) -> Value {
        let body = bytes(self.body.as_deref(), self.body_base64.as_deref());
        let lines = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        let parts = RequestParts::new(lines, &body);
        let now = time(self.options.now.as_deref().unwrap_or(now));
        let verifier = Verifier::new(self.options.secrets(secret)).with_policy(self.options.policy());
        let verified = verifier.verify(&parts, now);
        let event = verified.and_then(|verified| verified.event().map(|event| self.describe(&verified, &event)));
        event.map_or_else(|error| json!({ "code": error.code() }), |event| json!({ "event": event }))
    }

    fn describe(&self, verified: &Verified<'_>, event: &Event<'_>) -> Value {
        let expected = &self.expect["event"];
        let exact = expected.get("dataJson").is_some();
        let (data_name, data) =
            if exact { ("dataJson", json!(event.data)) } else { ("data", serde_json::from_str(event.data).unwrap()) };
        let delivery_id = verified.unsigned_delivery_id().map(|id| std::str::from_utf8(id).unwrap());
        // The crate's event keeps the unsigned name only if the body has none.
        let header = &expected["unsigned"]["event"];
        assert!(event.type_signed || event.name == header.as_str().unwrap_or_default(), "{}", self.name);
        json!({
            "type": event.kind.as_str(),
            "name": event.name,
            "typeSigned": event.type_signed,
            "idempotencyKey": event.idempotency_key,
            "keyId": verified.key_id(),
            "signedAt": text(verified.signed_at()),
            "replayKey": verified.replay_key().as_str(),
            "error": event.error.as_ref().map(error),
            data_name: data,
            "unsigned": { "event": header, "deliveryId": delivery_id },
        })
    }
}

impl Options {
    fn policy(&self) -> Policy {
        let usual = Policy::default();
        usual
            .with_tolerance(self.tolerance_seconds.map_or(usual.tolerance, span))
            .with_future_tolerance(self.future_tolerance_seconds.map_or(usual.future_tolerance, span))
            .with_max_body_bytes(self.max_body_bytes.unwrap_or(usual.max_body_bytes))
    }

    fn secrets(&self, secret: &str) -> Secrets {
        match &self.secrets {
            Some(settings) => Secrets::new(settings.iter().map(Setting::secret)).unwrap(),
            None => Secret::from_text(secret).unwrap().into(),
        }
    }
}

impl Setting {
    fn secret(&self) -> Secret {
        let mut secret = Secret::from_text(&self.secret).unwrap();
        if let Some(id) = &self.id {
            secret = secret.with_key_id(id);
        }
        match &self.not_after {
            Some(end) => secret.not_after(time(end)),
            None => secret,
        }
    }
}

fn span(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}

fn error(error: &JobError<'_>) -> Value {
    let members = [("code", &error.code), ("message", &error.message), ("request_id", &error.request_id)];
    members.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text.as_ref()?)))).collect()
}

/// `YYYY-MM-DDTHH:MM:SS.mmmZ`, read without the parser under test.
fn time(text: &str) -> UnixTime {
    let field = |from: usize, to: usize| text[from..to].parse::<u16>().unwrap();
    let small = |from: usize| u8::try_from(field(from, from + 2)).unwrap();
    let month = Month::try_from(small(5)).unwrap();
    let date = Date::from_calendar_date(i32::from(field(0, 4)), month, small(8)).unwrap();
    let clock = Time::from_hms_milli(small(11), small(14), small(17), field(20, 23)).unwrap();
    let moment = PrimitiveDateTime::new(date, clock).assume_utc();
    UnixTime::new(moment.unix_timestamp(), moment.nanosecond())
}

/// Formats a time as JavaScript's `toISOString` does.
fn text(time: UnixTime) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(time.seconds()).unwrap();
    let (hour, minute, second) = moment.to_hms();
    let millis = time.subsec_nanos() / 1_000_000;
    let month = u8::from(moment.month());
    format!("{:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z", moment.year(), moment.day())
}
