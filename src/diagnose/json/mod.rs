//! JSON as it is parsed and printed again: what the world's serializers make of one document.

mod print;
mod style;
mod value;

pub(crate) use style::{JAVASCRIPT, Style, given};
pub(crate) use value::Value;
