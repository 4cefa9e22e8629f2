//! The idempotency key of the typed event.

use std::collections::HashSet;

use webhook_verifier::Headers;
use webhook_verifier::bindings::parse_unverified;

use crate::amount::amount;

fn key(name: &str, id: &str) -> String {
    let body = format!(r#"{{"event":"{name}","data":{{"id":"{id}"}}}}"#);
    parse_unverified(body.as_bytes(), &Headers::default()).unwrap().idempotency_key.unwrap()
}

/// Every text of one to three of these characters.
fn texts() -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut start = 0;
    for _ in 0..3 {
        let end = texts.len();
        for place in start..end {
            for character in ["a", "%", ":", "2", "5", "3", "A"] {
                let text = format!("{}{character}", texts[place]);
                texts.push(text);
            }
        }
        start = end;
    }
    texts.split_off(1)
}

#[test]
fn no_two_events_share_an_idempotency_key() {
    let texts = texts();
    let ids: Vec<_> =
        texts.iter().step_by(7).chain(texts.iter().take(56)).collect::<HashSet<_>>().into_iter().collect();
    let names: Vec<_> = texts.iter().step_by(amount(97, 1, 1)).collect();
    let keys: HashSet<_> = names.iter().flat_map(|name| ids.iter().map(move |id| key(name, id))).collect();
    assert_eq!(keys.len(), names.len() * ids.len());
}

#[test]
fn documented_names_are_kept_and_ids_are_not_encoded() {
    for name in ["job.started", "job.completed", "job.failed"] {
        assert_eq!(key(name, "x:y%"), format!("{name}:x:y%"));
    }
    assert_eq!(key("job.completed", "x:y"), "job.completed:x:y");
    assert_eq!(key("job.completed:x", "y"), "job.completed%3Ax:y");
    assert_eq!(key("%3A", ":"), "%253A::");
}
