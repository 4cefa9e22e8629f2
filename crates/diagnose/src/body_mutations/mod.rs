//! Candidates for the body as it was signed, before a program changed it.

mod byte_lists;
mod recipes;
mod texts;

use super::finding::Hypothesis;
use super::finding_code::FindingCode;
use super::json::{Numbers, Style, Styles, Value, given};
use recipes::{ALONE, BOM, FREQUENT, Recipe, SELDOM};

/// Of a larger body, fewer styles are tried: printing it takes longer than hashing it.
const LARGE: usize = 64 << 10;

/// Passes each candidate for the body, with the difference, to `test` until it returns true. `is_alone` means that
/// nothing else is changed, so that there is time for the seldom ones.
pub(crate) fn any(body: &[u8], is_alone: bool, test: &mut impl FnMut(&[u8], &Hypothesis) -> bool) -> bool {
    let reaches = |recipe: &Recipe, test: &mut dyn FnMut(&[u8], &Hypothesis) -> bool| {
        (recipe.make)(body).is_some_and(|made| made != body && test(&made, &recipe.change))
    };
    let text = body.strip_prefix(BOM).unwrap_or(body);
    let alone = if is_alone { ALONE } else { &[] };
    FREQUENT.iter().any(|recipe| reaches(recipe, test))
        || any_style(text, is_alone, test)
        || SELDOM.iter().chain(alone).any(|recipe| reaches(recipe, test))
}

/// The body reserialized in each style; unless it is large, also with a newline at its end.
fn any_style(body: &[u8], is_alone: bool, test: &mut dyn FnMut(&[u8], &Hypothesis) -> bool) -> bool {
    let Ok(value) = Value::parse(body) else { return false };
    let is_large = body.len() > LARGE;
    let styles = if is_large {
        Styles::Frequent
    } else if is_alone {
        Styles::All
    } else {
        Styles::Known
    };
    let (looks, how) = given(body, &value, if is_large { Styles::Frequent } else { Styles::All });
    Style::all(&value, styles).into_iter().any(|style| {
        let mut text = style.print(&value, body.len());
        let what = |end| {
            alloc::format!("{looks}; the sender signed the same document {}{}{end}", style.name, style.order.words())
        };
        let mut tried = |text: &[u8], end| {
            text != body && test(text, &Hypothesis::with(FindingCode::BodyReserialized, what(end), how))
        };
        tried(&text, "") || {
            text.push(b'\n');
            !is_large && tried(&text, ", with a newline at its end")
        }
    })
}

/// The body with its numbers in other spellings, in the frequent styles, until `test` returns true.
pub(crate) fn any_number(body: &[u8], test: &mut dyn FnMut(&[u8], &Hypothesis) -> bool) -> bool {
    let text = body.strip_prefix(BOM).unwrap_or(body);
    let Ok(value) = Value::parse(text) else { return false };
    let Some(numbers) = Numbers::of(&value) else { return false };
    let (looks, remedy) = given(text, &value, Styles::Frequent);
    Style::all(&value, Styles::Frequent).into_iter().any(|style| {
        let words = style.order.words();
        let detail = alloc::format!(
            "{looks}; the sender signed the same document {}{words}, with numbers in another spelling, such as 1.0 for 1",
            style.name
        );
        let hypothesis = Hypothesis::with(FindingCode::BodyReserialized, detail, remedy);
        numbers.any(&mut |value| test(&style.print(value, text.len()), &hypothesis))
    })
}
