//! The styles of known serializers.

use alloc::vec::Vec;

use super::style::{Beyond, Escapes, Order, Space, Style};
use super::value::Value;

const fn style(space: Space, beyond: Beyond, slash: bool, name: &'static str) -> Style {
    Style { space, beyond, slash, escapes: Escapes::Short, order: Order::Kept, name }
}

const fn escaped(space: Space, beyond: Beyond, escapes: Escapes, name: &'static str) -> Style {
    Style { space, beyond, slash: false, escapes, order: Order::Kept, name }
}

/// The set of styles to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Styles {
    /// Those of JavaScript, Python and PHP.
    Frequent,
    /// All but those that one library alone has.
    Known,
    All,
}

const FREQUENT: usize = 12;
const KNOWN: usize = 20;
/// Number of frequent styles to try in another order of the keys.
const FREQUENT_REORDERED: usize = 3;

/// By name: the frequent ones first.
const STYLES: [Style; 27] = [
    style(Space::None, Beyond::Raw, false, "compact, as JSON.stringify prints it"),
    style(Space::Inline, Beyond::Lower, false, "spaced and in ASCII, as Python's json.dumps prints it"),
    style(Space::Inline, Beyond::Raw, false, "spaced, as Python's json.dumps prints it with ensure_ascii=False"),
    style(Space::None, Beyond::Lower, true, "compact, in ASCII and with \\/, as PHP's json_encode prints it"),
    style(
        Space::None,
        Beyond::Raw,
        true,
        "compact and with \\/, as PHP's json_encode prints it with JSON_UNESCAPED_UNICODE",
    ),
    style(Space::None, Beyond::Lower, false, "compact and in ASCII, as Python prints it with separators=(',', ':')"),
    style(Space::Lines(2), Beyond::Raw, false, "indented by 2, as JSON.stringify(value, null, 2) prints it"),
    style(Space::Lines(4), Beyond::Raw, false, "indented by 4"),
    style(Space::Lines(2), Beyond::Lower, false, "indented by 2 and in ASCII, as Python prints it with indent=2"),
    style(Space::Lines(4), Beyond::Lower, false, "indented by 4 and in ASCII, as Python prints it with indent=4"),
    style(
        Space::Lines(4),
        Beyond::Lower,
        true,
        "indented by 4, in ASCII and with \\/, as PHP prints it with JSON_PRETTY_PRINT",
    ),
    style(Space::Lines(4), Beyond::Raw, true, "indented by 4 and with \\/, as PHP prints it"),
    escaped(Space::None, Beyond::Raw, Escapes::Html, "compact and with \\u003c for <, as Go's encoding/json prints it"),
    style(Space::None, Beyond::Upper, false, "compact and in ASCII with uppercase escapes"),
    escaped(Space::None, Beyond::Upper, Escapes::DotNet, "compact and in ASCII, as .NET's System.Text.Json prints it"),
    style(Space::Tabs, Beyond::Raw, false, "indented by tabs"),
    style(Space::Inline, Beyond::Lower, true, "spaced, in ASCII and with \\/"),
    style(Space::Inline, Beyond::Upper, false, "spaced and in ASCII with uppercase escapes"),
    style(Space::Lines(2), Beyond::Raw, true, "indented by 2 and with \\/"),
    escaped(Space::Lines(2), Beyond::Raw, Escapes::Html, "indented by 2 and with \\u003c for <, as Go prints it"),
    escaped(Space::None, Beyond::Raw, Escapes::Go, "compact, as Go before 1.22 prints it"),
    escaped(Space::None, Beyond::Raw, Escapes::Gson, "compact and with \\u003d for =, as Gson prints it"),
    escaped(Space::Lines(2), Beyond::Raw, Escapes::Gson, "indented by 2, as Gson prints it"),
    escaped(Space::Lines(2), Beyond::Upper, Escapes::DotNet, "indented by 2, as .NET's System.Text.Json prints it"),
    style(Space::Jackson, Beyond::Raw, false, "indented with a space on each side of the colon, as Jackson prints it"),
    style(
        Space::Spread,
        Beyond::Raw,
        false,
        "with a space on each side of the colon, as PostgreSQL's json_build_object prints it",
    ),
    style(Space::Spread, Beyond::Lower, false, "with a space on each side of the colon, in ASCII"),
];

const HTML: [char; 5] = ['<', '>', '&', '\u{2028}', '\u{2029}'];

impl Style {
    /// All that make different texts of this value, in three orders of its keys.
    pub(crate) fn all(value: &Value<'_>, styles: Styles) -> Vec<Self> {
        let has_beyond = value.any_text(&mut |text| !text.is_ascii());
        let has_slash = value.any_text(&mut |text| text.contains('/'));
        let needs = |escapes| match escapes {
            Escapes::Short => false,
            Escapes::Html => value.any_text(&mut |text| text.contains(HTML)),
            Escapes::Go => value.any_text(&mut |text| text.contains(['\x08', '\x0c'])),
            Escapes::Gson => value.any_text(&mut |text| text.contains(['=', '\''])),
            Escapes::DotNet => {
                value.any_text(&mut |text| text.contains(['"', '\'', '+', '`', '\x7f']) || text.contains(HTML))
            }
        };
        let needed = [Escapes::Short, Escapes::Html, Escapes::Go, Escapes::Gson, Escapes::DotNet].map(needs);
        let escapes_of = |named: Escapes| match named {
            _ if needed.get(named as usize) == Some(&true) => named,
            Escapes::Go | Escapes::Gson if needed.get(Escapes::Html as usize) == Some(&true) => Escapes::Html,
            _ => Escapes::Short,
        };
        let orders = [Order::Sorted, Order::Documented]
            .into_iter()
            .filter(|order| !value.is_ordered(&|one, two| order.is_before(one, two)));
        let mut all: Vec<Self> = Vec::new();
        for order in [Order::Kept].into_iter().chain(orders) {
            let most = match (styles, order) {
                (Styles::All, Order::Kept) => STYLES.len(),
                (Styles::All | Styles::Known, _) => KNOWN,
                (Styles::Frequent, Order::Kept) => FREQUENT,
                (Styles::Frequent, _) => FREQUENT_REORDERED,
            };
            for named in STYLES.iter().take(most) {
                let beyond = if has_beyond { named.beyond } else { Beyond::Raw };
                let (slash, escapes) = (named.slash && has_slash, escapes_of(named.escapes));
                let space = if value.is_plain() { Space::None } else { named.space };
                let style = Self { space, beyond, slash, escapes, order, name: named.name };
                if !all.iter().any(|known| known.is_same(&style)) {
                    all.push(style);
                }
            }
        }
        all
    }

    fn is_same(&self, other: &Self) -> bool {
        Self { name: "", ..*self } == Self { name: "", ..*other }
    }
}
