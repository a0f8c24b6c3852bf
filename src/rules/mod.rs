//! Rules as data: packs, and matching them.
