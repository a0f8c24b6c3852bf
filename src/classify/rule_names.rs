//! The rules of the built-in packs by name: how far each can be trusted is a matter of its own weight.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// Their ids, sorted; one name stands for the rules of all languages that have it.
pub(super) const RULES: &[&str] = &[
    "ad-script",
    "advertisement-end",
    "advertisement-glued",
    "advertisement-label",
    "advertisement-word",
    "affiliate-disclosure",
    "affiliate-mention",
    "agency-signoff",
    "app-mention",
    "app-promo",
    "app-store",
    "appeared-first",
    "author-bio",
    "author-heading",
    "author-label",
    "author-links",
    "author-more",
    "author-opening",
    "back-link",
    "bare-date",
    "bare-url",
    "breadcrumb",
    "byline",
    "byline-label",
    "byline-mention",
    "byline-opening",
    "call-button",
    "call-word",
    "channel-call",
    "coffee-appeal",
    "comment-count",
    "comment-count-title",
    "comment-field",
    "comment-form",
    "comment-form-note",
    "comment-greeting",
    "comment-head",
    "comment-label",
    "comment-marker",
    "comment-score",
    "comment-sign-in",
    "comment-thanks",
    "comment-time",
    "comment-voice",
    "comments-closed",
    "contact-call",
    "contact-opening",
    "cookie-button",
    "cookie-consent",
    "cookie-mention",
    "cookie-notice",
    "cookie-setting",
    "copyright-glued",
    "copyright-line",
    "copyright-notice",
    "copyright-terms",
    "counter",
    "date-label",
    "date-line",
    "disclaimer",
    "disclaimer-remark",
    "disclosure-label",
    "donation-appeal",
    "donation-button",
    "donation-mention",
    "editorial-note",
    "embed-opening",
    "end-mark",
    "end-mark-words",
    "error-word",
    "escaped-comment",
    "expander",
    "expander-word",
    "feedback-call",
    "feedback-mention",
    "field-mark",
    "filler-text",
    "follow-call",
    "follow-here",
    "follow-label",
    "follow-mention",
    "follow-there",
    "follow-word",
    "form-field",
    "form-note",
    "form-opening",
    "government-banner",
    "html-comment",
    "legal-link",
    "legal-word",
    "like-button",
    "loading-note",
    "mailing-footer",
    "mailing-links",
    "media-link",
    "media-placeholder",
    "media-word",
    "menu-control",
    "menu-opening",
    "month-archive",
    "newsletter-label",
    "newsletter-mention",
    "newsletter-opening",
    "newsletter-signup",
    "newsletter-word",
    "numeric-date",
    "offer-opening",
    "opinion-call",
    "page-tool",
    "page-word",
    "pagination",
    "pagination-link",
    "pagination-word",
    "paywall",
    "paywall-label",
    "paywall-mention",
    "permission-terms",
    "photo-agency",
    "photo-agency-credit",
    "photo-credit",
    "photo-credit-end",
    "photo-credit-line",
    "photo-opening",
    "photo-source",
    "placeholder-token",
    "placeholder-word",
    "player-note",
    "player-time",
    "podcast-player",
    "post-footer",
    "posted-in",
    "powered-by",
    "rating-votes",
    "reading-minutes",
    "reading-time",
    "recipe-tools",
    "recommendations",
    "registered-media",
    "related-glued",
    "related-heading",
    "related-link",
    "related-mention",
    "related-series",
    "related-word",
    "reprint-terms",
    "rights-holder",
    "script-note",
    "see-all",
    "service-name",
    "service-names",
    "share-button",
    "share-count",
    "share-glued",
    "share-label",
    "share-only",
    "share-word",
    "shortcode-token",
    "site-menu",
    "skip-link",
    "social-handle",
    "sponsor-line",
    "sponsored-label",
    "standards-line",
    "syndication-note",
    "tag-label",
    "tag-list",
    "toc-label",
    "toc-word",
    "topic-list",
    "typo-note",
    "vertical-separator",
];

/// Number of a rule by its full id, `pack/name`.
pub(crate) fn number(id: &str) -> Option<u8> {
    static NUMBERS: OnceLock<FxHashMap<&[u8], u8>> = OnceLock::new();
    let numbers =
        NUMBERS.get_or_init(|| RULES.iter().map(|name| name.as_bytes()).zip(0..).collect());
    let id = id.as_bytes();
    let slash = id.iter().rposition(|byte| *byte == b'/')?;
    numbers.get(id.get(slash + 1..)?).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rules;

    #[test]
    fn every_rule_of_the_built_in_packs_has_its_name_and_no_other() {
        let names = rules::built_in().filter_map(|rule| {
            let (_, name) = rule.id().rsplit_once('/')?;
            Some(name.to_owned())
        });
        let names: BTreeSet<String> = names.collect();
        assert_eq!(RULES, names.into_iter().collect::<Vec<_>>());
        let number_of_label = number("en/advertisement-label").map(usize::from);
        assert_eq!(
            number_of_label.map(|at| RULES[at]),
            Some("advertisement-label")
        );
        assert_eq!(number("structure/copy"), None);
    }
}
