//! The modules that TypeScript imports from `pkg-template/lib/contract/`.

use std::fmt::Debug;

use serde_json::{Value, json};
use webhook_verifier::bindings::{
    ERRORS, EVENT_KINDS, HEADERS, PAYLOAD_ERRORS, SECRET_ERRORS, payload_predicate, secret_predicate,
};
use webhook_verifier::{Policy, Secrets};
use webhook_verifier_diagnose::capture::{
    Capture, CaptureError, CaptureErrorCode, CaptureFormat, HarEntry, HeaderLine, Note, NoteCode,
};
use webhook_verifier_diagnose::{
    Certainty, Diagnosis, Finding, FindingCode, InputMistake, MAX_CANDIDATES, foreign_headers,
};

use crate::abi;
use crate::exports;
use crate::npm::{HANDLER_ERRORS, error_hint, secret_hint};
use crate::typescript::Module;

/// Returns the modules by the names of their files.
pub(crate) fn modules() -> Result<Vec<(&'static str, String)>, String> {
    Ok(vec![
        ("abi.ts", numbers()),
        ("captures.ts", captures()),
        ("defaults.ts", defaults()),
        ("diagnosis.ts", diagnosis()),
        ("errors.ts", errors()?),
        ("events.ts", events()),
        ("exports.ts", exports()?),
        ("headers.ts", headers()),
        ("input-mistakes.ts", input_mistakes()),
        ("numbers.ts", codes()),
        ("secrets.ts", secrets()?),
    ])
}

fn numbers() -> String {
    let module = Module::new("The interface of the verifier's module: layout of its buffer, results, bits.");
    abi::ALL.iter().fold(module, |module, (name, value, docs)| module.number(docs, name, (*value).into())).finish()
}

fn errors() -> Result<String, String> {
    let hinted: Result<Vec<Value>, String> =
        ERRORS.iter().map(|row| Ok(json!([row.code, row.status, row.message, error_hint(row.code)?]))).collect();
    // An error without a hint is an answer alone, and never thrown.
    let (thrown, answers): (Vec<_>, Vec<_>) = HANDLER_ERRORS.iter().partition(|error| !error.hint.is_empty());
    let thrown_codes = thrown.iter().map(|error| error.code);
    let thrown = thrown.iter().map(|error| (error.code.to_owned(), json!([error.status, error.message, error.hint])));
    let answers =
        answers.iter().map(|error| (error.code.to_uppercase(), json!({ "code": error.code, "status": error.status })));
    let codes = ERRORS.iter().map(|row| row.code).chain(HANDLER_ERRORS.iter().map(|error| error.code));
    let verifier_codes = ERRORS.iter().map(|row| row.code);
    let module = Module::new("Errors, in the order of the checks.")
        .union(
            "The stable codes of refused deliveries. More may come; treat an unknown one by its status.",
            "WebhookErrorCode",
            codes,
        )
        .union("The codes of the verifier alone, in the order of its checks.", "VerifierErrorCode", verifier_codes)
        .union("The codes of errors that a handler makes.", "HandlerErrorCode", thrown_codes)
        .typed(
            "Code, status, message and hint of each error, by its number in the module. `{…}` stands for a detail.",
            "ERRORS",
            "ReadonlyArray<readonly [code: WebhookErrorCode, status: number, message: string, hint: string]>",
            &Value::Array(hinted?),
        )
        .typed(
            "Status, message and hint of these errors.",
            "HANDLER_ERRORS",
            "Readonly<Record<HandlerErrorCode, readonly [status: number, message: string, hint: string]>>",
            &Value::Object(thrown.collect()),
        )
        .typed(
            "Facts about a malformed payload, by the number of its kind. Each completes \"the body\".",
            "PAYLOAD_ERRORS",
            "readonly string[]",
            &json!(texts(PAYLOAD_ERRORS, payload_predicate)),
        );
    let answer = "{ readonly code: WebhookErrorCode; readonly status: number }";
    Ok(answers
        .fold(module, |module, (name, value)| module.typed("An answer of a handler.", &name, answer, &value))
        .finish())
}

fn events() -> String {
    let names: Vec<_> = EVENT_KINDS.iter().map(|kind| kind.as_str()).collect();
    Module::new("Events.")
        .union("The types of events.", "EventType", names.iter().copied())
        .typed("The types by their numbers in the module.", "EVENT_TYPES", "readonly EventType[]", &json!(names))
        .finish()
}

fn exports() -> Result<String, String> {
    let mut members = vec!["  memory: WebAssembly.Memory\n".to_owned()];
    members.extend(exports::members()?);
    let docs = "The memory and the functions of the verifier's module.";
    Ok(Module::new("The exports of the verifier's module.").interface(docs, "Exports", &members).finish())
}

