//! A line cut at its separators: `Headline | Section - Site name`.

use std::ops::Range;

/// More separators of one line are not cut at.
const MAX_CUTS: usize = 7;

/// What stands between two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// `|`, in any width.
    Bar,
    /// A hyphen or dash.
    Dash,
    Colon,
    /// `»`, `·`, `/` and others.
    Sign,
}

/// A stretch of whole pieces.
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) left: Option<Separator>,
    pub(super) right: Option<Separator>,
    /// What was cut off.
    pub(super) before: &'a str,
    pub(super) after: &'a str,
    /// How many pieces were cut off at the end.
    pub(super) pieces_after: usize,
}

impl Piece<'_> {
    pub(super) fn is_whole(&self) -> bool {
        self.left.is_none() && self.right.is_none()
    }
}

/// All stretches of whole pieces, the whole line among them.
pub(super) fn pieces(line: &str) -> Vec<Piece<'_>> {
    let cuts = cuts(line);
    let starts = std::iter::once((0, None, 0))
        .chain(cuts.iter().map(|cut| (cut.0.end, Some(cut.1), cut.0.start)));
    let mut out = Vec::new();
    for (at, (start, left, before_end)) in starts.enumerate() {
        let rest = cuts.get(at..).unwrap_or_default();
        let ends = rest.iter().map(|cut| (cut.0.start, Some(cut.1), cut.0.end));
        let ends = ends.chain([(line.len(), None, line.len())]);
        for (number, (end, right, after_start)) in ends.enumerate() {
            let text = line.get(start..end).unwrap_or_default().trim();
            if !text.is_empty() {
                out.push(Piece {
                    text,
                    left,
                    right,
                    before: line.get(..before_end).unwrap_or_default().trim(),
                    after: line.get(after_start..).unwrap_or_default().trim(),
                    pieces_after: rest.len() - number,
                });
            }
        }
    }
    out
}

/// Separators and their place, white space included; never at an end of the line.
fn cuts(line: &str) -> Vec<(Range<usize>, Separator)> {
    let mut cuts: Vec<(Range<usize>, Separator)> = Vec::new();
    let mut previous = ' ';
    for (at, c) in line.char_indices() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            previous = c;
            continue;
        }
        let after = line.get(at + c.len_utf8()..).unwrap_or_default();
        let next = after.chars().next().unwrap_or(' ');
        if let Some(separator) = separator(previous, c, next)
            && cuts.len() < MAX_CUTS
        {
            let start = line.get(..at).unwrap_or_default().trim_end().len();
            let end = line.len() - after.trim_start().len();
            let merged = cuts.last_mut().filter(|last| last.0.end >= at);
            if let Some(last) = merged {
                last.0.end = end;
            } else if start > 0 && end < line.len() {
                cuts.push((start..end, separator));
            }
        }
        previous = c;
    }
    cuts.retain(|cut| cut.0.end < line.len());
    cuts
}

fn separator(previous: char, c: char, next: char) -> Option<Separator> {
    let spaced = previous.is_whitespace() && next.is_whitespace();
    let half_spaced = previous.is_whitespace() != next.is_whitespace();
    let dense = |c: char| c > '\u{2e7f}';
    match c {
        '|' | '｜' => Some(Separator::Bar),
        '-' | '–' | '—' | '‒' | '－' if spaced || half_spaced => Some(Separator::Dash),
        '-' | '_' | '－' | '—' if dense(previous) && (dense(next) || next.is_alphanumeric()) => {
            Some(Separator::Dash)
        }
        ':' if next.is_whitespace() => Some(Separator::Colon),
        '»' | '·' | '•' | '/' | '←' | '«' | '›' | '>' | '∙' | '⋆' | '~' if spaced => {
            Some(Separator::Sign)
        }
        ':' | '/' if c == next && previous.is_whitespace() => Some(Separator::Sign),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Vec<&str> {
        let firsts = pieces(line)
            .into_iter()
            .filter(|piece| piece.before.is_empty());
        firsts.map(|piece| piece.text).collect()
    }

    #[test]
    fn lines_are_cut_at_separators() {
        assert_eq!(
            cut("Bees return | Valley Post"),
            ["Bees return", "Bees return | Valley Post"]
        );
        assert_eq!(
            cut("Bees return- Valley Post"),
            ["Bees return", "Bees return- Valley Post"]
        );
        assert_eq!(cut("Bees: a tale"), ["Bees", "Bees: a tale"]);
        assert_eq!(
            cut("武汉的声音！-新华网"),
            ["武汉的声音！", "武汉的声音！-新华网"]
        );
        assert_eq!(
            cut("Well-known 9:30 and/or 3-4"),
            ["Well-known 9:30 and/or 3-4"]
        );
        assert_eq!(cut("Bees | "), ["Bees |"]);
        assert_eq!(cut("| - |"), ["| - |"]);
    }

    #[test]
    fn pieces_know_what_was_cut_off() {
        let all = pieces("A - B | C");
        let middle = all.iter().find(|piece| piece.text == "B").unwrap();
        assert_eq!(
            (middle.before, middle.after, middle.pieces_after),
            ("A", "C", 1)
        );
        assert_eq!(
            (middle.left, middle.right),
            (Some(Separator::Dash), Some(Separator::Bar))
        );
        assert_eq!(all.len(), 6);
    }
}
