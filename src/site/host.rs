//! Hosts of addresses.

/// The host of an address, in lower case, without port and `www.`; `None` for what has none that a rule could name.
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
    is_plain(bare).then(|| bare.to_owned())
}

/// A host without `www.`, however often it stands there: what was learned is to be found again.
pub(super) fn bare(host: &str) -> &str {
    host.trim_start_matches("www.")
}

/// Whether a string of a rule is a host as addresses give it, or `*.` and one.
pub(super) fn is_host(text: &str) -> bool {
    is_plain(text.strip_prefix("*.").unwrap_or(text))
}

fn is_plain(host: &str) -> bool {
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
            ("https://courier .example.org/x", None),
            ("https://%63ourier.example.org/x", None),
            ("https://a\"b.example.org/x", None),
            ("https://*.org/x", None),
            ("https://.example.org/x", None),
            ("https://WWW.www.example.org/x", Some("example.org")),
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
