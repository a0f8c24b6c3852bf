//! Lines and titles as they are compared: words in lower case.

use crate::letters::is_alphanumeric;

/// Lower-case words with single blanks between.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::new();
    fold_into(text, &mut out);
    out
}

/// The same, into a string whose content is lost.
pub(super) fn fold_into(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        *out = fold_ascii(text, std::mem::take(out).into_bytes());
        return;
    }
    out.reserve(text.len());
    let mut blank = false;
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                if std::mem::take(&mut blank) {
                    out.push(' ');
                }
                out.push(c.to_ascii_lowercase());
            } else if c != '\'' {
                blank = !out.is_empty();
            }
        } else if is_alphanumeric(c) {
            if std::mem::take(&mut blank) {
                out.push(' ');
            }
            out.extend(c.to_lowercase());
        } else if c != '’' {
            blank = !out.is_empty();
        }
    }
}

/// What an ASCII character becomes: 0 sets words apart, an apostrophe stands for nothing.
static FOLDED: [u8; 128] = {
    let mut folded = [0; 128];
    let mut byte = 0;
    while byte < 128_u8 {
        if byte.is_ascii_alphanumeric() || byte == b'\'' {
            folded[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    folded
};

/// The same for a text of ASCII, in `out`.
fn fold_ascii(text: &str, mut out: Vec<u8>) -> String {
    // A byte more, where a blank is put that is not needed.
    out.resize(text.len() + 1, 0);
    let (mut end, mut blank) = (0, 0);
    for &byte in text.as_bytes() {
        let folded = FOLDED[usize::from(byte & 127)];
        if folded == 0 {
            blank = usize::from(end > 0);
        } else if folded != b'\'' {
            out[end] = b' ';
            end += blank;
            out[end] = folded;
            end += 1;
            blank = 0;
        }
    }
    out.truncate(end);
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_folded_as_the_rest_is() {
        for text in [
            "Don't -- STOP",
            "  a  B\tc.",
            "'",
            "",
            "x'y",
            "A\0b",
            "--",
            "it's, 'ok' ",
        ] {
            let plain = folded(text);
            let among = folded(&format!("{text} é"));
            assert_eq!(format!("{plain} é").trim_start(), among, "{text:?}");
        }
        assert_eq!(folded("Don't -- STOP!"), "dont stop");
    }
}
