//! Texts of the npm package alone: advice, which names its options and functions, and the errors of its handlers.

/// An error of a handler, for reasons of HTTP, of the store or of the user's schema.
pub(crate) struct HandlerError {
    pub(crate) code: &'static str,
    pub(crate) status: u16,
    pub(crate) message: &'static str,
    pub(crate) hint: &'static str,
}

pub(crate) const HANDLER_ERRORS: &[HandlerError] = &[
    HandlerError { code: "method_not_allowed", status: 405, message: "the method is not POST", hint: "" },
    HandlerError {
        code: "body_timeout",
        status: 408,
        message: "the body did not arrive in full",
        hint: "The sender was too slow or hung up; bodyTimeoutSeconds is the time it has.",
    },
    HandlerError {
        code: "delivery_in_progress",
        status: 503,
        message: "another worker has this delivery in progress",
        hint: "Let the sender retry; a worker that died holds the delivery for leaseSeconds.",
    },
    HandlerError {
        code: "store_unavailable",
        status: 503,
        message: "the replay store failed or was too slow",
        hint: "Read the cause, which says how it failed.",
    },
    HandlerError {
        code: "schema_mismatch",
        status: 500,
        message: "the schema refused the verified data",
        hint: "Read the cause, which is the validator's list of issues.",
    },
];

const DIAGNOSE: &str = "Save the delivery, and run npx webhook-verifier diagnose to find the cause.";

/// Returns the advice for an error of the verifier: one thing to try next.
pub(crate) fn error_hint(code: &str) -> Result<&'static str, String> {
    Ok(match code {
        "missing_header" => "Check that the sender has a signing secret configured and that no proxy drops the header.",
        "ambiguous_header" => "Look for a proxy or middleware that adds a second copy of the header.",
        "body_too_large" => "Raise maxBodyBytes if the sender's payloads are this large.",
        "unsupported_encoding" => {
            "Have the proxy pass the body on as it arrived; if middleware has decoded it already, delete req.headers['content-encoding']."
        }
        "malformed_signature" | "malformed_timestamp" => DIAGNOSE,
        "signature_mismatch" => {
            "Check the secret, and that the body is the raw bytes; npx webhook-verifier diagnose finds the cause."
        }
        "timestamp_too_old" => {
            "Pass receivedAt for a delivery that waited in a queue or an archive, or raise toleranceSeconds."
        }
        "timestamp_in_future" => "Synchronize the clocks of sender and receiver, or raise futureToleranceSeconds.",
        "malformed_payload" => "Ask the sender for one strict JSON object in UTF-8.",
        "event_mismatch" => {
            "Look for a proxy or middleware that changes the header, which the signature does not cover."
        }
        _ => return Err(format!("the error {code} has no hint; add one to error_hint in crates/xtask/src/npm.rs")),
    })
}

/// Returns the advice for a setting that cannot be a secret, by its fact; empty if the fact says enough. `None` for an error of a
/// list of secrets, which the package checks itself.
pub(crate) fn secret_hint(fact: &str) -> Result<Option<&'static str>, String> {
    Ok(match fact {
        "is empty" | "is the text of undefined, null or an object" => Some("is its environment variable set?"),
        "starts or ends with whitespace" => Some("was it read from a file with a newline?"),
        "is only whitespace" | "contains a NUL character" => Some(""),
        "must be one of 1 to 4" | "has the id of another" => None,
        _ => {
            return Err(format!(
                "the secret error '{fact}' has no hint; add one to secret_hint in crates/xtask/src/npm.rs"
            ));
        }
    })
}

#[cfg(test)]
mod tests {
    use webhook_verifier::bindings::{ERRORS, SECRET_ERRORS, secret_predicate};

    use super::{HANDLER_ERRORS, error_hint, secret_hint};

    #[test]
    fn each_hint_is_one_sentence() {
        let of_verifier = ERRORS.iter().map(|row| error_hint(row.code));
        for hint in of_verifier.chain(HANDLER_ERRORS.iter().map(|error| Ok(error.hint))) {
            let hint = hint.unwrap_or_else(|message| message.leak());
            assert!(hint.is_empty() || hint.ends_with('.') && !hint.contains(". "), "{hint}");
        }
        for fact in SECRET_ERRORS.iter().map(|error| secret_predicate(*error)) {
            assert!(
                secret_hint(fact).is_ok_and(|hint| hint.is_none_or(|hint| hint.is_empty() || hint.ends_with('?'))),
                "{fact}"
            );
        }
    }

    #[test]
    fn hints_fit_their_errors() {
        for (code, word) in [
            ("body_too_large", "maxBodyBytes"),
            ("timestamp_in_future", "futureToleranceSeconds"),
            ("event_mismatch", "header"),
        ] {
            assert!(error_hint(code).is_ok_and(|hint| hint.contains(word)), "{code}");
        }
        for (fact, word) in [("is empty", "variable"), ("starts or ends with whitespace", "newline")] {
            assert!(secret_hint(fact).is_ok_and(|hint| hint.is_some_and(|hint| hint.contains(word))), "{fact}");
        }
    }

    #[test]
    fn an_error_without_a_hint_is_named() {
        assert!(error_hint("scratch_code").is_err_and(|message| message.contains("scratch_code")));
        assert!(secret_hint("is a scratch").is_err_and(|message| message.contains("is a scratch")));
    }
}
