//! The headers as a person would look for them: under other names, in each other's place, more than once.

use alloc::string::String;
use alloc::vec::Vec;

use super::Delivery;
use super::cause::Cause;
use super::claim::{self, Claim};
use super::finding::Change;
use super::layout::Stamp;
use super::moment;
use crate::header::Header;
use crate::signature::Signature;
use crate::timestamp::Timestamp;

/// How many copies of one header are looked at.
const MAX_COPIES: usize = 4;

/// The values that a header may have, and what would have to be otherwise for each to be it.
fn values<'a>(delivery: &Delivery<'a>, header: Header) -> Vec<(&'a [u8], Vec<Change>)> {
    let lines = || delivery.lines.iter().copied();
    let own: Vec<&[u8]> =
        lines().filter(|(name, _)| name.eq_ignore_ascii_case(header.name())).map(|(_, value)| value).collect();
    let mut copies: Vec<&[u8]> = Vec::new();
    for copy in own.iter().flat_map(|value| value.split(|byte| *byte == b',')).map(<[u8]>::trim_ascii) {
        if !copy.is_empty() && !copies.contains(&copy) && copies.len() < MAX_COPIES {
            copies.push(copy);
        }
    }
    if let ([value], [_]) = (own.as_slice(), copies.as_slice()) {
        return alloc::vec![(*value, Vec::new())];
    }
    let change = || alloc::vec![Change::of(Cause::HeaderDuplicated, header.name(), "")];
    match copies.as_slice() {
        [] => lines()
            .filter(|(name, value)| is_renamed(name, value, header) && !value.is_empty())
            .take(MAX_COPIES)
            .map(|(_, value)| (value, alloc::vec![Change::of(Cause::HeaderRenamed, header.name(), "")]))
            .collect(),
        [one] => alloc::vec![(*one, Vec::new())],
        // An HTTP date has a comma in it.
        _ => own
            .iter()
            .map(|value| (*value, Vec::new()))
            .filter(|(value, _)| moment::read(value).is_some())
            .chain(copies.iter().map(|copy| (*copy, change())))
            .collect(),
    }
}

/// What CGI, WSGI and PHP's `$_SERVER` make of a header's name; or the name without its `X-`, which Standard Webhooks
/// have too, so the value has to be one of ours.
fn is_renamed(name: &str, value: &[u8], header: Header) -> bool {
    let plain = name.to_ascii_lowercase().replace('_', "-");
    let plain = plain.strip_prefix("http-").unwrap_or(&plain);
    plain == header.name() || (header.name().strip_prefix("x-") == Some(plain) && is_ours(value, header))
}

fn is_ours(value: &[u8], header: Header) -> bool {
    match header {
        Header::Signature => value.starts_with(b"sha256="),
        Header::Timestamp => Timestamp::parse(value).is_some(),
        _ => true,
    }
}

/// The texts that may be the timestamp.
pub(crate) fn stamps(delivery: &Delivery<'_>) -> Vec<Stamp> {
    let own = values(delivery, Header::Timestamp);
    let swapped = values(delivery, Header::Signature).into_iter().filter(|(value, _)| moment::read(value).is_some());
    let swapped = swapped.map(|(value, _)| (value, alloc::vec![Change::of(Cause::HeadersSwapped, SIGNED_PAIR, "")]));
    own.into_iter().chain(swapped).map(|(text, changes)| Stamp { text: text.to_vec(), changes }).collect()
}

const SIGNED_PAIR: &str = "x-webhook-timestamp and x-webhook-signature";
pub(crate) const UNSIGNED_PAIR: &str = "x-webhook-event and x-webhook-delivery-id";

