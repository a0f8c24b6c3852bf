//! `unchaff explain [FILE]...`: what was kept and left out, and why.

mod data;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use unchaff::record::{Fault, pretty};
use unchaff::{Action, BodyFormat, Cleaner, Explanation, PageKind, Role, TitleSource, Verdict};

use self::data::json;
use crate::args::{Color, Explain, Fate, Shown};
use crate::batch::{Batch, Hints};
use crate::clean::cleaner;
use crate::input::Inputs;
use crate::output::{self, say};
use crate::shell::print;
use crate::stream::Fill;
use crate::{Exit, Failure};

/// Characters of a block that are shown unless all are asked for.
const SHORT: usize = 240;

/// Explains all inputs, one after another.
pub(crate) fn run(args: Explain) -> Result<Exit, Failure> {
    let paths = if args.files.is_empty() {
        vec![PathBuf::from("-")]
    } else {
        args.files
    };
    let view = View {
        cleaner: cleaner(&args.cleaning, BodyFormat::Text)?,
        to: args.to,
        only: args.only,
        rule: args.rule,
        full: args.full,
        paint: Paint(match args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => wants_color(),
        }),
    };
    let hints = Hints {
        field: args.field,
        url: args.cleaning.url,
        charset: args.cleaning.charset,
        max_bytes: args.cleaning.max_bytes,
    };
    let several = paths.len() > 1;
    let mut inputs = Inputs::new(paths, args.from, args.cleaning.max_bytes);
    let (mut batch, mut exit) = (Batch::default(), Exit::Done);
    while inputs.fill(&mut batch) {
        batch.notes.iter().for_each(|note| say(note));
        for item in &batch.items {
            let mut page = String::new();
            let (record, fault) = hints.record(item, &batch.bytes, &batch.input, &mut page);
            let explained = match fault {
                Some(fault) => Err(fault),
                None => record
                    .source()
                    .and_then(|source| view.cleaner.explain(source).map_err(Fault::from)),
            };
            let place = item.place(&batch.input);
            match explained {
                Ok(explanation) => {
                    let name = (several || !item.is_whole()).then(|| place.to_string());
                    print(&view.show(&explanation, name.as_deref()))?;
                }
                Err(fault) => {
                    say(&format!("{place}: {fault} [{}]", fault.code()));
                    exit = if exit == Exit::Done {
                        Exit::Faults
                    } else {
                        exit
                    };
                }
            }
        }
    }
    Ok(if batch.end.failed > 0 {
        Exit::Failed
    } else {
        exit
    })
}

/// A terminal that nobody asked to stay plain.
fn wants_color() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdout().is_terminal() && !set("NO_COLOR") && !dumb
}

/// Colours, or none.
#[derive(Debug, Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 {
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

/// How explanations are shown.
struct View {
    cleaner: Cleaner,
    to: Shown,
    only: Option<Fate>,
    rule: Option<String>,
    full: bool,
    paint: Paint,
}

impl View {
    fn show(&self, explanation: &Explanation, name: Option<&str>) -> Vec<u8> {
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
            let _ = writeln!(
                out,
                "{}",
                self.paint.bold(&format!("== {} ==", clear(name)))
            );
        }
        self.head(explanation, &mut out);
        let mut verdicts = explanation
            .verdicts()
            .iter()
            .filter(|verdict| self.wants(verdict))
            .peekable();
        while let Some(verdict) = verdicts.next() {
            self.block(explanation, verdict, &mut out);
            let same = |next: &&Verdict| {
                next.block() == verdict.block() + 1 && why(next) == why(verdict) && is_gone(next)
            };
            let last = !is_gone(verdict) || verdicts.peek().is_none_or(|next| !same(next));
            if last && *verdict.action() != Action::Keep && !why(verdict).is_empty() {
                let _ = writeln!(out, "    {}", self.paint.label(&clear(&why(verdict))));
            }
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
        out.push('\n');
    }

    fn block(&self, explanation: &Explanation, verdict: &Verdict, out: &mut String) {
        let text = slice(explanation, verdict.span());
        let (mark, shown) = match verdict.action() {
            Action::Title => ("T ", self.paint.bold(&self.short(text))),
            Action::LeaveOut => ("- ", self.paint.gone(&self.short(text))),
            Action::Trim(parts) => ("~ ", self.trimmed(explanation, verdict, parts)),
            _ => ("  ", self.short(text)),
        };
        for (number, line) in shown.lines().enumerate() {
            let _ = writeln!(out, "{}{line}", if number == 0 { mark } else { "  " });
        }
    }

    /// A block with what is left out of it between marks.
    fn trimmed(
        &self,
        explanation: &Explanation,
        verdict: &Verdict,
        parts: &[std::ops::Range<usize>],
    ) -> String {
        let (mut shown, mut from) = (String::new(), verdict.span().start);
        for part in parts {
            shown.push_str(&clear(slice(explanation, from..part.start)));
            let gone = clear(slice(explanation, part.clone()));
            shown.push_str(&self.paint.gone(&format!("[-{gone}-]")));
            from = part.end;
        }
        shown.push_str(&clear(slice(explanation, from..verdict.span().end)));
        shown
    }

    fn short(&self, text: &str) -> String {
        let end = text.char_indices().nth(SHORT).map(|(at, _)| at);
        match end
            .and_then(|end| text.split_at_checked(end))
            .filter(|_| !self.full)
        {
            Some((start, rest)) => {
                let words = rest.split_whitespace().count();
                format!("{} … (+{words} words)", clear(start.trim_end()))
            }
            None => clear(text),
        }
    }

    /// Words left out by role, most first, with the rules that did it.
    fn summary(&self, explanation: &Explanation, out: &mut String) {
        let mut roles: BTreeMap<Role, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
        let (mut gone, mut all) = (0, 0);
        for verdict in explanation.verdicts() {
            let words = |span| slice(explanation, span).split_whitespace().count();
            all += words(verdict.span());
            let lost: usize = match verdict.action() {
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

fn slice(explanation: &Explanation, span: std::ops::Range<usize>) -> &str {
    explanation.document().text().get(span).unwrap_or_default()
}

/// A page's text as a terminal may have it: without control characters.
fn clear(text: &str) -> String {
    text.chars()
        .filter(|char| !output::is_control(*char))
        .collect()
}
