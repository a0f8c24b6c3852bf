//! Bytes of any kind → article: the invariants of every input hold.
#![no_main]

#[path = "../../tests/properties/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use unchaff::Source;

fuzz_target!(|bytes: &[u8]| invariants::check(Source::auto(bytes)));
