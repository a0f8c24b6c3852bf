//! What the features are called in front of people.

use super::space::{self, FeatureId, GROUPS, Group};

/// Groups of features, and what they say; the feature's label follows after a colon.
const MEANINGS: &[(&str, &str)] = &[
    ("bias", "what any block is, before anything is known of it"),
    ("kind", "form of the block"),
    ("words", "number of words"),
    ("links-in-short", "share of links, in a block of few words"),
    (
        "links-in-middle",
        "share of links, in a block of some words",
    ),
    ("links-in-long", "share of links, in a block of many words"),
    ("end-of-short", "how the short text ends"),
    ("end-of-long", "how the long text ends"),
    (
        "stopwords",
        "share of function words, which prose is rich in",
    ),
    ("sign", "signs in the text"),
    ("in", "stands in an element"),
    ("near", "class or id close by says"),
    ("far", "class or id further out says"),
    ("rule", "a rule speaks for the role, with a strength"),
    ("opened", "a rule above opened"),
    ("title", "likeness to the title"),
    ("copy", "the same text comes again"),
    ("place", "place in the page"),
    ("main-heading", "place beside the main heading"),
    ("container-links", "share of links in its container"),
    ("container-prose", "share of prose in its container"),
    ("container-words-a-block", "words a block in its container"),
    ("container-blocks", "blocks in its container"),
    ("container-tag", "its container is a"),
    ("section-links", "share of links in its section"),
    ("section-prose", "share of prose in its section"),
    ("region-links", "share of links in its region of the page"),
    ("previous", "the block before is"),
    ("next", "the block after is"),
    ("prose-before", "blocks back to the nearest prose"),
    ("prose-after", "blocks on to the nearest prose"),
    ("depth", "depth in the page's tree"),
    ("page", "the page as a whole is"),
    (
        "short-block-on-page",
        "a short block, and the page as a whole is",
    ),
    ("gap", "empty lines"),
    ("contents-entry", "a heading further down says the same"),
    ("run-of-copies", "blocks in a row that the page has twice"),
    ("first-look", "chance by its own evidence"),
    ("container-vote", "chance of its container"),
    ("section-vote", "chance of its section"),
    ("region-vote", "chance of its region of the page"),
    ("twins-vote", "chance of the elements built like its own"),
    ("main-content", "place beside the main content"),
    (
        "main-content-share",
        "share of the page in the main content",
    ),
    ("previous-vote", "chance of the block before"),
    ("next-vote", "chance of the block after"),
    ("window-vote", "chance of the blocks around"),
    ("core-before", "way back to a block that is certain"),
    ("core-after", "way on to a block that is certain"),
    (
        "core-before-prose",
        "way of prose back to a block that is certain",
    ),
    (
        "core-after-prose",
        "way of prose on to a block that is certain",
    ),
    ("heading-of", "chance of what it is the heading of"),
    (
        "short-in-window",
        "a short block; chance of the blocks around",
    ),
    ("same-form-vote", "chance of the blocks of the same form"),
    ("branch-vote", "chance of its branch of the tree"),
    (
        "outer-branch-vote",
        "chance of the larger branch of the tree",
    ),
    (
        "outer-branch-words",
        "share of the page in the larger branch",
    ),
    ("heading-above", "chance of the heading above"),
    ("page-vote", "chance of the whole page"),
    ("boilerplate-near", "lines that rules take are"),
    ("run", "place, and lines in its run"),
    ("run-words", "place, and words a line in its run"),
    ("zone", "place, form, and how many lines rules take there"),
    (
        "evidence-on-page",
        "lines that rules take in the text, and its own form",
    ),
    (
        "evidence-before-and-after",
        "lines that rules take before and after it",
    ),
    (
        "evidence-up-to-prose",
        "lines that rules take up to the prose on both sides",
    ),
    (
        "prose-before-it",
        "share of the prose before it, and its own form",
    ),
    ("headline", "place, and form of a headline"),
    ("comes-again", "how often the line comes again, and where"),
    (
        "headline-line",
        "place beside the headline, and its own form",
    ),
    ("dates-near", "dates and bylines near, and its own form"),
    ("prose-lines", "lines of prose around, and its own form"),
    ("short-around", "short lines around, and its own form"),
    ("rule-at", "role that a rule speaks for, and where"),
    (
        "best-stretch",
        "place beside the best stretch of text, and its own form",
    ),
    (
        "way-to-best-stretch",
        "prose on the way to the best stretch of text",
    ),
    (
        "wide-stretch",
        "place beside the wide stretch of text, and its own form",
    ),
    (
        "vote-by-stretch",
        "place beside the best stretch, and chance by its own evidence",
    ),
    (
        "voice",
        "whose voice it speaks with: the article's own, and where",
    ),
    ("exclamations", "exclamation marks, and place"),
    (
        "share-of-long-prose",
        "share of prose in the text, place, and its own form",
    ),
    (
        "words-shared",
        "share of its words that stand in the best stretch",
    ),
    (
        "words-shared-as-in-best",
        "the same beside what lines of the best stretch share",
    ),
];

/// A feature in words; its own name, where its group has none.
pub(crate) fn meaning(feature: FeatureId) -> String {
    let (group, label) = Group::of(feature);
    let Some((name, labels)) = GROUPS.get(group) else {
        return String::new();
    };
    let label = labels.get(label).unwrap_or(&"").replace('-', " ");
    match MEANINGS.iter().find(|(known, _)| known == name) {
        Some((_, words)) if *name == "bias" => (*words).to_owned(),
        Some((_, words)) => format!("{words}: {label}"),
        None => space::name(feature),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_is_of_a_group() {
        for (name, _) in MEANINGS {
            assert!(GROUPS.iter().any(|(group, _)| group == name), "{name}");
        }
    }

    #[test]
    fn features_are_put_into_words() {
        assert_eq!(
            meaning(Group::Kind.feature(5)),
            "form of the block: list item"
        );
        assert!(meaning(Group::UrlWord.feature(0)).starts_with("url:"));
    }
}
