//! One document as data: its text in blocks, each with its fate and what speaks for and against it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use unchaff::record::words;
use unchaff::{Action, BlockKind, Evidence, Explanation, Origin, PageKind, TitleSource, Verdict};

use super::{Names, Row, RuleSum, Sum, role_number};
use crate::output::is_control;

/// Characters of a block that are shown unless all are asked for.
const SHORT: usize = 2000;
/// Pieces of evidence a block that stand alone; the others are summed.
const EVIDENCE: usize = 8;
/// The same where there is little to ask.
const EVIDENCE_OF_CERTAIN: usize = 4;
/// A margin from which a block is certain.
const CERTAIN: f32 = 4.0;
/// Title candidates that are shown.
const CANDIDATES: usize = 12;

/// What the script knows of a document.
#[derive(Debug, Serialize)]
pub(super) struct Detail {
    title: String,
    url: Option<String>,
    language: Option<String>,
    origin: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    /// Text, place and points.
    titles: Vec<(String, &'static str, Option<f32>)>,
    blocks: Vec<Part>,
    #[serde(skip)]
    numbers: Numbers,
}

/// A document in numbers.
#[derive(Debug, Default)]
struct Numbers {
    kind: &'static str,
    words: u64,
    gone: u64,
    certainty: f32,
    by_rule: BTreeMap<usize, u64>,
}

/// A block. It is written as a list, because a run has a million of them.
#[derive(Debug)]
struct Part {
    /// Number of its form in [`FORMS`].
    form: usize,
    /// Shortened.
    text: String,
    words: u64,
    /// 0 kept, 1 title, 2 left out, 3 kept in part.
    action: u8,
    role: usize,
    /// The deciding one first.
    rules: Vec<usize>,
    /// Number and tenths of points, one after the other; -1 is what is summed.
    evidence: Vec<i64>,
    /// The text in pieces, and whether each is left out; where only a part is.
    pieces: Option<Vec<(String, bool)>>,
    /// Words that are not shown.
    hidden: u64,
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        list.serialize_element(&self.form)?;
        list.serialize_element(&self.text)?;
        list.serialize_element(&self.words)?;
        list.serialize_element(&self.action)?;
        list.serialize_element(&self.role)?;
        list.serialize_element(&self.rules)?;
        list.serialize_element(&self.evidence)?;
        if self.hidden > 0 || self.pieces.is_some() {
            list.serialize_element(&self.hidden)?;
            list.serialize_element(&self.pieces)?;
        }
        list.end()
    }
}

impl Detail {
    pub(super) fn new(
        explanation: &Explanation,
        url: Option<&str>,
        full: bool,
        names: &mut Names,
    ) -> Self {
        let article = explanation.article();
        let metadata = &article.metadata;
        let titles = explanation.title_candidates().into_iter().take(CANDIDATES);
        let mut numbers = Numbers {
            kind: metadata.page_kind.map_or("", PageKind::name),
            certainty: round(metadata.confidence, 100.0),
            ..Numbers::default()
        };
        let blocks = explanation
            .verdicts()
            .iter()
            .map(|verdict| part(explanation, verdict, full, names, &mut numbers));
        Self {
            title: clear(article.title.as_deref().unwrap_or_default()),
            url: url.map(clear),
            language: metadata.language.as_deref().map(clear),
            origin: match explanation.document().origin() {
                Origin::Text => "plain text",
                Origin::StructuredData => "structured data",
                Origin::PageState => "page state",
                Origin::Noscript => "noscript",
                _ => "page",
            },
            notes: explanation.notes().iter().map(|note| clear(note)).collect(),
            titles: titles
                .map(|(title, points)| {
                    let points = points.map(|points| round(points, 100.0));
                    (clear(&title.text), TitleSource::name(title.source), points)
                })
                .collect(),
            blocks: blocks.collect(),
            numbers,
        }
    }

    /// The document in numbers, under its name.
    pub(super) fn row(&self, name: &str) -> Row {
        let numbers = &self.numbers;
        Row(
            clear(name),
            self.title.clone(),
            numbers.kind,
            numbers.words,
            numbers.gone,
            numbers.certainty,
            numbers
                .by_rule
                .iter()
                .map(|(at, words)| (*at, *words))
                .collect(),
        )
    }
}

fn part(
    explanation: &Explanation,
    verdict: &Verdict,
    full: bool,
    names: &mut Names,
    numbers: &mut Numbers,
) -> Part {
    let slice = |span: Range<usize>| explanation.document().text().get(span).unwrap_or_default();
    let text = slice(verdict.span());
    let count = words(text);
    let lost = match verdict.action() {
        Action::LeaveOut => count,
        Action::Trim(parts) => parts.iter().cloned().map(|part| words(slice(part))).sum(),
        _ => 0,
    };
    let rules = rules(verdict, names);
    numbers.words += count;
    numbers.gone += lost;
    if let Some(rule) = rules.first().copied().filter(|_| lost > 0) {
        *numbers.by_rule.entry(rule).or_default() += lost;
        let rule = names
            .rules
            .list
            .get_mut(rule)
            .map(|(_, rule)| &mut rule.sum);
        let role = names.roles.entry(verdict.role()).or_default();
        for sum in rule.into_iter().chain([role]) {
            sum.words += lost;
            sum.blocks += 1;
        }
    }
    let trimmed = match verdict.action() {
        Action::Trim(parts) => Some(pieces(verdict.span(), parts, slice)),
        _ => None,
    };
    let (shown, hidden) = shorten(text, full || trimmed.is_some());
    let block = explanation.document().blocks().get(verdict.block());
    Part {
        form: block.map_or(0, |block| form(block.kind())),
        text: clear(shown),
        words: count,
        action: match verdict.action() {
            Action::Title => 1,
            Action::LeaveOut => 2,
            Action::Trim(_) => 3,
            _ => 0,
        },
        role: role_number(verdict.role()),
        rules,
        evidence: evidence(&explanation.evidence(verdict), verdict.margin(), names),
        pieces: trimmed,
        hidden,
    }
}

