//! How runs end: inputs and outputs that fail, readers that go away, signals.

use super::*;

#[test]
fn a_missing_input_is_said_and_the_others_are_done() {
    let good = file("missing", "a.txt", PROSE);
    let output = run(&["no-such-file.html", &good, "--to", "jsonl"], "");
    let (out, err) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(err, "unchaff: no-such-file.html: no such file\n");
    assert!(out.contains(PROSE) && out.lines().count() == 1, "{out}");
}

#[test]
fn an_output_that_cannot_be_written_is_a_failure() {
    let (code, _, err) = said(&["-o", "/no-such-folder/out.txt"], PROSE);
    assert_eq!(code, 3);
    assert!(
        err.starts_with("unchaff: cannot write /no-such-folder/out.txt"),
        "{err}"
    );
    if cfg!(target_os = "linux") {
        assert_eq!(said(&["-o", "/dev/full"], PROSE).0, 3);
    }
}

/// On a disk of its own that is soon full, where the system lets us have one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_what_was_reported_done_is_there_when_it_has_room_again() {
    let root = folder("full");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (input, whole, kept) = (name("in.jsonl"), name("whole.jsonl"), name("kept.jsonl"));
    let lines: String = (0..4_000).map(|id| line(id, PROSE)).collect();
    fs::write(&input, lines).unwrap();
    assert_eq!(said(&["-q", "-o", &whole, &input], "").0, 0);
    let script = format!(
        "set -u; mount -t tmpfs -o size=300k none '{root}' || exit 99; cd '{root}'\n\
         '{command}' -q -j 2 -o out.jsonl ../in.jsonl; echo $?\n\
         mount -o remount,size=9m '{root}' && '{command}' -q -o out.jsonl --resume ../in.jsonl; echo $?\n\
         cat out.jsonl > '{kept}'; ls",
        root = name("disk"),
        command = env!("CARGO_BIN_EXE_unchaff"),
    );
    fs::create_dir(root.join("disk")).unwrap();
    let mut shell = Command::new("unshare");
    let done = shell.args(["-Urm", "sh", "-c", &script]).output();
    let Some(done) = done
        .ok()
        .filter(|done| !matches!(done.status.code(), Some(1 | 99)))
    else {
        return;
    };
    let (out, err) = (
        String::from_utf8(done.stdout).unwrap(),
        String::from_utf8(done.stderr).unwrap(),
    );
    assert_eq!(out, "3\n0\nout.jsonl\n", "{err}");
    let wanted = "unchaff: cannot write out.jsonl: No space left on device (os error 28); \
                  the same command with --resume goes on from here\n";
    assert_eq!(err, wanted);
    assert!(fs::read(&whole).unwrap() == fs::read(&kept).unwrap());
}

#[test]
fn an_input_that_went_away_is_said_and_the_others_are_in_the_output() {
    let good = file("vanished", "a.txt", PROSE);
    let out = folder("vanished-to").join("out.jsonl");
    let out = out.to_str().unwrap();
    let (code, _, err) = said(&["-o", out, &good, "gone.html", &good], "");
    assert_eq!(code, 3);
    assert!(
        err.starts_with("unchaff: gone.html: no such file\n"),
        "{err}"
    );
    assert!(
        err.contains("2 articles, 0 errors, 1 inputs that could not be read"),
        "{err}"
    );
    assert_eq!(fs::read_to_string(out).unwrap().lines().count(), 2);
}

#[test]
fn output_goes_to_the_file_and_never_over_an_input() {
    let input = file("output", "in.txt", PROSE);
    let out = folder("output-to").join("out.txt");
    assert_eq!(said(&["-o", out.to_str().unwrap(), &input], "").0, 0);
    assert!(fs::read_to_string(&out).unwrap().contains(PROSE));
    let (code, _, err) = said(&["-o", &input, &input], "");
    assert_eq!(code, 2, "{err}");
    assert_eq!(fs::read_to_string(&input).unwrap(), PROSE);
}

#[test]
fn an_input_with_a_name_that_the_output_has_on_the_way_is_left_alone() {
    let root = folder("on-the-way");
    let out = root.join("out.jsonl").to_string_lossy().into_owned();
    for suffix in [".partial", ".progress", ".progress.new"] {
        let input = format!("{out}{suffix}");
        fs::write(&input, line(1, PROSE)).unwrap();
        for args in [
            &["--from", "jsonl", "-o", &out][..],
            &["explain", "--from", "jsonl", "--html", &out],
        ] {
            let (code, _, err) = said(&[args, &[&input]].concat(), "");
            assert_eq!(code, 2, "{err}");
            let wanted = format!("{input} is an input: the output would overwrite it");
            assert!(err.contains(&wanted), "{err}");
        }
        assert_eq!(fs::read_to_string(&input).unwrap(), line(1, PROSE));
    }
    assert_eq!(fs::read_dir(&root).unwrap().count(), 3);
}

