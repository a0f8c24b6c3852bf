//! Lines of one form that come again and again: what stands over readers' comments, the dates under teasers, the
//! buttons of cards. A thread or a list of cards after an article is a series that starts late; in a forum, a live blog
//! or a listing, the series is the text.

use rustc_hash::FxHashMap;

use crate::classify::DATED;
use crate::classify::Role;
use crate::classify::context::Context;
use crate::classify::labels::step;
use crate::classify::signals::Signals;
use crate::classify::text::is_long_prose;
use crate::classify::text::lines::prefix;
use crate::document::{Block, Document};

/// Members from which lines of one form are a series.
const MEMBERS: usize = 3;
/// Lines and words between two members beyond which a series ends.
const WIDEST: usize = 30;
const WORDIEST: u32 = 900;
/// Forms, amounts of prose before and openers, as [`Series::place`] counts them.
pub(super) const PLACES: usize = 8 * 4 * 3;
/// Words up to which a line can be a member.
const LONGEST: u32 = DATED;

/// What the members of a series have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// A day.
    Date,
    /// A day with its hour, or how long ago something was said.
    Moment,
    Says,
    Comments,
    Byline,
    Related,
    Number,
    /// The same text, by its hash.
    Copy(u64),
}

impl Form {
    /// Number of the form, for features.
    pub(super) fn label(self) -> usize {
        match self {
            Self::Date => 0,
            Self::Moment => 1,
            Self::Says => 2,
            Self::Comments => 3,
            Self::Byline => 4,
            Self::Related => 5,
            Self::Number => 6,
            Self::Copy(_) => 7,
        }
    }
}

/// What the lines above a series say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opener {
    Nothing,
    Comments,
    Related,
}

/// A series, and how much stands before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Series {
    pub(super) form: Form,
    pub(super) members: usize,
    /// First line, and the one behind the last.
    first: usize,
    end: usize,
    /// Words of a member and what follows it up to the next, in the mean.
    pub(super) words: u32,
    /// Words of long prose before it.
    pub(super) prose_before: u32,
    pub(super) opener: Opener,
}

impl Series {
    /// Under which form, how much prose and what opener the lines stand, as one number below [`PLACES`].
    pub(super) fn place(&self) -> usize {
        let before = step(self.prose_before, &[20, 80, 250]);
        (self.form.label() * 4 + before) * 3 + self.opener as usize
    }

    /// Whether it may be what readers wrote.
    fn is_of_comments(&self) -> bool {
        matches!(self.form, Form::Moment | Form::Says | Form::Comments)
    }
}

/// The series that each line is in, if any: of several, the one with most members.
#[derive(Debug, Default)]
pub(super) struct AllSeries {
    of_line: Vec<Option<u16>>,
    all: Vec<Series>,
}

impl AllSeries {
    pub(super) fn new(document: &Document, context: &Context, signals: &Signals) -> Self {
        let mut all = find(document, context, signals);
        // The most telling one is written last.
        all.sort_by_key(|series| (series.members, std::cmp::Reverse(series.form.label())));
        let mut of_line = vec![None; document.blocks.len()];
        for (number, series) in all.iter().enumerate() {
            of_line[series.first..series.end].fill(u16::try_from(number).ok());
        }
        Self { of_line, all }
    }

    /// The number of the series that a line is in.
    pub(super) fn number(&self, at: usize) -> Option<usize> {
        self.of_line.get(at).copied().flatten().map(usize::from)
    }

    /// What is to be known of each, by its number.
    pub(super) fn labels<L>(&self, label: impl Fn(&Series) -> L) -> Vec<L> {
        self.all.iter().map(label).collect()
    }

    /// The first line of any series.
    pub(super) fn first(&self) -> Option<usize> {
        self.all.iter().map(|series| series.first).min()
    }

    /// The series that looks most like readers' comments.
    pub(super) fn comments(&self) -> Option<&Series> {
        let those = self.all.iter().filter(|series| series.is_of_comments());
        those.max_by_key(|series| (series.opener == Opener::Comments, series.members))
    }

    /// The longest series.
    pub(super) fn longest(&self) -> Option<&Series> {
        self.all.last()
    }
}

