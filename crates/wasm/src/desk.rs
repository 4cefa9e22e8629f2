//! What lies on the desk between two calls: the keys in use, and one delivery on its way to a verdict.

use core::cell::RefCell;

use webhook_verifier::bindings::{self, EventSummary, MAX_OPEN_KEYS, Outline, Scanner, UnverifiedEvent};
use webhook_verifier::{
    Error, Header, MAX_SECRETS, PayloadError, PayloadErrorKind, Secret, Signature, SignedMessage, Times, UnixTime,
    Verification, VerifiedSignature,
};

use crate::{AGAIN, DONE, REFUSED};

/// The buffer's first part: what is hashed and scanned.
pub(crate) const BODY_BYTES: usize = 65_536;
/// The second part: the headers, each in its own place.
pub(crate) const HEADER_BYTES: usize = 16_384;
const HEADERS: usize = 4;
const BUFFER_BYTES: usize = BODY_BYTES + HEADERS * HEADER_BYTES;

/// Keys kept hashed. A verifier whose key has made room for another's gives it again, for two blocks of SHA-256.
const SLOTS: usize = 16;

thread_local! {
    static DESK: RefCell<Desk> = const { RefCell::new(Desk::EMPTY) };
}

/// Runs `work` on the desk. The default answer, a refusal, stands for what cannot happen: a call in the middle of another.
pub(crate) fn with_desk<T: Default>(work: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with(|desk| desk.try_borrow_mut().map_or_else(|_| T::default(), |mut desk| work(&mut desk)))
}

pub(crate) struct Desk {
    pub(crate) buffer: [u8; BUFFER_BYTES],
    table: [u64; MAX_OPEN_KEYS],
    slots: [Slot; SLOTS],
    chosen: [Option<u64>; MAX_SECRETS],
    pub(crate) work: Work,
    /// What is being hashed to be compared with a signature of the caller's, or to be signed. Apart, as it is smaller.
    pub(crate) message: Option<(SignedMessage, Option<Signature>)>,
    scan: Option<Scan>,
    pub(crate) error: Option<Error>,
}

/// Where a key is kept, or none. The number for none is 0, as memory has it that nobody wrote: each other one would be in the
/// module.
#[repr(u8)]
enum Slot {
    Empty,
    Kept { id: u64, secret: Secret<'static> },
}

fn slot_of(id: u64) -> usize {
    #[expect(clippy::cast_possible_truncation, reason = "the slots are a power of two, so only the low bits count")]
    let low = id as usize;
    low % SLOTS
}

/// How far the delivery has come. It is replaced where it lies, never moved out: what moves leaves its bytes behind.
pub(crate) enum Work {
    /// As large as the largest, so that putting it in place leaves no byte of what was there.
    #[expect(dead_code, reason = "written to overwrite, never read")]
    Nothing([u64; size_of::<Verification>() / size_of::<u64>()]),
    /// A delivery's body is being hashed.
    Checking(Verification),
    Proven(VerifiedSignature),
    Unverified(UnverifiedEvent),
}

impl Work {
    pub(crate) const NOTHING: Self = Self::Nothing([0; size_of::<Verification>() / size_of::<u64>()]);
}

/// The pass over the body, and the seed for a second one.
struct Scan {
    scanner: Scanner,
    second_seed: Option<[u32; 2]>,
}

impl Desk {
    const EMPTY: Self = Self {
        buffer: [0; BUFFER_BYTES],
        table: [0; MAX_OPEN_KEYS],
        slots: [const { Slot::Empty }; SLOTS],
        chosen: [None; MAX_SECRETS],
        work: Work::NOTHING,
        message: None,
        scan: None,
        error: None,
    };

    /// The first `length` bytes of the buffer.
    pub(crate) fn written(&self, length: u32) -> &[u8] {
        self.buffer.get(..length as usize).unwrap_or_default()
    }

    /// Overwrites those bytes.
    pub(crate) fn wipe(&mut self, length: u32) {
        let end = self.buffer.len().min(length as usize);
        self.buffer.get_mut(..end).unwrap_or_default().fill(0);
    }

    /// The places of the headers, in their order.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &[u8]> {
        self.buffer.get(BODY_BYTES..).unwrap_or_default().chunks(HEADER_BYTES)
    }

    /// The claimed signature, whose text of `length` bytes stands in its header's place.
    pub(crate) fn claimed(&self, length: u32) -> Option<Signature> {
        let place = self.headers().nth(Header::Signature as usize)?;
        Signature::parse(place.get(..length as usize)?)
    }

