//! Two files of records → pairs of what both runs made of the same one.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::waiting::Waiting;
use crate::args::From;
use crate::batch::{Batch, Item};
use crate::input::Inputs;
use crate::stream::Fill;
use crate::{Exit, Failure};

/// Larger lines are no records of ours.
const MAX_BYTES: usize = 64 << 20;
/// So many records in a row may be in one file alone before the place of the others is lost: from there on they are
/// found by their names, as far as there is room.
const AHEAD: usize = 20_000;

/// What a run made of a record.
#[derive(Debug)]
pub(super) struct Answer {
    id: Option<Box<RawValue>>,
    url: Option<Box<RawValue>>,
    pub(super) title: Option<String>,
    pub(super) body: String,
    pub(super) removed: Option<Vec<Removed>>,
    pub(super) error: Option<Fault>,
}

/// A field as we write it; `None` where it has another form, since a record may have brought its own.
fn ours<T: DeserializeOwned>(raw: Option<&&RawValue>) -> Option<T> {
    serde_json::from_str(raw?.get()).ok()
}

/// What was left out of it, where the run was made `--with why`.
#[derive(Debug, Deserialize)]
pub(super) struct Removed {
    pub(super) rule: String,
    pub(super) words: u64,
}

/// Why it is an error.
#[derive(Debug, Deserialize)]
pub(super) struct Fault {
    pub(super) code: String,
    line: Option<u64>,
    offset: Option<u64>,
}

impl Answer {
    /// Reads a line, or says why it is no record of ours.
    fn parse(line: &[u8]) -> Result<Self, String> {
        if matches!(line.trim_ascii(), b"{" | b"[") {
            let said = "JSON over several lines; `--to jsonl` writes JSON lines";
            return Err(said.to_owned());
        }
        // Of a field that a record brought twice, the last counts.
        let fields = serde_json::from_slice::<HashMap<String, &RawValue>>(line);
        let fields = fields.map_err(|error| error.to_string())?;
        let named = |name| fields.get(name).map(|raw| (*raw).to_owned());
        let body = match fields.get("body") {
            Some(raw) => serde_json::from_str(raw.get())
                .map_err(|_| "its body is not a string".to_owned())?,
            None if fields.contains_key("error") => String::new(),
            None => return Err("it has neither body nor error".to_owned()),
        };
        Ok(Self {
            id: named("id"),
            url: named("url"),
            title: ours(fields.get("title")),
            body,
            removed: ours(fields.get("removed")),
            error: ours(fields.get("error")),
        })
    }

    /// Whether it has a name of its own, wherever it stood.
    fn is_named(&self) -> bool {
        self.id.is_some() || self.url.is_some()
    }

    /// What to call the record: its id, else its address, else where it stood; empty where it has nothing of these.
    pub(super) fn name(&self) -> String {
        let raw = [&self.id, &self.url].into_iter().flatten().next();
        let place = || {
            let fault = self.error.as_ref()?;
            let at = fault.line.or(fault.offset)?;
            Some(format!("error at {at}"))
        };
        raw.map(|raw| raw.get().trim_matches('"').to_owned())
            .or_else(place)
            .unwrap_or_default()
    }
}

/// A record that is in both files, or only in one: the other run may have been told to drop it.
pub(super) enum Pair {
    Both(Box<Answer>, Box<Answer>),
    Old,
    New,
}

/// The records of both files, paired.
pub(super) struct Answers {
    old: File,
    new: File,
    /// Records at the front that have no partner near.
    only_old: usize,
    only_new: usize,
    /// They may have one further on.
    olds: Waiting,
    news: Waiting,
    /// There were names of records in the old file alone, in the new alone, and in both.
    seen: (bool, bool, bool),
}

impl Answers {
    pub(super) fn new(old: &Path, new: &Path) -> Self {
        Self {
            old: File::new(old),
            new: File::new(new),
            only_old: 0,
            only_new: 0,
            olds: Waiting::default(),
            news: Waiting::default(),
            seen: (false, false, false),
        }
    }

    /// The next pair, in the order of the files where they have one.
    pub(super) fn next(&mut self) -> Result<Option<Pair>, Failure> {
        let pair = self.find()?;
        match &pair {
            Some(Pair::Both(old, new)) if old.name() == new.name() => self.seen.2 = true,
            Some(Pair::Both(old, new)) if old.is_named() || new.is_named() => {
                (self.seen.0, self.seen.1) = (true, true);
            }
            Some(Pair::Old) => self.seen.0 = true,
            Some(Pair::New) => self.seen.1 = true,
            None if self.seen == (true, true, false) => {
                let message = format!(
                    "{} and {} are not of the same records: they have no name in common",
                    self.old.shown, self.new.shown
                );
                return Err(Failure::new(Exit::Failed, message));
            }
            None => self.count_nameless()?,
            Some(Pair::Both(..)) => {}
        }
        Ok(pair)
    }

    /// Refuses records of which only the place could tell which is which, if one run dropped some. It may have dropped
    /// them all.
    fn count_nameless(&self) -> Result<(), Failure> {
        let (old, new) = (&self.old, &self.new);
        if old.nameless == new.nameless || !(old.by_place && new.by_place) {
            return Ok(());
        }
        let message = format!(
            "{} has {} records without id and url, {} has {}: which belong together is not known",
            old.shown, old.nameless, new.shown, new.nameless
        );
        Err(Failure::new(Exit::Failed, message))
    }

