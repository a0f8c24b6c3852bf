//! Languages: guessing one from a text by its script and its stop words.

mod stopwords;
mod tag;

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::document::Document;
use crate::lanes;
use crate::rules::fold::{Token, tokenize, word_hash};
use stopwords::STOP_WORDS;
pub(crate) use tag::{is_code, is_subtag, pack_of, two_letters};

/// Bytes of a text that are looked at for its language.
const SAMPLE: usize = 2500;
/// Stop words that a text must hold before it says something, and their least share of its words.
const LEAST_HITS: u32 = 3;
const LEAST_SHARE: f32 = 0.15;
/// Slots of the table of stop words: a power of two, under half full.
const SLOTS: usize = 4096;
const SLOT_BITS: u32 = SLOTS.trailing_zeros();
/// Bits of a slot that are the number of a set of languages; the others are those of the word's hash.
const SET_BITS: u32 = 8;
/// Words that are moved for a new one, at most.
const MOST_MOVES: usize = 64;

/// Stop words of all languages: hash of the folded word → the languages of which it is one. Each word has two slots and
/// is in one of them, so that both are read and nothing is guessed.
struct Table {
    slots: Box<[u64]>,
    /// Sets of languages, a bit each. The first is empty.
    sets: Vec<u32>,
}

impl Table {
    fn shared() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(Self::new)
    }

    fn new() -> Self {
        let mut languages: FxHashMap<u64, u32> = FxHashMap::default();
        for (language, (_, words)) in STOP_WORDS.iter().enumerate() {
            for word in words.split_whitespace() {
                *languages.entry(word_hash(word)).or_default() |= 1 << language;
            }
        }
        let mut table = Self {
            slots: vec![0; SLOTS].into(),
            sets: vec![0],
        };
        for (hash, set) in languages {
            let known = table.sets.iter().position(|known| *known == set);
            let number = known.unwrap_or_else(|| {
                table.sets.push(set);
                table.sets.len() - 1
            });
            table.insert(hash >> SET_BITS << SET_BITS | number as u64);
        }
        table
    }

    /// Puts a word into one of its slots; what is there moves to its other one.
    fn insert(&mut self, mut word: u64) {
        let [mut place, _] = places(word);
        for _ in 0..MOST_MOVES {
            word = std::mem::replace(&mut self.slots[place], word);
            if word == 0 {
                return;
            }
            let [one, other] = places(word);
            place = if place == one { other } else { one };
        }
    }

    /// The number of the set of languages of which the word of this hash is a stop word.
    #[allow(clippy::cast_possible_truncation)] // the lowest bits
    fn set_of(&self, hash: u64) -> u8 {
        let [one, other] = places(hash).map(|place| {
            let slot = self.slots[place];
            let is_same = (slot ^ hash) >> SET_BITS == 0;
            slot as u8 * u8::from(is_same)
        });
        one | other
    }
}

/// The slots of a word, by bits that are in the table, too.
#[allow(clippy::cast_possible_truncation)] // the number of bits of a place
fn places(hash: u64) -> [usize; 2] {
    [64 - SLOT_BITS, 64 - 2 * SLOT_BITS].map(|shift| (hash >> shift) as usize % SLOTS)
}

/// The language of a text by its script and stop words: one of those with a rule pack, or `None` where the text is too
/// short or in another. Looks at the first few thousand letters alone.
pub(crate) fn guess(text: &str) -> Option<&'static str> {
    let sample = start_of(text, SAMPLE);
    by_script(sample).unwrap_or_else(|| {
        let mut hits = Hits::default();
        hits.add_text(sample, 0);
        hits.best()
    })
}

/// The same for a document, parts of which may have been read before.
pub(crate) fn guess_of(document: &Document) -> Option<&'static str> {
    let sample = start_of(&document.text, SAMPLE);
    by_script(sample).unwrap_or_else(|| {
        let (mut hits, mut end) = (Hits::default(), 0);
        let blocks = document.blocks.iter().enumerate();
        for (at, block) in blocks.take_while(|(_, block)| block.span.end <= sample.len()) {
            let Some(tokens) = document.reading.tokens(at) else {
                return guess(sample);
            };
            hits.add(tokens);
            end = block.span.end;
        }
        hits.add_text(sample, end);
        hits.best()
    })
}

