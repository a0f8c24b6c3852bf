#!/usr/bin/env python3
"""Inputs made to be expensive: is time linear, memory bounded, and the article still there? Standard library only.

    hostile.py UNCHAFF                      all shapes
    hostile.py UNCHAFF --only NAME,NAME     those whose name holds one of the words
    hostile.py UNCHAFF --quick              at a tenth of the size: no growth is judged
    hostile.py UNCHAFF --times 5            at five times the size: pages of 10 MB

A shape is a piece repeated n times before, after, inside or around an article of 20 paragraphs, as a page, a plain
text, a record of JSON lines or an archive. Each is built at n and 2n; the columns are the bytes of the larger one,
seconds of CPU at n and 2n, their ratio, peak MiB, that peak less 64 MiB in multiples of the input, and how many of the
paragraphs came out. What falls short is named: `growth` (over 2.3 times, by valgrind's count of instructions where it
is there: seconds alone mean little on a machine with others at work), `slow` (over 2 s for 8 MB, or as much in
proportion; 50 µs for each record of JSON lines), `memory` (over 64 MiB + 20 times the input), `near` (over 70 % of
that), `lost`, `exit N`, `timeout`. All but `near` make the exit status 1.
"""

import argparse
import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zlib

TOWNS = ("Averill Bramley Corran Dunmere Eastholm Fenwick Garside Harrow Inverlea Jarrow Kelby Lorne Marsden Norwick "
         "Oakham Penrose Quarley Rothbury Stanhope Thirlby").split()
PARAGRAPHS = [
    f"In {town} the harbour office said on Friday that the new quay would be open before the winter of {2001 + i}, and "
    f"that {i + 3} of the boats which had moved to the other side of the bay were expected to come back by then."
    for i, town in enumerate(TOWNS)
]
HEADLINE = "Boats come home to the bay"
P = [f"<p>{text}</p>" for text in PARAGRAPHS]
ARTICLE = f"<article><h1>{HEADLINE}</h1>{''.join(P)}</article>"
TEXT = f"{HEADLINE}\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
SIZE = 2_000_000  # bytes of the flood at 2n, unless told
GROWTH, JUDGED_S, LIMIT_S, MIB = 2.3, 0.1, 60, 1 << 20


def repeat(piece, n):
    return "".join(piece.replace("#", str(i)) for i in range(n)) if "#" in piece else piece * n


def html(body):
    return f"<!doctype html><html><head><title>{HEADLINE}</title></head><body>{body}</body></html>"


SHAPES = {}


