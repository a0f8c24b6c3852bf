use std::path::Path;

use super::*;

fn decoded(bytes: &[u8]) -> (String, &'static str) {
    let decoded = decode(&Source::html(bytes)).unwrap();
    (decoded.text.into_owned(), decoded.charset)
}

fn sniffed(text: &str) -> Format {
    decode(&Source::from(text)).unwrap().format
}

#[test]
fn valid_utf8_is_borrowed() {
    let page = "<p>Bienen im Rathaus: fünf Völker</p>".as_bytes();
    assert!(matches!(
        decode(&Source::html(page)).unwrap().text,
        Cow::Borrowed(_)
    ));
}

#[test]
fn marks_win_and_are_removed() {
    assert_eq!(
        decoded(b"\xEF\xBB\xBF<meta charset=koi8-r>x").0,
        "<meta charset=koi8-r>x"
    );
    assert_eq!(decoded(b"\xFF\xFEh\0i\0"), ("hi".into(), "UTF-16LE"));
    assert_eq!(decode(&Source::from("\u{feff}Bees")).unwrap().text, "Bees");
}

#[test]
fn utf16_without_a_mark() {
    let little: Vec<u8> = "<p>Bees came back</p>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let big: Vec<u8> = "<p>Bees came back</p>"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(
        decoded(&little),
        ("<p>Bees came back</p>".into(), "UTF-16LE")
    );
    assert_eq!(decoded(&big), ("<p>Bees came back</p>".into(), "UTF-16BE"));
}

#[test]
fn utf16_that_the_caller_declares() {
    // Without blanks or ASCII: nothing in the bytes says so.
    let text = "ミツバチが谷に戻ってきたと養蜂家が語った。今年の春は暖かい。";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, label, name) in [
        (&little, "utf-16le", "UTF-16LE"),
        (&little, " UTF-16 ", "UTF-16LE"),
        (&big, "utf-16be", "UTF-16BE"),
    ] {
        let decoded = decode(&Source::text(bytes).charset(label)).unwrap();
        assert_eq!((&*decoded.text, decoded.charset), (text, name));
    }
    let page = Source::html("<p>Größe</p>".as_bytes()).charset("utf-16le");
    assert_eq!(decode(&page).unwrap().text, "<p>Größe</p>");
    let picture = Source::auto(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").charset("utf-16le");
    assert!(decode(&picture).unwrap_err().is_binary());
}

#[test]
fn utf32_with_a_mark() {
    let text = "\u{feff}<p>Bees 🐝</p>";
    let little: Vec<u8> = text
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    let big: Vec<u8> = text
        .chars()
        .flat_map(|c| u32::from(c).to_be_bytes())
        .collect();
    assert_eq!(decoded(&little), ("<p>Bees 🐝</p>".into(), "UTF-32LE"));
    assert_eq!(decoded(&big), ("<p>Bees 🐝</p>".into(), "UTF-32BE"));
    assert_eq!(decoded(&big[..big.len() - 1]).0, "<p>Bees 🐝</p\u{fffd}");
}

#[test]
fn declared_and_detected_legacy() {
    assert_eq!(
        decoded(b"<meta charset=latin1>caf\xE9").0,
        "<meta charset=latin1>café"
    );
    assert_eq!(
        decoded(b"<?xml version='1.0' encoding='koi8-r'?><p>\xF0\xD2\xC9").1,
        "KOI8-R"
    );
    let source = Source::html(b"<meta charset=koi8-r>caf\xE9").charset("iso-8859-1");
    assert_eq!(decode(&source).unwrap().charset, "windows-1252");
    let text = "Пчёлы вернулись в долину, сказали пасечники города в понедельник.";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(text);
    assert_eq!(decode(&Source::text(&bytes)).unwrap().text, text);
    let text = "ミツバチが谷に戻ってきたと養蜂家が語った。今年の春は暖かい。";
    for encoding in [SHIFT_JIS, EUC_JP, ISO_2022_JP] {
        let (bytes, ..) = encoding.encode(text);
        assert_eq!(
            decode(&Source::text(&bytes)).unwrap().text,
            text,
            "{}",
            encoding.name()
        );
    }
}

#[test]
fn a_late_declaration_counts() {
    let page = format!(
        "<head><script>{}</script><meta charset=iso-8859-2>",
        "x".repeat(3000)
    );
    let mut page = page.into_bytes();
    page.extend(b"<p>\xB1\xB1</p>");
    assert_eq!(decoded(&page).1, "ISO-8859-2");
}

