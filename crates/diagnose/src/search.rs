//! The search for the signed message: without a change, then with one, then with two of different kinds.

use alloc::vec::Vec;

use super::body_mutations;
use super::budget::{MAX_MACS, Work};
use super::finding::{Hypothesis, Proven};
use super::key_candidates::Trial;
use super::message_layouts::Layout;
use super::signature_forms::ClaimedSignature;

/// Number of keys for pairs of changes: the secrets, and their most frequent mutations (whitespace, quotes, a name, a list, a prefix, an encoding).
const FREQUENT_KEYS: usize = 16;

/// The combinations of spellings have no end of their own.
const MAX_NUMBER_MACS: u32 = 12_000;

/// Candidates to combine, each sorted by its number of changes.
pub(crate) struct Search<'a> {
    pub(crate) claims: &'a [ClaimedSignature],
    pub(crate) keys: &'a [Trial],
    pub(crate) layouts: &'a [Layout],
    pub(crate) body: &'a [u8],
    pub(crate) work: Work,
}

impl Search<'_> {
    /// The combination of fewest changes that leads to a claimed signature.
    pub(crate) fn run(&mut self) -> Option<Proven> {
        // The budget does not suffice for all variants of a large body, so frequent ones are first.
        self.as_it_is(self.keys.iter().take(FREQUENT_KEYS), 0)
            .or_else(|| self.changed_body(0))
            .or_else(|| self.as_it_is(self.keys.iter().take(1), 1))
            .or_else(|| self.unchanged_body())
            .or_else(|| self.changed_body(1))
            .or_else(|| self.respelled_numbers())
    }

    /// These keys with each layout of so many changes.
    fn as_it_is<'k>(&mut self, keys: impl Iterator<Item = &'k Trial>, changes: usize) -> Option<Proven> {
        let (layouts, body) = (self.layouts, self.body);
        for key in keys {
            for layout in layouts.iter().filter(|layout| layout.changes.len() == changes) {
                if let Some(claim) = self.attempt(key, layout, body) {
                    return Some(found(key, &layout.explains(body), None, claim));
                }
            }
        }
        None
    }

    /// Keys and layouts, in the order of the number of their changes.
    fn unchanged_body(&mut self) -> Option<Proven> {
        let (keys, layouts) = (self.keys, self.layouts);
        let most_of_key = keys.iter().map(|key| key.changes.len()).max().unwrap_or_default();
        let most_of_layout = layouts.iter().map(|layout| layout.changes.len()).max().unwrap_or_default();
        let of = |count: usize| keys.iter().filter(move |key| key.changes.len() == count);
        (0..=most_of_key).find_map(|count| {
            let most = if count > 1 { 0 } else { most_of_layout };
            (0..=most).find_map(|changes| self.as_it_is(of(count), changes))
        })
    }

    /// Each body with keys and layouts of exactly `more` changes.
    fn changed_body(&mut self, more: usize) -> Option<Proven> {
        let (keys, layouts, body) = (self.keys, self.layouts, self.body);
        let mut result = None;
        body_mutations::any(body, more == 0, &mut |body, change| {
            for key in keys.iter().filter(|key| key.changes.len() <= more) {
                for layout in
                    layouts.iter().filter(|layout| layout.changes.len().saturating_add(key.changes.len()) == more)
                {
                    if let Some(claim) = self.attempt(key, layout, body) {
                        result = Some(found(key, &layout.explains(body), Some(change), claim).with_body(body));
                        return true;
                    }
                }
            }
            self.work.is_cut_short
        });
        result
    }

    /// The body with its numbers in other spellings, and nothing else changed.
    fn respelled_numbers(&mut self) -> Option<Proven> {
        let (keys, layouts, body) = (self.keys, self.layouts, self.body);
        let (mut result, mut left) = (None, MAX_NUMBER_MACS.min(MAX_MACS.saturating_sub(self.work.macs)));
        body_mutations::any_number(body, &mut |body, hypothesis| {
            for key in keys.iter().filter(|key| key.changes.is_empty()) {
                for layout in layouts.iter().filter(|layout| layout.changes.is_empty()) {
                    if left == 0 {
                        return true;
                    }
                    left = left.saturating_sub(1);
                    if let Some(claim) = self.attempt(key, layout, body) {
                        result = Some(found(key, &layout.explains(body), Some(hypothesis), claim).with_body(body));
                        return true;
                    }
                }
            }
            self.work.is_cut_short
        });
        result
    }

    /// One HMAC, compared with all that is claimed.
    fn attempt(&mut self, key: &Trial, layout: &Layout, body: &[u8]) -> Option<ClaimedSignature> {
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

fn found(key: &Trial, layout: &Layout, body: Option<&Hypothesis>, claim: ClaimedSignature) -> Proven {
    let changes: Vec<Hypothesis> = [key.changes.iter(), layout.changes.iter()]
        .into_iter()
        .flatten()
        .chain(body)
        .cloned()
        .chain(claim.changes)
        .collect();
    Proven::new(changes, layout.timestamp.clone())
}
