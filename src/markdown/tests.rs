//! What a page says, as Markdown, and as a reader of Markdown understands it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;
use crate::document::{Head, Spare};
use crate::dom;
use crate::features::Desk;
use crate::segment::segment_html;

fn document(page: &str, head: Head) -> Document {
    segment_html(
        &dom::parse(page),
        head,
        Spare::default(),
        &mut Desk::default(),
    )
}

fn all(document: &Document) -> String {
    let kept = document.blocks.iter().map(|block| Kept {
        block,
        text: document.text[block.span.clone()].into(),
    });
    write(document, &kept.collect::<Vec<_>>())
}

fn markdown(page: &str) -> String {
    all(&document(page, Head::default()))
}

/// What a reader makes of it: names of blocks with their text; `;` ends a block, `/` a line.
fn read(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut out = String::new();
    for event in Parser::new_ext(markdown, options) {
        let piece: String = match event {
            Event::Text(text) => text.to_string(),
            Event::HardBreak => "/".into(),
            Event::Start(Tag::Heading { level, .. }) => format!("{level}:"),
            Event::Start(Tag::List(None)) => "ul(".into(),
            Event::Start(Tag::List(Some(start))) => format!("ol{start}("),
            Event::Start(Tag::Item) => "li:".into(),
            Event::Start(Tag::BlockQuote(_)) => "q(".into(),
            Event::Start(Tag::CodeBlock(_)) => "code:".into(),
            Event::Start(Tag::Table(_)) => "table(".into(),
            Event::Start(Tag::Paragraph | Tag::TableHead | Tag::TableRow)
            | Event::End(TagEnd::TableCell) => continue,
            Event::Start(Tag::TableCell) => "|".into(),
            Event::Start(Tag::Link { dest_url, .. }) => format!("<{dest_url} "),
            Event::End(TagEnd::Link) => ">".into(),
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::Table) => ")".into(),
            Event::End(_) => ";".into(),
            other => format!("<{other:?}>"),
        };
        out.push_str(&piece);
    }
    out
}

/// Text that looks like marks.
const LOOK_ALIKES: [&str; 73] = [
    "# bees",
    "###### bees",
    "#",
    "> bees",
    "- bees",
    "+ bees",
    "* bees",
    "-",
    "1. bees",
    "23) bees",
    "1.",
    "---",
    "***",
    "* * *",
    "___",
    "===",
    "=",
    "--",
    "```",
    "~~~ rust",
    "| - |",
    "--- | ---",
    ":-",
    "[bees]: https://example.com",
    "[^1]: note",
    "[ ] do",
    "[x] done",
    "*bees*",
    "**bees**",
    "_bees_",
    "__init__ and __new__",
    "a*b*c",
    "~~gone~~",
    "~one~",
    "`code`",
    "``a``b`",
    "a`",
    "[text](target)",
    "![image](target)",
    "[a][b]",
    "<b>bold</b>",
    "<div",
    "<!-- x -->",
    "<https://example.com>",
    "</p>",
    "<?php",
    "&amp; &#38; &copy;",
    "\\",
    "\\*",
    "a\\",
    "\\\\",
    "a | b",
    "bees #",
    "# bees #",
    "(*)bees*",
    "*(a)*",
    "_(a)_b_",
    "snake_case_name",
    "2 * 3 * 4",
    "5* of 6*",
    "2 < 3 > 1 <3",
    "AT&T; &c",
    "¿*qué*?",
    "“*a*”",
    "*a _b* c_",
    "!",
    "<a href=\"x\">",
    "&lt;b&gt;",
    "a*\u{301}b*",
    "1234567890. x",
    "#bees",
    "+1",
    "-1",
];

