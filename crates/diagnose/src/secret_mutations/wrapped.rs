//! Secrets with other text around them.

use alloc::vec::Vec;

use super::MAX_PARTS;
use crate::finding::Hypothesis;
use crate::finding_code::FindingCode;
use crate::json::Value;

pub(super) fn unwrapped(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let pairs: [(&[u8], &[u8]); 4] = [(b"\"", b"\""), (b"'", b"'"), (b"`", b"`"), ("“".as_bytes(), "”".as_bytes())];
    for (open, close) in pairs {
        let inside = secret.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        add(inside.unwrap_or_default(), Hypothesis::new(FindingCode::SecretQuoted));
    }
    if let Some(at) = secret.iter().position(|byte| matches!(byte, b'=' | b':')) {
        let (name, value) = secret.split_at_checked(at).unwrap_or_default();
        let name = name.trim_ascii();
        let name = name.strip_prefix(b"export ").unwrap_or(name);
        if name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') && !name.is_empty() {
            let value = value.get(1..).unwrap_or_default().trim_ascii_start();
            add(value, Hypothesis::of(FindingCode::SecretWithName, "the name of its setting", ""));
        }
    }
    named(secret, add);
    let parts = secret.split(|byte| matches!(byte, b',' | b';' | b' ' | b'\n' | b'|'));
    for part in parts.map(<[u8]>::trim_ascii).take(MAX_PARTS) {
        add(part, Hypothesis::new(FindingCode::SecretIsList));
    }
}

/// `Bearer whsec_…`, and the values of a JSON object.
fn named(secret: &[u8], add: &mut impl FnMut(&[u8], Hypothesis)) {
    let header = b"authorization:";
    let value = secret.split_at_checked(header.len()).filter(|(start, _)| start.eq_ignore_ascii_case(header));
    let credentials = value.map_or(secret, |(_, value)| value.trim_ascii_start());
    for scheme in ["bearer ", "basic ", "token "] {
        let value = credentials
            .split_at_checked(scheme.len())
            .filter(|(start, _)| start.eq_ignore_ascii_case(scheme.as_bytes()));
        let value = value.map_or(&b""[..], |(_, value)| value.trim_ascii_start());
        add(
            value,
            Hypothesis::of(FindingCode::SecretWithName, "the scheme of an Authorization header, such as Bearer", ""),
        );
    }
    let Ok(Value::Map(members)) = Value::parse(secret) else { return };
    let mut texts = Vec::new();
    members.iter().for_each(|(_, value)| texts_in(value, &mut texts));
    for text in texts.into_iter().take(MAX_PARTS) {
        add(text.as_bytes(), Hypothesis::new(FindingCode::SecretIsJson));
    }
}

/// The texts of a value and of the objects in it.
fn texts_in<'a>(value: &'a Value<'_>, texts: &mut Vec<&'a str>) {
    match value {
        Value::Text(text) => texts.push(text),
        Value::List(items) => items.iter().for_each(|item| texts_in(item, texts)),
        Value::Map(members) => members.iter().for_each(|(_, value)| texts_in(value, texts)),
        Value::Word(_) => {}
    }
}
