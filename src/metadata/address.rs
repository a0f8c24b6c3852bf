//! Addresses: relative ones made whole, and which two are of one page.

/// The longest base that addresses are resolved against: each link of a page repeats it.
const LONGEST_BASE: usize = 512;

/// The scheme of an address, without its colon.
pub(crate) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut bytes = scheme.bytes();
    let is_scheme = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

/// What an address on a page means, as RFC 3986 has it; `None` where the base is no address of the web. White space
/// around the two is none of theirs.
pub(crate) fn resolved(base: &str, address: &str) -> Option<String> {
    let (base, address) = (base.trim(), address.trim());
    if scheme(address).is_some() {
        return Some(address.to_owned());
    }
    let is_web =
        |scheme: &&str| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let scheme = scheme(base).filter(is_web)?;
    let rest = base.get(scheme.len()..)?.strip_prefix("://")?;
    if base.len() > LONGEST_BASE || rest.is_empty() {
        return None;
    }
    let base = base.split('#').next()?;
    let host = rest.split(['/', '?', '#']).next()?;
    let origin = base.get(..scheme.len() + 3 + host.len())?;
    let page = base.split('?').next()?;
    Some(match address.chars().next() {
        None => base.to_owned(),
        Some('#') => format!("{base}{address}"),
        Some('?') => format!("{page}{address}"),
        Some('/') if address.starts_with("//") => format!("{scheme}:{address}"),
        Some('/') => format!("{origin}{}", without_dots(address)),
        Some(_) => {
            let path = page.get(origin.len()..).unwrap_or_default();
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{origin}{}", without_dots(&format!("{folder}/{address}")))
        }
    })
}

/// A path that starts with `/`, its `.` and `..` gone; what follows it stays.
fn without_dots(address: &str) -> String {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at_checked(end).unwrap_or((address, ""));
    let mut parts: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for part in path.split('/').skip(1) {
        is_folder = matches!(part, "." | "..");
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if is_folder {
        parts.push("");
    }
    format!("/{}{rest}", parts.join("/"))
}

/// Parameters that say where a reader came from, and not which page it is.
const TRACKING: [&str; 8] = [
    "dclid", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "yclid",
];

/// Whether two addresses differ in no more than scheme, `www.`, the case of the host, a final slash, a fragment and
/// tracking parameters.
pub(super) fn same_address(one: &str, other: &str) -> bool {
    let (one, other) = (Parts::of(one), Parts::of(other));
    one.has_path
        && other.has_path
        && one.host.eq_ignore_ascii_case(other.host)
        && one.path == other.path
        && one.parameters().eq(other.parameters())
}

struct Parts<'a> {
    host: &'a str,
    path: &'a str,
    query: &'a str,
    /// It is more than a site's start page.
    has_path: bool,
}

impl<'a> Parts<'a> {
    fn of(address: &'a str) -> Self {
        let address = address.trim();
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let rest = rest.split('#').next().unwrap_or(rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let path = path.trim_end_matches('/');
        let www = host
            .get(..4)
            .filter(|start| start.eq_ignore_ascii_case("www."));
        Self {
            host: host.get(www.map_or(0, str::len)..).unwrap_or(host),
            path,
            query,
            has_path: !path.is_empty() || query.split('&').any(is_telling),
        }
    }

    fn parameters(&self) -> impl Iterator<Item = &'a str> {
        self.query.split('&').filter(|part| is_telling(part))
    }
}

/// Whether a parameter may say which page it is.
fn is_telling(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or_default();
    !name.is_empty() && !name.starts_with("utm_") && TRACKING.binary_search(&name).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_resolved() {
        let base = "https://example.com/a/b?c#d";
        for (address, whole) in [
            ("x", "https://example.com/a/x"),
            ("../x/./y?z=../1", "https://example.com/x/y?z=../1"),
            ("../../../x", "https://example.com/x"),
            ("..", "https://example.com/"),
            ("/x/../y", "https://example.com/y"),
            ("//other.example/x", "https://other.example/x"),
            ("?q", "https://example.com/a/b?q"),
            ("#f", "https://example.com/a/b?c#f"),
            ("", "https://example.com/a/b?c"),
            ("HTTP://x.example", "HTTP://x.example"),
            ("mailto:a@example.com", "mailto:a@example.com"),
            ("1:2", "https://example.com/a/1:2"),
        ] {
            assert_eq!(resolved(base, address).as_deref(), Some(whole), "{address}");
        }
        assert_eq!(
            resolved("https://example.com", "x?y").as_deref(),
            Some("https://example.com/x?y")
        );
        assert_eq!(
            resolved("https://example.com?x/y", "z").as_deref(),
            Some("https://example.com/z")
        );
        for base in [
            "",
            "page.html",
            "file:///a/b",
            "data:text/html,x",
            "http:",
            "https://",
        ] {
            assert_eq!(resolved(base, "x"), None, "{base}");
        }
    }

    #[test]
    fn one_page_has_several_addresses() {
        let same = |one, other| same_address(one, other);
        let page = "https://example.com/index.php?id=9";
        assert!(same(
            page,
            "http://www.Example.com/index.php?id=9&utm_source=x&fbclid=1#top"
        ));
        assert!(!same(page, "https://example.com/index.php?id=1"));
        assert!(!same(page, "https://example.com/Index.php?id=9"));
        assert!(!same(page, "https://example.com/index.php"));
        assert!(same(
            "https://example.com/bees/",
            "example.com/bees?gclid=4"
        ));
        assert!(!same("https://example.com/", "https://example.com"));
        assert!(TRACKING.is_sorted());
    }
}
