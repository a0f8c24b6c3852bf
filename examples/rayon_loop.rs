//! A configured cleaner, shared by all cores.
//!
//! `cargo run --release --example rayon_loop -- pages/*.html`

use std::error::Error;
use std::fs;
use std::io::{Write, stdout};

use rayon::prelude::*;
use unchaff::{Cleaner, Preset, Role, Source};

fn main() -> Result<(), Box<dyn Error>> {
    let cleaner = Cleaner::builder()
        .preset(Preset::Precision)
        .leave_out(Role::Caption)
        .max_bytes(4 << 20)
        .build()?;
    let paths: Vec<String> = std::env::args().skip(1).collect();
    // The order of the results is that of the paths, whichever core is faster.
    let lines: Vec<String> = paths
        .par_iter()
        .map(|path| {
            let words = fs::read(path).map_err(|error| error.to_string());
            let article = words.and_then(|page| {
                let cleaned = cleaner.clean(Source::html(&page));
                cleaned.map_err(|error| error.to_string())
            });
            match article {
                Ok(article) => format!("{path}: {} bytes of text", article.body.len()),
                Err(error) => format!("{path}: {error}"),
            }
        })
        .collect();
    writeln!(stdout(), "{}", lines.join("\n"))?;
    Ok(())
}
