//! What the name of an output stands for: the file itself, and what is beside it while it is written.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::clean::unwritable;
use crate::overlap::{of_path, of_stdout};
use crate::shell::print;

/// Links one after another: more are a circle.
const LINKS: usize = 40;

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

/// The name of the file that a name leads to, which need not be there yet: links are written through, not replaced.
pub(crate) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(next) = fs::read_link(&path) else {
            return Ok(path);
        };
        path = match path.parent() {
            Some(folder) => folder.join(next),
            None => next,
        };
    }
    Err(io::Error::other("its links lead in a circle"))
}

/// Opens what is to be written straight: standard output, by any name, and what is there and is no regular file.
pub(crate) fn straight(path: &Path) -> io::Result<Option<Box<dyn Write>>> {
    if is_stdout(path) {
        return Ok(Some(Box::new(io::stdout())));
    }
    if path.exists() && !path.is_file() {
        return Ok(Some(Box::new(File::options().write(true).open(path)?)));
    }
    Ok(None)
}

/// Writes a whole file that is small, or standard output.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if is_stdout(path) {
        return print(bytes).map(drop);
    }
    fs::write(path, bytes).map_err(|error| unwritable(Some(path), &error))
}

/// Whether it is `-`, or the file that standard output goes to: opened anew, that would be cut, and not everybody may.
pub(crate) fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-" || of_stdout().is_some_and(|stdout| of_path(path) == Some(stdout))
}

/// Gives a new file the permissions of the one whose place it is to take.
pub(crate) fn take_permissions(file: &File, place: &Path) -> io::Result<()> {
    let Ok(there) = fs::metadata(place) else {
        return Ok(());
    };
    // Where the file system knows none, they are the same, and not to be set.
    if file.metadata()?.permissions() == there.permissions() {
        return Ok(());
    }
    file.set_permissions(there.permissions())
}
