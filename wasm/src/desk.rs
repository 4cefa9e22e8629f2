//! What lies on the desk between two calls: the keys in use, and one delivery on its way to a verdict.

use core::cell::RefCell;

use webhook_verifier::{
    Check, Error, Flaw, FlawKind, MAX_KEYS, MAX_SECRETS, Message, Outline, Proof, Reading, Scanner, Secret,
    SecretError, Signature,
};

use crate::{AGAIN, DONE, REFUSED};

pub(crate) const BUFFER_BYTES: usize = 65_536;

/// Keys kept hashed. A verifier whose key has made room for another's gives it again, for two blocks of SHA-256.
const SLOTS: usize = 64;

thread_local! {
    static BUFFER: RefCell<[u8; BUFFER_BYTES]> = const { RefCell::new([0; BUFFER_BYTES]) };
    static TABLE: RefCell<[u64; MAX_KEYS]> = const { RefCell::new([0; MAX_KEYS]) };
    static DESK: RefCell<Desk> = const { RefCell::new(Desk::EMPTY) };
}

/// Runs `work` on the desk and the buffer. The default answer, a refusal, stands for what cannot happen:
/// a call in the middle of another.
pub(crate) fn with_desk<T: Default>(work: impl FnOnce(&mut Desk, &mut [u8]) -> T) -> T {
    DESK.with(|desk| {
        BUFFER.with(|buffer| match (desk.try_borrow_mut(), buffer.try_borrow_mut()) {
            (Ok(mut desk), Ok(mut buffer)) => work(&mut desk, buffer.as_mut_slice()),
            _ => T::default(),
        })
    })
}

pub(crate) struct Desk {
    slots: [Option<Slot>; SLOTS],
    chosen: [Option<u64>; MAX_SECRETS],
    pub(crate) work: Work,
    scan: Option<Scan>,
    pub(crate) error: Option<Error>,
    pub(crate) secret_error: Option<SecretError>,
}

struct Slot {
    id: u64,
    secret: Secret<'static>,
}

fn slot_of(id: u64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "only the low bits count, and there are as many slots as six of them tell apart"
    )]
    let low = id as usize;
    low % SLOTS
}

/// How far the delivery has come. It is replaced where it lies, never moved out: what moves leaves its bytes behind.
pub(crate) enum Work {
    /// As large as the largest, so that putting it in place leaves no byte of what was there.
    #[expect(dead_code, reason = "written to overwrite, never read")]
    Nothing([u64; size_of::<Check>() / size_of::<u64>()]),
    /// A delivery's body is being hashed.
    Checking(Check),
    /// A message is being hashed that a signature of the caller's is to be compared with.
    Comparing(Message, Signature),
    /// A message is being hashed to be signed.
    Signing(Message),
    Proven(Proof),
}

impl Work {
    pub(crate) const NOTHING: Self = Self::Nothing([0; size_of::<Check>() / size_of::<u64>()]);
}

/// The pass over the body, and the seed for a second one.
struct Scan {
    scanner: Scanner,
    second_seed: Option<[u32; 2]>,
}

impl Desk {
    const EMPTY: Self = Self {
        slots: [const { None }; SLOTS],
        chosen: [None; MAX_SECRETS],
        work: Work::NOTHING,
        scan: None,
        error: None,
        secret_error: None,
    };

    pub(crate) fn keep(&mut self, id: u64, secret: Secret<'static>) {
        if let Some(slot) = self.slots.get_mut(slot_of(id)) {
            *slot = Some(Slot { id, secret });
        }
    }

    pub(crate) fn forget(&mut self, id: u64) {
        self.work = Work::NOTHING;
        let slot = self.slots.get_mut(slot_of(id));
        if let Some(slot) = slot.filter(|slot| slot.as_ref().is_some_and(|kept| kept.id == id)) {
            *slot = None;
        }
    }

    fn secret(&self, id: u64) -> Option<&Secret<'static>> {
        self.slots.get(slot_of(id))?.as_ref().filter(|slot| slot.id == id).map(|slot| &slot.secret)
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

    pub(crate) fn begin_scan(&mut self, seeds: [[u32; 2]; 2]) {
        let [first, second] = seeds;
        self.scan = Some(Scan { scanner: Scanner::new(first), second_seed: Some(second) });
    }

    /// Reads on. Two keys with one fingerprint may yet differ: only a second, independent pass settles it.
    pub(crate) fn scan(&mut self, bytes: &[u8]) -> u32 {
        let Some(scan) = &mut self.scan else { return REFUSED };
        let read =
            TABLE.with(|table| table.try_borrow_mut().ok().map(|mut table| scan.scanner.feed(bytes, &mut *table)));
        let Some(read) = read else { return REFUSED };
        match (read, scan.second_seed.take()) {
            (Err(flaw), Some(seed)) if flaw.kind == FlawKind::DuplicateKey => {
                scan.scanner = Scanner::new(seed);
                AGAIN
            }
            (read, unused) => {
                scan.second_seed = unused;
                self.settle(read.map_err(Error::MalformedPayload)).map_or(REFUSED, |()| DONE)
            }
        }
    }

    /// Reads the event out of what the pass found, once.
    pub(crate) fn read(
        &mut self,
        well_formed: bool,
        event: impl FnOnce(&Work, &Outline) -> Result<Reading, Error>,
    ) -> Option<Reading> {
        const ILL_FORMED: Flaw = Flaw { kind: FlawKind::NotUtf8, offset: 0 };
        let finished = self.scan.as_ref()?.scanner.finish();
        let outline = finished.and_then(|outline| if well_formed { Ok(outline) } else { Err(ILL_FORMED) });
        let reading = outline.map_err(Error::MalformedPayload).and_then(|outline| event(&self.work, outline));
        self.scan = None;
        self.settle(reading)
    }
}
