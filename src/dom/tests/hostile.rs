//! Pages made to be expensive: the tree stays small, shallow and complete, and the stack is never used for it.

use std::thread;
use std::time::Instant;

use super::*;
use crate::dom::thin;

/// What a page is made of: a beginning, and a piece that is repeated.
type Shape = (&'static str, &'static str);

const SHAPES: &[Shape] = &[
    ("", "<div>x"),
    ("", "<ul><li>x"),
    ("", "<table><tr><td>x"),
    ("<table>", "x<b>y"),
    ("<table>", "<div>x<b>"),
    ("", "<select><optgroup><option>x"),
    ("", "<b><p>x</b>"),
    ("<p>", "<a><div>x</a>"),
    ("", "<b><i><u><b><i><u><p>x</b></i></u>"),
    ("", "<font size=#>x"),
    (
        "<p><b id=1><b id=2><b id=3><b id=4><b id=5><b id=6></p>",
        "<p>x</p>",
    ),
    ("", "<b id=#>y</b>"),
    ("", "<svg><g>"),
    ("", "<math><mi><b>x"),
    ("", "<svg><foreignObject><p>x"),
    ("", "<template>x"),
    ("", "<template><tr><td>x"),
    ("", "<p><button>x"),
    ("{<div>}", "<p>x"),
    ("{<span>}", "</x>x"),
    ("{<span>}", "</div>x"),
    ("{<ul><li>}", "<li>x"),
    ("<form>{<div>}", "<img>x"),
    ("", "</p>"),
    ("", "<nobr>x"),
    ("", "<applet><b>x"),
    ("", "<table><caption><b>x"),
    ("<table>", "<tr>x<td>y"),
    ("", "<details><summary>x"),
    ("<div ", "a#=1 "),
    ("", "<body class=# a#>"),
    ("", "<!--x--!>"),
    ("<svg>", "<![CDATA[x]]"),
    ("<script>", "<!--<script>x</script>--"),
    ("<title>", "</titl"),
    ("", "<pre>\n\n"),
    ("", "&notit;&#1"),
    ("", "<x-#>y"),
    ("", "</b></i></a>x"),
    ("", "<a href=\"x>"),
    ("", "<"),
    ("", "</body>x</html> y"),
    ("", "a\0\r"),
];

fn page((before, piece): Shape, n: usize) -> String {
    let before = match before.split_once('{') {
        Some((start, rest)) => format!("{start}{}", rest.trim_end_matches('}').repeat(600)),
        None => before.to_owned(),
    };
    let pieces: String = (0..n).map(|i| piece.replace('#', &i.to_string())).collect();
    format!("<!doctype html><body>{before}{pieces}")
}

fn text(dom: &Dom) -> usize {
    dom.descendants(Dom::ROOT)
        .filter_map(|id| dom.text(id))
        .map(|text| text.matches(['x', 'y']).count())
        .sum()
}

#[test]
fn trees_of_hostile_pages_are_small_shallow_and_complete() {
    let check = || {
        for &shape in SHAPES {
            let html = page(shape, 3000);
            let dom = parse_into(&html, KeepAttributes::Known, Dom::default());
            let depth = dom
                .traverse(Dom::ROOT)
                .fold((0usize, 0usize), |(now, most), edge| match edge {
                    Edge::Open(_) => (now + 1, most.max(now + 1)),
                    Edge::Close(_) => (now - 1, most),
                });
            assert!(depth.1 < 600, "{shape:?}: {depth:?}");
            let tags = html.matches('<').count();
            assert!(
                dom.len() < 3 * tags + 2000,
                "{shape:?}: {} nodes",
                dom.len()
            );
            // Where markup is only opened, all that stands between tags is text.
            if !shape.1.contains("<!")
                && !shape.0.contains('<')
                && !shape.1.contains('"')
                && !shape.1.contains('-')
            {
                let written: usize = html["<!doctype html><body>".len()..]
                    .split('<')
                    .map(|part| part.rsplit('>').next().unwrap_or_default())
                    .map(|part| part.matches(['x', 'y']).count())
                    .sum();
                assert_eq!(text(&dom), written, "{shape:?}");
            }
        }
    };
    let small = thread::Builder::new().stack_size(128 << 10).spawn(check);
    small.expect("a thread").join().expect("no panic");
}

