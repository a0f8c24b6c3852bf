//! What was left out, by which rule, and why, as data. `cargo run --example explain_as_data -- page.html`

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{Write, stdout};

use unchaff::{Action, Cleaner};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which page?")?;
    let page = std::fs::read(path)?;
    let explanation = Cleaner::default().explain(&page)?;
    let text = explanation.document().text();
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for verdict in explanation.verdicts() {
        let gone = match verdict.action() {
            Action::LeaveOut => vec![verdict.span()],
            Action::Trim(parts) => parts.clone(),
            _ => continue,
        };
        for span in gone {
            let part = text.get(span).unwrap_or_default();
            *words.entry(verdict.rule()).or_default() += part.split_whitespace().count();
            writeln!(
                stdout(),
                "{:<12} {part:?}: {}",
                verdict.role(),
                verdict.reason()
            )?;
        }
    }
    for (rule, words) in words {
        writeln!(stdout(), "{words:>6} words by {rule}")?;
    }
    Ok(())
}
