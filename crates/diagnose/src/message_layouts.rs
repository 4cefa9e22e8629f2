//! Layouts of the signed message: the texts before and after the body.

use alloc::vec::Vec;

use webhook_verifier::bindings::Timestamp;

use super::finding::Hypothesis;
use super::finding_code::FindingCode;
use super::time_formats;

/// The bytes around the body in a signed message, and the changes that the layout implies.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) before: Vec<u8>,
    pub(crate) after: Vec<u8>,
    pub(crate) changes: Vec<Hypothesis>,
    /// The timestamp to evaluate if this layout was signed; `None` if it is not covered by the signature.
    pub(crate) timestamp: Option<Vec<u8>>,
}

impl Layout {
    /// The changes that this layout implies, unless its message is a captured one that was cut elsewhere: an attacker can choose
    /// the cut so that any layout seems to have been signed.
    pub(crate) fn explains(&self, body: &[u8]) -> Self {
        let own = self.timestamp.as_deref().filter(|own| self.before.starts_with(own)).unwrap_or_default();
        let is_other = |change: &Hypothesis| {
            use FindingCode::{SignedBodyOnly, SignedOtherOrder, SignedOtherSeparator, SignedWithId, SignedWithoutDot};
            let code = change.code;
            matches!(code, SignedBodyOnly | SignedOtherOrder | SignedOtherSeparator | SignedWithId | SignedWithoutDot)
        };
        let message = [&self.before, body, &self.after].concat();
        if !self.changes.iter().any(is_other) || !is_cut_elsewhere(&message, own) {
            return self.clone();
        }
        let others = self.changes.iter().filter(|change| !is_other(change)).cloned();
        let changes = others.chain([Hypothesis::new(FindingCode::SignedBoundaryMoved)]).collect();
        Self { changes, timestamp: None, ..self.clone() }
    }
}

/// Whether a message is one in the right layout, of another timestamp than this.
pub(crate) fn is_cut_elsewhere(message: &[u8], own: &[u8]) -> bool {
    let dots = message.iter().enumerate().filter(|(_, byte)| **byte == b'.').map(|(place, _)| place);
    let mut texts = dots.into_iter().filter_map(|place| message.get(..place));
    texts.any(|text| text != own && Timestamp::parse(text).is_some())
}

/// A text that may be the timestamp, and the changes that this implies.
#[derive(Clone, Debug)]
pub(crate) struct Stamp {
    pub(crate) text: Vec<u8>,
    pub(crate) changes: Vec<Hypothesis>,
}

/// All layouts to try, the right one of each timestamp first, then those of one change.
pub(crate) fn layouts(stamps: &[Stamp], ids: &[&[u8]]) -> Vec<Layout> {
    let mut all: Vec<Layout> = stamps.iter().map(|stamp| dotted(&stamp.text, stamp, None)).collect();
    let body_alone = Hypothesis::new(FindingCode::SignedBodyOnly);
    all.push(Layout { before: Vec::new(), after: Vec::new(), changes: alloc::vec![body_alone], timestamp: None });
    for stamp in stamps {
        respelled(stamp, &mut all);
        rearranged(stamp, ids, &mut all);
    }
    all.sort_by_key(|layout| layout.changes.len());
    all
}

fn dotted(text: &[u8], stamp: &Stamp, change: Option<Hypothesis>) -> Layout {
    around(stamp, [text, b"."].concat(), Vec::new(), change)
}

fn around(stamp: &Stamp, before: Vec<u8>, after: Vec<u8>, change: Option<Hypothesis>) -> Layout {
    let changes = stamp.changes.iter().cloned().chain(change).collect();
    Layout { before, after, changes, timestamp: Some(stamp.text.clone()) }
}

fn respelled(stamp: &Stamp, all: &mut Vec<Layout>) {
    let Some(moment) = time_formats::read(&stamp.text) else { return };
    for (text, what) in time_formats::spellings(moment) {
        if text.as_bytes() != stamp.text {
            all.push(dotted(text.as_bytes(), stamp, Some(Hypothesis::of(FindingCode::TimestampReformatted, what, ""))));
        }
    }
}

fn rearranged(stamp: &Stamp, ids: &[&[u8]], all: &mut Vec<Layout>) {
    let text = stamp.text.as_slice();
    let mut add = |before: &[&[u8]], after: &[&[u8]], change| {
        all.push(around(stamp, before.concat(), after.concat(), Some(change)));
    };
    add(&[text], &[], Hypothesis::new(FindingCode::SignedWithoutDot));
    for (separator, what) in SEPARATORS {
        add(&[text, separator], &[], Hypothesis::of(FindingCode::SignedOtherSeparator, what, ""));
    }
    add(&[], &[b".", text], Hypothesis::new(FindingCode::SignedOtherOrder));
    add(&[], &[text], Hypothesis::new(FindingCode::SignedOtherOrder));
    add(
        &[b".", text],
        &[],
        Hypothesis::of(FindingCode::SignedOtherSeparator, "the dot before the timestamp, and none", ""),
    );
    add(&[text], &[b"."], Hypothesis::of(FindingCode::SignedOtherSeparator, "the dot after the body, and none", ""));
    for id in ids {
        add(&[id, b".", text, b"."], &[], Hypothesis::new(FindingCode::SignedWithId));
        add(&[id, text], &[], Hypothesis::new(FindingCode::SignedWithId));
    }
    for id in ids {
        let change = stamp.changes.iter().cloned().chain([Hypothesis::new(FindingCode::SignedWithId)]).collect();
        all.push(Layout {
            before: [id, b".".as_slice()].concat(),
            after: Vec::new(),
            changes: change,
            timestamp: None,
        });
    }
}

const SEPARATORS: [(&[u8], &str); 8] = [
    (b":", "a colon"),
    (b"\n", "a newline"),
    (b"|", "a bar"),
    (b" ", "a space"),
    (b"-", "a hyphen"),
    (b",", "a comma"),
    (b"..", "two dots"),
    (b"\0", "a NUL"),
];
