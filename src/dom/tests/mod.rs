//! Our tokenizer against its oracle, html5ever's own.

mod corpus;
mod hostile;
mod html5lib;
mod soup;
mod stock;
mod tokens;

use std::fmt::Write as _;
use std::path::PathBuf;

use html5ever::ns;

use stock::parse_stock;

use super::parse::boundary_before;

use super::{Dom, Edge, KeepAttributes, NodeId, parse_into};

/// The tree as text, a line a node, in the way of html5lib's tests; adjacent texts are one.
fn dump(dom: &Dom) -> String {
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

/// Fails where the two tokenizers give different trees.
fn assert_same(html: &str, keep: KeepAttributes, recycled: Dom) -> Dom {
    let ours = parse_into(html, keep, recycled);
    let stock = parse_stock(html, keep);
    assert_eq!(ours.scripts, stock.scripts);
    let (a, b) = (dump(&ours), dump(&stock));
    if a != b {
        let at = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        let around = |s: &str| {
            let from = boundary_before(s, at.saturating_sub(200));
            s[from..boundary_before(s, at + 200)].to_owned()
        };
        panic!("ours:\n{}\nstock:\n{}", around(&a), around(&b));
    }
    ours
}

/// A folder of the material that stands beside the repository, or `None`, said aloud, where it does not.
#[allow(clippy::print_stderr)]
fn shared(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(folder);
    let there = [
        path,
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../shared")
            .join(folder),
    ]
    .into_iter()
    .find(|path| path.is_dir());
    if there.is_none() {
        eprintln!("skipped: ../shared/{folder} is not there");
    }
    there
}
