//! Strict JSON as a tree, and the ways in which serializers print one document.

mod numbers;
mod print;
mod queries;
mod style;
mod value;

pub(crate) use numbers::Numbers;
pub(crate) use style::{JAVASCRIPT, Style, Styles, given};
pub(crate) use value::{SyntaxError, Value};
