//! The names of all features: a group and a label each, and a small number for both.

use super::page_words::{TYPES, URL_WORDS};
use crate::segment::{HINT_NAMES, Zone};

/// Number of a feature, in `0..COUNT`.
pub(crate) type FeatureId = u16;

macro_rules! groups {
    ($($variant:ident $name:literal $labels:expr),* $(,)?) => {
        /// A group of features, of which most blocks have exactly one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub(crate) enum Group { $($variant),* }

        /// Name and labels of each group.
        pub(crate) const GROUPS: &[(&str, &[&str])] = &[$(($name, $labels)),*];

        /// The groups, in order.
        #[cfg(feature = "fit")]
        const VARIANTS: &[Group] = &[$(Group::$variant),*];
    };
}

/// Labels of two facts at once: `one-other` for each pair.
macro_rules! cross {
    (@ [$($done:expr,)*] [] [$($b:literal)*]) => { &[$($done),*] };
    (@ [$($done:expr,)*] [$a:literal $($rest:literal)*] [$($b:literal)*]) => {
        cross!(@ [$($done,)* $(concat!($a, "-", $b),)*] [$($rest)*] [$($b)*])
    };
    ([$($a:literal)*] $b:tt) => { cross!(@ [] [$($a)*] $b) };
}

const SHARE5: &[&str] = &["0", "below-20%", "below-50%", "below-90%", "all"];
const WORDS: &[&str] = &[
    "1", "2", "3", "4-5", "6-8", "9-12", "13-20", "21-35", "36-60", "over-60",
];
const PROSE_DISTANCE: &[&str] = &["itself", "1", "2", "3-5", "6-12", "over-12", "none"];
const VOTE: &[&str] = &[
    "none",
    "below-5%",
    "below-15%",
    "below-30%",
    "below-50%",
    "below-70%",
    "below-85%",
    "below-95%",
    "all",
];

