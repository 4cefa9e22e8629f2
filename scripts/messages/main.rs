//! Prints the texts that the npm package shows, as a JavaScript module: the build takes them from here, so that they
//! are written once.

use webhook_verifier::bindings::{ERROR_HINTS, SECRET_HINTS};
use webhook_verifier::{Error, Header, PayloadErrorKind, SecretError};
use webhook_verifier_diagnose::foreign_headers;

fn main() {
    let rows = Error::ROWS.iter().zip(ERROR_HINTS);
    let rows: Vec<_> =
        rows.map(|(row, hint)| format!("[{:?}, {}, {:?}, {hint:?}]", row.code, row.status, row.message)).collect();
    println!("export const ERRORS = [{}]", rows.join(", "));
    println!("export const FLAWS = {:?}", PayloadErrorKind::TEXTS);
    println!("export const HEADERS = {:?}", Header::ALL.map(Header::name));
    println!("export const FOREIGN_HEADERS = {:?}", foreign_headers().collect::<Vec<_>>());
    println!("export const SECRET_FLAWS = {:?}", SecretError::TEXTS);
    println!("export const SECRET_HINTS = {SECRET_HINTS:?}");
}
