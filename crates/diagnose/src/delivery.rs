//! What is diagnosed: a delivery, perhaps spoilt, and what its owner knows of how that came about.

/// A delivery as it is at hand, perhaps spoilt.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// All header lines, names in any case. The search also looks at names that the verifier passes over.
    pub lines: &'a [(&'a str, &'a [u8])],
    /// The body's bytes, or what is left of them.
    pub body: &'a [u8],
    /// What the caller knows of how these came about.
    pub mistakes: &'a [InputMistake],
}

/// A mistake that shows in the types of what was passed, before it becomes bytes. With one of these nothing verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InputMistake {
    /// The body was an object; `body` is the JSON of it.
    BodyParsed,
    /// There was no body, not even an empty one.
    BodyMissing,
    /// The body was a promise or a stream that nobody had read.
    BodyUnread,
    /// There were no headers that could be read.
    HeadersMissing,
    /// The headers were a promise.
    HeadersUnread,
    /// The headers were a flat list of names and values, which is not taken for headers elsewhere.
    HeadersFlat,
    /// The body was a text with half a surrogate pair in it, for which `body` has U+FFFD.
    BodyHalves,
    /// A request was passed instead of its headers; `lines` are those.
    HeadersOfRequest,
}

impl InputMistake {
    /// All of them, in the order of their numbers (`mistake as usize`).
    pub const ALL: [Self; 8] = [
        Self::BodyParsed,
        Self::BodyMissing,
        Self::BodyUnread,
        Self::HeadersMissing,
        Self::HeadersUnread,
        Self::HeadersFlat,
        Self::BodyHalves,
        Self::HeadersOfRequest,
    ];
}
