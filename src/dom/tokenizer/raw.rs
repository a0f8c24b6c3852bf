//! Where raw text ends.

use std::sync::LazyLock;

use memchr::memchr2;
use memchr::memmem::Finder;

static END_TAG: LazyLock<Finder> = LazyLock::new(|| Finder::new(b"</"));
static ESCAPE: LazyLock<Finder> = LazyLock::new(|| Finder::new(b"<!--"));

/// The offset of the end tag `</name` that ends RCDATA or RAWTEXT; the text's length where there is none.
pub(super) fn end_of_text(text: &[u8], name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = END_TAG.find(&text[from..]) {
        if is_tag(&text[from + at + 2..], name) {
            return from + at;
        }
        from += at + 2;
    }
    text.len()
}

/// Whether a tag's name, case aside, stands here and ends.
fn is_tag(rest: &[u8], name: &str) -> bool {
    !name.is_empty()
        && rest
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && matches!(
            rest.get(name.len()),
            Some(b'\t' | b'\n' | b'\r' | b'\x0c' | b' ' | b'/' | b'>')
        )
}

/// The offset of the end tag, `</name`, that ends a script's text.
///
/// Within `<!-- … -->` a `<script` is taken for a nested one, and its end tag does not end the text.
pub(super) fn end_of_script(text: &[u8], name: &str) -> usize {
    let mut from = 0;
    loop {
        let end = from + end_of_text(&text[from..], name);
        match ESCAPE.find(&text[from..end]) {
            None => return end,
            // The two dashes may be those of `-->` already.
            Some(at) => match escaped(text, name, from + at + 2) {
                Escape::Ends(at) => return at,
                Escape::Closed(at) => from = at,
            },
        }
    }
}

enum Escape {
    /// The script's text ends here.
    Ends(usize),
    /// After `-->`.
    Closed(usize),
}

fn escaped(text: &[u8], name: &str, start: usize) -> Escape {
    let (mut from, mut doubly) = (start, false);
    while let Some(at) = memchr2(b'<', b'-', &text[from..]) {
        let rest = &text[from + at..];
        if rest.starts_with(b"-->") {
            return Escape::Closed(from + at + 3);
        }
        if rest.starts_with(b"</") {
            if !doubly && is_tag(&rest[2..], name) {
                return Escape::Ends(from + at);
            }
            doubly &= !is_tag(&rest[2..], "script");
        } else if !doubly && rest.starts_with(b"<") && is_tag(&rest[1..], "script") {
            doubly = true;
        }
        from += at + 1;
    }
    Escape::Ends(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_end_where_the_standard_says() {
        let rest = |text: &'static str| &text[end_of_script(text.as_bytes(), "script")..];
        assert_eq!(rest("a</script>b"), "</script>b");
        assert_eq!(rest("a</scripty></SCRIPT b"), "</SCRIPT b");
        assert_eq!(rest("<!-- a </script>b"), "</script>b");
        assert_eq!(rest("<!-- <script> </script> --> </script>b"), "</script>b");
        assert_eq!(rest("<!--<script></script></script>b"), "</script>b");
        assert_eq!(rest("<!--><script></script>b"), "</script>b");
        assert_eq!(rest("<!--<script></script"), "");
        assert_eq!(rest("</script"), "");
    }
}
