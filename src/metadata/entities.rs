//! Character references that a publishing system escaped once too often.

use std::borrow::Cow;

/// Names that turn up in titles and structured data.
const NAMED: [(&str, &str); 22] = [
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("lt", "<"),
    ("gt", ">"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("raquo", "»"),
    ("laquo", "«"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
];

/// The text with left-over references resolved, one level.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        if let Some((value, tail)) = reference(after) {
            out.push_str(&value);
            rest = tail;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that the text's start refers to, `&` left off, and what follows.
fn reference(text: &str) -> Option<(Cow<'static, str>, &str)> {
    let head = text.as_bytes().get(..12).unwrap_or(text.as_bytes());
    let end = head.iter().position(|&byte| byte == b';')?;
    let (name, tail) = (text.get(..end)?, text.get(end + 1..)?);
    let value = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let c = char::from_u32(code).filter(|c| !c.is_control())?;
        Cow::Owned(c.to_string())
    } else {
        Cow::Borrowed(NAMED.iter().find(|(known, _)| *known == name)?.1)
    };
    Some((value, tail))
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn references_are_resolved_once() {
        assert_eq!(
            unescaped("Bees &amp; wasps &#8217;24 &#x2013; a list"),
            "Bees & wasps ’24 – a list"
        );
        assert_eq!(
            unescaped("&amp;amp; & &; &nothing; &#0; &#xD800; AT&T"),
            "&amp; & &; &nothing; &#0; &#xD800; AT&T"
        );
        assert_eq!(unescaped("&ä;"), "&ä;");
    }
}