#[test]
fn rules_that_are_read_are_not_overwritten() {
    let pack = folder("rules-over").join("house.toml");
    let pack = pack.to_str().unwrap();
    assert_eq!(said(&["rules", "new", pack], "").0, 0);
    let rules = fs::read(pack).unwrap();
    for args in [
        &["-o", pack][..],
        &["--stats", pack],
        &["learn", "-o", pack],
        &["explain", "--html", pack],
    ] {
        let (code, _, err) = said(&[args, &["--rules", pack]].concat(), PROSE);
        assert_eq!(code, 2, "{args:?}: {err}");
        assert!(err.contains("is an input"), "{err}");
    }
    assert_eq!(fs::read(pack).unwrap(), rules);
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through_and_what_was_private_stays_so() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let root = folder("link-out");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    fs::create_dir(root.join("real")).unwrap();
    symlink("real/out", root.join("out.jsonl")).unwrap();
    symlink("circle", root.join("circle")).unwrap();
    let write = |args: &[&str]| assert_eq!(said(args, PROSE).0, 0, "{args:?}");
    for args in [
        &["-o", &name("out.jsonl")][..],
        &["explain", "--html", &name("out.jsonl")],
    ] {
        // The first time it is not there yet.
        write(args);
        fs::set_permissions(name("real/out"), fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(name("real/out"), "").unwrap();
        write(args);
        assert!(
            fs::read_to_string(name("real/out"))
                .unwrap()
                .contains(PROSE)
        );
        let mode = fs::metadata(name("real/out")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_file(name("real/out")).unwrap();
    }
    let links = fs::read_dir(&root).unwrap().count();
    assert_eq!(
        (links, fs::read_dir(root.join("real")).unwrap().count()),
        (3, 0)
    );
    let (code, _, err) = said(&["-o", &name("circle")], PROSE);
    assert!(code == 3 && err.contains("in a circle"), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_by_another_name_is_written_to_and_not_replaced() {
    let root = folder("named-stdout");
    let (out, link) = (root.join("out.jsonl"), root.join("link.jsonl"));
    std::os::unix::fs::symlink("/proc/self/fd/1", &link).unwrap();
    fs::write(&out, "first\n").unwrap();
    let (out, link) = (out.to_str().unwrap(), link.to_str().unwrap());
    let page = file("named-stdout-in", "in.txt", PROSE);
    for args in [
        ["--to", "jsonl", "-o", link],
        ["--to", "jsonl", "-o", "/dev/stdout"],
        ["explain", "--full", "--html", "/dev/stdout"],
    ] {
        let before = fs::read_to_string(out).unwrap();
        let ended = appending(&[&args[..], &[&page]].concat(), out);
        assert_eq!(ended.status.code(), Some(0), "{args:?}");
        let written = fs::read_to_string(out).unwrap();
        let added = written.strip_prefix(&before).unwrap();
        assert!(added.contains(PROSE), "{args:?}: {added}");
    }
    let (code, piped, _) = said(&["-o", link, &page], "");
    assert!(code == 0 && piped.contains(PROSE));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for jobs in ["1", "4"] {
        let mut child = spawn(&["--from", "jsonl", "-j", jobs]);
        let mut stdin = child.stdin.take().unwrap();
        drop(child.stdout.take());
        // The writer of an endless input learns of the end as well.
        let writer =
            thread::spawn(move || while stdin.write_all(line(1, PROSE).as_bytes()).is_ok() {});
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert_eq!(
            (output.status.code(), output.stderr.as_slice()),
            (Some(0), &b""[..]),
            "-j {jobs}"
        );
    }
}

#[test]
fn counts_are_there_also_where_the_reader_went_away() {
    let stats = folder("stats-unread").join("stats.json");
    let mut child = spawn(&["--from", "jsonl", "--stats", stats.to_str().unwrap()]);
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let writer = thread::spawn(move || while stdin.write_all(line(1, PROSE).as_bytes()).is_ok() {});
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    let stats: serde_json::Value = serde_json::from_slice(&fs::read(stats).unwrap()).unwrap();
    assert!(stats["records"].as_u64() > Some(0), "{stats}");
}

#[test]
fn counts_go_to_standard_output_only_alone() {
    let out = folder("stats-stdout").join("out.jsonl");
    let (code, counts, _) = said(&["--stats", "-", "-o", out.to_str().unwrap()], PROSE);
    let counts: serde_json::Value = serde_json::from_str(&counts).unwrap();
    assert_eq!((code, &counts["records"]), (0, &1.into()));
    for options in [&[][..], &["-o", "-"]] {
        let (code, answers, err) = said(&[&["--stats", "-"], options].concat(), PROSE);
        assert_eq!((code, answers.as_str()), (2, ""));
        assert!(err.contains("cannot both go to standard output"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn signals_end_it_as_the_shell_expects() {
    use std::os::unix::process::ExitStatusExt;
    // What the tests themselves are told to ignore, as in the background of a script, the command ignores as well.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.map_or(0, |mask| u64::from_str_radix(mask.trim(), 16).unwrap());
    let signals = [("-INT", 2), ("-TERM", 15)].into_iter();
    for (name, number) in signals.filter(|(_, number)| ignored >> (number - 1) & 1 == 0) {
        let mut child = spawn(&["--from", "jsonl"]);
        // Held open: at the end of its input the command would end by itself.
        let stdin = child.stdin.take();
        let killed = Command::new("kill")
            .args([name, &child.id().to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
        assert_eq!(child.wait().unwrap().signal(), Some(number));
        drop(stdin);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_ignored_signal_is_ignored() {
    let script = format!(
        "trap '' INT; exec '{}' --from jsonl",
        env!("CARGO_BIN_EXE_unchaff")
    );
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = shell.spawn().unwrap();
    // More answers than a pipe holds: until they are read, it is at work.
    let mut stdin = child.stdin.take().unwrap();
    let input = line(1, PROSE).repeat(2_000);
    let writer = thread::spawn(move || stdin.write_all(input.as_bytes()));
    let mut stdout = child.stdout.take().unwrap();
    let mut first = [0];
    stdout.read_exact(&mut first).unwrap();
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    writer.join().unwrap().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(rest.lines().count(), 2_000);
}

/// The command, its standard output appended to this file.
#[cfg(unix)]
fn appending(args: &[&str], out: &str) -> Output {
    let out = fs::File::options().append(true).create(true).open(out);
    let mut command = unchaff(args);
    command.stdout(out.unwrap()).stdin(Stdio::null());
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn standard_output_that_is_an_input_is_not_read() {
    let root = folder("stdout");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (one, out) = (name("a.jsonl"), name("zz.jsonl"));
    fs::write(&one, line(1, PROSE)).unwrap();
    fs::hard_link(&one, name("link.jsonl")).unwrap();
    for args in [
        &[one.as_str()][..],
        &[&name("link.jsonl")],
        &["explain", &one],
    ] {
        let ended = appending(args, &one);
        let err = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(2), "{args:?}: {err}");
        assert!(err.contains("standard output goes to it as well"), "{err}");
    }
    assert_eq!(fs::read_to_string(&one).unwrap(), line(1, PROSE));
    fs::remove_file(name("link.jsonl")).unwrap();
    for lines in 1..3 {
        let ended = appending(&[root.to_str().unwrap()], &out);
        assert_eq!(ended.status.code(), Some(0));
        assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), lines);
    }
}

#[test]
fn counts_do_not_go_over_the_output() {
    let root = folder("stats-over");
    let out = root.join("out.jsonl").to_string_lossy().into_owned();
    let dotted = root.join("./out.jsonl").to_string_lossy().into_owned();
    for stats in [&out, &dotted, &format!("{out}.partial")] {
        let (code, _, err) = said(&["-o", &out, "--stats", stats], PROSE);
        assert_eq!(code, 2);
        assert!(err.contains("--stats would overwrite the output"), "{err}");
    }
    assert_eq!(fs::read_dir(&root).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn going_on_is_promised_only_where_progress_was_noted() {
    let root = folder("no-note");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (pipe, out) = (name("pipe.jsonl"), name("out.jsonl"));
    crate::pipe(&pipe);
    let mut command = unchaff(&["-o", &out, &pipe]);
    let child = command.stderr(Stdio::piped()).spawn().unwrap();
    // Held open, and too short for a note.
    let mut input = fs::File::options().write(true).open(&pipe).unwrap();
    input.write_all(line(1, PROSE).as_bytes()).unwrap();
    let kill = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    let err = child.wait_with_output().unwrap().stderr;
    assert_eq!(String::from_utf8(err).unwrap(), "unchaff: broken off\n");
    drop(input);
}

#[test]
fn a_report_whose_reader_went_away_ends_quietly() {
    let mut child = spawn(&["explain", "--html", "-"]);
    drop(child.stdout.take());
    child
        .stdin
        .take()
        .unwrap()
        .write_all(PROSE.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}
