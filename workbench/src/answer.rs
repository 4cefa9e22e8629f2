//! A diagnosis as the JSON that JavaScript reads.

use webhook_verifier::diagnose::{Diagnosis, Finding};

pub(crate) fn of(diagnosis: &Diagnosis) -> String {
    let findings: Vec<String> = diagnosis.findings.iter().map(finding).collect();
    format!(r#"{{"verified":{},"findings":[{}]}}"#, diagnosis.verified, findings.join(","))
}

fn finding(finding: &Finding) -> String {
    format!(
        r#"{{"code":{},"certainty":{},"message":{},"fix":{}}}"#,
        text(finding.code()),
        text(finding.certainty.as_str()),
        text(&finding.message),
        text(&finding.fix)
    )
}

/// A JSON text. Ids of secrets are the callers' and may be anything.
pub(crate) fn text(plain: &str) -> String {
    let mut text = String::from("\"");
    for letter in plain.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            '\0'..='\x1f' => text.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => text.push(letter),
        }
    }
    text + "\""
}
