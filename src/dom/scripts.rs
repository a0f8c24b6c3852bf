//! Which scripts hold data.

use html5ever::LocalName;
use memchr::memmem;

use super::parse::boundary_before;
use super::{Script, ScriptKind};

/// Bytes of data scripts kept of one page.
const SCRIPT_BYTES: usize = 4 << 20;

/// Attributes of a script element that say what it holds.
#[derive(Debug, Default)]
pub(super) struct ScriptTag {
    pub(super) kind: Option<ScriptKind>,
    /// The script is JavaScript, so its text may be page state.
    pub(super) runs: bool,
    pub(super) id: String,
}

impl ScriptTag {
    pub(super) fn new<'a>(attributes: impl Iterator<Item = (&'a LocalName, &'a str)>) -> Self {
        let mut tag = Self {
            runs: true,
            ..Self::default()
        };
        for (name, value) in attributes {
            match &**name {
                "type" => {
                    let value = value.trim();
                    tag.kind = kind_of_type(value);
                    tag.runs = value.is_empty()
                        || value.eq_ignore_ascii_case("module")
                        || ends_with_ignoring_case(value, "javascript");
                }
                "id" => value.clone_into(&mut tag.id),
                _ => {}
            }
        }
        tag
    }

    /// What the script with this text holds.
    pub(super) fn kind(&self, text: &str) -> Option<ScriptKind> {
        self.kind
            .or_else(|| (self.runs && is_state(text)).then_some(ScriptKind::State))
    }
}

/// The open script's text, as far as it may be data.
#[derive(Default)]
pub(super) struct PendingScript {
    pub(super) tag: ScriptTag,
    text: String,
    /// Bytes of the page's data scripts so far.
    kept: usize,
    pub(super) wanted: bool,
}

impl PendingScript {
    pub(super) fn push(&mut self, text: &str) {
        let room = SCRIPT_BYTES.saturating_sub(self.kept + self.text.len());
        if self.wanted && text.len() <= room {
            self.text.push_str(text);
        } else {
            self.wanted = false;
        }
    }

    pub(super) fn finish(&mut self) -> Option<Script> {
        let text = std::mem::take(&mut self.text);
        if !std::mem::take(&mut self.wanted) {
            return None;
        }
        let kind = self.tag.kind(&text)?;
        self.kept += text.len();
        let id = std::mem::take(&mut self.tag.id);
        Some(Script { kind, id, text })
    }
}

fn kind_of_type(value: &str) -> Option<ScriptKind> {
    let essence = value.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/ld+json") {
        Some(ScriptKind::JsonLd)
    } else if essence.eq_ignore_ascii_case("application/json") {
        Some(ScriptKind::State)
    } else {
        None
    }
}

fn ends_with_ignoring_case(value: &str, end: &str) -> bool {
    value
        .len()
        .checked_sub(end.len())
        .and_then(|start| value.get(start..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// How far into a script its first assignment is looked for.
const HEAD: usize = 512;

/// Words in the names of the variables that frameworks hand page state over in.
const STATE_WORDS: [&str; 8] = [
    "STATE", "DATA", "NUXT", "NEXT", "APOLLO", "PRELOAD", "INITIAL", "STORE",
];

/// Whether a script assigns page state to a known kind of global: `window.__INITIAL_STATE__ = …`,
/// `self.__next_f.push(…)`, `Fusion.globalContent=…`.
fn is_state(text: &str) -> bool {
    let text = text.trim_start();
    let head = &text[..boundary_before(text, HEAD)];
    memmem::find_iter(head.as_bytes(), b"__").any(|at| {
        let name = head[at..]
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default();
        let rest = head[at + name.len()..].trim_start_matches(['"', '\'', ']', ' ']);
        let upper = name.to_ascii_uppercase();
        name.len() > 4
            && (rest.starts_with('=') && !rest.starts_with("==") || rest.starts_with(".push("))
            && STATE_WORDS.iter().any(|word| upper.contains(word))
    }) || memmem::find(head.as_bytes(), b"Fusion").is_some()
        && memmem::find(text.as_bytes(), b"Fusion.globalContent=").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_state_is_known_by_its_assignment() {
        assert!(is_state("\n window.__INITIAL_STATE__ = {\"a\":1}"));
        assert!(is_state("window[\"__APOLLO_STATE__\"]={}"));
        assert!(is_state("window.__NUXT__=(function(a){return a})(1)"));
        assert!(is_state("self.__next_f.push([1,\"x\"])"));
        assert!(is_state(
            "window.Fusion=window.Fusion||{};Fusion.globalContent={}"
        ));
        assert!(!is_state("if (window.__INITIAL_STATE__) { go() }"));
        assert!(!is_state("var a = 1; function __x() {}"));
    }
}
