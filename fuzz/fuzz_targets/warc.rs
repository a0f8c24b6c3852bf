//! A WARC file → its pages, and an end. The reader is the command's own.
#![no_main]
#![allow(dead_code, unused_imports)]

#[path = "../../src/bin/unchaff/batch.rs"]
mod batch;
#[path = "../../src/bin/unchaff/coding.rs"]
mod coding;
#[path = "../../src/bin/unchaff/compression/mod.rs"]
mod compression;
#[path = "../../src/bin/unchaff/http.rs"]
mod http;
#[path = "../../src/bin/unchaff/warc/mod.rs"]
mod warc;

/// What the command's reader hands on.
mod input {
    use std::sync::Arc;

    pub(crate) struct Opened {
        pub(crate) stream: crate::compression::Stream,
        pub(crate) input: Arc<str>,
        pub(crate) head: Vec<u8>,
        pub(crate) at: crate::batch::Position,
    }
}

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;

const MAX_BYTES: usize = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let reader = Box::new(Cursor::new(bytes.to_vec()));
    let Ok(stream) = compression::Stream::new(reader) else {
        return;
    };
    let opened = input::Opened {
        stream,
        input: "f.warc".into(),
        head: Vec::new(),
        at: batch::Position::default(),
    };
    let mut records = warc::Records::new(opened, MAX_BYTES);
    let mut batch = batch::Batch::default();
    let hints = batch::Hints {
        max_bytes: MAX_BYTES,
        ..batch::Hints::default()
    };
    // Each turn takes something of the input.
    for _ in 0..=bytes.len() {
        batch.reset();
        let more = records.fill(&mut batch);
        for item in &batch.items {
            let mut page = String::new();
            let _ = hints.record(item, &batch.bytes, &batch.input, &mut page);
        }
        if !matches!(more, Ok(true)) {
            return;
        }
    }
    panic!("no end");
});
