//! Letters and digits and their case, without a search in the tables of Unicode for the most frequent ones.

#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    match c {
        // Punctuation: general, of CJK, of full width.
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{ff00}'..='\u{ff0f}' => false,
        // Latin, Cyrillic, kana, Han.
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{400}'..='\u{481}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{4e00}'..='\u{9fff}' => true,
        _ => is_rarer_alphanumeric(c),
    }
}

#[inline(never)]
fn is_rarer_alphanumeric(c: char) -> bool {
    match c {
        // The rest of Latin-1, signs of currency, arrows and other symbols, boxes and shapes.
        '\u{80}'..='\u{bf}' => {
            matches!(c, 'ª' | '²' | '³' | 'µ' | '¹' | 'º' | '¼' | '½' | '¾')
        }
        '\u{20a0}'..='\u{20c0}' | '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2775}' => false,
        // Hangul.
        '\u{ac00}'..='\u{d7a3}' => true,
        _ => c.is_alphanumeric(),
    }
}

pub(crate) fn is_uppercase(c: char) -> bool {
    match c {
        'а'..='џ' | '\u{3041}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' => false,
        'Ѐ'..='Я' => true,
        _ => c.is_uppercase(),
    }
}

/// The first character of the lower case.
pub(crate) fn lowercase(c: char) -> char {
    let plus = |plus: u32| char::from_u32(u32::from(c) + plus).unwrap_or(c);
    match c {
        'а'..='џ' | '\u{3041}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' => c,
        'А'..='Я' => plus(0x20),
        'Ѐ'..='Џ' => plus(0x50),
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_what_unicode_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(super::is_uppercase(c), c.is_uppercase(), "{c:?}");
            assert_eq!(Some(super::lowercase(c)), c.to_lowercase().next(), "{c:?}");
        }
    }
}
