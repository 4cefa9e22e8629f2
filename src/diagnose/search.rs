//! The search for what was really signed: nothing changed, then one thing, then two of different kinds.

use alloc::vec::Vec;

use super::body;
use super::budget::Work;
use super::claim::Claim;
use super::finding::{Change, Match};
use super::key::Trial;
use super::layout::Layout;

/// The given secrets, and what most often becomes of one: white space, quotes, a name, a list, a prefix, an encoding.
const FREQUENT_KEYS: usize = 16;

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
        // Of a large body there is not work for all: what is frequent comes first.
        self.as_it_is(self.keys.iter().take(FREQUENT_KEYS), 0)
            .or_else(|| self.changed_body(0))
            .or_else(|| self.as_it_is(self.keys.iter().take(1), 1))
            .or_else(|| self.unchanged_body())
            .or_else(|| self.changed_body(1))
    }

    /// These keys with each layout of so many changes.
    fn as_it_is<'k>(&mut self, keys: impl Iterator<Item = &'k Trial>, changes: usize) -> Option<Match> {
        let (layouts, body) = (self.layouts, self.body);
        for key in keys {
            for layout in layouts.iter().filter(|layout| layout.changes.len() == changes) {
                if let Some(claim) = self.attempt(key, layout, body) {
                    return Some(found(key, layout, None, claim));
                }
            }
        }
        None
    }

    /// Keys and layouts, the fewest changes together first: pairs, and what can be wrong with one secret at once.
    fn unchanged_body(&mut self) -> Option<Match> {
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
