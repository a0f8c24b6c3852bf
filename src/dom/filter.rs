//! Which attributes are worth keeping.

/// Which attributes the arena keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum KeepAttributes {
    /// Those that a stage reads.
    #[default]
    Known,
    /// All of them: for selectors that a user wrote.
    All,
}

/// Whether an attribute is kept where not all are.
pub(super) fn is_kept(name: &str, value: &str) -> bool {
    is_read(name) && (name != "style" || hides(value))
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

/// Whether a stage reads attributes of this name. `style` counts only where it hides the element.
pub(super) fn is_read(name: &str) -> bool {
    match name {
        "id" | "class" | "role" | "itemprop" | "itemtype" | "href" | "rel" | "name"
        | "property" | "content" | "http-equiv" | "lang" | "datetime" | "type" | "hidden"
        | "aria-hidden" | "start" | "style" | "shadowrootmode" => true,
        _ => name.starts_with("data-") && COMPONENT.binary_search(&name).is_ok(),
    }
}

/// The same of a name of more than 15 bytes, whatever the case of its letters.
pub(super) fn is_read_in_any_case(name: &str) -> bool {
    COMPONENT
        .iter()
        .any(|component| component.eq_ignore_ascii_case(name))
}

/// Whether an inline style takes the element out of sight.
pub(crate) fn hides(style: &str) -> bool {
    style
        .as_bytes()
        .split(|&byte| byte == b';')
        .any(|declaration| {
            let declaration = declaration.trim_ascii();
            let starts = |text: &[u8], word: &str| {
                text.get(..word.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
            };
            let (property, values): (_, &[&str]) = match declaration.first() {
                Some(b'd' | b'D') => ("display", &["none"]),
                Some(b'v' | b'V') => ("visibility", &["hidden", "collapse"]),
                _ => return false,
            };
            if !starts(declaration, property) {
                return false;
            }
            let rest = declaration
                .get(property.len()..)
                .unwrap_or_default()
                .trim_ascii_start();
            rest.strip_prefix(b":").is_some_and(|value| {
                let value = value.trim_ascii_start();
                values.iter().any(|word| starts(value, word))
            })
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
    fn names_are_read_in_any_case() {
        assert!(is_read_in_any_case("Data-Component-Name") && is_read("data-component-name"));
        assert!(!is_read_in_any_case("data-component-nome"));
    }

    #[test]
    fn only_hiding_styles_count() {
        assert!(hides("color: red; DISPLAY : none !important"));
        assert!(hides("visibility:hidden"));
        assert!(!hides("display:block;color:none"));
    }
}
