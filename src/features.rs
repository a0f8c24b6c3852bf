//! What can be measured of a piece of text by itself.

/// Counts over one block, made in one pass.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Measures {
    /// Words; two characters of a script without spaces count as one.
    pub(crate) words: u32,
    /// Words inside links.
    pub(crate) link_words: u32,
    /// Links that start in the block.
    pub(crate) links: u16,
    /// Function words of the languages that have a list.
    pub(crate) stopwords: u32,
    /// Sentence ends followed by a space or the end.
    pub(crate) stops: u16,
    pub(crate) commas: u16,
    /// Words that start with a capital.
    pub(crate) capitalized: u16,
    /// Words all in capitals, of two letters or more.
    pub(crate) shouted: u16,
    /// Words that are or start with a digit.
    pub(crate) numbers: u16,
    /// `|`, `»`, `›`, `·`, `•`, `/` between blanks.
    pub(crate) separators: u16,
    /// Characters of code: `{}[]();=<>_\`.
    pub(crate) code_signs: u16,
    pub(crate) currency: bool,
    pub(crate) ends: End,
    pub(crate) starts_lower: bool,
    pub(crate) starts_digit: bool,
    pub(crate) at_sign: bool,
    pub(crate) quotes: bool,
    /// A script that puts no spaces between words.
    pub(crate) unspaced: bool,
}

/// How a block ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum End {
    #[default]
    Open,
    Stop,
    Question,
    Colon,
    Ellipsis,
    Comma,
}

impl Measures {
    /// Share of the words that are links.
    pub(crate) fn link_density(&self) -> f32 {
        if self.words == 0 {
            0.0
        } else {
            (f64::from(self.link_words) / f64::from(self.words)).min(1.0) as f32
        }
    }

    pub(crate) fn stopword_density(&self) -> f32 {
        if self.words == 0 {
            0.0
        } else {
            (f64::from(self.stopwords) / f64::from(self.words)) as f32
        }
    }

    /// Running text: enough words, and the marks of sentences.
    pub(crate) fn is_prose(&self) -> bool {
        let sentences = self.stops > 0 || matches!(self.ends, End::Stop | End::Question);
        let flowing = self.unspaced || self.stopword_density() >= 0.15;
        self.words >= 10
            && self.link_density() < 0.5
            && (sentences && flowing || self.words >= 25 && flowing)
    }