/// The start of a text, of at most this many bytes.
fn start_of(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Letters of a sample by script.
#[derive(Default)]
struct Scripts {
    letters: u32,
    han: u32,
    kana: u32,
    arabic: u32,
    cyrillic: u32,
    greek: u32,
    hebrew: u32,
    devanagari: u32,
    thai: u32,
    hangul: u32,
    /// The g with a breve, and the i with a dot above as a capital or without one as a small letter: Turkish.
    turkish: u32,
    /// Letters that Arabic lacks, and Persian has.
    persian: u32,
    /// Letters that Russian lacks, and Ukrainian has.
    ukrainian: u32,
    /// Letters of none of these languages: Urdu, Kurdish, Pashto, Serbian, Belarusian, Kazakh, Azerbaijani …
    foreign: u32,
}

/// Bytes whose letters are counted at once where they are ASCII.
const PART: usize = 64;

fn count_scripts(sample: &str) -> Scripts {
    let (bytes, mut count) = (sample.as_bytes(), Scripts::default());
    for (part, start) in bytes.chunks(PART).zip((0..).step_by(PART)) {
        if part.is_ascii() {
            count.letters += ascii_letters(part);
        } else {
            count.add_part(sample, start..start + part.len());
        }
    }
    count
}

/// ASCII letters of a part: counted in single bytes, this is done many at a time.
fn ascii_letters(part: &[u8]) -> u32 {
    let is_letter = |byte: &u8| u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
    u32::from(part.iter().map(is_letter).sum::<u8>())
}

impl Scripts {
    /// Counts a part of a sample, of a length that can be divided by eight but for the last.
    fn add_part(&mut self, sample: &str, part: Range<usize>) {
        let bytes = sample.as_bytes();
        for at in part.step_by(8) {
            let chunk = lanes::eight(bytes, at);
            self.letters += lanes::count_letters(chunk);
            if lanes::has_high(chunk) {
                let starts =
                    (at..at + 8).filter(|at| bytes.get(*at).is_some_and(|byte| *byte >= 0xC0));
                let chars = starts.filter_map(|at| sample.get(at..)?.chars().next());
                chars.for_each(|c| self.add(c));
            }
        }
    }

    /// Counts a character outside ASCII.
    fn add(&mut self, c: char) {
        match c as u32 {
            0x011E | 0x011F | 0x0130 | 0x0131 => {
                self.letters += 1;
                self.turkish += 1;
            }
            0x018F | 0x0259 => {
                self.letters += 1;
                self.foreign += 1;
            }
            0xC0..=0x24F => self.letters += 1,
            0x067E | 0x0686 | 0x0698 | 0x06A9 | 0x06AF | 0x06CC => {
                self.arabic += 1;
                self.persian += 1;
            }
            0x0620..=0x064A => self.arabic += 1,
            0x0671..=0x06D5 => {
                self.arabic += 1;
                self.foreign += 1;
            }
            0x0404 | 0x0406 | 0x0407 | 0x0454 | 0x0456 | 0x0457 | 0x0490 | 0x0491 => {
                self.cyrillic += 1;
                self.ukrainian += 1;
            }
            0x0402..=0x040F | 0x0452..=0x045F | 0x0492..=0x04FF => {
                self.cyrillic += 1;
                self.foreign += 1;
            }
            0x0400..=0x0491 => self.cyrillic += 1,
            0x0370..=0x03FF => self.greek += 1,
            0x05D0..=0x05EA => self.hebrew += 1,
            0x0904..=0x0939 => self.devanagari += 1,
            0x0E01..=0x0E2E => self.thai += 1,
            0x3040..=0x30FF => self.kana += 1,
            0x4E00..=0x9FFF => self.han += 1,
            0xAC00..=0xD7A3 => self.hangul += 1,
            _ => {}
        }
    }
}

/// Letters among which one that a language lacks says that it is another.
const ALIEN: u32 = 50;

impl Scripts {
    /// The language of an alphabet in which there is more than in Latin letters; `Some(None)` where it is none known here.
    #[allow(clippy::option_option)]
    fn by_alphabet(&self) -> Option<Option<&'static str>> {
        let of_two = |letters: u32, own: u32, one: &'static str, other: &'static str| {
            let is_foreign = self.foreign * ALIEN > letters;
            let known = if own * ALIEN > letters { other } else { one };
            (!is_foreign).then_some(known)
        };
        let alphabets = [
            (self.arabic, of_two(self.arabic, self.persian, "ar", "fa")),
            (
                self.cyrillic,
                of_two(self.cyrillic, self.ukrainian, "ru", "uk"),
            ),
            (self.greek, Some("el")),
            (self.hebrew, Some("he")),
            // A sign of these says as much as two letters.
            (self.devanagari * 2, Some("hi")),
            (self.thai * 2, Some("th")),
            (self.hangul * 2, Some("ko")),
        ];
        let found = alphabets
            .into_iter()
            .find(|(letters, _)| *letters > self.letters);
        found.map(|(_, language)| language)
    }
}

