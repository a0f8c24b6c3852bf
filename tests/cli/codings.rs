//! Pages of an archive that came compressed or in chunks, and those that broke off on the way.

use super::archives::{HTML, answer, fates, gzip, page};
use super::*;
use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};

/// `page("brotli")`, as the reference implementation compresses it.
const BROTLI: &[u8] = b"\x1b\xa7\x00\xe0\x8d\x93\\\xf9\xec\x94\xdb\xf4z\xbd\xefH\xd8\xa0e\xb8\x8a\x87\njr\xc0\xfe\xeb\
    \x80^\x13j\xcb[`)\xe76\xb6~+\x10\xa1h\xa8\x10\xde3\xc1\x16\x91\xec}\x88\xb0\xb6.4\xecO*\x9b\x82\xb5\xbe=.\xd4.\
    \xfa(q\n\x82\x93H\x8a*\xd5\x13\x9b\xf7\xcdT\xe5\xb7\x85f\x07\xa6B1\xb1R\xce\x85\x05!";

/// What comes of a body that is the only answer of an archive, under this head.
fn cleaned(code: i32, head: &str, body: &[u8]) -> serde_json::Value {
    let head = format!("{HTML}\r\n{head}");
    let mut answers = records(
        code,
        &["--from", "warc"],
        answer("http://a.example/x", &head, body, 0),
    );
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

fn zlib(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn deflated(text: &str) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A page that a compressor does not make short.
fn long() -> String {
    let words = (0_u32..100_000).map(|n| format!("{} ", n.wrapping_mul(2_654_435_761) % 9973));
    page("long").replace("</p>", &format!("</p><p>{}</p>", words.collect::<String>()))
}

#[test]
fn codings_are_undone_from_the_last_to_the_first() {
    let text = page("brotli");
    for (codings, body) in [
        ("br", BROTLI.to_vec()),
        ("br, gzip", gzip(BROTLI)),
        ("gzip, gzip", gzip(gzip(&text))),
        ("gzip\r\nContent-Encoding: deflate", zlib(gzip(&text))),
        ("identity", text.clone().into_bytes()),
        ("deflate", zlib(&text)),
        ("deflate", deflated(&text)),
        ("br", text.clone().into_bytes()),
        ("br", PROSE.as_bytes().to_vec()),
        // What follows is no loss.
        ("gzip", [gzip(&text), b"\r\n\0\0".to_vec()].concat()),
    ] {
        let record = cleaned(0, &format!("Content-Encoding: {codings}"), &body);
        let body = record["body"].as_str().unwrap();
        assert!(body.contains(PROSE), "{codings}: {record}");
        assert_eq!(record["warc"].get("truncated"), None, "{codings}");
    }
    let many = format!("Content-Encoding: {}gzip", "gzip, ".repeat(9));
    let record = cleaned(1, &many, &gzip(gzip(gzip(gzip(gzip(text))))));
    assert_eq!(record["error"]["code"], "encoding");
}

#[test]
fn what_breaks_off_in_its_coding_is_kept_and_said() {
    let long = long();
    let cut = |mut bytes: Vec<u8>| {
        bytes.truncate(bytes.len() * 2 / 3);
        bytes
    };
    let mut damaged = gzip(&long);
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0xa5);
    for (coding, body) in [
        ("gzip", cut(gzip(&long))),
        ("gzip", damaged),
        ("deflate", cut(zlib(&long))),
        ("deflate", cut(deflated(&long))),
        ("zstd", cut(zstd::encode_all(long.as_bytes(), 3).unwrap())),
        ("br", cut(BROTLI.to_vec())),
    ] {
        let record = cleaned(0, &format!("Content-Encoding: {coding}"), &body);
        assert_eq!(record["warc"]["truncated"], "encoding", "{coding}");
        let body = record["body"].as_str().unwrap();
        assert!(body.contains("The council"), "{coding}: {record}");
    }
    for (coding, body) in [
        ("gzip", gzip(&long)[..10].to_vec()),
        ("gzip", b"\x1f\x8b".to_vec()),
        ("deflate", b"\x78\x9c\xff".to_vec()),
        ("br", b"\x8b\x02\x80".to_vec()),
    ] {
        let record = cleaned(1, &format!("Content-Encoding: {coding}"), &body);
        assert_eq!(record["error"]["code"], "encoding", "{coding}: {record}");
    }
}

#[test]
fn what_breaks_off_between_its_chunks_or_in_the_archive_is_said() {
    let text = page("chunks");
    let half = text.len() / 2;
    for body in [
        format!("{:x}\r\n{text}\r\n", text.len()),
        format!("{:x}\r\n{text}\r\nnone\r\n{text}", text.len()),
        format!("{half:x}\r\n{text}\r\n0\r\n\r\n"),
        format!("{:x}\r\n{text}", text.len() + 999),
    ] {
        let record = cleaned(0, "Transfer-Encoding: chunked", body.as_bytes());
        assert_eq!(record["warc"]["truncated"], "chunks", "{body}");
        assert!(record["body"].as_str().unwrap().contains("The council"));
    }
    let whole = String::from_utf8(answer("http://a.example/x", HTML, text.as_bytes(), 0)).unwrap();
    let told = whole.replacen("WARC-Date", "WARC-Truncated: length\r\nWARC-Date", 1);
    let answers = records(0, &[], told);
    assert_eq!(fates(&answers), ["x"]);
    assert_eq!(answers[0]["warc"]["truncated"], "length");
}
