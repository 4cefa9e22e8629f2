//! Builds the typed event from the outline of a body.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::{format, vec};
use core::cmp::min;

use crate::error::Error;
use crate::event::{Event, JobError};
use crate::event_summary::{ErrorLocation, EventSummary};
use crate::fixed_str::EventName;
use crate::json::outline::{Kind, Member, Outline};
use crate::json::unescape::unescape;
use crate::json::{MAX_OPEN_KEYS, Scanner};

/// Parses the event of a body. `header` is the event header, empty when absent; each of the two seeds is for one pass.
pub(crate) fn parse_event<'a>(body: &'a [u8], header: &EventName, seeds: [[u32; 2]; 2]) -> Result<Event<'a>, Error> {
    let [first, second] = seeds;
    // Different keys may have one fingerprint, but not under two seeds. Any other error is found again.
    let outline = scan(body, first).or_else(|_| scan(body, second))?;
    let summary = EventSummary::new(&outline, header)?;
    let source = Source { outline: &outline, body: core::str::from_utf8(body).unwrap_or_default() };
    Ok(source.event(&summary, header))
}

/// `"":0`, with one more key perhaps where the body breaks off.
const SHORTEST_MEMBER: usize = 4;

fn scan(body: &[u8], seed: [u32; 2]) -> Result<Outline, Error> {
    let mut table = vec![0; min(MAX_OPEN_KEYS, (body.len() / SHORTEST_MEMBER).saturating_add(1))];
    let mut scanner = Scanner::new(seed);
    scanner.feed(body, &mut table).map_err(Error::MalformedPayload)?;
    scanner.finish().copied().map_err(Error::MalformedPayload)
}

/// `%` and `:` in the name are percent-encoded, so that no two events share a key.
fn idempotency_key(name: &str, id: &str) -> String {
    format!("{}:{id}", name.replace('%', "%25").replace(':', "%3A"))
}

/// A body and the places of its members.
struct Source<'a, 'o> {
    outline: &'o Outline,
    body: &'a str,
}

impl<'a> Source<'a, '_> {
    fn event(&self, summary: &EventSummary, header: &EventName) -> Event<'a> {
        let unsigned = || String::from_utf8_lossy(header.get().unwrap_or_default()).into_owned();
        let name = self.text(Member::Event).unwrap_or_else(|| unsigned().into());
        let id = self.text(Member::Id);
        let key = id.as_ref().filter(|_| summary.is_idempotent).map(|id| idempotency_key(&name, id));
        Event {
            kind: summary.kind,
            name,
            type_signed: summary.type_signed,
            id,
            status: self.text(Member::Status),
            output_url: self.text(Member::OutputUrl),
            error: self.error(summary.error),
            idempotency_key: key,
            data: self.slice(Member::Data, Kind::Object).unwrap_or("{}"),
            payload: self.body,
        }
    }

    fn error(&self, location: ErrorLocation) -> Option<JobError<'a>> {
        let [code, message, request_id] = match location {
            ErrorLocation::None => return None,
            ErrorLocation::Data => [Member::DataCode, Member::DataMessage, Member::DataRequestId],
            ErrorLocation::Top => [Member::Code, Member::Message, Member::RequestId],
        };
        Some(JobError { code: self.text(code), message: self.text(message), request_id: self.text(request_id) })
    }

    fn text(&self, member: Member) -> Option<Cow<'a, str>> {
        let quoted = self.slice(member, Kind::Text)?;
        Some(unescape(quoted.strip_prefix('"')?.strip_suffix('"')?))
    }

    fn slice(&self, member: Member, kind: Kind) -> Option<&'a str> {
        let value = self.outline.value(member).filter(|value| value.kind == kind)?;
        self.body.get(value.start..value.end)
    }
}
