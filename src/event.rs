//! The event that a body holds. Unknown events and fields are data to hand on, never an error.

use crate::error::Error;
use crate::fixed_str::EventName;
use crate::json::outline::{Kind, Member, Outline};
use crate::request::Headers;

/// The kinds of event that the provider documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventKind {
    /// The job was accepted and has begun.
    JobStarted,
    /// The job has finished and its output is available.
    JobCompleted,
    /// The job has failed.
    JobFailed,
    /// Any other event, or one that nothing signed vouches for.
    Unknown,
}

impl EventKind {
    /// All kinds, in the order of their numbers (`kind as usize`).
    pub const ALL: &[Self] = &[Self::JobStarted, Self::JobCompleted, Self::JobFailed, Self::Unknown];

    /// The name of the event; `unknown` for [`Unknown`](Self::Unknown).
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::JobStarted => "job.started",
            Self::JobCompleted => "job.completed",
            Self::JobFailed => "job.failed",
            Self::Unknown => "unknown",
        }
    }

    fn named(name: Option<&[u8]>) -> Self {
        let Some(name) = name else { return Self::Unknown };
        Self::ALL.iter().copied().find(|kind| kind.as_str().as_bytes() == name).unwrap_or(Self::Unknown)
    }

    /// Whether a signed job status can belong to this event.
    fn fits(self, status: &[u8]) -> bool {
        match self {
            Self::JobStarted => matches!(status, b"created" | b"pending" | b"processing"),
            Self::JobCompleted => status == b"completed",
            Self::JobFailed => status == b"failed",
            Self::Unknown => false,
        }
    }
}

/// For bodies that no signature gives seeds for.
pub const UNVERIFIED_SEEDS: [[u32; 2]; 2] = [[0x1f3a_5c79, 0x2b4d_6e8f], [0x3c5e_7a9b, 0x0d2f_4b6d]];

/// Where the error object of a failed job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorLocation {
    /// There is none.
    Nowhere,
    /// `data.error`
    Data,
    /// `error`
    Top,
}

/// Everything that is decided about an event: what it is, who says so, and where its parts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventSummary {
    /// What the event is.
    pub kind: EventKind,
    /// Whether the signed body names the event. If not, the unsigned header did, and `kind` is known only where the
    /// signed `data.status` fits it.
    pub type_signed: bool,
    /// Whether `data` is an object.
    pub has_data: bool,
    /// Whether name and `data.id` are both signed, so that together they name what happened.
    pub is_idempotent: bool,
    /// Where the error object of a failed job is.
    pub error: ErrorLocation,
}

/// The event header of a delivery that **nobody verified**, for test tools.
#[derive(Clone, Copy, Debug)]
pub struct UnverifiedEvent(EventName);

impl UnverifiedEvent {
    /// Takes the header, where there is one.
    ///
    /// # Errors
    /// [`Error::AmbiguousHeader`].
    pub fn new(headers: &Headers<'_>) -> Result<Self, Error> {
        headers.event_name().map(|name| Self(name.into()))
    }

    /// The event that the body of this outline holds.
    ///
    /// # Errors
    /// [`Error::EventMismatch`].
    pub fn read(&self, outline: &Outline) -> Result<EventSummary, Error> {
        EventSummary::new(outline, &self.0)
    }
}

impl EventSummary {
    /// Reads the outline of a body beside the event header, which is empty when absent.
    pub(crate) fn new(outline: &Outline, header: &EventName) -> Result<Self, Error> {
        let unsigned = header.get().filter(|name| !name.is_empty());
        let kind = match (outline.event(), header.get()) {
            (Some(_), None) => return Err(Error::EventMismatch),
            (Some(name), Some(header)) if !header.is_empty() && name.get() != Some(header) => {
                return Err(Error::EventMismatch);
            }
            (Some(name), _) => EventKind::named(name.get()),
            (None, _) => {
                let claimed = EventKind::named(unsigned);
                let fits = outline.status().is_some_and(|status| claimed.fits(status));
                if fits { claimed } else { EventKind::Unknown }
            }
        };
        let type_signed = outline.event().is_some();
        let error = match kind {
            EventKind::JobFailed if outline.is(Member::DataError, Kind::Object) => ErrorLocation::Data,
            EventKind::JobFailed if outline.is(Member::Error, Kind::Object) => ErrorLocation::Top,
            _ => ErrorLocation::Nowhere,
        };
        Ok(Self {
            kind,
            type_signed,
            has_data: outline.is(Member::Data, Kind::Object),
            is_idempotent: outline.is_proper_text(Member::Event) && outline.is_proper_text(Member::Id),
            error,
        })
    }
}

#[cfg(feature = "alloc")]
pub use typed::{Event, JobError};

#[cfg(feature = "alloc")]
mod typed {
    use alloc::borrow::Cow;
    use alloc::string::String;
    use alloc::vec;
    use core::cmp::min;
    use core::fmt;

    use super::{ErrorLocation, EventKind, EventSummary, UNVERIFIED_SEEDS};
    use crate::error::Error;
    use crate::fixed_str::EventName;
    use crate::json::outline::{Kind, Member, Outline};
    use crate::json::unescape::unescape;
    use crate::json::{MAX_OPEN_KEYS, Scanner};
    use crate::request::Headers;

