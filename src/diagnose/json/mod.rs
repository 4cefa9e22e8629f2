//! JSON as it is parsed and printed again: what the world's serializers make of one document.

mod numbers;
mod print;
mod style;
mod value;

pub(crate) use numbers::Numbers;
pub(crate) use style::{JAVASCRIPT, Style, Styles, given};
pub(crate) use value::Value;
