//! The command, run for real.
#![allow(clippy::unwrap_used)] // what is none of the tests' business may end them

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

#[path = "cli/archives.rs"]
mod archives;
#[path = "cli/codings.rs"]
mod codings;
#[path = "cli/commands.rs"]
mod commands;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/ends.rs"]
mod ends;
#[path = "cli/faults.rs"]
mod faults;
#[cfg(target_os = "linux")]
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/learn.rs"]
mod learn;
#[cfg(unix)]
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/records.rs"]
mod records;
#[path = "cli/runs.rs"]
mod runs;
#[path = "cli/schema.rs"]
mod schema;
#[cfg(feature = "parquet")]
#[path = "cli/tables.rs"]
mod tables;

const PROSE: &str =
    "The council met on Tuesday evening and voted for the plan to rebuild the old bridge.";

/// The command with these arguments; the environment of whoever runs the tests does not matter.
fn unchaff(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unchaff"));
    command
        .args(args)
        .env_remove("NO_COLOR")
        .env("COLUMNS", "100");
    command
}

/// The command at work, its three streams in the test's hands.
fn spawn(args: &[&str]) -> Child {
    let mut command = unchaff(args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Runs the command over this standard input.
fn run(args: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = spawn(args);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    output
}

/// Exit code, standard output and standard error.
fn said(args: &[&str], input: impl AsRef<[u8]>) -> (i32, String, String) {
    let output = run(args, input);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The records of a run over JSON lines that ends with this exit code.
fn records(code: i32, args: &[&str], input: impl AsRef<[u8]>) -> Vec<serde_json::Value> {
    let (ended, out, err) = said(args, input);
    assert_eq!(ended, code, "{err}");
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Makes a pipe that nobody writes to yet.
#[cfg(unix)]
fn pipe(path: impl AsRef<std::ffi::OsStr>) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

/// A folder of its own for a test.
fn folder(test: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn file(test: &str, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder(test).join(name);
    fs::write(&path, content).unwrap();
    path.to_string_lossy().into_owned()
}

fn line(id: u32, text: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": text}))
}