#[test]
fn where_tags_stand_too_close_some_make_no_element_and_the_text_stays() {
    for piece in ["<p>x", "<x>x", "<b>x</b>", "<li>x</li>", "x<br>", "</p>x"] {
        let count = 2_400_000 / piece.len();
        let html = format!(
            "<body><ul>{}</ul><p>The last of all, and no part of what was before</p>",
            piece.repeat(count)
        );
        let dom = parse_into(&html, KeepAttributes::Known, Dom::default());
        let bound = thin::NODES + html.len() / thin::BYTES + 100;
        assert!(dom.len() <= bound, "{piece}: {} nodes", dom.len());
        assert_eq!(text(&dom), count, "{piece}");
        let mut texts = dom.descendants(Dom::ROOT).filter_map(|id| dom.text(id));
        assert!(texts.any(|text| text.starts_with("The last")), "{piece}");
    }
}

/// Time at n and 2n, for a look: `cargo test --release --lib hostile -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
#[allow(clippy::print_stdout)]
fn growth() {
    for &shape in SHAPES {
        let [one, two] = [1, 2].map(|times| {
            let html = page(shape, times * 500_000 / shape.1.len().max(2));
            let start = Instant::now();
            parse_into(&html, KeepAttributes::Known, Dom::default());
            (html.len(), start.elapsed().as_secs_f64() * 1e3)
        });
        println!(
            "{:8} bytes {:8.1} ms {:8.1} ms {:5.1}  {shape:?}",
            two.0,
            one.1,
            two.1,
            two.1 / one.1
        );
    }
}

/// Found by fuzzing: words after a stray `<b` are attributes.
#[test]
fn a_formatting_element_has_the_same_few_attributes_in_both_trees() {
    let words: Vec<String> = (0..60).map(|at| format!(" word{at}")).collect();
    let words = words.concat();
    for name in ["b", "a", "div"] {
        let html = format!("<p>One<{name}{words}>two</{name}></p><p>three");
        assert_same(&html, KeepAttributes::All, Dom::default());
    }
}

/// Found by fuzzing: a formatting element is left out among many, and the oracle must not mind.
#[test]
fn a_tree_says_where_a_bound_made_it() {
    let bounded = |html: &str| parse_into(html, KeepAttributes::All, Dom::default()).is_bounded;
    let fonts: Vec<String> = (0..13).map(|size| format!("<font size={size}>")).collect();
    assert!(bounded(&fonts.concat()));
    assert!(bounded(&"<div>".repeat(600)));
    assert!(!bounded(&"<p><font size=1>x</font></p>".repeat(600)));
}

#[test]
fn what_fuzzing_found_gives_the_same_tree() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/found/tokenizer");
    for found in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if let Ok(html) = std::fs::read_to_string(found.path()) {
            crate::dom::oracle::assert_same_tree(&html);
        }
    }
}

/// Found by fuzzing: four links that could not be closed, told by attributes that no stage reads.
#[test]
fn a_tree_says_where_links_were_left_open() {
    let links = |blocks: usize| {
        let link = |at: usize| format!("<a href=/ word{}>{}", at % 2, "<div>".repeat(blocks));
        (0..8).map(link).collect::<String>() + "x"
    };
    let few = assert_same(&links(7), KeepAttributes::Known, Dom::default());
    assert!(!few.is_bounded);
    let many = parse_into(&links(9), KeepAttributes::Known, few);
    assert!(many.is_bounded);
    let same = "<p><b><i><u><s><em><tt><big><code><small></p><p><a href=/>x</a>";
    assert!(!assert_same(same, KeepAttributes::Known, many).is_bounded);
}

/// Found by fuzzing: the end of the input makes the `head` whose tag it cut off.
#[test]
fn attributes_of_a_tag_that_never_ends_are_nobodys() {
    for html in ["<head content=\"\"", "<html lang=en", "<body class=a "] {
        assert_same(html, KeepAttributes::Known, Dom::default());
    }
}
