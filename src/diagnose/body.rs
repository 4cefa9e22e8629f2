//! What the body may have been before somebody handled it.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::bases::{from_base64, from_percent};
use super::cause::Cause;
use super::compressed;
use super::finding::Change;
use super::json::{JAVASCRIPT, Style, Value, given};
use super::latin;

/// Of a larger body, fewer styles are tried: printing it takes longer than hashing it.
const LARGE: usize = 64 << 10;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// One way back: what is wrong if it leads to the signed bytes, and how to go it.
struct Recipe {
    change: Change,
    make: fn(&[u8]) -> Option<Vec<u8>>,
}

const fn recipe(change: Change, make: fn(&[u8]) -> Option<Vec<u8>>) -> Recipe {
    Recipe { change, make }
}

/// What is tried before the body is printed again in each style.
const FREQUENT: &[Recipe] = &[
    recipe(Change::of(Cause::BodyNewlineAdded, "a newline", ""), |body| Some(body.strip_suffix(b"\n")?.to_vec())),
    recipe(Change::of(Cause::BodyNewlineAdded, "a CRLF", ""), |body| Some(body.strip_suffix(b"\r\n")?.to_vec())),
    recipe(Change::of(Cause::BodyNewlineAdded, "white space", ""), |body| Some(body.trim_ascii_end().to_vec())),
    recipe(Change::of(Cause::BodyNewlineAdded, "white space around it or", ""), |body| {
        Some(body.trim_ascii().to_vec())
    }),
    recipe(Change::of(Cause::BodyNewlineDropped, "a newline at its end", ""), |body| Some([body, b"\n"].concat())),
    recipe(Change::of(Cause::BodyNewlineDropped, "a CRLF at its end", ""), |body| Some([body, b"\r\n"].concat())),
    recipe(Change::new(Cause::BodyBase64), |body| Some(from_base64(body.trim_ascii())?.0)),
    recipe(
        Change::of(
            Cause::BodyDoubleEncoded,
            "a JSON text in quotes|often",
            "parse once: JSON.stringify of a text puts it in quotes; pass the raw bytes",
        ),
        unquoted,
    ),
    recipe(
        Change::of(
            Cause::BodyDoubleEncoded,
            "a JSON document|seldom: signed was a text in quotes with JSON in it",
            "pass the raw bytes, before the first JSON.parse",
        ),
        quoted,
    ),
    recipe(Change::of(Cause::BodyLineEnds, "CRLF became LF", ""), with_crlf),
    recipe(Change::of(Cause::BodyLineEnds, "LF became CRLF", ""), without_cr),
];

/// What is tried after that.
const SELDOM: &[Recipe] = &[
    recipe(Change::new(Cause::BodyBomAdded), |body| Some(body.strip_prefix(BOM)?.to_vec())),
    recipe(Change::new(Cause::BodyBomDropped), |body| Some([BOM, body].concat())),
    recipe(Change::of(Cause::BodyMojibake, "UTF-8 was read as Latin-1 and written as UTF-8", ""), latin::from_mojibake),
    recipe(
        Change::of(Cause::BodyMojibake, "UTF-8 was read as Windows-1252 and written as UTF-8", ""),
        latin::from_windows,
    ),
    recipe(Change::of(Cause::BodyMojibake, "it was written as Latin-1", ""), latin::to_utf8),
    recipe(Change::of(Cause::BodyCompressed, "gzip", ""), compressed::gunzip),
    recipe(Change::of(Cause::BodyCompressed, "deflate", ""), compressed::inflate),
    recipe(Change::of(Cause::BodyCompressed, "gzip, in base64", ""), |body| compressed::gunzip(&from_base64(body)?.0)),
    recipe(Change::of(Cause::BodyForm, "encoded", FORM), form_text),
    recipe(
        Change::of(Cause::BodyForm, "sent in a field of a form, and what was signed is the field's value, not", FORM),
        form_field,
    ),
    recipe(Change::of(Cause::BodyForm, "percent-encoded", FORM), |body| from_percent(body, false)),
    recipe(Change::of(Cause::BodyListed, "the numbers of its bytes with commas between them", ""), listed),
    recipe(Change::of(Cause::BodyListed, "the JSON of a Buffer", ""), buffer_json),
    recipe(Change::of(Cause::BodyTruncated, "lacks its closing brackets", ""), closed),
];

const FORM: &str = JAVASCRIPT;

