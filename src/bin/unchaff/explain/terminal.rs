//! Explanations to read in a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::ops::Range;

use unchaff::record::{pretty, words};
use unchaff::{Action, BlockKind, Explanation, PageKind, Role, TitleSource, Verdict};

use super::data::json;
use super::slice;
use crate::args::{Color, Explain, Fate, Shown};
use crate::output;

/// Characters of a block that are shown unless all are asked for.
const SHORT: usize = 240;
/// The same beside what is left out of a block.
const SHORT_BESIDE: usize = 120;
/// Blocks of a run of left-out ones that are shown unless all are asked for.
const FIRST: usize = 3;
/// A margin below which a decision is in doubt: the odds are below three to one.
const DOUBT: f32 = 1.0;

/// Colours, or none.
#[derive(Debug, Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn gone(self, text: &str) -> String {
        self.with("2;9", text)
    }

    fn label(self, text: &str) -> String {
        self.with("33", text)
    }
}

/// A terminal that nobody asked to stay plain.
fn wants_color() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdout().is_terminal() && !set("NO_COLOR") && !dumb
}

/// How explanations are shown.
#[derive(Debug)]
pub(super) struct View {
    to: Shown,
    only: Option<Fate>,
    rule: Option<String>,
    full: bool,
    paint: Paint,
}

impl View {
    pub(super) fn new(args: &Explain) -> Self {
        Self {
            to: args.to,
            only: args.only,
            rule: args.rule.clone(),
            full: args.full,
            paint: Paint(match args.color {
                Color::Always => true,
                Color::Never => false,
                Color::Auto => wants_color(),
            }),
        }
    }

    /// One explanation, under its name where there are several.
    pub(super) fn show(&self, explanation: &Explanation, name: Option<&str>) -> Vec<u8> {
        match self.to {
            Shown::Text => self.text(explanation, name).into_bytes(),
            Shown::Json => {
                let line = json(explanation, name, |verdict| self.wants(verdict));
                let mut out = Vec::new();
                pretty(&line, &mut out);
                output::escape_controls(&mut out);
                out
            }
        }
    }

    /// Whether a block is among those asked for.
    fn wants(&self, verdict: &Verdict) -> bool {
        let fate = match (self.only, verdict.action()) {
            (None, _) | (Some(_), Action::Trim(_)) => true,
            (Some(Fate::Dropped), action) => *action == Action::LeaveOut,
            (Some(Fate::Kept), action) => *action != Action::LeaveOut,
        };
        let spoken = |rule: &String| verdict.rules().iter().any(|id| id == rule);
        fate && self.rule.as_ref().is_none_or(spoken)
    }

    fn text(&self, explanation: &Explanation, name: Option<&str>) -> String {
        let mut out = String::new();
        if let Some(name) = name {
            let name = format!("== {} ==", clear(name));
            let _ = writeln!(out, "{}", self.paint.bold(&name));
        }
        self.head(explanation, &mut out);
        let all = explanation.verdicts().iter();
        let wanted: Vec<&Verdict> = all.filter(|verdict| self.wants(verdict)).collect();
        let mut tight = false;
        for run in wanted.chunk_by(|one, next| belong(one, next)) {
            let listed = is_listed(explanation, run);
            if !(tight && listed) {
                out.push('\n');
            }
            tight = listed;
            self.run(explanation, run, &mut out);
        }
        self.summary(explanation, &mut out);
        out
    }

    fn head(&self, explanation: &Explanation, out: &mut String) {
        let article = explanation.article();
        let metadata = &article.metadata;
        let title = article.title.as_deref().unwrap_or("(none)");
        let from = metadata.title_source.map_or("", TitleSource::name);
        let _ = writeln!(out, "title       {}", self.paint.bold(&clear(title)));
        let kind = metadata.page_kind.map(PageKind::name);
        let confidence = format!("{:.2}", metadata.confidence);
        for (name, value) in [
            ("found in", Some(from).filter(|from| !from.is_empty())),
            ("page kind", kind),
            ("language", metadata.language.as_deref()),
            ("charset", metadata.charset),
            ("confidence", Some(confidence.as_str())),
        ] {
            if let Some(value) = value {
                let _ = writeln!(out, "{name:<11} {}", clear(value));
            }
        }
        for note in explanation.notes() {
            let _ = writeln!(out, "{:<11} {}", "note", clear(note));
        }
    }

    /// Blocks that go one way for one reason, and the reason.
    fn run(&self, explanation: &Explanation, run: &[&Verdict], out: &mut String) {
        let shown = if self.full || run.len() <= 2 * FIRST {
            run.len()
        } else {
            FIRST
        };
        let (shown, more) = run.split_at(shown);
        for verdict in shown {
            self.block(explanation, verdict, out);
        }
        if !more.is_empty() {
            let words: u64 = more
                .iter()
                .map(|verdict| words(slice(explanation, verdict.span())))
                .sum();
            let line = format!("… {} more like these, {words} words", more.len());
            let _ = writeln!(out, "- {}", self.paint.with("2", &line));
        }
        let Some(verdict) = run.first() else { return };
        let why = why(verdict);
        if *verdict.action() != Action::Keep && !why.is_empty() {
            let doubt = if is_gone(verdict) && verdict.margin() < DOUBT {
                " · in doubt"
            } else {
                ""
            };
            let line = format!("{}{doubt}", clear(&why));
            let _ = writeln!(out, "    {}", self.paint.label(&line));
        }
    }

