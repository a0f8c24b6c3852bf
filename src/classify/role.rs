//! The role of a block, with the rule that says so.

use std::sync::OnceLock;

use super::Analysis;
use crate::classify::Role;
use crate::document::{Block, BlockKind, Document, Structure};
use crate::rules::{RuleIndex, RuleSet};
use crate::segment::{Hints, Zone};

/// [`HINT_ROLES`] as sets.
fn hint_roles() -> &'static [(Hints, &'static str)] {
    static SETS: OnceLock<Vec<(Hints, &'static str)>> = OnceLock::new();
    SETS.get_or_init(|| {
        HINT_ROLES
            .iter()
            .map(|(name, id)| (Hints::named(name), *id))
            .collect()
    })
}

/// A block's role and where it comes from.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) role: Role,
    /// Of a pack; `None` for structural evidence.
    pub(crate) rule: Option<RuleIndex>,
    /// Id of the structural rule, where no pack speaks.
    pub(crate) structural: &'static str,
}

/// The structural rule of what no other speaks about.
const OUTSIDE: &str = "structure/outside-main-content";

/// What the caller's wish left out, and kept.
pub(crate) const LEFT_OUT_BY_REQUEST: &str = "structure/left-out-by-request";
pub(crate) const KEPT_BY_REQUEST: &str = "structure/kept-by-request";

impl Label {
    /// Whether nothing says what the block is.
    pub(crate) fn is_outside(&self) -> bool {
        self.structural == OUTSIDE
    }
}

/// Structural rules: id, role, and why, for listings and reasons.
pub(crate) const STRUCTURAL: &[(&str, Role, &str)] = &[
    (
        "structure/advertising",
        Role::Advertising,
        "the page marks the place as one for advertisements",
    ),
    (
        "structure/promotion",
        Role::Promotion,
        "the page marks the place as a call of the publisher's own",
    ),
    (
        "structure/social",
        Role::Social,
        "the page marks the place as a share or follow bar",
    ),
    (
        "structure/comments",
        Role::Comments,
        "the page marks the place as readers' comments",
    ),
    (
        "structure/comment-thread",
        Role::Comments,
        "below the heading of the readers' comments, or among lines that read like them",
    ),
    (
        "structure/legal",
        Role::Legal,
        "the page marks the place as legal or consent text",
    ),
    (
        "structure/navigation",
        Role::Navigation,
        "the page marks the place as navigation",
    ),
    (
        "structure/related",
        Role::Related,
        "the page marks the place as related stories",
    ),
    (
        "structure/byline",
        Role::Byline,
        "the page marks the place as author, date or tags",
    ),
    (
        "structure/caption",
        Role::Caption,
        "a caption: its picture is not in the text",
    ),
    (
        "structure/media",
        Role::Media,
        "the page marks the place as a player or picture",
    ),
    ("structure/form", Role::Widget, "a form or control"),
    (
        "structure/hidden",
        Role::Widget,
        "hidden until something is clicked",
    ),
    (
        "structure/copy",
        Role::Widget,
        "the page holds the same text twice",
    ),
    ("structure/links", Role::Navigation, "mostly links"),
    ("structure/title", Role::Heading, "repeats the title"),
    (
        "structure/repeated-line",
        Role::Advertising,
        "a short line that comes again outside the text",
    ),
    (
        "structure/table-of-contents",
        Role::Navigation,
        "lines that come again in the same order as headings",
    ),
    (OUTSIDE, Role::Navigation, "outside the main content"),
    (
        LEFT_OUT_BY_REQUEST,
        Role::Prose,
        "its role was asked to be left out",
    ),
    (
        KEPT_BY_REQUEST,
        Role::Prose,
        "its role was asked to be kept",
    ),
];

/// Hints that tell a boilerplate role, most telling first.
const HINT_ROLES: &[(&str, &str)] = &[
    ("ad", "structure/advertising"),
    ("comment", "structure/comments"),
    ("share", "structure/social"),
    ("recommend", "structure/related"),
    ("related", "structure/related"),
    ("newsletter", "structure/promotion"),
    ("cookie", "structure/legal"),
    ("breadcrumb", "structure/navigation"),
    ("pagination", "structure/navigation"),
    ("toc", "structure/navigation"),
    ("skip", "structure/navigation"),
    ("social", "structure/social"),
    ("menu", "structure/navigation"),
    ("nav", "structure/navigation"),
    ("author", "structure/byline"),
    ("caption", "structure/caption"),
    ("credit", "structure/caption"),
    ("tags", "structure/byline"),
    ("popular", "structure/related"),
    ("donate", "structure/promotion"),
    ("promo", "structure/promotion"),
    ("sponsor", "structure/advertising"),
    ("footer", "structure/navigation"),
    ("sidebar", "structure/related"),
    ("login", "structure/form"),
    ("search", "structure/form"),
    ("meta", "structure/byline"),
    ("date", "structure/byline"),
    ("legal", "structure/legal"),
    ("modal", "structure/hidden"),
    ("media", "structure/media"),
];

