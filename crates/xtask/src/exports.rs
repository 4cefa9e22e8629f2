//! The exports of the verifier's module, out of the sources that it is compiled from.

use std::path::Path;
use std::{fs, io};

use syn::{Expr, FnArg, Item, ItemFn, Lit, Meta, ReturnType, Type};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../wasm/src");

/// Returns the members of a TypeScript interface with the module's functions.
pub(crate) fn members() -> Result<Vec<String>, String> {
    let functions = functions(Path::new(SOURCES)).map_err(|error| format!("{SOURCES}: {error}"))?;
    functions
        .iter()
        .map(|function| member(function).map_err(|fault| format!("{}: {fault}", function.sig.ident)))
        .collect()
}

fn functions(folder: &Path) -> io::Result<Vec<ItemFn>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    let mut functions = Vec::new();
    for path in paths {
        let file = syn::parse_file(&fs::read_to_string(path)?).map_err(io::Error::other)?;
        functions.extend(file.items.into_iter().filter_map(|item| match item {
            Item::Fn(function) if is_exported(&function) => Some(function),
            _ => None,
        }));
    }
    Ok(functions)
}

fn is_exported(function: &ItemFn) -> bool {
    function.attrs.iter().any(|attribute| attribute.path().is_ident("wasm_bindgen"))
}

fn member(function: &ItemFn) -> Result<String, String> {
    let parameters: Result<Vec<_>, _> = function.sig.inputs.iter().map(parameter).collect();
    let returned = match &function.sig.output {
        ReturnType::Default => "void",
        ReturnType::Type(_, ty) => typescript(ty)?,
    };
    Ok(format!("{}  {}({}): {returned}\n", docs(function), function.sig.ident, parameters?.join(", ")))
}

fn parameter(argument: &FnArg) -> Result<String, String> {
    let FnArg::Typed(typed) = argument else { return Err("an export has no self".to_owned()) };
    let syn::Pat::Ident(name) = &*typed.pat else { return Err("a parameter is no name".to_owned()) };
    Ok(format!("{}: {}", camel(&name.ident.to_string()), typescript(&typed.ty)?))
}

/// The types that cross.
fn typescript(ty: &Type) -> Result<&'static str, String> {
    let Type::Path(path) = ty else { return Err("a type has no name".to_owned()) };
    match path.path.require_ident().map(ToString::to_string).as_deref() {
        Ok("u32" | "i32" | "f64") => Ok("number"),
        Ok("bool") => Ok("boolean"),
        _ => Err("a type is neither a number nor a boolean".to_owned()),
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |camel, word| {
        let (head, tail) = word.split_at(1.min(word.len()));
        camel + &head.to_uppercase() + tail
    })
}

/// The function's docs as a comment.
fn docs(function: &ItemFn) -> String {
    let lines = function.attrs.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(format!("   *{}\n", text.value())),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    format!("  /**\n{}   */\n", lines.collect::<String>())
}
