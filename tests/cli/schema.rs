//! The schema of records is true of what comes out.

use serde_json::{Value, json};
use unchaff::record::{ERROR_CODES, SCHEMA};

use super::*;

/// What of `value` is not as `schema` says; as much of JSON Schema as ours uses.
fn faults(root: &Value, schema: &Value, value: &Value) -> Vec<String> {
    if *schema == Value::Bool(false) {
        return vec![format!("must not be there: {value}")];
    }
    let mut found = own_faults(schema, value);
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).unwrap();
        found.extend(faults(root, target, value));
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let all: Vec<_> = choices
            .iter()
            .map(|choice| faults(root, choice, value))
            .collect();
        if all.iter().filter(|faults| faults.is_empty()).count() != 1 {
            found.push(format!("not one of: {all:?}"));
        }
    }
    for item in value.as_array().into_iter().flatten() {
        found.extend(faults(root, &schema["items"], item));
    }
    for (name, field) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(name) {
            Some(schema) => found.extend(faults(root, schema, field)),
            None if schema["additionalProperties"] == false => {
                found.push(format!("unknown `{name}`"));
            }
            None => {}
        }
    }
    found
}

/// What of `value` itself is not as it should be, whatever is in it.
fn own_faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let names = |value: &Value| match value {
        Value::Array(names) => names.clone(),
        Value::Null => Vec::new(),
        name => vec![name.clone()],
    };
    let is = |name: &Value| match name.as_str().unwrap() {
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other}"),
    };
    let types = names(&schema["type"]);
    if !types.is_empty() && !types.iter().any(is) {
        found.push(format!("not {types:?}: {value}"));
    }
    let values = names(&schema["enum"]);
    if !values.is_empty() && !values.contains(value) {
        found.push(format!("not among the values: {value}"));
    }
    if schema["minimum"].as_i64() > value.as_i64() {
        found.push(format!("too small: {value}"));
    }
    let required = names(&schema["required"]);
    let missing = required
        .iter()
        .filter(|name| value.get(name.as_str().unwrap()).is_none());
    found.extend(missing.map(|name| format!("no {name}")));
    found
}

#[test]
fn records_and_error_records_are_as_the_schema_says() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let page = format!(
        "<html lang=en><h1>Bridge</h1><p>{PROSE}</p><p>Advertisement</p><p>{PROSE} More.</p>"
    );
    let input = format!(
        "{}{{\"html\":{},\"n\":1}}\n{{\"id\":[3],\"html\":null,\"title\":\"t\",\"x\":2}}\nno json\n",
        line(1, &format!("{PROSE}\n\nAdvertisement\n\n{PROSE}")),
        json!(page),
    );
    let mut all = records(1, &["--from", "jsonl", "--with", "meta,why,spans"], input);
    all.extend(records(0, &["--with", "why"], archives::archive().concat()));
    all.extend(records(
        1,
        &["--from", "warc"],
        "WARC/1.0\r\nContent-Length: x\r\n\r\n",
    ));
    assert_eq!(all.len(), 11);
    for record in &all {
        assert_eq!(
            faults(&schema, &schema, record),
            Vec::<String>::new(),
            "{record}"
        );
    }
    for wrong in [
        json!({"body": ""}),
        json!({"title": 1, "body": ""}),
        json!({"error": {"code": "x"}}),
        json!([]),
    ] {
        assert!(!faults(&schema, &schema, &wrong).is_empty(), "{wrong}");
    }
}

#[test]
fn what_was_asked_for_is_as_the_schema_says_and_what_the_input_had_is_free() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let own = json!({"text": PROSE, "meta": 1, "removed": "by hand", "warc": []});
    let input = line(1, &format!("{PROSE}\n\nAdvertisement\n\n{PROSE}")) + &format!("{own}\n");
    let plain = records(0, &["--from", "jsonl"], &input);
    assert_eq!(plain[1]["removed"], "by hand");
    for record in &plain {
        assert_eq!(
            faults(&schema, &schema, record),
            Vec::<String>::new(),
            "{record}"
        );
    }
    let asked = records(0, &["--from", "jsonl", "--with", "meta,why,spans"], &input);
    let archived = records(0, &[], archives::archive().concat());
    for (name, all) in [("meta", &asked), ("removed", &asked), ("warc", &archived)] {
        let wanted = &schema["$defs"][name];
        for record in all {
            assert_eq!(
                faults(&schema, wanted, &record[name]),
                Vec::<String>::new(),
                "{record}"
            );
        }
        assert!(!faults(&schema, wanted, &own[name]).is_empty(), "{name}");
    }
    assert!(asked[0]["removed"][0]["span"].is_array(), "{}", asked[0]);
}

#[test]
fn the_schema_lists_every_code() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let listed = &schema["$defs"]["error"]["properties"]["error"]["properties"]["code"]["enum"];
    let codes: Vec<_> = ERROR_CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(*listed, json!(codes));
    let (_, help, _) = said(&["--help"], "");
    for (code, _) in ERROR_CODES.iter().filter(|(code, _)| *code != "rules") {
        assert!(help.contains(&format!("{code} (")), "{code}");
    }
}

#[test]
fn the_schema_of_rule_packs_is_that_of_the_reader() {
    let schema: Value = serde_json::from_str(unchaff::rules::SCHEMA).unwrap();
    assert_eq!(said(&["rules", "schema"], "").1, unchaff::rules::SCHEMA);
    let tables = [
        ("rule", "[[rule]]\n", ""),
        ("site", "[[site]]\n", ""),
        (
            "block",
            "[[site]]\nhosts = [\"a.example\"]\nblocks = [{ ",
            " }]",
        ),
        (
            "sample",
            "[[site]]\nhosts = [\"a.example\"]\n[[site.sample]]\n",
            "",
        ),
    ];
    // The reader names the keys it knows.
    for (table, before, after) in tables {
        let pack = format!("schema = 1\nlanguage = \"en\"\n{before}no-such = 1{after}\n");
        let fault = unchaff::rules::check("p", &pack)[0].message().to_owned();
        let known: Vec<&str> = fault.split('`').skip(3).step_by(2).collect();
        let listed = schema["$defs"][table]["properties"].as_object().unwrap();
        let mut known: Vec<String> = known.into_iter().map(str::to_owned).collect();
        known.sort();
        assert_eq!(known, listed.keys().cloned().collect::<Vec<_>>(), "{fault}");
    }
    // And the values.
    let rule = &schema["$defs"]["rule"]["properties"];
    for (key, values) in rule.as_object().unwrap() {
        let Some(values) = values["enum"].as_array() else {
            continue;
        };
        let pack = format!("schema = 1\nlanguage = \"en\"\n[[rule]]\n{key} = \"no-such\"\n");
        let fault = unchaff::rules::check("p", &pack)[0].message().to_owned();
        let known: Vec<&str> = fault.split('`').skip(3).step_by(2).collect();
        assert_eq!(*values, known, "{fault}");
    }
}

#[test]
fn packs_are_as_their_schema_says() {
    let schema: Value = serde_json::from_str(unchaff::rules::SCHEMA).unwrap();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut packs: Vec<PathBuf> = fs::read_dir(format!("{root}/rules/packs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    packs.push(format!("{root}/bin/unchaff/rules/new.toml").into());
    for path in packs {
        let pack: Value = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(
            faults(&schema, &schema, &pack),
            Vec::<String>::new(),
            "{path:?}"
        );
    }
    let wrong = json!({"schema": 1, "language": "en", "rule": [{"id": "a", "role": "b"}]});
    assert!(!faults(&schema, &schema, &wrong).is_empty());
}
