//! From decoded text to the tree.

use html5ever::interface::TreeSink;

use super::bounds::Bounds;
use super::names::Names;
use super::sink::Sink;
use super::tokenizer::{Next, Tokenizer};
use super::{Dom, KeepAttributes, UNKNOWN};

#[cfg(test)]
/// Parses a page, with the attributes that the stages read.
pub(crate) fn parse(html: &str) -> Dom {
    parse_into(html, KeepAttributes::Known, Dom::default())
}

/// Parses a page into the buffers of a tree that is no longer needed.
pub(crate) fn parse_into(html: &str, keep: KeepAttributes, mut recycled: Dom) -> Dom {
    // Positions are stored in 32 bits; no caller's limit is near that.
    let html = &html[..boundary_before(html, UNKNOWN as usize / 2)];
    let mut cache = recycled.cache.take().unwrap_or_default();
    let names = Names::default();
    let bounds = Bounds::new(Sink::new(recycled, &names, html, keep));
    Tokenizer::new(html, &bounds, keep, &mut cache).run(Next::Data);
    #[cfg(any(test, feature = "oracle"))]
    let acted = bounds.acted.get();
    let mut dom = bounds.builder.sink.finish();
    dom.cache = Some(cache);
    dom.keep = keep;
    #[cfg(any(test, feature = "oracle"))]
    {
        dom.is_bounded = acted;
    }
    dom
}

/// The nearest character boundary at or before a position.
pub(super) fn boundary_before(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..4)
        .map(|back| at.saturating_sub(back))
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::{Edge, ScriptKind, Tag};
    use html5ever::local_name;

    fn shape(html: &str) -> String {
        let dom = parse(html);
        let mut out = String::new();
        for edge in dom.traverse(Dom::ROOT) {
            match edge {
                Edge::Open(id) => match dom.tag(id) {
                    Some(tag) => out.extend(["(", &*tag.name(), " "]),
                    None => out.push_str(dom.text(id).unwrap_or_default()),
                },
                Edge::Close(id) if dom.tag(id).is_some() => out.push(')'),
                Edge::Close(_) => {}
            }
        }
        out
    }

    #[test]
    fn a_page_becomes_a_tree() {
        assert_eq!(
            shape("<!doctype html><title>T</title><p>One<b>two</b>&amp;<p>three<table>x<tr><td>y"),
            "(html (head (title T))(body (p One(b two)&)(p three)x(table (tbody (tr (td y))))))"
        );
    }

    #[test]
    fn data_scripts_are_kept_and_others_not() {
        let dom = parse(
            "<script>go()</script><script type='application/ld+json'>{\"a\":\"<p>\"}</script><style>p{}</style>\
             <script id=__NEXT_DATA__ type=application/json>{}</script><p>x",
        );
        let scripts: Vec<_> = dom.scripts.iter().map(|s| (s.kind, &*s.text)).collect();
        assert_eq!(
            scripts,
            [
                (ScriptKind::JsonLd, "{\"a\":\"<p>\"}"),
                (ScriptKind::State, "{}")
            ]
        );
        assert_eq!(dom.text, "x");
    }

    #[test]
    fn deep_elements_become_siblings_and_lose_no_text() {
        let n = 20_000;
        let html = format!(
            "{}a<p>b</p><p>c</p>{}<i>d",
            "<div>".repeat(n),
            "</div>".repeat(n)
        );
        let dom = parse(&html);
        assert_eq!(dom.text, "abcd");
        let deepest = dom
            .descendants(Dom::ROOT)
            .map(|id| dom.ancestors(id).count())
            .max();
        assert!(deepest < Some(515));
        let last = dom.descendants(Dom::ROOT).last().expect("text");
        assert_eq!(
            dom.ancestors(last).count(),
            4,
            "the end tags closed what they opened"
        );
    }

    #[test]
    fn attributes_are_filtered() {
        let html = "<p class=a onclick=b style='color:red' data-testid=c data-x=d>x";
        let dom = parse(html);
        let p = dom
            .descendants(Dom::ROOT)
            .find(|&id| dom.tag(id) == Some(Tag::P))
            .expect("p");
        let kept: Vec<_> = dom
            .attributes(p)
            .map(|(name, value)| (&**name, value))
            .collect();
        assert_eq!(kept, [("class", "a"), ("data-testid", "c")]);
        assert_eq!(dom.attribute(p, &local_name!("class")), Some("a"));
        assert_eq!(
            parse_into(html, KeepAttributes::All, dom)
                .attributes(p)
                .len(),
            5
        );
    }
}