    fn block(&self, explanation: &Explanation, verdict: &Verdict, out: &mut String) {
        let text = slice(explanation, verdict.span());
        let plain = |line: &str| line.to_owned();
        let (mark, shown, paint): (_, _, &dyn Fn(&str) -> String) = match verdict.action() {
            Action::Title => ("T ", self.short(text), &|line| self.paint.bold(line)),
            Action::LeaveOut => ("- ", self.short(text), &|line| self.paint.gone(line)),
            Action::Trim(parts) => ("~ ", self.trimmed(explanation, verdict, parts), &plain),
            _ => ("  ", self.short(text), &plain),
        };
        for (number, line) in shown.lines().enumerate() {
            let mark = if number == 0 { mark } else { "  " };
            let _ = writeln!(out, "{mark}{}", paint(line));
        }
    }

    /// A block with what is left out of it between marks.
    fn trimmed(
        &self,
        explanation: &Explanation,
        verdict: &Verdict,
        parts: &[Range<usize>],
    ) -> String {
        let (mut shown, mut from) = (String::new(), verdict.span().start);
        for part in parts {
            shown.push_str(&self.middle(slice(explanation, from..part.start)));
            let gone = clear(slice(explanation, part.clone()));
            shown.push_str(&self.paint.gone(&format!("[-{gone}-]")));
            from = part.end;
        }
        shown.push_str(&self.middle(slice(explanation, from..verdict.span().end)));
        shown
    }

    fn short(&self, text: &str) -> String {
        match text.char_indices().nth(SHORT).filter(|_| !self.full) {
            Some((at, _)) => {
                let (start, rest) = text.split_at_checked(at).unwrap_or((text, ""));
                format!("{} … (+{} words)", clear(start.trim_end()), words(rest))
            }
            None => clear(text),
        }
    }

    /// Start and end of a long text.
    fn middle(&self, text: &str) -> String {
        let count = text.chars().count();
        if self.full || count <= 2 * SHORT_BESIDE {
            return clear(text);
        }
        let start: String = text.chars().take(SHORT_BESIDE).collect();
        let end: String = text.chars().skip(count - SHORT_BESIDE).collect();
        format!("{} … {}", clear(start.trim_end()), clear(end.trim_start()))
    }

    /// Words left out by role, most first, with the rules that did it.
    fn summary(&self, explanation: &Explanation, out: &mut String) {
        let mut roles: BTreeMap<Role, (u64, BTreeMap<&str, usize>)> = BTreeMap::new();
        let (mut gone, mut all) = (0u64, 0u64);
        for verdict in explanation.verdicts() {
            let words = |span| words(slice(explanation, span));
            all += words(verdict.span());
            let lost: u64 = match verdict.action() {
                Action::LeaveOut => words(verdict.span()),
                Action::Trim(parts) => parts.iter().cloned().map(words).sum(),
                _ => continue,
            };
            gone += lost;
            let entry = roles.entry(verdict.role()).or_default();
            entry.0 += lost;
            *entry.1.entry(verdict.rule()).or_default() += 1;
        }
        let share = (gone * 100 + all / 2).checked_div(all).unwrap_or(0);
        let _ = writeln!(
            out,
            "\n{}",
            self.paint
                .bold(&format!("left out: {gone} of {all} words ({share} %)"))
        );
        let mut roles: Vec<_> = roles.into_iter().collect();
        roles.sort_by_key(|(_, (words, _))| std::cmp::Reverse(*words));
        for (role, (words, rules)) in roles {
            let rules: Vec<_> = rules
                .iter()
                .map(|(rule, count)| times(rule, *count))
                .collect();
            let _ = writeln!(
                out,
                "  {role:<12} {words:>6} words  {}",
                clear(&rules.join(", "))
            );
        }
    }
}

fn times(rule: &str, count: usize) -> String {
    let rule = if rule.is_empty() { "no rule" } else { rule };
    if count == 1 {
        rule.to_owned()
    } else {
        format!("{rule} ×{count}")
    }
}

fn is_gone(verdict: &Verdict) -> bool {
    *verdict.action() == Action::LeaveOut
}

/// Role, rule and reason in a line; empty for a title about which nothing was said.
fn why(verdict: &Verdict) -> String {
    let role = if *verdict.action() == Action::Title {
        ""
    } else {
        verdict.role().name()
    };
    let parts = [role, verdict.rule(), verdict.reason()];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Whether a block continues a run of left-out ones.
fn belong(one: &Verdict, next: &Verdict) -> bool {
    next.block() == one.block() + 1 && is_gone(one) && is_gone(next) && why(one) == why(next)
}

/// A kept item or row, which needs no empty line above the next.
fn is_listed(explanation: &Explanation, run: &[&Verdict]) -> bool {
    let blocks = explanation.document().blocks();
    run.iter().all(|verdict| {
        let kind = blocks.get(verdict.block()).map(unchaff::Block::kind);
        *verdict.action() == Action::Keep
            && matches!(kind, Some(BlockKind::ListItem { .. } | BlockKind::TableRow))
    })
}

/// A page's text as a terminal may have it: without control characters.
fn clear(text: &str) -> String {
    output::without(text, output::is_active)
}
