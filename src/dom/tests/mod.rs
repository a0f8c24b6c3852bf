//! Our tokenizer against its oracle, html5ever's own.

mod corpus;
mod hostile;
mod html5lib;
mod soup;
mod tokens;

use std::path::PathBuf;

use super::oracle::{assert_same, dump, parse_stock};

use super::{Dom, Edge, KeepAttributes, parse_into};

/// A folder of the material that stands beside the repository, or `None`, said aloud, where it does not.
#[allow(clippy::print_stderr)]
fn shared(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(folder);
    let there = [
        path,
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../shared")
            .join(folder),
    ]
    .into_iter()
    .find(|path| path.is_dir());
    if there.is_none() {
        eprintln!("skipped: ../shared/{folder} is not there");
    }
    there
}
