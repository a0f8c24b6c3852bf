//! What holds of every input.

use std::collections::HashMap;
use std::sync::LazyLock;

use unchaff::{Action, Article, BodyFormat, Cleaner, Explanation, Source};

/// One cleaner for each form of the body.
static CLEANERS: LazyLock<[(BodyFormat, Cleaner); 2]> = LazyLock::new(|| {
    [BodyFormat::Text, BodyFormat::Markdown].map(|format| {
        let cleaner = Cleaner::builder().body_format(format).build();
        (format, cleaner.unwrap())
    })
});

/// All that must hold of one input, in both forms of the body.
pub(crate) fn check(source: Source<'_>) {
    for (format, cleaner) in &*CLEANERS {
        let (cleaned, explained) = (cleaner.clean(source), cleaner.explain(source));
        let (article, explanation) = match (cleaned, explained) {
            (Ok(article), Ok(explanation)) => (article, explanation),
            (Err(refused), Err(same)) => {
                assert_eq!(refused.code(), same.code());
                continue;
            }
            _ => panic!("clean and explain disagree on whether this is an input"),
        };
        assert_eq!(
            whole(&article),
            whole(explanation.article()),
            "clean and explain disagree"
        );
        spans_are_exact(&explanation);
        body_comes_from_document(&explanation, *format);
        nothing_comes_twice(&explanation);
    }
}

/// Spans are disjoint and on character boundaries; all that stands outside them is white space, or shows nothing.
fn spans_are_exact(explanation: &Explanation) {
    let document = explanation.document();
    let text = document.text();
    assert_eq!(document.blocks().len(), explanation.verdicts().len());
    let mut end = 0;
    for (index, verdict) in explanation.verdicts().iter().enumerate() {
        let span = verdict.span();
        assert_eq!(verdict.block(), index);
        assert_eq!(span, document.blocks()[index].span());
        let between = text
            .get(end..span.start)
            .expect("spans are in order, on boundaries");
        assert!(
            between.chars().all(shows_nothing),
            "{between:?} has no verdict"
        );
        assert!(
            text.get(span.clone()).is_some(),
            "{span:?} cuts a character"
        );
        if let Action::Trim(cuts) = verdict.action() {
            let mut at = span.start;
            for cut in cuts {
                assert!(
                    at <= cut.start && cut.start < cut.end && cut.end <= span.end,
                    "{cut:?} in {span:?}"
                );
                assert!(text.get(cut.clone()).is_some(), "{cut:?} cuts a character");
                at = cut.end;
            }
        }
        end = span.end;
    }
    let rest = &text[end..];
    assert!(rest.chars().all(shows_nothing), "{rest:?} has no verdict");
}

fn shows_nothing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\0' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The words of the body are those of the kept blocks, in order, and no others.
fn body_comes_from_document(explanation: &Explanation, format: BodyFormat) {
    let kept: String = kept_text(explanation);
    let body = &explanation.article().body;
    if format == BodyFormat::Markdown {
        // Marks may part what is one word in the text: two links without a space between them.
        let letters: String = words(&kept).collect();
        let mut rest = letters.as_str();
        for word in words(&without_marks(body)) {
            let at = rest.find(word);
            let at = at.unwrap_or_else(|| panic!("{word:?} is not from the document:\n{body}"));
            rest = &rest[at + word.len()..];
        }
        return;
    }
    let mut source = words(&kept);
    for word in words(body) {
        let found = source.any(|candidate| candidate == word);
        assert!(
            found,
            "{word:?} is not from the document, or not in this order:\n{body}"
        );
    }
}

/// No line stands in the body more often than in the kept blocks, each of them read once, without what was cut.
fn nothing_comes_twice(explanation: &Explanation) {
    let key = |line: &str| words(line).collect::<Vec<_>>().join(" ");
    let mut times: HashMap<String, usize> = HashMap::new();
    for line in kept_text(explanation).lines() {
        *times.entry(key(line)).or_default() += 1;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in explanation.article().body.lines() {
        let line = key(line);
        // A line of several blocks stands in none of them.
        let Some(most) = times.get(&line) else {
            continue;
        };
        let count = seen.entry(line.clone()).or_default();
        *count += 1;
        assert!(
            line.is_empty() || *count <= *most,
            "{line:?} comes {count} times"
        );
    }
}

fn kept_text(explanation: &Explanation) -> String {
    let text = explanation.document().text();
    let mut kept = String::new();
    for verdict in explanation.verdicts() {
        let span = verdict.span();
        match verdict.action() {
            Action::Keep => kept.push_str(&text[span]),
            Action::Trim(cuts) => {
                let mut at = span.start;
                for cut in cuts {
                    kept.push_str(&text[at..cut.start]);
                    at = cut.end;
                }
                kept.push_str(&text[at..span.end]);
            }
            _ => {}
        }
        kept.push('\n');
    }
    kept
}

/// Markdown without link targets and the numbers of lists.
fn without_marks(markdown: &str) -> String {
    let targets = regex::Regex::new(r"\]\((?:[^()\n]|\([^()\n]*\))*\)").unwrap();
    let numbers = regex::Regex::new(r"(?m)^(?:[ >*-]|\d+[.)] )+").unwrap();
    numbers
        .replace_all(&targets.replace_all(markdown, " "), "")
        .into_owned()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Everything of an article that a reader can see.
pub(crate) fn whole(article: &Article) -> String {
    format!("{article:?}")
}
