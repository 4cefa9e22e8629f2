//! A value as `JSON.stringify` prints it.

use alloc::format;
use alloc::string::String;

use crate::json::Value;

/// The compact text. Numbers and words stay as they are spelled.
pub(in super::super) fn compact(value: &Value<'_>) -> String {
    let mut text = String::new();
    print(value, &mut text);
    text
}

/// The same if it is certain: `None` for words that JavaScript would print differently, or not at all.
pub(in super::super) fn exact(value: &Value<'_>) -> Option<String> {
    is_exact(value).then(|| compact(value))
}

fn is_exact(value: &Value<'_>) -> bool {
    match value {
        Value::Word("true" | "false" | "null") | Value::Text(_) => true,
        Value::Word(word) => word.parse::<i32>().is_ok_and(|number| format!("{number}") == *word),
        Value::List(items) => items.iter().all(is_exact),
        // Names that are numbers come first in JavaScript, whatever their order here.
        Value::Map(members) => members.iter().all(|(name, value)| {
            !name.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '[' | '<')) && is_exact(value)
        }),
    }
}

fn print(value: &Value<'_>, text: &mut String) {
    match value {
        Value::Word(word) => text.push_str(word),
        Value::Text(plain) => string(plain, text),
        Value::List(items) => {
            text.push('[');
            for (count, item) in items.iter().enumerate() {
                text.push_str(if count > 0 { "," } else { "" });
                print(item, text);
            }
            text.push(']');
        }
        Value::Map(members) => {
            text.push('{');
            for (count, (name, value)) in members.iter().enumerate() {
                text.push_str(if count > 0 { "," } else { "" });
                string(name, text);
                text.push(':');
                print(value, text);
            }
            text.push('}');
        }
    }
}

fn string(plain: &str, text: &mut String) {
    text.push('"');
    for letter in plain.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\0'..='\u{1f}' => text.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => text.push(letter),
        }
    }
    text.push('"');
}