    /// Puts an answer where JavaScript reads it: behind the body, which stays.
    pub(crate) fn answer(&mut self, text: &[u8]) {
        for (place, byte) in self.buffer.iter_mut().skip(BODY_BYTES).zip(text) {
            *place = *byte;
        }
    }

    pub(crate) fn keep(&mut self, id: u64, secret: Secret<'static>) {
        if let Some(slot) = self.slots.get_mut(slot_of(id)) {
            *slot = Slot::Kept { id, secret };
        }
    }

    /// Overwrites a key, if it is still kept, and whatever a delivery has left of one.
    pub(crate) fn forget(&mut self, id: u64) {
        self.work = Work::NOTHING;
        // One that is short takes along what lay where it was made.
        self.error =
            Some(Error::TimestampTooOld(Times { signed: UnixTime::from_unix(0, 0), now: UnixTime::from_unix(0, 0) }));
        let Ok(blank) = Secret::from_bytes(&[0]) else { return };
        self.message = Some((SignedMessage::begin(&blank), None));
        match self.slots.get_mut(slot_of(id)) {
            Some(Slot::Kept { id: kept, secret }) if *kept == id => (*kept, *secret) = (NOBODY, blank),
            _ => {}
        }
    }

    fn secret(&self, id: u64) -> Option<&Secret<'static>> {
        match self.slots.get(slot_of(id))? {
            Slot::Kept { id: kept, secret } if *kept == id => Some(secret),
            _ => None,
        }
    }

    /// Puts the secret on the `place`-th of the four places, and takes away what was on the later ones.
    pub(crate) fn choose(&mut self, place: usize, id: u64) -> bool {
        let kept = self.secret(id).is_some();
        let Some((first, later)) = self.chosen.get_mut(place..).and_then(<[_]>::split_first_mut) else { return false };
        *first = kept.then_some(id);
        later.fill(None);
        kept
    }

    /// A choice is for one delivery: who chooses nothing has no secret, not somebody else's.
    pub(crate) fn unchoose(&mut self) {
        self.chosen = [None; MAX_SECRETS];
    }

    /// The chosen secrets, in their places.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &Secret<'static>> {
        self.chosen.iter().map_while(|id| self.secret((*id)?))
    }

    /// Keeps the reason of a refusal for the calls that ask for it.
    pub(crate) fn settle<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.error = Some(error)).ok()
    }

    #[inline(never)]
    pub(crate) fn begin_scan(&mut self, seed: [u32; 2], second_seed: Option<[u32; 2]>) {
        self.scan = Some(Scan { scanner: Scanner::new(seed), second_seed });
    }

    /// Reads on. Two keys with one fingerprint may yet differ: only a second, independent pass settles it.
    pub(crate) fn scan(&mut self, length: u32) -> u32 {
        let bytes = self.buffer.get(..length as usize).unwrap_or_default();
        let Some(scan) = &mut self.scan else { return REFUSED };
        match (scan.scanner.feed(bytes, &mut self.table), scan.second_seed) {
            (Err(flaw), Some(seed)) if flaw.kind == PayloadErrorKind::DuplicateKey => {
                self.begin_scan(seed, None);
                AGAIN
            }
            (read, _) => self.settle(read.map_err(Error::MalformedPayload)).map_or(REFUSED, |()| DONE),
        }
    }

    /// Reads the event out of what the pass found, once.
    pub(crate) fn read(&mut self, well_formed: bool) -> Option<EventSummary> {
        let reading = self.scan.as_ref()?.scanner.finish().map_err(Error::MalformedPayload).and_then(|outline| {
            if well_formed { self.event(outline) } else { Err(Error::MalformedPayload(ILL_FORMED)) }
        });
        self.scan = None;
        self.settle(reading)
    }

    fn event(&self, outline: &Outline) -> Result<EventSummary, Error> {
        match &self.work {
            Work::Proven(proof) => bindings::read(proof, outline),
            Work::Unverified(unverified) => unverified.read(outline),
            _ => Err(Error::SignatureMismatch),
        }
    }
}

const ILL_FORMED: PayloadError = PayloadError { kind: PayloadErrorKind::NotUtf8, offset: 0 };

/// The id of a key whose every byte is of no secret. It is, to HMAC, the empty one, with which anybody can sign: so its id is
/// none that a memory of zeros chooses, as that of a damaged module may be.
const NOBODY: u64 = u64::MAX;
