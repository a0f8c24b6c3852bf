use super::*;

fn cleaned(line: &str, field: Option<&str>) -> String {
    let mut buffer = String::new();
    let record = Record::parse(line.as_bytes(), field, &mut buffer).unwrap();
    let mut out = Vec::new();
    match record.source() {
        Ok(_) => {
            let article = Article {
                body: "B".to_owned(),
                ..Article::default()
            };
            record.write_article(&article, With::default(), &mut out);
        }
        Err(fault) => record.write_fault(&fault, Place::input("in").line(3), &mut out),
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn unknown_fields_pass_in_order_and_to_the_letter() {
    let line = r#"{"z": 1e999, "url": null, "text": "a\nb", "n": 12345678901234567890123.50, "id": {"a": 1}, "z\u0022": [1,  2], "body": 3}"#;
    assert_eq!(
        cleaned(line, None),
        "{\"id\":{\"a\": 1},\"url\":null,\"title\":null,\"body\":\"B\",\"z\":1e999,\"n\":12345678901234567890123.50,\"z\\u0022\":[1,  2]}\n"
    );
}

#[test]
fn html_goes_before_text_and_null_falls_through() {
    assert_eq!(
        cleaned(r#"{"text":"t","html":"h"}"#, None),
        "{\"title\":null,\"body\":\"B\",\"text\":\"t\"}\n"
    );
    assert_eq!(
        cleaned(r#"{"html":null,"text":"t"}"#, None),
        "{\"title\":null,\"body\":\"B\",\"html\":null}\n"
    );
    assert_eq!(
        cleaned(r#"{"html":"h","raw":"t"}"#, Some("raw")),
        "{\"title\":null,\"body\":\"B\",\"html\":\"h\"}\n"
    );
}

#[test]
fn an_empty_page_falls_through_to_text() {
    for (line, body) in [
        (r#"{"html":"","text":"Bees"}"#, "Bees"),
        (r#"{"text":"Bees","html":""}"#, "Bees"),
        (r#"{"text":"","html":""}"#, ""),
        (r#"{"html":""}"#, ""),
    ] {
        let mut buffer = String::new();
        let record = Record::parse(line.as_bytes(), None, &mut buffer).unwrap();
        assert_eq!(record.page, Some(body), "{line}");
    }
    assert_eq!(
        cleaned(r#"{"html":"","text":"t"}"#, None),
        "{\"title\":null,\"body\":\"B\",\"html\":\"\"}\n"
    );
}

#[test]
fn a_mark_may_stand_before_a_line() {
    assert_eq!(
        cleaned("\u{feff}{\"text\":\"t\"}", None),
        "{\"title\":null,\"body\":\"B\"}\n"
    );
}

#[test]
fn a_url_that_is_no_string_is_written_as_it_was() {
    for (own, written) in [
        (r#"{"u":"http://real/"}"#, r#"{"u":"http://real/"}"#),
        ("null", "\"http://x.example/\""),
        ("\"http://own.example/\"", "\"http://own.example/\""),
    ] {
        let line = format!("{{\"url\":{own},\"text\":\"t\"}}");
        let mut buffer = String::new();
        let record = Record::parse(line.as_bytes(), None, &mut buffer).unwrap();
        let record = record.with_url("http://x.example/");
        assert!(record.url().is_some_and(|url| url.starts_with("http://")));
        let mut out = Vec::new();
        record.write_article(&Article::default(), With::default(), &mut out);
        let wanted = format!("{{\"url\":{written},\"title\":null,\"body\":\"\"}}\n");
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }
}

#[test]
fn a_field_that_is_no_json_is_a_string() {
    for (json, written) in [
        ("[1, 2]", "[1, 2]"),
        ("1e999", "1e999"),
        ("NaN", "\"NaN\""),
        ("1}", "\"1}\""),
        ("", "\"\""),
        ("[1,\n2]", "\"[1,\\n2]\""),
    ] {
        let record = Record::decoded("t", Format::Text).with_field("k", json.to_owned());
        let mut out = Vec::new();
        record.write_article(&Article::default(), With::default(), &mut out);
        let line = format!("{{\"title\":null,\"body\":\"\",\"k\":{written}}}\n");
        assert_eq!(String::from_utf8(out).unwrap(), line);
    }
}

#[test]
fn every_character_is_a_word_where_no_blanks_are_set() {
    assert_eq!(words(" Bees came  back\n"), 3);
    assert_eq!(words("版权所有 2019"), 5);
    let record = Record::decoded("x", Format::Text);
    let text = "会议在星期二晚上举行，大家投票通过了这个计划，市长说明年春天就会开始动工，秋天完成。\n\n版权所有";
    let cleaner = crate::Cleaner::builder()
        .leave_out(crate::Role::Prose)
        .build()
        .unwrap();
    let mut out = Vec::new();
    let with = With {
        why: true,
        ..With::default()
    };
    let explanation = cleaner.explain(text).unwrap();
    record.write(&explanation, with, &mut out);
    let line: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let removed = line["removed"].as_array().unwrap();
    let count: u64 = removed
        .iter()
        .map(|item| item["words"].as_u64().unwrap())
        .sum();
    assert!(count >= 4 && count > removed.len() as u64, "{line}");
}

#[test]
fn codes_are_known_ones() {
    assert_eq!(Fault::new("warc", "broken").code(), "warc");
    assert_eq!(Fault::new("no such code", "?").code(), "internal");
}

#[test]
fn error_records_have_neither_title_nor_body_nor_page() {
    let said = "the record has no page or text that is a string";
    assert_eq!(
        cleaned(r#"{"html":null,"title":"T","body":"b","id":1,"k":2}"#, None),
        format!(
            "{{\"id\":1,\"k\":2,\"error\":{{\"code\":\"no-page\",\"message\":\"{said}\",\"input\":\"in\",\"line\":3}}}}\n"
        )
    );
}

#[test]
fn escaped_keys_are_known() {
    assert_eq!(
        cleaned(r#"{"t\u0065xt":"t"}"#, None),
        "{\"title\":null,\"body\":\"B\"}\n"
    );
}

#[test]
fn what_is_not_an_object_is_a_fault() {
    for (line, said) in [
        (&b"[1]"[..], "not a JSON object"),
        (
            b"{\"text\":\"a",
            "not JSON: EOF while parsing a string at byte 10",
        ),
        (b"{\"text\":\"\xff\"}", "not UTF-8 from byte 10"),
        (b"{} {}", "not JSON: trailing characters at byte 4"),
    ] {
        let mut buffer = String::new();
        let fault = Record::parse(line, None, &mut buffer).unwrap_err();
        assert_eq!((fault.code(), fault.to_string().as_str()), ("json", said));
    }
}
