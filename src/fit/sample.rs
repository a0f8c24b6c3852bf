//! Pages with gold → labelled blocks.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Plan, align};
use crate::classify::{
    Context, FeatureId, PageKind, Rows, Signals, first_look, page_features, unite,
};
use crate::document::Document;
use crate::{Cleaner, Format, Source};

/// Which of the pages, by a hash of their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Even hashes.
    A,
    /// Odd hashes.
    B,
    /// All.
    All,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    url: Option<String>,
    set: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    source: Option<String>,
    html: Option<String>,
    text: Option<String>,
    gold: Gold,
}

#[derive(Deserialize)]
struct Gold {
    body: Option<String>,
    with: Option<Vec<String>>,
    without: Option<Vec<String>>,
}

/// A labelled input.
pub(super) struct Sample {
    pub(super) set: String,
    pub(super) source: String,
    pub(super) kind: Option<PageKind>,
    /// Hash of the page's id: all inputs made of one page fall into one part.
    pub(super) page_hash: u64,
    pub(super) odd: bool,
    /// Which of the parts of a trial it is in.
    pub(super) part: u32,
    pub(super) skipped: bool,
    pub(super) document: Document,
    pub(super) context: Context,
    pub(super) signals: Signals,
    pub(super) page: Vec<FeatureId>,
    pub(super) first: Rows,
    /// Share of each block's words in the gold; negative for not known.
    pub(super) cover: Vec<f32>,
    pub(super) words: Vec<Vec<u64>>,
    /// Counts of the gold body's words; `None` where only snippets are known.
    pub(super) gold: Option<FxHashMap<u64, i32>>,
    pub(super) gold_list: Vec<u64>,
    /// Snippets: whether the body holds them, and the blocks that hold all of them.
    pub(super) snippets: Vec<(bool, Vec<usize>)>,
}

impl Sample {
    /// What belongs together, on top of the points.
    pub(super) fn unite(&self, points: &mut [f32], kind: PageKind) {
        unite(points, &self.document, &self.context, &self.signals, kind);
    }

    pub(super) fn gold_words(&self) -> i32 {
        self.gold.as_ref().map_or(0, |gold| gold.values().sum())
    }
}

/// Reads every line of the corpora as a `T`, in order.
pub(super) fn each_line<T: serde::de::DeserializeOwned>(
    plan: &Plan,
    mut take: impl FnMut(&T),
) -> Result<(), String> {
    for path in &plan.corpora {
        let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|error| error.to_string())?;
            take(&serde_json::from_str(&line).map_err(|error| error.to_string())?);
        }
    }
    Ok(())
}

pub(super) fn read(plan: &Plan) -> Result<Vec<Sample>, String> {
    let skip = match &plan.skip {
        Some(path) => {
            std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?
        }
        None => String::new(),
    };
    let skip: Vec<&str> = skip
        .lines()
        .filter_map(|line| line.split('\t').next())
        .collect();
    let (sender, receiver) = sync_channel::<(usize, String)>(8);
    let receiver = Arc::new(Mutex::new(receiver));
    let done = Mutex::new(Vec::new());
    let cleaner = Cleaner::default();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            let (receiver, done, skip, cleaner) = (Arc::clone(&receiver), &done, &skip, &cleaner);
            scope.spawn(move || {
                loop {
                    let Some((at, line)) = receiver
                        .lock()
                        .ok()
                        .and_then(|receiver| receiver.recv().ok())
                    else {
                        return;
                    };
                    if let Ok(line) = serde_json::from_str::<Line>(&line) {
                        let clean =
                            line.text.is_some() && line.source.as_deref() == Some("wholepage");
                        let copy = clean.then(|| line.gold.body.clone()).flatten();
                        let sample = sample(
                            &line,
                            line.html.as_deref().or(line.text.as_deref()).unwrap_or(""),
                            cleaner,
                            skip,
                            None,
                        );
                        if let Ok(mut done) = done.lock() {
                            done.push((at, sample));
                        }
                        if let Some(body) = copy {
                            // The gold body itself must come back as it is.
                            let sample = self::sample(&line, &body, cleaner, skip, Some("clean"));
                            if let Ok(mut done) = done.lock() {
                                done.push((at + 1_000_000, sample));
                            }
                        }
                    }
                }
            });
        }
        let mut number = 0;
        for path in &plan.corpora {
            let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
            for line in BufReader::new(file).lines() {
                let line = line.map_err(|error| error.to_string())?;
                sender
                    .send((number, line))
                    .map_err(|error| error.to_string())?;
                number += 1;
            }
        }
        drop(sender);
        Ok::<(), String>(())
    })?;
    let mut samples = done.into_inner().map_err(|error| error.to_string())?;
    samples.sort_by_key(|(at, _)| *at);
    Ok(samples.into_iter().map(|(_, sample)| sample).collect())
}

