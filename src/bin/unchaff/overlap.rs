//! Outputs that are inputs as well: they would be empty before they are read, or read while they are written.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::target::{OURS, resolve, with_suffix};
use crate::{Exit, Failure};

/// What a regular file is known by, whatever its name.
pub(crate) type Identity = (u64, u64);

#[cfg(unix)]
pub(crate) fn identity(data: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    data.is_file().then(|| (data.dev(), data.ino()))
}

/// Elsewhere files have no numbers to know them by.
#[cfg(not(unix))]
pub(crate) fn identity(_: &Metadata) -> Option<Identity> {
    None
}

/// The file that standard output was redirected to, if it is one.
pub(crate) fn of_stdout() -> Option<Identity> {
    of_stream(&io::stdout())
}

/// The file of that name; for `-` the one that standard input is.
pub(crate) fn of_path(path: &Path) -> Option<Identity> {
    if path.as_os_str() == "-" {
        return of_stream(&io::stdin());
    }
    identity(&fs::metadata(path).ok()?)
}

#[cfg(unix)]
fn of_stream(stream: &impl std::os::fd::AsFd) -> Option<Identity> {
    let file = stream.as_fd().try_clone_to_owned().ok()?;
    identity(&File::from(file).metadata().ok()?)
}

#[cfg(not(unix))]
fn of_stream<T>(_: &T) -> Option<Identity> {
    None
}

/// Refuses an output that is an input or a rule file, or that would have to be written beside its place under the name
/// of one; without a name, or with `-`, it is standard output.
pub(crate) fn refuse(
    inputs: &[PathBuf],
    rules: &[PathBuf],
    output: Option<&Path>,
) -> Result<(), Failure> {
    let mut inputs = inputs.iter().chain(rules);
    let message = match output.filter(|path| path.as_os_str() != "-") {
        Some(output) => {
            let output = resolve(output).unwrap_or_else(|_| output.to_owned());
            let mut ours = OURS.iter().map(|suffix| with_suffix(&output, suffix));
            let is_read = |name: &PathBuf| inputs.clone().any(|input| are_same(input, name));
            ours.find(is_read).map(|name| {
                let name = name.display();
                format!("{name} is an input: the output would overwrite it")
            })
        }
        None => of_stdout().and_then(|stdout| {
            let input = inputs.find(|input| of_path(input) == Some(stdout))?;
            let input = input.display();
            Some(format!(
                "{input} is an input, and standard output goes to it as well"
            ))
        }),
    };
    message.map_or(Ok(()), |message| Err(Failure::new(Exit::Usage, message)))
}

/// Whether two names are those of one regular file that is there.
pub(crate) fn are_same(one: &Path, other: &Path) -> bool {
    let numbers = of_path(one).is_some_and(|file| Some(file) == of_path(other));
    let name = |path: &Path| path.canonicalize().ok().filter(|path| path.is_file());
    numbers || name(one).is_some_and(|path| Some(path) == name(other))
}
