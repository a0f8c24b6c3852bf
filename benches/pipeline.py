#!/usr/bin/env python3
"""What a pipeline may count on, measured on the real command:

    pipeline.py memory  UNCHAFF [--records N]   millions of records streamed in: errors in place, order, flat memory
    pipeline.py kill    UNCHAFF [--rounds N]    kill -9 at random moments and --resume: the same bytes, plain, gz, zst
    pipeline.py archive UNCHAFF [--pages FILE]  WARC against a Python loop with fastwarc and resiliparse, seconds of CPU

Pages come from the fixtures, and from the JSON lines of --pages FILE... where corpora are at hand.
"""

import argparse
import gzip
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures"
# Bytes of a record's page: what is shorter is doubled, what is longer is cut.
SHORTEST, LONGEST = 1_000, 20_000
# One record of so many is broken on purpose, each kind in its turn.
PLANTED = 997


def pages(files, share=1):
    """Pages as (field, text): the fixtures, and those of the files, all or one of so many."""
    for path in sorted(FIXTURES.rglob("*.html")):
        yield "html", path.read_text("utf-8", "replace")
    for path in sorted(FIXTURES.rglob("*.txt")):
        yield "text", path.read_text("utf-8", "replace")
    for path in files:
        with open(path) as lines:
            for line in itertools.islice(lines, None, None, share):
                record = json.loads(line)
                field = "html" if record.get("html") else "text"
                yield field, record.get(field) or ""


def sized(pages, chance):
    """Pages of the right size, as the JSON of their records' end."""
    for field, text in pages:
        while 0 < len(text) < SHORTEST:
            text += "\n\n" + text
        yield json.dumps(field) + ": " + json.dumps(text[: chance.randrange(SHORTEST, LONGEST)]) + "}\n"


