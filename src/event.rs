//! The typed event of a verified body. Unknown events and fields are passed on as data, never refused.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use crate::event_kind::EventKind;

/// The event of a verified delivery. Only [`Verified::event`](crate::Verified::event) makes one.
///
/// Texts are borrowed from the body unless they contain an escape. All other members are in [`data`](Self::data) and
/// [`payload`](Self::payload), as JSON text. With the feature `serde` an event is `Serialize`: in JSON these two are values again.
///
/// ```compile_fail,E0639
/// # use webhook_verifier::Event;
/// fn forge<'a>(event: Event<'a>, data: &'a str) -> Event<'a> {
///     Event { data, ..event }
/// }
/// ```
#[derive(Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Event<'a> {
    /// The kind of the event.
    pub kind: EventKind,
    /// The event's name, as sent. Empty if neither the body nor the header names it, or if only the header does and its name is
    /// longer than 256 bytes.
    pub name: Cow<'a, str>,
    /// False when only the unsigned header named the event.
    pub type_signed: bool,
    /// `data.id`, if it is a string.
    pub id: Option<Cow<'a, str>>,
    /// `data.status`, if it is a string.
    pub status: Option<Cow<'a, str>>,
    /// `data.output_url`, if it is a string.
    pub output_url: Option<Cow<'a, str>>,
    /// The reason for the failure of a job.
    pub error: Option<JobError<'a>>,
    /// Name, `:` and job id if both are signed: the unique key for a database. `%` and `:` in the name are percent-encoded, so
    /// that no two events share a key.
    pub idempotency_key: Option<String>,
    /// `data` as JSON text, `{}` if the body has no such object.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::raw_json::serialize"))]
    pub data: &'a str,
    /// The whole body as JSON text.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::raw_json::serialize"))]
    pub payload: &'a str,
}

/// Shows only the length of the body's texts, which may be personal data.
impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("kind", &self.kind)
            .field("type_signed", &self.type_signed)
            .field("data", &Length(self.data))
            .field("payload", &Length(self.payload))
            .finish_non_exhaustive()
    }
}

/// The reason for the failure of a job, from `data.error` or `error`.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct JobError<'a> {
    /// The stable code, such as `insufficient_credits` or `timeout`.
    pub code: Option<Cow<'a, str>>,
    /// A text for people.
    pub message: Option<Cow<'a, str>>,
    /// The id to name to the provider's support.
    pub request_id: Option<Cow<'a, str>>,
}

/// Shows only the length of its texts, as for [`Event`].
impl fmt::Debug for JobError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobError")
            .field("code", &self.code.as_deref().map(Length))
            .field("message", &self.message.as_deref().map(Length))
            .field("request_id", &self.request_id.as_deref().map(Length))
            .finish()
    }
}

struct Length<'a>(&'a str);

impl fmt::Debug for Length<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes]", self.0.len())
    }
}
