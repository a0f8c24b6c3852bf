//! Records of one run for which the other had none in their place: it may have them elsewhere.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::answers::Answer;

/// Bytes of text that may wait on either side. What comes later than that is taken for another record.
const ROOM: usize = 128 << 20;

/// Records that wait for their partners, the oldest first.
#[derive(Default)]
pub(super) struct Waiting {
    answers: BTreeMap<u64, Box<Answer>>,
    /// Their numbers, by their names.
    named: HashMap<String, VecDeque<u64>>,
    next: u64,
    bytes: usize,
}

impl Waiting {
    /// Takes a record in; `false` for one without a name, by which nobody will ask for it.
    pub(super) fn push(&mut self, answer: Box<Answer>) -> bool {
        if answer.name().is_empty() {
            return false;
        }
        self.bytes += size(&answer);
        let numbers = self.named.entry(answer.name()).or_default();
        numbers.push_back(self.next);
        self.answers.insert(self.next, answer);
        self.next += 1;
        true
    }

    /// The partner of a record, if it is here.
    pub(super) fn take(&mut self, name: &str) -> Option<Box<Answer>> {
        let numbers = self.named.get_mut(name)?;
        let number = numbers.pop_front();
        if numbers.is_empty() {
            self.named.remove(name);
        }
        let answer = self.answers.remove(&number?)?;
        self.bytes -= size(&answer);
        Some(answer)
    }

    /// Lets the oldest go, if there is no room for it, or no more to come.
    pub(super) fn give_up(&mut self, ended: bool) -> Option<Box<Answer>> {
        if self.bytes <= ROOM && !ended {
            return None;
        }
        let name = self.answers.first_key_value()?.1.name();
        self.take(&name)
    }
}

/// As much as decides on memory.
fn size(answer: &Answer) -> usize {
    answer.body.len() + 500
}
