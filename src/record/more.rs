//! What `--with` adds to a record.

use super::{comma, key, text_field, words};
use crate::article::Metadata;
use crate::classify::Role;
use crate::explain::{Action, Explanation};
use crate::rules::Fingerprint;

/// What the page says about itself.
pub(super) fn meta(metadata: &Metadata, rules: Option<Fingerprint>, out: &mut Vec<u8>) {
    out.push(b'{');
    let fields = [
        ("language", metadata.language.as_deref()),
        ("author", metadata.author.as_deref()),
        ("date", metadata.date.as_deref()),
        ("site_name", metadata.site_name.as_deref()),
        ("canonical_url", metadata.canonical_url.as_deref()),
        ("description", metadata.description.as_deref()),
        ("page_kind", metadata.page_kind.map(crate::PageKind::name)),
        (
            "title_source",
            metadata.title_source.map(crate::TitleSource::name),
        ),
        ("charset", metadata.charset),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            text_field(out, name, value);
        }
    }
    key(out, "confidence");
    out.extend_from_slice(format!("{:.3}", metadata.confidence).as_bytes());
    text_field(out, "version", env!("CARGO_PKG_VERSION"));
    if let Some(rules) = rules {
        text_field(out, "rules", &rules.to_string());
    }
    out.push(b'}');
}

/// What was left out, item by item.
pub(super) fn removed(explanation: &Explanation, spans: bool, out: &mut Vec<u8>) {
    let text = explanation.document().text();
    out.push(b'[');
    for verdict in explanation.verdicts() {
        let whole = [verdict.span()];
        let parts = match verdict.action() {
            Action::LeaveOut => whole.as_slice(),
            Action::Trim(parts) => parts.as_slice(),
            Action::Keep | Action::Title => &[],
        };
        for part in parts {
            let words = words(text.get(part.clone()).unwrap_or_default());
            item(verdict.rule(), verdict.role(), words, out);
            if spans {
                key(out, "span");
                out.extend_from_slice(format!("[{},{}]", part.start, part.end).as_bytes());
            }
            out.push(b'}');
        }
    }
    out.push(b']');
}

/// One item of `removed`, still open.
fn item(rule: &str, role: Role, words: u64, out: &mut Vec<u8>) {
    comma(out);
    out.push(b'{');
    text_field(out, "rule", rule);
    text_field(out, "role", role.name());
    key(out, "words");
    out.extend_from_slice(words.to_string().as_bytes());
}
