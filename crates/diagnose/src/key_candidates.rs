//! Candidates for the key of the sender: the configured secrets, and their mutations.

use alloc::vec::Vec;

use webhook_verifier::bindings::Key;
use webhook_verifier::{Secrets, UnixTime};

use super::candidate::{Candidate, MAX_CANDIDATES};
use super::finding::Hypothesis;
use super::finding_code::FindingCode;
use super::secret_mutations::steps;
use zeroize::Zeroizing;

/// A name, quotes and a newline come together.
const MOST_STEPS: usize = 3;

/// A key, and the changes that it implies.
pub(crate) struct Trial {
    pub(crate) key: Key,
    pub(crate) changes: Vec<Hypothesis>,
}

/// All keys to try, the given ones first, then those of one change, then of more.
pub(crate) fn trials(candidates: &[Candidate<'_>], now: UnixTime) -> Vec<Trial> {
    let given = candidates.iter().take(MAX_CANDIDATES).enumerate().filter(|(_, candidate)| !candidate.is_unset());
    let rewritten = given.flat_map(|(place, candidate)| rewritings(candidate.bytes, service(candidate, place, now)));
    let mut trials: Vec<Trial> = rewritten.chain(unset()).map(Rewritten::trial).collect();
    trials.sort_by_key(|trial| trial.changes.len());
    trials
}

/// The reason why a configured secret is not in use.
fn service(candidate: &Candidate<'_>, place: usize, now: UnixTime) -> Vec<Hypothesis> {
    let name = |code| Hypothesis::with(code, candidate.name(place), "");
    let change = if candidate.not_after.is_some_and(|end| now >= end) {
        Some(name(FindingCode::SecretExpired))
    } else if place >= Secrets::MAX {
        Some(name(FindingCode::SecretNotInUse))
    } else {
        candidate.flaw().map(|error| {
            Hypothesis::of(FindingCode::SecretRefused, webhook_verifier::bindings::secret_predicate(error), "")
        })
    };
    change.into_iter().collect()
}

/// Keys of senders whose own setting is missing.
fn unset() -> impl Iterator<Item = Rewritten> {
    let words = [(&b""[..], "an empty key"), (b"undefined", "the word 'undefined'"), (b"null", "the word 'null'")];
    words.into_iter().map(|(bytes, what)| {
        let change = Hypothesis::of(FindingCode::SenderSecretUnset, what, "");
        Rewritten { bytes: bytes.to_vec().into(), changes: alloc::vec![change], steps: 0 }
    })
}

/// A mutated secret: the changes that led to it, and the number of rewriting steps.
struct Rewritten {
    bytes: Zeroizing<Vec<u8>>,
    changes: Vec<Hypothesis>,
    steps: usize,
}

/// A secret, and its mutations in one step, or in more for mistakes that occur together.
fn rewritings(secret: &[u8], changes: Vec<Hypothesis>) -> Vec<Rewritten> {
    let mut all = alloc::vec![Rewritten { bytes: secret.to_vec().into(), changes, steps: 0 }];
    let mut at = 0usize;
    while let Some(each) = all.get(at) {
        for next in each.next() {
            if !all.iter().any(|known| *known.bytes == *next.bytes) {
                all.push(next);
            }
        }
        at = at.saturating_add(1);
    }
    all
}

impl Rewritten {
    fn next(&self) -> Vec<Self> {
        if self.steps >= MOST_STEPS || (self.steps > 0 && !self.changes.last().is_some_and(goes_on)) {
            return Vec::new();
        }
        let steps = steps(&self.bytes).into_iter().filter(|(_, change)| self.steps == 0 || follows(change));
        steps.map(|(bytes, change)| self.then(bytes, change)).collect()
    }

    fn then(&self, bytes: Zeroizing<Vec<u8>>, change: Hypothesis) -> Self {
        // A verifier refused the text, and this is another.
        let before = self.changes.iter().filter(|change| change.code != FindingCode::SecretRefused).cloned();
        Self { bytes, changes: before.chain([change]).collect(), steps: self.steps.saturating_add(1) }
    }

    fn trial(self) -> Trial {
        Trial { key: Key::new(&self.bytes), changes: self.changes }
    }
}

/// After which steps there may be another.
const fn goes_on(change: &Hypothesis) -> bool {
    use FindingCode::{SecretEncoded, SecretIsJson, SecretPrefixKept, SecretQuoted, SecretWhitespace, SecretWithName};
    matches!(
        change.code,
        SecretWhitespace | SecretQuoted | SecretWithName | SecretIsJson | SecretPrefixKept | SecretEncoded
    )
}

/// Which steps there may be after the first.
const fn follows(change: &Hypothesis) -> bool {
    goes_on(change) || matches!(change.code, FindingCode::SecretUrlEncoded)
}
