//! Known styles of a body, and the remedy for each: a way to the raw bytes.

use alloc::borrow::Cow;

use super::style::{Beyond, Escapes, Order, Space, Style};
use super::styles::Styles;
use super::value::Value;

/// Returns the style of a body, and the remedy. `value` is the body, parsed.
pub(crate) fn given(body: &[u8], value: &Value<'_>, styles: Styles) -> (Cow<'static, str>, &'static str) {
    let text = body.trim_ascii();
    let is_kept = |style: &Style| style.order == Order::Kept;
    let known =
        Style::all(value, styles).into_iter().filter(is_kept).find(|style| style.print(value, text.len()) == text);
    match known {
        Some(style) => (Cow::Borrowed(style.name), remedy(&style)),
        None => unknown(text),
    }
}

const fn remedy(style: &Style) -> &'static str {
    match (style.escapes, style.space) {
        _ if style.slash => PHP,
        (Escapes::Html | Escapes::Go, _) => GO,
        (Escapes::DotNet, _) => DOTNET,
        (Escapes::Gson, _) | (_, Space::Spread | Space::Jackson) => JAVA,
        (_, Space::Inline) => PYTHON,
        _ if matches!(style.beyond, Beyond::Lower) => PYTHON,
        _ => JAVASCRIPT,
    }
}

/// The description of a text that no known serializer prints.
fn unknown(body: &[u8]) -> (Cow<'static, str>, &'static str) {
    let has = |part: &[u8]| body.windows(part.len().max(1)).any(|window| window == part);
    let (space, remedy) = if has(b"\n\t") {
        ("indented by tabs", JAVASCRIPT)
    } else if has(b"\n ") {
        ("indented", JAVASCRIPT)
    } else if has(b"\" : ") {
        ("spaced on each side of the colon", JAVA)
    } else if has(b"\": ") {
        ("spaced", PYTHON)
    } else {
        ("printed", JAVASCRIPT)
    };
    match (has(b"\\/"), has(b"\\u")) {
        (true, _) => (Cow::Owned(alloc::format!("{space} with \\/ for some slashes")), PHP),
        (false, true) => (Cow::Owned(alloc::format!("{space} with \\u escapes for some characters")), remedy),
        (false, false) => (Cow::Owned(alloc::format!("{space} in a way that no known serializer has")), remedy),
    }
}

/// Ways to the raw bytes, one for each framework.
macro_rules! raw_bytes {
    ($remedy:literal) => {
        concat!(
            $remedy,
            ":\nExpress: express.raw({ type: () => true }) before any express.json(), then req.body",
            "\nFastify: webhookPlugin of webhook-verifier/fastify",
            "\nNest: NestFactory.create(App, { rawBody: true }), then req.rawBody",
            "\nNext.js, Hono, Workers, Deno, Bun: verifier.verifyRequest(request)",
        )
    };
}

pub(crate) const JAVASCRIPT: &str = raw_bytes!("pass the raw bytes");
/// For a body that is not there.
pub(crate) const CONSUMED: &str = raw_bytes!(
    "add the body to a pasted request, or give it with --body-file. In a program, verify before the body is read"
);
const JAVA: &str = "pass the raw bytes, not the text of a parsed object:\nSpring: @RequestBody byte[]\nservlet: request.getInputStream().readAllBytes()";
const PYTHON: &str = "pass the raw bytes, not the output of json.dumps:\nFlask: request.get_data()\nDjango: request.body\nFastAPI: await request.body()";
const PHP: &str = "pass the raw bytes, not the output of json_encode:\nPHP: file_get_contents('php://input')\nLaravel: $request->getContent()";
const GO: &str = "pass the raw bytes, not the output of json.Marshal:\nGo: io.ReadAll(r.Body)";
const DOTNET: &str = "pass the raw bytes, not the output of JsonSerializer:\nASP.NET Core: Request.Body.CopyToAsync(stream), before the body is bound";
