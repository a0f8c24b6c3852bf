//! Bytes under any label: what comes out is text, and the same each time.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use unchaff::{Cleaner, Source};

const LABELS: [&str; 8] = [
    "utf-8",
    "utf-16le",
    "windows-1252",
    "shift_jis",
    "gb18030",
    "iso-2022-jp",
    "x-user-defined",
    "none",
];

static CLEANER: LazyLock<Cleaner> = LazyLock::new(Cleaner::default);

fuzz_target!(|input: (u8, &[u8])| {
    let (label, bytes) = input;
    let label = LABELS[usize::from(label) % LABELS.len()];
    let source = || Source::auto(bytes).charset(label);
    match (CLEANER.clean(source()), CLEANER.clean(source())) {
        (Ok(once), Ok(again)) => {
            assert_eq!((once.title, once.body), (again.title, again.body));
            assert_eq!(once.metadata.charset, again.metadata.charset);
        }
        (Err(once), Err(again)) => assert_eq!(once.code(), again.code()),
        _ => panic!("an input and none"),
    }
});
