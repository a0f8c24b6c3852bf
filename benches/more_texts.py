#!/usr/bin/env python3
"""Makes plain texts of HTML pages with gold, as scrapers leave them: more to fit the weights of plain text on.

    pip install html_text justext readability-lxml newspaper4k trafilatura resiliparse
    python3 benches/more_texts.py pages.jsonl [pages.jsonl ...] [--without texts.jsonl ...] > more.jsonl

In: pages as JSON lines (`id`, `url`, `set`, `type`, `html`, `gold`), and texts that are there already. Out: for each other
page one line for each scraper that left at least nine tenths of the gold body's words, with `text` and `source`. Sets are
named after the page's type: `text-dev-more` for articles, `text-other-more` for the rest.
"""

import argparse
import collections
import json
import multiprocessing
import re
import signal
import sys

WORD = re.compile(r"\w+")


def wholepage(html, url):
    import html_text
    import lxml.html

    tree = lxml.html.document_fromstring(html.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    title = tree.findtext(".//head/title") or tree.findtext(".//title") or ""
    body = html_text.extract_text(html)
    title = " ".join(title.split())
    if body.startswith(title):
        return body
    return f"{title}\n\n{body}" if title else body


def justext(html, url):
    import justext as jt

    paragraphs = jt.justext(html.encode("utf-8"), jt.get_stoplist("English"), encoding="utf-8")
    return "\n".join(p.text for p in paragraphs)


def resiliparse(html, url):
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(html, main_content=True, alt_texts=False, preserve_formatting=True)
    return "\n".join(line.rstrip() for line in text.split("\n"))


def readability(html, url):
    import html_text
    import readability as rd

    return html_text.extract_text(rd.Document(html).summary())


def newspaper(html, url):
    import newspaper as np

    article = np.Article(url or "http://example.com/", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return f"{article.title}\n\n{article.text}"


def trafilatura(html, url):
    import trafilatura as tr

    return tr.extract(html, url=url, favor_recall=True) or ""


SCRAPERS = [wholepage, justext, resiliparse, readability, newspaper, trafilatura]


def words(text):
    return collections.Counter(WORD.findall(text.lower()))


def each_line(paths):
    for path in paths:
        with open(path, encoding="utf-8", newline="\n") as file:
            yield from file


def alarm(signum, frame):
    raise TimeoutError


def texts(line):
    page = json.loads(line)
    gold = words(page["gold"]["body"] or "")
    total = sum(gold.values())
    out = []
    if total < 50:
        return out
    for scraper in SCRAPERS:
        try:
            signal.alarm(30)
            text = scraper(page["html"], page["url"])
        except Exception as error:
            print(page["id"], scraper.__name__, repr(error)[:80], file=sys.stderr)
            continue
        finally:
            signal.alarm(0)
        kept = sum((words(text) & gold).values())
        if kept < 0.9 * total:
            continue
        name = "text-dev-more" if page["type"] in ("article", None) else "text-other-more"
        record = {
            "id": f"{page['id']}/{scraper.__name__}",
            "set": name,
            "type": page["type"],
            "source": scraper.__name__,
            "url": page["url"],
            "text": text,
            "gold": page["gold"],
        }
        out.append(json.dumps(record, ensure_ascii=False))
    return out


def main():
    signal.signal(signal.SIGALRM, alarm)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--without", nargs="+", default=[], metavar="TEXTS")
    args = parser.parse_args()
    known = {json.loads(line)["id"].split("/")[0] for line in each_line(args.without)}
    lines = (line for line in each_line(args.pages) if json.loads(line)["id"] not in known)
    with multiprocessing.Pool(initializer=signal.signal, initargs=(signal.SIGALRM, alarm), maxtasksperchild=50) as pool:
        for group in pool.imap(texts, lines, chunksize=4):
            for line in group:
                print(line)


if __name__ == "__main__":
    main()