    /// Measures a text. `link_words` and `links` are the caller's.
    pub(crate) fn read(text: &str) -> Self {
        let mut measures = Self::default();
        for word in text.split_ascii_whitespace() {
            measures.add_word(word);
        }
        let end = text.trim_end_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '“' | '」' | '』'
                )
        });
        measures.ends = match end.chars().next_back() {
            Some('.') if end.ends_with("...") => End::Ellipsis,
            Some('.' | '!' | '。' | '！' | '؟' | '।' | '۔') => End::Stop,
            Some('?' | '？') => End::Question,
            Some(':' | '：') => End::Colon,
            Some('…') => End::Ellipsis,
            Some(',' | ';' | '、' | '،') => End::Comma,
            _ => End::Open,
        };
        if let Some(first) = text.trim_start().chars().next() {
            measures.starts_lower = first.is_lowercase();
            measures.starts_digit = first.is_ascii_digit();
        }
        measures
    }

    fn add_word(&mut self, word: &str) {
        if !word.is_ascii() {
            self.add_unicode(word);
            return;
        }
        let bytes = word.as_bytes();
        let last = bytes[bytes.len() - 1];
        let (mut letters, mut upper, mut alnum, mut runs) = (0u32, 0u32, false, 0u32);
        for &byte in bytes {
            match byte {
                b'a'..=b'z' => letters += 1,
                b'A'..=b'Z' => {
                    letters += 1;
                    upper += 1;
                }
                b'0'..=b'9' => {}
                b',' => self.commas = self.commas.saturating_add(1),
                b'{' | b'}' | b'[' | b']' | b'(' | b';' | b'=' | b'<' | b'>' | b'_' | b'\\' => {
                    self.code_signs = self.code_signs.saturating_add(1);
                }
                b'$' => self.currency = true,
                b'@' => self.at_sign = true,
                b'"' => self.quotes = true,
                _ => {}
            }
            let is_alnum = byte.is_ascii_alphanumeric() || byte == b'\'';
            if is_alnum && !alnum {
                runs += 1;
            }
            alnum = is_alnum;
        }
        if runs == 0 {
            if matches!(bytes, b"|" | b"/" | b">" | b"-" | b"*" | b"::" | b"+") {
                self.separators = self.separators.saturating_add(1);
            }
            return;
        }
        self.words += runs;
        self.close_word(bytes, last, letters, upper);
    }

    fn close_word(&mut self, bytes: &[u8], last: u8, letters: u32, upper: u32) {
        if bytes[0].is_ascii_uppercase() {
            self.capitalized = self.capitalized.saturating_add(1);
        }
        if letters >= 2 && upper == letters {
            self.shouted = self.shouted.saturating_add(1);
        }
        if bytes[0].is_ascii_digit() {
            self.numbers = self.numbers.saturating_add(1);
        }
        let stops = matches!(last, b'.' | b'!' | b'?')
            || bytes.len() > 1
                && matches!(last, b'"' | b'\'' | b')')
                && matches!(bytes[bytes.len() - 2], b'.' | b'!' | b'?');
        if stops && letters > 1 {
            self.stops = self.stops.saturating_add(1);
        }
        let end = bytes
            .iter()
            .rposition(u8::is_ascii_alphabetic)
            .map_or(0, |at| at + 1);
        let start = bytes.iter().position(u8::is_ascii_alphabetic).unwrap_or(0);
        if start < end && end - start <= 5 && is_stopword(&bytes[start..end]) {
            self.stopwords += 1;
        }
    }

    fn add_unicode(&mut self, word: &str) {
        let (mut letters, mut unspaced, mut upper, mut first, mut runs, mut in_run) =
            (0u32, 0u32, 0u32, None, 0u32, false);
        for c in word.chars() {
            let alnum = c.is_alphanumeric();
            if alnum {
                first = first.or(Some(c));
                letters += 1;
                upper += u32::from(c.is_uppercase());
                if is_unspaced(c) {
                    unspaced += 1;
                } else if !in_run {
                    runs += 1;
                }
            }
            in_run = alnum || matches!(c, '\'' | '’') || c.is_ascii() && in_run && c == '\'';
            match c {
                ',' | '、' | '،' | '，' => self.commas = self.commas.saturating_add(1),
                '。' | '！' | '？' | '؟' | '।' | '۔' => {
                    self.stops = self.stops.saturating_add(1)
                }
                '€' | '£' | '¥' | '₹' | '$' => self.currency = true,
                '“' | '”' | '„' | '«' | '»' | '"' | '「' => self.quotes = true,
                '@' => self.at_sign = true,
                _ => {}
            }
        }
        if letters == 0 {
            if matches!(
                word,
                "»" | "›"
                    | "·"
                    | "•"
                    | "–"
                    | "—"
                    | "→"
                    | "«"
                    | "‹"
                    | "←"
                    | "▸"
                    | "▶"
                    | "●"
                    | "|"
                    | "◆"
            ) {
                self.separators = self.separators.saturating_add(1);
            }
            return;
        }
        self.unspaced |= unspaced * 2 > letters;
        self.words += runs + unspaced.div_ceil(2);
        let end = word.trim_end_matches(['"', '”', '’', '»', ')', '“']);
        if end.ends_with(['.', '!', '?', '…']) && letters > 1 {
            self.stops = self.stops.saturating_add(1);
        }
        if let Some(first) = first {
            self.capitalized = self
                .capitalized
                .saturating_add(u16::from(first.is_uppercase()));
            self.numbers = self
                .numbers
                .saturating_add(u16::from(first.is_ascii_digit()));
        }
        self.shouted = self
            .shouted
            .saturating_add(u16::from(letters >= 2 && upper == letters));
        if letters <= 5 && is_unicode_stopword(word) {
            self.stopwords += 1;
        }
    }
}

