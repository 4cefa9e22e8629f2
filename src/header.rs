//! The headers that the verifier reads.

/// One list: the enum, all of it, and the names.
macro_rules! headers {
    ($($(#[$meta:meta])* $variant:ident $name:literal;)*) => {
        /// The headers that the verifier reads.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Header {
            $($(#[$meta])* $variant,)*
        }

        impl Header {
            /// All of them, in the order of their numbers (`header as usize`).
            pub(crate) const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The header's name in lower case.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

headers! {
    /// The time of signing; covered by the signature.
    Timestamp "x-webhook-timestamp";
    /// The signature.
    Signature "x-webhook-signature";
    /// The event's name; **not** covered by the signature.
    Event "x-webhook-event";
    /// `Content-Encoding`; not covered by the signature.
    ContentEncoding "content-encoding";
    /// The delivery's id; **not** covered by the signature.
    DeliveryId "x-webhook-delivery-id";
}
