//! A last word when a run is broken off from outside.

#[cfg(unix)]
use signal_hook::consts::{SIGINT, SIGTERM};
#[cfg(unix)]
use signal_hook::{iterator::Signals, low_level::emulate_default_handler};

/// Says `words()` on SIGINT or SIGTERM, and then ends by that signal, as the shell expects.
#[cfg(unix)]
pub(crate) fn say_at_the_end(words: impl Fn() -> String + Send + 'static) {
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else {
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            crate::output::say(&words());
            let _ = emulate_default_handler(signal);
        }
    });
}

/// Elsewhere the system's own way of ending a process is all there is.
#[cfg(not(unix))]
pub(crate) fn say_at_the_end(_words: impl Fn() -> String + Send + 'static) {}