groups! {
    Bias "bias" &["always"],
    Kind "kind" &["paragraph", "h1", "h2", "h3", "h4-6", "list-item", "quote", "code", "table-row", "caption", "line"],
    Words "words" WORDS,
    ShortLinks "links-in-short" SHARE5,
    MiddleLinks "links-in-middle" SHARE5,
    LongLinks "links-in-long" SHARE5,
    ShortEnd "end-of-short" &["open", "stop", "question", "colon", "ellipsis", "comma"],
    LongEnd "end-of-long" &["open", "stop", "question", "colon", "ellipsis", "comma"],
    Stopwords "stopwords" &["0", "below-10%", "below-20%", "below-30%", "below-40%", "more"],
    Sign "sign" &["starts-lower", "starts-digit", "at-sign", "quotes", "currency", "separator", "separators", "commas", "many-commas", "code-signs",
        "shouted", "capitalized", "numbers", "unspaced", "one-sentence", "sentences", "many-sentences", "date", "few-letters"],
    Zones "in" Zone::NAMES,
    Near "near" &HINT_NAMES,
    Far "far" &HINT_NAMES,
    Rule "rule" &[
        "prose-weak", "prose-strong", "prose-decisive", "heading-weak", "heading-strong", "heading-decisive", "list-weak", "list-strong",
        "list-decisive", "code-weak", "code-strong", "code-decisive", "table-weak", "table-strong", "table-decisive", "caption-weak",
        "caption-strong", "caption-decisive", "post-weak", "post-strong", "post-decisive", "card-weak", "card-strong", "card-decisive",
        "advertising-weak", "advertising-strong", "advertising-decisive", "promotion-weak", "promotion-strong", "promotion-decisive",
        "social-weak", "social-strong", "social-decisive", "comments-weak", "comments-strong", "comments-decisive", "legal-weak",
        "legal-strong", "legal-decisive", "navigation-weak", "navigation-strong", "navigation-decisive", "related-weak", "related-strong",
        "related-decisive", "byline-weak", "byline-strong", "byline-decisive", "media-weak", "media-strong", "media-decisive",
        "widget-weak", "widget-strong", "widget-decisive",
    ],
    Opener "opened" &["tail", "tail-then-little-prose", "tail-then-prose", "run", "tail-strongly", "after-comments", "after-legal"],
    Title "title" &["equal", "part", "holds", "close"],
    Copy "copy" &["short-earlier", "short-later", "long-earlier", "long-later", "many"],
    Place "place" &["0-10%", "10-20%", "20-30%", "30-40%", "40-50%", "50-60%", "60-70%", "70-80%", "80-90%", "90-100%"],
    FirstHeading "main-heading" &["before", "itself", "after", "none"],
    LocalLinks "container-links" SHARE5,
    LocalProse "container-prose" SHARE5,
    LocalWords "container-words-a-block" &["1-2", "3-5", "6-10", "11-20", "21-40", "more"],
    LocalBlocks "container-blocks" &["1", "2-3", "4-8", "9-20", "more"],
    LocalTag "container-tag" &["div", "p", "li", "ul", "ol", "td", "section", "article", "main", "aside", "header", "footer", "nav", "form", "blockquote",
        "dl", "figure", "body", "heading", "table", "other"],
    SectionLinks "section-links" SHARE5,
    SectionProse "section-prose" SHARE5,
    RegionLinks "region-links" SHARE5,
    RegionProse "region-share-of-prose" &["0", "below-10%", "below-30%", "below-60%", "below-90%", "all"],
    Twins "twins" &["none", "3-5", "6-12", "13-30", "more"],
    TwinWords "twin-words" &["1-3", "4-10", "11-25", "26-60", "61-150", "more"],
    TwinForm "twin-form" &["link", "links-only", "image", "prose", "heading", "price"],
    TwinHas "twin-has" &["author", "date", "user", "reply", "comment", "rating", "price", "cart", "signature", "quote", "review", "job", "event",
        "meta", "lead", "title"],
    Before "previous" &["start", "prose", "long", "short", "heading", "link", "list-item", "boilerplate"],
    After "next" &["end", "prose", "long", "short", "heading", "link", "list-item", "boilerplate"],
    ProseBefore "prose-before" PROSE_DISTANCE,
    ProseAfter "prose-after" PROSE_DISTANCE,
    Depth "depth" &["1-4", "5-8", "9-12", "13-18", "more"],
    Page "page" &["prose-rich", "prose-some", "prose-poor", "prose-none", "noisy", "clean", "short", "links-many"],
    ShortOnPage "short-block-on-page" &["prose-rich", "prose-some", "prose-poor", "prose-none", "noisy", "clean", "short", "links-many"],
    Gap "gap" &["none", "before", "after", "both", "wide"],
    Entry "contents-entry" &["alone", "in-a-run"],
    CopyRun "run-of-copies" &["earlier", "later"],
    // The second look: what the first one made of the neighbourhood.
    OwnVote "first-look" VOTE,
    LocalVote "container-vote" VOTE,
    SectionVote "section-vote" VOTE,
    RegionVote "region-vote" VOTE,
    TwinVote "twins-vote" VOTE,
    Best "main-content" &["in", "around", "before", "after", "none", "whole-page"],
    BestShare "main-content-share" &["low", "some", "most", "all"],
    PreviousVote "previous-vote" VOTE,
    NextVote "next-vote" VOTE,
    WindowVote "window-vote" VOTE,
    CoreBefore "core-before" &["itself", "near", "far", "none"],
    CoreAfter "core-after" &["itself", "near", "far", "none"],
    CoreBeforeLong "core-before-prose" &["itself", "near", "far", "none"],
    CoreAfterLong "core-after-prose" &["itself", "near", "far", "none"],
    HeadingVote "heading-of" VOTE,
    ShortVote "short-in-window" VOTE,
    FormVote "same-form-vote" VOTE,
    BranchVote "branch-vote" VOTE,
    OuterVote "outer-branch-vote" VOTE,
    OuterWeight "outer-branch-words" &["none", "below-3%", "below-10%", "below-30%", "below-80%", "more"],
    AboveVote "heading-above" VOTE,
    PageVote "page-vote" VOTE,
    // What kind of page it is.
    UrlWord "url" URL_WORDS,
    UrlForm "url-form" &["root", "short", "long-slug", "number", "date", "query", "deep", "html-file", "extension-less"],
    Type "type" TYPES,
    Has "has" &HINT_NAMES,
    Covers "covers" &HINT_NAMES,
    PageHint "body" &HINT_NAMES,
    PageWords "page-words" &["below-100", "below-300", "below-700", "below-1500", "below-4000", "more"],
    PageProse "page-prose" &["0", "below-10%", "below-30%", "below-50%", "below-70%", "below-85%", "more"],
    PageLinks "page-links" &["below-10%", "below-25%", "below-40%", "below-60%", "more"],
    ProseBlocks "page-prose-blocks" &["0", "1-2", "3-5", "6-12", "13-30", "more"],
    LongBlocks "page-long-blocks" &["0", "1-2", "3-7", "8-20", "more"],
    Prices "page-prices" &["0", "1", "2-4", "5-12", "more"],
    CodeBlocks "page-code" &["0", "1-2", "3-9", "more"],
    Rows "page-table-rows" &["0", "1-5", "6-30", "more"],
    Headings "page-headings" &["0-1", "2-4", "5-9", "10-20", "more"],
    TopHeadings "page-h1" &["0", "1", "2", "more"],
    TwinProse "page-twins-of-prose" &["0", "3-5", "6-12", "more"],
    TwinCards "page-twins-of-cards" &["0", "3-5", "6-12", "13-30", "more"],
    Questions "page-questions" &["0", "1-2", "3-6", "more"],
    EvidenceNear "boilerplate-near" &["none", "next-to", "near", "between", "runs"],
    // Plain text: lines without a tree. `head`, `inside`, `tail`: before, between, after the long prose.
    TextRun "run" cross!(["head" "inside" "tail" "no-prose"] ["1" "2" "3-4" "5-9" "10-19" "20-49" "more"]),
    TextRunWords "run-words" cross!(["head" "inside" "tail" "no-prose"] ["1" "2" "3-4" "5-7" "more"]),
    TextZone "zone" cross!(["head" "inside" "tail" "no-prose"]
        ["open-clean" "open-some" "open-noisy" "stop-clean" "stop-some" "stop-noisy" "middle-clean" "middle-some" "middle-noisy" "long-clean" "long-some"
        "long-noisy"]),
    TextHits "evidence-on-page" cross!(["0" "1" "2-3" "4-9" "more"] ["open" "stop" "middle" "long"]),
    TextSides "evidence-before-and-after" cross!(["0" "1" "2-4" "more"]
        ["0-short" "1-short" "2-4-short" "more-short" "0-long" "1-long" "2-4-long" "more-long"]),
    TextEvidence "evidence-up-to-prose" cross!(["no-prose" "0" "1" "more"]
        ["no-prose-short" "0-short" "1-short" "more-short" "no-prose-long" "0-long" "1-long" "more-long"]),
    TextPlace "prose-before-it" cross!(["none" "below-10%" "below-50%" "below-90%" "most" "all" "no-prose"] ["open" "stop" "middle" "long"]),
    TextHeadline "headline" cross!(["head" "inside" "tail" "no-prose"] ["plain" "title-case" "shouted"]),
    TextCopies "comes-again" cross!(["1-2" "3-6" "more"] ["head" "inside" "tail" "no-prose"]),
    TextTitle "headline-line" cross!(["none" "before" "itself" "1-3-after" "4-10-after" "later"] ["open" "stop" "middle" "long"]),
    TextMarkers "dates-near" cross!(["0" "1" "2" "3-5" "more"] ["open" "stop" "middle" "long"]),
    TextRich "prose-lines" cross!(["0" "1-2" "3-5" "6-15" "more"] ["open" "stop" "middle" "long"]),
    TextAround "short-around" cross!(["0" "1-2" "3-4" "5-6"] ["open" "stop" "middle" "long"]),
    TextRule "rule-at" cross!(["advertising-weak" "advertising" "promotion-weak" "promotion" "social-weak" "social" "comments-weak" "comments" "legal-weak"
        "legal" "navigation-weak" "navigation" "related-weak" "related" "byline-weak" "byline" "media-weak" "media" "widget-weak" "widget"]
        ["head" "inside" "tail" "no-prose"]),
    TextRuleName "rule-name" super::rule_names::RULES,
    TextBest "best-stretch" cross!(["in" "before-1" "before-2-3" "before-4-9" "before-far" "after-1" "after-2-3" "after-4-9" "after-far"]
        ["open" "stop" "middle" "long"]),
    TextGap "way-to-best-stretch" cross!(["before" "after"] ["free" "below-2" "below-5" "below-15" "below-50" "more"]),
    TextWide "wide-stretch" cross!(["in" "out"] ["open" "stop" "middle" "long"]),
    TextVote "vote-by-stretch" cross!(["in" "before" "after"]
        ["none" "below-5%" "below-15%" "below-30%" "below-50%" "below-70%" "below-85%" "below-95%" "all"]),
    // Lines that may be the title of a plain text: the first one, others, and pieces of the first.
    HeadBias "title" &["line", "piece"],
    HeadWords "title-words" cross!(["first" "other" "piece"] ["1" "2" "3-4" "5-6" "7-9" "10-14" "15-19" "20-25" "more"]),
    HeadInProse "title-in-prose" cross!(["first" "other" "piece"] ["0" "below-35%" "below-65%" "below-95%" "all"]),
    HeadInRest "title-in-rest" cross!(["first" "other" "piece"] ["0" "below-35%" "below-65%" "below-95%" "all"]),
    HeadLikeFirst "title-like-first" cross!(["plain" "plain-most" "separators" "separators-most" "menu" "menu-most"]
        ["0" "below-20%" "below-40%" "below-60%" "below-80%" "most" "same"]),
    HeadInFirst "title-in-first" cross!(["plain" "separators" "menu"] ["0" "below-35%" "below-65%" "most" "all"]),
    HeadPieceLike "piece-where-another-line-is-like-the-first" &["below-20%", "below-40%", "below-60%", "below-80%", "most", "same"],
    HeadPiece "piece" cross!(["plain-start" "plain-end" "separators-start" "separators-end" "menu-start" "menu-end"] ["bar" "dash" "colon" "sign"]),
    HeadCut "piece-less" cross!(["start" "end"] ["1" "2-3" "4-6" "more"]),
    HeadPlace "title-place" cross!(["plain-0" "plain-1" "plain-2-4" "plain-5-19" "plain-later" "separators-0" "separators-1" "separators-2-4"
        "separators-5-19" "separators-later" "menu-0" "menu-1" "menu-2-4" "menu-5-19" "menu-later"] ["before-prose" "after-prose"]),
    HeadFirst "first-line-where-another-is-like-it" cross!(["plain" "separators" "menu"] ["below-20%" "below-40%" "below-60%" "below-80%" "most" "same"]),
    HeadNoise "first-line-where-boilerplate-and-headings" cross!(["0" "1" "2-4" "more"] ["0" "1-2" "3-7" "more"]),
    HeadEnd "title-end" cross!(["first" "other"] ["open" "stop" "question" "colon" "ellipsis" "comma" "exclamation"]),
    HeadForm "title-form" cross!(["first" "other"] ["lower" "shouted" "separators" "digit" "title-case" "plain"]),
    HeadKind "title-kind" &["h1", "h2", "h3", "list-item", "quote", "paragraph", "line"],
    HeadNext "title-next" cross!(["first" "other"] ["none" "copy" "byline" "boilerplate" "long-prose" "prose" "sentence" "open" "short"]),
    HeadSecondNext "title-second-next" cross!(["first" "other"] ["none" "copy" "byline" "boilerplate" "long-prose" "prose" "sentence" "open" "short"]),
    HeadPrevious "title-previous" &["none", "copy", "byline", "boilerplate", "long-prose", "prose", "sentence", "open", "short", "start"],
    HeadToProse "title-to-prose" cross!(["first" "other"] ["next" "2" "3-4" "5-9" "more" "behind"]),
    HeadRivals "title-rivals" cross!(["first" "other"] ["0" "1" "2-3" "more"]),
    HeadChance "title-chance" cross!(["first-left-out" "first-kept" "other-left-out" "other-kept"]
        ["none" "below-5%" "below-15%" "below-30%" "below-50%" "below-70%" "below-85%" "below-95%" "all"]),
    HeadKept "title-is-first-kept" cross!(["first" "other"] ["no" "yes"]),
    HeadRule "title-rule" &["advertising-weak", "advertising", "promotion-weak", "promotion", "social-weak", "social", "comments-weak", "comments",
        "legal-weak", "legal", "navigation-weak", "navigation", "related-weak", "related", "byline-weak", "byline", "media-weak", "media", "widget-weak",
        "widget"],
    HeadCopies "title-copies" cross!(["first" "other"] ["none" "earlier" "later" "both" "many"]),
    HeadSaidAgain "title-said-by-head" &["first", "other"],
    HeadByline "title-byline" cross!(["first" "other"] ["none" "next" "second" "third"]),
    HeadLead "title-in-lead" cross!(["first" "other"] ["no-words" "0" "1" "2" "3" "more"]),
    HeadBeside "title-words-beside-others" cross!(["fewer" "as-many" "more" "far-more"] ["1" "2" "3-4" "5-9" "10-15" "more"]),
    HeadAddress "title-in-address" cross!(["first" "other" "piece"] ["0" "below-35%" "below-60%" "below-80%" "most"]),
    HeadSite "title-is-site" &["first", "other", "piece"],
    // Whether a plain text is one article.
    IsBias "article" &["always"],
    IsDoubt "article-expected-loss" &["none", "below-1%", "below-2%", "below-3%", "below-5%", "below-8%", "below-12%", "below-20%", "more"],
    IsKept "article-share" &["below-10%", "below-20%", "below-30%", "below-50%", "below-70%", "below-90%", "more"],
    IsKeptProse "article-share-of-prose" &["below-50%", "below-70%", "below-85%", "below-95%", "all"],
    IsKeptWords "article-words" &["below-50", "below-100", "below-200", "below-400", "below-800", "below-1600", "more"],
    IsParagraphs "article-paragraphs" &["0", "1", "2-3", "4-7", "8-15", "16-31", "more"],
    IsProse "article-prose-in-text" &["below-10%", "below-20%", "below-40%", "below-60%", "below-80%", "more"],
    IsKeptForm "article-prose-in-it" &["below-10%", "below-30%", "below-50%", "below-70%", "below-90%", "more"],
    IsHeaded "article-headline" &["none", "found"],
    IsSigned "article-bylines" &["0", "1", "2-3", "4-9", "more"],
    IsDiscussed "article-comments" &["0", "1-2", "3-7", "more"],
    IsDated "article-dates" &["0", "1", "2-3", "4-9", "10-24", "more"],
    IsPriced "article-prices" &["0", "1", "2-4", "5-11", "more"],
    IsAsked "article-questions" &["0", "1-2", "3-7", "more"],
    IsCode "article-code" &["0", "1-3", "4-11", "more"],
    IsChanged "article-changes" &["0", "1-2", "3-5", "6-11", "12-29", "more"],
    IsCertain "article-certain" &["below-40%", "below-60%", "below-70%", "below-80%", "below-90%", "below-95%", "more"],
    IsVoice "article-voice" cross!(["i" "we" "you"] ["none" "little" "some" "more" "much"]),
    IsTopic "article-topic" cross!(["report" "forum" "manual" "shop"] ["none" "little" "some" "more" "much"]),
    IsBodyLong "article-paragraphs-in-body" &["below-5%", "below-12%", "below-20%", "below-30%", "below-40%", "below-55%", "below-70%", "more"],
    IsBodyWide "article-words-a-line" &["below-6", "below-9", "below-13", "below-18", "below-25", "below-35", "more"],
    IsBodyShort "article-short-in-body" &["none", "below-8%", "below-16%", "below-25%", "below-40%", "more"],
    IsBodyProse "article-prose-in-body" &["below-30%", "below-50%", "below-65%", "below-80%", "below-90%", "below-97%", "all"],
    IsParagraph "article-words-a-paragraph" &["none", "below-32", "below-40", "below-50", "below-65", "below-90", "more"],
    IsRow "article-paragraphs-in-a-row" &["0-1", "2-3", "4-6", "7-11", "12-24", "more"],
    IsLines "article-lines" &["below-15", "below-40", "below-80", "below-150", "below-250", "below-450", "more"],
    IsFirst "article-first-line" &["1-2", "3-4", "5-7", "8-10", "11-14", "15-24", "more"],
    IsFirstProse "article-first-prose" &["below-2%", "below-8%", "below-16%", "below-30%", "below-50%", "later"],
    IsCopied "article-copies" &["none", "below-3%", "below-7%", "below-12%", "below-20%", "below-35%", "more"],
    IsHead "article-head" &["bare", "dated", "signed", "signed-and-dated"],
    IsRuled "article-rules" cross!(["navigation" "related" "social" "promotion"] ["0" "1-4" "5-14" "more"]),
    TextVoice "voice" cross!(["none" "i" "we" "you"] ["same-head" "other-head" "same-inside" "other-inside" "same-tail" "other-tail" "same-no-prose" "other-no-prose"]),
    TextTone "exclamations" cross!(["1" "more"] ["head" "inside" "tail" "no-prose"]),
    TextProse "share-of-long-prose" cross!(["below-20%-head" "below-20%-inside" "below-20%-tail" "below-20%-no-prose"
        "below-40%-head" "below-40%-inside" "below-40%-tail" "below-40%-no-prose" "below-60%-head" "below-60%-inside" "below-60%-tail" "below-60%-no-prose"
        "below-80%-head" "below-80%-inside" "below-80%-tail" "below-80%-no-prose" "most-head" "most-inside" "most-tail" "most-no-prose"]
        ["open" "stop" "middle" "long"]),
    TextShared "words-shared" cross!(["in" "before" "after"] ["0-middle" "below-15%-middle" "below-30%-middle" "below-45%-middle" "below-60%-middle"
        "more-middle" "0-long" "below-15%-long" "below-30%-long" "below-45%-long" "below-60%-long" "more-long" "0-short" "some-short" "most-short"]),
    TextUnlike "words-shared-as-in-best" cross!(["in" "before" "after"] ["below-25%-middle" "below-50%-middle" "below-75%-middle" "below-100%-middle"
        "more-middle" "below-25%-long" "below-50%-long" "below-75%-long" "below-100%-long" "more-long"]),
    TextTrunk "trunk" cross!(["in" "before-next" "before-near" "before-middle" "before-far" "before-farthest" "after-next" "after-near"
        "after-middle" "after-far" "after-farthest"] ["open" "stop" "middle" "long"]),
    TextTrunkRest "trunk-prose" cross!(["in" "before" "after"] ["small-below-40%" "small-below-70%" "small-below-95%" "small-all"
        "large-below-40%" "large-below-70%" "large-below-95%" "large-all"]),
    TextSeries "series" cross!(["date" "moment" "says" "comments" "byline" "related" "number" "copy"] ["3-5-open" "3-5-stop" "3-5-middle" "3-5-long"
        "6-11-open" "6-11-stop" "6-11-middle" "6-11-long" "more-open" "more-stop" "more-middle" "more-long"]),
    TextSeriesStart "series-after" cross!(["none" "below-20" "below-100" "below-300" "more"] ["below-10%-open" "below-10%-stop" "below-10%-middle"
        "below-10%-long" "below-35%-open" "below-35%-stop" "below-35%-middle" "below-35%-long" "below-70%-open" "below-70%-stop" "below-70%-middle"
        "below-70%-long" "most-open" "most-stop" "most-middle" "most-long"]),
    TextSeriesItem "series-item" cross!(["early" "late"] ["below-5-open" "below-5-stop" "below-5-middle" "below-5-long" "below-15-open" "below-15-stop"
        "below-15-middle" "below-15-long" "below-40-open" "below-40-stop" "below-40-middle" "below-40-long" "below-120-open" "below-120-stop"
        "below-120-middle" "below-120-long" "more-open" "more-stop" "more-middle" "more-long"]),
    TextSeriesPlace "series-place" cross!(["date-below-20-alone" "date-below-20-comments" "date-below-20-related" "date-below-80-alone" "date-below-80-comments"
        "date-below-80-related" "date-below-250-alone" "date-below-250-comments" "date-below-250-related" "date-more-alone" "date-more-comments"
        "date-more-related" "moment-below-20-alone" "moment-below-20-comments" "moment-below-20-related" "moment-below-80-alone"
        "moment-below-80-comments" "moment-below-80-related" "moment-below-250-alone" "moment-below-250-comments" "moment-below-250-related"
        "moment-more-alone" "moment-more-comments" "moment-more-related" "says-below-20-alone" "says-below-20-comments" "says-below-20-related"
        "says-below-80-alone" "says-below-80-comments" "says-below-80-related" "says-below-250-alone" "says-below-250-comments"
        "says-below-250-related" "says-more-alone" "says-more-comments" "says-more-related" "comments-below-20-alone" "comments-below-20-comments"
        "comments-below-20-related" "comments-below-80-alone" "comments-below-80-comments" "comments-below-80-related" "comments-below-250-alone"
        "comments-below-250-comments" "comments-below-250-related" "comments-more-alone" "comments-more-comments" "comments-more-related"
        "byline-below-20-alone" "byline-below-20-comments" "byline-below-20-related" "byline-below-80-alone" "byline-below-80-comments"
        "byline-below-80-related" "byline-below-250-alone" "byline-below-250-comments" "byline-below-250-related" "byline-more-alone"
        "byline-more-comments" "byline-more-related" "related-below-20-alone" "related-below-20-comments" "related-below-20-related"
        "related-below-80-alone" "related-below-80-comments" "related-below-80-related" "related-below-250-alone" "related-below-250-comments"
        "related-below-250-related" "related-more-alone" "related-more-comments" "related-more-related" "number-below-20-alone"
        "number-below-20-comments" "number-below-20-related" "number-below-80-alone" "number-below-80-comments" "number-below-80-related"
        "number-below-250-alone" "number-below-250-comments" "number-below-250-related" "number-more-alone" "number-more-comments"
        "number-more-related" "copy-below-20-alone" "copy-below-20-comments" "copy-below-20-related" "copy-below-80-alone" "copy-below-80-comments"
        "copy-below-80-related" "copy-below-250-alone" "copy-below-250-comments" "copy-below-250-related" "copy-more-alone" "copy-more-comments"
        "copy-more-related"] ["short" "long"]),
    TextNamed "name" cross!(["head-few" "head-many" "below-few" "below-many" "author-few" "author-many"] ["in" "before" "after"]),
    TextOutside "outside-series" cross!(["none" "before" "after"] ["open" "stop" "middle" "long"]),
    TextRunHits "hits-in-run" cross!(["0" "1" "2-3" "more"] ["1-2-in" "3-5-in" "6-15-in" "more-in" "1-2-before" "3-5-before" "6-15-before" "more-before"
        "1-2-after" "3-5-after" "6-15-after" "more-after"]),
    TextTriple "shapes" cross!(["start" "open" "stop" "middle" "long"] ["open-end" "open-open" "open-stop" "open-middle" "open-long"
        "stop-end" "stop-open" "stop-stop" "stop-middle" "stop-long" "middle-end" "middle-open" "middle-stop" "middle-middle" "middle-long"
        "long-end" "long-open" "long-stop" "long-middle" "long-long"]),
    TextPeriod "period" cross!(["none" "2" "3" "4" "5-6"] ["open" "stop" "middle" "long"]),
    IsTrunk "article-trunk" cross!(["below-40%" "below-70%" "below-95%" "all"] ["below-100" "below-300" "below-800" "more"]),
    IsSeries "article-series" cross!(["none" "3-5" "6-11" "more"] ["from-the-start" "below-20%-before" "below-50%-before" "most-before"]),
    IsThread "article-thread" &["date-below-20-alone", "date-below-20-comments", "date-below-20-related", "date-below-80-alone", "date-below-80-comments", "date-below-80-related",
        "date-below-250-alone", "date-below-250-comments", "date-below-250-related", "date-more-alone", "date-more-comments", "date-more-related",
        "moment-below-20-alone", "moment-below-20-comments", "moment-below-20-related", "moment-below-80-alone", "moment-below-80-comments", "moment-below-80-related",
        "moment-below-250-alone", "moment-below-250-comments", "moment-below-250-related", "moment-more-alone", "moment-more-comments", "moment-more-related",
        "says-below-20-alone", "says-below-20-comments", "says-below-20-related", "says-below-80-alone", "says-below-80-comments", "says-below-80-related",
        "says-below-250-alone", "says-below-250-comments", "says-below-250-related", "says-more-alone", "says-more-comments", "says-more-related",
        "comments-below-20-alone", "comments-below-20-comments", "comments-below-20-related", "comments-below-80-alone", "comments-below-80-comments", "comments-below-80-related",
        "comments-below-250-alone", "comments-below-250-comments", "comments-below-250-related", "comments-more-alone", "comments-more-comments", "comments-more-related",
        "byline-below-20-alone", "byline-below-20-comments", "byline-below-20-related", "byline-below-80-alone", "byline-below-80-comments", "byline-below-80-related",
        "byline-below-250-alone", "byline-below-250-comments", "byline-below-250-related", "byline-more-alone", "byline-more-comments", "byline-more-related",
        "related-below-20-alone", "related-below-20-comments", "related-below-20-related", "related-below-80-alone", "related-below-80-comments", "related-below-80-related",
        "related-below-250-alone", "related-below-250-comments", "related-below-250-related", "related-more-alone", "related-more-comments", "related-more-related",
        "number-below-20-alone", "number-below-20-comments", "number-below-20-related", "number-below-80-alone", "number-below-80-comments", "number-below-80-related",
        "number-below-250-alone", "number-below-250-comments", "number-below-250-related", "number-more-alone", "number-more-comments", "number-more-related",
        "copy-below-20-alone", "copy-below-20-comments", "copy-below-20-related", "copy-below-80-alone", "copy-below-80-comments", "copy-below-80-related",
        "copy-below-250-alone", "copy-below-250-comments", "copy-below-250-related", "copy-more-alone", "copy-more-comments", "copy-more-related", "none"],
}

