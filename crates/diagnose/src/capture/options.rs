//! curl's options, as far as they matter here: <https://curl.se/docs/manpage.html>.

/// The meaning of an option for the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Header,
    /// A part of the body, joined to the one before it with `&`.
    Data(Data),
    Json,
    Method,
    Url,
    Head,
    /// A header that is an option of its own.
    Named(&'static str),
    /// Takes a value that does not matter here.
    Value,
    /// Takes no value.
    Flag,
    /// Sends something that no webhook is.
    Refused(&'static str),
}

/// The way from a value to bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// `@file` is read, without its line ends.
    Ascii,
    /// `@file` is read as it is.
    Binary,
    /// Unchanged.
    Raw,
}

/// By the long name.
pub(super) fn long(name: &str) -> Option<Meaning> {
    Some(match name {
        "header" => Meaning::Header,
        "data" | "data-ascii" => Meaning::Data(Data::Ascii),
        "data-binary" => Meaning::Data(Data::Binary),
        "data-raw" => Meaning::Data(Data::Raw),
        "json" => Meaning::Json,
        "request" => Meaning::Method,
        "url" => Meaning::Url,
        "head" => Meaning::Head,
        "user-agent" => Meaning::Named("User-Agent"),
        "referer" => Meaning::Named("Referer"),
        "form" | "form-string" => Meaning::Refused("a form, whose boundary curl makes up as it sends"),
        "data-urlencode" => Meaning::Refused("data that curl encodes as it sends"),
        "upload-file" => Meaning::Refused("an upload"),
        "get" => Meaning::Refused("data that goes into the URL"),
        "config" | "variable" => Meaning::Refused("an option that is in another file"),
        "next" => Meaning::Refused("more than one request"),
        _ if VALUES.split_ascii_whitespace().any(|each| each == name) => Meaning::Value,
        _ if FLAGS.split_ascii_whitespace().any(|each| each == name) => Meaning::Flag,
        _ => return name.strip_prefix("no-").filter(|rest| !rest.starts_with("no-")).and_then(long),
    })
}

/// By the letter.
pub(super) fn short(letter: u8) -> Option<Meaning> {
    let name = match letter {
        b'H' => "header",
        b'd' => "data",
        b'X' => "request",
        b'I' => "head",
        b'A' => "user-agent",
        b'e' => "referer",
        b'F' => "form",
        b'T' => "upload-file",
        b'G' => "get",
        b'K' => "config",
        b':' => "next",
        _ if b"bcCDEhmoPQrtuUwxyYz".contains(&letter) => return Some(Meaning::Value),
        _ if b"012346aBfgijJklLMnNOpqRsSvVZ#".contains(&letter) => return Some(Meaning::Flag),
        _ => return None,
    };
    long(name)
}

const VALUES: &str = "abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers connect-timeout connect-to \
    continue-at cookie cookie-jar create-file-mode crlfile curves delegation dns-interface dns-ipv4-addr dns-ipv6-addr \
    dns-servers doh-url dump-header ech egd-file engine etag-compare etag-save expect100-timeout happy-eyeballs-timeout-ms \
    haproxy-clientip help hostpubmd5 hostpubsha256 hsts interface ipfs-gateway keepalive-cnt keepalive-time key key-type \
    libcurl limit-rate local-port login-options max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output \
    output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-header proxy-pass \
    proxy-user pubkey random-file range rate request-target resolve retry retry-delay retry-max-time socks5 \
    socks5-hostname socks4 socks4a speed-limit speed-time stderr time-cond tls-max tls13-ciphers trace trace-ascii \
    trace-config unix-socket url-query user write-out";

const FLAGS: &str = "alpn anyauth append basic buffer ca-native cert-status clobber compressed compressed-ssh create-dirs crlf digest \
    disable disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure fail fail-early \
    fail-with-body false-start globoff http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only \
    ignore-content-length include insecure ipv4 ipv6 junk-session-cookies keepalive list-only location location-trusted \
    manual negotiate netrc netrc-optional npn ntlm parallel parallel-immediate path-as-is post301 post302 post303 \
    progress-bar progress-meter proxytunnel raw remote-header-name remote-name remote-name-all remote-time \
    remove-on-error retry-all-errors retry-connrefused sessionid show-error show-headers silent skip-existing ssl \
    ssl-allow-beast ssl-no-revoke ssl-reqd sslv2 sslv3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay \
    tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids trace-time use-ascii verbose version xattr";
