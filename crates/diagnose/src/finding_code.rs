//! The closed list of findings: a stable code, a message and a fix for each.

/// The words of a finding: a row of [`FindingCode::ROWS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FindingRow {
    /// The stable code.
    pub code: &'static str,
    /// The fact; a detail is put between two pieces.
    pub message: &'static [&'static str],
    /// The remedy; one that fits the framework is put between two pieces. Lines after the first are for one framework each.
    pub fix: &'static [&'static str],
}

macro_rules! findings {
    ($($name:ident $code:literal $message:tt $fix:expr;)*) => {
        /// Why a delivery does not verify.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[non_exhaustive]
        pub enum FindingCode {
            $(
                #[doc = concat!("`", $code, "`")]
                #[cfg_attr(feature = "serde", serde(rename = $code))]
                $name,
            )*
        }

        impl FindingCode {
            /// All codes, in the order of their numbers (`code as usize`).
            pub const ROWS: &[FindingRow] = &[$(FindingRow { code: $code, message: &$message, fix: &$fix },)*];
        }
    };
}

/// A fix at the sender, in two voices: the reader wrote the sender, or a provider runs it. The second one depends on the HMAC,
/// and is put between the pieces.
macro_rules! at_sender {
    ($fix:literal) => {
        [concat!("if you wrote the sender, ", $fix, ". If a provider sends the deliveries, "), ""]
    };
    ($here:literal, $fix:literal) => {
        [concat!($here, ". If you wrote the sender, ", $fix, ". If a provider sends the deliveries, "), ""]
    };
}

/// The second voice once the HMAC has matched: the secret is the sender's.
pub(crate) const REPORT: &str =
    "report this to its support, with the delivery id: the HMAC matches, so your secret is right";
/// The second voice if nothing is proved.
pub(crate) const COMPARE: &str =
    "compare the endpoint and the secret with its settings first; then ask its support, with the delivery id";

impl FindingRow {
    pub(crate) fn is_at_sender(&self) -> bool {
        self.fix.first().is_some_and(|fix| fix.ends_with("If a provider sends the deliveries, "))
    }
}

impl FindingCode {
    /// The stable code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.row().code
    }

    pub(crate) fn row(self) -> FindingRow {
        const NONE: FindingRow = FindingRow { code: "", message: &[], fix: &[] };
        Self::ROWS.get(self as usize).copied().unwrap_or(NONE)
    }
}

