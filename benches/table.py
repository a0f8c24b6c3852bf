#!/usr/bin/env python3
"""All figures of speed in one table: against resiliparse, growth, plain text, start-up, two jobs, memory.

    benches/table.py --pages pages.jsonl --texts texts.jsonl [--peer 'python3 resiliparse_jsonl.py'] [--cmd target/release/unchaff]

The inputs are JSON lines with `html` or `text`. Standard library only. Every figure is CPU time (user and system) of
the whole process, but for the two jobs, where the clock counts; commands run in turn and the fastest of five runs
counts. On a busy machine only the ratios mean something.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RUNS = 5


# Starts a command from a small process: the peak of a process counts what its parent held when it was started.
STARTER = """
import os, subprocess, sys, time
start = time.monotonic()
child = subprocess.Popen(sys.argv[1], shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024)
"""


def run(command, source):
    """CPU seconds, seconds by the clock and peak MiB."""
    with open(source, "rb") as stdin:
        starter = subprocess.run([sys.executable, "-c", STARTER, command], stdin=stdin, stdout=subprocess.PIPE, check=True)
    return tuple(float(figure) for figure in starter.stdout.split())


def in_turn(pairs, runs):
    """The fastest run of each command over its source; they take turns: a machine with others at work is slow for seconds."""
    rounds = [[run(command, source) for command, source in pairs] for _ in range(runs)]
    return [tuple(map(min, zip(*figures))) for figures in zip(*rounds)]


def best(commands, source, runs=RUNS):
    """The same of commands over one source."""
    return in_turn([(command, source) for command in commands], runs)


def write(path, records):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(record) + "\n" for record in records)
    return path


def load(path, field):
    records = [json.loads(line) for line in open(path, encoding="utf-8")]
    return [{"id": record.get("id"), "url": record.get("url"), field: record[field]} for record in records]


def row(what, figure, must):
    print(f"| {what} | {figure} | {must} |", flush=True)


def growth(jsonl, folder, start_up):
    """CPU time a megabyte as one page grows, and as the records of a run become more."""
    item = "<div class=story><h2>The bridge</h2><p>The council met on <b>Tuesday</b> evening and voted for the plan, <a href=/a>the mayor said</a>.</p></div>\n"
    sizes = (10_000, 100_000, 1_000_000, 9_000_000)
    pages = [f"<!doctype html><title>The bridge</title><body><article>{item * (size // len(item))}</article>" for size in sizes]
    counts = [max(1, 9_000_000 // size) for size in sizes]
    sources = [write(folder / f"growth-{size}.jsonl", [{"html": html}] * count) for size, html, count in zip(sizes, pages, counts)]
    figures = in_turn([(jsonl, source) for source in sources], 6)
    costs = [(cpu - start_up) / (len(html) * count) for html, count, (cpu, _, _) in zip(pages, counts, figures)]
    row("growth, one page of 10 KB to 9 MB: max/min", f"{max(costs) / min(costs):.2f}", "≤ 1.3")
    html = f"<!doctype html><title>The bridge</title><body><article>{item * 600}</article>"
    # What the first record alone brings about, such as the rules that are first looked for, is start-up, too.
    multiples = (1, 4, 16)
    sources = [write(folder / f"records-{times}.jsonl", [{"html": html}] * (1 + 60 * times)) for times in multiples]
    first = best([jsonl], write(folder / "growth.jsonl", [{"html": html}]), 9)[0][0]
    figures = in_turn([(jsonl, source) for source in sources], 12)
    per_record = [(cpu - first) / times for times, (cpu, _, _) in zip(multiples, figures)]
    row("1, 4, 16 times the records: largest change a record", f"{max(per_record) / min(per_record) - 1:.1%}", "±10 %")


def memory(command, pages, folder):
    """Resident memory while 100,000 records go through, from the first thousand on."""
    small = [record for record in pages if len(record["html"]) < 60_000][:200] or pages[:50]
    lines = [json.dumps(record) + "\n" for record in small]
    child = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    resident = lambda: int(next(line for line in open(f"/proc/{child.pid}/status") if line.startswith("VmRSS")).split()[1])
    seen = []
    for number in range(100_000):
        child.stdin.write(lines[number % len(lines)])
        if number % 1000 == 999:
            seen.append(resident())
    child.stdin.close()
    child.wait()
    row("resident memory over 100,000 records, after the first thousand", f"{seen[0] / 1024:.0f} → {max(seen) / 1024:.0f} MiB", "flat within 5 %")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--pages", required=True)
    args.add_argument("--texts", required=True)
    args.add_argument("--peer")
    args.add_argument("--cmd", default=str(HERE.parent / "target/release/unchaff"))
    args = args.parse_args()
    pages, texts = load(args.pages, "html"), load(args.texts, "text")
    jsonl = f"exec {args.cmd} --from jsonl --to jsonl"
    print("| what | figure | must be |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sample = write(folder / "pages.jsonl", pages)
        size = sum(len(record["html"].encode()) for record in pages) / 1e6
        figures = best([f"{jsonl} -j 1"] + ([f"exec {args.peer}"] if args.peer else []), sample)
        row("HTML, one job", f"{size / figures[0][0]:.0f} MB/s, {figures[0][2]:.0f} MiB", "")
        if args.peer:
            row("CPU of the peer to ours", f"{figures[1][0] / figures[0][0]:.2f}× ({size / figures[1][0]:.0f} MB/s, {figures[1][2]:.0f} MiB)", "≥ 2×")
        source = write(folder / "texts.jsonl", texts)
        size = sum(len(record["text"].encode()) for record in texts) / 1e6
        row("plain text, one job", f"{size / best([f'{jsonl} -j 1'], source)[0][0]:.0f} MB/s", "≥ 150 MB/s")
        nothing = write(folder / "none.jsonl", [])
        one = write(folder / "one.jsonl", [{"html": "<title>The bridge</title><p>" + "The council voted for the plan. " * 30}])
        version, start_up = best([f"exec {args.cmd} --version"], nothing)[0][0], best([f"{jsonl} -j 1"], one)[0][0]
        row("start-up: `--version`", f"{version * 1000:.0f} ms", "≤ 5 ms")
        row("start-up: one page of 1 KB", f"{start_up * 1000:.0f} ms", "≤ 25 ms")
        growth(f"{jsonl} -j 1", folder, start_up)
        # Five times over: the first page and the last are nobody's to share.
        longer = write(folder / "longer.jsonl", pages * 5)
        one_job, two_jobs = best([f"{jsonl} -j 1", f"{jsonl} -j 2"], longer)
        row("-j 2 against -j 1, by the clock", f"{one_job[1] / two_jobs[1]:.2f}×", "≥ 1.8× on two free cores")
        memory(f"{jsonl} -j 1", pages, folder)


if __name__ == "__main__":
    main()
