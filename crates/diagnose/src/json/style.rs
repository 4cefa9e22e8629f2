//! The ways in which serializers print JSON.

/// Whitespace between the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    None,
    /// One after each comma and colon.
    Inline,
    /// A line for each, with so many spaces for each level.
    Lines(usize),
    Tabs,
    /// As PostgreSQL's `json_build_object`: one on each side of a colon, too.
    Spread,
    /// As Jackson's `DefaultPrettyPrinter`: a line for each member, and the items of a list on one line.
    Jackson,
}

impl Space {
    pub(crate) const fn colon(self) -> &'static [u8] {
        match self {
            Self::None => b":",
            Self::Spread | Self::Jackson => b" : ",
            Self::Inline | Self::Lines(_) | Self::Tabs => b": ",
        }
    }

    pub(crate) const fn comma(self) -> &'static [u8] {
        match self {
            Self::Inline | Self::Spread => b", ",
            _ => b",",
        }
    }
}

/// The ASCII characters that are escaped without need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// None.
    Short,
    /// `<`, `>` and `&`, U+2028 and U+2029 too: Go, and Rails.
    Html,
    /// As Go before 1.22, which also writes backspace and form feed by their numbers.
    Go,
    /// As Gson: also `=` and `'`.
    Gson,
    /// As .NET's default encoder: also quotes, `+`, the backtick and DEL, in uppercase.
    DotNet,
}

/// Spelling of characters beyond ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beyond {
    Raw,
    Lower,
    Upper,
}

/// Order of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Kept,
    Sorted,
    /// As the provider documents them.
    Documented,
}

/// A style of printing a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) space: Space,
    pub(crate) beyond: Beyond,
    /// `\/`, as PHP writes.
    pub(crate) slash: bool,
    pub(crate) escapes: Escapes,
    pub(crate) order: Order,
    /// The name, for messages.
    pub(crate) name: &'static str,
}

/// The provider's documented fields, in its order.
const DOCUMENTED: [&str; 18] = [
    "event",
    "id",
    "status",
    "video_url",
    "output_url",
    "model",
    "output_format",
    "bg_type",
    "bg_color",
    "text_prompt",
    "metadata",
    "auto_start",
    "webhook_url",
    "webhook_events",
    "error",
    "code",
    "message",
    "request_id",
];

impl Order {
    /// Continues a sentence that names a style.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Kept => "",
            Self::Sorted => ", its keys sorted",
            Self::Documented => ", its keys in the provider's order (here they are sorted)",
        }
    }

    /// Whether one key is before another.
    pub(crate) fn is_before(self, one: &str, two: &str) -> bool {
        match self {
            Self::Kept => false,
            // Python and Go compare characters, JavaScript and Java UTF-16 units; that differs for emoji in keys only.
            Self::Sorted => one < two,
            Self::Documented => rank(one) < rank(two),
        }
    }
}

fn rank(key: &str) -> usize {
    DOCUMENTED.iter().position(|known| *known == key).unwrap_or(DOCUMENTED.len())
}
