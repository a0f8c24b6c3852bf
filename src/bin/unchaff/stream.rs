//! Batches from one reader through many workers to one writer: in order, bounded, with back-pressure.
//!
//! A fixed set of batches goes round. The reader waits for a free one, so that no more is read than is being worked on,
//! and the writer holds back what is ahead of its turn.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What fills a batch, and says whether there was anything left.
pub(crate) trait Fill<B>: Send + 'static {
    fn fill(&mut self, batch: &mut B) -> bool;
}

/// What works on a batch, on any thread.
pub(crate) trait Work<B>: Send + Sync + 'static {
    fn work(&self, batch: &mut B);
}

/// Batches in flight for each worker: one at work, one waiting on either side, one to spare.
const IN_FLIGHT: usize = 4;

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
        while reader.fill(&mut batch) {
            worker.work(&mut batch);
            write(&mut batch)?;
        }
        return Ok(());
    }
    let (free_in, free) = channel();
    for _ in 0..jobs * IN_FLIGHT {
        let _ = free_in.send(B::default());
    }
    let (full_in, full) = channel();
    let (done_in, done) = channel();
    // Not scoped: when writing fails, a reader that waits for input must not hold the process back.
    spawn("reader", move || read(&mut reader, &free, &full_in))?;
    let (full, worker) = (Arc::new(Mutex::new(full)), Arc::new(worker));
    for _ in 0..jobs {
        let (full, worker, done_in) = (Arc::clone(&full), Arc::clone(&worker), done_in.clone());
        spawn("worker", move || work(&*worker, &full, &done_in))?;
    }
    drop(done_in);
    in_order(&done, |mut batch| {
        write(&mut batch)?;
        let _ = free_in.send(batch);
        Ok(())
    })
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let builder = thread::Builder::new()
        .name(name.to_owned())
        .stack_size(STACK);
    builder.spawn(body).map(drop)
}

fn read<B>(reader: &mut impl Fill<B>, free: &Receiver<B>, full: &Sender<Numbered<B>>) {
    let mut number = 0;
    while let Ok(mut batch) = free.recv() {
        if !reader.fill(&mut batch) || full.send((number, batch)).is_err() {
            break;
        }
        number += 1;
    }
}

fn work<B>(worker: &impl Work<B>, full: &Mutex<Receiver<Numbered<B>>>, done: &Sender<Numbered<B>>) {
    loop {
        let next = full.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, mut batch)) = next else {
            break;
        };
        worker.work(&mut batch);
        if done.send((number, batch)).is_err() {
            break;
        }
    }
}

/// Hands on what arrives, lowest number first, without gaps.
fn in_order<B>(
    done: &Receiver<Numbered<B>>,
    mut write: impl FnMut(B) -> io::Result<()>,
) -> io::Result<()> {
    let (mut next, mut ahead) = (0, BTreeMap::new());
    for (number, batch) in done {
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
    end.map_err(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".to_owned())
    })
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

    #[test]
    fn a_panic_is_caught_with_its_message() {
        assert_eq!(guarded(|| 3), Ok(3));
        assert_eq!(
            guarded(|| panic!("row {}", 4)),
            Err::<(), _>("row 4".to_owned())
        );
    }
}
