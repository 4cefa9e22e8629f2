//! The headers that the verifier reads.

/// The headers that the verifier reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Header {
    /// The time of signing; covered by the signature.
    Timestamp,
    /// The signature.
    Signature,
    /// The event's name; **not** covered by the signature.
    Event,
    /// `Content-Encoding`; not covered by the signature.
    ContentEncoding,
    /// The delivery's id; **not** covered by the signature.
    DeliveryId,
}

impl Header {
    /// All of them, in the order of their numbers (`header as usize`).
    pub(crate) const ALL: &[Self] =
        &[Self::Timestamp, Self::Signature, Self::Event, Self::ContentEncoding, Self::DeliveryId];

    /// The header's name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timestamp => "x-webhook-timestamp",
            Self::Signature => "x-webhook-signature",
            Self::Event => "x-webhook-event",
            Self::DeliveryId => "x-webhook-delivery-id",
            Self::ContentEncoding => "content-encoding",
        }
    }
}