/// First number of each group, and the count of all.
const OFFSETS: [usize; GROUPS.len() + 1] = {
    let mut offsets = [0; GROUPS.len() + 1];
    let mut at = 0;
    while at < GROUPS.len() {
        offsets[at + 1] = offsets[at] + GROUPS[at].1.len();
        at += 1;
    }
    offsets
};

/// How many features there are.
pub(crate) const COUNT: usize = OFFSETS[GROUPS.len()];

/// First places of the groups in a table where each has room for a power of two of labels, so that no label need be
/// compared with the last, and the room of all.
const ROOM: [usize; GROUPS.len() + 1] = {
    let mut offsets = [0; GROUPS.len() + 1];
    let mut at = 0;
    while at < GROUPS.len() {
        offsets[at + 1] = offsets[at] + GROUPS[at].1.len().next_power_of_two();
        at += 1;
    }
    offsets
};

/// How many places such a table has.
pub(super) const PADDED: usize = ROOM[GROUPS.len()];

/// The place of each feature in it.
static PLACES: [usize; COUNT] = {
    let mut places = [0; COUNT];
    let (mut group, mut feature) = (0, 0);
    while feature < COUNT {
        if feature == OFFSETS[group + 1] {
            group += 1;
        }
        places[feature] = ROOM[group] + feature - OFFSETS[group];
        feature += 1;
    }
    places
};

