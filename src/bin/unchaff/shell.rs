//! `unchaff completions` and `unchaff man`: made from the one definition of the command line.

use std::io::{self, Write};
use std::process;

use clap::CommandFactory;

use crate::args::Cli;
use crate::{Exit, Failure};

/// Prints a shell's completion script.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "unchaff", &mut script);
    print(&script)
}

/// Prints the manual page.
pub(crate) fn man() -> Result<Exit, Failure> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Cli::command()).render(&mut page);
    rendered.map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    print(&page)
}

/// Writes to standard output; when its reader went away, that is the end.
pub(crate) fn print(bytes: &[u8]) -> Result<Exit, Failure> {
    let mut out = io::stdout();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(Exit::Done),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => process::exit(0),
        Err(error) => {
            let message = format!("cannot write standard output: {error}");
            Err(Failure::new(Exit::Failed, message))
        }
    }
}
