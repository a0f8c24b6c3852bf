//! What goes in: a page or a text, with what the caller knows about it.

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

impl<'a> Source<'a> {
    fn new(content: Content<'a>, format: Format) -> Self {
        Self {
            content,
            format,
            url: None,
            charset: None,
            title: None,
        }
    }

    /// An HTML page as bytes, in any encoding.
    pub fn html(page: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self::new(Content::Bytes(page.as_ref()), Format::Html)
    }

    /// Plain text as bytes, in any encoding.
    pub fn text(text: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self::new(Content::Bytes(text.as_ref()), Format::Text)
    }

    /// Bytes whose form is to be recognised by content.
    pub fn auto(bytes: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self::new(Content::Bytes(bytes.as_ref()), Format::Auto)
    }

    /// Bytes in any encoding, of this form.
    pub fn bytes(bytes: &'a (impl AsRef<[u8]> + ?Sized), format: Format) -> Self {
        Self::new(Content::Bytes(bytes.as_ref()), format)
    }

    /// Text that is already decoded: any declaration of a charset inside it is ignored.
    pub fn decoded(text: &'a str, format: Format) -> Self {
        Self::new(Content::Text(text), format)
    }

    /// The address the page came from.
    #[must_use]
    pub fn url(mut self, url: &'a str) -> Self {
        self.url = Some(url);
        self
    }

    /// The charset that the transport declared (`Content-Type`); a label that no standard knows is ignored.
    #[must_use]
    pub fn charset(mut self, label: &'a str) -> Self {
        self.charset = Some(label);
        self
    }

    /// A title that came with the text: one more candidate.
    #[must_use]
    pub fn title(mut self, title: &'a str) -> Self {
        self.title = Some(title);
        self
    }
}

impl<'a> From<&'a str> for Source<'a> {
    fn from(text: &'a str) -> Self {
        Self::decoded(text, Format::Auto)
    }
}

impl<'a> From<&'a String> for Source<'a> {
    fn from(text: &'a String) -> Self {
        Self::decoded(text, Format::Auto)
    }
}

impl<'a> From<&'a [u8]> for Source<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::auto(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Source<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::auto(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Source<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::auto(bytes)
    }
}
