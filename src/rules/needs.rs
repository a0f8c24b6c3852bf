//! What any match of a pattern holds, by its bytes: told from the pattern, so that most texts need not be searched.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Capture, Class, Hir, HirKind, Repetition};

use super::bytes::by_bytes;
use crate::lanes;

/// A set of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ByteSet([u64; 4]);

impl ByteSet {
    const ALL: Self = Self([u64::MAX; 4]);

    /// The bytes of a text.
    pub(super) fn of(text: &[u8]) -> Self {
        let mut seen = [0_u8; 256];
        for &byte in text {
            seen[usize::from(byte)] = 1;
        }
        let mut set = [0; 4];
        for (at, eight) in seen.as_chunks::<8>().0.iter().enumerate() {
            let bits = lanes::gathered(u64::from_le_bytes(*eight));
            set[at / 8] |= u64::from(bits) << (8 * (at % 8));
        }
        Self(set)
    }

    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }

    fn unite(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// How likely a text has one of the bytes.
    fn commonness(&self) -> usize {
        let words = self.0.iter().zip((0..=u8::MAX).step_by(64));
        words
            .map(|(&word, base)| {
                let (mut rest, mut sum) = (word, 0);
                while let Ok(bit @ 0..64) = u8::try_from(rest.trailing_zeros()) {
                    sum += common(base + bit);
                    rest &= rest - 1;
                }
                sum
            })
            .sum()
    }
}

/// How common a byte is in text.
fn common(byte: u8) -> usize {
    usize::from(COMMON[usize::from(byte)])
}

static COMMON: [u8; 256] = {
    let mut common = [1; 256];
    let letters = b"zqxjkvbpygfwmucldrhsnioate ";
    let mut place = 0;
    while place < letters.len() {
        #[allow(clippy::cast_possible_truncation)] // below 27
        let rank = place as u8 + 2;
        common[letters[place] as usize] = rank;
        place += 1;
    }
    common
};

/// With which bytes a text starts and ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct EndBytes {
    first: ByteSet,
    last: ByteSet,
}

impl Default for EndBytes {
    /// Any.
    fn default() -> Self {
        let (first, last) = (ByteSet::ALL, ByteSet::ALL);
        Self { first, last }
    }
}

impl EndBytes {
    /// Whether a text starts and ends so; of an empty one it is not known.
    pub(super) fn may_be_of(&self, text: &[u8]) -> bool {
        let is_in = |set: &ByteSet, byte: Option<&u8>| byte.is_none_or(|&byte| set.has(byte));
        is_in(&self.first, text.first()) && is_in(&self.last, text.last())
    }
}

/// Conditions without which a pattern does not match.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// How a text that matches starts and ends.
    pub(super) ends: EndBytes,
    /// Sets of bytes, of each of which the text holds one at least.
    any: Vec<ByteSet>,
    /// The pattern without its large bounds on repetitions, where it has such.
    pub(super) loose: Option<Loose>,
    /// No match starts or ends within a character.
    pub(super) is_whole: bool,
    /// The pattern itself; `None` where it does not parse.
    pub(super) exact: Option<Hir>,
}

/// A pattern without bounds on repetitions: it matches wherever the pattern does. Its automaton is small, while a bound
/// of 100 makes 100 states of one.
#[derive(Debug)]
pub(super) struct Loose {
    pub(super) pattern: Hir,
    /// The smallest bound taken away: in a text of no more bytes both match the same.
    pub(super) bound: usize,
}

/// Bounds from which on they are taken away.
const LARGE: u32 = 20;

/// How many sets are worth asking for.
const MOST: usize = 4;

impl Needs {
    /// What a pattern needs; `from_start`, `to_end`: whether it matches at the start and the end of a text alone.
    pub(super) fn of(pattern: &str, from_start: bool, to_end: bool) -> Self {
        let parsed = ParserBuilder::new().utf8(false).build().parse(pattern);
        let Ok(hir) = parsed else {
            return Self::default();
        };
        let mut any = Vec::new();
        collect(&hir, &mut any);
        any.sort_by_cached_key(ByteSet::commonness);
        any.dedup();
        any.truncate(MOST);
        let (mut first, mut last) = (ByteSet::default(), ByteSet::default());
        let may_be_empty = edge(&hir, false, &mut first) | edge(&hir, true, &mut last);
        let mut is_whole = (0x80..0xc0).all(|byte| !first.has(byte));
        let known = |set: ByteSet, is_fixed: bool| {
            let is_known = is_fixed && !may_be_empty;
            if is_known { set } else { ByteSet::ALL }
        };
        is_whole &= ends_whole(&hir) != Ending::Cut;
        is_whole &= hir.properties().explicit_captures_len() == 0;
        let hir = by_bytes(hir);
        let loose = has_large(&hir).then(|| {
            let mut bound = u32::MAX;
            let pattern = unbound(&hir, &mut bound);
            Loose {
                pattern,
                bound: bound as usize,
            }
        });
        Self {
            loose,
            is_whole,
            exact: Some(hir),
            ends: EndBytes {
                first: known(first, from_start),
                last: known(last, to_end),
            },
            any,
        }
    }

