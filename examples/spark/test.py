"""Runs clean.py on a Spark of one master and two workers, kills one worker in the middle, and counts what arrives.

    python test.py UNCHAFF [RECORDS]        needs Java 17 and `pip install pyspark pandas pyarrow`
"""

import gzip
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pyspark

HERE = Path(__file__).resolve().parent
FIXTURES = HERE.parent.parent / "tests" / "fixtures" / "html"
SPARK = Path(pyspark.__file__).parent
TASKS = 24


def records(count):
    """Pages made from the fixtures, each its own; every 500th is an error by intent."""
    pages = [path.read_text("utf-8", "replace") for path in sorted(FIXTURES.rglob("*.html"))]
    pages = [page for page in pages if "<p" in page]
    chance = random.Random(7)
    for number in range(count):
        page = None if number % 500 == 250 else chance.choice(pages).replace("<p", f"<p>Copy {number}.</p><p", 1)
        yield {"id": f"r{number}", "url": f"https://news.example.com/{number}", "html": page, "n": number}


def archive(pages, path):
    """The pages as a WARC file, a gzip member each."""
    with open(path, "wb") as out:
        for page in pages:
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page["html"].encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{page['id']}>\r\nWARC-Target-URI: {page['url']}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + body + b"\r\n\r\n", 1))


class Cluster:
    """One master and two workers of one core each, as processes of this test."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {**os.environ, "SPARK_HOME": str(SPARK), "PYSPARK_PYTHON": sys.executable}
        self.environment |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOG_DIR": str(folder)}
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        self.master = self.start("master.Master", "--port", str(port), "--webui-port", str(free_port()))
        wait_for(lambda: not is_free(port), "the master")
        self.workers = [self.worker(number) for number in range(2)]
        for number in range(2):
            wait_for(lambda: "Successfully registered" in self.log(f"worker.Worker-{number}"), "a worker")

    def worker(self, number):
        work = self.folder / f"work{number}"
        options = ["--cores", "1", "--memory", "1g", "--work-dir", str(work), "--webui-port", str(free_port())]
        return self.start("worker.Worker", *options, self.url, name=f"worker.Worker-{number}")

    def start(self, role, *arguments, name=None):
        log = open(self.folder / f"{name or role}.log", "wb")
        words = [SPARK / "bin" / "spark-class", f"org.apache.spark.deploy.{role}", "--host", "127.0.0.1", *arguments]
        # A session of its own, so that all that it starts can be ended with it.
        return subprocess.Popen(
            words, stdout=log, stderr=log, env=self.environment, cwd=self.folder, start_new_session=True
        )

    def log(self, name):
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")

    def submit(self, unchaff, *arguments):
        log = open(self.folder / "job.log", "wb")
        options = ["--master", self.url, "--executor-memory", "512m", "--files", unchaff]
        options += ["--conf", "spark.ui.enabled=false", "--conf", "spark.driver.bindAddress=127.0.0.1"]
        words = [SPARK / "bin" / "spark-submit", *options, HERE / "clean.py", *arguments]
        return subprocess.Popen(
            words, stdout=log, stderr=log, env=self.environment, cwd=self.folder, start_new_session=True
        )

    def kill(self, process):
        """Ends a process and all that it started, as a machine that loses its power would."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def end(self):
        for process in (*self.workers, self.master):
            self.kill(process)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def wait_for(there, what, seconds=120):
    end = time.time() + seconds
    while not there():
        if time.time() > end:
            sys.exit(f"waited too long for {what}")
        time.sleep(0.1)


def run(cluster, unchaff, output, *arguments, kill=False):
    """Runs the job to its end; `kill` takes a worker away when a third of the tasks are done."""
    start = time.time()
    job = cluster.submit(unchaff, *arguments, output)
    done = lambda: len(re.findall(rf"Finished task .*/{TASKS}\)", cluster.log("job")))
    if kill:
        wait_for(lambda: done() >= TASKS // 3 or job.poll() is not None, "the first tasks")
        cluster.kill(cluster.workers[0])
        print(f"killed a worker with {done()} of {TASKS} tasks done")
    if job.wait() != 0:
        sys.exit(cluster.log("job")[-8000:])
    again = len(re.findall(r"Starting task \d+\.[1-9]", cluster.log("job")))
    rows = parquet.read_table(output).to_pylist()
    print(f"{' '.join(map(str, arguments[:2]))}: {len(rows)} rows in {time.time() - start:.0f} s, {again} tasks again")
    return rows, again


def check(rows, expected):
    """Every record is there exactly once, as unchaff alone would have made it."""
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) == len(expected), (len(ids), len(set(ids)), len(expected))
    for row in rows:
        answer = expected[row["id"]]
        assert (row["title"], row["body"]) == (answer.get("title"), answer.get("body")), row["id"]
        assert (row["error"] or {}).get("code") == answer.get("error", {}).get("code"), row["id"]


def main():
    unchaff, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    folder = Path(tempfile.mkdtemp(prefix="unchaff-spark-"))
    print(f"in {folder}")
    pages = list(records(count))
    lines = "".join(json.dumps(page) + "\n" for page in pages)
    (folder / "pages.jsonl").write_text(lines)
    parquet.write_table(pa.Table.from_pylist(pages), folder / "pages.parquet")
    good = [page for page in pages if page["html"]][: count // 10]
    for number in range(4):
        archive(good[number::4], folder / f"{number}.warc.gz")
    (folder / "paths.txt").write_text("".join(f"{folder}/{number}.warc.gz\n" for number in range(4)))
    alone = subprocess.run([unchaff, "--from", "jsonl", "-q"], input=lines.encode(), capture_output=True).stdout
    expected = {answer["id"]: answer for answer in map(json.loads, alone.splitlines())}
    errors = sum("error" in answer for answer in expected.values())
    print(f"{count} records, of which {errors} are errors by intent")
    assert len(expected) == count and errors == sum(page["html"] is None for page in pages)

    cluster = Cluster(folder)
    try:
        jsonl = ["--from", "jsonl", "--partitions", str(TASKS), folder / "pages.jsonl"]
        rows, again = run(cluster, unchaff, folder / "a.parquet", *jsonl, kill=True)
        check(rows, expected)
        assert again > 0, "the killed worker had nothing to do"
        cluster.workers[0] = cluster.worker(0)
        columns = ["--from", "parquet", "--partitions", "8", "--url", "url", folder / "pages.parquet"]
        rows, _ = run(cluster, unchaff, folder / "b.parquet", *columns)
        check(rows, expected)
        assert all(row["n"] == int(row["id"][1:]) and "html" not in row for row in rows)
        rows, _ = run(cluster, unchaff, folder / "c.parquet", "--from", "warc", "--partitions", "2", folder / "paths.txt")
        check(rows, {page["id"]: expected[page["id"]] for page in good})
        fetch = ["--from", "warc", "--fetch", "cat {}", folder / "paths.txt"]
        rows, _ = run(cluster, unchaff, folder / "d.parquet", *fetch)
        check(rows, {page["id"]: expected[page["id"]] for page in good})
    finally:
        cluster.end()
    print("every record arrived exactly once")


if __name__ == "__main__":
    main()
