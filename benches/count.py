#!/usr/bin/env python3
"""How many instructions the command takes for a fixed input, against the figures in `instructions.json`.

    benches/count.py            compares; exit status 1 when a figure is over by more than 3 %
    benches/count.py --renew    writes the figures anew, with the compiler's version

Standard library only; needs valgrind and `cargo build --release`. Without valgrind, or with another compiler than the
figures are of, it says so and compares nothing: counts are the same on every run of one machine code, but not of two.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FIGURES = HERE / "instructions.json"
TOLERANCE = 0.03

SENTENCES = [
    "The council met on Tuesday evening and voted for the new bridge after a debate of three hours.",
    "Work will start in the spring, the mayor said, and it should be finished before the winter storms.",
    "“We’ve waited for ten years,” said the ferryman, who carried 1,200 people across the river in May 2019.",
    "Nobody asked what the old bridge had cost; the archive holds no figure for it.",
]
LABELS = ["Share on Facebook", "Read more: Ferry to stop in June", "Subscribe to our newsletter", "12 comments", "By Ann Field",
          "Published May 15, 2019", "Photo: Harbour Post", "© 2019 Harbour Post. All rights reserved."]


def page(number):
    """A page of the shape that most have: menus, an article among boxes, scripts and styles."""
    menu = "".join(f'<li class="menu-item item-{i}"><a href="/s/{i}?a=1&amp;b={number}">Section {i}</a></li>\n' for i in range(40))
    body = "".join(
        f'\n  <div class="widget share-{i % 7}" data-id="{i}"><a class="btn" href="#">{LABELS[(i + number) % 8]}</a></div>'
        f'\n  <p style="margin: 0">{SENTENCES[i % 4]} <a href="/a/{i}">{SENTENCES[(i + number) % 4]}</a> <em>{SENTENCES[(i + 2) % 4]}</em></p>'
        for i in range(20 + number % 30))
    return (f"<!doctype html><html lang=en><head><title>Bridge {number} | Harbour Post</title><style>{'.box{margin:0 auto}' * 300}</style>"
            f'<script>{"window.dataLayer = window.dataLayer || [];" * 200}</script></head><body class="single post"><nav class="menu"><ul>{menu}'
            f'</ul></nav><div id=content><article class="post-content"><h1>Bridge {number}</h1>{body}</article></div>'
            f"<footer class=site-footer><p>© 2024 Harbour Post</p></footer></body></html>")


def text(number):
    lines = ["Home", "News", f"Bridge {number}"]
    for i in range(30 + number % 50):
        lines += [f"{SENTENCES[i % 4]} {SENTENCES[(i + number) % 4]}"] + [LABELS[(i + number) % 8]] * (i % 3 == 0)
    return "\n".join(lines)


def records(kind):
    field, make = ("html", page) if kind == "html" else ("text", text)
    return "".join(json.dumps({"id": number, field: make(number)}) + "\n" for number in range(100))


def count(command, kind):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "in.jsonl")
        source.write_text(records(kind), encoding="utf-8")
        run = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", command, "--from", "jsonl", "--to",
                              "jsonl", "-j", "1", source], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", run.stderr)[1])


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--renew", action="store_true")
    args.add_argument("--cmd", default=str(HERE.parent / "target/release/unchaff"))
    args = args.parse_args()
    if not shutil.which("valgrind"):
        return print("SKIPPED: there is no valgrind")
    rustc = subprocess.run(["rustc", "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    known = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    if not args.renew and known.get("rustc") != rustc:
        return print(f"SKIPPED: the figures are of {known.get('rustc')}, this is {rustc}; --renew writes them anew")
    found = {"rustc": rustc, **{kind: count(args.cmd, kind) for kind in ("html", "text")}}
    if args.renew:
        FIGURES.write_text(json.dumps(found, indent=2) + "\n")
        return print(FIGURES.read_text(), end="")
    worse = False
    for kind in ("html", "text"):
        change = found[kind] / known[kind] - 1
        worse |= change > TOLERANCE
        print(f"{kind}: {found[kind]:,} instructions, {change:+.2%}{'  SLOWER' if change > TOLERANCE else ''}")
    if any(found[kind] < known[kind] * (1 - TOLERANCE) for kind in ("html", "text")):
        print("faster by more than the tolerance: --renew writes the new figures")
    sys.exit(worse)


if __name__ == "__main__":
    main()
