//! The headers as a person would look for them: under other names, in each other's place, more than once.

use alloc::string::String;
use alloc::vec::Vec;

use webhook_verifier::Header;
use webhook_verifier::bindings::{Signature, Timestamp};

use super::Delivery;
use super::finding::Hypothesis;
use super::finding_code::FindingCode;
use super::heuristics::HEADERS;
use super::message_layouts::Stamp;
use super::signature_forms::{self, ClaimedSignature};
use super::time_formats;

/// Maximum number of copies of one header.
const MAX_COPIES: usize = 4;

/// Candidates for the value of a header, each with the changes that it implies.
fn values<'a>(delivery: &Delivery<'a>, header: Header) -> Vec<(&'a [u8], Vec<Hypothesis>)> {
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
    let change = || alloc::vec![Hypothesis::of(FindingCode::HeaderDuplicated, header.name(), "")];
    match copies.as_slice() {
        [] => lines()
            .filter(|(name, value)| is_renamed(name, value, header) && !value.is_empty())
            .take(MAX_COPIES)
            .map(|(_, value)| (value, alloc::vec![Hypothesis::of(FindingCode::HeaderRenamed, header.name(), "")]))
            .collect(),
        [one] => alloc::vec![(*one, Vec::new())],
        // An HTTP date has a comma in it.
        _ => own
            .iter()
            .map(|value| (*value, Vec::new()))
            .filter(|(value, _)| time_formats::read(value).is_some())
            .chain(copies.iter().map(|copy| (*copy, change())))
            .collect(),
    }
}

/// The name of a header in CGI, WSGI and PHP's `$_SERVER`; or the name without its `X-`, which Standard Webhooks
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
    let swapped =
        values(delivery, Header::Signature).into_iter().filter(|(value, _)| time_formats::read(value).is_some());
    let swapped =
        swapped.map(|(value, _)| (value, alloc::vec![Hypothesis::of(FindingCode::HeadersSwapped, SIGNED_PAIR, "")]));
    own.into_iter().chain(swapped).map(|(text, changes)| Stamp { text: text.to_vec(), changes }).collect()
}

const SIGNED_PAIR: &str = "x-webhook-timestamp and x-webhook-signature";
pub(crate) const UNSIGNED_PAIR: &str = "x-webhook-event and x-webhook-delivery-id";

/// Candidates for the claimed signature.
pub(crate) fn claims(delivery: &Delivery<'_>) -> Vec<ClaimedSignature> {
    let own = values(delivery, Header::Signature);
    let swapped = values(delivery, Header::Timestamp).into_iter().filter(|(value, _)| value.len() > 40);
    let swapped =
        swapped.map(|(value, _)| (value, alloc::vec![Hypothesis::of(FindingCode::HeadersSwapped, SIGNED_PAIR, "")]));
    let hub = delivery.lines.iter().filter(|(name, _)| name.eq_ignore_ascii_case("x-hub-signature-256"));
    let hub =
        hub.map(|(_, value)| (*value, alloc::vec![Hypothesis::of(FindingCode::SignatureOtherProvider, "GitHub", "")]));
    let all = own.into_iter().chain(swapped).chain(hub);
    all.filter_map(|(value, changes)| Some(signature_forms::read(value)?.after(changes))).take(2 * MAX_COPIES).collect()
}

/// The delivery ids of the request, which some senders sign.
pub(crate) fn ids<'a>(delivery: &Delivery<'a>) -> Vec<&'a [u8]> {
    let names = [Header::DeliveryId.name(), "webhook-id", "svix-id"];
    let lines = delivery.lines.iter().filter(|(name, _)| names.iter().any(|known| name.eq_ignore_ascii_case(known)));
    lines.map(|(_, value)| *value).take(MAX_COPIES).collect()
}

/// Headers by which other providers sign.
const FOREIGN_SIGNATURES: [(&str, &str); 12] = [
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
    ("x-adcp-signature", "AdCP"),
    ("linear-signature", "Linear"),
];

/// Headers that name the provider of a delivery whose signature was lost.
const FOREIGN_MARKS: [(&str, &str); 5] = [
    ("webhook-id", "Standard Webhooks"),
    ("svix-id", "Svix"),
    ("x-github-event", "GitHub"),
    ("x-shopify-topic", "Shopify"),
    ("x-slack-request-timestamp", "Slack"),
];

/// The headers that tell deliveries of other providers, for callers whose headers can only be asked by name.
pub fn foreign_headers() -> impl Iterator<Item = &'static str> {
    FOREIGN_SIGNATURES.iter().chain(&FOREIGN_MARKS).map(|(name, _)| *name)
}

/// Heuristics of the headers, used if nothing is proved.
pub(crate) fn looks(delivery: &Delivery<'_>) -> Vec<Hypothesis> {
    let mut looks = Vec::new();
    if delivery.lines.is_empty() {
        looks.push(Hypothesis::of(FindingCode::HeadersSpread, "there are no headers at all", HEADERS));
        return looks;
    }
    let lines = || delivery.lines.iter();
    let signed = |header: Header| !values(delivery, header).is_empty();
    let is_ours = signed(Header::Timestamp) || signed(Header::Signature);
    let is_there = |known: &str| lines().any(|(name, value)| is_of_provider(name, value, known));
    let marks: &[_] = if is_ours { &[] } else { &FOREIGN_MARKS };
    if let Some((_, provider)) = FOREIGN_SIGNATURES.iter().chain(marks).find(|(known, _)| is_there(known)) {
        looks.push(Hypothesis::of(FindingCode::SignatureOtherProvider, provider, ""));
        // Another scheme has no use for our headers, so that they are not missing.
        if !is_ours {
            return looks;
        }
    }
    let own = lines().find(|(name, _)| name.eq_ignore_ascii_case(Header::Signature.name()));
    if let Some(provider) = own.and_then(|(_, value)| signature_forms::provider(value)) {
        looks.push(Hypothesis::of(FindingCode::SignatureOtherProvider, provider, ""));
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

fn misspelled(header: Header, value: &[u8]) -> Option<Hypothesis> {
    match header {
        Header::Signature => Signature::parse(value).is_none().then(|| signature_forms::looks(value)),
        _ => malformed(value),
    }
}

fn missing(header: Header) -> Hypothesis {
    let how = match header {
        Header::Signature => {
            "set a signing secret in the sender's or the provider's settings: without one, nothing is signed. Then check that each proxy passes the header on"
        }
        _ => {
            "check that each proxy passes it on, and that the sender sends it. If a provider sends the deliveries, ask its support, with the delivery id"
        }
    };
    Hypothesis::with(FindingCode::HeaderMissing, String::from(header.name()), how)
}

/// The reason why a text is not a timestamp.
pub(crate) fn malformed(text: &[u8]) -> Option<Hypothesis> {
    if Timestamp::parse(text).is_some() {
        return None;
    }
    let digits = text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let what = match (time_formats::read(text), digits) {
        (Some(_), true) => "is a Unix time, not RFC 3339",
        (Some(_), false) => "is a time, but not in RFC 3339 with T and a zone",
        (None, _) => "is not a time in RFC 3339",
    };
    Some(Hypothesis::with(FindingCode::TimestampMalformed, String::from(what), ""))
}
