//! Language tags: their parts, and the rule pack that one leads to.

/// Codes that are older than, or so near to, that of a pack that its rules hold.
const NEAR: &[(&str, &str)] = &[
    ("nb", "no"),
    ("nn", "no"),
    ("iw", "he"),
    ("in", "id"),
    ("ms", "id"),
];

/// The code of the rule pack for a language tag, in any case.
pub(crate) fn pack_of(tag: &str) -> &str {
    let code = tag.split(['-', '_']).next().unwrap_or(tag);
    let code = two_letters(code).unwrap_or(code);
    find(NEAR, code).unwrap_or(code)
}

/// Codes of ISO 639-2 for the languages of the built-in packs, and the short ones that texts say.
const THREE_LETTERS: &[(&str, &str)] = &[
    ("eng", "en"),
    ("deu", "de"),
    ("ger", "de"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("spa", "es"),
    ("ita", "it"),
    ("por", "pt"),
    ("nld", "nl"),
    ("dut", "nl"),
    ("pol", "pl"),
    ("rus", "ru"),
    ("tur", "tr"),
    ("zho", "zh"),
    ("chi", "zh"),
    ("jpn", "ja"),
    ("ara", "ar"),
    ("swe", "sv"),
    ("nor", "no"),
    ("nob", "nb"),
    ("nno", "nn"),
    ("dan", "da"),
    ("fin", "fi"),
    ("ces", "cs"),
    ("cze", "cs"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("hun", "hu"),
    ("ukr", "uk"),
    ("ell", "el"),
    ("gre", "el"),
    ("heb", "he"),
    ("fas", "fa"),
    ("per", "fa"),
    ("hin", "hi"),
    ("tha", "th"),
    ("kor", "ko"),
    ("vie", "vi"),
    ("ind", "id"),
    ("msa", "ms"),
    ("may", "ms"),
];

/// The short code of a language that this long one is of.
pub(crate) fn two_letters(code: &str) -> Option<&'static str> {
    find(THREE_LETTERS, code)
}

fn find(table: &[(&str, &'static str)], code: &str) -> Option<&'static str> {
    let mut known = table.iter();
    let found = known.find(|(other, _)| code.eq_ignore_ascii_case(other));
    found.map(|(_, known)| *known)
}

/// Whether this is a code of a language: the first part of a tag.
pub(crate) fn is_code(part: &str) -> bool {
    matches!(part.len(), 2 | 3) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether this may be a further part of a tag: a script, a region, a variant.
pub(crate) fn is_subtag(part: &str) -> bool {
    matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::PACKS;

    #[test]
    fn every_pack_is_found_by_a_long_code() {
        for (language, _) in PACKS.iter().filter(|(name, _)| *name != "common") {
            let mut codes = THREE_LETTERS.iter();
            assert!(
                codes.any(|(code, _)| pack_of(code) == *language),
                "{language}"
            );
        }
        assert_eq!(
            [pack_of("deu-AT"), pack_of("nob"), pack_of("gsw")],
            ["de", "no", "gsw"]
        );
    }
}
