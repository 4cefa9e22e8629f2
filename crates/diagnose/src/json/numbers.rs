//! The spellings of a number. A parser keeps its value, and a printer has a spelling of its own: `1.0`, `1e3` and `12.50`
//! become `1`, `1000` and `12.5` in JavaScript.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Value;

/// Numbers further from 1 than this many places are left as they are.
const MAX_PLACES: i64 = 40;

/// A number as `digits × 10^exponent`, its digits without zeros at either end; no digits for zero.
struct Decimal<'a> {
    sign: &'a str,
    digits: String,
    exponent: i64,
}

impl<'a> Decimal<'a> {
    /// Reads a word of strict JSON. `None` for `true`, `false`, `null` and what is out of range.
    fn parse(word: &'a str) -> Option<Self> {
        let (sign, rest) = word.strip_prefix('-').map_or(("", word), |rest| ("-", rest));
        if !rest.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let written = format!("{whole}{fraction}");
        let significant = written.trim_start_matches('0');
        let digits = significant.trim_end_matches('0');
        let zeros = i64::try_from(significant.len().saturating_sub(digits.len())).ok()?;
        let exponent: i64 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
        let exponent = exponent.saturating_sub(i64::try_from(fraction.len()).ok()?).saturating_add(zeros);
        let exponent = if digits.is_empty() { 0 } else { exponent };
        (exponent.abs() <= MAX_PLACES && digits.len() <= 40).then(|| Self { sign, digits: digits.into(), exponent })
    }

    /// How many digits follow the point.
    fn places(&self) -> usize {
        usize::try_from(self.exponent.saturating_neg()).unwrap_or_default()
    }

    /// The exponent of the first digit.
    fn magnitude(&self) -> i64 {
        i64::try_from(self.digits.len()).unwrap_or_default().saturating_add(self.exponent).saturating_sub(1)
    }

    /// Without an exponent, and with at least so many digits after the point.
    fn plain(&self, least_places: usize) -> String {
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
        let missing = i64::try_from(self.places()).unwrap_or_default().saturating_add(1);
        let missing = missing.saturating_sub(i64::try_from(self.digits.len()).unwrap_or_default());
        let all = format!("{}{}{}", zeros(missing), self.digits, zeros(self.exponent));
        let (whole, fraction) = all.split_at_checked(all.len().saturating_sub(self.places())).unwrap_or_default();
        let padding = zeros(i64::try_from(least_places.saturating_sub(fraction.len())).unwrap_or_default());
        let point = if fraction.is_empty() && padding.is_empty() { "" } else { "." };
        format!("{}{whole}{point}{fraction}{padding}", self.sign)
    }

    /// With one digit before the point. `point` makes `1.0` of a single digit; `plus` and `width` shape the exponent.
    fn scientific(&self, point: bool, letter: char, plus: bool, width: usize) -> Option<String> {
        let (first, rest) = self.digits.split_at_checked(1)?;
        let magnitude = self.magnitude();
        let fraction = if rest.is_empty() && point { "0" } else { rest };
        let dot = if fraction.is_empty() { "" } else { "." };
        let sign = if magnitude < 0 {
            "-"
        } else if plus {
            "+"
        } else {
            ""
        };
        let digits = magnitude.unsigned_abs();
        (magnitude != 0).then(|| format!("{}{first}{dot}{fraction}{letter}{sign}{digits:0width$}", self.sign))
    }

    fn is_whole(&self) -> bool {
        self.exponent >= 0
    }
}

