//! The spellings of a number. A parser keeps its value, and a printer has a spelling of its own: `1.0`, `1e3` and `12.50`
//! become `1`, `1000` and `12.5` in JavaScript.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::Value;
use super::decimal::Decimal;

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

/// Maximum number of numbers in a document that are spelled one at a time and in combinations.
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

    /// Passes each document to `test` until it returns true: all numbers in one spelling, then one number at a time, then all
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
