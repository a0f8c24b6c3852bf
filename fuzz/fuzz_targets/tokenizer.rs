//! Our tokenizer gives the tree that html5ever's gives, where none of our bounds makes another on purpose.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| unchaff::oracle::assert_same_tree(html));