/// Scripts that put no spaces between words: Thai, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Function words of at most five letters: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish,
/// Turkish and the Nordic languages, the commonest of each.
fn is_stopword(word: &[u8]) -> bool {
    let mut lower = [0u8; 5];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return false;
    };
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    let lower: &[u8] = lower;
    match lower.len() {
        1 => matches!(lower, b"a" | b"i" | b"e" | b"o" | b"y" | b"w" | b"z"),
        2 => matches!(
            lower,
            b"of"
                | b"to"
                | b"in"
                | b"is"
                | b"it"
                | b"on"
                | b"as"
                | b"at"
                | b"by"
                | b"an"
                | b"be"
                | b"he"
                | b"we"
                | b"or"
                | b"if"
                | b"so"
                | b"no"
                | b"my"
                | b"do"
                | b"us"
                | b"im"
                | b"am"
                | b"zu"
                | b"es"
                | b"er"
                | b"um"
                | b"da"
                | b"wo"
                | b"de"
                | b"la"
                | b"le"
                | b"et"
                | b"en"
                | b"un"
                | b"du"
                | b"il"
                | b"ce"
                | b"se"
                | b"ne"
                | b"au"
                | b"el"
                | b"lo"
                | b"su"
                | b"al"
                | b"si"
                | b"di"
                | b"os"
                | b"te"
                | b"ik"
                | b"je"
                | b"op"
                | b"na"
                | b"od"
                | b"po"
                | b"ve"
                | b"bu"
                | b"og"
                | b"av"
                | b"ja"
                | b"az"
                | b"go"
                | b"me"
                | b"up"
        ),
        3 => matches!(
            lower,
            b"the"
                | b"and"
                | b"for"
                | b"was"
                | b"are"
                | b"but"
                | b"not"
                | b"you"
                | b"had"
                | b"his"
                | b"her"
                | b"has"
                | b"its"
                | b"who"
                | b"all"
                | b"one"
                | b"our"
                | b"out"
                | b"can"
                | b"she"
                | b"him"
                | b"how"
                | b"may"
                | b"any"
                | b"der"
                | b"die"
                | b"das"
                | b"und"
                | b"den"
                | b"von"
                | b"mit"
                | b"des"
                | b"dem"
                | b"ein"
                | b"ist"
                | b"auf"
                | b"als"
                | b"sie"
                | b"aus"
                | b"bei"
                | b"nur"
                | b"wie"
                | b"man"
                | b"hat"
                | b"ich"
                | b"wir"
                | b"vor"
                | b"zum"
                | b"zur"
                | b"bis"
                | b"les"
                | b"une"
                | b"est"
                | b"que"
                | b"qui"
                | b"par"
                | b"sur"
                | b"pas"
                | b"son"
                | b"ses"
                | b"aux"
                | b"los"
                | b"las"
                | b"una"
                | b"con"
                | b"por"
                | b"del"
                | b"sus"
                | b"che"
                | b"per"
                | b"non"
                | b"nel"
                | b"uma"
                | b"com"
                | b"dos"
                | b"het"
                | b"een"
                | b"van"
                | b"dat"
                | b"nie"
                | b"jak"
                | b"bir"
                | b"som"
                | b"det"
                | b"att"
                | b"til"
                | b"med"
                | b"och"
                | b"egy"
        ),
        4 => matches!(
            lower,
            b"that"
                | b"with"
                | b"this"
                | b"from"
                | b"have"
                | b"they"
                | b"were"
                | b"been"
                | b"will"
                | b"what"
                | b"when"
                | b"your"
                | b"more"
                | b"than"
                | b"them"
                | b"some"
                | b"into"
                | b"only"
                | b"also"
                | b"over"
                | b"such"
                | b"then"
                | b"nach"
                | b"eine"
                | b"sich"
                | b"auch"
                | b"oder"
                | b"wird"
                | b"sind"
                | b"noch"
                | b"aber"
                | b"wenn"
                | b"kann"
                | b"dass"
                | b"mehr"
                | b"dans"
                | b"pour"
                | b"avec"
                | b"mais"
                | b"sont"
                | b"plus"
                | b"leur"
                | b"para"
                | b"pero"
                | b"como"
                | b"este"
                | b"esta"
                | b"sono"
                | b"alla"
                | b"voor"
                | b"niet"
                | b"door"
                | b"naar"
                | b"jest"
                | b"icin"
        ),
        5 => matches!(
            lower,
            b"which"
                | b"their"
                | b"there"
                | b"would"
                | b"about"
                | b"could"
                | b"other"
                | b"after"
                | b"these"
                | b"where"
                | b"those"
                | b"being"
                | b"einen"
                | b"einer"
                | b"eines"
                | b"einem"
                | b"nicht"
                | b"durch"
                | b"haben"
                | b"wurde"
                | b"diese"
                | b"entre"
                | b"comme"
                | b"cette"
                | b"elles"
                | b"sobre"
                | b"desde"
                | b"della"
                | b"delle"
                | b"anche"
                | b"degli"
        ),
        _ => false,
    }
}

/// Function words with letters outside ASCII, and those of Russian, Greek and Arabic.
fn is_unicode_stopword(word: &str) -> bool {
    matches!(
        word.trim_matches(|c: char| !c.is_alphanumeric()),
        "für"
            | "über"
            | "können"
            | "même"
            | "été"
            | "à"
            | "où"
            | "más"
            | "él"
            | "según"
            | "è"
            | "più"
            | "não"
            | "é"
            | "são"
            | "и"
            | "в"
            | "не"
            | "на"
            | "что"
            | "с"
            | "по"
            | "как"
            | "это"
            | "но"
            | "из"
            | "к"
            | "за"
            | "от"
            | "для"
            | "о"
            | "у"
            | "а"
            | "же"
            | "w"
            | "się"
            | "że"
            | "są"
            | "için"
            | "çok"
            | "på"
            | "är"
            | "för"
            | "från"
            | "της"
            | "του"
            | "και"
            | "το"
            | "να"
            | "من"
            | "في"
            | "على"
            | "إلى"
            | "أن"
            | "عن"
            | "هذا"
            | "التي"
            | "و"
            | "qu’il"
            | "c’est"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_a_sentence() {
        let m = Measures::read(
            "The council met on Tuesday evening, and voted for the plan after a debate of three hours.",
        );
        assert_eq!(m.words, 17);
        assert_eq!((m.commas, m.stops, m.ends), (1, 1, End::Stop));
        assert!(m.is_prose());
    }

    #[test]
    fn measures_unspaced_scripts() {
        let m =
            Measures::read("東京都は火曜日の夜に計画を承認した。市長は春に工事を始めると述べた。");
        assert!(
            m.unspaced && m.words > 10 && m.stops == 2 && m.is_prose(),
            "{m:?}"
        );
    }
}
