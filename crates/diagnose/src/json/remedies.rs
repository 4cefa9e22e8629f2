//! Known styles of a body, and the remedy for each: a way to the raw bytes.

/// Returns the style of a body, and the remedy.
pub(crate) fn given(body: &[u8]) -> (&'static str, &'static str) {
    let start = body.get(..256).unwrap_or(body);
    let has = |part: &[u8]| start.windows(part.len().max(1)).any(|window| window == part);
    if body.windows(2).any(|pair| pair == b"\\/") {
        return ("with \\/, as PHP's json_encode prints it", PHP);
    }
    if has(b"{\n  ") || has(b"[\n  ") {
        return ("indented, as JSON.stringify(value, null, 2) and log viewers print it", JAVASCRIPT);
    }
    if has(b"\" : ") {
        return ("spaced on each side of the colon, as Jackson and PostgreSQL print it", JAVA);
    }
    if has(b"\": ") {
        return ("spaced, as Python's json.dumps prints it", PYTHON);
    }
    ("compact, as JSON.stringify prints it", JAVASCRIPT)
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
