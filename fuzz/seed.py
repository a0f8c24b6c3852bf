#!/usr/bin/env python3
"""Fills fuzz/corpus from the fixtures. `fuzz/seed.py`; then

    RUSTC_BOOTSTRAP=1 cargo fuzz run -s none page

(`-s none`: the code is safe Rust, and no sanitizer makes it four times faster; RUSTC_BOOTSTRAP lets a stable toolchain
build it.)
"""
import gzip
import json
from pathlib import Path

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "tests" / "fixtures"


def put(target, name, content):
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def main():
    pages = sorted(path for path in FIXTURES.rglob("*") if path.is_file() and path.stat().st_size < 40_000)
    for number, path in enumerate(pages):
        content, name = path.read_bytes(), f"fixture-{number}"
        put("charset", name, b"\0" + content)
        put("page", name, content)
        if b"\0" not in content:
            put("tokenizer" if path.suffix == ".html" else "text", name, content)
        text = content.decode(errors="replace")
        put("jsonl", name, json.dumps({"id": number, "text": text, "url": "https://example.org/"}).encode())
        if number % 10 == 0:
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + content
            warc = (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
                    b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(http), http))
            put("warc", name, warc)
            put("warc", name + "-gz", gzip.compress(warc, mtime=0))
    put("rules", "new", (HERE.parent / "src/bin/unchaff/rules/new.toml").read_bytes())
    for number, block in enumerate((HERE.parent / "docs/sites.md").read_text().split("```toml\n")[1:]):
        put("rules", f"site-{number}", block.split("```")[0].encode())
    for pack in sorted((HERE.parent / "src/rules/packs").glob("*.toml")):
        rules = pack.read_text().split("\n[[rule]]")
        put("rules", pack.stem, "\n[[rule]]".join(rules[:4]).encode())
    # What earlier runs found, small enough to be read.
    for path in sorted((HERE / "found").glob("*/*")):
        put(path.parent.name, path.name, path.read_bytes())


if __name__ == "__main__":
    main()