fn find(document: &Document, context: &Context, signals: &Signals) -> Vec<Series> {
    let mut members: FxHashMap<Form, Vec<usize>> = FxHashMap::default();
    for (at, block) in document.blocks.iter().enumerate() {
        if let Some(form) = form(at, block, document, context, signals) {
            members.entry(form).or_default().push(at);
        }
    }
    if members.values().all(|lines| lines.len() < MEMBERS) {
        return Vec::new();
    }
    let facts = &context.facts;
    let prose = prefix(facts.forms.len(), |at| {
        if facts.forms[at].is_long_prose() {
            facts.words[at]
        } else {
            0
        }
    });
    let words = |from: usize, to: usize| context.words[to].saturating_sub(context.words[from]);
    let mut all = Vec::new();
    for (form, lines) in members {
        let apart =
            |one: &usize, next: &usize| next - one <= WIDEST && words(*one, *next) <= WORDIEST;
        for chain in lines.chunk_by(apart).filter(|chain| chain.len() >= MEMBERS) {
            let (first, last) = (chain[0], chain[chain.len() - 1]);
            let step = (last - first) / (chain.len() - 1);
            let end = (last + step.max(1)).min(document.blocks.len());
            all.push(Series {
                form,
                members: chain.len(),
                first,
                end,
                words: words(first, last) / u32::try_from(chain.len() - 1).unwrap_or(1),
                prose_before: prose[first],
                opener: opener(first, document, signals),
            });
        }
    }
    all.sort_by_key(|series| {
        (
            series.first,
            series.end,
            series.form.label(),
            series.members,
        )
    });
    all
}

/// Lines above a series in which its opener may stand: the first entry's name and menus are between them.
const ABOVE: usize = 12;

/// The nearest line above a series that says what follows.
fn opener(first: usize, document: &Document, signals: &Signals) -> Opener {
    for at in (first.saturating_sub(ABOVE)..first).rev() {
        if is_long_prose(&document.blocks[at]) {
            break;
        }
        if signals.speaks_for(at, Role::Comments) {
            return Opener::Comments;
        }
        if signals.speaks_for(at, Role::Related) {
            return Opener::Related;
        }
    }
    Opener::Nothing
}

fn form(
    at: usize,
    block: &Block,
    document: &Document,
    context: &Context,
    signals: &Signals,
) -> Option<Form> {
    if context.facts.words[at] > LONGEST {
        // What readers say to the author may be long.
        return signals
            .speaks_for(at, Role::Comments)
            .then_some(Form::Comments);
    }
    let m = &block.measures;
    let text = document.text.get(block.span.clone())?;
    if says(text) {
        return Some(Form::Says);
    }
    if m.numbers > 0 && (has_hour(text) || is_relative_time(text)) {
        return Some(Form::Moment);
    }
    if m.numbers > 0 && signals.is_dated(at) {
        return Some(Form::Date);
    }
    let by_rule = [
        (Role::Comments, Form::Comments),
        (Role::Byline, Form::Byline),
        (Role::Related, Form::Related),
    ];
    if let Some((_, form)) = by_rule
        .into_iter()
        .find(|(role, _)| signals.speaks_for(at, *role))
    {
        return Some(form);
    }
    if m.words <= 1 && m.numbers > 0 {
        return Some(Form::Number);
    }
    let copy = context.copies.get(at)?;
    (copy.earlier + copy.later >= 2)
        .then(|| Form::Copy(context.hashes.get(at).copied().unwrap_or(0)))
}

/// Verbs that end the line over a comment ("Nancy says:").
const SAYS: [&str; 14] = [
    "says",
    "said",
    "wrote",
    "writes",
    "replied",
    "commented",
    "schreibt",
    "schrieb",
    "sagt",
    "sagte",
    "dit",
    "dice",
    "scrive",
    "zegt",
];

fn says(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_part = |byte: &u8| !matches!(byte, b':' | b' ');
    let Some(last) = bytes.iter().rposition(is_part) else {
        return false;
    };
    // The last letters of these verbs.
    if !matches!(bytes[last], b's' | b'd' | b'e' | b't' | b'b') {
        return false;
    }
    let text = text.get(..=last).unwrap_or_default();
    let verb = text.rsplit(' ').next().unwrap_or_default();
    verb.len() < text.len() && SAYS.contains(&verb)
}

