//! Candidates for the body as it was signed, before a program changed it.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::decompress;
use super::encodings::{from_base64, from_hex, from_percent};
use super::finding::Hypothesis;
use super::finding_code::FindingCode;
use super::json::{JAVASCRIPT, Numbers, Style, Styles, Value, given};
use super::{mojibake, utf16};

/// Of a larger body, fewer styles are tried: printing it takes longer than hashing it.
const LARGE: usize = 64 << 10;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// One way back: what is wrong if it leads to the signed bytes, and how to go it.
struct Recipe {
    change: Hypothesis,
    make: fn(&[u8]) -> Option<Vec<u8>>,
}

const fn recipe(change: Hypothesis, make: fn(&[u8]) -> Option<Vec<u8>>) -> Recipe {
    Recipe { change, make }
}

/// The candidates before those that print the body again in each style.
const FREQUENT: &[Recipe] = &[
    recipe(Hypothesis::of(FindingCode::BodyNewlineAdded, "a newline", ""), |body| {
        Some(body.strip_suffix(b"\n")?.to_vec())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineAdded, "a CRLF", ""), |body| {
        Some(body.strip_suffix(b"\r\n")?.to_vec())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineAdded, "whitespace", ""), |body| {
        Some(body.trim_ascii_end().to_vec())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineAdded, "whitespace before it or", ""), |body| {
        Some(body.trim_ascii().to_vec())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a newline at its end", ""), |body| {
        Some([body, b"\n"].concat())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a CRLF at its end", ""), |body| {
        Some([body, b"\r\n"].concat())
    }),
    recipe(Hypothesis::new(FindingCode::BodyBase64), |body| Some(from_base64(body.trim_ascii())?.0)),
    recipe(
        Hypothesis::of(
            FindingCode::BodyDoubleEncoded,
            "a JSON text in quotes, encoded once too often",
            "parse once: JSON.stringify of a text puts it in quotes; pass the raw bytes",
        ),
        unquoted,
    ),
    recipe(
        Hypothesis::of(
            FindingCode::BodyDoubleEncoded,
            "a JSON document, decoded once too often: signed was a text in quotes with JSON in it",
            "pass the raw bytes, before the first JSON.parse",
        ),
        quoted,
    ),
    recipe(Hypothesis::of(FindingCode::BodyLineEnds, "CRLF became LF", ""), with_crlf),
    recipe(Hypothesis::of(FindingCode::BodyLineEnds, "LF became CRLF", ""), without_cr),
];

/// The candidates after those.
const SELDOM: &[Recipe] = &[
    recipe(Hypothesis::new(FindingCode::BodyBomAdded), |body| Some(body.strip_prefix(BOM)?.to_vec())),
    recipe(Hypothesis::new(FindingCode::BodyBomDropped), |body| Some([BOM, body].concat())),
    recipe(
        Hypothesis::of(FindingCode::BodyMojibake, "UTF-8 was read as Latin-1 and written as UTF-8", ""),
        mojibake::from_mojibake,
    ),
    recipe(
        Hypothesis::of(FindingCode::BodyMojibake, "UTF-8 was read as Windows-1252 and written as UTF-8", ""),
        mojibake::from_windows,
    ),
    recipe(Hypothesis::of(FindingCode::BodyMojibake, "it was written as Latin-1", ""), mojibake::to_utf8),
    recipe(Hypothesis::of(FindingCode::BodyMojibake, "it was written as UTF-16", ""), utf16::to_utf8),
    recipe(Hypothesis::of(FindingCode::BodyCompressed, "gzip", ""), decompress::gunzip),
    recipe(Hypothesis::of(FindingCode::BodyCompressed, "deflate", ""), decompress::inflate),
    recipe(Hypothesis::of(FindingCode::BodyCompressed, "gzip, in base64", ""), |body| {
        decompress::gunzip(&from_base64(body)?.0)
    }),
    recipe(Hypothesis::of(FindingCode::BodyForm, "encoded", FORM), form_text),
    recipe(
        Hypothesis::of(
            FindingCode::BodyForm,
            "sent in a field of a form, and what was signed is the field's value, not",
            FORM,
        ),
        form_field,
    ),
    recipe(Hypothesis::of(FindingCode::BodyForm, "percent-encoded", FORM), |body| from_percent(body, false)),
    recipe(Hypothesis::of(FindingCode::BodyByteList, "the numbers of its bytes with commas between them", ""), listed),
    recipe(Hypothesis::of(FindingCode::BodyByteList, "the JSON of a Buffer", ""), buffer_json),
    recipe(Hypothesis::of(FindingCode::BodyByteList, "the JSON of a list of its bytes", ""), byte_array),
    recipe(Hypothesis::of(FindingCode::BodyByteList, "the text with which Node shows a Buffer", ""), buffer_text),
    recipe(Hypothesis::of(FindingCode::BodyByteList, "the text with which Python shows bytes", ""), python_bytes),
    recipe(Hypothesis::of(FindingCode::BodyTruncated, "lacks its closing brackets", ""), closed),
];

