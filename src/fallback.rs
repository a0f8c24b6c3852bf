//! A page whose visible text falls short: the text that it holds as data makes a document of its own, and one document
//! wins whole.

use crate::Format;
use crate::decode;
use crate::document::{Document, Head, Origin, Spare};
use crate::dom::{Dom, KeepAttributes, parse_into};
use crate::features::Desk;
use crate::metadata::{self, Fallback, words};
use crate::segment::segment_html;

/// Words of prose from which a page is taken to show its text: its state is not read then.
const ENOUGH: usize = 150;

/// Words below which a text held as data is no article.
const MIN_WORDS: usize = 80;

/// Pieces of a text that are looked for in another.
const PROBES: usize = 24;

/// The page's document, or that of a text it holds as data, where that is more than twice the visible prose and the
/// page does not show it.
pub(crate) fn or_fallback(document: Document, dom: &Dom, desk: &mut Desk) -> Document {
    let visible = prose_words(&document);
    let body = document.head.article_body.as_deref().map_or(0, words);
    if visible >= ENOUGH && body <= visible * 2 {
        return document;
    }
    let all_words = words(&document.text);
    let found = metadata::fallbacks(dom, &document.head, all_words < MIN_WORDS);
    let better = found.into_iter().find(|fallback| {
        let words = words(&fallback.text);
        // Listings and product pages hold more words than prose, and their state is no article.
        let marked = fallback.origin == Origin::StructuredData;
        let all = if marked { 0 } else { all_words };
        words >= MIN_WORDS
            && words > visible * 2
            && words > all
            && !shows(&document.text, &fallback.text)
    });
    match better {
        Some(fallback) => {
            let mut other = segmented(&fallback, document.head.clone(), desk);
            if prose_words(&other) > visible {
                other.origin = fallback.origin;
                other
            } else {
                document
            }
        }
        None => document,
    }
}

/// The blocks of a text held as data, under the page's own head.
fn segmented(fallback: &Fallback, head: Head, desk: &mut Desk) -> Document {
    let html = match decode::format(&fallback.text) {
        Format::Html => fallback.text.clone(),
        _ => as_html(&fallback.text),
    };
    let dom = parse_into(&html, KeepAttributes::Known, Dom::default());
    segment_html(&dom, head, Spare::default(), desk)
}

/// Plain text as paragraphs.
fn as_html(text: &str) -> String {
    let mut html = String::from("<article>");
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        html.push_str("<p>");
        for c in line.chars() {
            match c {
                '<' => html.push_str("&lt;"),
                '&' => html.push_str("&amp;"),
                c => html.push(c),
            }
        }
        html.push_str("</p>");
    }
    html.push_str("</article>");
    html
}

fn prose_words(document: &Document) -> usize {
    let prose = document
        .blocks
        .iter()
        .filter(|block| block.measures.is_prose());
    prose
        .map(|block| usize::try_from(block.measures.words).unwrap_or(usize::MAX))
        .sum()
}

/// Whether a page shows most of a text: pieces of it stand in the page's text.
fn shows(page: &str, text: &str) -> bool {
    let probes = probes(text);
    let found = probes
        .iter()
        .filter(|probe| memchr::memmem::find(page.as_bytes(), probe.as_bytes()).is_some());
    found.count() * 2 >= probes.len().max(1)
}

/// Four words each; of a text without spaces, the starts of what stands between its marks.
fn probes(text: &str) -> Vec<String> {
    let spaced: Vec<&str> = text
        .split_ascii_whitespace()
        .filter(|word| !word.contains(['<', '>', '&', '=']))
        .collect();
    if spaced.len() * 2 > words(text) {
        let step = (spaced.len() / PROBES).max(4);
        let pieces = spaced.chunks(step).filter_map(|chunk| chunk.get(..4));
        return pieces.map(|four| four.join(" ")).collect();
    }
    let parts = text.split(|c: char| !c.is_alphabetic());
    let parts: Vec<&str> = parts.filter(|part| !part.is_ascii()).collect();
    let step = (parts.len() / PROBES).max(1);
    let pieces = parts.iter().step_by(step);
    pieces.map(|part| part.chars().take(8).collect()).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Source};

    const SENTENCE: &str = "The bees came back to the valley this spring, the keepers said on Monday, and all were glad. ";

    fn body(page: &str) -> String {
        Cleaner::default().clean(Source::html(page)).unwrap().body
    }

    #[test]
    fn a_page_without_text_gives_the_text_it_holds() {
        let text = SENTENCE.repeat(12);
        let page = format!(
            r#"<title>Bees</title><div id="root"></div><script id="__NEXT_DATA__" type="application/json">
            {{"props":{{"post":{{"content":"<p>{text}</p><p>{text}</p>"}}}}}}</script>"#
        );
        assert!(body(&page).contains("The bees came back"));
        let page = format!(
            r#"<h1>Bees</h1><p>Subscribe to read on.</p><script type="application/ld+json">
            {{"@type":"NewsArticle","headline":"Bees","articleBody":"{text}"}}</script>"#
        );
        assert!(body(&page).contains("all were glad"));
    }

    #[test]
    fn what_a_server_pushes_besides_its_page_is_no_text_of_it() {
        let text = SENTENCE.repeat(40);
        let push =
            format!(r#"<script>self.__next_f.push([1,"1:{{\"content\":\"{text}\"}}\n"])</script>"#);
        assert!(body(&push).contains("The bees came back"));
        let items = "<li>Hive of some kind</li>".repeat(60);
        assert!(!body(&format!("<ul>{items}</ul>{push}")).contains("The bees came back"));
    }

    #[test]
    fn texts_without_spaces_count_and_are_found_on_the_page() {
        let text = "今年の春、谷に蜂が戻ってきたと養蜂家たちは月曜日に語った。町の人々も皆それを喜んでいる。".repeat(8);
        let data = format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"蜂","articleBody":"{text}"}}</script>"#
        );
        assert!(body(&format!("<h1>蜂</h1><p>続きを読む。</p>{data}")).contains("養蜂家"));
        let state = format!(
            r#"<div id="root"></div><script id="__NEXT_DATA__" type="application/json">{{"post":{{"content":"{text}"}}}}</script>"#
        );
        assert!(body(&state).contains("養蜂家"));
        assert!(super::shows(&format!("蜂。{text}"), &text));
        assert!(!super::shows("谷の郵便局は来月から土曜日も開く。", &text));
    }

    #[test]
    fn a_page_that_shows_its_text_keeps_it() {
        let text = SENTENCE.repeat(12);
        let page = format!(
            r#"<h1>Bees</h1><article><p>{text}</p><p>A line of the page alone, which nobody else has, he said on Tuesday.</p></article>
            <script type="application/ld+json">{{"@type":"NewsArticle","headline":"Bees","articleBody":"{text}"}}</script>"#
        );
        assert!(body(&page).contains("of the page alone"));
    }
}
