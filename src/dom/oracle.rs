//! The oracle: html5ever's tokenizer and tree builder, without our bounds, into the same arena.

use std::fmt::Write as _;

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{local_name, ns};

use super::bounds::{ATTRIBUTES, FORMATTING_ATTRIBUTES, options};
use super::formatting::is_formatting;
use super::names::Names;
use super::parse::boundary_before;
use super::sink::{Handle, Sink};
use super::{Dom, Edge, KeepAttributes, NodeId, parse_into};

/// Panics where our tokenizer gives another tree than the stock one, unless a bound made it on purpose.
#[cfg_attr(not(feature = "oracle"), allow(unreachable_pub))]
pub fn assert_same_tree(html: &str) {
    let mut dom = Dom::default();
    for keep in [KeepAttributes::Known, KeepAttributes::All] {
        dom = parse_into(html, keep, dom);
        if !dom.is_bounded {
            compare(&dom, &parse_stock(html, keep));
        }
    }
}

/// The tree that the stock tokenizer gives.
pub(super) fn parse_stock(html: &str, keep: KeepAttributes) -> Dom {
    let names = Names::default();
    let sink = Sink::new(Dom::default(), &names, html, keep);
    let tokenizer = Tokenizer::new(
        Unpaused(TreeBuilder::new(sink, options())),
        TokenizerOpts::default(),
    );
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    assert!(matches!(tokenizer.feed(&input), TokenizerResult::Done));
    tokenizer.end();
    tokenizer.sink.0.sink.finish()
}

/// A tree builder for which the tokenizer never stops: each time it goes on, it skips a byte order mark.
struct Unpaused<'n>(TreeBuilder<Handle<'n>, Sink<'n>>);

impl<'n> TokenSink for Unpaused<'n> {
    type Handle = Handle<'n>;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle<'n>> {
        let token = match token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::TagToken(tag) => Token::TagToken(with_few_attributes(tag)),
            token => token,
        };
        match self.0.process_token(token, line) {
            TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {
                TokenSinkResult::Continue
            }
            result => result,
        }
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The one bound that stands here, too: on the attributes of a tag, which any tag may reach.
fn with_few_attributes(mut tag: Tag) -> Tag {
    let is_copied = is_formatting(&tag.name) && tag.name != local_name!("a");
    let bound = if is_copied {
        FORMATTING_ATTRIBUTES
    } else {
        ATTRIBUTES
    };
    tag.attrs.truncate(bound);
    tag
}

/// The tree as text, a line a node, in the way of html5lib's tests; adjacent texts are one.
pub(super) fn dump(dom: &Dom) -> String {
    let mut out = String::new();
    let (mut depth, mut text) = (0, String::new());
    for edge in dom.traverse(Dom::ROOT) {
        match edge {
            Edge::Open(id) if dom.text(id).is_some() => {
                text.push_str(dom.text(id).unwrap_or_default());
            }
            Edge::Close(id) if dom.text(id).is_some() => {}
            Edge::Open(id) => {
                flush(&mut out, depth, &mut text);
                if let Some(extra) = element(dom, id, depth, &mut out) {
                    depth += extra;
                }
            }
            Edge::Close(id) => {
                flush(&mut out, depth, &mut text);
                if id != Dom::ROOT {
                    depth -= levels(dom, id);
                }
            }
        }
    }
    out
}

fn levels(dom: &Dom, id: NodeId) -> usize {
    let is_template = dom
        .name(id)
        .is_some_and(|(name, ns)| &*name == "template" && ns == ns!(html));
    1 + usize::from(is_template)
}

fn flush(out: &mut String, depth: usize, text: &mut String) {
    if !text.is_empty() {
        writeln!(out, "| {}\"{text}\"", "  ".repeat(depth)).expect("a string");
        text.clear();
    }
}

fn element(dom: &Dom, id: NodeId, depth: usize, out: &mut String) -> Option<usize> {
    let (name, namespace) = dom.name(id)?;
    let prefix = match namespace {
        ns!(svg) => "svg ",
        ns!(mathml) => "math ",
        _ => "",
    };
    let indent = "  ".repeat(depth);
    writeln!(out, "| {indent}<{prefix}{name}>").expect("a string");
    let mut attributes: Vec<(String, &str)> = dom
        .attributes(id)
        .map(|(name, value)| (name.to_string(), value))
        .collect();
    attributes.sort();
    for (name, value) in attributes {
        writeln!(out, "| {indent}  {name}=\"{value}\"").expect("a string");
    }
    if levels(dom, id) == 2 {
        writeln!(out, "| {indent}  content").expect("a string");
    }
    Some(levels(dom, id))
}

/// Panics where the two tokenizers give different trees.
#[cfg(test)]
pub(super) fn assert_same(html: &str, keep: KeepAttributes, recycled: Dom) -> Dom {
    let ours = parse_into(html, keep, recycled);
    compare(&ours, &parse_stock(html, keep));
    ours
}

fn compare(ours: &Dom, stock: &Dom) {
    assert_eq!(ours.scripts, stock.scripts);
    let (a, b) = (dump(ours), dump(stock));
    if a != b {
        let at = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        let around = |s: &str| {
            let from = boundary_before(s, at.saturating_sub(200));
            s[from..boundary_before(s, at + 200)].to_owned()
        };
        panic!("ours:\n{}\nstock:\n{}", around(&a), around(&b));
    }
}
