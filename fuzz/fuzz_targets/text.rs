//! Plain text → article: the invariants of every input hold.
#![no_main]

#[path = "../../tests/properties/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use unchaff::{Format, Source};

fuzz_target!(|text: &str| invariants::check(Source::decoded(text, Format::Text)));
