//! Tokens alone, from any state that a test asks for.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{
    Tag, Token, TokenSink, TokenSinkResult, Tokenizer as Stock, TokenizerOpts,
};

use super::*;
use crate::dom::tokenizer::{Consumer, NameCache, Next, Tokenizer};

/// What was given, as far as both tokenizers are to agree: comments without their text, texts joined.
#[derive(Debug, Clone, PartialEq)]
enum Given {
    Text(String),
    Tag(Tag),
    Comment,
    Doctype(html5ever::tokenizer::Doctype),
    End,
}

#[derive(Default)]
struct Collector<'a> {
    input: &'a str,
    given: RefCell<Vec<Given>>,
    foreign: bool,
}

impl TokenSink for Collector<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let given = &mut *self.given.borrow_mut();
        let text = match token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::CharacterTokens(text) => text.to_string(),
            Token::NullCharacterToken => "\0".to_owned(),
            other => {
                given.push(match other {
                    Token::TagToken(mut tag) => {
                        tag.had_duplicate_attributes = false;
                        if tag.kind == html5ever::tokenizer::EndTag {
                            tag.attrs.clear();
                        }
                        Given::Tag(tag)
                    }
                    Token::CommentToken(_) => Given::Comment,
                    Token::DoctypeToken(doctype) => Given::Doctype(doctype),
                    _ => Given::End,
                });
                return TokenSinkResult::Continue;
            }
        };
        match given.last_mut() {
            Some(Given::Text(last)) => last.push_str(&text),
            _ if text.is_empty() => {}
            _ => given.push(Given::Text(text)),
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.foreign
    }
}

impl Consumer for Collector<'_> {
    fn text(&self, source: Range<usize>, decoded: Option<&str>) {
        let text = decoded.unwrap_or(&self.input[source]);
        let _ = self.process_token(Token::CharacterTokens(StrTendril::from_slice(text)), 1);
    }

    fn wants_raw(&self, _: RawKind, _: &str) -> bool {
        true
    }
}

fn ours(input: &str, start: Next, last: &str, foreign: bool) -> Vec<Given> {
    let collector = Collector {
        input,
        foreign,
        ..Collector::default()
    };
    let mut names = NameCache::default();
    Tokenizer::new(input, &collector, KeepAttributes::All, &mut names)
        .after_start_tag(last)
        .run(start);
    collector.given.into_inner()
}

fn stock(input: &str, state: State, last: &str, foreign: bool) -> Vec<Given> {
    let options = TokenizerOpts {
        initial_state: Some(state),
        last_start_tag_name: (!last.is_empty()).then(|| last.to_owned()),
        ..TokenizerOpts::default()
    };
    let collector = Collector {
        input,
        foreign,
        ..Collector::default()
    };
    let tokenizer = Stock::new(collector, options);
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(input));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.given.into_inner()
}

/// The code units of a doubly escaped test; `None` for lone surrogates, which no text of ours can hold.
fn unescape(input: &str) -> Option<String> {
    serde_json::from_str(&format!("\"{}\"", input.replace('"', "\\\""))).ok()
}

#[test]
fn html5lib_tokens_are_the_same() {
    let Some(folder) = shared("html5lib-tests/tokenizer") else {
        return;
    };
    let mut cases = 0;
    let files = std::fs::read_dir(folder).expect("a folder");
    for path in files.map(|file| file.expect("a file").path()) {
        if path.extension().is_none_or(|extension| extension != "test") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("text");
        let file: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let tests = file.get("tests").or(file.get("xmlViolationTests"));
        for test in tests.and_then(|tests| tests.as_array()).expect("tests") {
            cases += check(test);
        }
    }
    assert!(cases > 6000, "{cases}");
}

fn check(test: &serde_json::Value) -> usize {
    let input = test["input"].as_str().expect("input");
    let input = match test["doubleEscaped"].as_bool() {
        Some(true) => match unescape(input) {
            Some(input) => input,
            None => return 0,
        },
        _ => input.to_owned(),
    };
    let last = test["lastStartTag"].as_str().unwrap_or_default();
    let states = test["initialStates"].as_array().cloned();
    let states = states.unwrap_or_else(|| vec!["Data state".into()]);
    for state in &states {
        let (next, state, prefix) = match state.as_str() {
            Some("Data state") => (Next::Data, State::Data, ""),
            Some("PLAINTEXT state") => (Next::Plaintext, State::Plaintext, ""),
            Some("RCDATA state") => raw(RawKind::Rcdata),
            Some("RAWTEXT state") => raw(RawKind::Rawtext),
            Some("Script data state") => raw(RawKind::ScriptData),
            _ => (Next::Data, State::Data, "<![CDATA["),
        };
        let input = format!("{prefix}{input}");
        let foreign = !prefix.is_empty();
        assert_eq!(
            ours(&input, next, last, foreign),
            stock(&input, state, last, foreign),
            "{input:?} {next:?} {last}"
        );
    }
    states.len()
}

fn raw(kind: RawKind) -> (Next, State, &'static str) {
    (Next::Raw(kind), State::RawData(kind), "")
}
