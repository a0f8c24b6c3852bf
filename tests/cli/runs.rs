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

#[test]
fn a_summary_of_a_run_that_left_nothing_out_names_no_rule() {
    let root = folder("summary-whole");
    let path = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (out, stats) = (path("out.jsonl"), path("stats.json"));
    let args = ["--from", "jsonl", "-o", &out, "--stats", &stats];
    let (_, _, err) = said(&args, line(1, PROSE) + &line(2, PROSE));
    assert!(err.ends_with("left out: 0 % of 32 words\n"), "{err}");
    let (_, _, err) = said(&[&args[..], &["--leave-out", "prose"]].concat(), lines(2));
    assert!(err.contains(" words; most by "), "{err}");
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

/// Breaks a run into `out` off as soon as there is something to go on from, and says what its last words were.
fn break_off(args: &[&str], out: &str) -> String {
    let mut child = unchaff(args).stderr(Stdio::piped()).spawn().unwrap();
    while !Path::new(&format!("{out}.progress")).exists() {
        assert!(child.try_wait().unwrap().is_none(), "too quick to break");
        thread::sleep(Duration::from_millis(1));
    }
    if cfg!(unix) {
        let id = child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.unwrap().success());
    } else {
        child.kill().unwrap();
    }
    String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap()
}

#[test]
fn a_run_that_changed_is_not_taken_up_again() {
    let root = folder("changed");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (pages, out, pack) = (name("pages"), name("out.jsonl"), name("house.toml"));
    let input = format!("{pages}/in.jsonl");
    fs::create_dir(&pages).unwrap();
    fs::write(&input, lines(30_000)).unwrap();
    assert_eq!(said(&["rules", "new", &pack], "").0, 0);
    let run = ["-o", &out, "--resume", "--rules", &pack, &pages];
    let words = break_off(&run, &out);
    let wanted = "broken off; the same command with --resume";
    assert!(cfg!(not(unix)) || words.contains(wanted), "{words}");
    let refused = |args: &[&str], why: &str| {
        let (code, _, err) = said(args, "");
        assert!(code == 2 && err.contains(why), "{args:?}: {code} {err}");
    };
    refused(&[&run[..], &["--with", "meta"]].concat(), "have changed");
    refused(&["-o", &out, "--resume", "-"], "standard input");
    // A file more in the folder, another rule, a page that was touched: each would make another output.
    let more = format!("{pages}/more.jsonl");
    fs::write(&more, line(1, PROSE)).unwrap();
    refused(&run, "have changed");
    fs::remove_file(&more).unwrap();
    let rules = fs::read_to_string(&pack).unwrap();
    fs::write(&pack, rules.replace("SkyVault", "CloudVault")).unwrap();
    refused(&run, "have changed");
    fs::write(&pack, rules).unwrap();
    let touched = fs::OpenOptions::new().append(true).open(&input).unwrap();
    let before = touched.metadata().unwrap().modified().unwrap();
    touched.set_modified(std::time::SystemTime::now()).unwrap();
    refused(&run, "have changed");
    touched.set_modified(before).unwrap();
    assert_eq!(said(&run, "").0, 1);
}

#[test]
fn records_and_counts_say_which_version_and_rules_made_them() {
    let root = folder("versioned");
    let stats = root.join("stats.json").to_string_lossy().into_owned();
    let made_by = |options: &[&str]| {
        let args = ["--from", "jsonl", "--with", "meta", "--stats", &stats];
        let answers = records(0, &[&args, options].concat(), line(1, PROSE));
        let stats: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(&stats).unwrap()).unwrap();
        let meta = &answers[0]["meta"];
        assert_eq!(meta["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(
            [&meta["version"], &meta["rules"]],
            [&stats["version"], &stats["rules"]]
        );
        meta["rules"].as_str().unwrap().to_owned()
    };
    let rules = made_by(&[]);
    assert_eq!(rules, made_by(&["--drop-empty"]));
    assert_ne!(rules, made_by(&["--preset", "recall"]));
    assert_ne!(rules, made_by(&["--disable", "en/comment-form"]));
}

#[test]
fn an_output_that_another_run_writes_is_left_alone() {
    let out = folder("two-runs").join("out.jsonl");
    let out = out.to_str().unwrap();
    let partial = format!("{out}.partial");
    let args = ["--from", "jsonl", "-o", out];
    let mut first = spawn(&args);
    let mut stdin = first.stdin.take().unwrap();
    stdin.write_all(line(1, PROSE).as_bytes()).unwrap();
    while !Path::new(&partial).exists() {
        thread::sleep(Duration::from_millis(1));
    }
    // There, but perhaps not yet locked.
    thread::sleep(Duration::from_millis(100));
    let input = file("two-runs-in", "in.jsonl", line(2, PROSE));
    for options in [&[][..], &["--resume"]] {
        let (code, _, err) = said(&[&args[..], options, &[&input]].concat(), "");
        assert_eq!(code, 3);
        let wanted = format!("cannot write {out}: another run is writing it");
        assert!(err.contains(&wanted), "{err}");
    }
    drop(stdin);
    assert!(first.wait().unwrap().success());
    let written = fs::read_to_string(out).unwrap();
    assert!(written.starts_with("{\"id\":1,") && written.lines().count() == 1);
    assert_eq!(said(&[&args[..], &[&input]].concat(), "").0, 0);
    assert!(fs::read_to_string(out).unwrap().starts_with("{\"id\":2,"));
}
