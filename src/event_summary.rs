//! The decisions about an event: its kind, whether the signature covers it, and where its parts are.

use crate::error::Error;
use crate::event_kind::EventKind;
use crate::fixed_str::EventName;
use crate::headers::Headers;
use crate::json::outline::{Kind, Member, Outline};

/// Where the error object of a failed job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorLocation {
    /// The event has none.
    None,
    /// `data.error`
    Data,
    /// `error`
    Top,
}

/// Everything that is decided about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventSummary {
    /// The kind of the event.
    pub kind: EventKind,
    /// Whether the signed body names the event. If not, the unsigned header did, and `kind` is known only if the signed
    /// `data.status` fits it.
    pub type_signed: bool,
    /// Whether `data` is an object.
    pub has_data: bool,
    /// Whether name and `data.id` are both signed, so that together they identify the event.
    pub is_idempotent: bool,
    /// Where the error object of a failed job is.
    pub error: ErrorLocation,
}

impl EventSummary {
    /// Compares the outline of a body with the event header, which is empty when absent.
    pub(crate) fn new(outline: &Outline, header: &EventName) -> Result<Self, Error> {
        let kind = classify(outline, header)?;
        Ok(Self {
            kind,
            type_signed: outline.event().is_some(),
            has_data: outline.is(Member::Data, Kind::Object),
            is_idempotent: outline.is_proper_text(Member::Event) && outline.is_proper_text(Member::Id),
            error: locate_error(outline, kind),
        })
    }
}

fn classify(outline: &Outline, header: &EventName) -> Result<EventKind, Error> {
    match (outline.event(), header.get()) {
        (Some(_), None) => Err(Error::EventMismatch),
        (Some(name), Some(header)) if !header.is_empty() && name.get() != Some(header) => Err(Error::EventMismatch),
        (Some(name), _) => Ok(EventKind::from_name(name.get())),
        (None, header) => {
            let claimed = EventKind::from_name(header);
            let fits = outline.status().is_some_and(|status| claimed.fits(status));
            Ok(if fits { claimed } else { EventKind::Unknown })
        }
    }
}

fn locate_error(outline: &Outline, kind: EventKind) -> ErrorLocation {
    match kind {
        EventKind::JobFailed if outline.is(Member::DataError, Kind::Object) => ErrorLocation::Data,
        EventKind::JobFailed if outline.is(Member::Error, Kind::Object) => ErrorLocation::Top,
        _ => ErrorLocation::None,
    }
}

/// Fixed seeds for unverified bodies.
pub const UNVERIFIED_SEEDS: [[u32; 2]; 2] = [[0x1f3a_5c79, 0x2b4d_6e8f], [0x3c5e_7a9b, 0x0d2f_4b6d]];

/// The event header of a delivery that was **not verified**, for test tools.
#[derive(Clone, Copy, Debug)]
pub struct UnverifiedEvent(EventName);

impl UnverifiedEvent {
    /// Takes the event header, if there is one.
    ///
    /// # Errors
    /// [`Error::AmbiguousHeader`].
    pub fn new(headers: &Headers<'_>) -> Result<Self, Error> {
        headers.event_name().map(|name| Self(name.into()))
    }

    /// Summarizes the event of the body of this outline.
    ///
    /// # Errors
    /// [`Error::EventMismatch`].
    pub fn summarize(&self, outline: &Outline) -> Result<EventSummary, Error> {
        EventSummary::new(outline, &self.0)
    }
}
