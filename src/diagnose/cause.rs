//! The closed list of causes: a stable code, what is the matter and what to do for each.

/// What a cause tells: a row of [`Cause::ROWS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CauseRow {
    /// The stable code.
    pub code: &'static str,
    /// What is the matter; `{}` stands for a detail.
    pub message: &'static str,
    /// What to do; `{}` stands for what fits the framework, where that can be told.
    pub fix: &'static str,
}

macro_rules! causes {
    ($($name:ident $code:literal $message:literal $fix:literal)*) => {
        /// Why a delivery does not verify.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Cause {
            $(#[doc = $message] $name,)*
        }

        impl Cause {
            /// All causes, in the order of their numbers (`cause as usize`).
            pub const ROWS: &[CauseRow] = &[$(CauseRow { code: $code, message: $message, fix: $fix },)*];
        }
    };
}

impl Cause {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().code
    }

    pub(crate) fn row(self) -> CauseRow {
        const NONE: CauseRow = CauseRow { code: "", message: "", fix: "" };
        Self::ROWS.get(self as usize).copied().unwrap_or(NONE)
    }
}

causes! {
    SecretUnset "secret_unset"
    "the secret {}"
    "set the variable that the secret comes from where this runs, and stop at start when it is missing"

    SecretWhiteSpace "secret_white_space"
    "the secret has {}, which the sender's has not"
    "take it away where the secret is stored (printf %s instead of echo, no newline at the end of the file) or trim it once where it is read"

    SecretWhiteSpaceMissing "secret_white_space_missing"
    "the sender's secret has {}, which the one given here has not"
    "set the secret anew at the sender, without white space; until then pass it as bytes with the white space"

    SecretQuoted "secret_quoted"
    "the quotes around the secret became part of it"
    "take the quotes away: Docker's --env-file, systemd and CI settings keep them, unlike a shell"

    SecretWithName "secret_with_name"
    "the secret begins with the name of its setting"
    "keep what stands behind the equals sign, and nothing else"

    SecretIsList "secret_is_list"
    "the secret is a list, and the sender signs with a part of it"
    "split the list and pass its parts as secrets: ['…', '…']"

    SecretPrefixKept "secret_prefix_kept"
    "the secret has a prefix that is no part of the sender's key"
    "take the prefix off, up to and including the underscore"

    SecretPrefixDropped "secret_prefix_dropped"
    "the sender's key begins with a prefix that the secret given here has lost"
    "copy the secret as the provider shows it, prefix included"

    SecretEncoded "secret_encoded"
    "the secret is {}, and the sender signs with the bytes that it stands for"
    "pass the bytes: {}"

    SecretDecoded "secret_decoded"
    "the secret was decoded, but the sender signs with its text, which is {}"
    "pass the text as the provider shows it; decode nothing"

    SecretUrlEncoded "secret_url_encoded"
    "the secret is URL-encoded once too {}"
    "{}"

    SecretHexCase "secret_hex_case"
    "the secret's hex digits are in the other case at the sender"
    "copy the secret as the provider shows it; to HMAC, letters of another case are another key"

    SecretNotInUse "secret_not_in_use"
    "the sender signs with {}, which is beyond the first 4 and so not looked at"
    "a verifier takes 1 to 4 secrets: put that one among them, and leave out what nobody signs with any more"

    SecretExpired "secret_expired"
    "the sender still signs with {}, whose notAfter has passed"
    "change the secret at the sender, or let the old one serve until that is done"

    SecretRefused "secret_refused"
    "the sender signs with this very secret, but as a text it {}"
    "set a clean secret at the sender; until then pass this one as bytes"

    SenderSecretUnset "sender_secret_unset"
    "the delivery is signed with {}, which anybody can: the sender's own setting is missing, or somebody tries to forge"
    "set the secret at the sender; until then anybody can sign deliveries"

    BodyParsed "body_parsed"
    "the body was parsed before it came here, and the bytes that were signed are gone"
    "{}"

    BodyReserialised "body_reserialised"
    "the body was parsed and printed again: it is {}"
    "{}"

    BodyNewlineAdded "body_newline_added"
    "the body has {} at its end that was not signed"
    "pass the bytes as they arrived: an editor, echo or a heredoc has added to them (curl --data-binary and printf %s do not)"

    BodyNewlineDropped "body_newline_dropped"
    "the signed body has {}, which is gone"
    "trim nothing; curl -d @file drops line ends too, --data-binary @file keeps them"

    BodyLineEnds "body_line_ends"
    "the line ends of the body were changed: {}"
    "keep the bytes: read and write the file as binary, and have git leave it alone (* -text)"

    BodyBomAdded "body_bom_added"
    "the body begins with a byte order mark that was not signed"
    "write the body as UTF-8 without a byte order mark (PowerShell: -Encoding utf8NoBOM), or pass the bytes as they arrived"

    BodyBomDropped "body_bom_dropped"
    "the signed body begins with a byte order mark, which is gone: request.text() and TextDecoder drop it"
    "pass bytes: new Uint8Array(await request.arrayBuffer()), or verifier.verifyRequest(request)"

    BodyBase64 "body_base64"
    "the body is base64 of what was signed"
    "AWS Lambda and API Gateway: event.isBase64Encoded ? Buffer.from(event.body, 'base64') : event.body, or toLambdaHandler of webhook-verifier/aws-lambda"

    BodyDoubleEncoded "body_double_encoded"
    "the body is {} once too {}"
    "{}"

    BodyCompressed "body_compressed"
    "the body is still compressed ({}), and the signature covers what is inside"
    "decompress before verifying and drop Content-Encoding: express.raw() inflates by itself; have a proxy leave the body alone or decode it (nginx: gunzip)"

    BodyMojibake "body_mojibake"
    "the body's characters were mistaken: {}"
    "read bytes, or decode as UTF-8: req.setEncoding('utf8') at least, never 'latin1' or 'binary'"

    BodyLossy "body_lossy"
    "the body has U+FFFD in it, which stands for bytes that were lost in decoding"
    "join the pieces as bytes and decode once: Buffer.concat(chunks), not text += chunk, which cuts characters in two"

    BodyEmpty "body_empty"
    "the body is {}"
    "somebody read it before: verify before request.json(), request.text() or a body parser, or read from request.clone(); Express: {}"

    BodyObjectText "body_object_text"
    "the body is the text that JavaScript makes of a thing that is no text, such as [object Object]"
    "a parser ran before, and String(req.body) or a template followed. {}"

    BodyListed "body_listed"
    "the body is {} instead of the bytes themselves"
    "pass the Buffer or Uint8Array itself: no String(bytes), no JSON.stringify(bytes), no template"

    BodyForm "body_form"
    "the body was {} as a form"
    "have no form parser touch this route (express.urlencoded(), $_POST, request.form): {}"

    BodyTruncated "body_truncated"
    "the body {}"
    "read until the end before verifying (await all pieces; a limit must refuse, not cut); a database column or a log may have cut it too"

    BodyTooLarge "body_too_large"
    "the body is larger than {}"
    "{}"

    SignedBodyOnly "signed_body_only"
    "the sender signs the body alone, without the timestamp"
    "have the sender sign <X-Webhook-Timestamp>.<body>: without the time in it, an old delivery can be sent again for ever"

    SignedWithoutDot "signed_without_dot"
    "the sender signs timestamp and body without the dot between them"
    "have the sender sign <X-Webhook-Timestamp> + '.' + <body>"

    SignedOtherSeparator "signed_other_separator"
    "the sender puts {} between timestamp and body"
    "have the sender sign <X-Webhook-Timestamp> + '.' + <body>"

    SignedOtherOrder "signed_other_order"
    "the sender signs the body first and the timestamp behind it"
    "have the sender sign <X-Webhook-Timestamp> + '.' + <body>"

    SignedBoundaryMoved "signed_boundary_moved"
    "what was signed is there, but it was cut at another dot than the one between timestamp and body"
    "split at nothing: take X-Webhook-Timestamp as the header has it and the body as it arrived. If nobody here cuts them, somebody tries to forge"

    SignedWithId "signed_with_id"
    "the sender signs the delivery id in front of timestamp and body, as Standard Webhooks do"
    "have the sender sign <X-Webhook-Timestamp> + '.' + <body>, or use a library for that scheme"

    TimestampReformatted "timestamp_reformatted"
    "the timestamp was spelled anew: signed was {}"
    "use the header's text as it came, on both sides: sign the very text that is sent; no new Date(…), no parsing and printing in between"

    TimestampMalformed "timestamp_malformed"
    "the timestamp header {}"
    "send RFC 3339 with T, seconds and a zone, such as 2026-01-01T00:00:00.000Z, and pass the header's text as it came"

    SignatureUpperCase "signature_upper_case"
    "the signature has upper-case letters"
    "send lower-case hex: one spelling only, so that no second text of one signature slips past a duplicate check"

    SignaturePrefixMissing "signature_prefix_missing"
    "the signature has no 'sha256=' in front"
    "pass the header as it came, 'sha256=' included; at the sender, put it in front of the hex digits"

    SignaturePrefixDoubled "signature_prefix_doubled"
    "the signature has 'sha256=' in front more than once"
    "put 'sha256=' in front once: signWebhook and the provider's snippet have it already"

    SignatureBase64 "signature_base64"
    "the signature is {} instead of hex"
    "send hex: digest('hex') in Node, hexdigest() in Python, hash_hmac('sha256', $message, $key) in PHP"

    SignatureDecorated "signature_decorated"
    "the signature has {} around it"
    "pass the header's value alone"

    SignatureOtherAlgorithm "signature_other_algorithm"
    "the signature is as long as one of {}, not of HMAC-SHA256"
    "have the sender use HMAC-SHA256; if this is another provider's delivery, verify it by that provider's rules"

    SignatureOtherProvider "signature_other_provider"
    "the delivery is signed as {} does it"
    "verify it by that provider's rules, or send this endpoint only what it is for"

    SignatureTruncated "signature_truncated"
    "the signature is {}"
    "pass the whole header, 71 characters; a database column, a log or a regular expression may have cut it"

    SignatureMalformed "signature_malformed"
    "the signature header is not 'sha256=' and 64 lower-case hex digits"
    "pass the x-webhook-signature header as it came"

    ClockSkew "clock_skew"
    "the delivery is genuine, but was signed {} the clock here"
    "{}"

    ClockTimeZone "clock_time_zone"
    "the difference looks like a time zone: {}"
    "sign and compare in UTC: toISOString() in JavaScript, datetime.now(timezone.utc) in Python; never put Z behind a local time"

    ClockUnits "clock_units"
    "the clock given as now is off by a factor of a thousand: {}"
    "now must be a Date, and new Date() takes milliseconds: new Date(seconds * 1000)"

    HeadersLost "headers_lost"
    "{}"
    "pass request.headers itself: a Web Headers object cannot be spread or turned into JSON; Object.fromEntries(request.headers) works, req.headers in Node too"

    HeaderMissing "header_missing"
    "the {} is absent or empty"
    "{}"

    HeaderDuplicated "header_duplicated"
    "the {} header came more than once, with different values"
    "find out who adds the other one (a proxy, a retry that appends instead of setting) and leave one"

    HeaderRenamed "header_renamed"
    "the {} header is there, but under another name"
    "hand headers over under their own names: x-webhook-timestamp, not HTTP_X_WEBHOOK_TIMESTAMP or x_webhook_timestamp (PHP: getallheaders())"

    HeadersSwapped "headers_swapped"
    "the values of {} are in each other's place"
    "swap them where the headers are made, or where the arguments are passed: body, timestamp, signature, secret"

    HeaderContentEncoding "header_content_encoding"
    "the body is what was signed, but a Content-Encoding header says that it is compressed"
    "whoever decompressed it has to drop Content-Encoding; leave it out of what you pass on"

    EventMismatch "event_mismatch"
    "the delivery is genuine, but its x-webhook-event header names another event than the signed body"
    "believe the body; if nobody here sets that header, somebody on the way changes it"

    PayloadMalformed "payload_malformed"
    "the delivery is genuine, but its body {}"
    "this is for the sender to mend: a JSON object in UTF-8, each key once"

    Unexplained "unexplained"
    "none of the changes that were tried leads to this signature{}"
    "most often it is another secret: compare the first and last characters with the provider's page, and mind test and live; then look at what touched the body{}"
}