/// The place of a feature in it; past its end for what is no feature.
pub(super) fn place(feature: FeatureId) -> usize {
    let known = PLACES.get(usize::from(feature)).copied();
    known.unwrap_or(PADDED)
}

/// Such a table of what each feature has; what is larger than the last label has that one's.
pub(super) fn padded(points: &[f32]) -> Vec<f32> {
    let mut padded = Vec::with_capacity(PADDED);
    for group in 0..GROUPS.len() {
        let own = points.get(OFFSETS[group]..OFFSETS[group + 1]);
        let own = own.unwrap_or_default();
        padded.extend_from_slice(own);
        padded.resize(ROOM[group + 1], own.last().copied().unwrap_or(0.0));
    }
    padded
}

impl Group {
    /// The place of the feature with this label index in such a table.
    #[inline]
    pub(super) fn place(self, label: usize) -> usize {
        let group = self as usize;
        let room = ROOM[group + 1] - ROOM[group];
        debug_assert!(label < room, "{}: {label}", GROUPS[group].0);
        ROOM[group] + (label & (room - 1))
    }

    /// The number of the feature with this label index; the last label's for larger ones.
    pub(crate) fn feature(self, label: usize) -> FeatureId {
        let group = self as usize;
        let last = OFFSETS[group + 1] - OFFSETS[group] - 1;
        FeatureId::try_from(OFFSETS[group] + label.min(last)).unwrap_or(0)
    }

