//! The elements that hold blocks: what they are, and what the elements around them are.

use rustc_hash::FxHashMap;

use super::hints::Hints;
use crate::dom::Tag;

/// Index of a container in its document.
pub(crate) type ContainerId = u32;

/// A block-level element.
#[derive(Debug, Clone)]
pub(crate) struct Container {
    pub(crate) parent: Option<ContainerId>,
    pub(crate) tag: Tag,
    pub(crate) depth: u16,
    /// Of its own class and id.
    pub(crate) hints: Hints,
    /// Of all containers from the body down to this one.
    pub(crate) inherited: Hints,
    /// Blocks of the document inside it: `first..end`.
    pub(crate) first: u32,
    pub(crate) end: u32,
    /// Same tag and class as this: how many among its parent's children, itself included.
    pub(crate) twins: u32,
    /// Hash of tag and class.
    pub(crate) signature: u64,
    /// Of the containers inside, itself included.
    pub(crate) inside: Hints,
    /// Images inside.
    pub(crate) images: u16,
}

/// Which elements a block stands in, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Zone(pub(crate) u32);

macro_rules! zones {
    ($($name:ident $label:literal $bit:literal),* $(,)?) => {
        impl Zone {
            $(#[allow(dead_code, reason = "every bit has a name, asked for or not")]
            pub(crate) const $name: Self = Self(1 << $bit);)*
            /// Names, in the order of the bits.
            pub(crate) const NAMES: &[&str] = &[$($label),*];
        }
    };
}

zones! {
    NAV "nav" 0, HEADER "header" 1, FOOTER "footer" 2, ASIDE "aside" 3, MAIN "main" 4, ARTICLE "article" 5, SECTION "section" 6,
    FORM "form" 7, FIGURE "figure" 8, CAPTION "figcaption" 9, BUTTON "button" 10, LABEL "label" 11, SELECT "select" 12,
    DIALOG "dialog" 13, HIDDEN "hidden" 14, NOSCRIPT "noscript" 15, MEDIA "media" 16, TABLE "table" 17, LIST "list" 18,
    QUOTE "quote" 19, PRE "pre" 20, DETAILS "details" 21, LINK "link" 22, BODY_MARK "article-body" 23, ITEM "list-item" 24,
    ARIA_HIDDEN "aria-hidden" 25, ADDRESS "address" 26, TIME "time" 27, COMMENT_MARK "comment-mark" 28, NESTED_ARTICLE "nested-article" 29,
    DEFINITION "definition" 30, HEADING "heading" 31,
}

impl Zone {
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What the element itself adds.
    pub(crate) fn of_tag(tag: Tag) -> Self {
        match tag {
            Tag::Nav => Self::NAV,
            Tag::Header => Self::HEADER,
            Tag::Footer => Self::FOOTER,
            Tag::Aside => Self::ASIDE,
            Tag::Main => Self::MAIN,
            Tag::Article => Self::ARTICLE,
            Tag::Section => Self::SECTION,
            Tag::Form | Tag::Fieldset | Tag::Search => Self::FORM,
            Tag::Figure => Self::FIGURE,
            Tag::Figcaption | Tag::Caption => Self::CAPTION,
            Tag::Button => Self::BUTTON,
            Tag::Label | Tag::Legend => Self::LABEL,
            Tag::Select | Tag::Option | Tag::Optgroup | Tag::Textarea => Self::SELECT,
            Tag::Dialog => Self::DIALOG,
            Tag::Noscript => Self::NOSCRIPT,
            Tag::Audio | Tag::Video | Tag::Object | Tag::Iframe | Tag::Canvas => Self::MEDIA,
            Tag::Table => Self::TABLE,
            Tag::Ul | Tag::Ol | Tag::Menu => Self::LIST,
            Tag::Li => Self::ITEM,
            Tag::Dl | Tag::Dt | Tag::Dd => Self::DEFINITION,
            Tag::Blockquote => Self::QUOTE,
            Tag::Pre => Self::PRE,
            Tag::Details | Tag::Summary => Self::DETAILS,
            Tag::Address => Self::ADDRESS,
            Tag::Time => Self::TIME,
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => Self::HEADING,
            _ => Self::default(),
        }
    }
}

/// Whether browsers render the element as a block of its own.
pub(crate) fn is_block_level(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Address
            | Tag::Article
            | Tag::Aside
            | Tag::Blockquote
            | Tag::Body
            | Tag::Button
            | Tag::Caption
            | Tag::Center
            | Tag::Dd
            | Tag::Details
            | Tag::Dialog
            | Tag::Div
            | Tag::Dl
            | Tag::Dt
            | Tag::Fieldset
            | Tag::Figcaption
            | Tag::Figure
            | Tag::Footer
            | Tag::Form
            | Tag::H1
            | Tag::H2
            | Tag::H3
            | Tag::H4
            | Tag::H5
            | Tag::H6
            | Tag::Header
            | Tag::Hgroup
            | Tag::Html
            | Tag::Iframe
            | Tag::Legend
            | Tag::Li
            | Tag::Main
            | Tag::Menu
            | Tag::Nav
            | Tag::Noscript
            | Tag::Object
            | Tag::Ol
            | Tag::Option
            | Tag::Optgroup
            | Tag::P
            | Tag::Pre
            | Tag::Search
            | Tag::Section
            | Tag::Select
            | Tag::Summary
            | Tag::Table
            | Tag::Tbody
            | Tag::Td
            | Tag::Textarea
            | Tag::Tfoot
            | Tag::Th
            | Tag::Thead
            | Tag::Tr
            | Tag::Ul
            | Tag::Video
            | Tag::Audio
    )
}

/// Counts, for each container, the siblings of the same tag and class.
pub(super) fn count_twins(containers: &mut [Container]) {
    let mut counts: FxHashMap<(u32, u64), u32> = FxHashMap::default();
    counts.reserve(containers.len() / 2);
    for container in containers
        .iter()
        .filter(|container| container.first < container.end)
    {
        if let Some(parent) = container.parent {
            *counts.entry((parent, container.signature)).or_default() += 1;
        }
    }
    for container in containers {
        if let Some(parent) = container.parent {
            container.twins = counts
                .get(&(parent, container.signature))
                .copied()
                .unwrap_or(1);
        }
    }
}

/// Unites, for each container, the hints of those inside it.
pub(super) fn gather_hints(containers: &mut [Container]) {
    for at in (0..containers.len()).rev() {
        let inside = containers[at].inside.union(containers[at].hints);
        containers[at].inside = inside;
        let parent = containers[at].parent;
        if let Some(parent) = parent.and_then(|parent| containers.get_mut(parent as usize)) {
            parent.inside = parent.inside.union(inside);
        }
    }
}