fn sample(
    line: &Line,
    content: &str,
    cleaner: &Cleaner,
    skip: &[&str],
    source: Option<&str>,
) -> Sample {
    let format = if line.html.is_some() {
        Format::Html
    } else {
        Format::Text
    };
    let mut input = Source::decoded(content, format);
    if let Some(url) = line.url.as_deref().filter(|_| line.html.is_some()) {
        input = input.url(url);
    }
    let (document, context, signals) = cleaner.evidence(&input);
    let first = first_look(&document, &context, &signals);
    let page = page_features(&document, &context);
    let words: Vec<Vec<u64>> = document
        .blocks
        .iter()
        .map(|block| align::words(&document.text[block.span.clone()]))
        .collect();
    let gold = line.gold.body.as_deref().map(align::words);
    let cover = match &gold {
        Some(gold) => align::cover(&words, gold),
        None => snippets(&document, &line.gold),
    };
    let snippets = holders(&document, &line.gold);
    let gold_list = gold.clone().unwrap_or_default();
    let gold = gold.map(|gold| {
        let mut counts = FxHashMap::default();
        for word in gold {
            *counts.entry(word).or_insert(0) += 1;
        }
        counts
    });
    let page_id = line.id.split('/').next().unwrap_or(&line.id);
    let hash = letters_hash(page_id);
    Sample {
        set: line.set.clone(),
        source: source.or(line.source.as_deref()).unwrap_or("").to_owned(),
        kind: line.kind.as_deref().and_then(|kind| kind.parse().ok()),
        page_hash: hash,
        odd: hash.count_ones() % 2 == 1,
        part: (hash >> 7) as u32 % super::PARTS,
        skipped: skip.contains(&page_id),
        document,
        context,
        signals,
        page,
        first,
        cover,
        words,
        gold,
        gold_list,
        snippets,
    }
}

/// Labels from snippets: blocks that hold a required one, and blocks that hold or are held by a forbidden one.
fn snippets(document: &Document, gold: &Gold) -> Vec<f32> {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let with: Vec<String> = gold.with.iter().flatten().map(|text| fold(text)).collect();
    let without: Vec<String> = gold
        .without
        .iter()
        .flatten()
        .map(|text| fold(text))
        .collect();
    document
        .blocks
        .iter()
        .map(|block| {
            let text = fold(&document.text[block.span.clone()]);
            let inside = |snippet: &String| {
                text.contains(snippet.as_str()) || text.len() > 25 && snippet.contains(&text)
            };
            if with.iter().any(inside) {
                1.0
            } else if without.iter().any(inside) {
                0.0
            } else {
                -1.0
            }
        })
        .collect()
}

/// The blocks that hold each snippet whole.
fn holders(document: &Document, gold: &Gold) -> Vec<(bool, Vec<usize>)> {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts: Vec<String> = document
        .blocks
        .iter()
        .map(|block| fold(&document.text[block.span.clone()]))
        .collect();
    let wanted = gold.with.iter().flatten().map(|snippet| (true, snippet));
    let unwanted = gold
        .without
        .iter()
        .flatten()
        .map(|snippet| (false, snippet));
    wanted
        .chain(unwanted)
        .map(|(wanted, snippet)| {
            let snippet = fold(snippet);
            let holds = |at: &usize| texts[*at].contains(&snippet);
            (wanted, (0..texts.len()).filter(holds).collect())
        })
        .collect()
}

/// A hash of an id's letters and digits that says, once and for all, in which half a page is.
pub(super) fn letters_hash(id: &str) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    for c in id.chars().filter(|c| c.is_alphanumeric()) {
        hasher.write_u32(c.to_lowercase().next().unwrap_or(c) as u32);
    }
    hasher.finish()
}
