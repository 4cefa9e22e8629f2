//! Short cuts of the scanner, called directly: it reads byte by byte what one of them gives up, to the same result.

#[allow(dead_code, unreachable_pub)]
#[path = "../../src/json/duplicate_keys.rs"]
mod duplicate_keys;
#[allow(dead_code)]
#[path = "../../src/json/number.rs"]
mod number;
#[allow(dead_code)]
#[path = "../../src/json/raw.rs"]
mod raw;

use duplicate_keys::{ObjectKey, Point, has_duplicate};
use number::number_end;
use raw::{raw_length, valid_length};

#[test]
fn a_plain_key_is_hashed_in_words() {
    let point = Point::new([1, 2]);
    let hash = |key: &str| point.hash_plain(format!("{{\"{key}\":\"value\"}}").as_bytes(), 2);
    for key in ["", "id", "status", "seven_7", "eight_8b", "output_url", "thirteen_13by"] {
        assert_eq!(hash(key), Some((ObjectKey::named(key.as_bytes()), 2 + key.len())), "{key}");
    }
    let (long, quote) = hash("fourteen_bytes").unwrap();
    assert_eq!(quote, 2 + 14);
    assert_ne!(long, ObjectKey::named(b"fourteen_bytes"), "a third word, and the point counts");
    for key in ["é", r"\n", "tab\t"] {
        assert_eq!(hash(key), None, "{key}");
    }
    assert_eq!(point.hash_plain(b"{\"id\":0}", 2), None, "too near to the end for a word");
}

#[test]
fn a_whole_string_is_measured() {
    let escapes = r#"\"\\\/\b\f\n\r\t\u00e9\uD83D"#;
    for (text, is_raw, is_valid) in [
        ("", true, true),
        ("plain, and longer than a word", true, true),
        ("\u{80}\u{7ff}, \u{800}\u{d7ff}\u{e000}\u{ffff}, \u{10000}\u{40000}\u{10ffff}", true, true),
        (escapes, false, true),
        (&format!("a{escapes}é"), false, true),
        (r"\x", false, false),
        (r"\u00e", false, false),
        ("a\n", false, false),
    ] {
        let quoted = format!("{text}\",");
        assert_eq!(raw_length(quoted.as_bytes()), is_raw.then_some(text.len()), "{text:?}");
        assert_eq!(valid_length(quoted.as_bytes()), is_valid.then_some(text.len()), "{text:?}");
        assert_eq!((raw_length(text.as_bytes()), valid_length(text.as_bytes())), (None, None), "{text:?} is cut");
    }
}

#[test]
fn a_whole_number_is_measured() {
    for number in ["0", "-0", "7", "12", "-120", "0.5", "10.25", "1e5", "0E+10", "-1.5e-07"] {
        for text in [format!("{number},"), format!("{number} 1"), format!("{number}}}")] {
            assert_eq!(number_end(format!("[{text}").as_bytes(), 1), Some(1 + number.len()), "{text:?}");
        }
        assert_eq!(number_end(number.as_bytes(), 0), None, "{number:?} may go on");
    }
    for wrong in ["-,", "-a", ".5,", "1.,", "1.e5,", "1e,", "1e+,", "1e+-5,", "+1,"] {
        assert_eq!(number_end(wrong.as_bytes(), 0), None, "{wrong:?}");
    }
    for (text, end) in [("01,", 1), ("1-,", 1), ("1.5.5,", 3), ("1e5e5,", 3)] {
        assert_eq!(number_end(text.as_bytes(), 0), Some(end), "what follows in {text:?} is the next step's");
    }
}

/// Both ways to search find the same. Only the one for many keys moves them.
#[test]
fn few_keys_are_compared_and_many_sorted() {
    for (count, is_sorted) in [(12, false), (13, true)] {
        let mut fingerprints: Vec<u64> = (0..count).rev().collect();
        assert!(!has_duplicate(&mut fingerprints));
        assert_eq!(fingerprints.is_sorted(), is_sorted, "{count}");
    }
}