/// What the sender may claim the HMAC to be.
pub(crate) fn claims(delivery: &Delivery<'_>) -> Vec<Claim> {
    let own = values(delivery, Header::Signature);
    let swapped = values(delivery, Header::Timestamp).into_iter().filter(|(value, _)| value.len() > 40);
    let swapped = swapped.map(|(value, _)| (value, alloc::vec![Change::of(Cause::HeadersSwapped, SIGNED_PAIR, "")]));
    let hub = delivery.lines.iter().filter(|(name, _)| name.eq_ignore_ascii_case("x-hub-signature-256"));
    let hub = hub.map(|(_, value)| (*value, alloc::vec![Change::of(Cause::SignatureOtherProvider, "GitHub", "")]));
    let all = own.into_iter().chain(swapped).chain(hub);
    all.filter_map(|(value, changes)| Some(claim::read(value)?.after(changes))).take(2 * MAX_COPIES).collect()
}

/// The delivery ids that came, where senders sign them.
pub(crate) fn ids<'a>(delivery: &Delivery<'a>) -> Vec<&'a [u8]> {
    let names = [Header::DeliveryId.name(), "webhook-id", "svix-id"];
    let lines = delivery.lines.iter().filter(|(name, _)| names.iter().any(|known| name.eq_ignore_ascii_case(known)));
    lines.map(|(_, value)| *value).take(MAX_COPIES).collect()
}

/// Headers by which other providers sign.
const PROVIDERS: [(&str, &str); 10] = [
    ("stripe-signature", "Stripe"),
    ("x-hub-signature-256", "GitHub"),
    ("x-hub-signature", "GitHub"),
    ("webhook-signature", "Standard Webhooks"),
    ("svix-signature", "Svix"),
    ("x-slack-signature", "Slack"),
    ("x-shopify-hmac-sha256", "Shopify"),
    ("x-twilio-signature", "Twilio"),
    ("paddle-signature", "Paddle"),
    ("x-gitlab-token", "GitLab"),
];

/// What the headers look like, where nothing is proved.
pub(crate) fn looks(delivery: &Delivery<'_>) -> Vec<Change> {
    let mut looks = Vec::new();
    if delivery.lines.is_empty() {
        looks.push(Change::of(Cause::HeadersLost, "there are no headers at all", ""));
        return looks;
    }
    let lines = || delivery.lines.iter();
    if let Some((_, provider)) =
        PROVIDERS.iter().find(|(known, _)| lines().any(|(name, value)| is_of_provider(name, value, known)))
    {
        looks.push(Change::of(Cause::SignatureOtherProvider, provider, ""));
    }
    let own = lines().find(|(name, _)| name.eq_ignore_ascii_case(Header::Signature.name()));
    if let Some(provider) = own.and_then(|(_, value)| claim::provider(value)) {
        looks.push(Change::of(Cause::SignatureOtherProvider, provider, ""));
        return looks;
    }
    for header in [Header::Timestamp, Header::Signature] {
        match values(delivery, header).as_slice() {
            [] => looks.push(missing(header)),
            [(value, changes), ..] => looks.extend(changes.iter().cloned().chain(misspelled(header, value))),
        }
    }
    looks
}

fn is_of_provider(name: &str, value: &[u8], known: &str) -> bool {
    name.eq_ignore_ascii_case(known) && !is_renamed(name, value, Header::Signature)
}

fn misspelled(header: Header, value: &[u8]) -> Option<Change> {
    match header {
        Header::Signature => Signature::parse(value).is_none().then(|| claim::looks(value)),
        _ => malformed(value),
    }
}

fn missing(header: Header) -> Change {
    let how = match header {
        Header::Signature => {
            "set a signing secret at the sender, which signs nothing without one; have proxies pass the header on"
        }
        _ => "have the sender send it, and proxies pass it on",
    };
    Change::with(Cause::HeaderMissing, alloc::format!("{} header", header.name()), how)
}

/// What keeps a timestamp from being one.
pub(crate) fn malformed(text: &[u8]) -> Option<Change> {
    if Timestamp::parse(text).is_some() {
        return None;
    }
    let digits = text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let what = match (moment::read(text), digits) {
        (Some(_), true) => "is a Unix time, not RFC 3339",
        (Some(_), false) => "is a time, but not in RFC 3339 with T and a zone",
        (None, _) => "is not a time in RFC 3339",
    };
    Some(Change::with(Cause::TimestampMalformed, String::from(what), ""))
}
