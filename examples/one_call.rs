//! One call: a page in, title and body out.
//!
//! `curl -s https://news.example.com/bees | cargo run --example one_call`

use std::error::Error;
use std::io::{Read, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let mut page = Vec::new();
    stdin().read_to_end(&mut page)?;
    let article = unchaff::clean(&page)?;
    let title = article.title.as_deref().unwrap_or("(no title)");
    writeln!(stdout(), "{title}\n\n{}", article.body)?;
    Ok(())
}