#[test]
fn utf8_under_a_wrong_label_is_utf8() {
    let page = "<meta charset=iso-8859-1><p>Größe</p>";
    assert_eq!(decoded(page.as_bytes()), (page.into(), "UTF-8"));
    // Too little proof against an encoding that forms such pairs by chance.
    let (bytes, ..) = GBK.encode("<meta charset=gbk>联通");
    assert_eq!(decoded(&bytes).0, "<meta charset=gbk>联通");
}

#[test]
fn broken_utf8_stays_utf8() {
    let mut page = "Die Völker überwintern, ob gefüttert oder nicht; für Ämter gilt: „prüfen“."
        .as_bytes()
        .to_vec();
    page.push(0xC3);
    let (text, charset) = decoded(&page);
    assert_eq!(charset, "UTF-8");
    assert!(text.ends_with("“.\u{fffd}"));
}

#[test]
fn a_large_page_of_utf8_may_have_many_cuts() {
    let cut = b"caf\xC3 ";
    let page = [
        "fünf Völker über Ämter für Größe, prüfen, öffnen. ".as_bytes(),
        cut,
    ]
    .concat();
    for times in [300, 3000] {
        assert_eq!(decoded(&page.repeat(times)).1, "UTF-8", "{times}");
    }
}

#[test]
fn a_utf8_label_is_believed_of_a_page_that_is_cut() {
    let page = "<meta charset=utf-8><h1>Café</h1><p>The cake is 5 €".as_bytes();
    let cut = &page[..page.len() - 1];
    let (text, charset) = decoded(cut);
    assert_eq!(charset, "UTF-8");
    assert!(text.contains("Café") && text.ends_with("5 \u{fffd}"));
    // In the middle, with one character to each side.
    let cut = "<meta charset=utf-8><h1>Café</h1><p>The cake is 5 \u{fffd}, naïve";
    let bytes = cut.replace('\u{fffd}', "€").into_bytes();
    let at = memchr::memmem::find(&bytes, "€".as_bytes()).unwrap();
    let bytes = [&bytes[..at + 2], &bytes[at + 3..]].concat();
    assert_eq!(decoded(&bytes), (cut.into(), "UTF-8"));
    let transport = Source::text(b"Die K\xC3\xBChe, 5 \xE2\x82").charset("utf-8");
    assert_eq!(decode(&transport).unwrap().charset, "UTF-8");
}

#[test]
fn a_false_utf8_label_is_not_believed() {
    assert_eq!(
        decoded(b"<meta charset=utf-8>Die V\xF6lker \xFCberwintern, sagt der Imker.").1,
        "windows-1252"
    );
}

#[test]
fn binary_is_refused() {
    let samples: [&[u8]; 6] = [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj",
        b"PK\x03\x04\x14\0\0\0",
        b"GIF89a\x01\0\x01\0\x80",
        b"\x1F\x8B\x08\0\0",
        &[7; 100],
    ];
    for sample in samples {
        assert!(
            decode(&Source::auto(sample)).unwrap_err().is_binary(),
            "{sample:?}"
        );
    }
}

#[test]
fn text_with_odd_bytes_is_text() {
    let samples: [&[u8]; 6] = [
        b"The keeper\0 said that the bees had come back, all of them.",
        b"MZ is how the format begins, said the engineer.",
        b"%PDF-1.4 is the version that archives ask for.",
        b"GIF89a was published in 1989, two years after its first edition.",
        b"",
        b" \n ",
    ];
    for sample in samples {
        assert!(decode(&Source::auto(sample)).is_ok(), "{sample:?}");
    }
}

#[test]
fn html_is_recognised() {
    for text in [
        "<!DOCTYPE html><p>x",
        "  \n<!-- saved page --><html lang=en><body>Bees",
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"></html>",
        "<p>The bees came back.</p>\n<p>All of them.</p>",
        "<P>The bees came back.<P>All of them.",
        "<div class=\"post\"><b>Bees</b> came back</div>",
        "<strong>Bees</strong> came back, said <em>the keeper</em> on Monday.",
        "Lead in a feed.<p>The bees came back to the valley.</p><p>All of them, he said.</p>",
        "Warning: include(head.php) failed\n<!DOCTYPE html>\n<html><body><p>Bees</p></body></html>",
        "<head><title>x</title></head>",
        "<entry><summary>Bees came back.</summary></entry>",
    ] {
        assert_eq!(sniffed(text), Format::Html, "{text}");
    }
}

