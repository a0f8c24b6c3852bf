//! The evidence for a title candidate, and its weight.

macro_rules! evidence {
    ($($name:ident $weight:literal $doc:literal)*) => {
        /// Kinds of evidence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub(super) enum Evidence { $(#[doc = $doc] $name,)* }

        /// All kinds, in order.
        pub(super) const ALL: &[Evidence] = &[$(Evidence::$name),*];

        /// Points of each kind at full strength. Found on the development pages by `fit --titles`: the chosen candidate
        /// against all others of its page.
        pub(crate) const WEIGHTS: [f32; ALL.len()] = [$($weight),*];

        /// Names of all kinds, in order.
        #[cfg(feature = "fit")]
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

evidence! {
    // Where it stands.
    H1 1.58 "A first-level heading."
    H1First 0.77 "The first of them."
    H1Only 0.68 "The only one."
    H1InContent 0.79 "In `<article>` or `<main>`."
    H1Aside -0.29 "In navigation, footer or dialog."
    H1Hidden 0.21 "Not shown."
    H1Home -1.22 "A logo, or a link to the site's root."
    H1Marked 1.04 "Class or microdata call it the headline."
    H1OfMany -1.48 "One of more than three."
    H1IsEnd -0.75 "A heading that is only the end of the title element: the site's name."
    H1InEnd -0.64 "A heading that stands in the title element's last piece alone."
    H1InsideStart 0.68 "A heading whose words are some of those of the title element's start."
    H1OffTitle 0.45 "The share of a heading's words that the title element lacks."
    H1OffSlug -0.57 "A heading where no heading shares two words with the address."
    H1InPiece -0.69 "A heading that is also a piece of the title element."
    H1Article 1.66 "A heading of a page that structured data calls an article."
    H1LongSlug 1.37 "A heading where the address ends in four words or more."
    H1Product -0.98 "A heading of a product page."
    H1Forum -0.74 "A heading of a page whose address speaks of a forum."
    H1ProductAddress 0.59 "A heading of a page whose address speaks of a product."
    H1Separated -1.17 "A heading with a separator in it."
    H1Again 0.99 "A heading that the page has twice."
    H1Dated -0.43 "A heading of a dated page."
    H1Part 1.44 "A part of a heading."
    H1PartColon -0.65 "A part cut at a colon."
    H2First 1.15 "The first second-level heading."
    H2Other -0.06 "Another second-level heading."
    H2InContent 0.24 "In `<article>` or `<main>`."
    H2LongSlug 1.65 "Where the address ends in four words or more."
    H2OffSlug 0.59 "Where no first-level heading shares two words with the address."
    H2Website -0.69 "Of a page that calls itself no article."
    H2OpenGraph 0.80 "Also `og:title`."
    MarkedOther 0.59 "An element that is no heading, but called the headline."
    Title -0.56 "The whole title element."
    TitleCuttable -1.48 "The whole of it, where it has separators."
    TitleEndsInSite -0.52 "The whole of it, where its last piece is the site's name."
    TitleOfRoot 1.54 "The whole of it, at the site's root."
    TitleLongSlug 0.52 "The whole of it, where the address ends in four words or more."
    Start -0.52 "The start of the title element."
    StartInsideH1 -0.27 "The start, and a heading says the same and more."
    StartWebsite 0.89 "The start, on a page that calls itself no article."
    StartDated 0.68 "The start, on a dated page."
    StartPosted -1.16 "The start, on a page whose address speaks of a blog, of news or of a date."
    StartForum -1.30 "The start, on a forum page."
    StartMarked 0.45 "The start, also an element called the headline."
    EndOnly -1.31 "The end of the title element, and nothing else speaks for it."
    MiddleOnly -1.04 "A middle piece, and nothing else speaks for it."
    Middle 1.11 "A middle piece."
    CutAtBar 1.57 "A start that ends at a bar."
    CutAtDash 0.83 "A start that ends at a dash."
    CutAtColon -1.30 "A piece that was cut at a colon."
    CutMany 0.92 "Two or more pieces were cut off its end."
    CutWords -1.01 "The words that were cut off, by tens."
    CutInSlug 0.64 "The share of them that stand in the address."
    CutInH1 1.05 "The share of them that stand in a heading."
    CutSite 0.27 "What was cut off last is the site's name."
    KeepsSite -1.07 "Still ends in the site's name."
    OpenGraph 0.79 "`og:title`; it counts by the number of places."
    OpenGraphSeparated -1.90 "With a bar or dash in it."
    OpenGraphPart 0.83 "A piece of it."
    OpenGraphWebsite 0.36 "Of a page that calls itself no article."
    OpenGraphStart -1.10 "Also the start of the title element."
    JsonLd -0.31 "A headline or name of structured data."
    JsonLdProduct -1.64 "Of a product."
    JsonLdForum 0.30 "Of a forum's thread."
    JsonLdOpenGraph -1.12 "Also `og:title`."
    JsonLdStart -0.34 "Also the start of the title element."
    Meta 1.10 "Another `<meta>`."
    InBreadcrumb 1.44 "The share of its words that stand in the last breadcrumb."
    Record 3.0 "Given with the record."
    // What it says.
    Sources 1.37 "The number of kinds of places that have it."
    InTitle 1.80 "The share of its words that stand in the title element."
    InTitleWhole 1.05 "It stands in the title element."
    InOpenGraph 1.34 "It stands in `og:title`."
    InH1 0.30 "The share of its words that stand in a first-level heading."
    InSlug 2.01 "The share of its words that stand in the address."
    OfSlug 1.47 "The share of the address's words that it has."
    Length 1.34 "The logarithm of its words."
    OneWord -1.22 "One short word."
    Stop -0.95 "It ends in a full stop."
    Long -0.89 "More than twenty words."
    IsSite -0.44 "The site's name."
}