/// The numbers of the rules that speak about a block. What a rule says is known of the one that decided.
fn rules(verdict: &Verdict, names: &mut Names) -> Vec<usize> {
    let mut numbers = Vec::with_capacity(verdict.rules().len());
    for id in verdict.rules() {
        numbers.push(names.rules.number(id, RuleSum::default));
    }
    let first = numbers.first().and_then(|at| names.rules.list.get_mut(*at));
    if let Some((_, rule)) = first.filter(|(_, rule)| rule.why.is_empty()) {
        *rule = RuleSum {
            why: clear(verdict.reason()),
            role: role_number(verdict.role()),
            sum: Sum::default(),
        };
    }
    numbers
}

fn evidence(found: &[Evidence], margin: f32, names: &mut Names) -> Vec<i64> {
    let alone = if margin < CERTAIN {
        EVIDENCE
    } else {
        EVIDENCE_OF_CERTAIN
    };
    let mut list = Vec::with_capacity(2 * alone + 2);
    for one in found.iter().take(alone) {
        let at = names.evidence.number(&one.name(), || one.meaning());
        list.extend([i64::try_from(at).unwrap_or(-1), tenths(one.points())]);
    }
    let rest: f32 = found.iter().skip(alone).map(Evidence::points).sum();
    if tenths(rest) != 0 {
        list.extend([-1, tenths(rest)]);
    }
    list
}

#[expect(clippy::cast_possible_truncation, reason = "points are small")]
fn tenths(points: f32) -> i64 {
    (points * 10.0).round() as i64
}

fn pieces<'a>(
    span: Range<usize>,
    gone: &[Range<usize>],
    slice: impl Fn(Range<usize>) -> &'a str,
) -> Vec<(String, bool)> {
    let (mut pieces, mut from) = (Vec::new(), span.start);
    for part in gone {
        pieces.push((clear(slice(from..part.start)), false));
        pieces.push((clear(slice(part.clone())), true));
        from = part.end;
    }
    pieces.push((clear(slice(from..span.end)), false));
    pieces.retain(|(text, _)| !text.is_empty());
    pieces
}

/// The start of a long text, and how many words follow.
fn shorten(text: &str, full: bool) -> (&str, u64) {
    let end = text.char_indices().nth(SHORT).filter(|_| !full);
    match end.and_then(|(at, _)| text.split_at_checked(at)) {
        Some((shown, rest)) => (shown, words(rest)),
        None => (text, 0),
    }
}

/// The forms of blocks.
pub(super) const FORMS: [&str; 13] = [
    "line",
    "heading 1",
    "heading 2",
    "heading 3",
    "heading 4",
    "heading 5",
    "heading 6",
    "paragraph",
    "list item",
    "quotation",
    "code",
    "table row",
    "caption",
];

fn form(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Heading(level) => usize::from(level.min(6)),
        BlockKind::Paragraph => 7,
        BlockKind::ListItem { .. } => 8,
        BlockKind::Quote => 9,
        BlockKind::Code => 10,
        BlockKind::TableRow => 11,
        BlockKind::Caption => 12,
        _ => 0,
    }
}

fn clear(text: &str) -> String {
    visible(text).into_owned()
}

/// A text with its control characters shown as pictures, so that they are seen and do nothing.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return text.into();
    }
    let picture = |char: char| match char {
        '\u{7f}' => '\u{2421}',
        '\0'..='\u{1f}' if is_control(char) => {
            char::from_u32(0x2400 + u32::from(char)).unwrap_or('\u{fffd}')
        }
        _ if is_control(char) => '\u{fffd}',
        _ => char,
    };
    text.chars().map(picture).collect::<String>().into()
}

fn round(value: f32, steps: f32) -> f32 {
    (value * steps).round() / steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_pictures() {
        assert_eq!(visible("a\u{1b}[31m\u{7f}\u{9b}é\n"), "a␛[31m␡\u{fffd}é\n");
    }

    #[test]
    fn a_part_of_a_block_is_set_apart() {
        let text = "Prose. Share this. More.";
        let cut = 7..18;
        let found = pieces(0..text.len(), &[cut], |span| &text[span]);
        let found: Vec<_> = found
            .iter()
            .map(|(text, gone)| (text.as_str(), *gone))
            .collect();
        assert_eq!(
            found,
            [("Prose. ", false), ("Share this.", true), (" More.", false)]
        );
    }
}
