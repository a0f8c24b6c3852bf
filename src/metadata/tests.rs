use super::*;
use crate::dom;

fn head(page: &str) -> Head {
    read(
        &dom::parse(page),
        Some("https://news.example.com/2024/bees-return"),
    )
}

fn titles(head: &Head) -> Vec<(TitleSource, &str)> {
    let pairs = head.titles.iter();
    pairs
        .map(|title| (title.source, title.text.as_str()))
        .collect()
}

#[test]
fn a_news_page() {
    let head = head(
        r#"<html lang="en_GB"><head><title>Bees return |  Valley Post</title>
        <meta property="og:title" content="Bees &amp;amp; wasps return"><meta property="og:site_name" content="Valley Post">
        <meta property="og:type" content="article"><link rel="canonical" href="https://news.example.com/2024/bees-return">
        <meta name="author" content="https://news.example.com/staff"><meta name="author" content="Ada Moss">
        <meta property="article:published_time" content="2024-05-01T08:00:00Z">
        <meta name="description" content="They came  back."></head>
        <body><h1>Bees <em>return</em><br>to town <a class="headerlink" href=x>¶</a></h1>"#,
    );
    assert_eq!(
        titles(&head),
        [
            (TitleSource::OpenGraph, "Bees & wasps return"),
            (TitleSource::TitleElement, "Bees return | Valley Post"),
            (TitleSource::Heading, "Bees return to town"),
        ]
    );
    assert_eq!(head.language.as_deref(), Some("en-GB"));
    assert_eq!(head.author.as_deref(), Some("Ada Moss"));
    assert_eq!(head.date.as_deref(), Some("2024-05-01T08:00:00Z"));
    assert_eq!(head.site_name.as_deref(), Some("Valley Post"));
    assert_eq!(head.description.as_deref(), Some("They came back."));
    assert_eq!(
        head.canonical_url.as_deref(),
        Some("https://news.example.com/2024/bees-return")
    );
    assert_eq!(head.types, ["og:article"]);
}

#[test]
fn what_stands_after_a_closed_head_counts() {
    let head = head(
        r#"<head><noscript><img src="https://t.example/p.gif"></noscript><title>Bees</title>
        <meta property="og:title" content="Bees return"><link rel=canonical href="/bees"></head><body>x"#,
    );
    assert_eq!(titles(&head).len(), 2);
    assert_eq!(
        head.canonical_url.as_deref(),
        Some("https://news.example.com/bees")
    );
}

#[test]
fn a_drawings_title_is_none() {
    let head =
        head("<body><svg><title>Menu</title></svg><h1><svg><title>Logo</title></svg>Bees</h1>");
    assert_eq!(titles(&head), [(TitleSource::Heading, "Bees")]);
}

#[test]
fn structured_data_names_the_subject() {
    let head = head(
        r#"<script type="application/ld+json">[{"@type":"WebPage","name":"no"},
        {"@type":"NewsArticle","headline":"Bees return","articleBody":"They came back.","author":{"name":"Ada Moss"},
         "datePublished":"2024-05-01","publisher":{"name":"Valley Post"},"inLanguage":"en"}]</script>"#,
    );
    assert_eq!(titles(&head), [(TitleSource::JsonLd, "Bees return")]);
    assert_eq!(head.article_body.as_deref(), Some("They came back."));
    assert_eq!(head.author.as_deref(), Some("Ada Moss"));
    assert_eq!(head.site_name.as_deref(), Some("Valley Post"));
    assert_eq!(head.language.as_deref(), Some("en"));
}

#[test]
fn a_list_of_articles_is_no_subject() {
    let item = |n: u8| format!(r#"{{"@type":"Article","headline":"Story {n}"}}"#);
    let items: Vec<String> = (0..6).map(item).collect();
    let page = format!(
        r#"<script type="application/ld+json">[{}]</script>"#,
        items.join(",")
    );
    assert!(head(&page).titles.is_empty());
}

#[test]
fn headings_know_their_place() {
    let head = head(
        r#"<body><header><h1 class="site-logo"><a href="/">Valley Post</a></h1></header>
        <main><h2 class="entry-title">Bees return</h2></main><aside><h2>More</h2></aside>
        <div style="display:none"><h1>Menu</h1></div>"#,
    );
    let places = &head.headings;
    assert!(places[0].home && !places[0].in_content);
    assert!(places[1].marked && places[1].in_content && places[1].level == 2);
    assert!(places[2].aside);
    assert!(places[3].hidden);
}

#[test]
fn a_subject_without_a_description_leaves_the_pages_own() {
    let head = head(
        r#"<meta property="og:description" content="They came back.">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Bees return"}</script>"#,
    );
    assert_eq!(head.description.as_deref(), Some("They came back."));
}

#[test]
fn a_thing_of_another_query_is_not_this_page() {
    let thing = |id: u8| {
        format!(
            r#"{{"@type":"Article","headline":"Story {id}","url":"https://example.com/?id={id}"}}"#
        )
    };
    let things: Vec<String> = (1..6).map(thing).collect();
    let page = format!(
        r#"<script type="application/ld+json">[{}]</script>"#,
        things.join(",")
    );
    let head = read(
        &dom::parse(&page),
        Some("https://example.com/?id=4&utm_source=x"),
    );
    assert_eq!(titles(&head), [(TitleSource::JsonLd, "Story 4")]);
}

#[test]
fn languages_are_tags() {
    for (written, tag) in [
        ("EN-us; foo", Some("en-US")),
        ("zh_hant_tw", Some("zh-Hant-TW")),
        ("de, en", Some("de")),
        ("pt_BR.UTF-8", Some("pt-BR")),
        ("en-", Some("en")),
        ("es-419", Some("es-419")),
        ("English", None),
        ("the main language", None),
        ("", None),
    ] {
        assert_eq!(language_tag(written).as_deref(), tag, "{written}");
    }
}

#[test]
fn a_style_that_cuts_what_is_too_long_hides_nothing() {
    let page = r#"<h1 style="overflow:hidden">Bees</h1><h1 style="display: none">Menu</h1>"#;
    let dom = dom::parse_into(page, dom::KeepAttributes::All, Dom::default());
    let head = read(&dom, None);
    assert!(!head.headings[0].hidden && head.headings[1].hidden);
}
