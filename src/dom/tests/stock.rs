//! The oracle: html5ever's tokenizer and tree builder, without our bounds, into the same arena.

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::TreeBuilder;

use super::*;
use crate::dom::bounds::options;
use crate::dom::names::Names;
use crate::dom::sink::{Handle, Sink};

pub(super) fn parse_stock(html: &str, keep: KeepAttributes) -> Dom {
    let names = Names::default();
    let sink = Sink::new(Dom::default(), &names, html, keep);
    let tokenizer = Tokenizer::new(
        Unpaused(TreeBuilder::new(sink, options())),
        TokenizerOpts::default(),
    );
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    assert!(matches!(tokenizer.feed(&input), TokenizerResult::Done));
    tokenizer.end();
    tokenizer.sink.0.sink.finish()
}

/// A tree builder for which the tokenizer never stops: each time it goes on, it skips a byte order mark.
struct Unpaused<'n>(TreeBuilder<Handle<'n>, Sink<'n>>);

impl<'n> TokenSink for Unpaused<'n> {
    type Handle = Handle<'n>;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle<'n>> {
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        match self.0.process_token(token, line) {
            TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {
                TokenSinkResult::Continue
            }
            result => result,
        }
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}
