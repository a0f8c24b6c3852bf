//! The words of each line of a plain text: whose voice it speaks with, and what it shares with the rest.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Document;
use crate::features::is_unspaced;

/// Letters from which a word bears meaning.
const LETTERS: usize = 5;
/// Letters by which words are told apart: a word in the singular and the plural are one.
const STEM: usize = 6;

/// Words of the first person singular, the first person plural and the second person. A word that means something else in
/// another of the languages is left out.
const VOICES: [&str; 3] = [
    "I I'm I've I'd I'll im i'm i've my myself me mine ich mich mir mein meine meinen meiner je j'ai moi mon mes yo mis \
     io mio mia mie eu meu minha meus minhas ik mij mijn mnie mój moja moje я меня мне мой моя мои benim bana beni أنا",
    "we we're we've we'll our ours us wir uns unser unsere unseren unserer unserem nous notre nos nosotros nuestro nuestra \
     nuestros nuestras noi nostro nostra nostri nostre nós nosso nossa nossos nossas wij ons onze nasz nasza nasze naszych \
     мы нас нам наш наша наши наших biz bizim bize نحن",
    "you you're you'll you've your yours du dich dir dein deine deinen vous votre vos usted ustedes voi vostro vostra \
     vostri vostre você vocês jij jouw uw twój twoja twoje вы вас вам ваш ваша ваши siz sizin size أنت",
];

/// Words of one line.
#[derive(Debug, Default, Clone)]
pub(crate) struct LineWords {
    /// Hashes of the words that bear meaning, each once.
    pub(crate) stems: Vec<u32>,
    /// Words of each of `VOICES`.
    pub(crate) voices: [u32; 3],
    pub(crate) exclamations: u32,
}

/// Words of all lines.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    pub(crate) lines: Vec<LineWords>,
}

impl Vocabulary {
    pub(crate) fn new(document: &Document) -> Self {
        let voices = voices();
        let lines = document.blocks.iter().map(|block| {
            let text = document.text.get(block.span.clone()).unwrap_or("");
            line_words(text, &voices)
        });
        Self {
            lines: lines.collect(),
        }
    }

    /// For each line, the share of its meaningful words that stand in other lines that `is_core` tells to be the
    /// article's; `None` for lines of fewer than three such words.
    pub(crate) fn shared(&self, is_core: impl Fn(usize) -> bool) -> Vec<Option<f32>> {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for (_, line) in self.lines.iter().enumerate().filter(|(at, _)| is_core(*at)) {
            for stem in &line.stems {
                *counts.entry(*stem).or_default() += 1;
            }
        }
        let lines = self.lines.iter().enumerate();
        lines
            .map(|(at, line)| {
                let own = u32::from(is_core(at));
                let known = |stem: &&u32| counts.get(*stem).is_some_and(|count| *count > own);
                let shared = line.stems.iter().filter(known).count();
                (line.stems.len() >= 3).then(|| shared as f32 / line.stems.len() as f32)
            })
            .collect()
    }
}

fn voices() -> FxHashMap<&'static str, usize> {
    let lists = VOICES.iter().enumerate();
    lists
        .flat_map(|(voice, words)| words.split_whitespace().map(move |word| (word, voice)))
        .collect()
}

fn line_words(text: &str, voices: &FxHashMap<&str, usize>) -> LineWords {
    let mut words = LineWords::default();
    let mut stems = FxHashSet::default();
    let mut lower = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
        if word.is_empty() {
            continue;
        }
        lower.clear();
        for c in word.chars() {
            lower.extend(if c == '’' {
                '\''.to_lowercase()
            } else {
                c.to_lowercase()
            });
        }
        // English "I" is a word of its own only in capitals.
        let voice = if word.starts_with('I') {
            voices.get(word).or_else(|| voices.get(lower.as_str()))
        } else {
            voices.get(lower.as_str())
        };
        if let Some(count) = voice.and_then(|voice| words.voices.get_mut(*voice)) {
            *count += 1;
        }
        if lower.chars().any(is_unspaced) {
            let characters: Vec<char> = lower.chars().collect();
            stems.extend(characters.windows(2).map(stem_hash));
        } else if lower.chars().nth(LETTERS - 1).is_some() {
            let characters: Vec<char> = lower.chars().take(STEM).collect();
            stems.insert(stem_hash(&characters));
        }
    }
    words.exclamations = u32::try_from(text.matches(['!', '！']).count()).unwrap_or(u32::MAX);
    words.stems = stems.into_iter().collect();
    words.stems.sort_unstable();
    words
}

fn stem_hash(word: &[char]) -> u32 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    for c in word {
        hasher.write_u32(*c as u32);
    }
    let hash = hasher.finish();
    u32::try_from(hash >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_and_stems_are_counted() {
        let words = line_words("I love our bridges, do you? My bridge!", &voices());
        assert_eq!(words.voices, [2, 1, 1]);
        assert_eq!((words.stems.len(), words.exclamations), (1, 1));
    }
}