def add(name, kind, build, size=SIZE, unit=None, paragraphs=len(PARAGRAPHS)):
    """`build(n)` makes the input; n is what gives `size` bytes where a piece has `unit` of them."""
    SHAPES[name] = (kind, build, max(2, size // (unit or 1)), paragraphs)


def flood(name, piece, where="before after inside", begin="", end="", size=SIZE):
    """A piece by the thousand, beside and inside an article."""
    unit = max(1, len(piece.replace("#", "12345").encode()))
    places = {
        "before": lambda n: html(begin + repeat(piece, n) + end + ARTICLE),
        "after": lambda n: html(ARTICLE + begin + repeat(piece, n) + end),
        "inside": lambda n: html(
            f"<article><h1>{HEADLINE}</h1>{''.join(P[:10])}<div>{begin}{repeat(piece, n)}{end}</div>{''.join(P[10:])}</article>"),
        "alone": lambda n: html(begin + repeat(piece, n) + end),
        "head": lambda n: f"<!doctype html><head><title>{HEADLINE}</title>{begin}{repeat(piece, n)}{end}</head><body>{ARTICLE}",
    }
    for place in where.split():
        add(f"{name}/{place}", "html", places[place], size, unit, 0 if place == "alone" else len(PARAGRAPHS))


def nest(name, opening, closing, size=SIZE // 4):
    """The article inside elements nested n deep, closed and unclosed; and the nest before and after it."""
    unit = len(opening) + len(closing)
    add(f"{name}/around", "html", lambda n: html(opening * n + ARTICLE + closing * n), size, unit)
    add(f"{name}/unclosed", "html", lambda n: html(opening * n + ARTICLE), size, unit)
    add(f"{name}/after", "html", lambda n: html(ARTICLE + opening * n + "x" + closing * n), size, unit)
    add(f"{name}/between", "html", lambda n: html(opening * (n // 2) + "".join(P[:10]) + opening * (n // 2) + "".join(P[10:]) + closing * n),
        size, unit)


def lines(name, piece, where="before after inside", size=SIZE, paragraphs=len(PARAGRAPHS)):
    """Lines of a plain text, before, behind and in the middle of an article."""
    make = piece if callable(piece) else lambda n: repeat(piece, n)
    unit = len(make(50).encode()) / 50
    places = {
        "before": lambda n: make(n) + "\n\n" + TEXT,
        "after": lambda n: TEXT + "\n\n" + make(n),
        "inside": lambda n: f"{HEADLINE}\n\n" + "\n\n".join(PARAGRAPHS[:10]) + "\n\n" + make(n) + "\n\n" + "\n\n".join(PARAGRAPHS[10:]),
        "alone": make,
    }
    for place in where.split():
        add(f"{name}/{place}", "text", places[place], int(size / unit), 1, 0 if place == "alone" else paragraphs)


def pages():
    # Nests of one element, and of several.
    for name, opening, closing in [
        ("nest-mixed", "<section><blockquote><div><span>", "</span></div></blockquote></section>"),
        ("nest-lists", "<ul><li><ol><li>", "</li></ol></li></ul>"),
        ("nest-dl", "<dl><dt>x<dd>", "</dd></dl>"),
        ("nest-details", "<details><summary>x</summary><div>", "</div></details>"),
        ("nest-tables", "<table><tbody><tr><td>", "</td></tr></tbody></table>"),
        ("nest-captions", "<table><caption>", "</caption></table>"),
        ("nest-inline", "<em><span><b><a href=x>", "</a></b></span></em>"),
        ("nest-forms", "<form><fieldset><legend>", "</legend></fieldset></form>"),
        ("nest-articles", "<article><section><p>", "</p></section></article>"),
        ("nest-figures", "<figure><figcaption>", "</figcaption></figure>"),
        ("nest-ruby", "<ruby>x<rt>", "</rt></ruby>"),
        ("nest-object", "<object><div>", "</div></object>"),
        ("nest-marquee", "<marquee><p>", "</p></marquee>"),
        ("nest-unknown", "<x-a><x-b>", "</x-b></x-a>"),
        ("nest-buttons", "<button><div>", "</div></button>"),
        ("nest-headings", "<h2><div>", "</div></h2>"),
        ("nest-center", "<center><font size=1>", "</font></center>"),
        ("nest-pre", "<div><pre>", "</pre></div>"),
        ("nest-nav", "<div><nav></nav><p>", "</p></div>"),
    ]:
        nest(name, opening, closing)
    # Elements by the thousand.
    for name, piece in {
        "p": "<p>a", "p-two": "<p>ok</p>", "div": "<div>a</div>", "div-empty": "<div></div>", "i-empty": "<i></i>",
        "li": "<li>a", "li-link": "<li><a href=/#>a</a>", "br": "a<br>", "br-two": "a<br><br>", "hr": "a<hr>", "span": "<span>a</span>",
        "span-class": "<span class=c#>a</span>", "div-class": '<div class="c# comment ad share nav">a</div>', "td": "<td>a", "tr": "<tr><td>a",
        "table": "<table><tr><td>a</table>", "caption": "<table><caption>a</table>", "foster": "<table>x", "foster-b": "<table><b>x</table>",
        "option": "<option>a", "select": "<select><option>a</select>", "optgroup": "<select><optgroup label=x><option>a#</select>",
        "ruby": "<ruby>x<rt>y</ruby>", "dl": "<dt>a<dd>b", "details": "<details><summary>x</summary>y</details>", "form": "<form><input></form>",
        "svg": "<svg><g><text>x</text></g></svg>", "math": "<math><mi>x</mi></math>", "template": "<template><p>x</template>",
        "svg-title": "<svg><title>x</title></svg>", "foreign": "<svg><foreignObject><p>x</foreignObject></svg>", "frameset": "<frameset><frame>",
        "h1-same": "<h1>Boats and more</h1>", "h1-each": "<h1>Boats number # of the bay</h1>", "h2-each": "<h2>Boat # of the bay</h2>", "h3": "<h3>a</h3>",
        "label": "<label>a</label>", "button": "<button>a</button>", "textarea": "<textarea>a</textarea>", "pre": "<pre>a</pre>", "blockquote": "<blockquote>a</blockquote>",
        "end-p": "</p>", "end-br": "</br>", "end-unknown": "</x>", "misnested": "<b><p>x</b></p>", "font": "<font color=c#>x</font>", "a-unclosed": "<a href=/#>x ",
        "img": "<img src=# alt=x>", "figure": "<figure><img><figcaption>a</figcaption></figure>", "iframe": "<iframe></iframe>", "wbr": "a<wbr>", "comment": "<!--#-->",
        "cdata": "<![CDATA[x]]>", "pi": "<?x?>", "hidden": "<p hidden>a", "aria": '<div aria-hidden="true">a</div>', "style": "<style>a{}</style>", "script": "<script>a()</script>",
        "title": "<title>a#</title>", "noscript": "<noscript><p>a</noscript>", "article": "<article>a</article>", "main": "<main>a</main>", "unknown": "<x-#>a</x-#>", "unknown-open": "<x>a", "names": "<x#>", "names-svg": "<svg><g#>",
        "attributes": "<p a# b# c#>a", "href": "<a href='" + "x" * 400 + "'>a</a>", "class-long": "<p class='" + "comment " * 40 + "'>a", "data": "<p data-a=share-# data-b=x>a",
        "phrase": "<p>Leave a Reply", "share": "<p>Share Tweet", "date": "<p>2024-01-02", "price": "<p>$ #", "copy": "<p>Read our other stories about the bay and its boats.</p>",
        "copy-each": "<p>Read story # about the bay and its boats, he said.</p>", "pairs": "<p>One line of two</p><p>Another one</p>", "entity": "&notit;", "entity-number": "&#12354;",
        "nbsp": "&nbsp;", "nul": "a\0", "wide": "漢字", "marks": "a\u0301\u0301\u0301", "rtl": "\u202eשלום ", "zero-width": "\u200b", "emoji": "👩‍👩‍👧 ", "dash": "- ", "quotes": "\"'“”", "digits": "1",
        "less": "<", "less-a": "<a", "amp": "&", "bracket": "<p/", "quote-tag": "<p title=\"a\">x", "upper": "<P CLASS=A>A", "address": "<address>a</address>", "time": "<time>12:00</time>",
    }.items():
        flood(name, piece)
    for name, piece in {
        "meta": "<meta name=description content=a#>", "og-title": '<meta property="og:title" content="Boats # of the bay">', "og-type": '<meta property="og:type" content=a#>',
        "canonical": "<link rel=canonical href=https://a.example/#>", "ld": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Boats #"}</script>',
        "base": "<base href=/#>", "title": "<title>Boats # | of - the : bay</title>", "html": "<html a#=b>", "body": "<body a#=b>",
        "og-titles-long": '<meta property="og:title" content="' + "Boats # of the bay, " * 40 + '">',
    }.items():
        flood("head-" + name, piece, "head")
    data = '<script type="application/ld+json">{}</script>'
    for name, build in {
        "ld-array": lambda n: data.format("[" + ",".join('{"@type":"Article","name":"n%d"}' % i for i in range(n)) + "]"),
        "ld-graph": lambda n: data.format('{"@graph":[' + ",".join('{"@id":"%d","a":[1,2]}' % i for i in range(n)) + "]}"),
        "ld-deep": lambda n: data.format('{"a":' * n + "1" + "}" * n),
        "ld-arrays": lambda n: data.format("[" * n + "]" * n),
        "ld-open": lambda n: data.format("[" * n),
        "ld-escapes": lambda n: data.format('{"@type":"Article","articleBody":"' + "\\u0061" * n + '"}'),
        "ld-crumbs": lambda n: data.format('{"@type":"BreadcrumbList","itemListElement":[' + ",".join('{"name":"n%d"}' % i for i in range(n)) + "]}"),
        "ld-body": lambda n: data.format('{"@type":"Article","articleBody":"' + "many words " * n + '"}'),
        "state": lambda n: "<script>window.__STATE__={" + ",".join('"k%d":"some text"' % i for i in range(n)) + "}</script>",
        "state-deep": lambda n: '<script id="__NEXT_DATA__" type="application/json">' + '{"a":[' * n + "]}" * n + "</script>",
        "state-texts": lambda n: '<script id="__NEXT_DATA__" type="application/json">[' + ",".join('"<p>%s %d</p>"' % ("word " * 90, i) for i in range(n // 45)) + "]</script>",
        "title-bars": lambda n: f"<title>{HEADLINE}" + " | a" * n + "</title>",
        "title-colons": lambda n: f"<title>{HEADLINE}" + ": a - b" * n + "</title>",
        "h1-bars": lambda n: "<h1>" + "a | b: " * n + "</h1>",
        "h1-long": lambda n: "<h1>" + "boats " * n + "</h1>",
        "class-tokens": lambda n: '<div class="' + " ".join(f"c{i}" for i in range(n)) + '">x</div>',
        "itemprop-tokens": lambda n: '<div itemprop="' + " ".join(f"c{i}" for i in range(n)) + '">x</div>',
        "style-long": lambda n: '<div style="' + "display:none;" * n + '">x</div>',
        "attributes-one": lambda n: "<div " + " ".join(f"a{i}" for i in range(n)) + ">x</div>",
        "tag-name": lambda n: "<" + "a" * (4 * n) + ">x",
        "open-script": lambda n: "<script>" + "<!--<script>" * n,
        "open-title": lambda n: "<p><textarea>" + "</textare" * n,
        "one-word": lambda n: "<p>" + "a" * (8 * n),
        "one-line": lambda n: "<p>" + "some words of it, " * n,
        "one-pre": lambda n: "<pre>" + "x = 1;\n" * n + "</pre>",
        "one-cell": lambda n: "<table><tr>" + "<td>a" * n + "</table>",
        "columns": lambda n: "<table>" + "<colgroup><col>" * n + "</table>",
        "numbers": lambda n: "<p>" + "1,234.56 " * n,
        "han": lambda n: "<p>" + "漢字かな。" * n,
        "thai": lambda n: "<p>" + "ภาษาไทย" * n,
        "capital-marks": lambda n: "<p>" + "İẞ" * (2 * n),
        "photo": lambda n: "<p>" + "Photo: a b / c " * n,
        "near-phrases": lambda n: "<p>" + "subscribe to our newslette read mor leave a repl " * (n // 6),
        "phrases": lambda n: "<p>" + "subscribe to our newsletter leave a reply read more " * (n // 6),
        "links-one": lambda n: "<p>" + "<a href=x>a</a> " * n,
        "open-link": lambda n: "<a href='" + "y" * 2000 + "'>" + "<div>x</div>" * n,
        "open-inline": lambda n: "<span>" * 400 + "<div>x</div>" * n,
        "open-b": lambda n: "<b id=1><b id=2><b id=3><b id=4><b id=5>" + "<p>x" * n,
        "aaa": lambda n: "<a><div>" * n + "</a>" * n,
        "aaa-b": lambda n: "<b>" * 20 + "<p></b>" * n,
        "close-many": lambda n: "<div>" * n + "</div>" * n,
        "li-close": lambda n: "<ul>" + "<li><p>" * n,
        "utf-16": lambda n: "<p>" + "wide " * n,
    }.items():
        end = "</div></b></span></a></textarea>" if not name.startswith("open-s") else "<!-- --></script>-->"
        whole = lambda n, build=build, end=end: html(ARTICLE + build(n) + end)
        if name.startswith(("ld", "state", "title", "h1")):
            whole = lambda n, build=build: html(build(n) + ARTICLE)
        kind = "utf16" if name == "utf-16" else "html"
        add(f"one/{name}", kind, whole, SIZE, 10)


def apart(n, again):
    """Runs of three lines, and the same lines again in another order."""
    k = max(1, n // 7)
    first = [line for i in range(k) for line in (f"a {i}", f"b {i}", f"c {i}", "and so on")]
    return "".join(line + "\n" for line in first + again(k))


def fibonacci(n):
    a, b = "x", "xy"
    while len(b) < n:
        a, b = b, b + a
    return b[:n]


def texts():
    for name, piece in {
        "x": "x\n", "word": "word\n", "each": "line #\n", "number": "#\n", "digits": "12 34 56\n", "bullet": "- item #\n", "bullet-nest": "        - a\n", "ordered": "1. a\n",
        "heading": "# Boats #\n", "heading-deep": "###### a\n", "quote": "> a\n", "quotes-nest": "> > > > a\n", "table": "| a | b |\n", "tabs": "a\tb\n", "rule": "---\n", "fence": "```\n",
        "reply": "Leave a Reply\n", "more": "Read more: the bay\n", "newsletter": "Subscribe to our newsletter\n", "gaps": "a\n\n", "many-gaps": "a\n\n\n\n\n\n\n\n", "blank": " \n", "date": "2024-01-02 10:30\n",
        "by": "By Ann Lee\n", "photo": "Photo: Ann Lee/Agency\n", "copyright": "© 2024 The Bay\n", "price": "$ 12.50\n", "link": "[a](http://b.example/#)\n", "bold": "**a** _b_\n", "url": "http://a.example/#\n", "shout": "BOATS\n",
        "question": "Why?\n", "han": "漢字かな。\n", "arabic": "السلام عليكم\n", "marks": "a\u0301\u0301\n", "emoji": "👍\n", "cr": "a\r", "crlf": "a\r\n", "ls": "a\u2028", "ff": "a\f", "nbsp": "\u00a0\n", "zero-width": "\u200b\n",
        "wrapped": "the council met on Tuesday evening and voted for the plan after a long\n", "sentence": "He said that it was a good day for the boats of the bay.\n", "sentence-each": "He said that boat # had a good day in the bay, like the rest.\n",
        "comment": "Anna says:\nJune 3, 2020 at 10:30 am\nReply\n", "pair": "Alpha\nBeta\n", "share": "Share\nTweet\nPin\n", "two-words": "a b\n", "stars": "****\n", "i": "I I I\n", "colon": "Name:\n", "pipe": "Home | News | Sport\n",
    }.items():
        lines("text-" + name, piece)
    thousand = lambda n: "".join(f"line {i % 1000}\n" for i in range(n))
    root = lambda n: "".join(f"line {i % max(1, int(n ** 0.5))}\n" for i in range(n))
    for name, make in {
        "period-1000": thousand, "period-root": root,
        "fibonacci": lambda n: "".join(f"{c} line\n" for c in fibonacci(n)),
        "thue-morse": lambda n: "".join("ab"[bin(i).count("1") % 2] + " line\n" for i in range(n)),
        "mirror": lambda n: "".join(f"line {min(i, n - i)}\n" for i in range(n)),
        "twice": lambda n: "".join(f"line {i % (n // 2 or 1)}\n" for i in range(n)),
        "growing": lambda n: "".join("a " * (i + 1) + "\n" for i in range(max(1, int(n ** 0.5)))),
        "one-word": lambda n: "a" * (10 * n), "one-line": lambda n: "some words " * n, "one-han": lambda n: "漢字かな。" * n, "one-punctuation": lambda n: ".!?,;:" * n,
        "one-bracket": lambda n: "[" * (10 * n), "one-paren": lambda n: "[a](" * n, "one-star": lambda n: "*_`" * n, "one-digit": lambda n: "1 " * (4 * n), "one-date": lambda n: "10:30 2024-01-02 " * n,
        "one-photo": lambda n: "Photo: a/b " * n, "one-by": lambda n: "By " * (4 * n), "one-bar": lambda n: "a | b - c: " * n, "one-url": lambda n: "http://a.example/ " * n, "one-mail": lambda n: "a@b.example " * n,
        "one-near": lambda n: "subscribe to our newslette leave a repl " * (n // 4 + 1), "one-phrase": lambda n: "subscribe to our newsletter leave a reply " * (n // 4 + 1),
        "one-capital": lambda n: "İẞ" * (3 * n), "one-marks": lambda n: "a" + "\u0301" * (5 * n), "one-nul": lambda n: "a\0" * 3 + "b" * n, "one-i": lambda n: "I you we " * n, "one-tag": lambda n: "a <b " * n, "one-quote": lambda n: "\"“'" * n,
        "runs-of-three": lambda n: apart(n, lambda k: [f"{word} {i}" for word in "abc" for i in range(k)]),
        "runs-mirrored": lambda n: apart(n, lambda k: [f"{word} {i}" for i in reversed(range(k)) for word in "abc"]),
        "slogans": lambda n: "".join(f"Boat Club {i % (n // 2 or 1)}\n" for i in range(n)),
        "big-paragraphs": lambda n: "".join(f"Boats of the bay {i}\n" for i in range(300)) + ("\n" + "word boats " * (n // 9 + 1) + "\n") * 9,
        "one-longs": lambda n: "".join(f"wordnumber{i} " for i in range(n)),
        "fence-open": lambda n: "```\n" + "x = 1;\n" * n,
        "words-each": lambda n: "".join(f"alpha{i} beta{i} gamma{i} delta{i} epsilon{i}\n" for i in range(n // 5 + 1)),
        "han-each": lambda n: "".join(chr(0x4E00 + i * 7919 % 20000) + ("\n" if i % 9 == 8 else "") for i in range(n)),
        "headline-copies": lambda n: (HEADLINE + "\n") * (n // 2 + 1),
        "headline-near": lambda n: "".join(f"{HEADLINE} {i}\n" for i in range(n // 2 + 1)),
    }.items():
        lines("text-" + name, make)


def pack(content, level=9):
    """A gzip member that is the same whenever it is made."""
    return gzip.compress(content, level, mtime=0)


def http(page, head="Content-Type: text/html"):
    return f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + page


def warc(block, length=None, extra=b""):
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block) if length is None else length}\r\n"
    return head.encode() + extra + b"\r\n" + block + b"\r\n\r\n"


def records():
    """Records and archives: the last record is the article."""
    last = (json.dumps({"id": "last", "html": html(ARTICLE)}) + "\n").encode()
    tail = warc(http(html(ARTICLE).encode()))
    chunks = lambda page, size: b"".join(b"%x\r\n%b\r\n" % (len(page[i:i + size]), page[i:i + size]) for i in range(0, len(page), size)) + b"0\r\n\r\n"
    big = lambda n: html(ARTICLE + "<p>some words</p>" * (n // 2)).encode()
    for name, build in {
        "tiny": lambda n: b'{"text":"a"}\n' * n + last, "empty": lambda n: b"\n" * (8 * n) + last, "broken": lambda n: b'{"a\n' * n + last, "objects": lambda n: b"{}\n" * n + last,
        "deep": lambda n: b'{"text":"a","x":' + b"[" * (4 * n) + b"]" * (4 * n) + b"}\n" + last, "fields": lambda n: b"{" + b",".join(b'"f%d":1' % i for i in range(n)) + b',"text":"a"}\n' + last,
        "title": lambda n: json.dumps({"text": TEXT, "title": "a - " * n}).encode() + b"\n" + last, "url": lambda n: json.dumps({"html": html(ARTICLE), "url": "http://a.example/" + "boats-/" * n}).encode() + b"\n" + last,
        "same-fields": lambda n: b"{" + b'"f":1,' * n + b'"text":"a"}\n' + last, "escapes": lambda n: b'{"text":"' + b"\\u00e9" * n + b'"}\n' + last, "surrogates": lambda n: b'{"text":"' + b"\\ud83d" * n + b'"}\n' + last,
        "backslash": lambda n: b'{"text":"' + b"\\\\" * (4 * n) + b'"}\n' + last, "long-key": lambda n: b'{"' + b"k" * (8 * n) + b'":1,"text":"a"}\n' + last, "blank": lambda n: b"{" + b" " * (8 * n) + b'"text":"a"}\n' + last,
        "open-string": lambda n: b'{"text":"' + b"a" * (8 * n) + b"\n" + last, "raw-controls": lambda n: b'{"text":"' + b"a\x01" * (4 * n) + b'"}\n' + last, "nuls": lambda n: b"\0" * (8 * n) + b"\n" + last,
        "objects-deep": lambda n: b'{"text":"a","x":' + b'{"a":' * n + b"1" + b"}" * n + b"}\n" + last, "page": lambda n: json.dumps({"html": big(n).decode()}).encode() + b"\n" + last,
    }.items():
        add(f"jsonl/{name}", "jsonl", build, SIZE, 12)
    for name, build in {
        "tiny": lambda n: warc(http(b"a")) * (n // 16) + tail, "gaps": lambda n: b"\r\n" * (4 * n) + tail, "headers": lambda n: warc(http(b"a"), extra=b"A: b\r\n" * 9000) * (n // 6000 + 1) + tail,
        "http-headers": lambda n: warc(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * n + b"\r\na") + tail, "decoys": lambda n: b"WARC/" * (2 * n) + b"\r\n\r\n" + tail, "decoy-heads": lambda n: (b"WARC/1.0\n" * 6000 + b"\n") * (n // 6000 + 1) + tail, "decoy-lines": lambda n: b"\nWARC/1.0\n" * n + b"\r\n\r\n" + tail,
        "wrong-length": lambda n: warc(http(b"some words"), 400) * (n // 16) + tail, "short-length": lambda n: warc(http(b"some words"), 5) * (n // 16) + tail, "endless-length": lambda n: warc(http(b"some words"), 10 ** 18) * (n // 16) + tail,
        "no-length": lambda n: b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" * (n // 4) + tail, "chunks-1": lambda n: warc(http(chunks(big(n // 6), 1), "Content-Type: text/html\r\nTransfer-Encoding: chunked")) + tail,
        "chunks-bad": lambda n: warc(http(b"1\r\n" * (3 * n), "Content-Type: text/html\r\nTransfer-Encoding: chunked")) + tail, "page": lambda n: warc(http(big(n))) + tail,
        "line": lambda n: b"a" * (8 * n) + b"\r\n\r\n" + tail,
    }.items():
        add(f"warc/{name}", "warc", build, SIZE, 12)
    for name, build in {
        "members": lambda n: pack(warc(http(b"a"))) * (n // 16) + pack(tail), "empty-members": lambda n: pack(b"") * (n // 2) + pack(tail),
        "bad-members": lambda n: (pack(warc(http(b"some words of it")))[:60] + b"\0" * 20) * (n // 6) + pack(tail), "magic": lambda n: b"\x1f\x8b\x08\0" * n + pack(tail), "noise": lambda n: pack(tail) + os.urandom(8 * n),
        "stored": lambda n: b"".join(pack(warc(http(b"a"))[i:i + 1], 0) for i in range(len(warc(http(b"a"))))) * max(1, n // 2000) + pack(tail),
    }.items():
        add(f"gzip/{name}", "warc.gz", build, SIZE, 12)
    bomb = lambda n: pack(warc(http(zlib.compress(b" " * (n * 400), 9), "Content-Type: text/html\r\nContent-Encoding: deflate"))) + pack(tail)
    add("gzip/inner-bomb", "warc.gz", bomb, SIZE, 12)
    add("gzip/bomb", "warc.gz", lambda n: pack(warc(http(b" " * (n * 400)))) + pack(tail), SIZE, 12)


class Runner:
    def __init__(self, unchaff, folder):
        self.unchaff, self.folder = unchaff, folder

    def write(self, content):
        path = os.path.join(self.folder, "input")
        with open(path, "wb") as file:
            file.write(content)
        return path

    def command(self, kind, path):
        source, to = {"utf16": ("html", "json"), "html": ("html", "json"), "text": ("text", "json")}.get(kind, (kind.split(".")[0], "jsonl"))
        limit = ["--max-bytes", "64M"] if to == "json" else []
        return [self.unchaff, "--from", source, "--to", to, "-j", "1", "-q", *limit, path]

    def count(self, kind, content):
        """Millions of instructions that a run takes."""
        tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        done = subprocess.run(tool + self.command(kind, self.write(content)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        found = re.search(r"Collected : (\d+)", done.stderr)
        return int(found.group(1)) / 1e6 if found else 0

    def run(self, kind, content):
        """Seconds, MiB, exit code, size and bodies of a run over this input."""
        path, out = self.write(content), os.path.join(self.folder, "output")
        size = len(content)
        del content
        command = self.command(kind, path)
        with open(out, "wb") as stdout:
            # A child's peak counts from its parent's size: a small shell stands between.
            child = subprocess.Popen(["/usr/bin/time", "-f", "%M %U %S", "-o", path + ".time", *command], stdout=stdout, stderr=subprocess.DEVNULL,
                                     start_new_session=True)
            late = threading.Timer(LIMIT_S, os.killpg, (child.pid, signal.SIGKILL))
            late.start()
            code = child.wait()
            late.cancel()
        if code == -signal.SIGKILL:
            return LIMIT_S, 0, "timeout", size, ""
        peak, user, system = open(path + ".time").read().split()[-3:]
        seconds = float(user) + float(system)
        with open(out, encoding="utf-8") as lines:
            text = lines.read() if kind in ("html", "utf16", "text") else "".join(line for line in lines if line.startswith('{"id":"last"') or kind.startswith("warc"))
        return seconds, int(peak) / 1024, code, size, text


def growth(runner, kind, half, whole, t1, t2):
    """How much more the whole takes than the half; what looks like too much is looked at again."""
    for _ in range(2):
        if t2 < JUDGED_S or t2 / max(t1, 0.01) <= GROWTH:
            break
        t1, t2 = min(t1, runner.run(kind, half)[0]), min(t2, runner.run(kind, whole)[0])
    ratio = t2 / max(t1, 0.01)
    if t2 >= JUDGED_S and ratio > GROWTH and shutil.which("valgrind"):
        start = runner.count(kind, b"<p>a")
        ratio = (runner.count(kind, whole) - start) / max(1, runner.count(kind, half) - start)
    return ratio


def judge(runner, name, args):
    kind, build, n, paragraphs = SHAPES[name]
    n = max(2, n // 10 if args.quick else n * args.times)
    encode = lambda page: page if isinstance(page, bytes) else ("\ufeff" + page).encode("utf-16-le") if kind == "utf16" else page.encode()
    half, whole = encode(build(n // 2)), encode(build(n))
    t1, *_ = runner.run(kind, half)
    t2, peak, code, size, text = runner.run(kind, whole)
    kept = sum(paragraph in text for paragraph in PARAGRAPHS)
    ratio = t2 / max(t1, 0.01) if args.quick else growth(runner, kind, half, whole, t1, t2)
    times = max(0, (peak - 64)) * MIB / size
    wrong = []
    if code == "timeout":
        wrong.append("timeout")
    elif code not in (0, 1) or code == 1 and kind in ("html", "text"):
        wrong.append(f"exit {code}")
    if not args.quick and ratio > GROWTH and t2 >= JUDGED_S:
        wrong.append("growth")
    each = whole.count(b"\n") * 50e-6 if kind == "jsonl" else 0
    if not args.quick and t2 > max(0.5, 2.0 * size / 8e6, each):
        wrong.append("slow")
    bound = 64 + 20 * size / MIB
    if peak > bound:
        wrong.append("memory")
    elif peak > 0.7 * bound:
        wrong.append("near")
    if kept < paragraphs:
        wrong.append("lost")
    print(f"{name:28}{size:>10}{t1:10.2f}{t2:10.2f}{ratio:6.2f}{peak:7.0f}{times:7.1f}{kept:4}  {' '.join(wrong)}", flush=True)
    return [word for word in wrong if word != "near"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("unchaff")
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--times", type=int, default=1)
    args = parser.parse_args()
    pages()
    texts()
    records()
    names = [name for name in SHAPES if not args.only or any(word in name for word in args.only.split(","))]
    start, short = time.time(), 0
    print(f"{'shape':28}{'bytes':>10}{'t(n)':>10}{'t(2n)':>10}{'ratio':>6}{'MiB':>7}{'times':>7}{'':1}kept")
    with tempfile.TemporaryDirectory(prefix="unchaff-hostile-") as folder:
        runner = Runner(args.unchaff, folder)
        for name in names:
            short += bool(judge(runner, name, args))
    print(f"{short} of {len(names)} shapes fall short; {time.time() - start:.0f} s")
    sys.exit(short > 0)


if __name__ == "__main__":
    main()
