//! Rules of one's own, beside the built-in ones. `cargo run --example house_rules`

use std::error::Error;
use std::io::{Write, stdout};

use unchaff::{Cleaner, rules};

const PACK: &str = r#"
schema = 1
language = "en"

[[rule]]
id = "skyvault"
role = "advertising"
strength = "decisive"
why = "The shop advertises its own cloud between the paragraphs."
phrases = ["skyvault cloud plus"]
drop = ["SkyVault Cloud Plus", "» SkyVault Cloud Plus"]
keep = ["The town pays for SkyVault Cloud Plus.", "SkyVault Cloud Plus was too dear for the school, he said."]
"#;

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(fault) = rules::check("house.toml", PACK).first() {
        return Err(fault.to_string().into());
    }
    let cleaner = Cleaner::builder()
        .named_rule_pack("house.toml", PACK)
        .build()?;
    let text = "The ferry will sail through the night from May on, the harbour master said on Monday.\n\n\
        SkyVault Cloud Plus\n\n\
        The last boat now leaves at ten, and whoever misses it sleeps on the pier until the morning.";
    let article = cleaner.clean(text)?;
    assert!(!article.body.contains("SkyVault"));
    writeln!(stdout(), "{}", article.body)?;
    Ok(())
}
