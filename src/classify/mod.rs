//! What each block is: evidence → role, one best path over the sequence.

mod roles;

pub use roles::{PageKind, Role};
