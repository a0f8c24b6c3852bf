//! A pattern over characters → one over the bytes of UTF-8 that matches the same and is a fraction of its size.
//!
//! `[^\n]` over characters takes a dozen states, and `[^\n]{0,260}` as many times that. In a text that is valid UTF-8 a
//! character outside ASCII is a first byte and whatever continues it.

use regex_syntax::hir::{
    Capture, Class, ClassBytes, ClassBytesRange, ClassUnicode, Hir, HirKind, Look, Repetition,
};

/// The pattern with the classes that hold all characters outside ASCII told by bytes.
pub(super) fn by_bytes(hir: Hir) -> Hir {
    let has_bytes = !hir.properties().is_utf8();
    let looks = hir.properties().look_set();
    // Neither matches within a character: nothing but first bytes and ends can follow on what was cut short.
    if has_bytes || !looks.iter().all(stands_between) {
        return hir;
    }
    told(hir)
}

/// Whether it never holds within a character.
fn stands_between(look: Look) -> bool {
    matches!(
        look,
        Look::Start | Look::End | Look::StartLF | Look::EndLF | Look::WordAscii | Look::WordUnicode
    )
}

fn told(hir: Hir) -> Hir {
    let all = |parts: Vec<Hir>| parts.into_iter().map(told).collect();
    match hir.into_kind() {
        HirKind::Class(Class::Unicode(class)) => of_class(class),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(branches) => Hir::alternation(all(branches)),
        HirKind::Capture(capture) => Hir::capture(Capture {
            sub: Box::new(told(*capture.sub)),
            ..capture
        }),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(told(*repetition.sub)),
            ..repetition
        }),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Empty => Hir::empty(),
    }
}

fn of_class(class: ClassUnicode) -> Hir {
    let last = class.ranges().last();
    if !last.is_some_and(|last| last.start() <= '\u{80}' && last.end() == char::MAX) {
        return Hir::class(Class::Unicode(class));
    }
    let ascii = class.ranges().iter().filter_map(|range| {
        let start = u8::try_from(range.start()).ok().filter(u8::is_ascii)?;
        let end = u8::try_from(range.end()).unwrap_or(0x7f).min(0x7f);
        Some(ClassBytesRange::new(start, end))
    });
    let first = ascii.chain([ClassBytesRange::new(0xc2, 0xf4)]);
    let more = ClassBytes::new([ClassBytesRange::new(0x80, 0xbf)]);
    Hir::concat(vec![
        Hir::class(Class::Bytes(ClassBytes::new(first))),
        Hir::repetition(Repetition {
            min: 0,
            max: None,
            greedy: true,
            sub: Box::new(Hir::class(Class::Bytes(more))),
        }),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex_syntax::ParserBuilder;

    fn parsed(pattern: &str) -> Hir {
        let parser = ParserBuilder::new().utf8(false).build().parse(pattern);
        parser.expect("a pattern")
    }

    #[test]
    fn it_matches_the_same() {
        let patterns = [
            r"\A([^\n]{0,4}?)(?:Foto|©):\s*[^\n.]{1,5}",
            r"[^a]{2,3}b?|[^\n]\z",
            r"\b[^ ]+?ß[^x]*",
            r"(?i)é[^.]{1,2}(.)",
        ];
        let texts = [
            "né à Foto: Über uns",
            "© a©: ñandú. Straße",
            "橋の上\nÉa.é橋b",
            "aßx ßß\u{10ffff}é",
        ];
        for pattern in patterns {
            let known = regex::bytes::Regex::new(pattern).unwrap();
            let told = by_bytes(parsed(pattern)).to_string();
            let told = regex::bytes::Regex::new(&told).unwrap();
            for text in texts {
                let places = |regex: &regex::bytes::Regex| {
                    let all = regex.captures_iter(text.as_bytes());
                    let spans = |groups: regex::bytes::Captures| {
                        let each = groups.iter().map(|group| group.map(|group| group.range()));
                        each.collect::<Vec<_>>()
                    };
                    all.map(spans).collect::<Vec<_>>()
                };
                assert_eq!(places(&told), places(&known), "{pattern} in {text}");
            }
        }
    }

    #[test]
    fn patterns_that_may_cut_a_character_stay() {
        for pattern in [r"[^\n](?-u:\xa9)", r"[^\n]\B", r"(?-u)[^\n]{2,9}", "[à-ü]+"] {
            let hir = parsed(pattern);
            assert_eq!(by_bytes(hir.clone()), hir, "{pattern}");
        }
    }
}