/// Recipes that are tried without a second change, as each of them fits every body.
const ALONE: &[Recipe] = &[
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "two newlines at its end", ""), |body| {
        Some([body, b"\n\n"].concat())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a space at its end", ""), |body| {
        Some([body, b" "].concat())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a newline at its start", ""), |body| {
        Some([b"\n", body].concat())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a CRLF at its start", ""), |body| {
        Some([b"\r\n", body].concat())
    }),
    recipe(Hypothesis::of(FindingCode::BodyNewlineDropped, "a space at its start", ""), |body| {
        Some([b" ", body].concat())
    }),
    recipe(
        Hypothesis::of(FindingCode::BodyNewlineDropped, "a space at its start and a space at its end", ""),
        |body| Some([b" ", body, b" "].concat()),
    ),
    recipe(
        Hypothesis::of(FindingCode::BodyNewlineDropped, "a newline at its start and a newline at its end", ""),
        |body| Some([b"\n", body, b"\n"].concat()),
    ),
    recipe(
        Hypothesis::of(FindingCode::BodyMojibake, "signed was UTF-16, little-endian with a byte order mark", ""),
        |body| utf16::from_utf8(body, u16::to_le_bytes, true),
    ),
    recipe(Hypothesis::of(FindingCode::BodyMojibake, "signed was UTF-16, little-endian", ""), |body| {
        utf16::from_utf8(body, u16::to_le_bytes, false)
    }),
    recipe(
        Hypothesis::of(FindingCode::BodyMojibake, "signed was UTF-16, big-endian with a byte order mark", ""),
        |body| utf16::from_utf8(body, u16::to_be_bytes, true),
    ),
    recipe(Hypothesis::of(FindingCode::BodyMojibake, "signed was UTF-16, big-endian", ""), |body| {
        utf16::from_utf8(body, u16::to_be_bytes, false)
    }),
];

const FORM: &str = JAVASCRIPT;

/// Hands each body that may have been signed, with the difference, to `test` until it returns true. `is_alone` means that
/// nothing else is changed, so that there is time for the seldom ones.
pub(crate) fn any(body: &[u8], is_alone: bool, test: &mut impl FnMut(&[u8], &Hypothesis) -> bool) -> bool {
    let reaches = |recipe: &Recipe, test: &mut dyn FnMut(&[u8], &Hypothesis) -> bool| {
        (recipe.make)(body).is_some_and(|made| made != body && test(&made, &recipe.change))
    };
    let text = body.strip_prefix(BOM).unwrap_or(body);
    let alone = if is_alone { ALONE } else { &[] };
    FREQUENT.iter().any(|recipe| reaches(recipe, test))
        || any_style(text, is_alone, test)
        || SELDOM.iter().chain(alone).any(|recipe| reaches(recipe, test))
}

/// The body printed again in each style; of one that is not large also with a newline behind it.
fn any_style(body: &[u8], is_alone: bool, test: &mut dyn FnMut(&[u8], &Hypothesis) -> bool) -> bool {
    let Ok(value) = Value::parse(body) else { return false };
    let (looks, how) = given(body);
    let is_large = body.len() > LARGE;
    let styles = if is_large {
        Styles::Frequent
    } else if is_alone {
        Styles::All
    } else {
        Styles::Known
    };
    Style::all(&value, styles).into_iter().any(|style| {
        let mut text = style.print(&value, body.len());
        let what =
            |end| alloc::format!("{looks}; signed was the same document {}{}{end}", style.name, style.order.words());
        let mut tried = |text: &[u8], end| {
            text != body && test(text, &Hypothesis::with(FindingCode::BodyReserialized, what(end), how))
        };
        tried(&text, "") || {
            text.push(b'\n');
            !is_large && tried(&text, ", with a newline at its end")
        }
    })
}

/// The body with its numbers in other spellings, in the frequent styles, until `test` returns true.
pub(crate) fn any_number(body: &[u8], test: &mut dyn FnMut(&[u8], &Hypothesis) -> bool) -> bool {
    let text = body.strip_prefix(BOM).unwrap_or(body);
    let Ok(value) = Value::parse(text) else { return false };
    let Some(numbers) = Numbers::of(&value) else { return false };
    let (looks, remedy) = given(text);
    Style::all(&value, Styles::Frequent).into_iter().any(|style| {
        let words = style.order.words();
        let detail = alloc::format!(
            "{looks}; signed was the same document {}{words}, with numbers in another spelling, such as 1.0 for 1",
            style.name
        );
        let hypothesis = Hypothesis::with(FindingCode::BodyReserialized, detail, remedy);
        numbers.any(&mut |value| test(&style.print(value, text.len()), &hypothesis))
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
    Style::all(&value, Styles::Frequent).first().map(|style| style.print(&value, body.len()))
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

/// `[123,34,…]`.
fn byte_array(body: &[u8]) -> Option<Vec<u8>> {
    listed(body.trim_ascii().strip_prefix(b"[")?.strip_suffix(b"]")?)
}

/// `<Buffer 7b 22 …>`, as `util.inspect` prints it. It stops after 50 bytes, and then there is nothing to find.
fn buffer_text(body: &[u8]) -> Option<Vec<u8>> {
    let inner = body.trim_ascii().strip_prefix(b"<Buffer ")?.strip_suffix(b">")?;
    inner
        .split(|byte| *byte == b' ')
        .map(|pair| from_hex(pair).and_then(|bytes| <[u8; 1]>::try_from(bytes).ok()))
        .map(|byte| byte.map(|[byte]| byte))
        .collect()
}

/// `b'…'`, as `str(bytes)` prints it.
fn python_bytes(body: &[u8]) -> Option<Vec<u8>> {
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
