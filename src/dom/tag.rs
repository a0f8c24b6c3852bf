//! Element names as a small number.

use html5ever::{LocalName, local_name};

macro_rules! tags {
    ($($variant:ident $name:tt),* $(,)?) => {
        /// The HTML elements that any stage asks for; all others are `Other`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub(crate) enum Tag { $($variant,)* /** Any other element, foreign ones too. */ Other }

        impl Tag {
            /// The tag of an element of the HTML namespace.
            pub(crate) fn from_name(name: &LocalName) -> Self {
                match *name {
                    $(local_name!($name) => Self::$variant,)*
                    _ => Self::Other,
                }
            }

            /// All but `Other`, in the order of their numbers.
            pub(super) const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The element's name; empty for `Other`.
            pub(crate) fn name(self) -> LocalName {
                match self {
                    $(Self::$variant => local_name!($name),)*
                    Self::Other => local_name!(""),
                }
            }
        }
    };
}

tags! {
    A "a", Abbr "abbr", Address "address", Article "article", Aside "aside", Audio "audio", B "b", Blockquote "blockquote",
    Body "body", Br "br", Button "button", Canvas "canvas", Caption "caption", Center "center", Cite "cite", Code "code",
    Dd "dd", Del "del", Details "details", Dialog "dialog", Div "div", Dl "dl", Dt "dt", Em "em", Embed "embed",
    Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Font "font", Footer "footer", Form "form", Frame "frame",
    H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header", Hgroup "hgroup", Hr "hr", Html "html",
    I "i", Iframe "iframe", Img "img", Input "input", Label "label", Legend "legend", Li "li", Link "link", Main "main",
    Math "math", Menu "menu", Meta "meta", Nav "nav", Noscript "noscript", Object "object", Ol "ol", Optgroup "optgroup",
    Option "option", P "p", Picture "picture", Pre "pre", Q "q", Rp "rp", Rt "rt", Ruby "ruby", S "s", Script "script",
    Search "search", Section "section", Select "select", Small "small", Source "source", Span "span", Strong "strong",
    Style "style", Sub "sub", Summary "summary", Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td",
    Template "template", Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title", Tr "tr",
    U "u", Ul "ul", Video "video", Wbr "wbr",
}
