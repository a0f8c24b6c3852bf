//! Batches from one reader through many workers to one writer: in order, bounded, with back-pressure.
//!
//! Workers take turns at the reader. A fixed set of batches goes round: who reads waits for a free one, so that no more is
//! read than is being worked on, and the writer holds back what is ahead of its turn. A panic that is no single record's
//! ends the run as a failure: what was written is whole up to there.

use std::any::Any;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// What fills a batch, and says whether there was anything left.
pub(crate) trait Fill<B>: Send + 'static {
    fn fill(&mut self, batch: &mut B) -> bool;
}

/// What works on a batch, on any thread.
pub(crate) trait Work<B>: Send + Sync + 'static {
    fn work(&self, batch: &mut B);
}

/// Batches in flight for each worker: one at work, and one that waits to be written.
const IN_FLIGHT: usize = 2;

/// The library does not recurse over its input, but other people's regular expressions may be deep.
const STACK: usize = 8 << 20;

type Numbered<B> = (u64, B);

/// Runs until the reader has no more, or writing fails. With one job all happens on this thread.
pub(crate) fn run<B: Default + Send + 'static>(
    jobs: usize,
    mut reader: impl Fill<B>,
    worker: impl Work<B>,
    mut write: impl FnMut(&mut B) -> io::Result<()>,
) -> io::Result<()> {
    if jobs < 2 {
        let mut batch = B::default();
        while caught(|| reader.fill(&mut batch))? {
            caught(|| worker.work(&mut batch))?;
            write(&mut batch)?;
        }
        return Ok(());
    }
    let (free_in, free) = channel();
    for _ in 0..jobs * IN_FLIGHT {
        let _ = free_in.send(B::default());
    }
    let (done_in, done) = channel();
    let source = Source {
        reader,
        free,
        next: 0,
        is_at_end: false,
    };
    // Not scoped: when writing fails, a worker that waits for input must not hold the process back.
    let (source, worker) = (Arc::new(Mutex::new(source)), Arc::new(worker));
    for _ in 0..jobs {
        let (source, worker, done_in) = (Arc::clone(&source), Arc::clone(&worker), done_in.clone());
        let body = move || work(&source, &*worker, &done_in);
        thread::Builder::new()
            .name("worker".to_owned())
            .stack_size(STACK)
            .spawn(body)?;
    }
    drop(done_in);
    in_order(&done, |mut batch| {
        write(&mut batch)?;
        let _ = free_in.send(batch);
        Ok(())
    })
}

/// Where batches come from.
struct Source<B, R> {
    reader: R,
    free: Receiver<B>,
    next: u64,
    is_at_end: bool,
}

impl<B, R: Fill<B>> Source<B, R> {
    /// The next batch, as soon as one is free.
    fn next(&mut self) -> Option<Numbered<B>> {
        if self.is_at_end {
            return None;
        }
        let mut batch = self.free.recv().ok()?;
        self.is_at_end = !self.reader.fill(&mut batch);
        if self.is_at_end {
            return None;
        }
        let number = self.next;
        self.next += 1;
        Some((number, batch))
    }
}

/// Reads and works, batch after batch: who reads one has it at hand when it is worked on.
fn work<B>(
    source: &Mutex<Source<B, impl Fill<B>>>,
    worker: &impl Work<B>,
    done: &Sender<io::Result<Numbered<B>>>,
) {
    // What a reader that panicked would give is not known: the others stop, too.
    let next = || source.lock().ok().and_then(|mut source| source.next());
    let one = || {
        let (number, mut batch) = next()?;
        worker.work(&mut batch);
        Some((number, batch))
    };
    while let Some(end) = caught(one).transpose() {
        let is_last = end.is_err();
        if done.send(end).is_err() || is_last {
            break;
        }
    }
}

/// Hands on what arrives, lowest number first, without gaps.
fn in_order<B>(
    done: &Receiver<io::Result<Numbered<B>>>,
    mut write: impl FnMut(B) -> io::Result<()>,
) -> io::Result<()> {
    let (mut next, mut ahead) = (0, BTreeMap::new());
    for end in done {
        let (number, batch) = end?;
        ahead.insert(number, batch);
        while let Some(batch) = ahead.remove(&next) {
            write(batch)?;
            next += 1;
        }
    }
    Ok(())
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread would be one record's fault.
pub(crate) fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs one record's work. A panic is that record's fault and nobody else's: `Err` holds its message.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    let end = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    end.map_err(|panic| message(&*panic))
}

/// Runs what is no single record's work: a panic is a failure of the run.
fn caught<T>(work: impl FnOnce() -> T) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|panic| io::Error::other(format!("panic: {}", message(&*panic))))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Count(u32);

    impl Fill<Vec<u32>> for Count {
        fn fill(&mut self, batch: &mut Vec<u32>) -> bool {
            batch.clear();
            batch.push(self.0);
            self.0 += 1;
            self.0 <= 500
        }
    }

    struct Uneven;

    impl Work<Vec<u32>> for Uneven {
        fn work(&self, batch: &mut Vec<u32>) {
            if batch.first().is_some_and(|number| number % 7 == 0) {
                thread::sleep(std::time::Duration::from_millis(1));
            }
            batch.push(0);
        }
    }

    #[test]
    fn order_is_kept_whatever_the_number_of_jobs() {
        for jobs in [1, 2, 5] {
            let mut seen = Vec::new();
            run(jobs, Count(0), Uneven, |batch| {
                seen.push(batch.remove(0));
                Ok(())
            })
            .unwrap();
            assert_eq!(seen, (0..500).collect::<Vec<_>>(), "-j {jobs}");
        }
    }

    #[test]
    fn a_failed_write_ends_the_run() {
        for jobs in [1, 3] {
            let mut written = 0;
            let end = run(jobs, Count(0), Uneven, |_| {
                written += 1;
                if written == 5 {
                    Err(io::ErrorKind::BrokenPipe.into())
                } else {
                    Ok(())
                }
            });
            assert_eq!(
                (end.unwrap_err().kind(), written),
                (io::ErrorKind::BrokenPipe, 5)
            );
        }
    }

    /// Panics at its fifth batch.
    struct Faulty;

    impl Work<Vec<u32>> for Faulty {
        fn work(&self, batch: &mut Vec<u32>) {
            assert!(batch != &[4], "batch 4");
        }
    }

    struct FaultyCount(Count);

    impl Fill<Vec<u32>> for FaultyCount {
        fn fill(&mut self, batch: &mut Vec<u32>) -> bool {
            assert!(self.0.0 != 4, "batch 4");
            self.0.fill(batch)
        }
    }

    #[test]
    fn a_panic_of_a_reader_or_a_worker_ends_the_run_as_a_failure() {
        for jobs in [1, 2, 5] {
            let ends = [
                run(jobs, Count(0), Faulty, |_| Ok(())),
                run(jobs, FaultyCount(Count(0)), Uneven, |_| Ok(())),
            ];
            for end in ends {
                assert_eq!(end.unwrap_err().to_string(), "panic: batch 4", "-j {jobs}");
            }
        }
    }

    #[test]
    fn a_panic_is_caught_with_its_message() {
        assert_eq!(guarded(|| 3), Ok(3));
        assert_eq!(
            guarded(|| panic!("row {}", 4)),
            Err::<(), _>("row 4".to_owned())
        );
    }
}