    /// A typed event. Texts are borrowed from the body unless an escape in them had to be resolved.
    ///
    /// What is not listed here is in [`data`](Self::data) and [`payload`](Self::payload), as JSON text for `serde_json`.
    #[derive(Clone)]
    #[non_exhaustive]
    pub struct Event<'a> {
        /// What the event is.
        pub kind: EventKind,
        /// Its name, as sent; empty when neither the body nor the header names it, or the header alone does with
        /// more than 256 bytes.
        pub name: Cow<'a, str>,
        /// False when only the unsigned header named the event.
        pub type_signed: bool,
        /// The job's id, where it is a text.
        pub id: Option<Cow<'a, str>>,
        /// The job's status, where it is a text.
        pub status: Option<Cow<'a, str>>,
        /// Where the output is, where it is a text.
        pub output_url: Option<Cow<'a, str>>,
        /// Why the job failed.
        pub error: Option<JobError<'a>>,
        /// Name, `:` and job id where both are signed: the unique key for a database. `%` and `:` in the name are
        /// percent-encoded, so that no two events share a key.
        pub idempotency_key: Option<String>,
        /// `data` as JSON text, `{}` where the body has no such object.
        pub data: &'a str,
        /// The whole body as JSON text.
        pub payload: &'a str,
    }

    /// Without the texts of the body, which may be personal: lengths only, so that a log gets none of them.
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

    /// Why a job failed, from `data.error` or `error`.
    #[derive(Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct JobError<'a> {
        /// Such as `insufficient_credits` or `timeout`.
        pub code: Option<Cow<'a, str>>,
        /// For people.
        pub message: Option<Cow<'a, str>>,
        /// For the provider's support.
        pub request_id: Option<Cow<'a, str>>,
    }

    /// Without its texts, as for [`Event`].
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

    impl<'a> Event<'a> {
        /// Parses a body that **nobody verified**, for test tools.
        ///
        /// # Errors
        /// [`Error::AmbiguousHeader`], [`Error::MalformedPayload`] or [`Error::EventMismatch`].
        pub fn parse_unverified(body: &'a [u8], headers: &Headers<'_>) -> Result<Self, Error> {
            Self::parse(body, &headers.event_name()?.into(), UNVERIFIED_SEEDS)
        }

        pub(crate) fn parse(body: &'a [u8], header: &EventName, seeds: [[u32; 2]; 2]) -> Result<Self, Error> {
            let [first, second] = seeds;
            // Two keys with one fingerprint may yet differ: a second, independent one settles it. Any other flaw is there again.
            let outline = outline(body, first).or_else(|_| outline(body, second))?;
            let reading = EventSummary::new(&outline, header)?;
            Ok(Source { outline: &outline, body: core::str::from_utf8(body).unwrap_or_default() }
                .event(&reading, header))
        }
    }

    /// `"":0`, with one more key perhaps where the body breaks off.
    const SHORTEST_MEMBER: usize = 4;

    fn outline(body: &[u8], seed: [u32; 2]) -> Result<Outline, Error> {
        let mut table = vec![0; min(MAX_OPEN_KEYS, (body.len() / SHORTEST_MEMBER).saturating_add(1))];
        let mut scanner = Scanner::new(seed);
        scanner.feed(body, &mut table).map_err(Error::MalformedPayload)?;
        scanner.finish().copied().map_err(Error::MalformedPayload)
    }

    fn idempotency_key(name: &str, id: &str) -> String {
        let mut key = String::with_capacity(name.len().saturating_add(id.len()).saturating_add(1));
        for character in name.chars() {
            match character {
                '%' => key.push_str("%25"),
                ':' => key.push_str("%3A"),
                _ => key.push(character),
            }
        }
        key.push(':');
        key.push_str(id);
        key
    }

    struct Source<'a, 'o> {
        outline: &'o Outline,
        body: &'a str,
    }

    impl<'a> Source<'a, '_> {
        fn event(&self, reading: &EventSummary, header: &EventName) -> Event<'a> {
            let unsigned = || String::from_utf8_lossy(header.get().unwrap_or_default()).into_owned();
            let name = self.text(Member::Event).unwrap_or_else(|| unsigned().into());
            let id = self.text(Member::Id);
            let key = id.as_ref().filter(|_| reading.is_idempotent).map(|id| idempotency_key(&name, id));
            Event {
                kind: reading.kind,
                name,
                type_signed: reading.type_signed,
                id,
                status: self.text(Member::Status),
                output_url: self.text(Member::OutputUrl),
                error: self.error(reading.error),
                idempotency_key: key,
                data: self.object(Member::Data).unwrap_or("{}"),
                payload: self.body,
            }
        }

        fn error(&self, place: ErrorLocation) -> Option<JobError<'a>> {
            let [code, message, request_id] = match place {
                ErrorLocation::Nowhere => return None,
                ErrorLocation::Data => [Member::DataCode, Member::DataMessage, Member::DataRequestId],
                ErrorLocation::Top => [Member::Code, Member::Message, Member::RequestId],
            };
            Some(JobError { code: self.text(code), message: self.text(message), request_id: self.text(request_id) })
        }

        fn object(&self, member: Member) -> Option<&'a str> {
            self.slice(member, Kind::Object)
        }

        fn text(&self, member: Member) -> Option<Cow<'a, str>> {
            let quoted = self.slice(member, Kind::Text)?;
            Some(unescape(quoted.strip_prefix('"')?.strip_suffix('"')?))
        }

        fn slice(&self, member: Member, kind: Kind) -> Option<&'a str> {
            let value = self.outline.value(member).filter(|value| value.kind == kind)?;
            self.body.get(value.start..value.end)
        }
    }
}
