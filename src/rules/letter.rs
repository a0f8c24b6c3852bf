//! Characters, folded: what tells no phrases apart goes.

/// A folded character.
#[derive(Clone, Copy)]
pub(super) enum Folded {
    Letter(char),
    /// A ligature or sharp s: two letters.
    Pair(char, char),
    Digit,
    Apostrophe,
    Space,
    /// Invisible: not there at all.
    Nothing,
    Han(char),
    Mark(char),
}

/// Base letters of U+00C0 to U+017F; `.` where there is no single one.
const LATIN: &[u8; 192] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy..\
aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
aaaaaaccccccccddddeeeeeeeeeegggg\
gggghhhhiiiiiiiiii..jjkkklllllll\
lllnnnnnnnnnoooooo..rrrrrrssssss\
ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// What is left of a character where case, accents and the like do not count.
pub(super) fn fold(c: char) -> Folded {
    if c.is_ascii() {
        return fold_ascii(c);
    }
    let code = c as u32;
    match code {
        0xC0..=0x17F => fold_latin(c, code),
        0x85 | 0xA0 | 0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000 => {
            Folded::Space
        }
        0xAD
        | 0x0300..=0x036F
        | 0x0640
        | 0x064B..=0x065F
        | 0x0670
        | 0x200B..=0x200F
        | 0x202A..=0x202E
        | 0x2060..=0x2069
        | 0xFE00..=0xFE0F
        | 0xFEFF => Folded::Nothing,
        0xB4 | 0x02BC | 0x2018..=0x201B | 0x2032 => Folded::Apostrophe,
        0xAB | 0x201C..=0x201F | 0x2033 | 0x300C..=0x300F => Folded::Mark('"'),
        0x2010..=0x2015 | 0x2212 => Folded::Mark('-'),
        0xB7 | 0x2022 | 0x2219 | 0x25A0..=0x25FF | 0x30FB => Folded::Mark('*'),
        0x2026 | 0x3002 => Folded::Mark('.'),
        0x3001 | 0x060C => Folded::Mark(','),
        0x061B => Folded::Mark(';'),
        0x061F => Folded::Mark('?'),
        0x0218 | 0x0219 => Folded::Letter('s'),
        0x021A | 0x021B => Folded::Letter('t'),
        0x0370..=0x03FF => fold_greek(c, code),
        0x0401 | 0x0451 => Folded::Letter('е'),
        0x0591..=0x05F4 => fold_hebrew(c, code),
        0x0622 | 0x0623 | 0x0625 => Folded::Letter('ا'),
        0x0629 | 0x06C0 => Folded::Letter('ه'),
        0x0649 | 0x06CC => Folded::Letter('ي'),
        0x06A9 => Folded::Letter('ك'),
        0x0660..=0x0669 | 0x06F0..=0x06F9 => Folded::Digit,
        0x0900..=0x097F => fold_devanagari(c, code),
        0x0E01..=0x0E3A
        | 0x0E40..=0x0E4E
        | 0x3005..=0x3007
        | 0x3040..=0x30FF
        | 0x31F0..=0x31FF
        | 0x3400..=0x9FFF
        | 0xF900..=0xFAFF
        | 0x20000..=0x2FFFF => Folded::Han(c),
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).map_or(Folded::Mark(c), fold_ascii),
        0x0410..=0x042F => Folded::Letter(char::from_u32(code + 0x20).unwrap_or(c)),
        0x0430..=0x044F | 0x0620..=0x064A | 0xAC00..=0xD7A3 => Folded::Letter(c),
        0x2070..=0x2BFF | 0x1F000..=0x1FAFF => Folded::Mark(c),
        _ => fold_other(c),
    }
}

fn fold_ascii(c: char) -> Folded {
    match c {
        'a'..='z' => Folded::Letter(c),
        'A'..='Z' => Folded::Letter(c.to_ascii_lowercase()),
        '0'..='9' => Folded::Digit,
        '\'' | '`' => Folded::Apostrophe,
        // `#` is a number in phrases; the sign itself is another token.
        '#' => Folded::Mark('♯'),
        '\u{0}'..=' ' | '\u{7f}' => Folded::Space,
        _ => Folded::Mark(c),
    }
}

fn fold_latin(c: char, code: u32) -> Folded {
    let base = usize::try_from(code - 0xC0)
        .ok()
        .and_then(|at| LATIN.get(at))
        .copied()
        .unwrap_or(b'.');
    match (base, c) {
        (_, 'Æ' | 'æ') => Folded::Pair('a', 'e'),
        (_, 'Œ' | 'œ') => Folded::Pair('o', 'e'),
        (_, 'ß') => Folded::Pair('s', 's'),
        (_, 'Þ' | 'þ') => Folded::Pair('t', 'h'),
        (_, 'Ĳ' | 'ĳ') => Folded::Pair('i', 'j'),
        (b'.', '×' | '÷') => Folded::Mark(c),
        (b'.', _) => Folded::Letter(c),
        (base, _) => Folded::Letter(char::from(base)),
    }
}

/// Capitals of headings bear no accents, and a sigma at the end of a word has a form of its own.
fn fold_greek(c: char, code: u32) -> Folded {
    let base = match code {
        0x0386 | 0x03AC => 'α',
        0x0388 | 0x03AD => 'ε',
        0x0389 | 0x03AE => 'η',
        0x038A | 0x0390 | 0x03AA | 0x03AF | 0x03CA => 'ι',
        0x038C | 0x03CC => 'ο',
        0x038E | 0x03AB | 0x03B0 | 0x03CB | 0x03CD => 'υ',
        0x038F | 0x03CE => 'ω',
        0x03C2 => 'σ',
        _ => return fold_other(c),
    };
    Folded::Letter(base)
}

/// Points that say how to read a letter go, and Hebrew's own quotes are quotes.
fn fold_hebrew(c: char, code: u32) -> Folded {
    match code {
        0x05BE => Folded::Mark('-'),
        0x05F3 => Folded::Apostrophe,
        0x05F4 => Folded::Mark('"'),
        0x05D0..=0x05F2 => Folded::Letter(c),
        _ => Folded::Nothing,
    }
}

/// A vowel that is taken away holds a word together; a dot below a letter is written or not.
fn fold_devanagari(c: char, code: u32) -> Folded {
    const DOTTED: [char; 8] = ['क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य'];
    match code {
        0x093C => Folded::Nothing,
        0x094D => Folded::Letter(c),
        0x0958..=0x095F => Folded::Letter(DOTTED[code as usize - 0x0958]),
        0x0964 | 0x0965 => Folded::Mark('.'),
        _ => fold_other(c),
    }
}

fn fold_other(c: char) -> Folded {
    if c.is_alphabetic() {
        Folded::Letter(c.to_lowercase().next().unwrap_or(c))
    } else if c.is_numeric() {
        Folded::Digit
    } else if c.is_whitespace() {
        Folded::Space
    } else {
        Folded::Mark(c)
    }
}
