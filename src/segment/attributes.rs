//! What the values of attributes say.

use super::container::Zone;

/// What a role says of the place.
pub(super) fn role_zone(role: &str) -> Zone {
    match role.trim() {
        "navigation" | "menu" | "menubar" | "directory" => Zone::NAV,
        "banner" => Zone::HEADER,
        "contentinfo" => Zone::FOOTER,
        "complementary" => Zone::ASIDE,
        "main" => Zone::MAIN,
        "article" => Zone::ARTICLE,
        "search" | "form" => Zone::FORM,
        "button" => Zone::BUTTON,
        "dialog" | "alertdialog" | "alert" => Zone::DIALOG,
        "figure" => Zone::FIGURE,
        "heading" => Zone::HEADING,
        _ => Zone::default(),
    }
}

/// What microdata say of it.
pub(super) fn property_zone(property: &str) -> Zone {
    if property.split_ascii_whitespace().any(|word| {
        matches!(
            word,
            "articleBody" | "reviewBody" | "text" | "recipeInstructions"
        )
    }) {
        Zone::BODY_MARK
    } else if property
        .split_ascii_whitespace()
        .any(|word| word == "comment")
    {
        Zone::COMMENT_MARK
    } else {
        Zone::default()
    }
}
