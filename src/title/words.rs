//! Folded forms of short texts, for comparison.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

/// Lower case, quotes and dashes made plain, white space squeezed: titles that differ in no more are the same.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '´' | '`' => '\'',
            '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
            '‐'..='―' | '−' => '-',
            c if c.is_whitespace() => ' ',
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => continue,
            '…' => {
                out.push_str("...");
                continue;
            }
            c => c,
        };
        if c == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        out.extend(c.to_lowercase());
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a text's folded form may be this one, by its first letter where that is ASCII.
pub(super) fn may_fold_to(text: &str, known: &str) -> bool {
    let first = text.trim_start().bytes().next();
    first.is_none_or(|first| {
        !first.is_ascii_alphanumeric() || known.bytes().next() == Some(first.to_ascii_lowercase())
    })
}

/// Letters and digits alone, in lower case.
pub(super) fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a text, hashed, in order; a character of a script without spaces is a word.
#[derive(Debug, Clone, Default)]
pub(super) struct Words(Vec<u64>);

/// Words that say nothing about a text's subject, in the most frequent languages.
const STOPWORDS: [&str; 30] = [
    "the", "a", "an", "of", "and", "to", "in", "for", "on", "with", "is", "at", "by", "from", "or",
    "your", "you", "de", "der", "die", "das", "und", "la", "le", "les", "el", "los", "des", "en",
    "et",
];

impl Words {
    /// Words of a folded text.
    pub(super) fn of(folded: &str) -> Self {
        let mut words = Vec::new();
        let mut word = String::new();
        for c in folded.chars().chain([' ']) {
            let dense = is_dense(c);
            if (dense || !(c.is_alphanumeric() || c == '_')) && !word.is_empty() {
                words.push(hash(&word));
                word.clear();
            }
            if dense {
                words.push(hash(c.encode_utf8(&mut [0; 4])));
            } else if c.is_alphanumeric() || c == '_' {
                word.push(c);
            }
        }
        Self(words)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn contains(&self, word: u64) -> bool {
        self.0.contains(&word)
    }

    /// The words that bear meaning, or all when none does.
    pub(super) fn meaningful(&self) -> Self {
        let kept: Vec<u64> = self
            .0
            .iter()
            .copied()
            .filter(|word| !is_stopword(*word))
            .collect();
        if kept.is_empty() {
            self.clone()
        } else {
            Self(kept)
        }
    }

    /// How many of these words stand in `other`.
    pub(super) fn shared(&self, other: &Self) -> usize {
        self.0.iter().filter(|&&word| other.contains(word)).count()
    }

    /// The share of these words that stand in `other`, from 0 to 1.
    pub(super) fn share_in(&self, other: &Self) -> f32 {
        if self.is_empty() {
            0.0
        } else {
            ratio(self.shared(other), self.len())
        }
    }
}

pub(super) fn ratio(part: usize, whole: usize) -> f32 {
    let small = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    if whole == 0 {
        0.0
    } else {
        small(part) / small(whole)
    }
}

fn is_stopword(word: u64) -> bool {
    static HASHED: std::sync::OnceLock<[u64; STOPWORDS.len()]> = std::sync::OnceLock::new();
    HASHED.get_or_init(|| STOPWORDS.map(hash)).contains(&word)
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Scripts written without spaces between words.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_without_typography() {
        assert_eq!(
            folded(" “Bees” — the\u{a0}keeper’s  tale "),
            folded("\"bees\" - the keeper's tale")
        );
        assert_eq!(key("The Valley-Post.com"), "thevalleypostcom");
    }

    #[test]
    fn words_of_dense_scripts_are_characters() {
        assert_eq!(Words::of("武汉的声音 2020").len(), 6);
        assert_eq!(Words::of("bees' tale, 2 parts").len(), 4);
    }
}
