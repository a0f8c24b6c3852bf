//! What the name of an output stands for: the file itself, and what is beside it while it is written.

use std::path::{Path, PathBuf};

/// What the name of an output has at its end while it is not done, that of the notes beside it, and that of notes which
/// are not yet whole.
pub(crate) const PARTIAL: &str = ".partial";
pub(crate) const PROGRESS: &str = ".progress";
pub(crate) const DRAFT: &str = ".progress.new";

/// All that an output's name may have at its end on the way.
pub(crate) const OURS: [&str; 4] = ["", PARTIAL, PROGRESS, DRAFT];

/// The name with this at its end.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
