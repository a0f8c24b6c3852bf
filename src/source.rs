//! What goes in: a page or a text, with what the caller knows about it.

use std::borrow::Cow;
use std::sync::Arc;

use crate::error::by_name;

/// The form of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Format {
    /// Recognised by content.
    #[default]
    Auto,
    /// An HTML page.
    Html,
    /// Plain text, as some scraper left it.
    Text,
}

impl Format {
    /// All forms.
    pub const ALL: &'static [Self] = &[Self::Auto, Self::Html, Self::Text];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Html => "html",
            Self::Text => "text",
        }
    }
}

by_name!(Format, "a form of an input");

/// One input: borrowed bytes or text, and hints.
///
/// # Examples
///
/// ```
/// use unchaff::{Cleaner, Source};
///
/// let page = b"<h1>Bees</h1><p>They came back to the valley this spring, the keepers said.</p>";
/// let article = Cleaner::default().clean(Source::html(page).url("https://news.example.com/bees"))?;
/// assert_eq!(article.title.as_deref(), Some("Bees"));
/// # Ok::<(), unchaff::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub(crate) content: Content<'a>,
    pub(crate) format: Format,
    pub(crate) url: Option<&'a str>,
    pub(crate) charset: Option<&'a str>,
    pub(crate) title: Option<&'a str>,
}

/// Bytes still to be decoded, or text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Content<'a> {
    Bytes(&'a [u8]),
    Text(&'a str),
}

impl Content<'_> {
    /// Length in bytes.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Text(text) => text.len(),
        }
    }
}

/// What a [`Source`] is made of: text, which is taken as it is, or bytes, which are decoded.
///
/// Made of references to strings (`&str`, `&String`, `&Cow<str>`, `&Box<str>`, `&Arc<str>`) and to bytes (`&[u8]`,
/// `&Vec<u8>`, `&[u8; N]`, `&Cow<[u8]>`, `&Box<[u8]>`, `&Arc<[u8]>`).
#[derive(Debug, Clone, Copy)]
pub struct Input<'a>(Content<'a>);

impl<'a> Source<'a> {
    fn new(input: Input<'a>, format: Format) -> Self {
        Self {
            content: input.0,
            format,
            url: None,
            charset: None,
            title: None,
        }
    }

    /// An HTML page: a string, whatever charset it declares, or bytes in any encoding.
    pub fn html(page: impl Into<Input<'a>>) -> Self {
        Self::new(page.into(), Format::Html)
    }

    /// Plain text: a string, or bytes in any encoding.
    pub fn text(text: impl Into<Input<'a>>) -> Self {
        Self::new(text.into(), Format::Text)
    }

    /// A string, or bytes in any encoding, whose form is to be recognised by content.
    pub fn auto(input: impl Into<Input<'a>>) -> Self {
        Self::new(input.into(), Format::Auto)
    }

    /// Bytes in any encoding, of this form; those of a string, too, are decoded.
    pub fn bytes(bytes: &'a (impl AsRef<[u8]> + ?Sized), format: Format) -> Self {
        Self::new(Input(Content::Bytes(bytes.as_ref())), format)
    }

    /// Text that is already decoded, of this form: any declaration of a charset inside it is ignored.
    pub fn decoded(text: &'a str, format: Format) -> Self {
        Self::new(Input(Content::Text(text)), format)
    }

    /// The address the page came from: which site's rules hold, what relative links are against, and, for the title of a
    /// plain text, what its words say.
    #[must_use]
    pub fn url(mut self, url: &'a str) -> Self {
        self.url = Some(url);
        self
    }

    /// The charset that the transport declared (`Content-Type`). A label that no standard knows is ignored, and so is
    /// any where the source is a string.
    #[must_use]
    pub fn charset(mut self, label: &'a str) -> Self {
        self.charset = Some(label);
        self
    }

    /// A title that came with the text: one more candidate. White space is squeezed, control characters are dropped; a
    /// blank one is none.
    #[must_use]
    pub fn title(mut self, title: &'a str) -> Self {
        self.title = Some(title);
        self
    }
}

impl<'a, T: Into<Input<'a>>> From<T> for Source<'a> {
    /// The form is recognised by content.
    fn from(input: T) -> Self {
        Self::auto(input)
    }
}

/// Conversions of references to what holds text or bytes.
macro_rules! from_references {
    ($variant:ident: $($type:ty),+) => {
        $(impl<'a> From<&'a $type> for Input<'a> {
            fn from(content: &'a $type) -> Self {
                Self(Content::$variant(content))
            }
        })+
    };
}

from_references!(Text: str, &str, String, Cow<'_, str>, Box<str>, Arc<str>);
from_references!(Bytes: [u8], &[u8], Vec<u8>, Cow<'_, [u8]>, Box<[u8]>, Arc<[u8]>);

impl<'a, const N: usize> From<&'a [u8; N]> for Input<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self(Content::Bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean;

    #[test]
    fn a_string_is_not_decoded_again() {
        let page = "<meta charset=gbk><h1>Größe</h1><p>Fünf Völker überwintern im Tal.";
        let text = "Größe é".to_owned();
        for source in [Source::html(page), Source::auto(page), Source::text(&text)] {
            let source = source.charset("gbk");
            let decoded = crate::decode::decode(&source).unwrap();
            assert!(decoded.text.contains("Größe"), "{}", decoded.text);
        }
        // The same as bytes is what it declares, as a few such pairs may be.
        let bytes = Source::bytes("<meta charset=gbk>Größe", Format::Html);
        assert_eq!(crate::decode::decode(&bytes).unwrap().charset, "GBK");
    }

    #[test]
    fn whatever_holds_text_is_a_source() {
        let text = "The bees came back to the valley this spring, the keepers said.";
        let (owned, boxed): (String, Box<str>) = (text.into(), text.into());
        let (shared, cow): (Arc<str>, _) = (text.into(), Cow::Borrowed(text));
        for article in [
            clean(text),
            clean(Source::from(&text)),
            clean(&owned),
            clean(&boxed),
            clean(&shared),
            clean(&cow),
            clean(Source::text(&cow)),
            clean(text.as_bytes()),
            clean(&text.as_bytes().to_vec()),
            clean(b"The bees came back to the valley this spring, the keepers said."),
        ] {
            assert_eq!(article.unwrap().body, text);
        }
    }
}
