//! Our tokenizer gives the tree that html5ever's gives.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// Elements that may be open at a time before our bounds make another tree on purpose.
const BOUND: usize = 200;

fuzz_target!(|html: &str| {
    if html.bytes().filter(|byte| *byte == b'<').count() < BOUND {
        unchaff::oracle::assert_same_tree(html);
    }
});
