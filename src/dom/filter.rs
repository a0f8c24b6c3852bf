//! Which attributes are worth keeping.

use html5ever::{LocalName, local_name};

/// Which attributes the arena keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum KeepAttributes {
    /// Those that a stage reads.
    #[default]
    Known,
    /// All of them: for selectors that a user wrote.
    All,
}

/// `data-*` attributes that name a component.
const COMPONENT: [&str; 14] = [
    "data-block",
    "data-component",
    "data-component-name",
    "data-content",
    "data-content-type",
    "data-module",
    "data-name",
    "data-qa",
    "data-role",
    "data-test",
    "data-test-id",
    "data-testid",
    "data-type",
    "data-widget",
];

/// Whether a stage reads this attribute. `style` counts only where it hides the element.
pub(super) fn is_read(name: &LocalName, value: &str) -> bool {
    match *name {
        local_name!("id")
        | local_name!("class")
        | local_name!("role")
        | local_name!("itemprop")
        | local_name!("itemtype")
        | local_name!("itemscope")
        | local_name!("href")
        | local_name!("rel")
        | local_name!("name")
        | local_name!("property")
        | local_name!("content")
        | local_name!("http-equiv")
        | local_name!("charset")
        | local_name!("lang")
        | local_name!("dir")
        | local_name!("datetime")
        | local_name!("type")
        | local_name!("title")
        | local_name!("alt")
        | local_name!("hidden")
        | local_name!("start")
        | local_name!("cite")
        | local_name!("open")
        | local_name!("src") => true,
        local_name!("style") => hides(value),
        ref other => {
            let other: &str = other;
            other == "aria-hidden"
                || other == "aria-label"
                || other == "shadowrootmode"
                || (other.starts_with("data-") && COMPONENT.binary_search(&other).is_ok())
        }
    }
}

/// Whether an inline style takes the element out of sight.
pub(super) fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.trim_start();
        let is = |word: &str| {
            value
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        match property.trim() {
            p if p.eq_ignore_ascii_case("display") => is("none"),
            p if p.eq_ignore_ascii_case("visibility") => is("hidden") || is("collapse"),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_sorted() {
        assert!(COMPONENT.is_sorted());
    }

    #[test]
    fn only_hiding_styles_are_read() {
        let style = local_name!("style");
        assert!(is_read(&style, "color: red; DISPLAY : none !important"));
        assert!(is_read(&style, "visibility:hidden"));
        assert!(!is_read(&style, "display:block;color:none"));
    }
}
