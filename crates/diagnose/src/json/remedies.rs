//! Known styles of a body, and the remedy for each: a way to the raw bytes.

/// Returns the style of a body, and the remedy.
pub(crate) fn given(body: &[u8]) -> (&'static str, &'static str) {
    let start = body.get(..256).unwrap_or(body);
    let has = |part: &[u8]| start.windows(part.len().max(1)).any(|window| window == part);
    if body.windows(2).any(|pair| pair == b"\\/") {
        return ("as PHP's json_encode prints (\\/)", PHP);
    }
    if has(b"{\n  ") || has(b"[\n  ") {
        return ("indented, as JSON.stringify(value, null, 2) and log viewers print", JAVASCRIPT);
    }
    if has(b"\" : ") {
        return ("spaced on each side of the colon, as Jackson and PostgreSQL print", JAVA);
    }
    if has(b"\": ") {
        return ("spaced, as Python's json.dumps prints", PYTHON);
    }
    ("compact, as JSON.stringify prints", JAVASCRIPT)
}

pub(crate) const JAVASCRIPT: &str = "pass the raw bytes: express.raw({ type: () => true }) before any express.json(), then req.body; in Next.js, Hono, Workers, Deno and Bun verifier.verifyRequest(request); Fastify: webhookPlugin; Nest: { rawBody: true }, then req.rawBody";
const JAVA: &str = "pass the raw bytes, not the text of a parsed object: @RequestBody byte[] in Spring, request.getInputStream().readAllBytes() in a servlet";
const PYTHON: &str = "pass the raw bytes, not json.dumps(request.json): request.get_data() in Flask, request.body in Django, await request.body() in FastAPI";
const PHP: &str = "pass the raw bytes, not json_encode(json_decode(…)): file_get_contents('php://input'), in Laravel $request->getContent()";
