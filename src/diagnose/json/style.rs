//! The ways in which serializers print JSON.

use alloc::vec::Vec;

use super::value::Value;

/// White space between the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    None,
    /// One behind each comma and colon.
    Inline,
    /// A line for each, with so many spaces for each level.
    Lines(usize),
    Tabs,
}

/// How characters beyond ASCII are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beyond {
    Raw,
    Lower,
    Upper,
}

/// In which order keys stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Kept,
    Sorted,
    /// As the provider documents them.
    Documented,
}

/// How a document is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) space: Space,
    pub(crate) beyond: Beyond,
    /// `\/`, as PHP writes.
    pub(crate) slash: bool,
    /// `\u003c` for `<`, as Go writes.
    pub(crate) html: bool,
    pub(crate) order: Order,
    /// What it is called.
    pub(crate) name: &'static str,
}

const fn style(space: Space, beyond: Beyond, slash: bool, html: bool, name: &'static str) -> Style {
    Style { space, beyond, slash, html, order: Order::Kept, name }
}

/// How many of the styles are frequent, and how many so where keys were reordered too.
const FREQUENT: usize = 12;
const FREQUENT_REORDERED: usize = 3;

/// By name: the frequent ones first.
const STYLES: [Style; 20] = [
    style(Space::None, Beyond::Raw, false, false, "compact, as JSON.stringify prints"),
    style(Space::Inline, Beyond::Lower, false, false, "spaced and in ASCII, as Python's json.dumps prints"),
    style(Space::Inline, Beyond::Raw, false, false, "spaced, as Python's json.dumps prints with ensure_ascii=False"),
    style(Space::None, Beyond::Lower, true, false, "compact, in ASCII and with \\/, as PHP's json_encode prints"),
    style(
        Space::None,
        Beyond::Raw,
        true,
        false,
        "compact and with \\/, as PHP's json_encode prints with JSON_UNESCAPED_UNICODE",
    ),
    style(
        Space::None,
        Beyond::Lower,
        false,
        false,
        "compact and in ASCII, as Python prints with separators=(',', ':')",
    ),
    style(Space::Lines(2), Beyond::Raw, false, false, "indented by 2, as JSON.stringify(value, null, 2) prints"),
    style(Space::Lines(4), Beyond::Raw, false, false, "indented by 4"),
    style(Space::Lines(2), Beyond::Lower, false, false, "indented by 2 and in ASCII, as Python prints with indent=2"),
    style(Space::Lines(4), Beyond::Lower, false, false, "indented by 4 and in ASCII, as Python prints with indent=4"),
    style(
        Space::Lines(4),
        Beyond::Lower,
        true,
        false,
        "indented by 4, in ASCII and with \\/, as PHP prints with JSON_PRETTY_PRINT",
    ),
    style(Space::Lines(4), Beyond::Raw, true, false, "indented by 4 and with \\/, as PHP prints"),
    style(Space::None, Beyond::Raw, false, true, "compact and with \\u003c for <, as Go's encoding/json prints"),
    style(Space::None, Beyond::Upper, false, false, "compact and in ASCII with upper-case escapes"),
    style(Space::None, Beyond::Upper, false, true, "compact and in ASCII, as .NET's System.Text.Json prints"),
    style(Space::Tabs, Beyond::Raw, false, false, "indented by tabs"),
    style(Space::Inline, Beyond::Lower, true, false, "spaced, in ASCII and with \\/"),
    style(Space::Inline, Beyond::Upper, false, false, "spaced and in ASCII with upper-case escapes"),
    style(Space::Lines(2), Beyond::Raw, true, false, "indented by 2 and with \\/"),
    style(Space::Lines(2), Beyond::Raw, false, true, "indented by 2 and with \\u003c for <, as Go prints"),
];

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
    /// How a sentence goes on that names a style.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Kept => "",
            Self::Sorted => ", its keys sorted",
            Self::Documented => ", its keys in the provider's order (here they are sorted)",
        }
    }

    /// Whether one key stands before another.
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

impl Style {
    /// All that make different texts of this value, in three orders of its keys; of a large one the frequent.
    pub(crate) fn all(value: &Value<'_>, is_large: bool) -> Vec<Self> {
        let has_beyond = value.any_text(&mut |text| !text.is_ascii());
        let has_slash = value.any_text(&mut |text| text.contains('/'));
        let has_html = value.any_text(&mut |text| text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
        let orders = [Order::Sorted, Order::Documented]
            .into_iter()
            .filter(|order| !value.is_ordered(&|one, two| order.is_before(one, two)));
        let mut all: Vec<Self> = Vec::new();
        for order in [Order::Kept].into_iter().chain(orders) {
            let most = match (is_large, order) {
                (false, _) => STYLES.len(),
                (true, Order::Kept) => FREQUENT,
                (true, _) => FREQUENT_REORDERED,
            };
            for named in STYLES.iter().take(most) {
                let beyond = if has_beyond { named.beyond } else { Beyond::Raw };
                let (slash, html) = (named.slash && has_slash, named.html && has_html);
                let space = if value.is_plain() { Space::None } else { named.space };
                let style = Self { space, beyond, slash, html, order, name: named.name };
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

/// What a body looks like, and how to get the raw one where bodies are printed so.
pub(crate) fn given(body: &[u8]) -> (&'static str, &'static str) {
    let start = body.get(..256).unwrap_or(body);
    let has = |part: &[u8]| start.windows(part.len().max(1)).any(|window| window == part);
    if body.windows(2).any(|pair| pair == b"\\/") {
        return ("as PHP's json_encode prints (\\/)", PHP);
    }
    if has(b"{\n  ") || has(b"[\n  ") {
        return ("indented, as JSON.stringify(value, null, 2) and log viewers print", JAVASCRIPT);
    }
    if has(b"\": ") {
        return ("spaced, as Python's json.dumps prints", PYTHON);
    }
    ("compact, as JSON.stringify prints", JAVASCRIPT)
}

pub(crate) const JAVASCRIPT: &str = "pass the raw bytes: express.raw({ type: () => true }) before any express.json(), then req.body; in Next.js, Hono, Workers, Deno and Bun verifier.verifyRequest(request) or await request.text(); Fastify: webhookPlugin; Nest: { rawBody: true }, then req.rawBody";
const PYTHON: &str = "pass the raw bytes, not json.dumps(request.json): request.get_data() in Flask, request.body in Django, await request.body() in FastAPI";
const PHP: &str = "pass the raw bytes, not json_encode(json_decode(…)): file_get_contents('php://input'), in Laravel $request->getContent()";