findings! {
    SecretUnset "secret_unset"
    ["the secret ", ""]
    ["set the variable that holds the secret, and let your program stop at startup without it"];

    SecretWhitespace "secret_whitespace"
    ["the secret has ", ", but the sender's does not"]
    ["remove it where the secret is stored", ""];

    SecretWhitespaceMissing "secret_whitespace_missing"
    ["the sender's secret has ", ", but the configured one does not"]
    ["set a secret without whitespace in the sender's or the provider's settings. Until then, pass this secret as bytes, with its whitespace"];

    SecretQuoted "secret_quoted"
    ["the quotes around the secret became part of it"]
    ["remove the quotes: Docker's --env-file and CI settings keep them, unlike a shell"];

    SecretWithName "secret_with_name"
    ["the secret begins with ", ""]
    ["keep only the value"];

    SecretIsJson "secret_is_json"
    ["the secret is a JSON object, and the sender signs with one of its values"]
    ["parse the value that the secret manager returns, and pass the member that holds the secret"];

    SecretIsList "secret_is_list"
    ["the secret is a list, and the sender signs with one part of it"]
    ["split the list and pass its parts as secrets: ['…', '…']"];

    SecretPrefixKept "secret_prefix_kept"
    ["the secret has a prefix that is not part of the sender's key"]
    ["remove the prefix, up to and including the underscore"];

    SecretPrefixDropped "secret_prefix_dropped"
    ["the sender's key begins with a prefix that the configured secret lacks"]
    ["copy the secret as the provider shows it, with its prefix"];

    SecretEncoded "secret_encoded"
    ["the secret is ", ", and the sender signs with the decoded bytes"]
    ["pass the bytes:", ""];

    SecretDecoded "secret_decoded"
    ["the secret was decoded, but the sender signs with its text, which is ", ""]
    ["pass the text as the provider shows it, without decoding"];

    SecretUrlEncoded "secret_url_encoded"
    ["the secret ", ""]
    ["", ""];

    SecretHexCase "secret_hex_case"
    ["the sender's secret has the same hex digits in the other case (uppercase or lowercase)"]
    ["copy the secret exactly as the provider shows it: uppercase and lowercase letters make different keys"];

    SecretLetterCase "secret_letter_case"
    ["the sender's secret has the same letters in another case: ", ""]
    ["copy the secret exactly as the provider shows it: uppercase and lowercase letters make different keys"];

    SecretNotInUse "secret_not_in_use"
    ["the sender signs with ", ", but a verifier takes only 4 secrets"]
    ["pass it as one of the first 4, and remove the secrets that no sender uses"];

    SecretExpired "secret_expired"
    ["the sender still signs with ", ", whose notAfter has passed"]
    ["change the secret at the sender. Until then, set a later notAfter"];

    SecretRefused "secret_refused"
    ["the secret is right, but it ", ", and a verifier refuses such a string"]
    ["set another secret in the sender's or the provider's settings. Until then, pass this secret as bytes"];

    SenderSecretUnset "sender_secret_unset"
    ["the delivery is signed with ", ": the sender's secret is not set, or this is a forgery"]
    ["set the secret in the sender's or the provider's settings. Until then, anyone can sign deliveries"];

    BodyParsed "body_parsed"
    ["the body was parsed before it arrived here, and the signed bytes are lost"]
    ["", ""];

    BodyReserialized "body_reserialized"
    ["the body was parsed and serialized again: it is ", ""]
    ["", ""];

    BodyNewlineAdded "body_newline_added"
    ["the body has ", " at its end that was not signed"]
    ["pass the bytes as they arrived: an editor, echo or a heredoc adds a newline (curl --data-binary and printf %s do not)"];

    BodyNewlineDropped "body_newline_dropped"
    ["the signed body has ", " that this one lacks"]
    ["do not trim the body. With curl, use --data-binary @file: -d @file drops line ends"];

    BodyLineEnds "body_line_ends"
    ["the line ends of the body were changed: ", ""]
    ["keep the bytes: read and write the file as binary. In a git repository, add the file to .gitattributes with -text"];

    BodyBomAdded "body_bom_added"
    ["the body begins with a byte order mark that was not signed"]
    ["write the body as UTF-8 without a byte order mark (PowerShell: -Encoding utf8NoBOM), or pass the bytes as they arrived"];

    BodyBomDropped "body_bom_dropped"
    ["the signed body begins with a byte order mark, which request.text() and TextDecoder drop"]
    ["pass the request itself to verifier.verifyRequest, which reads its bytes"];

    BodyBase64 "body_base64"
    ["the body is the base64 of the signed body"]
    ["decode it first, as with Buffer.from(body, 'base64'). On AWS Lambda, toLambdaHandler of webhook-verifier/aws-lambda decodes each body whose event has isBase64Encoded: true"];

    BodyDoubleEncoded "body_double_encoded"
    ["the body is ", ""]
    ["", ""];

    BodyCompressed "body_compressed"
    ["the body is compressed with ", ""]
    ["find the client, proxy or tunnel that compresses requests, and turn that off. Or ", "decompress the body before you verify it, as express.raw() does, and delete the Content-Encoding header"];

    BodyMojibake "body_mojibake"
    ["the body is in the wrong character encoding: ", ""]
    ["pass the bytes as they arrived. Where your code decodes them, decode UTF-8, not 'latin1' or 'binary'"];

    BodyReplacementChars "body_replacement_chars"
    ["the body contains U+FFFD, the replacement for bytes that were lost in decoding"]
    ["join the chunks as bytes and decode them once: Buffer.concat(chunks), not text += chunk, which cuts characters in two"];

    BodyEmpty "body_empty"
    ["the body is ", ""]
    ["", ""];

    BodyStringifiedObject "body_stringified_object"
    ["the body is JavaScript's text for a value that is not a string, such as [object Object]"]
    ["do not turn the result of a parser into a string; ", ""];

    BodyByteList "body_byte_list"
    ["the body is ", " instead of the bytes themselves"]
    ["pass the Buffer, the Uint8Array or Python's bytes themselves, not the output of String(), JSON.stringify(), a template or a log"];

    BodyForm "body_form"
    ["the body was ", ""]
    ["keep parsers of forms away from this route; ", ""];

    BodyTruncated "body_truncated"
    ["the body ", ""]
    ["read the whole body before you verify it, and refuse a body beyond a limit instead of cutting it. A log or a database column may have cut it, too"];

    BodyTooLarge "body_too_large"
    ["the body is larger than ", ""]
    ["", ""];

    SignedBodyOnly "signed_body_only"
    ["the sender signs the body alone, without the timestamp"]
    at_sender!("sign <X-Webhook-Timestamp> + '.' + <body>: without the timestamp, an old delivery can be replayed forever");

    SignedWithoutDot "signed_without_dot"
    ["the sender signs timestamp and body without the dot between them"]
    at_sender!("sign <X-Webhook-Timestamp> + '.' + <body>");

    SignedOtherSeparator "signed_other_separator"
    ["the sender puts ", " between timestamp and body"]
    at_sender!("sign <X-Webhook-Timestamp> + '.' + <body>");

    SignedOtherOrder "signed_other_order"
    ["the sender signs the body first and then the timestamp"]
    at_sender!("sign <X-Webhook-Timestamp> + '.' + <body>");

    SignedBoundaryMoved "signed_boundary_moved"
    ["the signed message is complete, but it was cut at another dot than the one between timestamp and body"]
    ["pass the timestamp header and the body as they arrived, without cutting either. If your code does not cut them, this is a forgery"];

    SignedWithId "signed_with_id"
    ["the sender signs the delivery id before timestamp and body, as in Standard Webhooks"]
    at_sender!("sign <X-Webhook-Timestamp> + '.' + <body>, or verify with a library for Standard Webhooks");

    TimestampReformatted "timestamp_reformatted"
    ["the timestamp was reformatted: the sender signed it ", ""]
    ["verify with the header's text as it arrived. A sender must sign exactly the text that it sends"];

    TimestampMalformed "timestamp_malformed"
    ["the timestamp header ", ""]
    at_sender!("pass the header's text as it arrived", "send RFC 3339 with T, seconds and a zone, such as 2026-01-01T00:00:00.000Z");

    SignatureUpperCase "signature_upper_case"
    ["the signature has uppercase letters"]
    at_sender!("send lowercase hex, the only valid spelling");

    SignaturePrefixMissing "signature_prefix_missing"
    ["the signature does not begin with 'sha256='"]
    at_sender!("pass the header as it arrived, with 'sha256='", "put 'sha256=' before the hex digits");

    SignaturePrefixDoubled "signature_prefix_doubled"
    ["the signature begins with 'sha256=' more than once"]
    ["add 'sha256=' once: signWebhook and the provider's snippet include it"];

    SignatureBase64 "signature_base64"
    ["the signature is ", " instead of hex"]
    at_sender!("send lowercase hex");

    SignatureWrapped "signature_wrapped"
    ["the signature has ", " around it"]
    ["pass only the header's value"];

    SignatureOtherAlgorithm "signature_other_algorithm"
    ["the signature has the length of ", ", not of HMAC-SHA256"]
    at_sender!("sign with HMAC-SHA256");

    SignatureOtherProvider "signature_other_provider"
    ["the signature has the format of ", ""]
    ["verify it with that provider's library, at another endpoint"];

    SignatureTruncated "signature_truncated"
    ["the signature is ", ""]
    ["pass the whole header, which has 71 characters. A log, a database column or a regular expression may have cut it"];

    SignatureMalformed "signature_malformed"
    ["the signature header is not 'sha256=' and 64 lowercase hex digits"]
    ["pass the x-webhook-signature header as it arrived"];

    ClockSkew "clock_skew"
    ["the delivery is genuine, but was signed ", " the time of this clock"]
    ["", ""];

    ClockTimeZone "clock_time_zone"
    ["the sender's time is ", " the time of this clock, as with a wrong time zone; a retry or a saved delivery looks the same"]
    at_sender!("set this clock right first (NTP)", "sign a time in UTC, and never append Z to a local time");

    ClockUnits "clock_units"
    ["the clock passed as now is off by a factor of a thousand: ", ""]
    ["now must be a Date, and new Date() takes milliseconds: new Date(seconds * 1000)"];

    HeadersSpread "headers_spread"
    ["", ""]
    ["", ""];

    HeaderMissing "header_missing"
    ["the ", " header is missing or empty"]
    ["", ""];

    HeaderDuplicated "header_duplicated"
    ["the ", " header arrived more than once, with different values"]
    ["find the proxy or the middleware that adds another, and keep one"];

    HeaderRenamed "header_renamed"
    ["the ", " header arrived under another name"]
    ["pass headers under their own names: x-webhook-timestamp, not HTTP_X_WEBHOOK_TIMESTAMP or x_webhook_timestamp. In PHP, use getallheaders()"];

    HeadersSwapped "headers_swapped"
    ["the values of ", " are swapped"]
    ["swap them where your program reads the headers. verifyWebhook takes body, timestamp, signature and secret, in this order"];

    HeaderContentEncoding "header_content_encoding"
    ["the body is the signed one, but a Content-Encoding header says that it is compressed"]
    ["delete the Content-Encoding header where the body is decompressed"];

    EventMismatch "event_mismatch"
    ["the delivery is genuine, but its x-webhook-event header names another event than the signed body"]
    ["trust the body. If your code does not set that header, a proxy or an attacker changed it"];

    PayloadMalformed "payload_malformed"
    ["the delivery is genuine, but its body ", ""]
    at_sender!("send a JSON object in UTF-8, with each key once");

    Unexplained "unexplained"
    ["none of the known mistakes leads to this signature", ""]
    ["most often, the secret is the wrong one: compare its first and last characters with the provider's page, and check whether it is for test or live. Then look for code that changes the body", ". If the secret and the body are right, ask the provider's support, with the delivery id"];
}
