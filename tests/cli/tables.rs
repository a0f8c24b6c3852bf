//! Parquet in, Parquet out.

use std::fs::File;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, BinaryArray, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::*;

fn write(path: &str, columns: Vec<(&str, ArrayRef)>) {
    let table = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer =
        ArrowWriter::try_new(File::create(path).unwrap(), table.schema(), None).unwrap();
    writer.write(&table).unwrap();
    writer.close().unwrap();
}

fn read(path: &str) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    reader
        .with_batch_size(10_000)
        .build()
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// The names of columns, in their order.
fn names(table: &RecordBatch) -> Vec<String> {
    let schema = table.schema();
    schema
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect()
}

fn texts<'a>(table: &'a RecordBatch, name: &str) -> Vec<Option<&'a str>> {
    table
        .column_by_name(name)
        .unwrap()
        .as_string::<i32>()
        .iter()
        .collect()
}

fn page(number: i64) -> Option<String> {
    match number % 100 {
        7 => None,
        8 => Some(String::new()),
        9 => Some(format!("<p>{}</p>", PROSE.repeat(300))),
        _ => Some(format!(
            "<h1>Bridge {number}</h1><p>{PROSE} It was number {number}.</p><p>{PROSE}</p>"
        )),
    }
}

/// The one table of these has what the command said of the same pages as JSON lines, and all of its own.
fn check(tables: &[RecordBatch], alone: &[serde_json::Value]) {
    assert_eq!(tables.len(), 1);
    let table = &tables[0];
    assert_eq!(
        names(table),
        ["n", "title", "body", "error", "meta", "removed"]
    );
    let numbers = table.column(0).as_primitive::<Int64Type>();
    assert!(numbers.values().iter().copied().eq(0..700));
    let errors = table.column_by_name("error").unwrap().as_struct();
    let codes = errors.column(0).as_string::<i32>();
    for (row, answer) in alone.iter().enumerate() {
        assert_eq!(
            texts(table, "title")[row],
            answer["title"].as_str(),
            "{row}"
        );
        assert_eq!(texts(table, "body")[row], answer["body"].as_str(), "{row}");
        let code = errors.is_valid(row).then(|| codes.value(row));
        assert_eq!(code, answer["error"]["code"].as_str(), "{row}");
        let meta = texts(table, "meta")[row].unwrap_or("null");
        let meta: serde_json::Value = serde_json::from_str(meta).unwrap();
        assert_eq!(
            meta,
            answer.get("meta").cloned().unwrap_or_default(),
            "{row}"
        );
    }
}

#[test]
fn a_column_of_pages_is_cleaned_and_the_others_stay() {
    let root = folder("parquet");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (input, out) = (name("pages/a.parquet"), name("out.parquet"));
    fs::create_dir(root.join("pages")).unwrap();
    let count = 700;
    let pages: Vec<_> = (0..count).map(page).collect();
    write(
        &input,
        vec![
            (
                "n",
                Arc::new(Int64Array::from_iter_values(0..count)) as ArrayRef,
            ),
            ("html", Arc::new(StringArray::from(pages.clone()))),
            (
                "title",
                Arc::new(StringArray::from(vec![None::<&str>; 700])),
            ),
        ],
    );
    let lines = pages.iter().map(|page| serde_json::json!({"html": page}));
    let lines: Vec<_> = lines.map(|line| line.to_string()).collect();
    let lines = lines.join("\n");
    let options = ["--max-bytes", "20K", "--with", "meta,why"];
    let alone = records(1, &[&["--from", "jsonl"], &options[..]].concat(), lines);
    let folder = name("pages");
    for jobs in ["1", "3"] {
        let args = [&["-q", "-j", jobs, "-o", &out, &folder], &options[..]].concat();
        assert_eq!(said(&args, "").0, 1);
        check(&read(&out), &alone);
    }
    let args = [
        "-q",
        "-o",
        &out,
        &input,
        "--drop-empty",
        "--max-bytes",
        "20K",
    ];
    assert_eq!(said(&args, "").0, 1);
    assert_eq!(
        read(&out).iter().map(RecordBatch::num_rows).sum::<usize>(),
        693
    );
}

#[test]
fn bytes_in_any_encoding_are_read_and_what_does_not_fit_is_said() {
    let root = folder("parquet-bytes");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (input, out) = (name("a.parquet"), name("out.parquet"));
    let page = "<meta charset=windows-1251><h1>Мост открыт</h1><p>Мост открыли во вторник вечером, сказал мэр города.</p>";
    let page = encoding_rs::WINDOWS_1251.encode(page).0;
    let pages = BinaryArray::from_iter_values([&page]);
    write(&input, vec![("raw", Arc::new(pages) as ArrayRef)]);
    assert_eq!(said(&["-o", &out, "--field", "raw", &input], "").0, 0);
    let tables = read(&out);
    assert!(texts(&tables[0], "body")[0].unwrap().contains("во вторник"));
    let (lines, other) = (name("a.jsonl"), name("out.jsonl"));
    fs::write(&lines, line(1, PROSE)).unwrap();
    for (args, code, why) in [
        (&["-o", &out, &input][..], 3, "no column `html` or `text`"),
        (&["-o", &out, &lines], 3, "not a Parquet file"),
        (
            &["-o", &out, "--resume", &input],
            2,
            "--resume needs JSON lines",
        ),
        (&["-o", &other, &input], 3, "Parquet goes to Parquet"),
    ] {
        let (ended, _, err) = said(args, "");
        assert!(
            ended == code && err.contains(why),
            "{args:?}: {ended} {err}"
        );
    }
}

#[test]
fn a_table_that_another_run_writes_is_left_alone() {
    let root = folder("parquet-locked");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (input, out) = (name("a.parquet"), name("out.parquet"));
    let pages = StringArray::from(vec![page(1)]);
    write(&input, vec![("html", Arc::new(pages) as ArrayRef)]);
    let partial = format!("{out}.partial");
    fs::write(&partial, "of the other run").unwrap();
    let other = File::options().write(true).open(&partial).unwrap();
    other.lock().unwrap();
    let (code, _, err) = said(&["-o", &out, &input], "");
    assert!(
        code == 3 && err.contains("another run is writing it"),
        "{err}"
    );
    assert_eq!(fs::read_to_string(&partial).unwrap(), "of the other run");
    drop(other);
    assert_eq!(said(&["-o", &out, &input], "").0, 0);
    assert_eq!(texts(&read(&out)[0], "body").len(), 1);
}
