//! Element names with addresses that stay, so that a handle can point at its name.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::LazyLock;

use html5ever::{QualName, ns};

use super::Tag;

static KNOWN: LazyLock<Vec<QualName>> = LazyLock::new(|| {
    Tag::ALL
        .iter()
        .map(|tag| QualName::new(None, ns!(html), tag.name()))
        .collect()
});

type Room = OnceCell<Box<[OnceCell<QualName>]>>;

/// The names of a page that [`Tag`] does not know: rooms of 64, 128, 256 … names, each filled once.
#[derive(Default)]
pub(super) struct Names {
    rooms: [Room; 32],
    places: RefCell<HashMap<QualName, (usize, usize)>>,
}

const FIRST_ROOM: usize = 64;
/// Names of a page up to which each element has its own, and what further ones are called: looking a name up takes
/// time in proportion to their number.
const MANY: usize = 10_000;
const OTHER: &str = "x";

impl Names {
    /// The stored name that equals `name`, whose tag is given; beyond many names, one for all others.
    pub(super) fn intern(&self, tag: Tag, name: QualName) -> &QualName {
        if name.ns == ns!(html)
            && let Some(known) = KNOWN.get(tag as usize)
        {
            return known;
        }
        let mut places = self.places.borrow_mut();
        let is_one_more = places.len() >= MANY && !places.contains_key(&name);
        let name = if is_one_more {
            QualName::new(None, name.ns, OTHER.into())
        } else {
            name
        };
        let count = places.len() + FIRST_ROOM;
        let room = (count / FIRST_ROOM).ilog2() as usize;
        let next = (room, count - (FIRST_ROOM << room));
        let (room, place) = *places.entry(name.clone()).or_insert(next);
        let rooms =
            self.rooms[room].get_or_init(|| vec![OnceCell::new(); FIRST_ROOM << room].into());
        rooms[place].get_or_init(|| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5ever::LocalName;

    #[test]
    fn names_stay_and_are_one() {
        let names = Names::default();
        let name = |i: usize| QualName::new(None, ns!(html), LocalName::from(format!("x-{i}")));
        let first: Vec<&QualName> = (0..1000)
            .map(|i| names.intern(Tag::Other, name(i)))
            .collect();
        for (i, &stored) in first.iter().enumerate() {
            assert_eq!(*stored, name(i));
            assert!(std::ptr::eq(stored, names.intern(Tag::Other, name(i))));
        }
        for i in 1000..MANY + 100 {
            names.intern(Tag::Other, name(i));
        }
        assert_eq!(*first[999], name(999));
        assert_eq!(&*names.intern(Tag::Other, name(MANY + 1)).local, OTHER);
        assert_eq!(names.places.borrow().len(), MANY + 1);
    }
}
