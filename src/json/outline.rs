//! The result of a pass over a body: the places of the members that make up an event, and the names among them.

use super::duplicate_keys::ObjectKey;
use crate::fixed_str::{EventName, Status};

/// The members that make up an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    Root,
    Event,
    Data,
    Error,
    Id,
    Status,
    DataError,
    #[cfg(feature = "alloc")]
    OutputUrl,
    #[cfg(feature = "alloc")]
    Code,
    #[cfg(feature = "alloc")]
    Message,
    #[cfg(feature = "alloc")]
    RequestId,
    #[cfg(feature = "alloc")]
    DataCode,
    #[cfg(feature = "alloc")]
    DataMessage,
    #[cfg(feature = "alloc")]
    DataRequestId,
    /// Any other. The last, as it alone has no place in the outline.
    Other,
}

const MEMBERS: usize = Member::Other as usize;

/// The parent and the name of each member. Those of the typed event alone need `alloc`.
const NAMES: &[(Member, ObjectKey, Member)] = &[
    (Member::Root, ObjectKey::named(b"event"), Member::Event),
    (Member::Root, ObjectKey::named(b"data"), Member::Data),
    (Member::Root, ObjectKey::named(b"error"), Member::Error),
    (Member::Data, ObjectKey::named(b"id"), Member::Id),
    (Member::Data, ObjectKey::named(b"status"), Member::Status),
    #[cfg(feature = "alloc")]
    (Member::Data, ObjectKey::named(b"output_url"), Member::OutputUrl),
    (Member::Data, ObjectKey::named(b"error"), Member::DataError),
    #[cfg(feature = "alloc")]
    (Member::Error, ObjectKey::named(b"code"), Member::Code),
    #[cfg(feature = "alloc")]
    (Member::Error, ObjectKey::named(b"message"), Member::Message),
    #[cfg(feature = "alloc")]
    (Member::Error, ObjectKey::named(b"request_id"), Member::RequestId),
    #[cfg(feature = "alloc")]
    (Member::DataError, ObjectKey::named(b"code"), Member::DataCode),
    #[cfg(feature = "alloc")]
    (Member::DataError, ObjectKey::named(b"message"), Member::DataMessage),
    #[cfg(feature = "alloc")]
    (Member::DataError, ObjectKey::named(b"request_id"), Member::DataRequestId),
];

/// Returns the member of this name in another.
pub(super) fn member_of(parent: Member, key: ObjectKey) -> Member {
    if parent == Member::Other {
        return Member::Other;
    }
    let row = NAMES.iter().find(|(of, known, _)| *of == parent && *known == key);
    row.map_or(Member::Other, |(_, _, member)| *member)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The body has no such member.
    Absent,
    Object,
    Text,
    Other,
}

impl Kind {
    /// Returns the kind of the value that begins with a byte.
    pub(super) const fn of(byte: u8) -> Self {
        match byte {
            b'{' => Self::Object,
            b'"' => Self::Text,
            _ => Self::Other,
        }
    }
}

/// The place of a member's value in the body, with its quotes or brackets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// False for a text in which an escape names half a surrogate pair.
    well_formed: bool,
}

impl Value {
    const ABSENT: Self = Self { kind: Kind::Absent, start: 0, end: 0, well_formed: false };
}

/// The result of a pass over a strict JSON object.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    values: [Value; MEMBERS],
    event: EventName,
    status: Status,
}

impl Outline {
    pub(super) fn new() -> Self {
        Self { values: [Value::ABSENT; MEMBERS], event: EventName::default(), status: Status::default() }
    }

    pub(super) fn begin(&mut self, member: Member, kind: Kind, start: usize) {
        if let Some(place) = self.values.get_mut(member as usize) {
            *place = Value { kind, start, end: start, well_formed: true };
        }
    }

    pub(super) fn end(&mut self, member: Member, end: usize, well_formed: bool) {
        if let Some(value) = self.values.get_mut(member as usize) {
            value.end = end;
            value.well_formed = well_formed;
        }
    }

    /// Adds the next characters of a member's text.
    #[inline(never)]
    pub(super) fn push(&mut self, member: Member, text: &[u8]) {
        match member {
            Member::Event => self.event.push(text),
            Member::Status => self.status.push(text),
            _ => {}
        }
    }

    pub(crate) fn value(&self, member: Member) -> Option<Value> {
        self.values.get(member as usize).copied().filter(|value| value.kind != Kind::Absent)
    }

    pub(crate) fn is(&self, member: Member, kind: Kind) -> bool {
        self.value(member).is_some_and(|value| value.kind == kind)
    }

    /// Whether a member is a text that can be part of a key: not empty, and without half a surrogate pair, which becomes U+FFFD
    /// on its way into a database.
    pub(crate) fn is_proper_text(&self, member: Member) -> bool {
        self.value(member).is_some_and(|value| {
            value.kind == Kind::Text && value.well_formed && value.end.saturating_sub(value.start) > "\"\"".len()
        })
    }

    /// The signed event name, if the body has one.
    pub(crate) fn event(&self) -> Option<&EventName> {
        self.is(Member::Event, Kind::Text).then_some(&self.event)
    }

    /// The job's status, if it is a text that is not longer than a documented status.
    pub(crate) fn status(&self) -> Option<&[u8]> {
        self.is(Member::Status, Kind::Text).then(|| self.status.get()).flatten()
    }
}
