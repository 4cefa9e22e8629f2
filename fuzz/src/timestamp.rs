//! `Timestamp::parse` accepts exactly the texts that the oracle accepts, as the same time, and keeps the text.

use webhook_verifier::bindings::Timestamp;

use crate::oracle;
use crate::random::Random;

pub fn check(text: &[u8]) -> bool {
    let parsed = Timestamp::parse(text);
    let seen = parsed.as_ref().map(|parsed| (parsed.time().seconds(), parsed.time().subsec_nanos()));
    assert_eq!(seen, oracle::unix_time(text), "{}", text.escape_ascii());
    if let Some(time) = &parsed {
        assert_eq!(time.as_str().as_bytes(), text);
    }
    parsed.is_some()
}

/// Makes random fields in the right shape, mostly a real time, and often changes a byte or two.
pub fn make<'a>(random: &mut Random, room: &'a mut [u8; 40]) -> &'a [u8] {
    const LIKELY: &[u8] = b"0123456789-+:.TZtz ,/;";
    let (mut bits, choice) = (random.next(), random.next());
    let mut two = |limit: u64| {
        let value = (bits % limit) as u8;
        bits /= limit;
        [b'0' + value / 10, b'0' + value % 10]
    };
    let fields = [two(100), two(100), two(13), two(32), two(25), two(61), two(61)];
    for (at, field) in [0, 2, 5, 8, 11, 14, 17].into_iter().zip(fields) {
        room[at..at + 2].copy_from_slice(&field);
    }
    for (at, byte) in [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.')] {
        room[at] = byte;
    }
    let digits = (choice % 11) as usize;
    let mut end = if digits == 0 { 19 } else { 20 + digits };
    let mut nanos = random.next();
    for place in &mut room[20..20 + digits] {
        *place = b'0' + (nanos % 10) as u8;
        nanos /= 10;
    }
    match choice >> 8 & 3 {
        0 => end += put(room, end, b"Z"),
        kind => {
            let [sign, hour, minute] =
                [if kind == 1 { b'-' } else { b'+' }, (nanos % 25) as u8, (nanos / 25 % 61) as u8];
            end += put(
                room,
                end,
                &[sign, b'0' + hour / 10, b'0' + hour % 10, b':', b'0' + minute / 10, b'0' + minute % 10],
            );
        }
    }
    for change in 0..(choice >> 16 & 3).saturating_sub(1) {
        let pick = (choice >> (20 + 16 * change)) as usize;
        room[pick % end] = if pick & 0x8000 == 0 { LIKELY[pick / 64 % LIKELY.len()] } else { (pick / 64) as u8 };
    }
    let cut = if choice >> 60 == 0 { end - 1 } else { end };
    &room[..cut]
}

fn put(room: &mut [u8; 40], at: usize, text: &[u8]) -> usize {
    let end = (at + text.len()).min(room.len());
    room[at..end].copy_from_slice(&text[..end - at]);
    end - at
}
