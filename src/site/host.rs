//! Hosts of addresses.

/// The host of an address, in lower case, without port and `www.`; `None` for what has none.
pub(crate) fn host_of(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("//")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = match host.strip_prefix('[') {
        Some(address) => address.split(']').next()?,
        None => host.split(':').next()?,
    };
    let host = host.trim_end_matches('.').to_lowercase();
    let bare = bare(&host);
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// A host without `www.`.
pub(super) fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whether a string of a rule is a host as addresses give it, or `*.` and one.
pub(super) fn is_host(text: &str) -> bool {
    let host = text.strip_prefix("*.").unwrap_or(text);
    !host.is_empty()
        && host
            .chars()
            .all(|c| c.is_alphanumeric() && !c.is_uppercase() || matches!(c, '.' | '-' | '_' | ':'))
        && !host.starts_with('.')
        && !host.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_addresses() {
        for (url, host) in [
            (
                "https://News.Example.org:8080/a?b#c",
                Some("news.example.org"),
            ),
            ("http://www.example.org", Some("example.org")),
            ("//user:pass@example.org./x", Some("example.org")),
            ("http://[2001:db8::1]:80/", Some("2001:db8::1")),
            ("example.org/bees", None),
            ("https:///x", None),
            ("", None),
        ] {
            assert_eq!(host_of(url).as_deref(), host, "{url}");
        }
    }

    #[test]
    fn hosts_in_rules() {
        for good in [
            "example.org",
            "*.example.org",
            "bücher.example",
            "2001:db8::1",
        ] {
            assert!(is_host(good), "{good}");
        }
        for bad in [
            "",
            "*.",
            "https://example.org",
            "Example.org",
            "a/b",
            ".example.org",
            "exa mple",
        ] {
            assert!(!is_host(bad), "{bad}");
        }
    }
}
