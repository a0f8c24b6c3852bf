//! Lines of Markdown, as scrapers emit it.

/// Bytes up to which a line is read as Markdown.
const MARKDOWN_LINE: usize = 600;

/// A line of Markdown without its marks of heading, emphasis and links: what rules read; `None` where there are none.
pub(crate) fn markdown_plain(line: &str) -> Option<String> {
    let ends = [line.bytes().next(), line.bytes().next_back()];
    let is_bare = ends
        .iter()
        .all(|end| end.is_some_and(|end| end.is_ascii_graphic() && !b"#*".contains(&end)));
    if is_bare && memchr::memchr(b']', line.as_bytes()).is_none() {
        return None;
    }
    let bare = line.trim_start_matches('#').trim();
    let bare = bare
        .strip_prefix("**")
        .and_then(|bare| bare.strip_suffix("**"))
        .unwrap_or(bare);
    let has_link = || memchr::memchr(b']', line.as_bytes()).is_some() && line.contains("](");
    if line.len() > MARKDOWN_LINE || bare.len() == line.len() && !has_link() {
        return None;
    }
    let mut plain = String::with_capacity(bare.len());
    let mut rest = bare;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((_, behind)) = after.split_once(')') else {
            break;
        };
        let (outside, label) = before.rsplit_once('[').unwrap_or(("", before));
        plain.push_str(outside.strip_suffix('!').unwrap_or(outside));
        plain.push_str(label);
        rest = behind;
    }
    plain.push_str(rest);
    Some(plain.trim().to_owned()).filter(|plain| !plain.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_read_markdown_without_its_marks() {
        let plain = |line| markdown_plain(line);
        assert_eq!(
            plain("[Skip to content](#main)").as_deref(),
            Some("Skip to content")
        );
        assert_eq!(
            plain("### Subscribe to **us**").as_deref(),
            Some("Subscribe to **us**")
        );
        assert_eq!(
            plain("See [a](/a) and [b](/b).").as_deref(),
            Some("See a and b.")
        );
        assert_eq!(plain("Plain text [1]."), None);
    }
}
