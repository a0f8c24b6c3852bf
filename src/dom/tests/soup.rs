//! Generated markup.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const PIECES: &[&str] = &[
    "<",
    ">",
    "/",
    "!",
    "?",
    "-",
    "--",
    "=",
    "\"",
    "'",
    "&",
    ";",
    "#",
    "x",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\t",
    "\x0c",
    "a",
    "b",
    "text",
    "é",
    "\u{feff}",
    "]]>",
    "]",
    "<!--",
    "-->",
    "--!>",
    "<!-",
    "<!",
    "<!>",
    "<!doctype html>",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\"",
    " SYSTEM 'x'",
    "<![CDATA[",
    "<?xml ?>",
    "</",
    "</>",
    "</ >",
    "<p>",
    "</p>",
    "<p ",
    "<div>",
    "</div>",
    "<div class=a id='b'>",
    "<tr class=c>",
    "<body id=d>",
    "<html class=e>",
    "<DIV Class=\"A&amp;b\">",
    "<a>",
    "<a href=/x?a=1&copy=2&lt;>",
    "</a>",
    "<b>",
    "</b>",
    "<b id=1>",
    "<b id=2>",
    "<i>",
    "</i>",
    "<font color=red>",
    "</font>",
    "<nobr>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "<tbody>",
    "<caption>",
    "<col>",
    "<colgroup>",
    "<select>",
    "</select>",
    "<option>",
    "<optgroup>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "<mglyph>",
    "<annotation-xml encoding=text/html>",
    "<foreignObject>",
    "<desc>",
    "<title>",
    "</title>",
    "<style>",
    "</style>",
    "<script>",
    "</script>",
    "<SCRIPT type=application/ld+json>",
    "</script ",
    "<script>x<!--<script>y</script>z",
    "<textarea>",
    "</textarea>",
    "<pre>",
    "</pre>",
    "<pre>\n",
    "<listing>",
    "<template>",
    "</template>",
    "<template shadowrootmode=open>",
    "<form>",
    "</form>",
    "<button>",
    "</button>",
    "<h1>",
    "</h1>",
    "<h2>",
    "<li>",
    "<ul>",
    "</ul>",
    "<dd>",
    "<dt>",
    "<br>",
    "</br>",
    "<hr/>",
    "<img src=x alt='y'>",
    "<input type=hidden>",
    "<frameset>",
    "</frameset>",
    "<frame>",
    "<noframes>",
    "</noframes>",
    "<noscript>",
    "</noscript>",
    "<iframe>",
    "</iframe>",
    "<html lang=en>",
    "</html>",
    "<head>",
    "</head>",
    "<body class=x>",
    "</body>",
    "<plaintext>",
    "<xmp>",
    "</xmp>",
    "<ruby>",
    "<rt>",
    "<rp>",
    "<applet>",
    "</applet>",
    "<marquee>",
    "</marquee>",
    "<my-thing data-testid=q>",
    "&amp;",
    "&amp",
    "&notit;",
    "&not",
    "&acE;",
    "&#65;",
    "&#x80;",
    "&#0;",
    "&#xD800;",
    "&#13;",
    "&#",
    "&#x",
    "&nosuch;",
    "&ampx=",
    "<p/>",
    "<p a=b a=c>",
    "<p\0a\0=\0>",
    "<p =a=b>",
    "<p a = b c='d'e=\"f\"/ >",
    "<br/",
    "<p style=display:none>",
];

fn check(html: &str) {
    let dom = assert_same(html, KeepAttributes::All, Dom::default());
    let dom = assert_same(html, KeepAttributes::Known, dom);
    for id in dom.descendants(Dom::ROOT) {
        if let Some(range) = dom.source(id) {
            assert!(html.get(range.start as usize..range.end as usize).is_some());
        }
    }
}

/// Cases of each kind: 2,000, or as many as `UNCHAFF_SOUP` says.
fn cases() -> u32 {
    let asked = std::env::var("UNCHAFF_SOUP").ok();
    asked.and_then(|cases| cases.parse().ok()).unwrap_or(2000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn soup_gives_the_same_tree(pieces in vec(prop::sample::select(PIECES), 0..60)) {
        check(&pieces.concat());
    }

    #[test]
    fn characters_give_the_same_tree(html in "[<>/!\\-=\"'& \n\r\0a-cA;#x\\[\\]?é]{0,60}") {
        check(&html);
    }
}

#[test]
fn found_by_soup() {
    for html in [
        "",
        "<",
        "</",
        "<!",
        "<a",
        "<pre><!--x-->\n",
        "<table>x<!--y-->z",
        "\u{feff}<p>\u{feff}",
        "<a href=1><figure><img alt=2></figure><p>x",
        "\n]\r]",
        "<p><a href=1></p><img alt=2><p class=3>",
        "<tr class=1><article><body class=2>",
        "<html lang=1><td id=1><html class=2><p>",
    ] {
        check(html);
    }
}
