//! The files of a folder that are inputs.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use super::shape::has_known_suffix;
use crate::args::From;
use crate::overlap::{self, Identity};
use crate::target::{OURS, resolve};

/// Which files of folders are inputs: by name, without what is hidden; and what is not told to be read must have a
/// name like a page's, a text's or an archive's.
pub(crate) struct Folders {
    from: From,
    /// A file never to be read, the output: its folder and its name.
    output: Option<(Option<PathBuf>, OsString)>,
    /// The same, where standard output goes to it.
    stdout: Option<Identity>,
}

/// What is in a folder.
#[derive(Default)]
pub(super) struct Listing {
    /// To be read, folders among them.
    pub(super) files: Vec<PathBuf>,
    /// How many are not, by the reason.
    pub(super) passed_over: BTreeMap<&'static str, usize>,
}

impl Folders {
    pub(crate) fn new(from: From, output: Option<&Path>) -> Self {
        let output = output.filter(|path| path.as_os_str() != "-");
        Self {
            from,
            stdout: output.is_none().then(overlap::of_stdout).flatten(),
            output: output.map(|path| {
                let path = led_to(path);
                (folder_of(&path), path.into_os_string())
            }),
        }
    }

    /// What is in a folder, sorted. `depth` is how many folders above it are being read as well.
    pub(super) fn list(&self, path: &Path, depth: usize) -> io::Result<Listing> {
        let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        let mut listing = Listing::default();
        for entry in entries {
            let path = entry.path();
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            if hidden || self.is_output(&path) {
                continue;
            }
            let is_link = entry.file_type()?.is_symlink();
            // What a link should lead to and is not there is said when it is to be read.
            let data = fs::metadata(&path).or_else(|_| entry.metadata())?;
            let why_not = if data.is_dir() {
                (is_link && leads_back(&path, depth)).then_some("lead back to a folder they are in")
            } else if !data.is_file() && !data.is_symlink() {
                // Reading from a pipe would wait for somebody to write.
                Some("are no regular files")
            } else {
                let is_read = self.from != From::Auto || has_known_suffix(&path);
                (!is_read).then_some("have no name like a page's or text's")
            };
            match why_not {
                None => listing.files.push(path),
                Some(why) => *listing.passed_over.entry(why).or_default() += 1,
            }
        }
        Ok(listing)
    }

    /// Takes note of an input, for whoever wants to know whether it changed: its name, size and time, and in a folder
    /// those of every file to be read.
    pub(crate) fn note(&self, path: &Path, hasher: &mut impl Hasher) {
        self.note_below(path, 0, hasher);
    }

    fn note_below(&self, path: &Path, depth: usize, hasher: &mut impl Hasher) {
        path.hash(hasher);
        let Ok(data) = fs::metadata(path) else {
            return;
        };
        if data.is_dir() {
            let files = self.list(path, depth).unwrap_or_default().files;
            files.len().hash(hasher);
            for path in files {
                self.note_below(&path, depth + 1, hasher);
            }
        } else {
            (data.len(), data.modified().ok()).hash(hasher);
        }
    }

    /// Whether it is the output, or what stands beside that while it is written.
    pub(crate) fn is_output(&self, path: &Path) -> bool {
        if self.stdout.is_some() && overlap::of_path(path) == self.stdout {
            return true;
        }
        let path = &led_to(path);
        self.output.as_ref().is_some_and(|(folder, output)| {
            let name = |path: &Path| path.file_name().map(OsStr::to_owned).unwrap_or_default();
            let (path_name, output_name) = (name(path), name(Path::new(output)));
            let rest = path_name
                .as_encoded_bytes()
                .strip_prefix(output_name.as_encoded_bytes());
            let is_ours = |rest: &[u8]| OURS.iter().any(|ours| ours.as_bytes() == rest);
            rest.is_some_and(is_ours) && folder_of(path) == *folder
        })
    }
}

/// Whether a link leads to the folder it is in, or to one of so many above that are being read.
fn leads_back(link: &Path, depth: usize) -> bool {
    let target = link.canonicalize().ok();
    let mut above = link.ancestors().skip(1).take(depth + 1);
    above.any(|folder| folder.canonicalize().ok() == target)
}

/// The file that a name leads to, if it is a link.
fn led_to(path: &Path) -> PathBuf {
    resolve(path).unwrap_or_else(|_| path.to_owned())
}

/// The folder that a file is in, however it is named.
fn folder_of(path: &Path) -> Option<PathBuf> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).canonicalize().ok()
}
