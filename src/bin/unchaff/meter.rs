//! How far a run is, while it runs: a line that renews itself on a terminal, a line a minute in a log.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::batch::Position;
use crate::compression::Compression;
use crate::output::say;
use crate::tally::Tally;

/// Between two lines on a terminal: the eye takes no more.
const ON_TERMINAL: Duration = Duration::from_millis(200);
/// Between two lines in a log.
const IN_LOG: Duration = Duration::from_secs(60);

/// What is shown of a run.
pub(crate) struct Meter {
    start: Instant,
    last: Instant,
    quiet: bool,
    terminal: bool,
    /// Bytes to read, where that is known.
    total: Option<u64>,
    /// Bytes that an earlier run had read.
    before: u64,
    shown: bool,
}

impl Meter {
    /// A meter for these inputs. It is silent where answers go to the same terminal.
    pub(crate) fn new(
        paths: &[PathBuf],
        from: Position,
        quiet: bool,
        answers_on_terminal: bool,
    ) -> Self {
        let now = Instant::now();
        Self {
            start: now,
            last: now,
            quiet: quiet || answers_on_terminal,
            terminal: io::stderr().is_terminal(),
            total: total(paths),
            before: read(from),
            shown: false,
        }
    }

    /// Shows how far the run is, if it is time to.
    pub(crate) fn show(&mut self, at: Position, tally: &Tally) {
        let pause = if self.terminal { ON_TERMINAL } else { IN_LOG };
        if self.quiet || self.last.elapsed() < pause {
            return;
        }
        self.last = Instant::now();
        let line = self.line(at, tally);
        if self.terminal {
            self.shown = true;
            // Only a display: when it fails, the run does not.
            let _ = write!(io::stderr(), "\r\x1b[K{line}");
        } else {
            say(&line);
        }
    }

    /// Takes the line on the terminal away, so that words can follow.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    #[allow(clippy::cast_precision_loss)] // for the eye
    fn line(&self, at: Position, tally: &Tally) -> String {
        let seconds = self.start.elapsed().as_secs_f64().max(0.001);
        let done = read(at).saturating_sub(self.before) as f64;
        let (records, faults) = (tally.records, tally.faults());
        let speed = done / seconds;
        let mut line = format!(
            "{records} records, {:.1} MB/s, {faults} errors",
            speed / 1e6
        );
        if let Some(total) = self.total.filter(|total| *total > 0) {
            let left = total.saturating_sub(read(at)) as f64;
            let share = 100.0 - 100.0 * left / total as f64;
            let _ = write!(line, ", {share:.0} %");
            if speed > 0.0 {
                let _ = write!(line, ", {} left", span(left / speed));
            }
        }
        line
    }
}

/// Bytes read up to here.
fn read(at: Position) -> u64 {
    at.before + if at.offset == u64::MAX { 0 } else { at.offset }
}

/// What there is to read, if all of it is plain files.
fn total(paths: &[PathBuf]) -> Option<u64> {
    let size = |path: &PathBuf| {
        let data = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let plain = Compression::of_path(path) == Compression::Plain;
        (plain && path.as_path() != Path::new("-")).then_some(data.len())
    };
    paths.iter().map(size).sum()
}

/// Seconds as a clock shows them.
fn span(seconds: f64) -> String {
    let seconds = Duration::from_secs_f64(seconds.clamp(0.0, 1e9)).as_secs();
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{hours}:{minutes:02}:{:02}", seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_share_and_time_left() {
        let meter = Meter {
            start: Instant::now().checked_sub(Duration::from_secs(10)).unwrap(),
            last: Instant::now(),
            quiet: false,
            terminal: false,
            total: Some(100_000_000),
            before: 0,
            shown: false,
        };
        let at = Position {
            offset: 20_000_000,
            before: 5_000_000,
            ..Position::default()
        };
        let line = meter.line(at, &Tally::default());
        assert_eq!(line, "0 records, 2.5 MB/s, 0 errors, 25 %, 0:00:30 left");
        assert_eq!(span(3725.0), "1:02:05");
    }
}