    fn find(&mut self) -> Result<Option<Pair>, Failure> {
        loop {
            if self.olds.give_up(false).is_some() {
                return Ok(Some(Pair::Old));
            }
            if self.news.give_up(false).is_some() {
                return Ok(Some(Pair::New));
            }
            if self.only_old + self.only_new == 0 {
                self.align()?;
            }
            let (old, new) = match (self.only_old, self.only_new) {
                (0, 0) => (self.old.take(), self.new.take()),
                (0, _) => (None, self.new.take()),
                _ => (self.old.take(), None),
            };
            match (old, new) {
                (Some(old), Some(new)) => return Ok(Some(Pair::Both(old, new))),
                (Some(old), None) => {
                    self.only_old = self.only_old.saturating_sub(1);
                    if let Some(new) = self.news.take(&old.name()) {
                        return Ok(Some(Pair::Both(old, new)));
                    }
                    if !self.olds.push(old) {
                        return Ok(Some(Pair::Old));
                    }
                }
                (None, Some(new)) => {
                    self.only_new = self.only_new.saturating_sub(1);
                    if let Some(old) = self.olds.take(&new.name()) {
                        return Ok(Some(Pair::Both(old, new)));
                    }
                    if !self.news.push(new) {
                        return Ok(Some(Pair::New));
                    }
                }
                (None, None) => {
                    let old = self.olds.give_up(true).map(|_| Pair::Old);
                    return Ok(old.or_else(|| self.news.give_up(true).map(|_| Pair::New)));
                }
            }
        }
    }

    /// Finds the nearest records ahead that have the same name, and so how many before them have no partner near.
    fn align(&mut self) -> Result<(), Failure> {
        let (mut olds, mut news) = (HashMap::new(), HashMap::new());
        for ahead in 0..AHEAD {
            let (old, new) = (self.old.name(ahead)?, self.new.name(ahead)?);
            if old.is_none() && new.is_none() {
                break;
            }
            if old == new {
                (self.only_old, self.only_new) = (ahead, ahead);
                return Ok(());
            }
            if let Some(at) = old.as_ref().and_then(|name| news.get(name)) {
                (self.only_old, self.only_new) = (ahead, *at);
                return Ok(());
            }
            if let Some(at) = new.as_ref().and_then(|name| olds.get(name)) {
                (self.only_old, self.only_new) = (*at, ahead);
                return Ok(());
            }
            olds.extend(old.map(|name| (name, ahead)));
            news.extend(new.map(|name| (name, ahead)));
        }
        // What has no name of its own is what stands in the same place.
        if !(self.old.is_named() && self.new.is_named()) {
            return Ok(());
        }
        (self.only_old, self.only_new) = (self.old.ahead.len(), self.new.ahead.len());
        Ok(())
    }
}

/// The records of a file, one after another, with a look ahead.
struct File {
    shown: String,
    inputs: Inputs,
    batch: Batch,
    ahead: VecDeque<Box<Answer>>,
    /// Records read so far that have no name of their own.
    nameless: u64,
    /// Some of them do not even say where they stood, as errors do.
    by_place: bool,
}

impl File {
    fn new(path: &Path) -> Self {
        Self {
            shown: path.display().to_string(),
            inputs: Inputs::new(vec![PathBuf::from(path)], From::Jsonl, MAX_BYTES),
            batch: Batch::default(),
            ahead: VecDeque::new(),
            nameless: 0,
            by_place: false,
        }
    }

    fn take(&mut self) -> Option<Box<Answer>> {
        self.ahead.pop_front()
    }

    /// Whether the next record has a name of its own; so it has where there is none.
    fn is_named(&self) -> bool {
        self.ahead.front().is_none_or(|answer| answer.is_named())
    }

    /// The name of the record so far ahead; `None` behind the last.
    fn name(&mut self, ahead: usize) -> Result<Option<String>, Failure> {
        while self.ahead.len() <= ahead && self.inputs.fill(&mut self.batch) {
            if let Some(note) = self.batch.notes.first() {
                return Err(Failure::new(Exit::Failed, note));
            }
            for item in std::mem::take(&mut self.batch.items) {
                let answer = self.answer(&item)?;
                self.nameless += u64::from(!answer.is_named());
                self.by_place |= answer.name().is_empty();
                self.ahead.push_back(Box::new(answer));
            }
        }
        Ok(self.ahead.get(ahead).map(|answer| answer.name()))
    }

    fn answer(&self, item: &Item) -> Result<Answer, Failure> {
        let (answer, line) = match item {
            Item::Line(range, line) => {
                let bytes = self.batch.bytes.get(range.clone()).unwrap_or_default();
                (Answer::parse(bytes), *line)
            }
            Item::Fault(fault, line) => (Err(fault.to_string()), line.unwrap_or(1)),
            _ => (Err("not a record".to_owned()), 1),
        };
        answer.map_err(|message| {
            let message = format!("{}:{line}: not a record of unchaff: {message}", self.shown);
            Failure::new(Exit::Failed, message)
        })
    }
}
