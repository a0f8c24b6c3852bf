//! Where in a document a rule applies.

use super::Role;
use super::context::Context;
use super::signals::LITTLE_PROSE;
use crate::document::Document;
use crate::rules::Position;

/// Words of prose before a trailing rule applies.
const ENOUGH_PROSE: u32 = 80;
/// Words of prose below which a document has none to speak of: of a poem or a list, all words count.
const NO_PROSE: u32 = 40;
/// Blocks above comments and legal notes in which the article's prose ends.
const ABOVE: usize = 15;

/// Whether a rule of this position and role applies to a block.
pub(super) fn in_position(
    position: Position,
    role: Role,
    at: usize,
    context: &Context,
    document: &Document,
) -> bool {
    let before = context.prose_words.get(at).copied().unwrap_or(0);
    let own = document.blocks.get(at).map_or(0, |block| {
        if block.measures.is_prose() {
            block.measures.words
        } else {
            0
        }
    });
    let after = context
        .total_prose()
        .saturating_sub(before)
        .saturating_sub(own);
    match position {
        Position::Leading => before < 60 || before * 10 < context.total_prose(),
        // What readers wrote and other articles may outweigh a text's own words many times.
        Position::Trailing => {
            let above = context.prose_words.get(at.saturating_sub(ABOVE)).copied();
            let outweighed = document.is_text()
                && matches!(role, Role::Comments | Role::Legal)
                && before >= ENOUGH_PROSE
                && before >= above.unwrap_or(0) + LITTLE_PROSE;
            let has_prose = context.total_prose() >= NO_PROSE;
            let (before, after, total) = if has_prose {
                (before, after, context.total_prose())
            } else {
                words_around(at, context)
            };
            let enough = ENOUGH_PROSE.min(total / 2).max(20);
            before >= enough && after <= before.saturating_mul(2) || outweighed
        }
        Position::Inline => before > 0,
        _ => true,
    }
}

/// Words before a block, after it, and of the document.
fn words_around(at: usize, context: &Context) -> (u32, u32, u32) {
    let up_to = |at: usize| context.words.get(at).copied().unwrap_or(context.total());
    let total = context.total();
    (up_to(at), total.saturating_sub(up_to(at + 1)), total)
}
