//! A last word when a run is broken off from outside.

#[cfg(unix)]
use signal_hook::consts::{SIGINT, SIGTERM};
#[cfg(unix)]
use signal_hook::{iterator::Signals, low_level::emulate_default_handler};

/// Says `words()` on SIGINT or SIGTERM, and then ends by that signal, as the shell expects; not on one that whoever
/// started the run wants ignored.
#[cfg(unix)]
pub(crate) fn say_at_the_end(words: impl Fn() -> String + Send + 'static) {
    let ignored = ignored();
    let heard = [SIGINT, SIGTERM].into_iter();
    let heard = heard.filter(|signal| ignored >> (signal - 1) & 1 == 0);
    let Ok(mut signals) = Signals::new(heard) else {
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            crate::output::say(&words());
            let _ = emulate_default_handler(signal);
        }
    });
}

/// The signals that are ignored, a bit for each, where the system tells it in a file: to ask for it otherwise takes
/// unsafe code.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or(0)
}

/// Elsewhere the system's own way of ending a process is all there is.
#[cfg(not(unix))]
pub(crate) fn say_at_the_end(_words: impl Fn() -> String + Send + 'static) {}