/// "6:34 am", "15:53": an hour with its minutes.
fn has_hour(text: &str) -> bool {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    memchr::memchr_iter(b':', text.as_bytes())
        .any(|at| at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2))
}

/// "2h ago", "vor 3 Tagen": how long ago something was published.
fn is_relative_time(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "ago",
        "vor",
        "il y a",
        "hace",
        "fa",
        "geleden",
        "temu",
        "назад",
        "önce",
        "há",
    ];
    if text.len() > 60 {
        return false;
    }
    let text = text.trim();
    // What is ASCII is lowered in place.
    let (mut place, other) = (
        [0; 60],
        if text.is_ascii() {
            None
        } else {
            Some(text.to_lowercase())
        },
    );
    let lower = match (&other, place.get_mut(..text.len())) {
        (None, Some(place)) => {
            place.copy_from_slice(text.as_bytes());
            place.make_ascii_lowercase();
            std::str::from_utf8(place).unwrap_or_default()
        }
        _ => other.as_deref().unwrap_or_default(),
    };
    let bytes = lower.as_bytes();
    let ends = |after: &[u8]| matches!(after.first(), None | Some(b' ' | b'.' | b',' | b')'));
    let is_one = |at: usize| {
        let rest = bytes.get(at..).unwrap_or_default();
        // The bytes these words start with.
        let may_be = matches!(
            rest.first(),
            Some(b'a' | b'v' | b'i' | b'h' | b'f' | b'g' | b't' | 0xc3 | 0xd0)
        );
        let words = WORDS.iter().filter(|_| may_be);
        let mut after = words.filter_map(|word| rest.strip_prefix(word.as_bytes()));
        after.any(ends)
    };
    let mut is_start = true;
    bytes.iter().enumerate().any(|(at, byte)| {
        let starts = std::mem::replace(&mut is_start, *byte == b' ');
        starts && is_one(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cleaner;
    use crate::source::{Format, Source};

    const PROSE: &str = "The council met on Tuesday evening and voted for the plan after a debate of four hours, \
        which nobody in the town had thought possible a year before.";

    fn series_of(text: &str) -> AllSeries {
        let (document, context, signals) =
            Cleaner::default().evidence(&Source::decoded(text, Format::Text));
        AllSeries::new(&document, &context, &signals)
    }

    #[test]
    fn comments_after_an_article_are_a_series_that_starts_late() {
        let comments = ["Ann", "Berta", "Carl", "Dora"].map(|name| {
            format!("{name} says:\nThat is what I have said for years, and now it is so.")
        });
        let text = format!("{}\n{}", [PROSE; 4].join("\n"), comments.join("\n"));
        let all = series_of(&text);
        let series = all
            .number(6)
            .map(|number| all.all[number])
            .expect("a comment is in a series");
        assert_eq!((series.form, series.members), (Form::Says, 4));
        assert!(series.prose_before > 90 && all.number(2).is_none());
        assert_eq!(
            (all.first(), all.longest().map(|series| series.members)),
            (Some(4), Some(4))
        );
    }

    #[test]
    fn hours_and_openers_are_known() {
        let entry = |hour: u32| {
            format!("Ann B.\nMay 4, 2024 at {hour}:34 am\nThat is what I have said for years.")
        };
        let comments = [6, 7, 8, 9].map(entry).join("\n");
        let text = format!("{}\n4 Comments\n{comments}", [PROSE; 4].join("\n"));
        let all = series_of(&text);
        let series = all.comments().copied().expect("a series of comments");
        assert_eq!(
            (series.form, series.members, series.opener),
            (Form::Moment, 4, Opener::Comments)
        );
        assert!(has_hour("6:34 am") && !has_hour("a ratio of 3:1") && !has_hour("May 4, 2024"));
    }

    #[test]
    fn times_are_told_from_words_that_look_like_them() {
        for text in ["2h ago", "vor 3 Tagen", "il y a 5 heures", "3 days ago."] {
            assert!(is_relative_time(text), "{text}");
        }
        for text in ["3 chicago streets", "5 vorher", "No. 7", "2 fans"] {
            assert!(!is_relative_time(text), "{text}");
        }
        assert!(
            says("Nancy says:")
                && says("Karl schrieb")
                && !says("says")
                && !says("What she says matters")
        );
    }
}
