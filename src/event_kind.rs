//! The kinds of event that the provider documents.

/// The kind of an event. A verifier accepts events of unknown kinds too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// The job was accepted and has begun.
    JobStarted,
    /// The job has finished and its output is available.
    JobCompleted,
    /// The job has failed.
    JobFailed,
    /// Any other event, or one whose kind is not covered by the signature. The last of the kinds.
    Unknown,
}

impl EventKind {
    /// All of them, in the order of their numbers (`kind as usize`).
    pub(crate) const ALL: &[Self] = &[Self::JobStarted, Self::JobCompleted, Self::JobFailed, Self::Unknown];

    /// The documented name, or `unknown`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::JobStarted => "job.started",
            Self::JobCompleted => "job.completed",
            Self::JobFailed => "job.failed",
            Self::Unknown => "unknown",
        }
    }

    /// Returns the kind of an event's name. An event may be called `unknown`, and is.
    pub(crate) fn from_name(name: Option<&[u8]>) -> Self {
        let known = Self::ALL.iter().find(|kind| Some(kind.as_str().as_bytes()) == name);
        known.copied().unwrap_or(Self::Unknown)
    }

    /// Whether a signed job status can belong to this event.
    pub(crate) fn fits(self, status: &[u8]) -> bool {
        self.statuses().contains(&status)
    }

    /// A list, not a pattern: the module would compare each byte of a pattern by code of its own.
    const fn statuses(self) -> &'static [&'static [u8]] {
        match self {
            Self::JobStarted => &[b"created", b"pending", b"processing"],
            Self::JobCompleted => &[b"completed"],
            Self::JobFailed => &[b"failed"],
            Self::Unknown => &[],
        }
    }
}

// A kind that is missing in the list does not compile.
const _: () = assert!(EventKind::ALL.len() == EventKind::Unknown as usize + 1);

#[cfg(feature = "serde")]
impl serde::Serialize for EventKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