#[test]
fn text_is_recognised() {
    for text in [
        "The bees came back.\n\nAll of them.",
        "How to use the <b> element\n\nPut <b> before a word and </b> after it.",
        "<b> or <strong>: which one should a writer take?\n\nEither will do.",
        "<3 is a heart, and so it was understood.",
        "<jane> did you see the bees?\n<tom> all of them",
        "<https://example.com/bees> has the picture.",
        "The bees came back.<br>\n\nAll of them,&nbsp;he said.<br />\n\nOn Monday there will be more to see.",
        "Writing a list\n\nA list is made of items, each of which stands in an element of its own, as here:\n\n\
         <ul>\n<li>one</li>\n<li>two</li>\n</ul>\n\nThe browser draws a dot before each of them, and sets them in a \
         little, so that readers see at once that they belong together.",
        "<head> is where the title belongs.",
        "",
        "<",
    ] {
        assert_eq!(sniffed(text), Format::Text, "{text}");
    }
}

#[test]
fn odd_domains_do_not_upset_the_detector() {
    for url in [
        "",
        "://",
        "http://EXAMPLE.日本/",
        "http://a.b:80/",
        "x.",
        "http://[::1]/",
    ] {
        let source = Source::auto(b"caf\xE9").url(url);
        assert_eq!(decode(&source).unwrap().text, "café", "{url}");
    }
}

#[test]
fn the_top_level_domain_is_that_of_the_host() {
    for (url, domain) in [
        ("https://xn--e1aybc.xn--p1ai/bees", Some("xn--p1ai")),
        ("https://user:pass@news.example.RU:8080/?a@b.de", Some("ru")),
        ("news.example.jp/bees", Some("jp")),
        ("http://192.168.0.1/", None),
        ("http://[::1]/", None),
    ] {
        assert_eq!(top_level_domain(url).as_deref(), domain, "{url}");
    }
}

/// The shared tests of the HTML parsers' authors: data, and the encoding that a browser must read it in.
///
/// What a browser falls back to is windows-1252; for undeclared pages we ask the bytes first, so that an expectation
/// of the fallback is only compared for the declaration.
#[test]
fn html5lib_encoding_tests() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/html5lib-tests/encoding");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    };
    let mut failures = Vec::new();
    let mut count = 0;
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "dat") {
            continue;
        }
        let file = std::fs::read(&path).unwrap();
        for (data, expected) in dat_cases(&file) {
            count += 1;
            // A mark comes first; a late declaration is the parser's in a browser, and ours within the same look.
            let mark = Encoding::for_bom(data).map(|(encoding, _)| encoding);
            let seen = data.get(..LATE_PRESCAN).unwrap_or(data);
            let declared = mark
                .or_else(|| prescan::prescan(seen))
                .unwrap_or(WINDOWS_1252);
            let expected = Encoding::for_label(expected).unwrap();
            let (_, used) = decoded(data);
            let agrees =
                used == expected.name() || data.is_ascii() || std::str::from_utf8(data).is_ok();
            if declared != expected || !agrees {
                failures.push(format!(
                    "{}: {:?}",
                    path.display(),
                    String::from_utf8_lossy(data)
                ));
            }
        }
    }
    assert!(
        count > 80 && failures.is_empty(),
        "{count} cases, failed: {failures:#?}"
    );
}

fn dat_cases(file: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut cases = Vec::new();
    let mut rest = file;
    while let Some(start) = memchr::memmem::find(rest, b"#data\n") {
        let data = &rest[start + 6..];
        let Some(end) = memchr::memmem::find(data, b"\n#encoding\n") else {
            break;
        };
        let after = &data[end + 11..];
        let line = memchr::memchr(b'\n', after).unwrap_or(after.len());
        cases.push((&data[..end], &after[..line]));
        rest = &after[line..];
    }
    cases
}

#[test]
fn a_page_with_many_nuls_is_still_a_page() {
    let html = format!(
        "<!doctype html><html><head><title>Bees</title></head><body>{}<p>Bees",
        "a\0".repeat(9000)
    );
    let decoded = decode(&Source::html(html.as_bytes())).unwrap();
    assert!(decoded.text.starts_with("<!doctype") && decoded.text.ends_with("<p>Bees"));
    let wide: Vec<u8> = "<p>Bees came back."
        .bytes()
        .flat_map(|byte| [byte, 0])
        .collect();
    assert_eq!(
        decode(&Source::html(&wide)).unwrap().text,
        "<p>Bees came back."
    );
}