    /// Whether a text that is made of these bytes may hold a match.
    pub(super) fn are_among(&self, bytes: &ByteSet) -> bool {
        self.any.iter().all(|set| set.meets(bytes))
    }
}

/// How a part of a pattern may end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// With a whole character, always.
    Whole,
    /// So, or it is empty.
    Empty,
    /// Within a character.
    Cut,
}

fn ends_whole(hir: &Hir) -> Ending {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Ending::Empty,
        HirKind::Literal(literal) if std::str::from_utf8(&literal.0).is_ok() => Ending::Whole,
        HirKind::Class(Class::Unicode(_)) => Ending::Whole,
        HirKind::Class(Class::Bytes(class)) if class.is_ascii() => Ending::Whole,
        HirKind::Literal(_) | HirKind::Class(Class::Bytes(_)) => Ending::Cut,
        HirKind::Capture(capture) => ends_whole(&capture.sub),
        HirKind::Repetition(repetition) => match ends_whole(&repetition.sub) {
            Ending::Whole if repetition.min == 0 => Ending::Empty,
            ending => ending,
        },
        HirKind::Concat(parts) => {
            let mut endings = parts.iter().rev().map(ends_whole);
            let last = endings.find(|ending| *ending != Ending::Empty);
            last.unwrap_or(Ending::Empty)
        }
        HirKind::Alternation(branches) => {
            let endings = branches.iter().map(ends_whole);
            endings.fold(Ending::Whole, |all, ending| match (all, ending) {
                (Ending::Cut, _) | (_, Ending::Cut) => Ending::Cut,
                (Ending::Empty, _) | (_, Ending::Empty) => Ending::Empty,
                _ => Ending::Whole,
            })
        }
    }
}

/// Whether a repetition has a large bound.
fn has_large(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(has_large),
        HirKind::Capture(capture) => has_large(&capture.sub),
        HirKind::Repetition(repetition) => is_large(repetition) || has_large(&repetition.sub),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => false,
    }
}

fn is_large(repetition: &Repetition) -> bool {
    let consumes = repetition.sub.properties().minimum_len() > Some(0);
    consumes && repetition.max.is_some_and(|max| max >= LARGE)
}

/// The pattern without its large bounds, the smallest of which becomes `bound`.
fn unbound(hir: &Hir, bound: &mut u32) -> Hir {
    if !has_large(hir) {
        return hir.clone();
    }
    let mut all = |parts: &[Hir]| parts.iter().map(|part| unbound(part, bound)).collect();
    match hir.kind() {
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(branches) => Hir::alternation(all(branches)),
        HirKind::Capture(capture) => Hir::capture(Capture {
            index: capture.index,
            name: capture.name.clone(),
            sub: Box::new(unbound(&capture.sub, bound)),
        }),
        HirKind::Repetition(repetition) => {
            let max = repetition.max.filter(|_| !is_large(repetition));
            if let (Some(max), None) = (repetition.max, max) {
                *bound = max.min(*bound);
            }
            Hir::repetition(Repetition {
                min: repetition.min,
                max,
                greedy: repetition.greedy,
                sub: Box::new(unbound(&repetition.sub, bound)),
            })
        }
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => hir.clone(),
    }
}

/// Adds the sets of which a match holds a byte each.
fn collect(hir: &Hir, sets: &mut Vec<ByteSet>) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => {
            let rarest = literal.0.iter().min_by_key(|&&byte| common(byte));
            sets.extend(rarest.map(|&byte| {
                let mut set = ByteSet::default();
                set.add(byte);
                set
            }));
        }
        HirKind::Class(class) => sets.push(lead_bytes(class)),
        HirKind::Repetition(repetition) if repetition.min == 0 => {}
        HirKind::Repetition(repetition) => collect(&repetition.sub, sets),
        HirKind::Capture(capture) => collect(&capture.sub, sets),
        HirKind::Concat(parts) => parts.iter().for_each(|part| collect(part, sets)),
        HirKind::Alternation(branches) => {
            let mut all = ByteSet::default();
            for branch in branches {
                let mut own = Vec::new();
                collect(branch, &mut own);
                let Some(best) = own.iter().min_by_key(|set| set.commonness()) else {
                    return;
                };
                all.unite(best);
            }
            sets.push(all);
        }
    }
}

/// Adds the bytes that a match may start with, or end with, and says whether it may be empty.
fn edge(hir: &Hir, at_end: bool, set: &mut ByteSet) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            let bytes = &literal.0;
            let byte = if at_end { bytes.last() } else { bytes.first() };
            if let Some(&byte) = byte {
                set.add(byte);
            }
            bytes.is_empty()
        }
        HirKind::Class(class) => {
            set.unite(&if at_end {
                last_bytes(class)
            } else {
                lead_bytes(class)
            });
            false
        }
        HirKind::Repetition(repetition) => {
            edge(&repetition.sub, at_end, set) || repetition.min == 0
        }
        HirKind::Capture(capture) => edge(&capture.sub, at_end, set),
        HirKind::Concat(parts) if at_end => parts.iter().rev().all(|part| edge(part, at_end, set)),
        HirKind::Concat(parts) => parts.iter().all(|part| edge(part, at_end, set)),
        HirKind::Alternation(branches) => {
            let mut may_be_empty = false;
            for branch in branches {
                may_be_empty |= edge(branch, at_end, set);
            }
            may_be_empty
        }
    }
}

