//! Rules as data: what a rule is, the packs they come in, and finding them in a text.
//!
//! A pack is a TOML file of `[[rule]]` tables, one pack a language and one for all. Parsing and compiling a built-in
//! pack waits until a text needs it: an English text pays for `common` and `en` alone.

mod automaton;
mod bytes;
mod check;
mod filter;
mod fingerprint;
pub(crate) mod fold;
mod gate;
mod letter;
mod matcher;
mod model;
mod needs;
mod pack;
mod phrases;
mod places;
mod prose;
mod set;
mod short;
mod summary;
mod table;
mod trial;
mod written;

pub use check::check;
pub use fingerprint::Fingerprint;
pub use model::{Matching, Opens, Position, Rule, Scope, Strength};
pub use pack::Fault;
pub use set::built_in;
pub(crate) use short::ShortWord;
#[doc(hidden)]
pub use trial::{trial, trial_language};

/// JSON Schema of rule packs, for editors; TOML's tables are its objects.
pub const SCHEMA: &str = include_str!("schema.json");

pub(crate) use matcher::{Match, MatchScratch, WHOLE};
pub(crate) use set::{ActivePacks, PACKS, RuleIndex, RuleSet, Sought};

#[cfg(test)]
mod tests;
