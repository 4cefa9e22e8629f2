//! The search for what was really signed: nothing changed, then one thing, then two of different kinds.

use alloc::vec::Vec;
use core::ops::RangeInclusive;

use super::body;
use super::budget::Work;
use super::claim::Claim;
use super::finding::{Change, Match};
use super::key::Trial;
use super::layout::Layout;

/// An expired secret in quotes, with its name, with a newline.
const MOST_CHANGES: usize = 5;

/// What can be combined, each sorted by the count of its changes.
pub(crate) struct Search<'a> {
    pub(crate) claims: &'a [Claim],
    pub(crate) keys: &'a [Trial],
    pub(crate) layouts: &'a [Layout],
    pub(crate) body: &'a [u8],
    pub(crate) work: Work,
}

impl Search<'_> {
    /// The combination of fewest changes that leads to a claimed signature.
    pub(crate) fn run(&mut self) -> Option<Match> {
        // Bodies before other single changes: of a large one there is not work for all, and these are the frequent mistakes.
        self.unchanged_body(0..=0)
            .or_else(|| self.changed_body(0))
            .or_else(|| self.unchanged_body(1..=MOST_CHANGES))
            .or_else(|| self.changed_body(1))
    }

    /// Keys and layouts with so many changes together: pairs, and what can be wrong with one secret at once.
    fn unchanged_body(&mut self, sums: RangeInclusive<usize>) -> Option<Match> {
        let (keys, layouts, body) = (self.keys, self.layouts, self.body);
        for sum in sums {
            for key in keys {
                for layout in
                    layouts.iter().filter(|layout| layout.changes.len().saturating_add(key.changes.len()) == sum)
                {
                    let is_pair = key.changes.len() <= 1 || layout.changes.is_empty();
                    if let Some(claim) = is_pair.then(|| self.attempt(key, layout, body)).flatten() {
                        return Some(found(key, layout, None, claim));
                    }
                }
            }
        }
        None
    }

    /// Each body with keys and layouts of exactly `more` changes.
    fn changed_body(&mut self, more: usize) -> Option<Match> {
        let (keys, layouts, body) = (self.keys, self.layouts, self.body);
        let mut result = None;
        body::any(body, &mut |body, change| {
            for key in keys.iter().filter(|key| key.changes.len() <= more) {
                for layout in
                    layouts.iter().filter(|layout| layout.changes.len().saturating_add(key.changes.len()) == more)
                {
                    if let Some(claim) = self.attempt(key, layout, body) {
                        result = Some(found(key, layout, Some(change), claim));
                        return true;
                    }
                }
            }
            self.work.is_cut_short
        });
        result
    }

    /// One HMAC, compared with all that is claimed.
    fn attempt(&mut self, key: &Trial, layout: &Layout, body: &[u8]) -> Option<Claim> {
        let length = layout.before.len().saturating_add(body.len()).saturating_add(layout.after.len());
        if !self.work.allows(length) {
            return None;
        }
        let mut mac = key.key.start();
        mac.update(&layout.before);
        mac.update(body);
        mac.update(&layout.after);
        let tag = mac.tag();
        self.claims.iter().find(|claim| claim.is(&tag)).cloned()
    }
}

fn found(key: &Trial, layout: &Layout, body: Option<&Change>, claim: Claim) -> Match {
    let changes: Vec<Change> = [key.changes.iter(), layout.changes.iter()]
        .into_iter()
        .flatten()
        .chain(body)
        .cloned()
        .chain(claim.changes)
        .collect();
    Match::new(changes, layout.timestamp.clone())
}
