//! Text that a page holds as data: the state that its scripts would render.

use serde_json::Value;

use super::json_ld;
use super::script::{Row, parsed_string, pushed_rows};
use crate::document::{Head, Origin};
use crate::dom::{Dom, ScriptKind};
use crate::features::is_unspaced;

/// Text of a page that stands outside its visible tree: plain, or HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fallback {
    pub(crate) origin: Origin,
    pub(crate) text: String,
}

/// Words below which a text is no article.
const MIN_WORDS: usize = 60;

/// Values of one script looked at, and their depth.
const MAX_VALUES: usize = 200_000;
const MAX_DEPTH: usize = 40;

/// Letters of a member's name that count.
const NAME: usize = 24;

/// Names of the member that holds an article's text, or of the list of its parts.
const BODY: [&str; 16] = [
    "article",
    "articlebody",
    "blocks",
    "body",
    "bodyhtml",
    "components",
    "content",
    "contents",
    "description",
    "elements",
    "html",
    "markdown",
    "paragraphs",
    "post",
    "story",
    "text",
];

/// Names of members that hold text to read.
const TEXT: [&str; 16] = [
    "body",
    "bodyhtml",
    "children",
    "content",
    "contents",
    "cooked",
    "data",
    "description",
    "html",
    "markdown",
    "message",
    "paragraph",
    "plaintext",
    "rendered",
    "text",
    "value",
];

/// What the page holds besides its visible text: `articleBody`, then the longest text of its state. Parses scripts:
/// ask only when the visible text falls short. What Next.js pushes is read only of a bare page, which shows next to
/// nothing: a server has rendered the others, and pushes besides what they hide.
pub(crate) fn fallbacks(dom: &Dom, head: &Head, is_bare: bool) -> Vec<Fallback> {
    let mut found = Vec::new();
    if let Some(text) = head
        .article_body
        .as_ref()
        .filter(|text| words(text) >= MIN_WORDS)
    {
        found.push(Fallback {
            origin: Origin::StructuredData,
            text: super::unescaped(text).into_owned(),
        });
    }
    let scripts = || {
        let state = dom.scripts.iter();
        let state = state.filter(|script| script.kind == ScriptKind::State);
        state.map(|script| script.text.as_str())
    };
    let texts = scripts().filter_map(longest_text);
    let rows = if is_bare {
        pushed_rows(scripts())
    } else {
        Vec::new()
    };
    let texts = texts.chain(longest_of(&rows));
    if let Some(text) = texts.max_by_key(|text| words(text)) {
        found.push(Fallback {
            origin: Origin::PageState,
            text,
        });
    }
    found
}

/// The longest text of one script's state.
fn longest_text(script: &str) -> Option<String> {
    let value = parsed_string(script).or_else(|| json_ld::parse(script))?;
    longest_of(&[Row::Data(value)])
}

fn longest_of(rows: &[Row]) -> Option<String> {
    let mut search = Search::default();
    for row in rows {
        match row {
            Row::Data(value) => search.visit("", value, None, 0),
            Row::Text(text) if is_text(text) => search.texts.push(Gathered {
                parts: vec![text],
                words: words(text),
            }),
            Row::Text(_) => {}
        }
    }
    let best = search.texts.into_iter().max_by_key(|text| text.words)?;
    (best.words >= MIN_WORDS).then(|| best.parts.join("\n\n"))
}

/// Texts gathered under one member.
#[derive(Default)]
struct Gathered<'a> {
    parts: Vec<&'a str>,
    words: usize,
}

#[derive(Default)]
struct Search<'a> {
    texts: Vec<Gathered<'a>>,
    values: usize,
}

impl<'a> Search<'a> {
    /// Gathers what stands under `key`; `body` is the text that an outer member gathers.
    fn visit(&mut self, key: &str, value: &'a Value, body: Option<usize>, depth: usize) {
        self.values += 1;
        if self.values > MAX_VALUES || depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::String(text) => {
                let readable = TEXT.contains(&key) || BODY.contains(&key);
                if let Some(body) = body.and_then(|at| self.texts.get_mut(at))
                    && readable
                    && is_text(text)
                {
                    body.words += words(text);
                    body.parts.push(text);
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.visit(key, item, body, depth + 1);
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    let name = bare_name(name);
                    let opens = BODY.contains(&name.as_str())
                        && (body.is_none() || depth < 3 || is_long(member));
                    let body = if opens {
                        self.texts.push(Gathered::default());
                        Some(self.texts.len() - 1)
                    } else {
                        body
                    };
                    self.visit(&name, member, body, depth + 1);
                }
            }
            _ => {}
        }
    }
}

