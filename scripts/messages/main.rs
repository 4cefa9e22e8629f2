//! Prints the texts that the npm package shows, as a JavaScript module: the build takes them from here, so that they
//! are written once.

use webhook_verifier::diagnose::foreign_headers;
use webhook_verifier::{Error, FlawKind, Header, SecretError};

fn main() {
    let rows = Error::ROWS.map(|row| format!("[{:?}, {}, {:?}]", row.code, row.status, row.message));
    println!("export const ERRORS = [{}]", rows.join(", "));
    println!("export const FLAWS = {:?}", FlawKind::TEXTS);
    println!("export const HEADERS = {:?}", Header::ALL.map(Header::name));
    println!("export const FOREIGN_HEADERS = {:?}", foreign_headers().collect::<Vec<_>>());
    println!("export const SECRET_FLAWS = {:?}", SecretError::TEXTS);
}
