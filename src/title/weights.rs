//! The evidence for a title candidate, and its weight.

macro_rules! evidence {
    ($($name:ident $weight:literal $doc:literal)*) => {
        /// Kinds of evidence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub(super) enum Evidence { $(#[doc = $doc] $name,)* }

        /// All kinds, in order.
        pub(super) const ALL: &[Evidence] = &[$(Evidence::$name),*];

        /// Points of each kind at full strength. Found on the development pages by maximum likelihood (the chosen
        /// candidate against all others of its page), then rounded.
        pub(super) const WEIGHTS: [f32; ALL.len()] = [$($weight),*];
    };
}

evidence! {
    // Where it stands.
    H1 1.1 "A first-level heading."
    H1First 0.2 "The first of them."
    H1Only 0.1 "The only one."
    H1InContent 0.4 "In `<article>` or `<main>`."
    H1Aside -0.5 "In navigation, footer or dialog."
    H1Hidden -0.3 "Not shown."
    H1Home -1.8 "A logo, or a link to the site's root."
    H1Marked 0.7 "Class or microdata call it the headline."
    H1OfMany -1.6 "One of more than three."
    H1IsEnd -0.4 "A heading that is only the end of the title element: the site's name."
    H1InEnd -0.8 "A heading that stands in the title element's last piece alone."
    H1InsideStart 0.6 "A heading whose words are some of those of the title element's start."
    H1OffTitle 1.3 "The share of a heading's words that the title element lacks."
    H1OffSlug -0.3 "A heading where no heading shares two words with the address."
    H1InPiece -0.8 "A heading that is also a piece of the title element."
    H1Article 0.7 "A heading of a page that structured data calls an article."
    H1LongSlug 0.8 "A heading where the address ends in four words or more."
    H1Product -0.4 "A heading of a product page."
    H1Dated -0.3 "A heading of a dated page."
    H1Part 1.9 "A part of a heading."
    H1PartColon -1.7 "A part cut at a colon."
    H2First 0.5 "The first second-level heading."
    H2Other -0.4 "Another second-level heading."
    H2InContent -0.6 "In `<article>` or `<main>`."
    H2LongSlug 1.5 "Where the address ends in four words or more."
    H2OffSlug 1.1 "Where no first-level heading shares two words with the address."
    H2Website -0.7 "Of a page that calls itself no article."
    H2OpenGraph 1.0 "Also `og:title`."
    MarkedOther 0.3 "An element that is no heading, but called the headline."
    Title -0.6 "The whole title element."
    TitleCuttable -1.6 "The whole of it, where it has separators."
    TitleEndsInSite -0.1 "The whole of it, where its last piece is the site's name."
    TitleOfRoot 1.2 "The whole of it, at the site's root."
    TitleLongSlug 0.7 "The whole of it, where the address ends in four words or more."
    Start -1.2 "The start of the title element."
    StartInsideH1 -0.4 "The start, and a heading says the same and more."
    StartWebsite 0.5 "The start, on a page that calls itself no article."
    StartDated 0.4 "The start, on a dated page."
    StartForum -0.6 "The start, on a forum page."
    StartMarked 0.5 "The start, also an element called the headline."
    EndOnly -1.1 "The end of the title element, and nothing else speaks for it."
    MiddleOnly -1.5 "A middle piece, and nothing else speaks for it."
    Middle 1.6 "A middle piece."
    CutAtBar 1.3 "A start that ends at a bar."
    CutAtDash 0.9 "A start that ends at a dash."
    CutAtColon -1.2 "A piece that was cut at a colon."
    CutMany 1.1 "Two or more pieces were cut off its end."
    CutWords -1.1 "The words that were cut off, by tens."
    CutInSlug 0.6 "The share of them that stand in the address."
    CutInH1 0.6 "The share of them that stand in a heading."
    CutSite 0.1 "What was cut off last is the site's name."
    KeepsSite -1.3 "Still ends in the site's name."
    OpenGraph 0.0 "`og:title`; it counts by the number of places."
    OpenGraphPart 1.2 "A piece of it."
    OpenGraphWebsite 0.3 "Of a page that calls itself no article."
    OpenGraphStart -0.5 "Also the start of the title element."
    JsonLd -0.3 "A headline or name of structured data."
    JsonLdProduct -1.4 "Of a product."
    JsonLdForum -0.4 "Of a forum's thread."
    JsonLdOpenGraph -0.8 "Also `og:title`."
    JsonLdStart -0.6 "Also the start of the title element."
    Meta 0.8 "Another `<meta>`."
    InBreadcrumb 1.5 "The share of its words that stand in the last breadcrumb."
    Record 3.0 "Given with the record."
    // What it says.
    Sources 1.1 "The number of kinds of places that have it."
    InTitle 2.5 "The share of its words that stand in the title element."
    InTitleWhole 0.9 "It stands in the title element."
    InOpenGraph 0.3 "It stands in `og:title`."
    InH1 0.8 "The share of its words that stand in a first-level heading."
    InSlug 0.9 "The share of its words that stand in the address."
    OfSlug 1.8 "The share of the address's words that it has."
    Length 1.1 "The logarithm of its words."
    OneWord -0.8 "One short word."
    Long -0.6 "More than twenty words."
    IsSite 0.4 "The site's name."
}
