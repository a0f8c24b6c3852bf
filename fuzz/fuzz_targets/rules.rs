//! A rule pack is refused with its place, or works.
#![no_main]

use libfuzzer_sys::fuzz_target;
use unchaff::{Cleaner, Format, Source};

const PAGE: &str = "<title>Bees</title><h1>Bees</h1><div class=a><p>The bees came back to the valley this spring, the keepers \
    said on Monday.<p class=b>Advertisement<p>Subscribe to our newsletter</div>";

fuzz_target!(|pack: &str| {
    match Cleaner::builder().named_rule_pack("f.toml", pack).build() {
        Err(error) => assert!(error.is_rules() && error.to_string().starts_with("f.toml:")),
        Ok(cleaner) => {
            let url = "https://example.org/";
            for format in [Format::Html, Format::Text] {
                let cleaned = cleaner.clean(Source::decoded(PAGE, format).url(url));
                assert!(cleaned.is_ok());
            }
        }
    }
});