/// Letters among which one is Turkish alone where a text is; in Turkish it is one of seventeen.
const TURKISH: u32 = 50;

/// `Some(None)`: the script is no Latin one and of no language known here.
#[allow(clippy::option_option)]
fn by_script(sample: &str) -> Option<Option<&'static str>> {
    let count = count_scripts(sample);
    // A character of Chinese says as much as two or three letters.
    let east = (count.han + count.kana) * 3;
    if east > count.letters && east > count.arabic && east > count.cyrillic {
        let is_japanese = count.kana * 10 > count.han + count.kana;
        return Some(Some(if is_japanese { "ja" } else { "zh" }));
    }
    if let Some(language) = count.by_alphabet() {
        return Some(language);
    }
    // Its stop words are too few to tell it by: what they say in other languages, it says in endings.
    if count.turkish * TURKISH > count.letters {
        let is_other = count.foreign * TURKISH > count.letters;
        return Some((!is_other).then_some("tr"));
    }
    None
}

/// Stop words in a text by the set of their languages, and all its words.
struct Hits {
    sets: [u32; 1 << SET_BITS],
    words: u32,
}

impl Default for Hits {
    fn default() -> Self {
        let sets = [0; 1 << SET_BITS];
        Self { sets, words: 0 }
    }
}

impl Hits {
    /// Counts the words of a text from a place on.
    fn add_text(&mut self, text: &str, from: usize) {
        let mut tokens: Vec<Token> = Vec::with_capacity(SAMPLE / 4);
        tokenize(text, from, &mut tokens);
        self.add(&tokens);
    }

    /// Counts words. Which of them are stop words is past a processor's guessing: what is none counts for the empty set.
    fn add(&mut self, tokens: &[Token]) {
        let table = Table::shared();
        for token in tokens {
            let is_word = token.is_word();
            self.words += u32::from(is_word);
            let set = table.set_of(token.hash) * u8::from(is_word);
            self.sets[usize::from(set)] += 1;
        }
    }

    /// How many are stop words of each language.
    fn by_language(&self) -> [u32; STOP_WORDS.len()] {
        let mut hits = [0; STOP_WORDS.len()];
        let sets = self.sets.iter().zip(&Table::shared().sets);
        for (count, set) in sets.filter(|(count, _)| **count > 0) {
            let mut rest = *set;
            while rest != 0 {
                hits[rest.trailing_zeros() as usize] += count;
                rest &= rest - 1;
            }
        }
        hits
    }

