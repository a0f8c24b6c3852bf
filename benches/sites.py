#!/usr/bin/env python3
"""Rules for sites cost nothing on pages of other hosts: CPU seconds of a run without and with 10,000 `[[site]]` tables.

    benches/sites.py CORPUS.jsonl [--cmd ./target/release/unchaff]

Start-up (reading the tables) is measured on one line and taken off. Best of five, one thread. Standard library only.
"""
import argparse
import resource
import subprocess
import tempfile
from pathlib import Path

TABLE = '\n[[site]]\nhosts = ["host{}.example.org"]\nbody = ["div.story"]\ndrop = [".ad", "aside"]\n'


def cpu(command, args, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with open(path) as lines:
        subprocess.run([command, "--from", "jsonl", "--to", "jsonl", "-j", "1", *args],
                       stdin=lines, stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--cmd", default="./target/release/unchaff")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rules, line = Path(folder, "many.toml"), Path(folder, "one.jsonl")
        rules.write_text("schema = 1\n" + "".join(TABLE.format(number) for number in range(10_000)))
        line.write_text('{"text": "a"}\n')
        runs = {"without": [], "with 10,000 tables": ["--rules", str(rules)]}
        best = {(name, path): float("inf") for name in runs for path in (str(line), args.corpus)}
        for _ in range(5):
            for name, path in best:
                best[name, path] = min(best[name, path], cpu(args.cmd, runs[name], path))
        for name in runs:
            start, whole = best[name, str(line)], best[name, args.corpus]
            print(f"{name:<20} start-up {start:.3f} s, pages {whole - start:.3f} s")


if __name__ == "__main__":
    main()