/// A member's name in lower case, without what a cache adds to it: `body({"format":"html"})`.
fn bare_name(name: &str) -> String {
    let end = name.find(['(', ':', '@']).unwrap_or(name.len());
    let name = name.get(..end).unwrap_or(name);
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let mut bare = String::with_capacity(NAME);
    bare.extend(letters.map(|c| c.to_ascii_lowercase()).take(NAME));
    bare
}

/// A text that is an article by itself.
fn is_long(value: &Value) -> bool {
    value.as_str().is_some_and(|text| words(text) >= MIN_WORDS)
}

/// Words to read, no code, address or identifier.
fn is_text(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let signs = text
        .bytes()
        .filter(|byte| matches!(byte, b'{' | b'}' | b';' | b'=' | b'\\'))
        .count();
    let is_html = text.trim_start().starts_with('<');
    words(text) >= 3
        && letters * 2 > text.chars().count()
        && (is_html || signs * 40 < text.len() + 40)
}

/// Words; of a script without spaces, characters in pairs.
pub(crate) fn words(text: &str) -> usize {
    let spaced = text.split_ascii_whitespace().count();
    // What the first bytes of their characters may be: counted in single bytes, this is done many at a time.
    let may_be = |byte: u8| u8::from(matches!(byte, 0xE0 | 0xE3..=0xE9 | 0xEF));
    let dense = if text.bytes().fold(0, |found, byte| found | may_be(byte)) > 0 {
        text.chars().filter(|&c| is_unspaced(c)).count()
    } else {
        0
    };
    spaced.max(dense / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dom, metadata};

    const SENTENCE: &str =
        "The bees came back to the valley this spring, the keepers said on Monday. ";

    fn found(page: &str) -> Vec<Fallback> {
        let dom = dom::parse(page);
        fallbacks(&dom, &metadata::read(&dom, None), true)
    }

    #[test]
    fn an_article_in_the_page_state() {
        let paragraph = SENTENCE.repeat(4);
        let page = format!(
            r#"<script id="__NEXT_DATA__" type="application/json">{{"props":{{"nav":[{{"text":"Home page of all"}}],
            "article":{{"title":"Bees","body":[{{"type":"p","text":"{paragraph}"}},{{"type":"p","text":"{paragraph}"}}]}}}}}}</script>"#
        );
        let found = found(&page);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].origin, Origin::PageState);
        assert_eq!(found[0].text, format!("{paragraph}\n\n{paragraph}"));
    }

    #[test]
    fn html_in_a_state_that_a_script_assigns() {
        let html = format!("<p>{}<\\/p>", SENTENCE.repeat(8));
        let page = format!(
            r#"<script>window.__INITIAL_STATE__ = {{"post":{{"id":7,"content":"{html}"}}}};</script>"#
        );
        assert!(found(&page)[0].text.starts_with("<p>The bees"));
    }

    #[test]
    fn what_scripts_hold_as_strings() {
        let text = SENTENCE.repeat(8);
        let page = format!(
            r#"<script>window.__INITIAL_STATE__ = JSON.parse("{{\"post\":{{\"content\":\"{text}\"}}}}");</script>"#
        );
        assert_eq!(found(&page)[0].text, text);
        let page = format!(
            "<script>self.__next_f.push([1,\"1:T{:x},{}\"])</script><script>self.__next_f.push([1,\"{}\"])</script>",
            text.len(),
            &text[..100],
            &text[100..]
        );
        assert_eq!(found(&page)[0].text, text);
        let page = format!(
            r#"<script>self.__next_f.push([1,"1:[\"$\",\"div\",null,{{\"post\":{{\"content\":\"{text}\"}}}}]\n"])</script>"#
        );
        assert_eq!(found(&page)[0].text, text);
    }

    #[test]
    fn article_body_comes_first() {
        let page = format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{}"}}</script>"#,
            SENTENCE.repeat(8)
        );
        assert_eq!(found(&page)[0].origin, Origin::StructuredData);
    }

    #[test]
    fn short_texts_and_code_are_none() {
        for page in [
            "<script type=application/json>{\"text\":\"Home\"}</script>",
            "<script>window.__NUXT__=(function(a){return a})(1)</script>",
            "<script type=application/json>{\"content\":\"a{b:c;d=e} f{g:h;i=j} k{l:m;n=o}\"}</script>",
            "<p>Bees</p>",
        ] {
            assert!(found(page).is_empty(), "{page}");
        }
    }
}
