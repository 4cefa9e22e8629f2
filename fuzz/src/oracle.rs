//! A second implementation of the timestamp grammar and its calendar: the shape by a pattern, the days by Hinnant's algorithm.

/// Returns Unix seconds and nanoseconds.
pub fn unix_time(text: &[u8]) -> Option<(i64, u32)> {
    const SHAPE: &[u8] = b"9999-99-99T99:99:99";
    let (head, tail) = text.split_at_checked(SHAPE.len())?;
    if !head.iter().zip(SHAPE).all(|(byte, like)| if *like == b'9' { byte.is_ascii_digit() } else { byte == like }) {
        return None;
    }
    let field =
        |from: usize, to: usize| head[from..to].iter().fold(0i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
    let (year, month, day) = (field(0, 4), field(5, 7), field(8, 10));
    let (hour, minute, second) = (field(11, 13), field(14, 16), field(17, 19));
    let is_date = (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
    if !is_date || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let digits = tail.strip_prefix(b".").map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
    if tail.starts_with(b".") && !(1..=9).contains(&digits) {
        return None;
    }
    let (fraction, zone) = tail.split_at(if digits > 0 { digits + 1 } else { 0 });
    let scaled = fraction.iter().skip(1).chain([b'0'; 9].iter()).take(9);
    let nanos = scaled.fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
    let clock = hour * 3600 + minute * 60 + second;
    Some((days(year, month, day) * 86_400 + clock - offset(zone)?, nanos))
}

fn offset(zone: &[u8]) -> Option<i64> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    match *zone {
        [b'Z'] => Some(0),
        [sign @ (b'+' | b'-'), a, b, b':', c, d] => {
            let (hours, minutes) = (digit(a)? * 10 + digit(b)?, digit(c)? * 10 + digit(d)?);
            let seconds = (hours <= 23 && minutes <= 59).then_some(hours * 3600 + minutes * 60)?;
            Some(if sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    }
}

fn length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counts days since 1970-01-01 with years that begin in March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}
