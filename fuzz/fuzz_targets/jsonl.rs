//! A line of JSON → a line of JSON.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use unchaff::Cleaner;
use unchaff::record::{Place, Record, With};

static CLEANER: LazyLock<Cleaner> = LazyLock::new(Cleaner::default);

fuzz_target!(|line: &[u8]| {
    let mut page = String::new();
    let mut out = Vec::new();
    match Record::parse(line, None, &mut page) {
        Ok(record) => match record.source() {
            Ok(source) => {
                if let Ok(explanation) = CLEANER.explain(source) {
                    record.write(&explanation, With::default(), &mut out);
                }
            }
            Err(fault) => record.write_fault(&fault, Place::input("-").line(1), &mut out),
        },
        Err(fault) => Record::default().write_fault(&fault, Place::input("-").line(1), &mut out),
    }
    // What came out is one line, and a record again.
    if let Some((b'\n', line)) = out.split_last() {
        assert!(!line.contains(&b'\n'));
        let mut page = String::new();
        assert!(Record::parse(line, Some("body"), &mut page).is_ok());
    }
});
