//! A consumer that does nothing with its tokens, for the benchmark of the tokenizer alone.

use std::ops::Range;

use html5ever::local_name;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};

use super::KeepAttributes;
use super::tokenizer::{Consumer, NameCache, Next, Tokenizer};

/// Reads a page's tokens and forgets them.
pub(crate) fn tokenize(html: &str) {
    let mut names = NameCache::default();
    Tokenizer::new(html, &Idle, KeepAttributes::Known, &mut names).run(Next::Data);
}

struct Idle;

impl TokenSink for Idle {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        match tag.name {
            _ if tag.kind == TagKind::EndTag => TokenSinkResult::Continue,
            local_name!("script") => TokenSinkResult::RawData(RawKind::ScriptData),
            local_name!("style") => TokenSinkResult::RawData(RawKind::Rawtext),
            local_name!("title") | local_name!("textarea") => {
                TokenSinkResult::RawData(RawKind::Rcdata)
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Consumer for Idle {
    fn text(&self, _: Range<usize>, _: Option<&str>) {}

    fn wants_raw(&self, _: RawKind, _: &str) -> bool {
        false
    }
}
