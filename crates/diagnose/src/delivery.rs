//! The delivery to diagnose, and known mistakes of its owner.

use crate::named_enum::named_enum;

/// A delivery as its owner has it, perhaps changed since it was signed.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// All header lines, names in any case. The search also looks at names that the verifier passes over.
    pub lines: &'a [(&'a str, &'a [u8])],
    /// The bytes of the body, as far as they survive.
    pub body: &'a [u8],
    /// Mistakes that the caller knows of.
    pub mistakes: &'a [InputMistake],
}

named_enum! {
    /// A mistake that shows in the types of the arguments, before they become bytes. With one of these nothing verifies.
    pub enum InputMistake {
        /// The body was an object; `body` is the JSON of it.
        BodyParsed = "body_parsed",
        /// There was no body, not even an empty one.
        BodyMissing = "body_missing",
        /// The body was a promise or a stream that was not read.
        BodyUnread = "body_unread",
        /// There were no headers that could be read.
        HeadersMissing = "headers_missing",
        /// The headers were a promise.
        HeadersUnread = "headers_unread",
        /// The headers were a flat list of names and values, which a verifier does not take for headers.
        HeadersFlat = "headers_flat",
        /// The body was a text with half a surrogate pair, for which `body` has U+FFFD.
        BodyHalves = "body_halves",
        /// A request was passed instead of its headers; `lines` are those.
        HeadersOfRequest = "headers_of_request",
    }
}
