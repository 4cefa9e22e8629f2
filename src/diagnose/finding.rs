//! What a diagnosis says.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::cause::Cause;

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// With exactly this change, and those of the other proved findings, the HMAC matches the signature that was sent.
    Proved,
    /// What the delivery looks like.
    Likely,
}

impl Certainty {
    /// `proved` or `likely`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Likely => "likely",
        }
    }
}

/// One reason why a delivery does not verify. Holds no secret, no HMAC and no byte of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Which of the known causes.
    pub cause: Cause,
    /// How sure it is.
    pub certainty: Certainty,
    /// What is the matter, in one sentence.
    pub message: String,
    /// What to do.
    pub fix: String,
}

impl Finding {
    /// The stable code of the cause.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.cause.code()
    }
}

/// What would have to be otherwise, and how to say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) cause: Cause,
    what: Cow<'static, str>,
    how: Cow<'static, str>,
}

impl Change {
    pub(crate) const fn new(cause: Cause) -> Self {
        Self::of(cause, "", "")
    }

    /// `what` and `how` are the details of the message and of the fix.
    pub(crate) const fn of(cause: Cause, what: &'static str, how: &'static str) -> Self {
        Self { cause, what: Cow::Borrowed(what), how: Cow::Borrowed(how) }
    }

    pub(crate) const fn with(cause: Cause, what: String, how: &'static str) -> Self {
        Self { cause, what: Cow::Owned(what), how: Cow::Borrowed(how) }
    }

    pub(crate) fn likely(&self) -> Finding {
        self.finding(Certainty::Likely)
    }

    fn finding(&self, certainty: Certainty) -> Finding {
        let row = self.cause.row();
        let message = fill(row.message, &self.what);
        Finding { cause: self.cause, certainty, message, fix: fill(row.fix, &self.how) }
    }
}

/// Each `{}` stands for the next part of the detail, which bars separate.
fn fill(template: &str, detail: &str) -> String {
    let mut details = detail.split('|');
    let mut text = String::with_capacity(template.len());
    for (count, piece) in template.split("{}").enumerate() {
        if count > 0 {
            text.push_str(details.next().unwrap_or_default());
        }
        text.push_str(piece);
    }
    text
}

/// That an HMAC came out as the sender claims. Only the search makes one, out of a comparison.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    changes: Vec<Change>,
    /// The timestamp, where it is among what was signed.
    pub(crate) timestamp: Option<Vec<u8>>,
}

impl Match {
    pub(crate) const fn new(changes: Vec<Change>, timestamp: Option<Vec<u8>>) -> Self {
        Self { changes, timestamp }
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.changes.is_empty()
    }

    pub(crate) fn takes(&self, cause: Cause) -> bool {
        self.changes.iter().any(|change| change.cause == cause)
    }

    /// The changes that it took.
    pub(crate) fn findings(&self) -> impl Iterator<Item = Finding> {
        self.changes.iter().map(|change| change.finding(Certainty::Proved))
    }

    /// What else is a fact once the HMAC has matched.
    pub(crate) fn proves(&self, change: &Change) -> Finding {
        change.finding(Certainty::Proved)
    }
}
