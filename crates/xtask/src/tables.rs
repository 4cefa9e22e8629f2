//! Tables for the docs, in Markdown.

use webhook_verifier::Policy;
use webhook_verifier::bindings::ERRORS;
use webhook_verifier_diagnose::FindingCode;
use webhook_verifier_diagnose::capture::CaptureFormat;

use crate::npm::{HANDLER_ERRORS, error_hint};

/// The names of the tables.
pub(crate) const NAMES: &[&str] = &["errors", "findings", "captures", "defaults"];

/// Prints the tables of these names, or all.
pub(crate) fn print(names: &[&str]) -> Result<String, String> {
    let names = if names.is_empty() { NAMES } else { names };
    Ok(names.iter().map(|name| table(name)).collect::<Result<Vec<_>, _>>()?.join("\n"))
}

fn table(name: &str) -> Result<String, String> {
    Ok(match name {
        "errors" => rows(&["code", "status", "fact", "try"], errors()?),
        "findings" => rows(&["code", "fact", "fix"], findings()),
        "captures" => rows(&["format"], CaptureFormat::ALL.iter().map(|format| vec![code(format.as_str())]).collect()),
        "defaults" => rows(&["option", "default"], defaults()),
        _ => return Err(format!("there is no table {name}; there are {}", NAMES.join(", "))),
    })
}

fn errors() -> Result<Vec<Vec<String>>, String> {
    let of_verifier = ERRORS.iter().map(|row| Ok((row.code, row.status, row.message, error_hint(row.code)?)));
    let of_handler = HANDLER_ERRORS.iter().map(|error| Ok((error.code, error.status, error.message, error.hint)));
    of_verifier
        .chain(of_handler)
        .map(|row| {
            row.map(|(name, status, fact, hint)| vec![code(name), status.to_string(), detailed(fact), hint.to_owned()])
        })
        .collect()
}

fn findings() -> Vec<Vec<String>> {
    FindingCode::ROWS.iter().map(|row| vec![code(row.code), row.message.join("…"), row.fix.join("…")]).collect()
}

fn defaults() -> Vec<Vec<String>> {
    let Policy { tolerance, future_tolerance, max_body_bytes, .. } = Policy::default();
    [
        ("toleranceSeconds", tolerance.as_secs()),
        ("futureToleranceSeconds", future_tolerance.as_secs()),
        ("maxBodyBytes", max_body_bytes),
    ]
    .map(|(option, value)| vec![code(option), value.to_string()])
    .to_vec()
}

fn code(name: &str) -> String {
    format!("`{name}`")
}

/// A message whose details, in braces, are set in italics.
fn detailed(message: &str) -> String {
    message.replace(['{', '}'], "*")
}

fn rows(titles: &[&str], rows: Vec<Vec<String>>) -> String {
    let titles: Vec<_> = titles.iter().map(|title| (*title).to_owned()).collect();
    let line = vec!["---".to_owned(); titles.len()];
    [titles, line]
        .into_iter()
        .chain(rows)
        .map(|cells| format!("| {} |\n", cells.join(" | ").replace('\n', " ")))
        .collect()
}