/// The numbers of named things, for the self-test of the module.
fn codes() -> String {
    let errors = ERRORS.iter().map(|row| row.code.to_uppercase());
    let payload_errors = PAYLOAD_ERRORS.iter().map(|kind| screaming("Payload", kind));
    let headers = HEADERS.iter().map(|header| screaming("Header", header));
    let events = EVENT_KINDS.iter().map(|kind| screaming("Event", kind));
    let module =
        Module::new("The numbers of errors, payload errors, headers and kinds of event in the verifier's module.");
    let module = errors.zip(0..).fold(module, |module, (name, number)| module.number("", &name, number));
    let module = payload_errors.zip(0..).fold(module, |module, (name, number)| module.number("", &name, number));
    let module = headers.zip(0..).fold(module, |module, (name, number)| module.number("", &name, number));
    events.zip(0..).fold(module, |module, (name, number)| module.number("", &name, number)).finish()
}

/// `PAYLOAD_TOO_DEEP` of the variant `TooDeep`.
fn screaming(prefix: &str, variant: &impl Debug) -> String {
    let name = format!("{prefix}{variant:?}");
    name.char_indices()
        .flat_map(|(at, letter)| (at > 0 && letter.is_uppercase()).then_some('_').into_iter().chain([letter]))
        .collect::<String>()
        .to_uppercase()
}

fn headers() -> String {
    Module::new("Headers.")
        .typed(
            "The headers of a delivery by their numbers in the module, in lower case.",
            "HEADERS",
            "readonly string[]",
            &json!(texts(HEADERS, |header| header.name())),
        )
        .typed(
            "As many as there are headers: a tuple of another length does not compile.",
            "HEADERS_LENGTH",
            &HEADERS.len().to_string(),
            &json!(HEADERS.len()),
        )
        .typed(
            "Headers of other providers, which a diagnosis recognizes.",
            "FOREIGN_HEADERS",
            "readonly string[]",
            &json!(foreign_headers().collect::<Vec<_>>()),
        )
        .finish()
}

fn secrets() -> Result<String, String> {
    let facts = texts(SECRET_ERRORS, secret_predicate);
    let hints = facts.iter().map(|fact| secret_hint(fact)).collect::<Result<Vec<_>, _>>()?;
    // Errors of one secret have the first numbers, so that a number finds its text.
    let facts = facts.iter().zip(hints).map_while(|(fact, hint)| match hint? {
        "" => Some((*fact).to_owned()),
        hint => Some(format!("{fact}; {hint}")),
    });
    Ok(Module::new("Secrets.")
        .number("The number of secrets in use at once.", "MAX_SECRETS", Secrets::MAX as u64)
        .typed(
            "The fact about a bad secret and advice, by the number of its error.",
            "SECRET_ERRORS",
            "readonly string[]",
            &json!(facts.collect::<Vec<_>>()),
        )
        .finish())
}

fn defaults() -> String {
    let Policy { tolerance, future_tolerance, max_body_bytes, .. } = Policy::default();
    Module::new("Defaults of a verifier's options.")
        .number("Age allowed, inclusive.", "TOLERANCE_SECONDS", tolerance.as_secs())
        .number("Clock skew allowed, inclusive.", "FUTURE_TOLERANCE_SECONDS", future_tolerance.as_secs())
        .number("Bytes of a body, inclusive.", "MAX_BODY_BYTES", max_body_bytes)
        .interface(
            "The limits of a verifier.",
            "PolicyOptions",
            &[
                option(
                    "toleranceSeconds",
                    &format!("Age allowed, in seconds, inclusive. Default {}.", tolerance.as_secs()),
                ),
                option(
                    "futureToleranceSeconds",
                    &format!(
                        "How far the sender's clock may be ahead, in seconds, inclusive. Default {}.",
                        future_tolerance.as_secs()
                    ),
                ),
                option(
                    "maxBodyBytes",
                    &format!("Size of the body in bytes of UTF-8, inclusive. Default {} MiB.", max_body_bytes >> 20),
                ),
            ],
        )
        .finish()
}

fn option(name: &str, docs: &str) -> String {
    format!("  /** {docs} */\n  {name}?: number | undefined\n")
}

fn diagnosis() -> String {
    Module::new("Answers of the diagnosis.")
        .rust::<Diagnosis>()
        .rust::<Finding>()
        .rust::<Certainty>()
        .rust::<FindingCode>()
        .number("The number of secrets that are tried.", "MAX_CANDIDATES", MAX_CANDIDATES as u64)
        .finish()
}

fn captures() -> String {
    Module::new("Answers of readCapture.")
        .rust::<Capture>()
        .rust::<HeaderLine>()
        .rust::<Note>()
        .rust::<NoteCode>()
        .rust::<CaptureFormat>()
        .rust::<CaptureError>()
        .rust::<CaptureErrorCode>()
        .rust::<HarEntry>()
        .finish()
}

fn input_mistakes() -> String {
    let module = Module::new("Mistakes that show in the types of a diagnosis' arguments, by their numbers.");
    let constants = InputMistake::ALL.iter().map(|mistake| (mistake.as_str().to_uppercase(), *mistake as u64));
    constants.fold(module, |module, (name, number)| module.number("", &name, number)).finish()
}

fn texts<T: Copy>(items: &[T], text: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    items.iter().map(|item| text(*item)).collect()
}