/// Hands each body that may have been signed to `test`, with what is wrong then, until it answers true.
pub(crate) fn any(body: &[u8], test: &mut impl FnMut(&[u8], &Change) -> bool) -> bool {
    let reaches = |recipe: &Recipe, test: &mut dyn FnMut(&[u8], &Change) -> bool| {
        (recipe.make)(body).is_some_and(|made| made != body && test(&made, &recipe.change))
    };
    let text = body.strip_prefix(BOM).unwrap_or(body);
    FREQUENT.iter().any(|recipe| reaches(recipe, test))
        || any_style(text, test)
        || SELDOM.iter().any(|recipe| reaches(recipe, test))
}

/// The body printed again in each style; of one that is not large also with a newline behind it.
fn any_style(body: &[u8], test: &mut dyn FnMut(&[u8], &Change) -> bool) -> bool {
    let Ok(value) = Value::parse(body) else { return false };
    let (looks, how) = given(body);
    let is_large = body.len() > LARGE;
    Style::all(&value, is_large).into_iter().any(|style| {
        let mut text = style.print(&value, body.len());
        let what =
            |end| alloc::format!("{looks}; signed was the same document {}{}{end}", style.name, style.order.words());
        let mut tried =
            |text: &[u8], end| text != body && test(text, &Change::with(Cause::BodyReserialised, what(end), how));
        tried(&text, "") || {
            text.push(b'\n');
            !is_large && tried(&text, ", with a newline at its end")
        }
    })
}

/// The JSON text in a JSON text.
fn unquoted(body: &[u8]) -> Option<Vec<u8>> {
    match Value::parse(body).ok()? {
        Value::Text(text) => Some(text.as_bytes().to_vec()),
        _ => None,
    }
}

fn quoted(body: &[u8]) -> Option<Vec<u8>> {
    let value = Value::Text(Cow::Borrowed(core::str::from_utf8(body).ok()?));
    Style::all(&value, false).first().map(|style| style.print(&value, body.len()))
}

fn without_cr(body: &[u8]) -> Option<Vec<u8>> {
    body.contains(&b'\r').then(|| {
        let mut text = Vec::with_capacity(body.len());
        for (place, byte) in body.iter().enumerate() {
            if *byte != b'\r' || body.get(place.saturating_add(1)) != Some(&b'\n') {
                text.push(*byte);
            }
        }
        text
    })
}

fn with_crlf(body: &[u8]) -> Option<Vec<u8>> {
    if !body.contains(&b'\n') || body.contains(&b'\r') {
        return None;
    }
    Some(body.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..]))
}

/// A form with nothing in it but a key: what a form parser and its printer make of JSON.
fn form_text(body: &[u8]) -> Option<Vec<u8>> {
    let text = body.strip_suffix(b"=").unwrap_or(body);
    from_percent(text, true).or_else(|| (text != body).then(|| text.to_vec()))
}

/// The first field whose value is a JSON object.
fn form_field(body: &[u8]) -> Option<Vec<u8>> {
    body.split(|byte| *byte == b'&').find_map(|field| {
        let at = field.iter().position(|byte| *byte == b'=')?;
        let value = field.get(at.checked_add(1)?..)?;
        from_percent(value, true).filter(|text| text.first() == Some(&b'{'))
    })
}

/// `123,34,…`, as `String(bytes)` prints a Uint8Array.
fn listed(body: &[u8]) -> Option<Vec<u8>> {
    let text = core::str::from_utf8(body).ok()?;
    text.contains(',').then(|| text.split(',').map(|number| number.trim().parse().ok()).collect())?
}

/// `{"type":"Buffer","data":[…]}` of a Buffer, `{"0":123,…}` of a Uint8Array.
fn buffer_json(body: &[u8]) -> Option<Vec<u8>> {
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

/// The brackets closed that stand open at the end.
fn closed(body: &[u8]) -> Option<Vec<u8>> {
    let (mut open, mut in_text, mut is_escaped) = (Vec::new(), false, false);
    for byte in body {
        match byte {
            b'"' if !is_escaped => in_text = !in_text,
            b'{' if !in_text => open.push(b'}'),
            b'[' if !in_text => open.push(b']'),
            b'}' | b']' if !in_text => drop(open.pop()),
            _ => {}
        }
        is_escaped = in_text && *byte == b'\\' && !is_escaped;
    }
    (!open.is_empty() && !in_text).then(|| body.iter().copied().chain(open.into_iter().rev()).collect())
}
