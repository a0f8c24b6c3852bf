//! Pages and texts of more blocks than any real one.

use crate::document::Document;
use crate::{Cleaner, Source};

/// Paragraphs of an article, each like no other.
fn paragraphs() -> Vec<String> {
    let towns = "Averill Bramley Corran Dunmere Eastholm Fenwick Garside Harrow Inverlea Jarrow Kelby Lorne Marsden Norwick";
    let towns = towns.split(' ').zip(2001..);
    towns
        .map(|(town, year)| {
            format!(
                "In {town} the harbour office said on Friday that the new quay would be open before the winter of {year}, \
                 and that most of the boats which had moved to the other side of the bay were to come back by then."
            )
        })
        .collect()
}

fn lost(body: &str) -> Vec<String> {
    let mut all = paragraphs();
    all.retain(|paragraph| !body.contains(paragraph.as_str()));
    all
}

fn document(source: Source) -> Document {
    let explanation = Cleaner::default().explain(source).unwrap();
    explanation.document().clone()
}

fn page(inside: &str) -> String {
    let all: Vec<String> = paragraphs().iter().map(|p| format!("<p>{p}</p>")).collect();
    let (first, last) = all.split_at(7);
    format!(
        "<title>Boats come home</title><article><h1>Boats come home</h1>{}{inside}{}</article>",
        first.concat(),
        last.concat()
    )
}

#[test]
fn an_article_amid_a_flood_is_whole() {
    for piece in [
        "<p>ok",
        "<li>a</li>",
        "<dt>a<dd>b",
        "<div>x</div>",
        "a<br><br>",
        "<h3>A</h3>",
        "<option>a",
    ] {
        let html = page(&format!("<div>{}</div>", piece.repeat(40_000)));
        let body = Cleaner::default().clean(Source::html(&html)).unwrap().body;
        assert!(lost(&body).is_empty(), "{piece}: {:?}", lost(&body));
        let blocks = document(Source::html(&html)).blocks.len();
        assert!(blocks < 22_500, "{piece}: {blocks}");
    }
}

#[test]
fn a_text_amid_a_flood_is_whole() {
    for line in ["x\n", "- item\n", "a\n\n", "Reply\n", "2024-01-02\n"] {
        let all = paragraphs();
        let (first, last) = all.split_at(7);
        let flood = line.repeat(40_000);
        let text = format!("{}\n\n{flood}\n\n{}", first.join("\n\n"), last.join("\n\n"));
        let body = Cleaner::default().clean(Source::text(&text)).unwrap().body;
        assert!(lost(&body).is_empty(), "{line:?}: {:?}", lost(&body));
        let blocks = document(Source::text(&text)).blocks.len();
        assert!(blocks < 22_500, "{line:?}: {blocks}");
    }
}

#[test]
fn elements_without_text_are_not_kept_by_the_hundred_thousand() {
    let html = page(&"<div class=a><p></p></div>".repeat(60_000));
    let document = document(Source::html(&html));
    assert!(
        document.containers.len() < 21_000,
        "{}",
        document.containers.len()
    );
}

#[test]
fn the_parts_of_a_link_share_its_address() {
    let address = "y".repeat(5000);
    let html = format!(
        "<a href={address}><div>{}</div></a>",
        "<p>x</p>".repeat(100)
    );
    let document = document(Source::html(&html));
    assert_eq!((document.links.len(), document.hrefs.len()), (100, 5000));
    assert!(
        document
            .links
            .windows(2)
            .all(|pair| pair[0].href == pair[1].href)
    );
}

#[test]
fn html_inside_of_a_drawing_is_text() {
    let svg = "<svg><text>no</text><foreignObject><div>one <b>two</b> <svg><g><text>no</text></g></svg>three</div>\
               </foreignObject><text>no</text></svg>";
    let document = document(Source::html(&format!("<p>before</p>{svg}<p>after</p>")));
    assert_eq!(document.text.trim_end(), "before\none two three\nafter");
}

#[test]
fn an_article_in_quotations_is_whole() {
    let all: Vec<String> = paragraphs().iter().map(|p| format!("<p>{p}</p>")).collect();
    let inside = format!(
        "<article><h1>Boats come home</h1>{}</article>",
        all.concat()
    );
    let (open, close) = (
        "<section><blockquote><div><span>",
        "</span></div></blockquote></section>",
    );
    let html = format!(
        "<title>Boats come home</title>{}{inside}{}",
        open.repeat(400),
        close.repeat(400)
    );
    let body = Cleaner::default().clean(Source::html(&html)).unwrap().body;
    assert!(lost(&body).is_empty(), "{:?}", lost(&body));
}

/// The texts of a page's blocks.
fn blocks(html: &str) -> Vec<String> {
    let document = document(Source::html(html));
    let texts = document.blocks.iter();
    texts
        .map(|block| document.text[block.span.clone()].to_owned())
        .collect()
}

#[test]
fn empty_cells_keep_their_place() {
    let table = "<table><tr><th></th><th>2020</th><th>2021</th></tr>\
        <tr><td>Hives<td><br></td><td>55</tr><tr><td>Honey</td><td> </td><td></td></tr></table>";
    assert_eq!(blocks(table), ["2020\t2021", "Hives\t\t55", "Honey"]);
}

#[test]
fn a_paragraph_around_the_text_of_a_cell_makes_no_row_of_it() {
    let table = "<table><tr><td><p>Hives</p></td><td><div><p>40</p></div></td><td>of <b>55</b></td></tr></table>";
    assert_eq!(blocks(table), ["Hives\t40\tof 55"]);
    // Two of them are blocks of their own.
    let table = "<table><tr><td><p>Hives</p><p>in the valley</p></td><td>40</td></tr></table>";
    assert_eq!(blocks(table), ["Hives", "in the valley", "40"]);
}

#[test]
fn invisible_words_leave_one_blank() {
    assert_eq!(
        blocks("<p>one \u{200b}\u{feff} word \u{200b}</p>"),
        ["one word"]
    );
}