type Spelling = fn(&Decimal<'_>) -> Option<String>;

/// The frequent ones first: those of floats, of amounts of money, and of exponents.
const SPELLINGS: [Spelling; 24] = [
    |number| Some(number.plain(1)),
    |number| Some(number.plain(2)),
    |number| (!number.is_whole()).then(|| number.plain(2)),
    |number| Some(number.plain(0)),
    |number| number.scientific(false, 'e', false, 1),
    |number| number.scientific(false, 'E', false, 1),
    |number| number.scientific(false, 'e', true, 1),
    |number| number.scientific(false, 'E', true, 1),
    |number| number.scientific(true, 'e', false, 1),
    |number| number.scientific(true, 'E', false, 1),
    |number| number.scientific(true, 'e', true, 1),
    |number| number.scientific(true, 'E', true, 1),
    |number| number.scientific(false, 'e', true, 2),
    |number| number.scientific(false, 'E', true, 2),
    // Java's doubles.
    |number| match number.magnitude() {
        -3..7 => Some(number.plain(1)),
        _ => number.scientific(true, 'E', false, 1),
    },
    // Python's floats.
    |number| match number.magnitude() {
        -4..16 => Some(number.plain(1)),
        _ => number.scientific(false, 'e', true, 2),
    },
    |number| (!number.is_whole()).then(|| number.plain(number.places().saturating_add(1))),
    |number| (!number.is_whole()).then(|| number.plain(3)),
    |number| (!number.is_whole()).then(|| number.plain(4)),
    |number| Some(number.plain(3)),
    |number| Some(number.plain(4)),
    |number| Some(number.plain(6)),
    |number| number.digits.is_empty().then(|| String::from("-0")),
    |number| number.digits.is_empty().then(|| String::from("-0.0")),
];

/// How many numbers of a document are spelled one at a time and in combinations.
const MAX_NUMBERS: usize = 64;

/// A document whose numbers can be spelled in other ways.
pub(crate) struct Numbers<'v, 'a> {
    value: &'v Value<'a>,
    /// For each number, its own spelling and then the others.
    spellings: Vec<Vec<Cow<'a, str>>>,
    words: Vec<&'a str>,
}

impl<'v, 'a> Numbers<'v, 'a> {
    /// `None` without numbers.
    pub(crate) fn of(value: &'v Value<'a>) -> Option<Self> {
        let mut words = Vec::new();
        collect(value, &mut words);
        words.retain(|word| Decimal::parse(word).is_some());
        let spellings = words.iter().take(MAX_NUMBERS).map(|word| spellings(word)).collect();
        (!words.is_empty()).then_some(Self { value, spellings, words })
    }

    /// Hands each document to `test` until it returns true: all numbers in one spelling, then one number at a time, then all
    /// combinations. The caller bounds them.
    pub(crate) fn any(&self, test: &mut dyn FnMut(&Value<'_>) -> bool) -> bool {
        self.any_uniform(test) || self.any_single(test) || self.any_combination(test)
    }

    fn any_uniform(&self, test: &mut dyn FnMut(&Value<'_>) -> bool) -> bool {
        SPELLINGS.iter().any(|spelling| {
            let texts: Vec<_> = self
                .words
                .iter()
                .map(|word| {
                    Decimal::parse(word).and_then(|number| spelling(&number)).map_or(Cow::Borrowed(*word), Cow::Owned)
                })
                .collect();
            let is_other = texts.iter().zip(&self.words).any(|(text, word)| text != word);
            is_other && test(&respelled(self.value, &mut texts.iter()))
        })
    }

    fn any_single(&self, test: &mut dyn FnMut(&Value<'_>) -> bool) -> bool {
        // With one number, all of them is the same as one.
        self.words.len() > 1
            && self.spellings.iter().enumerate().any(|(place, others)| {
                (1..others.len()).any(|choice| {
                    let choices: Vec<_> =
                        (0..self.spellings.len()).map(|at| if at == place { choice } else { 0 }).collect();
                    self.chosen(&choices, test)
                })
            })
    }

    /// Counts through the choices, as an odometer does.
    fn any_combination(&self, test: &mut dyn FnMut(&Value<'_>) -> bool) -> bool {
        let mut choices = alloc::vec![0usize; self.spellings.len()];
        while advance(&mut choices, &self.spellings) {
            if self.chosen(&choices, test) {
                return true;
            }
        }
        false
    }

    fn chosen(&self, choices: &[usize], test: &mut dyn FnMut(&Value<'_>) -> bool) -> bool {
        let texts = self.spellings.iter().zip(choices).filter_map(|(others, choice)| others.get(*choice).cloned());
        let rest = self.words.iter().skip(choices.len()).map(|word| Cow::Borrowed(*word));
        let texts: Vec<_> = texts.chain(rest).collect();
        test(&respelled(self.value, &mut texts.iter()))
    }
}

/// The number's own spelling, then the others.
fn spellings(word: &str) -> Vec<Cow<'_, str>> {
    let mut all = alloc::vec![Cow::Borrowed(word)];
    if let Some(number) = Decimal::parse(word) {
        for text in SPELLINGS.iter().filter_map(|spelling| spelling(&number)) {
            if !all.iter().any(|known| *known == text) {
                all.push(Cow::Owned(text));
            }
        }
    }
    all
}

/// The next combination; false after the last.
fn advance(choices: &mut [usize], spellings: &[Vec<Cow<'_, str>>]) -> bool {
    for (choice, others) in choices.iter_mut().zip(spellings) {
        *choice = choice.saturating_add(1);
        if *choice < others.len() {
            return true;
        }
        *choice = 0;
    }
    false
}

/// The same document with these texts for its numbers, in order.
fn respelled<'t>(value: &'t Value<'_>, texts: &mut dyn Iterator<Item = &'t Cow<'_, str>>) -> Value<'t> {
    match value {
        Value::Word(word) if Decimal::parse(word).is_none() => Value::Word(word),
        Value::Word(word) => Value::Word(texts.next().map_or(word, |text| text)),
        Value::Text(text) => Value::Text(Cow::Borrowed(text)),
        Value::List(items) => Value::List(items.iter().map(|item| respelled(item, texts)).collect()),
        Value::Map(members) => {
            Value::Map(members.iter().map(|(key, value)| (Cow::Borrowed(&**key), respelled(value, texts))).collect())
        }
    }
}

fn collect<'a>(value: &Value<'a>, words: &mut Vec<&'a str>) {
    match value {
        Value::Word(word) => words.push(word),
        Value::Text(_) => {}
        Value::List(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Map(members) => members.iter().for_each(|(_, value)| collect(value, words)),
    }
}
