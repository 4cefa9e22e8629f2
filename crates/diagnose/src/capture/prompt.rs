//! The prompts of shells that are copied along with a command.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::lines::is_token;

/// The shell of a prompt, if it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prompt {
    None,
    /// `PS C:\>`
    PowerShell,
    /// `C:\>`
    Cmd,
    Other,
}

/// A prompt longer than this is prose.
const MAX_PROMPT: usize = 200;

/// Ends of prompts: bash, zsh, fish, cmd, PowerShell, Starship, oh-my-zsh.
const ENDS: [&str; 14] = ["$", "#", "%", ">", "❯", "❱", "➜", "λ", "→", "✗", "»", "›", "▶", "⟩"];

/// Before the further lines of one command: bash, zsh, PowerShell, cmd.
const CONTINUATIONS: [&str; 6] = [">> ", "> ", "quote> ", "dquote> ", "cmdand> ", "More? "];

/// Splits a paste into prompt and curl command; `None` for another paste.
pub(super) fn split(text: &[u8]) -> Option<(Prompt, &[u8])> {
    split_before(text, begins)
}

/// Splits a paste into prompt and the command that begins after it.
pub(super) fn split_before(text: &[u8], begins: fn(&[u8]) -> bool) -> Option<(Prompt, &[u8])> {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.get(..MAX_PROMPT).unwrap_or(line);
    let at = (0..line.len()).find(|at| begins(text.get(*at..).unwrap_or_default()) && is_prompt(line.get(..*at)))?;
    let (prompt, command) = text.split_at_checked(at)?;
    Some((name(prompt.trim_ascii()), command))
}

/// Whether a command begins here: the word, and an end of the word.
fn begins(text: &[u8]) -> bool {
    let rest = text.strip_prefix(b"curl").map(|rest| rest.strip_prefix(b".exe").unwrap_or(rest));
    rest.is_some_and(|rest| matches!(rest, [] | [b' ' | b'\t' | b'\r' | b'\n' | b'\\' | b'^' | b'`', ..]))
}

fn is_prompt(before: Option<&[u8]>) -> bool {
    let before = before.unwrap_or_default();
    let prompt = before.trim_ascii();
    let ends = ENDS.iter().any(|end| prompt.ends_with(end.as_bytes()));
    // Quotes are those of JSON that has a command in it.
    let is_json = prompt.contains(&b'"');
    prompt.is_empty()
        || !is_json && (ends || prompt.starts_with("➜".as_bytes()) && before.ends_with(b" ")) && !is_header(prompt)
}

/// `X-Note: 5% curl` is a header line: no prompt has a colon before a blank.
fn is_header(text: &[u8]) -> bool {
    let at = text.windows(2).position(|pair| matches!(pair, b": " | b":\t"));
    at.and_then(|at| text.get(..at)).is_some_and(is_token)
}

fn name(prompt: &[u8]) -> Prompt {
    match prompt {
        [] => Prompt::None,
        [b'P', b'S', b' ', ..] | b"PS>" => Prompt::PowerShell,
        [drive, b':', b'\\' | b'>', ..] if drive.is_ascii_alphabetic() => Prompt::Cmd,
        _ => Prompt::Other,
    }
}

/// The command without the prompts before its continuation lines.
pub(super) fn without_continuations(command: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut lines = command.split_inclusive(|byte| *byte == b'\n');
    let (first, second) = (lines.next()?, lines.next()?);
    let prompt = CONTINUATIONS.iter().find(|prompt| second.starts_with(prompt.as_bytes()))?;
    let goes_on = first.trim_ascii_end().ends_with(b"\\")
        || first.trim_ascii_end().ends_with(b"^")
        || first.trim_ascii_end().ends_with(b"`")
        || first.trim_ascii_end().ends_with(b"{")
        || prompt.contains("quote")
        || first.iter().filter(|byte| matches!(byte, b'\'')).count() % 2 == 1;
    if !goes_on {
        return None;
    }
    let mut plain = Vec::with_capacity(command.len());
    let mut is_prompted = true;
    for (number, line) in command.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let stripped = CONTINUATIONS.iter().find_map(|prompt| line.strip_prefix(prompt.as_bytes()));
        is_prompted = is_prompted && (number == 0 || stripped.is_some());
        plain.extend_from_slice(stripped.filter(|_| is_prompted && number > 0).unwrap_or(line));
    }
    Some(Cow::Owned(plain))
}
