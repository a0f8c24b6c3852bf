//! Words to whoever runs the command, and what of a page may reach a terminal.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Whether answers go to a terminal.
pub(crate) fn is_terminal(path: Option<&Path>) -> bool {
    path.is_none_or(|path| path.as_os_str() == "-") && io::stdout().is_terminal()
}

/// Says something on standard error.
pub(crate) fn say(words: &str) {
    let mut line = format!("unchaff: {words}\n").into_bytes();
    strip_active(&mut line);
    // Nobody is left to tell when this fails.
    let _ = io::stderr().write_all(&line);
}

/// Whether a terminal may act on this character rather than show it.
pub(crate) fn is_control(char: char) -> bool {
    char.is_control() && char != '\n' && char != '\t'
}

/// Whether it may act on it, or turn the text around it: control characters, and those that override or isolate the
/// direction of writing, which could make a line read as another.
pub(crate) fn is_active(char: char) -> bool {
    is_control(char) || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Takes control characters out of a text.
pub(crate) fn strip_controls(text: &mut Vec<u8>) {
    strip(text, is_control);
}

/// Takes all that is active out of a text for a terminal.
pub(crate) fn strip_active(text: &mut Vec<u8>) {
    strip(text, is_active);
}

fn strip(text: &mut Vec<u8>, unwanted: fn(char) -> bool) {
    if is_harmless(text) {
        return;
    }
    let shown = String::from_utf8_lossy(text);
    if shown.contains(unwanted) {
        *text = without(&shown, unwanted).into_bytes();
    }
}

/// A text without some characters. In the place of white space, such as a form feed, comes a blank: words are not to run
/// together.
pub(crate) fn without(text: &str, unwanted: fn(char) -> bool) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let ends_line = char == '\r' && chars.peek() == Some(&'\n');
        if !unwanted(char) {
            rest.push(char);
        } else if char.is_whitespace() && !ends_line {
            rest.push(' ');
        }
    }
    rest
}

/// Escapes the control characters that JSON allows in strings.
pub(crate) fn escape_controls(json: &mut Vec<u8>) {
    if is_harmless(json) {
        return;
    }
    let mut shown = String::with_capacity(json.len());
    for char in String::from_utf8_lossy(json).chars() {
        if is_active(char) {
            let _ = write!(shown, "\\u{:04x}", u32::from(char));
        } else {
            shown.push(char);
        }
    }
    *json = shown.into_bytes();
}

/// Without bytes of active characters: C0 and DEL, and the first bytes of C1 and of overrides in UTF-8.
fn is_harmless(text: &[u8]) -> bool {
    !text.iter().any(|&byte| {
        byte < b' ' && byte != b'\n' && byte != b'\t' || matches!(byte, 0x7f | 0xc2 | 0xe2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_do_not_reach_a_terminal() {
        let mut text = "a\u{1b}[31m\u{7f}\u{9b}é\u{202e}\tb\r\n"
            .as_bytes()
            .to_vec();
        strip_controls(&mut text);
        assert_eq!(text, "a[31mé\u{202e}\tb\n".as_bytes());
        strip_active(&mut text);
        assert_eq!(text, "a[31mé\tb\n".as_bytes());
        let mut text = "a\u{b}b\u{c}c\rd\u{85}e\r\n".as_bytes().to_vec();
        strip_controls(&mut text);
        assert_eq!(text, b"a b c d e\n");
        let mut json = "{\"a\":\"\u{9b}\u{7f}é\"}\n".as_bytes().to_vec();
        escape_controls(&mut json);
        assert_eq!(json, "{\"a\":\"\\u009b\\u007fé\"}\n".as_bytes());
    }
}
