//! The event in a body, computed a second time from `serde_json`'s value of it; both are compared as values.

use serde_json::{Value, json};
use webhook_verifier::{Event, EventKind, JobError};

const NAMES: [&str; 3] = ["job.started", "job.completed", "job.failed"];
const STATUSES: [&[&str]; 3] = [&["created", "pending", "processing"], &["completed"], &["failed"]];
const FAILED: usize = 2;

pub(crate) fn of_event(event: &Event<'_>) -> Value {
    let kind = match event.kind {
        EventKind::JobStarted => Some(0),
        EventKind::JobCompleted => Some(1),
        EventKind::JobFailed => Some(FAILED),
        _ => None,
    };
    json!({
        "kind": kind,
        "name": event.name,
        "type_signed": event.type_signed,
        "id": event.id,
        "status": event.status,
        "output_url": event.output_url,
        "error": event.error.as_ref().map(of_error),
        "idempotency_key": event.idempotency_key,
        "data": serde_json::from_str::<Value>(event.data).unwrap(),
        "payload": serde_json::from_str::<Value>(event.payload).unwrap(),
    })
}

fn of_error(error: &JobError<'_>) -> Value {
    json!({ "code": error.code, "message": error.message, "request_id": error.request_id })
}

pub(crate) fn of_value(body: &Value, header: &str) -> Result<Value, &'static str> {
    let signed = body["event"].as_str();
    if signed.is_some_and(|name| !header.is_empty() && name != header) {
        return Err("event_mismatch");
    }
    let name = signed.unwrap_or(header);
    let data = &body["data"];
    let claimed = NAMES.iter().position(|known| *known == name);
    let fits = |kind: &usize| signed.is_some() || data["status"].as_str().is_some_and(|s| STATUSES[*kind].contains(&s));
    let kind = claimed.filter(fits);
    let error = [&data["error"], &body["error"]].into_iter().find(|error| error.is_object());
    let texts = |error: &Value| ["code", "message", "request_id"].map(|key| (key.to_owned(), text(&error[key])));
    let key = signed.zip(data["id"].as_str()).filter(|(_, id)| !id.is_empty());
    Ok(json!({
        "kind": kind,
        "name": name,
        "type_signed": signed.is_some(),
        "id": text(&data["id"]),
        "status": text(&data["status"]),
        "output_url": text(&data["output_url"]),
        "error": error.filter(|_| kind == Some(FAILED)).map(|error| Value::from_iter(texts(error))),
        "idempotency_key": key.map(|(name, id)| format!("{name}:{id}")),
        "data": if data.is_object() { data.clone() } else { json!({}) },
        "payload": body,
    }))
}

fn text(value: &Value) -> Value {
    value.as_str().into()
}