/// The last bytes of the characters of a class; of those outside ASCII all that may be.
fn last_bytes(class: &Class) -> ByteSet {
    let Class::Unicode(class) = class else {
        return lead_bytes(class);
    };
    let mut set = ByteSet::default();
    for range in class.iter() {
        let ascii = (range.start()..=range.end()).take_while(char::is_ascii);
        ascii.for_each(|c| set.add(u8::try_from(c).unwrap_or(0)));
        if !range.end().is_ascii() {
            (0x80..=0xbf).for_each(|byte| set.add(byte));
        }
    }
    set
}

/// The first bytes of the characters of a class.
fn lead_bytes(class: &Class) -> ByteSet {
    let mut set = ByteSet::default();
    let lead = |c: char| {
        let mut buffer = [0; 4];
        c.encode_utf8(&mut buffer);
        buffer[0]
    };
    match class {
        Class::Unicode(class) => class.iter().for_each(|range| {
            let leads = lead(range.start())..=lead(range.end());
            let goes_on = |byte: &u8| (0x80..0xc2).contains(byte);
            leads
                .filter(|byte| !goes_on(byte))
                .for_each(|byte| set.add(byte));
        }),
        Class::Bytes(class) => class.iter().for_each(|range| {
            (range.start()..=range.end()).for_each(|byte| set.add(byte));
        }),
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(pattern: &str, text: &str) -> bool {
        let needs = Needs::of(&format!(r"\A\s*(?:{pattern})"), true, false);
        let text = text.as_bytes();
        needs.ends.may_be_of(text) && needs.are_among(&ByteSet::of(text))
    }

    #[test]
    fn a_date_starts_with_a_digit_and_has_a_mark() {
        let date = "(?-u)[0-9]{4}[-/.][0-9]{1,2}|[0-9]{1,2}:[0-9]{2}(?:h|Uhr)?";
        assert!(passes(date, "2024-05 and") && passes(date, " 10:30"));
        assert!(!passes(date, "On 2024-05") && !passes(date, "2024 05"));
    }

    #[test]
    fn what_ends_a_text_is_known() {
        let ends = |pattern: &str, text: &str| {
            let needs = Needs::of(&format!(r"(?:{pattern})\s*\z"), false, true);
            needs.ends.may_be_of(text.as_bytes())
        };
        let pattern = "(?-u)More: [^.!?]{9,140}[^.!?\\s](?:am|pm)?";
        assert!(ends(pattern, "More: ten walks") && ends(pattern, "More: ten walks "));
        assert!(ends(pattern, "More: zehn Züge über Köln hin zum Café"));
        assert!(!ends(pattern, "More: ten walks.") && !ends("[0-9]+(?:h|Uhr)", "10 Uhr."));
        assert!(ends("[0-9]+(?:h|é)", "10é") && ends("x*", "anything"));
    }

    #[test]
    fn letters_count_in_either_case_and_in_any_script() {
        assert!(passes("(?i)écrit par", "ÉCRIT PAR"));
        assert!(passes("(?:Фото|Foto):", "Фото:") && passes("(?:Фото|Foto):", "Foto:"));
        assert!(!passes("(?:Фото|Foto):", "Photo:") && !passes("(?:Фото|Foto):", "Foto"));
    }

    #[test]
    fn a_pattern_without_bounds_matches_where_it_does() {
        let loose = |pattern: &str| Needs::of(pattern, false, false).loose;
        let found = loose(r"(?-u)\A([^\n]{0,260}?)(?:Photo|\xc2\xa9){1,2}:(.{2,40})").unwrap();
        assert_eq!(found.bound, 40);
        let regex = regex::bytes::Regex::new(&found.pattern.to_string()).unwrap();
        let text = format!("{}Photo: {}", "a".repeat(300), "b".repeat(50));
        let groups = regex.captures(text.as_bytes()).unwrap();
        assert_eq!((groups[1].len(), groups[2].len()), (300, 51));
        assert!(loose("[0-9]{1,3}").is_none());
    }

    #[test]
    fn a_match_that_may_cut_a_character_is_known() {
        let is_whole = |pattern: &str| Needs::of(pattern, false, false).is_whole;
        assert!(is_whole(r"(?-u)\A[0-9]+(?:am|pm)?\s*\z") && is_whole("é[à-ü]*"));
        assert!(!is_whole(r"(?-u)By [^\n]{2,9}") && !is_whole(r"(?-u)[^a]b"));
        assert!(!is_whole("By (.*)"), "the group is what counts");
    }

    #[test]
    fn what_may_be_missing_is_not_needed() {
        assert!(passes("(?:a b|c)?d*", "x"));
        assert!(passes("(?:about )?(?:x|)y", "y"));
        assert!(passes("(", "a broken pattern decides nothing"));
    }
}
