"""Cleans pages with unchaff on a Spark cluster, and writes Parquet.

    spark-submit --files /path/to/unchaff clean.py --from parquet --page html INPUT OUTPUT
    spark-submit --files /path/to/unchaff clean.py --from jsonl INPUT OUTPUT
    spark-submit --files /path/to/unchaff clean.py --from warc PATHS.txt OUTPUT

Each partition feeds one process of unchaff, from its first record to its last. One row comes out for each record, the
same row for the same record: a task that is lost with its machine can be run again anywhere.
"""

import argparse
import json
import os
import shlex
import subprocess
import threading

import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType

# What unchaff says of a page beside its title and body.
ERROR = StructType([StructField(name, StringType()) for name in ("code", "message")])
ADDED = [("title", StringType()), ("body", StringType()), ("error", ERROR), ("more", StringType())]
NAMED = [("id", StringType()), ("url", StringType()), *ADDED]
# Answers of an archive that make a batch of rows.
ROWS = 1000


def command():
    """The unchaff that came with the job (--files), else the one on the machine's path."""
    shipped = SparkFiles.get("unchaff")
    return shipped if os.path.exists(shipped) else "unchaff"


class Unchaff:
    """One process: records in, as many answers out, in the same order."""

    def __init__(self, arguments, source=subprocess.PIPE):
        self.process = subprocess.Popen(
            [command(), "--to", "jsonl", "-j", "1", "-q", *arguments],
            stdin=source,
            stdout=subprocess.PIPE,
        )

    def answers(self, lines):
        """Sends lines from a thread of its own, since both pipes have an end, and reads their answers."""
        writer = threading.Thread(target=self.send, args=(b"".join(lines),))
        writer.start()
        found = [self.process.stdout.readline() for _ in lines]
        writer.join()
        if found and not found[-1].endswith(b"\n"):
            raise RuntimeError(f"unchaff ended early, with code {self.process.wait()}")
        return [json.loads(answer) for answer in found]

    def send(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # whoever reads the answers notices

    def end(self):
        """Waits for the end. 1 means that some records are errors, and they say so themselves."""
        if self.process.stdin:
            self.process.stdin.close()
        self.process.stdout.close()
        if self.process.wait() not in (0, 1):
            raise RuntimeError(f"unchaff ended with code {self.process.returncode}")


def row(answer, names):
    """An answer's fields by column; what has no column of its own is JSON under `more`."""
    fields = {name: answer.pop(name, None) for name in names if name != "more"}
    if fields["error"]:
        fields["error"] = {name: fields["error"][name] for name in ("code", "message")}
    for name in ("id", "url"):
        if name in fields and not isinstance(fields[name], (str, type(None))):
            fields[name] = json.dumps(fields[name])
    fields["more"] = json.dumps(answer) if answer else None
    return fields


def clean_lines(arguments, schema):
    """JSON lines as they are, under `value` → rows."""

    def clean(batches):
        unchaff = Unchaff(["--from", "jsonl", *arguments])
        for batch in batches:
            lines = [line.encode() + b"\n" for line in batch.column("value").to_pylist() if line.strip()]
            rows = [row(answer, schema.names) for answer in unchaff.answers(lines)]
            yield pa.RecordBatch.from_pylist(rows, schema)
        unchaff.end()

    return clean


def clean_columns(arguments, page, hints, schema):
    """Rows with a column of pages → the same rows, with what unchaff adds; other columns are not even looked at."""
    added = [name for name, _ in ADDED]

    def line(values):
        record = dict(zip(["page", *hints], values))
        if isinstance(record["page"], bytes):
            record["page"] = record["page"].decode("utf-8", "replace")
        return json.dumps(record).encode() + b"\n"

    def clean(batches):
        unchaff = Unchaff(["--from", "jsonl", "--field", "page", *arguments])
        for batch in batches:
            values = [batch.column(name).to_pylist() for name in (page, *hints.values())]
            answers = unchaff.answers([line(record) for record in zip(*values)])
            for answer in answers:
                for name in hints:
                    answer.pop(name, None) if name not in added else None
            rows = pa.RecordBatch.from_pylist([row(answer, added) for answer in answers])
            columns = [
                rows.column(field.name).cast(field.type) if field.name in added else batch.column(field.name)
                for field in schema
            ]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)
        unchaff.end()

    return clean


def clean_archives(arguments, fetch, schema):
    """Paths of WARC or WET files → a row for each page in them. With `fetch`, a process for each file."""

    def clean(batches):
        paths = [path.strip() for batch in batches for path in batch.column("value").to_pylist() if path.strip()]
        for group in [[path] for path in paths] if fetch else [paths][: len(paths)]:
            source, files = None, group
            if fetch:
                words = [word.replace("{}", group[0]) for word in shlex.split(fetch)]
                fetching = subprocess.Popen(words, stdout=subprocess.PIPE)
                source, files = fetching.stdout, ["-"]
            unchaff = Unchaff(["--from", "warc", *arguments, *files], source)
            rows = []
            for answer in unchaff.process.stdout:
                rows.append(row(json.loads(answer), schema.names))
                if len(rows) == ROWS:
                    yield pa.RecordBatch.from_pylist(rows, schema)
                    rows = []
            yield pa.RecordBatch.from_pylist(rows, schema)
            unchaff.end()
            if fetch and fetching.wait() != 0:
                raise RuntimeError(f"{' '.join(words)} ended with code {fetching.returncode}")

    return clean


def arrow(schema):
    from pyspark.sql.pandas.types import to_arrow_schema

    return to_arrow_schema(schema)


def read(spark, args):
    """The input as a table of rows, and how to clean a partition of it."""
    if args.form == "parquet":
        table = spark.read.parquet(args.input)
        hints = {name: column for name, column in (("url", args.url), ("title", args.title)) if column}
        ours = {args.page, *(name for name, _ in ADDED)}
        kept = [field for field in table.schema if field.name not in ours]
        schema = StructType(kept + [StructField(*column) for column in ADDED])
        return table, schema, clean_columns(args.options, args.page, hints, arrow(schema))
    schema = StructType([StructField(*column) for column in NAMED])
    if args.form == "jsonl":
        return spark.read.text(args.input, lineSep="\n"), schema, clean_lines(args.options, arrow(schema))
    table = spark.read.text(args.input)
    return table, schema, clean_archives(args.options, args.fetch, arrow(schema))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="Parquet or JSON lines; or a text file of paths of WARC files, one a line")
    parser.add_argument("output", help="where the Parquet goes; must not exist")
    parser.add_argument("--from", dest="form", choices=["parquet", "jsonl", "warc"], required=True)
    parser.add_argument("--page", default="html", help="Parquet: the column of pages or texts")
    parser.add_argument("--url", help="Parquet: a column of addresses")
    parser.add_argument("--title", help="Parquet: a column of titles that are known")
    parser.add_argument("--fetch", help="WARC: a command that writes a file to its output, {} its path")
    parser.add_argument("--partitions", type=int, help="cut the work into so many tasks")
    parser.add_argument("--options", type=shlex.split, default=[], help="for unchaff, as one argument")
    args = parser.parse_args()
    spark = (
        SparkSession.builder.appName("unchaff")
        # A task's rows appear when all of the job is there: never twice, whoever was asked to write them.
        .config("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "1")
        .getOrCreate()
    )
    table, schema, clean = read(spark, args)
    if args.partitions:
        table = table.repartition(args.partitions)
    table.mapInArrow(clean, schema).write.parquet(args.output)
    spark.stop()


if __name__ == "__main__":
    main()
