//! A table that forgets what is rare and long ago when it is full.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

/// What has an age: the number of the page on which it was last seen.
pub(super) trait Aged {
    fn last(&self) -> u32;
}

/// At most so many entries by hash.
#[derive(Debug)]
pub(super) struct Bounded<T> {
    entries: FxHashMap<u64, T>,
    most: usize,
}

impl<T: Aged> Bounded<T> {
    pub(super) fn new(most: usize) -> Self {
        Self {
            entries: FxHashMap::default(),
            most,
        }
    }

    pub(super) fn get(&self, key: u64) -> Option<&T> {
        self.entries.get(&key)
    }

    pub(super) fn take(&mut self, key: u64) -> Option<T> {
        self.entries.remove(&key)
    }

    /// Puts an entry in. A full table first forgets the older half of the entries that may go; where none may, what is
    /// new has no room.
    pub(super) fn insert(&mut self, key: u64, value: T, may_go: impl Fn(&T) -> bool) {
        if let Some(known) = self.entries.get_mut(&key) {
            *known = value;
            return;
        }
        if self.entries.len() >= self.most {
            self.forget(may_go);
        }
        if self.entries.len() < self.most {
            self.entries.insert(key, value);
        }
    }

    fn forget(&mut self, may_go: impl Fn(&T) -> bool) {
        let going = self.entries.values().filter(|value| may_go(value));
        let mut ages: Vec<u32> = going.map(Aged::last).collect();
        if ages.is_empty() {
            return;
        }
        let middle = ages.len() / 2;
        let (_, &mut middle, _) = ages.select_nth_unstable(middle);
        self.entries
            .retain(|_, value| value.last() > middle || !may_go(value));
    }
}

/// A key for what belongs to something else.
pub(super) fn key(of: u64, bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(of);
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_table_forgets_the_older_half() {
        let mut table = Bounded::new(8);
        for number in 0..9 {
            table.insert(u64::from(number), number, |age| *age != 1);
        }
        assert!(table.get(1).is_some(), "may not go");
        assert!(table.get(0).is_none() && table.get(7).is_some() && table.get(8).is_some());
        assert!(table.entries.len() < 8);
    }

    #[test]
    fn a_table_in_which_nothing_may_go_stays() {
        let mut table = Bounded::new(2);
        for number in 0..5 {
            table.insert(u64::from(number), number, |_| false);
        }
        assert_eq!(table.entries.len(), 2);
    }
}