#[test]
fn page_text_reads_as_text() {
    for line in LOOK_ALIKES {
        let html = line.replace('&', "&amp;").replace('<', "&lt;");
        let page = format!(
            "<p>{html}</p><p>first<br>{html}<br>{html}</p><h2>{html}</h2><ul><li>{html}<li>two {html}</ul>\
             <blockquote>{html}</blockquote><p>see {html}<a href=u>label {html}</a>{html}</p>\
             <table><tr><td>{html}<td>{html}</table>"
        );
        let markdown = markdown(&page);
        let expected = format!(
            "{line};first/{line}/{line};h2:{line};ul(li:{line};li:two {line};)q({line};)see {line}<u label {line}>{line};\
             table(|{line}|{line};)"
        );
        assert_eq!(read(&markdown), expected, "{line}\n{markdown}");
    }
}

#[test]
fn prose_stays_as_it_is() {
    for text in [
        "The snake_case name, 2 * 3 and 2 < 3: it's #1 (or +1) – AT&T's 50% [sic] of C:\\bees.",
        "A note* with a star, *see below.",
        "At ~5 o'clock | in 2024. It was -3 > -4; \"a=b\" & so on!",
    ] {
        let html = text.replace('&', "&amp;").replace('<', "&lt;");
        assert_eq!(markdown(&format!("<p>{html}</p>")), text);
    }
}

#[test]
fn a_link_after_an_exclamation_is_no_image() {
    assert_eq!(markdown("<p>Look!<a href=u>Now!</a>"), "Look\\![Now!](u)");
}

#[test]
fn lists_are_as_deep_as_their_marks_are_wide() {
    let page = "<ol start=9><li>nine<li>ten<ul><li>in ten<br>second line</ul>after<li><p>eleven</p><p>more</p>\
                <pre>code\n\n  in</pre></ol><p>end</p>";
    let markdown = markdown(page);
    assert_eq!(
        markdown,
        "9. nine\n10. ten\n    - in ten\\\n      second line\n\n    after\n11. eleven\n\n    more\n\n    ```\n    code\n\n      in\n    ```\n\nend"
    );
    assert_eq!(
        read(&markdown),
        "ol9(li:nine;;li:ten;ul(li:in ten/second line;)after;;li:eleven;more;code:code\n\n  in\n;;)end;"
    );
}

#[test]
fn lists_side_by_side_do_not_merge() {
    for (page, read_as) in [
        (
            "<ul><li>a</ul><ul><li>b<li>c</ul><ul><li>d</ul>",
            "ul(li:a;)ul(li:b;li:c;)ul(li:d;)",
        ),
        ("<ol><li>a</ol><ol><li>b</ol>", "ol1(li:a;)ol1(li:b;)"),
        ("<ul><li>a</ul><ol><li>b</ol>", "ul(li:a;)ol1(li:b;)"),
        (
            "<ul><li>a<ol start=3><li>b</ol></ul>",
            "ul(li:a;ol3(li:b;))",
        ),
        ("<ul><li><ul><li>b</ul><li>c</ul>", "ul(li:ul(li:b;);li:c;)"),
        (
            "<ul><li><h3>a</h3><p>b</p><li><blockquote>c</blockquote></ul>",
            "ul(li:h3:a;b;;li:q(c;);)",
        ),
    ] {
        let markdown = markdown(page);
        let plain = |text: String| text.replace(";;", ";").replace(";)", ")");
        assert_eq!(
            plain(read(&markdown)),
            plain(read_as.to_owned()),
            "{markdown}"
        );
    }
    let deep = "<ul><li>a".repeat(300);
    let lines = markdown(&deep);
    assert!(lines.lines().all(|line| line.len() < 30), "{lines}");
}

#[test]
fn quotations_hold_what_is_in_them() {
    let markdown =
        markdown("<blockquote><p>a<br>b</p><ul><li>c</ul></blockquote><blockquote>d</blockquote>e");
    assert_eq!(markdown, "> a\\\n> b\n>\n> - c\n\n> d\n\ne");
    assert_eq!(read(&markdown), "q(a/b;ul(li:c;))q(d;)e;");
}

