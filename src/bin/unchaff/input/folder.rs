//! The files of a folder that are inputs.

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

    /// What is in a folder, sorted, and how many files were passed over.
    pub(super) fn list(&self, path: &Path) -> io::Result<(Vec<PathBuf>, usize)> {
        let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        let (mut files, mut passed_over) = (Vec::new(), 0);
        for entry in entries {
            let path = entry.path();
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            // Links to folders may lead in circles.
            let circular = path.is_dir() && !entry.file_type()?.is_dir();
            if hidden || circular || self.is_output(&path) {
                continue;
            }
            if path.is_dir() || self.from != From::Auto || has_known_suffix(&path) {
                files.push(path);
            } else {
                passed_over += 1;
            }
        }
        Ok((files, passed_over))
    }

    /// Takes note of an input, for whoever wants to know whether it changed: its name, size and time, and in a folder
    /// those of every file to be read.
    pub(crate) fn note(&self, path: &Path, hasher: &mut impl Hasher) {
        path.hash(hasher);
        let Ok(data) = fs::metadata(path) else {
            return;
        };
        if data.is_dir() {
            let (files, _) = self.list(path).unwrap_or_default();
            files.len().hash(hasher);
            for path in files {
                self.note(&path, hasher);
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
