//! Recipes for bodies of which a program printed the bytes.

use alloc::vec::Vec;

use crate::encodings::from_hex;
use crate::json::Value;

/// `123,34,…`, as `String(bytes)` prints a Uint8Array.
pub(super) fn listed(body: &[u8]) -> Option<Vec<u8>> {
    let text = core::str::from_utf8(body).ok()?;
    text.contains(',').then(|| text.split(',').map(|number| number.trim().parse().ok()).collect())?
}

/// `[123,34,…]`.
pub(super) fn byte_array(body: &[u8]) -> Option<Vec<u8>> {
    listed(body.trim_ascii().strip_prefix(b"[")?.strip_suffix(b"]")?)
}

/// `<Buffer 7b 22 …>`, as `util.inspect` prints it. It stops after 50 bytes, and then there is nothing to find.
pub(super) fn buffer_text(body: &[u8]) -> Option<Vec<u8>> {
    let inner = body.trim_ascii().strip_prefix(b"<Buffer ")?.strip_suffix(b">")?;
    inner
        .split(|byte| *byte == b' ')
        .map(|pair| from_hex(pair).and_then(|bytes| <[u8; 1]>::try_from(bytes).ok()))
        .map(|byte| byte.map(|[byte]| byte))
        .collect()
}

/// `b'…'`, as `str(bytes)` prints it.
pub(super) fn python_bytes(body: &[u8]) -> Option<Vec<u8>> {
    let quoted = body.trim_ascii().strip_prefix(b"b")?;
    let quote = *quoted.first().filter(|byte| matches!(byte, b'\'' | b'"'))?;
    let mut rest = quoted.strip_prefix(&[quote])?.strip_suffix(&[quote])?;
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'\\' {
            bytes.push(*byte);
            continue;
        }
        let (letter, after) = rest.split_first()?;
        rest = after;
        match letter {
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'x' => {
                let (digits, after) = rest.split_at_checked(2)?;
                rest = after;
                bytes.extend(from_hex(digits)?);
            }
            _ => bytes.push(*letter),
        }
    }
    Some(bytes)
}

/// `{"type":"Buffer","data":[…]}` of a Buffer, `{"0":123,…}` of a Uint8Array.
pub(super) fn buffer_json(body: &[u8]) -> Option<Vec<u8>> {
    let byte = |value: &Value<'_>| match value {
        Value::Word(number) => number.parse().ok(),
        _ => None,
    };
    let Value::Map(members) = Value::parse(body).ok()? else { return None };
    match members.as_slice() {
        [(_, Value::Text(kind)), (_, Value::List(items))] if kind == "Buffer" => items.iter().map(byte).collect(),
        members => {
            let numbered = members.iter().enumerate().all(|(place, (key, _))| key.parse() == Ok(place));
            (numbered && !members.is_empty()).then(|| members.iter().map(|(_, value)| byte(value)).collect())?
        }
    }
}