#[test]
fn a_fence_is_longer_than_what_it_holds() {
    let markdown = markdown("<pre>a\n```\n````\n~~~~\nb</pre>");
    assert!(markdown.starts_with("`````\na"), "{markdown}");
    assert_eq!(read(&markdown), "code:a\n```\n````\n~~~~\nb\n;");
}

#[test]
fn rows_have_as_many_cells_as_their_header() {
    let page = "<table><tr><td></td><th>2023<th>2024<tr><td>bees<td>1<td>2<tr><td>wasps</table>\
                <table><tr><td>x|y<td><a href=u>z</a></table>";
    let markdown = markdown(page);
    assert_eq!(
        markdown,
        "|  | 2023 | 2024 |\n| --- | --- | --- |\n| bees | 1 | 2 |\n| wasps |  |  |\n\n| x\\|y | [z](u) |\n| --- | --- |"
    );
    assert_eq!(
        read(&markdown),
        "table(||2023|2024;|bees|1|2;|wasps||;)table(|x|y|<u z>;)"
    );
}

#[test]
fn wide_tables_cost_no_more_than_they_hold() {
    let page = format!(
        "<table><tr>{}{}</table>",
        "<td>a".repeat(2000),
        "<tr><td>b".repeat(2000)
    );
    assert!(markdown(&page).len() < 40_000);
}

#[test]
fn markdown_of_long_runs_is_made_in_time() {
    for unit in [
        "*",
        "_ ",
        "[",
        "&a",
        "`",
        "<br>#",
        "~",
        "\\",
        "]:",
        "<a href=u>*</a>",
    ] {
        let page = format!("<p>{}</p>", unit.repeat(100_000));
        assert!(markdown(&page).len() < 2_000_000);
    }
}

#[test]
fn links_go_where_a_reader_may() {
    let link = |href: &str| markdown(&format!("<p>to <a href=\"{href}\">the [1] page</a>"));
    for bad in [
        "javascript:a()",
        "JavaScript:a()",
        "java&#9;script:a()",
        "\u{1}javascript:a()",
        "&#10; VBScript:a",
        "data:text/html,x",
        "file:///x",
        "blob:x",
        "#top",
        " ",
    ] {
        assert_eq!(link(bad), "to the [1] page", "{bad}");
    }
    for (good, address) in [
        (
            "HTTPS://example.com/a (b)",
            "HTTPS://example.com/a%20%28b%29",
        ),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("tel:+1", "tel:+1"),
        ("ftp://example.com", "ftp://example.com"),
        ("/a?b=&amp;copy;&c", "/a?b=\\&copy;&c"),
        ("ex&#9;am\nple", "example"),
        ("a:b/../c?`<>\\", ""),
        ("./a:b`<>\\", "./a:b%60%3C%3E%5C"),
    ] {
        let expected = match address {
            "" => "to the [1] page".to_owned(),
            address => format!("to [the \\[1\\] page]({address})"),
        };
        assert_eq!(link(good), expected, "{good}");
    }
}

#[test]
fn relative_links_are_resolved_where_the_page_is_known() {
    let page = "<base href='/c/'><p><a href='d?e'>x</a>";
    let head = |url: Option<&str>| crate::metadata::read(&dom::parse(page), url);
    let at = |url| all(&document(page, head(url)));
    assert_eq!(
        at(Some("https://example.com/a/b")),
        "[x](https://example.com/c/d?e)"
    );
    assert_eq!(at(None), "[x](d?e)");
    let head = Head {
        url: Some("https://example.com/a/b".to_owned()),
        ..Head::default()
    };
    assert_eq!(all(&document(page, head)), "[x](https://example.com/a/d?e)");
}

#[test]
fn a_long_address_around_many_blocks_is_not_repeated_without_end() {
    let page = format!(
        "<a href='/{}'>{}</a>",
        "x".repeat(100_000),
        "<p>a</p>".repeat(1000)
    );
    assert!(markdown(&page).len() < 3_000_000);
}
