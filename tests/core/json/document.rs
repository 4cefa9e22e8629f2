//! Random JSON text: documents, damaged documents, and tokens in no order. The same seed writes the same text.

use proptest::prelude::RngExt;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// The names that the crate reads are frequent, so that documents look like deliveries and keys collide.
const KEYS: [&str; 20] = [
    "event",
    "data",
    "error",
    "id",
    "status",
    "output_url",
    "code",
    "message",
    "request_id",
    "__proto__",
    "",
    "a",
    "A",
    "a ",
    "é",
    "e\u{301}",
    "😀",
    "/",
    "even",
    "output_url_of_more_than_sixteen_bytes",
];

/// The indexes in [`KEYS`] of the first names at the top, in the data and in an error of a delivery.
const OF_DEPTH: [usize; 3] = [0, 2, 6];

const TEXTS: [&str; 8] =
    ["job.started", "job.completed", "job.failed", "completed", "failed", "processing", "job_1", "timeout"];

const PIECES: [&str; 22] = [
    "a",
    "Z09 ~",
    "é",
    "世",
    "😀",
    "\u{7f}",
    "\u{2028}",
    "\u{feff}",
    "\\\"",
    "\\\\",
    "\\/",
    "\\b\\f",
    "\\n\\r\\t",
    "\\u0000",
    "\\u00e9",
    "\\uABcd",
    "\\ud83d\\ude00",
    "\\uD83D",
    "\\uDE00",
    "\\ud83d\\ud83d",
    "{[,:]}",
    "\\u0022",
];

const NUMBERS: [&str; 16] = [
    "0",
    "-0",
    "7",
    "-12",
    "10",
    "1.5",
    "-0.25",
    "0.0",
    "1e5",
    "2E-7",
    "1.0e+3",
    "-9.75E0",
    "9007199254740993",
    "12345678901234567890123456789",
    "1e-400",
    "1E400",
];

/// Bytes and tokens that damage a document.
const HOSTILE: [&[u8]; 48] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\\",
    b"/",
    b" ",
    b"\n",
    b"\t",
    b"\r",
    b"\0",
    b"\x0b",
    b"\x1f",
    b"\x7f",
    b"0",
    b"1",
    b"-",
    b"+",
    b".",
    b"e",
    b"E",
    b"u",
    b"t",
    b"n",
    b"true",
    b"null",
    b"nul",
    b"\\u",
    b"\\ud83d",
    b"\\x",
    b"\"a\"",
    b"\"a\":1",
    b",\"a\":1",
    b"\"id\":\"x\"",
    b"{}",
    b"[[",
    b"//",
    b"\xc2\xa0",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\x80",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\xf0\x9f",
    b"\xf4\x90\x80\x80",
];

pub(crate) struct Writer {
    rng: TestRng,
    text: String,
}

impl Writer {
    pub(crate) fn new(seed: u64) -> Self {
        let seed = seed.to_le_bytes().repeat(4);
        Self { rng: TestRng::from_seed(RngAlgorithm::ChaCha, &seed), text: String::new() }
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.rng.random_range(0..limit)
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let at = self.below(from.len());
        from[at]
    }

    pub(crate) fn seed(&mut self) -> [u32; 2] {
        self.rng.random()
    }

    /// A JSON object, mostly strict: now and then a key is there twice.
    pub(crate) fn document(&mut self) -> String {
        self.text.clear();
        self.space();
        self.object(0);
        self.space();
        self.text.clone()
    }

    /// A document after up to three changes, which do not always damage it.
    pub(crate) fn damaged(&mut self) -> Vec<u8> {
        let mut text = self.document().into_bytes();
        for _ in 0..=self.below(3) {
            self.damage(&mut text);
        }
        text
    }

    /// Tokens in any order, mostly after the beginning of an object.
    pub(crate) fn soup(&mut self) -> Vec<u8> {
        let mut text = if self.below(8) == 0 { Vec::new() } else { b"{".to_vec() };
        for _ in 0..self.below(12) {
            text.extend_from_slice(self.pick(&HOSTILE));
        }
        text
    }

    fn damage(&mut self, text: &mut Vec<u8>) {
        let from = self.below(text.len() + 1);
        let to = (from + self.below(4)).min(text.len());
        match self.below(5) {
            0 => text.truncate(from),
            1 => drop(text.drain(from..to)),
            2 => {
                let copy = text[from..to].to_vec();
                text.splice(from..from, copy);
            }
            3 => {
                let bytes = self.pick(&HOSTILE);
                text.splice(from..to, bytes.iter().copied());
            }
            _ => {
                let bytes = self.pick(&HOSTILE);
                text.splice(from..from, bytes.iter().copied());
            }
        }
    }

    fn value(&mut self, depth: usize) {
        match self.below(if depth > 4 { 4 } else { 8 }) {
            0 => self.text += NUMBERS[self.rng.random_range(0..NUMBERS.len())],
            1 => self.text += ["true", "false", "null"][self.rng.random_range(0..3)],
            2 | 3 => self.text(),
            4 => self.array(depth + 1),
            _ => self.object(depth + 1),
        }
    }

    fn object(&mut self, depth: usize) {
        // A step that shares no factor with 20 does not repeat a key.
        let step = self.pick(&[1, 3, 7, 9]);
        let (first, step) =
            if self.below(2) == 0 { (self.below(KEYS.len()), step) } else { (OF_DEPTH[depth.min(2)], 1) };
        self.text.push('{');
        for member in 0..self.below(7) {
            self.comma(member);
            // One key in 200 is that of the member before it.
            let twice = usize::from(member > 0 && self.below(200) == 0);
            self.member(KEYS[(first + step * (member - twice)) % KEYS.len()], depth);
            self.space();
        }
        self.text.push('}');
    }

    fn member(&mut self, name: &str, depth: usize) {
        self.key(name);
        self.space();
        self.text.push(':');
        self.space();
        match name {
            "event" | "status" if self.below(4) > 0 => self.known(),
            "data" | "error" if self.below(4) > 0 => self.object(depth + 1),
            _ => self.value(depth),
        }
    }

    fn array(&mut self, depth: usize) {
        let nested = if self.below(100) == 0 { 56 + self.below(10) } else { 1 };
        self.text += &"[".repeat(nested);
        for element in 0..self.below(4) {
            self.comma(element);
            self.value(depth);
            self.space();
        }
        self.text += &"]".repeat(nested);
    }

    fn comma(&mut self, before: usize) {
        if before > 0 {
            self.text.push(',');
        }
        self.space();
    }

    fn key(&mut self, name: &str) {
        self.text.push('"');
        for character in name.chars() {
            match self.below(12) {
                0 => self.escape(character),
                _ => self.text.push(character),
            }
        }
        self.text.push('"');
    }

    fn escape(&mut self, character: char) {
        for unit in character.encode_utf16(&mut [0; 2]) {
            let digits = if self.below(2) == 0 { format!("{unit:04x}") } else { format!("{unit:04X}") };
            self.text += &format!("\\u{digits}");
        }
    }

    fn text(&mut self) {
        if self.below(2) == 0 {
            return self.known();
        }
        self.text.push('"');
        for _ in 0..self.below(6) {
            self.text += PIECES[self.rng.random_range(0..PIECES.len())];
        }
        self.text.push('"');
    }

    fn known(&mut self) {
        let known = self.pick(&TEXTS);
        self.key(known);
    }

    fn space(&mut self) {
        if self.below(8) == 0 {
            self.text += [" ", "\n", "\t\r\n  "][self.rng.random_range(0..3)];
        }
    }
}