/// The role of a block. `keep`: what the path decided, which settles the doubt between content and boilerplate.
pub(crate) fn label(
    at: usize,
    document: &Document,
    analysis: &Analysis,
    rules: &RuleSet,
    keep: bool,
) -> Label {
    let block = &document.blocks[at];
    let ruled = analysis
        .signals
        .blocks
        .get(at)
        .and_then(|signal| signal.rules.first());
    if let Some((index, rule)) =
        ruled.and_then(|index| rules.rule(*index).map(|rule| (*index, rule)))
        && (!keep || rule.strength() != crate::rules::Strength::Weak)
        && rule.role().is_boilerplate() != keep
    {
        return Label {
            role: rule.role(),
            rule: Some(index),
            structural: "",
        };
    }
    if keep {
        return Label {
            role: content_role(block, analysis),
            rule: None,
            structural: "",
        };
    }
    let id = structural_id(at, document, analysis);
    // As most are.
    let role = if id == OUTSIDE {
        Role::Navigation
    } else {
        let known = STRUCTURAL.iter().find(|(known, ..)| *known == id);
        known.map_or(Role::Navigation, |(_, role, _)| *role)
    };
    Label {
        role,
        rule: None,
        structural: id,
    }
}

/// Why a structural rule leaves a block out, in words.
pub(crate) fn structural_reason(id: &str) -> &'static str {
    STRUCTURAL
        .iter()
        .find(|(known, ..)| *known == id)
        .map_or("", |(.., why)| why)
}

fn content_role(block: &Block, analysis: &Analysis) -> Role {
    use crate::classify::PageKind;
    match block.kind {
        BlockKind::Heading(_) => Role::Heading,
        BlockKind::ListItem { .. } => Role::List,
        BlockKind::Code => Role::Code,
        BlockKind::TableRow => Role::Table,
        BlockKind::Caption => Role::Caption,
        _ => match analysis.kind {
            PageKind::Forum => Role::Post,
            PageKind::Listing | PageKind::Collection => Role::Card,
            _ => Role::Prose,
        },
    }
}

fn structural_id(at: usize, document: &Document, analysis: &Analysis) -> &'static str {
    let block = &document.blocks[at];
    let copy = analysis.context.copies.get(at).copied().unwrap_or_default();
    if analysis
        .signals
        .blocks
        .get(at)
        .is_some_and(|signal| signal.title == Some(super::TitleMatch::Equal))
    {
        return "structure/title";
    }
    let signal = analysis.signals.blocks.get(at);
    if let Some(signal) = signal.filter(|signal| !signal.structural.is_empty()) {
        return signal.structural;
    }
    if analysis.threads.iter().any(|lines| lines.contains(&at)) {
        return "structure/comment-thread";
    }
    let points = analysis.points.get(at).copied().unwrap_or_default();
    let only_copy = copy.earlier > 0 && points == super::unity::GONE;
    let Some(structure) = &block.structure else {
        return match copy.earlier + copy.later {
            0 => OUTSIDE,
            _ if only_copy => "structure/copy",
            _ => "structure/repeated-line",
        };
    };
    if copy.earlier > 0 && (block.measures.words >= 25 || only_copy) {
        return "structure/copy";
    }
    id_of_place(block, structure, document)
}

/// What the place of a block on the page says, the nearest first.
fn id_of_place(block: &Block, structure: &Structure, document: &Document) -> &'static str {
    let container = document.containers.get(structure.container as usize);
    let near = container.map_or_else(Hints::default, |container| {
        container.hints.union(structure.inline)
    });
    let far = container.map_or_else(Hints::default, |container| container.inherited);
    let by_hint = |hints: Hints| {
        let mut roles = hint_roles().iter().filter(|_| !hints.is_empty());
        let known = roles.find(|(known, _)| known.meets(hints));
        known.map(|(_, id)| *id)
    };
    let zone = structure.zone;
    if let Some(id) = by_hint(near) {
        return id;
    }
    match zone {
        _ if zone.has(Zone::COMMENT_MARK) => "structure/comments",
        _ if zone.has(Zone::NAV) => "structure/navigation",
        _ if zone.has(Zone::CAPTION) => "structure/caption",
        _ if zone.has(Zone::FORM)
            || zone.has(Zone::BUTTON)
            || zone.has(Zone::SELECT)
            || zone.has(Zone::LABEL) =>
        {
            "structure/form"
        }
        _ if zone.has(Zone::MEDIA) => "structure/media",
        _ => by_hint(far).unwrap_or(match zone {
            _ if zone.has(Zone::HIDDEN) || zone.has(Zone::ARIA_HIDDEN) => "structure/hidden",
            _ if zone.has(Zone::FOOTER) || zone.has(Zone::HEADER) => "structure/navigation",
            _ if zone.has(Zone::ASIDE) => "structure/related",
            _ if block.measures.link_density() > 0.6 => "structure/links",
            _ => OUTSIDE,
        }),
    }
}
