//! Runs over many records: what is left out when asked, counts, and going on after a break.

use std::path::Path;
use std::time::Duration;

use super::*;

/// Lines of which every fiftieth is broken.
fn lines(count: u32) -> String {
    let mut input = String::new();
    for id in 0..count {
        match id % 50 {
            13 => input.push_str("{\"text\": broken\n"),
            _ => input.push_str(&line(id, &format!("{PROSE} It was number {id}. {PROSE}"))),
        }
    }
    input
}

#[test]
fn records_are_dropped_only_when_asked_and_are_counted() {
    let input = line(1, PROSE)
        + &line(2, "")
        + &line(3, "The council met on Tuesday evening and voted for it.");
    assert_eq!(records(0, &["--from", "jsonl"], &input).len(), 3);
    assert_eq!(
        records(0, &["--from", "jsonl", "--drop-empty"], &input).len(),
        2
    );
    let stats = folder("drop")
        .join("stats.json")
        .to_string_lossy()
        .into_owned();
    let args = ["--from", "jsonl", "--min-words", "12", "--stats", &stats];
    let answers = records(0, &args, &input);
    assert!(answers.len() == 1 && answers[0]["id"] == 1);
    let stats: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(stats).unwrap()).unwrap();
    assert_eq!(
        (&stats["records"], &stats["dropped"], &stats["empty"]),
        (&3.into(), &2.into(), &1.into())
    );
}

#[test]
fn a_run_into_a_file_is_summed_up() {
    let root = folder("summary");
    let (out, stats) = (root.join("out.jsonl"), root.join("stats.json"));
    let args = [
        "--from",
        "jsonl",
        "-o",
        out.to_str().unwrap(),
        "--stats",
        stats.to_str().unwrap(),
    ];
    let (code, _, err) = said(&args, lines(200));
    assert_eq!(code, 1);
    assert!(
        err.contains("unchaff: 200 records: 196 articles, 4 errors (json 4)"),
        "{err}"
    );
    let stats: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(stats).unwrap()).unwrap();
    assert_eq!(
        (&stats["errors"]["json"], &stats["files"]),
        (&4.into(), &1.into())
    );
    assert_eq!(stats["bytes_out"], fs::metadata(&out).unwrap().len());
    let (_, _, err) = said(
        &["--from", "jsonl", "-q", "-o", out.to_str().unwrap()],
        line(1, PROSE),
    );
    assert_eq!(err, "");
}

/// Kills runs with `--resume` again and again until one gets to its end, and says how many were killed.
fn break_and_resume(args: &[&str]) -> u32 {
    for killed in 0..500 {
        let mut child = unchaff(args).stderr(Stdio::null()).spawn().unwrap();
        // Ever later, so that a busy machine gets to the end as well.
        let pause = 10 + killed * 37 % 60 + killed * 4;
        thread::sleep(Duration::from_millis(u64::from(pause)));
        let _ = child.kill();
        let status = child.wait().unwrap();
        if let Some(code) = status.code() {
            assert_eq!(code, 1);
            return killed;
        }
    }
    panic!("no run came to its end");
}

#[test]
fn a_killed_run_goes_on_to_the_same_bytes() {
    let root = folder("resume");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (one, two, page) = (name("one.jsonl"), name("two.jsonl.gz"), name("page.txt"));
    fs::write(&one, lines(4_000)).unwrap();
    fs::write(&two, archives::gzip(lines(2_500))).unwrap();
    fs::write(&page, PROSE).unwrap();
    for suffix in ["jsonl", "jsonl.gz", "jsonl.zst"] {
        let (whole, broken) = (
            name(&format!("whole.{suffix}")),
            name(&format!("broken.{suffix}")),
        );
        let run = |out: &str| ["-j2", "-o", out, "--resume", &one, &page, &two].map(str::to_owned);
        let args = run(&whole);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        assert_eq!(said(&args, "").0, 1);
        let args = run(&broken);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let killed = break_and_resume(&args);
        assert!(
            fs::read(&whole).unwrap() == fs::read(&broken).unwrap(),
            "{suffix}: {killed} times killed"
        );
        assert!(!Path::new(&format!("{broken}.partial")).exists());
        assert!(!Path::new(&format!("{broken}.progress")).exists());
    }
}

#[test]
fn a_run_that_changed_is_not_taken_up_again() {
    let root = folder("changed");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (input, out) = (name("in.jsonl"), name("out.jsonl"));
    fs::write(&input, lines(30_000)).unwrap();
    let mut child = unchaff(&["-o", &out, &input])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while !Path::new(&format!("{out}.progress")).exists() {
        assert!(child.try_wait().unwrap().is_none(), "too quick to break");
        thread::sleep(Duration::from_millis(1));
    }
    if cfg!(unix) {
        let id = child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
    } else {
        child.kill().unwrap();
    }
    let ended = child.wait_with_output().unwrap();
    let said_last = String::from_utf8(ended.stderr).unwrap();
    assert!(
        cfg!(not(unix)) || said_last.contains("broken off; the same command with --resume"),
        "{said_last}"
    );
    let (code, _, err) = said(&["-o", &out, "--resume", "--with", "meta", &input], "");
    assert!(code == 2 && err.contains("have changed"), "{err}");
    let (code, _, err) = said(&["-o", &out, "--resume", "-"], "");
    assert!(code == 2 && err.contains("standard input"), "{err}");
    assert_eq!(said(&["-o", &out, "--resume", &input], "").0, 1);
}
