//! What may have been signed: which texts stand before the body and behind it.

use alloc::vec::Vec;

use super::cause::Cause;
use super::finding::Change;
use super::moment;

/// The bytes around the body in a signed message, and what would have to be otherwise for it to be the right one.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) before: Vec<u8>,
    pub(crate) after: Vec<u8>,
    pub(crate) changes: Vec<Change>,
    /// The timestamp that is to be judged when this is what was signed.
    pub(crate) timestamp: Vec<u8>,
}

/// A text that may be the timestamp, and what would have to be otherwise for that.
#[derive(Clone, Debug)]
pub(crate) struct Stamp {
    pub(crate) text: Vec<u8>,
    pub(crate) changes: Vec<Change>,
}

/// All layouts to try, the right one of each timestamp first, then those of one change.
pub(crate) fn layouts(stamps: &[Stamp], ids: &[&[u8]]) -> Vec<Layout> {
    let mut all: Vec<Layout> = stamps.iter().map(|stamp| dotted(&stamp.text, stamp, None)).collect();
    let body_alone = Change::new(Cause::SignedBodyOnly);
    let timestamp = stamps.first().map(|stamp| stamp.text.clone()).unwrap_or_default();
    all.push(Layout { before: Vec::new(), after: Vec::new(), changes: alloc::vec![body_alone], timestamp });
    for stamp in stamps {
        respelled(stamp, &mut all);
        rearranged(stamp, ids, &mut all);
    }
    all.sort_by_key(|layout| layout.changes.len());
    all
}

fn dotted(text: &[u8], stamp: &Stamp, change: Option<Change>) -> Layout {
    around(stamp, [text, b"."].concat(), Vec::new(), change)
}

fn around(stamp: &Stamp, before: Vec<u8>, after: Vec<u8>, change: Option<Change>) -> Layout {
    let changes = stamp.changes.iter().cloned().chain(change).collect();
    Layout { before, after, changes, timestamp: stamp.text.clone() }
}

fn respelled(stamp: &Stamp, all: &mut Vec<Layout>) {
    let Some(moment) = moment::read(&stamp.text) else { return };
    for (text, what) in moment::spellings(moment) {
        if text.as_bytes() != stamp.text {
            all.push(dotted(text.as_bytes(), stamp, Some(Change::of(Cause::TimestampReformatted, what, ""))));
        }
    }
}

fn rearranged(stamp: &Stamp, ids: &[&[u8]], all: &mut Vec<Layout>) {
    let text = stamp.text.as_slice();
    let mut add = |before: &[&[u8]], after: &[&[u8]], change| {
        all.push(around(stamp, before.concat(), after.concat(), Some(change)));
    };
    add(&[text], &[], Change::new(Cause::SignedWithoutDot));
    for (separator, what) in SEPARATORS {
        add(&[text, separator], &[], Change::of(Cause::SignedOtherSeparator, what, ""));
    }
    add(&[], &[b".", text], Change::new(Cause::SignedOtherOrder));
    add(&[], &[text], Change::new(Cause::SignedOtherOrder));
    add(&[b".", text], &[], Change::of(Cause::SignedOtherSeparator, "the dot in front of the timestamp, none", ""));
    add(&[text], &[b"."], Change::of(Cause::SignedOtherSeparator, "the dot behind the body, none", ""));
    for id in ids {
        add(&[id, b".", text, b"."], &[], Change::new(Cause::SignedWithId));
        add(&[id, text], &[], Change::new(Cause::SignedWithId));
        add(&[id, b"."], &[], Change::new(Cause::SignedWithId));
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
