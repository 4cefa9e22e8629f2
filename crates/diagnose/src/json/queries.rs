//! Questions about a JSON value that the styles of printing ask.

use super::Value;

impl Value<'_> {
    /// All texts in it, keys too.
    pub(crate) fn any_text(&self, test: &mut impl FnMut(&str) -> bool) -> bool {
        match self {
            Self::Word(_) => false,
            Self::Text(text) => test(text),
            Self::List(items) => items.iter().any(|item| item.any_text(test)),
            Self::Map(members) => members.iter().any(|(key, value)| test(key) || value.any_text(test)),
        }
    }

    /// Whether the keys of each object are in this order.
    pub(crate) fn is_ordered(&self, before: &impl Fn(&str, &str) -> bool) -> bool {
        match self {
            Self::Word(_) | Self::Text(_) => true,
            Self::List(items) => items.iter().all(|item| item.is_ordered(before)),
            Self::Map(members) => {
                members.windows(2).all(|pair| matches!(pair, [(one, _), (two, _)] if !before(two, one)))
                    && members.iter().all(|(_, value)| value.is_ordered(before))
            }
        }
    }

    /// Whether there is nothing to put between brackets.
    pub(crate) fn is_plain(&self) -> bool {
        match self {
            Self::Word(_) | Self::Text(_) => true,
            Self::List(items) => items.is_empty(),
            Self::Map(members) => members.is_empty(),
        }
    }
}