def planted(number):
    """A record that is an error, and the code it must get; None for a sound one."""
    if number % PLANTED != 13:
        return None
    return [
        ("json", f'{{"id": {number}, "html": "<p>cut off\n'),
        ("no-page", f'{{"id": {number}, "html": null}}\n'),
        ("json", f"no object at all {number}\n"),
        ("no-page", f'{{"id": {number}, "url": "https://news.example.com/{number}"}}\n'),
        ("binary", json.dumps({"id": number, "text": "\0\1\2\3\4\5\6\7" * 400}) + "\n"),
        ("too-large", f'{{"id": {number}, "text": "{"many words " * 10_000}"}}\n'),
    ][number // PLANTED % 6]


def resident(process):
    """Memory of a process in MiB."""
    with open(f"/proc/{process.pid}/status") as status:
        line = next((line for line in status if line.startswith("VmRSS")), "VmRSS: 0 kB")
    return int(line.split()[1]) / 1024


def memory(args):
    chance = random.Random(20)
    pool = list(sized(pages(args.pages, 5), chance))
    start, sizes = time.time(), []
    command = [args.unchaff, "--from", "jsonl", "-j", "2", "--max-bytes", "64K", "-q"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    sent = [0]

    def send():
        with process.stdin as out:
            for number in range(args.records):
                error = planted(number)
                line = error[1] if error else f'{{"id": {number}, ' + chance.choice(pool)
                sent[0] += len(line)
                out.write(line.encode())

    threading.Thread(target=send).start()
    errors = empty = 0
    for number, line in enumerate(process.stdout):
        error = planted(number)
        answer = json.loads(line)
        assert answer.get("error", {}).get("code") == (error and error[0]), (number, line[:300], error)
        assert answer.get("id", number) == number, (number, line[:300])
        errors += error is not None
        empty += answer.get("body") == ""
        if number % max(1, args.records // 1000) == 0:
            sizes.append(resident(process))
    count, code = number + 1, process.wait()
    assert (count, code) == (args.records, 1), (count, code)
    steady = sizes[len(sizes) // 100 + 1 :]
    third = len(steady) // 3
    middle = [sorted(part)[len(part) // 2] for part in (steady[:third], steady[-third:])]
    growth, seconds = middle[1] / middle[0] - 1, time.time() - start
    print(f"{count} records, {sent[0] / 1e6:.0f} MB in {seconds:.0f} s: {count / seconds:.0f} a second")
    print(f"{errors} planted errors found in place, no other; order kept; {empty} empty bodies")
    print(f"resident: {steady[0]:.1f} MiB after 1 %, {min(steady):.1f} to {max(steady):.1f}, {steady[-1]:.1f} at the end")
    print(f"median of the last third against the first: {growth:+.1%}; highest against that after 1 %: {max(steady) / steady[0] - 1:+.1%}")
    assert growth < 0.05, "memory grows"


def kill(args):
    chance = random.Random(4)
    pool = list(sized(pages(args.pages, 50), chance))
    with tempfile.TemporaryDirectory(prefix="unchaff-kill-") as folder:
        inputs = []
        for number, pack in enumerate([open, gzip.open]):
            inputs.append(f"{folder}/{number}.jsonl" + (".gz" if pack is gzip.open else ""))
            with pack(inputs[-1], "wt") as out:
                for line in range(args.records):
                    error = planted(line)
                    out.write(error[1] if error else f'{{"id": {line}, ' + chance.choice(pool))
        inputs.append(f"{folder}/pages.warc.gz")
        more = itertools.islice(itertools.cycle(pool), args.records)
        write_archive((json.loads("{" + end).get("html", "") for end in more), inputs[-1], 30)
        same = killed = 0
        for suffix in ("jsonl", "jsonl.gz", "jsonl.zst"):
            whole, broken = f"{folder}/whole.{suffix}", f"{folder}/broken.{suffix}"
            run = lambda out: [args.unchaff, "-q", "-j", "2", "--max-bytes", "64K", "-o", out, "--resume", *inputs]
            start = time.time()
            assert subprocess.run(run(whole), stderr=subprocess.DEVNULL).returncode == 1
            length = time.time() - start
            wanted = Path(whole).read_bytes()
            for _ in range(args.rounds):
                kills = 0
                while True:
                    process = subprocess.Popen(run(broken), stderr=subprocess.DEVNULL)
                    try:
                        process.wait(chance.uniform(0, length if kills < 3 else 10 * length))
                        break
                    except subprocess.TimeoutExpired:
                        process.kill()
                        process.wait()
                        kills += 1
                assert process.returncode == 1
                same += Path(broken).read_bytes() == wanted
                killed += kills
                os.remove(broken)
            left = [name for name in os.listdir(folder) if "partial" in name or "progress" in name]
            assert not left, left
        print(f"{same} of {3 * args.rounds} files identical to the unbroken run's, after {killed} kills")
        assert same == 3 * args.rounds


def write_archive(pages, path, broken=0):
    """Pages as a WARC file as crawlers write it: a gzip member for each record, pictures between; one page of so many
    in a broken member."""
    count = 0
    with open(path, "wb") as out:
        for number, page in enumerate(pages):
            for media, body in (("image/png", b"\x89PNG" * 500), ("text/html; charset=utf-8", page.encode())):
                answer = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nServer: x\r\n\r\n".encode() + body
                head = (
                    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-11-22T00:00:00Z\r\n"
                    f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://news.example.com/{number}\r\n"
                    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
                )
                member = bytearray(gzip.compress(head.encode() + answer + b"\r\n\r\n", 6))
                if broken and number % broken == broken - 1:
                    member[len(member) // 2] ^= 0x55
                out.write(member)
            count += 1
    return count


LOOP = """
import json, sys
from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree
with open(sys.argv[1], "rb") as stream:
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
        if (record.http_content_type or "") not in ("text/html", "application/xhtml+xml"):
            continue
        page = record.reader.read()
        tree = HTMLTree.parse_from_bytes(page, record.http_charset or detect_encoding(page))
        body = extract_plain_text(tree, main_content=True)
        print(json.dumps({"id": record.record_id, "url": record.headers.get("WARC-Target-URI"), "title": tree.title, "body": body}))
"""


def cpu(command):
    """Seconds of CPU that a command takes, the better of three runs, and its lines of output."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times), done.stdout.count(b"\n")


def archive(args):
    with tempfile.TemporaryDirectory(prefix="unchaff-archive-") as folder:
        path = f"{folder}/pages.warc.gz"
        html = (page for field, page in pages(args.pages, args.share) if field == "html" and page)
        count = write_archive(html, path)
        size = os.path.getsize(path) / 1e6
        ours, found = cpu([args.unchaff, "--from", "warc", "-j", "1", "-q", path])
        theirs, also = cpu([args.python, "-c", LOOP, path])
        print(f"{count} pages, {size:.1f} MB compressed; {found} and {also} records out")
        print(f"unchaff {ours:.2f} s, {count / ours:.0f} pages a second and core; the loop {theirs:.2f} s, {count / theirs:.0f}")
        print(f"{theirs / ours:.2f} times as fast")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["memory", "kill", "archive"])
    parser.add_argument("unchaff")
    parser.add_argument("--pages", nargs="*", default=[], help="JSON lines with pages")
    parser.add_argument("--records", type=int, help="memory: 1,000,000 unless told; kill: 12,000 a file")
    parser.add_argument("--rounds", type=int, default=20, help="kill: for each kind of output")
    parser.add_argument("--share", type=int, default=1, help="archive: one of so many pages")
    parser.add_argument("--python", default=sys.executable, help="archive: a Python that has fastwarc and resiliparse")
    args = parser.parse_args()
    args.records = args.records or {"memory": 1_000_000, "kill": 12_000, "archive": 0}[args.what]
    {"memory": memory, "kill": kill, "archive": archive}[args.what](args)


if __name__ == "__main__":
    main()
