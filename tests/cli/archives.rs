//! Compressed inputs and outputs, folders, WARC files.

use super::*;
use flate2::{Compression, write::GzEncoder};

pub(super) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    zstd::encode_all(bytes.as_ref(), 3).unwrap()
}

pub(super) fn inflated(path: &str) -> String {
    let bytes = fs::read(path).unwrap();
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut decoder = flate2::read::MultiGzDecoder::new(&*bytes);
        decoder.read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(zstd::decode_all(&*bytes).unwrap()).unwrap();
    }
    text
}

/// A WARC record of this type, media type and block; `wrong` is added to its length.
fn warc(kind: &str, media: &str, url: &str, block: &[u8], wrong: isize) -> Vec<u8> {
    let length = block.len().checked_add_signed(wrong).unwrap();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{url}>\r\nWARC-Date: 2026-11-22T00:00:00Z\r\n\
         WARC-Target-URI: {url}\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// An HTTP answer in a record.
pub(super) fn answer(url: &str, head: &str, body: &[u8], wrong: isize) -> Vec<u8> {
    let block = [
        format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(),
        body,
    ]
    .concat();
    warc(
        "response",
        "application/http; msgtype=response",
        url,
        &block,
        wrong,
    )
}

pub(super) fn page(word: &str) -> String {
    format!(
        "<html><body><h1>The {word} opens</h1><p>{PROSE} The {word} was there too.</p></body></html>"
    )
}

/// What came out for each record: its URL's last part, or the fault's code.
pub(super) fn fates(answers: &[serde_json::Value]) -> Vec<&str> {
    answers
        .iter()
        .map(|answer| match answer["error"]["code"].as_str() {
            Some(code) => code,
            None => answer["url"].as_str().unwrap().rsplit('/').next().unwrap(),
        })
        .collect()
}

#[test]
fn compressed_lines_and_pages_are_read_by_content() {
    let input = line(1, PROSE);
    for bytes in [
        gzip(&input),
        zstandard(&input),
        [gzip(&input), gzip(&input)].concat(),
    ] {
        let answers = records(0, &[], bytes);
        assert_eq!(
            (&answers[0]["id"], &answers[0]["body"]),
            (&1.into(), &PROSE.into())
        );
    }
    assert!(
        said(&[], gzip(page("bridge")))
            .1
            .contains("The bridge was there too")
    );
    let mut cut = gzip(&input);
    cut.truncate(30);
    let (code, _, err) = said(&["--from", "jsonl"], cut);
    assert_eq!(code, 3, "{err}");
}

#[test]
fn the_output_is_compressed_as_its_suffix_says() {
    let input = line(1, PROSE) + &line(2, PROSE);
    for name in ["out.jsonl.gz", "out.jsonl.zst", "out.jsonl.GZ"] {
        let out = folder(name).join(name).to_string_lossy().into_owned();
        assert_eq!(said(&["--from", "jsonl", "-o", &out], &input).0, 0);
        assert_eq!(inflated(&out), said(&["--from", "jsonl"], &input).1);
    }
    for suffix in ["xz", "bz2", "zstd", "br", "lz4", "XZ"] {
        let out = folder("foreign").join(format!("out.jsonl.{suffix}"));
        let (code, _, err) = said(&["-o", out.to_str().unwrap()], &input);
        assert!(code == 2 && err.contains("only .gz and .zst can"), "{err}");
        assert!(!out.exists());
    }
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_followed_but_not_in_circles() {
    use std::os::unix::fs::symlink;
    let root = folder("links");
    let [pages, other] = ["pages", "other"].map(|name| root.join(name));
    fs::create_dir_all(pages.join("sub")).unwrap();
    fs::create_dir(&other).unwrap();
    fs::write(pages.join("a.txt"), PROSE).unwrap();
    fs::write(other.join("b.txt"), PROSE).unwrap();
    symlink("../other", pages.join("one")).unwrap();
    // A folder may be there twice, which is no circle.
    symlink("../other", pages.join("two")).unwrap();
    symlink("../../pages", pages.join("sub/up")).unwrap();
    symlink("../pages", other.join("back")).unwrap();
    for args in [&[][..], &["--from", "text"]] {
        let pages = pages.to_str().unwrap();
        let (code, out, err) = said(&[args, &["--to", "jsonl", pages]].concat(), "");
        assert_eq!(code, 0, "{err}");
        let ends = ["a.txt", "one/b.txt", "two/b.txt"].map(|end| format!("{pages}/{end}"));
        let ids = out.lines().map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            record["id"].as_str().unwrap().to_owned()
        });
        assert_eq!(ids.collect::<Vec<_>>(), ends);
        for folder in ["one", "sub", "two"] {
            let note = format!("{pages}/{folder}: 1 files passed over that lead back");
            assert!(err.contains(&note), "{err}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_not_waited_for() {
    let root = folder("pipe-in");
    fs::write(root.join("b.html"), format!("<p>{PROSE}</p>")).unwrap();
    let pipe = root.join("a.html");
    crate::pipe(&pipe);
    let root = root.to_str().unwrap();
    let (code, out, err) = said(&[root], "");
    assert!(code == 0 && out.contains(PROSE), "{err}");
    assert!(
        err.contains("1 files passed over that are no regular files"),
        "{err}"
    );
    // Named, it is read.
    let child = unchaff(&[pipe.to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    fs::write(&pipe, format!("<p>{PROSE}</p>")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains(PROSE));
}

#[test]
fn a_folder_is_read_in_the_order_of_names() {
    let root = folder("tree");
    fs::create_dir(root.join("b")).unwrap();
    for (name, content) in [
        ("c.html", page("c")),
        ("a.txt", PROSE.to_owned()),
        ("b/x.html", page("x")),
        ("d.png", "png".to_owned()),
        (".e.html", page("e")),
    ] {
        fs::write(root.join(name), content).unwrap();
    }
    let out = root.join("out.jsonl");
    fs::write(&out, "").unwrap();
    let (code, _, err) = said(&[root.to_str().unwrap(), "-o", out.to_str().unwrap()], "");
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("1 files passed over"), "{err}");
    let written = fs::read_to_string(&out).unwrap();
    let ids: Vec<String> = written
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let ends = ["a.txt", "b/x.html", "c.html"];
    assert!(
        ids.len() == 3 && ids.iter().zip(ends).all(|(id, end)| id.ends_with(end)),
        "{ids:?}"
    );
}

pub(super) const HTML: &str = "Content-Type: text/html";
const WORDS: &str =
    "Совет собрался во вторник вечером и проголосовал за план восстановления старого моста.";

fn chunked(body: &[u8]) -> Vec<u8> {
    [
        format!("{:x}\r\n", body.len()).as_bytes(),
        body,
        b"\r\n0\r\n\r\n",
    ]
    .concat()
}

pub(super) fn good(word: &str) -> Vec<u8> {
    answer(
        &format!("http://a.example/{word}"),
        HTML,
        page(word).as_bytes(),
        0,
    )
}

/// Pages in every dress, between records without any.
pub(super) fn archive() -> [Vec<u8>; 9] {
    let russian = format!("<h1>Мост</h1><p>{WORDS}</p>");
    let russian = encoding_rs::WINDOWS_1251.encode(&russian).0;
    let request = b"GET / HTTP/1.1\r\n\r\n";
    let dressed = format!("{HTML}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked");
    let packed = chunked(&gzip(page("packed")));
    [
        warc(
            "warcinfo",
            "application/warc-fields",
            "x:/info",
            b"software: none",
            0,
        ),
        good("one"),
        warc(
            "request",
            "application/http; msgtype=request",
            "x:/r",
            request,
            0,
        ),
        answer(
            "http://a.example/picture",
            "Content-Type: image/png",
            b"\x89PNG",
            0,
        ),
        answer(
            "http://a.example/russian",
            "Content-Type: text/html; charset=windows-1251",
            &russian,
            0,
        ),
        answer("http://a.example/packed", &dressed, &packed, 0),
        answer(
            "http://a.example/unpacked",
            &dressed,
            page("unpacked").as_bytes(),
            0,
        ),
        warc(
            "conversion",
            "text/plain",
            "http://a.example/wet",
            PROSE.as_bytes(),
            0,
        ),
        warc(
            "resource",
            "text/html",
            "http://a.example/resource",
            page("resource").as_bytes(),
            0,
        ),
    ]
}

#[test]
fn the_pages_of_an_archive_come_out_and_the_rest_is_left() {
    let archive = archive();
    let members: Vec<u8> = archive.iter().flat_map(gzip).collect();
    for input in [archive.concat(), members, zstandard(archive.concat())] {
        let answers = records(0, &[], input);
        assert_eq!(
            fates(&answers),
            ["one", "russian", "packed", "unpacked", "wet", "resource"]
        );
        assert!(answers[1]["body"].as_str().unwrap().contains(WORDS));
        assert!(
            answers[2]["body"]
                .as_str()
                .unwrap()
                .contains("The packed was there too")
        );
        assert_eq!(answers[4]["body"], PROSE);
        assert_eq!(answers[0]["id"], "urn:http://a.example/one");
        let said =
            serde_json::json!({"type": "response", "date": "2026-11-22T00:00:00Z", "status": 200});
        assert_eq!(answers[0]["warc"], said);
    }
}

#[test]
fn what_is_broken_in_an_archive_takes_nothing_else_with_it() {
    let wrong = |word: &str, wrong| {
        answer(
            &format!("http://a.example/{word}"),
            HTML,
            page(word).as_bytes(),
            wrong,
        )
    };
    let packed = format!("{HTML}\r\nContent-Encoding: gzip");
    let brotli = format!("{HTML}\r\nContent-Encoding: br");
    let mut cut = good("cut");
    cut.truncate(300);
    let plain = [
        good("one"),
        wrong("long", 700),
        good("two"),
        wrong("short", -60),
        good("three"),
        wrong("endless", isize::MAX / 2),
        good("four"),
        answer(
            "http://a.example/bomb",
            &packed,
            &gzip(vec![b' '; 30 << 20]),
            0,
        ),
        answer("http://a.example/brotli", &brotli, b"\x8b\x02\x80", 0),
        b"no record at all\r\n\r\n".to_vec(),
        good("five"),
        cut,
    ];
    let wanted = [
        "one",
        "warc",
        "two",
        "warc",
        "three",
        "warc",
        "four",
        "too-large",
        "encoding",
        "warc",
        "five",
        "warc",
    ];
    assert_eq!(fates(&records(1, &[], plain.concat())), wanted);
}

#[test]
fn lines_that_look_like_records_are_one_fault() {
    let starts = "WARC/1.0\r\n".repeat(30_000);
    let without_length = format!("{}\r\n", "WARC/1.0\r\n".repeat(500)).repeat(20);
    for broken in [starts, without_length] {
        let input = [good("one"), broken.into_bytes(), good("two")].concat();
        let answers = records(1, &["--from", "warc"], input);
        assert_eq!(fates(&answers), ["one", "warc", "two"]);
    }
}

#[test]
fn a_broken_gzip_member_takes_nothing_else_with_it() {
    let mut bad = gzip(good("bad"));
    bad[60] ^= 0x55;
    let mut cut = gzip(good("cut"));
    cut.truncate(200);
    let large = page(&"large ".repeat(2_000_000));
    let large = answer("http://a.example/large", HTML, large.as_bytes(), 0);
    let members = [
        gzip(good("one")),
        bad,
        gzip(good("two")),
        gzip(large),
        gzip(good("three")),
        cut,
    ];
    let answers = records(1, &["--from", "warc"], members.concat());
    assert_eq!(
        fates(&answers),
        ["one", "warc", "two", "too-large", "three", "warc"]
    );
    assert_eq!(answers[1]["error"]["offset"], members[0].len());
}
