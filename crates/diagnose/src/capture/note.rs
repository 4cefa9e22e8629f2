//! Facts about a paste.

use alloc::string::String;

use crate::named_enum::named_enum;

/// A fact about the paste that may explain a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Note {
    /// A stable code.
    pub code: NoteCode,
    /// A sentence; quotes nothing of the paste but numbers.
    pub message: String,
}

named_enum! {
    /// The kinds of note.
    pub enum NoteCode {
        /// How the paste was read.
        ReadAs = "read_as",
        /// Read as Windows cmd text, not as a POSIX shell's.
        ReadAsCmd = "read_as_cmd",
        /// Prompts at the start of lines were left out.
        PromptsRemoved = "prompts_removed",
        /// There is more after the command.
        MoreThanOneCommand = "more_than_one_command",
        /// Quotes are read as one version of PowerShell passes them.
        PowershellQuotes = "powershell_quotes",
        /// Some versions of PowerShell send a text in another encoding.
        PowershellEncoding = "powershell_encoding",
        /// Two escapes of a shell are read as one character.
        SurrogatePair = "surrogate_pair",
        /// A file is in UTF-16.
        FileUtf16 = "file_utf16",
        /// curl removes line ends from a file.
        LineEndsStripped = "line_ends_stripped",
        /// The paste is in UTF-16.
        Utf16 = "utf16",
        /// Text around the headers or the body was left out.
        LogTextIgnored = "log_text_ignored",
        /// The body was in chunks, which were joined.
        Chunked = "chunked",
        /// `Content-Length` is not a number.
        ContentLengthUnreadable = "content_length_unreadable",
        /// `Content-Length` is not the length of the body.
        ContentLengthMismatch = "content_length_mismatch",
        /// The body ends with a newline, which may be an editor's.
        FinalNewline = "final_newline",
        /// A newline after the body was left out.
        FinalNewlineCut = "final_newline_cut",
        /// The paste has no body.
        BodyMissing = "body_missing",
        /// The body was decoded from base64.
        BodyBase64 = "body_base64",
        /// The body may be base64.
        BodyMaybeBase64 = "body_maybe_base64",
        /// The body was a list of bytes.
        BodyBytes = "body_bytes",
        /// The body had been parsed, and was printed again.
        BodyParsed = "body_parsed",
        /// The body has lost characters.
        BodyReplacementChars = "body_replacement_chars",
        /// The size in the file is not the length of the body.
        BodySizeMismatch = "body_size_mismatch",
    }
}
