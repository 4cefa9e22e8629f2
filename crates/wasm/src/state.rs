//! Module state kept between calls: the keys, and one delivery.

use core::cell::RefCell;
use core::num::NonZeroU64;

use webhook_verifier::bindings::{
    self, BLANK_ERROR, EventSummary, MAX_OPEN_KEYS, NOT_UTF8, Outline, Scanner, Signature, SignedMessage,
};
use webhook_verifier::{Error, Header, PayloadErrorKind, Secret, Secrets};

use crate::abi::{self, DONE, REFUSED, RESCAN};
use crate::phase::Phase;

const BODY_BYTES: usize = abi::BODY_BYTES as usize;
const HEADER_BYTES: usize = abi::HEADER_BYTES as usize;
const BUFFER_BYTES: usize = BODY_BYTES + abi::HEADER_COUNT as usize * HEADER_BYTES;

/// Number of keys stored. A verifier whose key was replaced stores it again, at the cost of two blocks of SHA-256.
const SLOTS: usize = 16;

thread_local! {
    static STATE: RefCell<State> = const { RefCell::new(State::EMPTY) };
}

/// Runs a function on the state. Returns the default, a refusal, for a call during another call, which cannot happen.
pub(crate) fn with_state<T: Default>(run: impl FnOnce(&mut State) -> T) -> T {
    STATE.with(|state| state.try_borrow_mut().map_or_else(|_| T::default(), |mut state| run(&mut state)))
}

pub(crate) struct State {
    pub(crate) buffer: [u8; BUFFER_BYTES],
    table: [u64; MAX_OPEN_KEYS],
    slots: [Slot; SLOTS],
    selected: [Option<NonZeroU64>; Secrets::MAX],
    pub(crate) phase: Phase,
    /// A message to compare with a signature of the caller, or to sign. Not a phase, as it is smaller.
    pub(crate) message: Option<(SignedMessage, Option<Signature>)>,
    scan: Option<Scan>,
    pub(crate) error: Option<Error>,
}

/// A place for a key. `Empty` is 0, like fresh memory: any other number would be part of the module.
#[repr(u8)]
enum Slot {
    Empty,
    Stored { id: NonZeroU64, secret: Secret },
}

fn slot_of(id: NonZeroU64) -> usize {
    #[expect(clippy::cast_possible_truncation, reason = "the slots are a power of two, so only the low bits count")]
    let low = id.get() as usize;
    low % SLOTS
}

/// The scan of the body, and the seed for a second pass.
struct Scan {
    scanner: Scanner,
    second_seed: Option<[u32; 2]>,
}

impl State {
    const EMPTY: Self = Self {
        buffer: [0; BUFFER_BYTES],
        table: [0; MAX_OPEN_KEYS],
        slots: [const { Slot::Empty }; SLOTS],
        selected: [None; Secrets::MAX],
        phase: Phase::CLEARED,
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

    /// The parts of the buffer for headers, in their order.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &[u8]> {
        self.buffer.get(BODY_BYTES..).unwrap_or_default().chunks(HEADER_BYTES)
    }

    /// Parses the claimed signature, whose text of `length` bytes is in its header's part of the buffer.
    pub(crate) fn claimed(&self, length: u32) -> Option<Signature> {
        let part = self.headers().nth(Header::Signature as usize)?;
        Signature::parse(part.get(..length as usize)?)
    }

    /// Writes an answer where JavaScript reads it: after the body, which stays.
    pub(crate) fn answer(&mut self, text: &[u8]) {
        for (place, byte) in self.buffer.iter_mut().skip(BODY_BYTES).zip(text) {
            *place = *byte;
        }
    }

    pub(crate) fn store_key(&mut self, id: Option<NonZeroU64>, secret: Secret) {
        if let Some(id) = id
            && let Some(slot) = self.slots.get_mut(slot_of(id))
        {
            *slot = Slot::Stored { id, secret };
        }
    }

    /// Overwrites a key if it is still stored, and everything that deliveries have left of keys.
    pub(crate) fn wipe_key(&mut self, id: Option<NonZeroU64>) {
        self.phase = Phase::CLEARED;
        // A shorter variant would copy the stack where it was made.
        self.error = Some(BLANK_ERROR);
        let Ok(blank) = Secret::from_bytes(&[0]) else { return };
        self.message = Some((SignedMessage::begin(&blank), None));
        let Some(id) = id else { return };
        match self.slots.get_mut(slot_of(id)) {
            Some(Slot::Stored { id: stored, secret }) if *stored == id => (*stored, *secret) = (VACANT, blank),
            _ => {}
        }
    }

    fn secret(&self, id: NonZeroU64) -> Option<&Secret> {
        match self.slots.get(slot_of(id))? {
            Slot::Stored { id: stored, secret } if *stored == id => Some(secret),
            _ => None,
        }
    }

    /// Selects the key for one of the four places, and clears the later places.
    pub(crate) fn select_key(&mut self, place: usize, id: Option<NonZeroU64>) -> bool {
        let id = id.filter(|id| self.secret(*id).is_some());
        let Some((first, later)) = self.selected.get_mut(place..).and_then(<[_]>::split_first_mut) else {
            return false;
        };
        *first = id;
        later.fill(None);
        id.is_some()
    }

    /// Cleared after each delivery so that a key never leaks into the next.
    pub(crate) fn clear_selection(&mut self) {
        self.selected = [None; Secrets::MAX];
    }

    /// The selected keys, in order.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.selected.iter().map_while(|id| self.secret((*id)?))
    }

    /// Records an error for [`error`](crate::error) and [`error_detail`](crate::error_detail).
    pub(crate) fn record_error<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.error = Some(error)).ok()
    }

    #[inline(never)]
    pub(crate) fn begin_scan(&mut self, seed: [u32; 2], second_seed: Option<[u32; 2]>) {
        self.scan = Some(Scan { scanner: Scanner::new(seed), second_seed });
    }

    /// Scans the next bytes. Two keys with one fingerprint may differ: a second pass with another seed decides.
    pub(crate) fn scan(&mut self, length: u32) -> u32 {
        let bytes = self.buffer.get(..length as usize).unwrap_or_default();
        let Some(scan) = &mut self.scan else { return REFUSED };
        match (scan.scanner.feed(bytes, &mut self.table), scan.second_seed) {
            (Err(error), Some(seed)) if error.kind == PayloadErrorKind::DuplicateKey => {
                self.begin_scan(seed, None);
                RESCAN
            }
            (scanned, _) => self.record_error(scanned.map_err(Error::MalformedPayload)).map_or(REFUSED, |()| DONE),
        }
    }

    /// Classifies the event that the scan found, once.
    pub(crate) fn read(&mut self, well_formed: bool) -> Option<EventSummary> {
        let summary = self
            .scan
            .as_ref()?
            .scanner
            .finish()
            .map_err(Error::MalformedPayload)
            .and_then(|outline| if well_formed { self.event(outline) } else { Err(NOT_UTF8) });
        self.scan = None;
        self.record_error(summary)
    }

    fn event(&self, outline: &Outline) -> Result<EventSummary, Error> {
        match &self.phase {
            Phase::Verified(signature) => bindings::summarize(signature, outline),
            Phase::Unverified(unverified) => unverified.summarize(outline),
            _ => Err(Error::SignatureMismatch),
        }
    }
}

/// The id of a wiped key. It is the empty key, with which any sender can sign, so a damaged module whose ids are all zero must not
/// select it.
const VACANT: NonZeroU64 = NonZeroU64::MAX;
