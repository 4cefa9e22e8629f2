//! The answer of a diagnosis.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::finding_code::{COMPARE, FindingCode, REPORT};
use super::named_enum::named_enum;

named_enum! {
    /// Certainty of a finding.
    pub enum Certainty {
        /// With exactly this change, and those of the other proved findings, the HMAC matches the signature that was sent.
        Proved = "proved",
        /// The delivery looks like it.
        Likely = "likely",
        /// No known mistake explains the delivery: only for [`FindingCode::Unexplained`].
        None = "none",
    }
}

/// One reason why a delivery does not verify. Holds no secret, no HMAC and no byte of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Finding {
    /// The reason, for programs.
    pub code: FindingCode,
    /// `proved`: with exactly this change, and those of the other proved findings, the HMAC matches. `none`: only with `unexplained`.
    pub certainty: Certainty,
    /// The fact. Contains no secret, no HMAC and no byte of the body.
    pub message: String,
    /// The remedy. Lines after the first are for one framework or language each.
    pub fix: String,
}

/// One difference between the delivery and the signed one, with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hypothesis {
    pub(crate) code: FindingCode,
    /// Fills the gap in the message.
    detail: Cow<'static, str>,
    /// Fills the gap in the fix.
    remedy: Cow<'static, str>,
}

impl Hypothesis {
    pub(crate) const fn new(code: FindingCode) -> Self {
        Self::of(code, "", "")
    }

    pub(crate) const fn of(code: FindingCode, detail: &'static str, remedy: &'static str) -> Self {
        Self { code, detail: Cow::Borrowed(detail), remedy: Cow::Borrowed(remedy) }
    }

    pub(crate) const fn with(code: FindingCode, detail: String, remedy: &'static str) -> Self {
        Self { code, detail: Cow::Owned(detail), remedy: Cow::Borrowed(remedy) }
    }

    /// The finding if nothing is proved.
    pub(crate) fn likely(&self) -> Finding {
        let is_known = self.code != FindingCode::Unexplained;
        self.finding(if is_known { Certainty::Likely } else { Certainty::None }, COMPARE)
    }

    /// `voice` is for readers whose deliveries a provider sends.
    fn finding(&self, certainty: Certainty, voice: &str) -> Finding {
        let row = self.code.row();
        let remedy = if row.is_at_sender() { voice } else { &*self.remedy };
        // The pieces are joined, never split: a detail, such as the id of a secret, may hold any character.
        let (message, fix) = (row.message.join(&*self.detail), row.fix.join(remedy));
        Finding { code: self.code, certainty, message, fix }
    }
}

/// Proof that an HMAC equals a claimed signature. Only the search makes one, from a comparison.
#[derive(Clone, Debug)]
pub(crate) struct Proven {
    hypotheses: Vec<Hypothesis>,
    /// The timestamp, if it was signed.
    pub(crate) timestamp: Option<Vec<u8>>,
    /// The signed body, where it differs from the one at hand.
    pub(crate) body: Option<Vec<u8>>,
}

impl Proven {
    pub(crate) const fn new(hypotheses: Vec<Hypothesis>, timestamp: Option<Vec<u8>>) -> Self {
        Self { hypotheses, timestamp, body: None }
    }

    pub(crate) fn with_body(self, body: &[u8]) -> Self {
        Self { body: Some(body.to_vec()), ..self }
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.hypotheses.is_empty()
    }

    pub(crate) fn takes(&self, code: FindingCode) -> bool {
        self.hypotheses.iter().any(|hypothesis| hypothesis.code == code)
    }

    /// The differences that the proof needed.
    pub(crate) fn findings(&self) -> impl Iterator<Item = Finding> {
        self.hypotheses.iter().map(|hypothesis| hypothesis.finding(Certainty::Proved, REPORT))
    }

    /// A fact that follows once the HMAC has matched.
    pub(crate) fn proves(&self, hypothesis: &Hypothesis) -> Finding {
        hypothesis.finding(Certainty::Proved, REPORT)
    }

    /// A guess once the HMAC has matched.
    pub(crate) fn suggests(&self, hypothesis: &Hypothesis) -> Finding {
        hypothesis.finding(Certainty::Likely, REPORT)
    }
}