    /// Group of a feature, and its label index.
    pub(crate) fn of(feature: FeatureId) -> (usize, usize) {
        let group = OFFSETS
            .partition_point(|&offset| offset <= usize::from(feature))
            .saturating_sub(1);
        (group, usize::from(feature) - OFFSETS[group])
    }
}

/// The group of a feature.
#[cfg(feature = "fit")]
pub(crate) fn group_of(feature: usize) -> Group {
    let (group, _) = Group::of(FeatureId::try_from(feature).unwrap_or(0));
    VARIANTS[group]
}

/// Group and label of each feature, in the order of their numbers.
pub(super) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let groups = GROUPS.iter();
    groups.flat_map(|(name, labels)| labels.iter().map(move |label| (*name, *label)))
}

/// `group:label`.
pub(crate) fn name(feature: FeatureId) -> String {
    let (group, label) = Group::of(feature);
    GROUPS
        .get(group)
        .map_or_else(String::new, |(name, labels)| {
            format!("{name}:{}", labels.get(label).unwrap_or(&""))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::Role;

    #[test]
    fn numbers_and_names_agree() {
        assert_eq!(name(Group::Kind.feature(1)), "kind:h1");
        assert_eq!(name(Group::Near.feature(0)), "near:ad");
        assert_eq!(Group::of(Group::Bias.feature(9)), (0, 0));
        assert_eq!(GROUPS[Group::Rule as usize].1.len(), Role::ALL.len() * 3);
    }
}
