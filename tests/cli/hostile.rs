//! An archive that is broken in every way at once.

use super::archives::{HTML, answer, fates, good, gzip, page};
use super::*;

/// The most memory that a run took, in MiB, and what it wrote.
fn watched(args: &[&str]) -> (u64, Vec<u8>) {
    let mut child = spawn(args);
    let mut stdout = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut out = Vec::new();
        stdout.read_to_end(&mut out).map(|_| out)
    });
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let mut lines = status.lines();
        // Until it has its own name, a process may still have the memory of the one that started it.
        let is_own = lines.next() == Some("Name:\tunchaff");
        let line = lines.find_map(|line| line.strip_prefix("VmHWM:").filter(|_| is_own));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        most = most.max(kib.unwrap_or(0) / 1024);
        thread::sleep(std::time::Duration::from_millis(2));
    }
    (most, reader.join().unwrap().unwrap())
}

/// A page in this encoding.
fn encoded(word: &str, label: &str, words: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
    let page = format!("<h1>{words}</h1><p>{}</p>", words.repeat(9));
    let head = format!("Content-Type: text/html; charset={label}");
    let body = encoding.encode(&page).0;
    gzip(answer(&format!("http://a.example/{word}"), &head, &body, 0))
}

/// All at once: wrong lengths, a broken member, other encodings, bombs, and an end in the middle.
fn hostile() -> Vec<u8> {
    let wrong = |word: &str, wrong| {
        let page = page(word);
        gzip(answer(
            &format!("http://a.example/{word}"),
            HTML,
            page.as_bytes(),
            wrong,
        ))
    };
    let zeros = vec![b' '; 160 << 20];
    let mut bad = gzip(good("bad"));
    bad[60] ^= 0x55;
    let cut = |word: &str| {
        let mut member = gzip(good(word));
        member.truncate(250);
        member
    };
    let packed = format!("{HTML}\r\nContent-Encoding: gzip");
    [
        gzip(good("one")),
        wrong("long", 900),
        gzip(good("two")),
        wrong("short", -70),
        encoded(
            "russian",
            "windows-1251",
            "Мост открыли во вторник вечером. ",
        ),
        bad,
        encoded(
            "japanese",
            "shift_jis",
            "橋は火曜日の夜に開通した。市長が話した。",
        ),
        gzip(answer("http://a.example/bomb", HTML, &zeros, 0)),
        cut("early"),
        gzip(good("three")),
        gzip(answer("http://a.example/inner", &packed, &gzip(&zeros), 0)),
        wrong("endless", isize::MAX / 2),
        encoded(
            "greek",
            "iso-8859-7",
            "Η γέφυρα άνοιξε την Τρίτη το βράδυ. ",
        ),
        cut("late"),
    ]
    .concat()
}

#[test]
fn a_hostile_archive_gives_every_good_page_and_takes_little_memory() {
    let path = file("hostile", "crawl.warc.gz", hostile());
    for jobs in ["1", "3"] {
        let (most, out) = watched(&["-j", jobs, "--to", "jsonl", &path]);
        let answers: Vec<serde_json::Value> = out
            .split(|byte| *byte == b'\n')
            .filter_map(|line| serde_json::from_slice(line).ok())
            .collect();
        let wanted = [
            "one",
            "warc",
            "two",
            "warc",
            "russian",
            "warc",
            "japanese",
            "too-large",
            "warc",
            "three",
            "too-large",
            "warc",
            "greek",
            "warc",
        ];
        assert_eq!(fates(&answers), wanted);
        let bodies = [(4, "Мост открыли"), (6, "火曜日の夜"), (12, "την Τρίτη")];
        for (at, words) in bodies {
            let body = answers[at]["body"].as_str().unwrap();
            assert!(body.contains(words), "{body}");
        }
        assert!((1..150).contains(&most), "-j {jobs}: {most} MiB");
    }
}
