//! Strict JSON as a tree, and the ways in which serializers print one document.

mod decimal;
mod grammar;
mod numbers;
mod print;
mod queries;
mod remedies;
mod starts;
mod style;
mod styles;
mod value;

pub(crate) use numbers::Numbers;
pub(crate) use remedies::{CONSUMED, JAVASCRIPT, given};
pub(crate) use starts::{Starts, index_of};
pub(crate) use style::Style;
pub(crate) use styles::Styles;
pub(crate) use value::{END_OF_TEXT, SyntaxError, Value};
