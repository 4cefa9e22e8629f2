//! The names of the headers that matter here.

/// The headers that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// When the sender signed; covered by the signature.
    Timestamp,
    /// The signature itself.
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
    pub const ALL: [Self; 5] = [Self::Timestamp, Self::Signature, Self::Event, Self::ContentEncoding, Self::DeliveryId];

    /// The lower-case field name.
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
