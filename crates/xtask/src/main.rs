//! Writes the facts that Rust and TypeScript share, so that each is defined once.
//!
//! `cargo xtask contract FOLDER` writes them as TypeScript modules; the build of the npm package runs it. `cargo xtask tables
//! [NAME…]` prints them as Markdown for the docs.

mod abi;
mod contract;
mod exports;
mod npm;
mod tables;
mod typescript;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<(), String> {
    match arguments {
        ["contract", folder] => {
            let modules = contract::modules()?;
            write(Path::new(folder), &modules).map_err(|error| format!("{folder}: {error}"))
        }
        ["tables", names @ ..] => {
            print!("{}", tables::print(names)?);
            Ok(())
        }
        _ => Err(format!("usage: cargo xtask contract FOLDER | cargo xtask tables [{}]", tables::NAMES.join(" | "))),
    }
}

/// Writes files that have changed, and removes others, so that unchanged files keep their time.
fn write(folder: &Path, modules: &[(&str, String)]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if modules.iter().all(|(name, _)| !path.ends_with(name)) {
            fs::remove_file(path)?;
        }
    }
    for (name, text) in modules {
        let path = folder.join(name);
        if fs::read_to_string(&path).ok().as_ref() != Some(text) {
            fs::write(path, text)?;
        }
    }
    Ok(())
}