    /// The language with most of them, where it is one alone and they are enough.
    fn best(&self) -> Option<&'static str> {
        let all = self.by_language();
        let hits = all.iter().enumerate();
        let (best, &most) = hits.max_by_key(|&(at, &count)| (count, usize::MAX - at))?;
        #[allow(clippy::cast_precision_loss)] // a few thousand words
        let share = most as f32 / self.words.max(1) as f32;
        let is_alone = all.iter().filter(|&&count| count == most).count() == 1;
        if most < LEAST_HITS || share < LEAST_SHARE || !is_alone {
            return None;
        }
        STOP_WORDS.get(best).map(|(code, _)| *code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_stop_words_are_in_the_table() {
        let table = Table::new();
        assert!(table.sets.len() <= 1 << SET_BITS);
        for (language, (_, words)) in STOP_WORDS.iter().enumerate() {
            for word in words.split_whitespace() {
                let set = table.sets[usize::from(table.set_of(word_hash(word)))];
                assert!(set >> language & 1 == 1, "{word}");
            }
        }
    }

    #[test]
    #[allow(clippy::too_many_lines, reason = "one text a language")]
    fn languages_are_told_by_script_and_stop_words() {
        for (language, text) in [
            (
                "en",
                "The council met on Tuesday evening and voted for the plan after a long debate.",
            ),
            (
                "de",
                "Der Rat hat am Dienstag über den Plan beraten und ihn nach einer langen Debatte angenommen.",
            ),
            (
                "fr",
                "Le conseil s'est réuni mardi soir et a voté le plan après un débat de plus de trois heures.",
            ),
            (
                "es",
                "El consejo se reunió el martes por la noche y votó a favor del plan tras un largo debate.",
            ),
            (
                "it",
                "Il consiglio si è riunito martedì sera e ha votato il piano dopo un dibattito di tre ore.",
            ),
            (
                "pt",
                "O conselho reuniu-se na noite de terça-feira e votou a favor do plano após um longo debate.",
            ),
            (
                "nl",
                "De raad kwam dinsdagavond bijeen en stemde na een lang debat voor het plan van de burgemeester.",
            ),
            (
                "pl",
                "Rada zebrała się we wtorek wieczorem i po długiej debacie głosowała za planem, który jest nowy.",
            ),
            (
                "ru",
                "Совет собрался во вторник вечером и после долгих споров проголосовал за план.",
            ),
            (
                "tr",
                "Meclis salı akşamı toplandı ve uzun bir tartışmadan sonra bu plan için oy verdi.",
            ),
            (
                "zh",
                "市议会周二晚上开会，经过三个多小时的辩论后通过了这项计划。",
            ),
            (
                "ja",
                "市議会は火曜日の夜に開かれ、三時間を超える議論の末に計画を可決した。",
            ),
            (
                "ar",
                "اجتمع المجلس مساء الثلاثاء وصوت لصالح الخطة بعد نقاش استمر أكثر من ثلاث ساعات.",
            ),
            (
                "sv",
                "Fullmäktige möttes på tisdagskvällen och röstade för planen efter en debatt som varade i mer än tre timmar. De flesta som talade hade väntat på den här dagen ända sedan den gamla färjan såldes.",
            ),
            (
                "no",
                "Bystyret møttes tirsdag kveld og stemte for planen etter en debatt som varte i mer enn tre timer. De fleste av dem som tok ordet, hadde ventet på denne dagen helt siden den gamle fergen ble solgt.",
            ),
            (
                "da",
                "Byrådet mødtes tirsdag aften og stemte for planen efter en debat, der varede mere end tre timer. De fleste af dem, der tog ordet, havde ventet på denne dag, lige siden den gamle færge blev solgt.",
            ),
            (
                "fi",
                "Valtuusto kokoontui tiistai-iltana ja äänesti suunnitelman puolesta yli kolme tuntia kestäneen keskustelun jälkeen. Useimmat puhujista olivat odottaneet tätä päivää siitä asti, kun vanha lautta myytiin.",
            ),
            (
                "cs",
                "Rada se sešla v úterý večer a po debatě, která trvala déle než tři hodiny, hlasovala pro plán. Většina těch, kdo mluvili, čekala na tento den od doby, kdy byl prodán starý přívoz.",
            ),
            (
                "ro",
                "Consiliul s-a întrunit marți seara și a votat planul după o dezbatere care a durat mai mult de trei ore. Cei mai mulți dintre cei care au vorbit așteptau această zi de când fusese vândut vechiul bac.",
            ),
            (
                "hu",
                "A tanács kedden este ült össze, és egy több mint háromórás vita után megszavazta a tervet. A felszólalók többsége azóta várt erre a napra, hogy eladták a régi kompot.",
            ),
            (
                "uk",
                "Рада зібралася у вівторок увечері й після дебатів, які тривали понад три години, проголосувала за план. Більшість із тих, хто виступав, чекала на цей день відтоді, як продали старий пором.",
            ),
            (
                "el",
                "Το δημοτικό συμβούλιο συνεδρίασε το βράδυ της Τρίτης και ψήφισε υπέρ του σχεδίου έπειτα από μια συζήτηση που κράτησε περισσότερες από τρεις ώρες. Οι περισσότεροι από όσους μίλησαν περίμεναν αυτή την ημέρα από τότε που πουλήθηκε το παλιό πορθμείο.",
            ),
            (
                "he",
                "המועצה התכנסה ביום שלישי בערב והצביעה בעד התוכנית לאחר דיון שנמשך יותר משלוש שעות. רוב האנשים שדיברו חיכו ליום הזה מאז שהמעבורת הישנה נמכרה, ורבים מהם באו עם הילדים.",
            ),
            (
                "fa",
                "شورای شهر سه‌شنبه شب تشکیل جلسه داد و پس از بحثی که بیش از سه ساعت طول کشید به این طرح رأی داد. بیشتر کسانی که صحبت کردند از روزی که کشتی قدیمی فروخته شد در انتظار چنین روزی بودند.",
            ),
            (
                "hi",
                "परिषद की बैठक मंगलवार की शाम को हुई और तीन घंटे से ज्यादा चली बहस के बाद उसने योजना के पक्ष में मतदान किया। जिन लोगों ने अपनी बात रखी, उनमें से ज्यादातर उस दिन से इसका इंतजार कर रहे थे जब पुरानी नाव बेच दी गई थी।",
            ),
            (
                "th",
                "สภาเมืองประชุมกันเมื่อค่ำวันอังคารและลงมติเห็นชอบกับแผนนี้หลังจากอภิปรายกันนานกว่าสามชั่วโมง คนส่วนใหญ่ที่ลุกขึ้นพูดรอคอยวันนี้มาตั้งแต่เรือข้ามฟากลำเก่าถูกขายไป หลายคนพาลูกมาด้วยและนั่งฟังอยู่ในห้องประชุมจนดึก",
            ),
            (
                "ko",
                "의회는 화요일 저녁에 열려 세 시간이 넘는 토론 끝에 이 계획을 통과시켰다. 발언한 사람들은 대부분 낡은 나룻배가 팔린 뒤로 이날을 기다려 왔다. 아이를 데리고 온 사람도 많아 회의장은 밤늦도록 가득 차 있었다.",
            ),
            (
                "vi",
                "Hội đồng họp vào tối thứ Ba và đã bỏ phiếu thông qua kế hoạch sau một cuộc tranh luận kéo dài hơn ba giờ đồng hồ. Phần lớn những người phát biểu đã chờ ngày này từ khi chiếc phà cũ bị bán đi.",
            ),
            (
                "id",
                "Dewan kota bersidang pada Selasa malam dan menyetujui rencana itu setelah perdebatan yang berlangsung lebih dari tiga jam. Kebanyakan orang yang berbicara sudah menunggu hari ini sejak kapal penyeberangan yang lama dijual.",
            ),
        ] {
            assert_eq!(guess(text), Some(language), "{text}");
        }
        let endings = "Köylüler kapanan okulu kütüphaneye çevirdi, ilk günde üç yüz kitap ödünç verildi, rafları gençler yaptı.";
        assert_eq!(guess(endings), Some("tr"));
        assert_eq!(
            guess(
                "Kəndlilər bağlanan məktəbi kitabxanaya çevirdi, rəfləri gənclər düzəltdi, qışda sobanı yandırdılar."
            ),
            None
        );
        assert_eq!(guess("pCloud Premium"), None);
        for other in [
            "Савет сабраўся ў аўторак увечары і пасля спрэчак падтрымаў яго.",
            "Савет је у уторак увече гласао за нови план, који је после дуге расправе подржан.",
            "Кеңес сейсенбі күні кешке жиналып, ұзақ пікірталастан кейін жоспарды қолдады.",
            "کونسل کا اجلاس منگل کی شام ہوا اور طویل بحث کے بعد منصوبے کے حق میں ووٹ دیا گیا۔",
        ] {
            assert_eq!(guess(other), None, "{other}");
        }
    }
}
