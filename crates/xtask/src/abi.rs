//! The numbers of the module's interface, out of the file that the module is compiled from.

#[allow(dead_code, reason = "the generator needs the list alone")]
#[path = "../../wasm/src/abi.rs"]
mod source;

pub(crate) use source::ALL;
