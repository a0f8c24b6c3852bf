#!/usr/bin/env python3
"""What learned site rules add: learn on some pages of a host, clean the others.

    benches/learn.py --cmd ./target/release/unchaff CORPUS.jsonl...

A corpus holds one object a line with `url`, `html` or `text`, and `gold` with a `body`. Each page of a host is cleaned
once as it is, and once with rules learned on the *other* pages of its host alone (texts by several scrapers: on those by
the same scraper). With --crawl the rules are learned on all pages of the corpus and used on those same pages, as one
does with a crawl; the gold is never looked at for learning. Columns: hosts and pages, mean word F1 without and with the rules, pages that got better or worse by
more than a tenth of a point, and gold words that only the rules took. Standard library only.
"""
import argparse
import json
import lzma
import re
import subprocess
import tempfile
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlsplit

WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|"
                  r"[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")


def words(text):
    return Counter(WORD.findall(unicodedata.normalize("NFKC", text or "").lower()))


def f1(body, gold):
    hit = (body & gold).total()
    return 2 * hit / (body.total() + gold.total()) if hit else float(body.total() == gold.total())


def read(path):
    lines = lzma.open(path, "rt") if path.suffix == ".xz" else path.open()
    return [json.loads(line) for line in lines]


def clean(command, pages, rules=None):
    args = [command, "--from", "jsonl", "--to", "jsonl"] + (["--rules", str(rules)] if rules else [])
    lines = "".join(json.dumps({k: v for k, v in page.items() if k in ("id", "url", "html", "text")}) + "\n" for page in pages)
    out = subprocess.run(args, input=lines, capture_output=True, text=True, check=True).stdout
    return [words(json.loads(line)["body"]) + words(json.loads(line)["title"]) for line in out.strip().split("\n")]


def learn(command, pages, least, folder):
    lines, rules = folder / "pages.jsonl", folder / "site.toml"
    with lines.open("w") as out:
        for page in pages:
            out.write(json.dumps({k: page[k] for k in ("url", "html", "text") if k in page}) + "\n")
    subprocess.run([command, "learn", str(lines), "-o", str(rules), "--min-pages", str(least)],
                   capture_output=True, check=True)
    return rules


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--cmd", default="./target/release/unchaff")
    parser.add_argument("--min-pages", type=int, default=3)
    parser.add_argument("--crawl", action="store_true", help="learn on all pages, clean the same")
    parser.add_argument("--show", action="store_true", help="list the gold words that the rules took")
    args = parser.parse_args()
    print(f"{'corpus':<16} {'source':<16} {'hosts':>5} {'pages':>5} {'F1':>6} {'with':>6} {'better':>6} {'worse':>6} {'gold lost':>10}")
    for path in args.corpora:
        groups = defaultdict(dict)
        for page in read(path):
            if page.get("url") and page["gold"].get("body"):
                host = urlsplit(page["url"]).netloc.removeprefix("www.")
                groups[page.get("source", ""), host].setdefault(page["url"], page)
        rows = defaultdict(list)
        with tempfile.TemporaryDirectory() as folder:
            for (source, host), pages in groups.items():
                pages = list(pages.values())
                if len(pages) < args.min_pages + (not args.crawl):
                    continue
                plain = clean(args.cmd, pages)
                if args.crawl:
                    bodies = clean(args.cmd, pages, learn(args.cmd, pages, args.min_pages, Path(folder)))
                for at, page in enumerate(pages):
                    if args.crawl:
                        body = bodies[at]
                    else:
                        rules = learn(args.cmd, pages[:at] + pages[at + 1:], args.min_pages, Path(folder))
                        body = clean(args.cmd, [page], rules)[0]
                    gold = words(page["gold"]["body"])
                    lost = (plain[at] & gold) - body
                    if args.show and lost:
                        print(page["url"], dict(lost))
                    rows[source].append((host, f1(plain[at], gold), f1(body, gold), lost.total(), gold.total()))
        for source, found in sorted(rows.items()):
            mean = lambda column: 100 * sum(row[column] for row in found) / len(found)
            print(f"{path.name.split('.')[0]:<16} {source:<16} {len({row[0] for row in found}):>5} {len(found):>5} "
                  f"{mean(1):>6.2f} {mean(2):>6.2f} {sum(row[2] - row[1] > .001 for row in found):>6} "
                  f"{sum(row[1] - row[2] > .001 for row in found):>6} "
                  f"{sum(row[3] for row in found):>4}/{sum(row[4] for row in found)}")


if __name__ == "__main__":
    main()
