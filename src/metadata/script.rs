//! Data inside of JavaScript: strings that hold JSON, and the rows that Next.js pushes.

use serde_json::Value;

use super::json_ld;

/// The value of `JSON.parse("…")`, if a script starts with an assignment of one.
pub(super) fn parsed_string(script: &str) -> Option<Value> {
    const CALL: &str = "JSON.parse(";
    let at = script.find(CALL)?;
    if script.get(..at)?.contains(['{', '[']) {
        return None;
    }
    let argument = script.get(at + CALL.len()..)?.trim_start();
    json_ld::parse(&literal(argument)?)
}

/// The text of the string literal that this starts with.
fn literal(script: &str) -> Option<String> {
    let mut chars = script.chars();
    let quote = chars.next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    // JSON knows surrogate pairs and the other escapes: what only JavaScript has is put in its form.
    let mut json = String::from('"');
    loop {
        match chars.next()? {
            c if c == quote => break,
            '\\' => match chars.next()? {
                'x' => {
                    json.push_str("\\u00");
                    json.extend([chars.next()?, chars.next()?]);
                }
                c @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => {
                    json.extend(['\\', c]);
                }
                '\n' => {}
                c => json.push(c),
            },
            '"' => json.push_str("\\\""),
            c if c.is_control() => json.push(' '),
            c => json.push(c),
        }
    }
    json.push('"');
    serde_json::from_str(&json).ok()
}

/// A row of what Next.js pushes.
#[derive(Debug, PartialEq)]
pub(super) enum Row {
    Text(String),
    Data(Value),
}

/// The rows of a page's `self.__next_f.push([1,"…"])`, whose strings go on in one another.
pub(super) fn pushed_rows<'a>(scripts: impl Iterator<Item = &'a str>) -> Vec<Row> {
    let mut pushed = String::new();
    for script in scripts.filter(|script| script.contains("__next_f.push(")) {
        if let Some(Value::Array(parts)) = json_ld::parse(script)
            && let Some(Value::String(text)) = parts.get(1)
        {
            pushed.push_str(text);
        }
    }
    let mut rows = Vec::new();
    let mut rest = pushed.as_str();
    while let Some((_, row)) = rest.split_once(':') {
        if let Some((text, tail)) = text_row(row) {
            rows.push(Row::Text(text.to_owned()));
            rest = tail;
            continue;
        }
        let (line, tail) = row.split_once('\n').unwrap_or((row, ""));
        rows.extend(serde_json::from_str(line).ok().map(Row::Data));
        rest = tail;
    }
    rows
}

/// `T`, the number of its bytes in hex, a comma, the text; and what follows, with no line end between.
fn text_row(row: &str) -> Option<(&str, &str)> {
    let row = row.strip_prefix('T')?;
    let comma = row.bytes().take(9).position(|byte| byte == b',')?;
    let bytes = usize::from_str_radix(row.get(..comma)?, 16).ok()?;
    row.get(comma + 1..)?.split_at_checked(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_scripts_are_read() {
        for (script, text) in [
            (
                r#"window.__S__ = JSON.parse("{\"a\":\"b \\\"c\\\" \u00e9\"}");"#,
                "b \"c\" é",
            ),
            (
                r#"window.__S__=JSON.parse( '{"a":"it\'s \\ud83d\\ude00 \x41"}')"#,
                "it's 😀 A",
            ),
        ] {
            let value = parsed_string(script).unwrap();
            assert_eq!(value["a"], text, "{script}");
        }
        for none in [
            "JSON.parse(",
            "JSON.parse(\"",
            "JSON.parse('{\\",
            "JSON.parse(x)",
            "a = {b: JSON.parse('{}')}",
        ] {
            assert_eq!(parsed_string(none), None, "{none}");
        }
    }

    #[test]
    fn pushed_rows_go_on_in_one_another() {
        let scripts = [
            "(self.__next_f=self.__next_f||[]).push([0])",
            r#"self.__next_f.push([1,"1:I[\"x\"]\n2:T6,<p>"])"#,
            r#"self.__next_f.push([1,"aé3:{\"b\":\"c\"}\n4:T"])"#,
            r#"self.__next_f.push([1,"ff,short"])"#,
        ];
        let data = serde_json::json!({"b": "c"});
        assert_eq!(
            pushed_rows(scripts.into_iter()),
            [Row::Text("<p>aé".to_owned()), Row::Data(data)]
        );
    }
}
