//! Whose voice a word is, the writer's, the writers' or the reader's, and what kind of page talks so: a report, a forum, a
//! manual or a shop.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// How many of the lists are persons; the others are topics.
pub(crate) const PERSONS: usize = 3;
/// How many lists there are.
pub(crate) const LISTS: usize = 7;

/// Words of the first person singular, the first person plural and the second person; then words of reports, of forums, of
/// manuals and of shops, of eight letters at most where they are ASCII. A word that means something else in another of the
/// languages is left out.
const VOICES: [&str; LISTS] = [
    "I I'm I've I'd I'll im i'm i've my myself me mine ich mich mir mein meine meinen meiner je j'ai moi mon mes yo mis \
     io mio mia mie eu meu minha meus minhas ik mij mijn mnie mój moja moje я меня мне мой моя мои benim bana beni أنا",
    "we we're we've we'll our ours us wir uns unser unsere unseren unserer unserem nous notre nos nosotros nuestro nuestra \
     nuestros nuestras noi nostro nostra nostri nostre nós nosso nossa nossos nossas wij ons onze nasz nasza nasze naszych \
     мы нас нам наш наша наши наших biz bizim bize نحن",
    "you you're you'll you've your yours du dich dir dein deine deinen vous votre vos usted ustedes voi vostro vostra \
     vostri vostre você vocês jij jouw uw twój twoja twoje вы вас вам ваш ваша ваши siz sizin size أنت",
    "said says told asked added noted reported sagte sagten sagt erklärte laut berichtet déclaré expliqué affirmé selon dijo según \
     afirmó añadió detto secondo spiegato disse afirmou segundo volgens zegt powiedział według сказал заявил сообщил dedi",
    "reply replies replied thread threads posts posted joined forum forums topic topics members upvote answers answered \
     beitrag beiträge antworten thema mitglied respuestas respuesta mensajes réponse réponses messages sujet ответ ответить тема",
    "api docs install function syntax returns command commands argument method methods object string boolean integer default \
     config server module package version debug browser variable query queries schema endpoint token installieren befehl",
    "buy price prices pricing order orders product products shop cart shipping checkout demo trial stock sku warranty delivery \
     kaufen preis preise bestellen lieferung warenkorb produkt produkte versand acheter prix commande livraison produits \
     comprar precio envío producto productos acquista prezzo prodotti preço compra kopen prijs bestel cena koszyk купить цена",
];

/// Bytes of the longest of them at most.
pub(super) const LONGEST: usize = 16;

static ALL: LazyLock<FxHashMap<&str, u8>> = LazyLock::new(|| {
    let lists = VOICES.into_iter().zip(0..);
    lists
        .flat_map(|(words, voice)| words.split(' ').map(move |word| (word, voice)))
        .collect()
});

/// The number of a word's voice, by its lower case.
pub(super) fn voice_of(word: &str, lower: &str) -> Option<u8> {
    // English "I" is a word of its own only in capitals.
    let own = if word.starts_with('I') {
        ALL.get(word)
    } else {
        None
    };
    own.or_else(|| ALL.get(lower)).copied()
}

/// The same for an ASCII word of at most eight bytes, as lanes: the lower case with zeros after it.
pub(super) fn short_voice_of(first: u64, lower: u64) -> Option<u8> {
    let capital = u64::from(b'I');
    let own = if first & 0xff == capital {
        find(lower & !0xff | capital)
    } else {
        None
    };
    own.or_else(|| find(lower))
}

/// Places of the table: a power of two, four times the words.
const PLACES: usize = 1024;

/// The ASCII words, as lanes, with their voice.
static SHORT: [(u64, u8); PLACES] = short();

const fn short() -> [(u64, u8); PLACES] {
    let mut table = [(0, 0); PLACES];
    let mut voice = 0;
    while voice < VOICES.len() {
        let bytes = VOICES[voice].as_bytes();
        let (mut at, mut key, mut length, mut is_short) = (0, 0u64, 0, true);
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                if is_short && key != 0 {
                    let mut place = place(key);
                    while table[place].0 != 0 {
                        place = (place + 1) % PLACES;
                    }
                    #[allow(clippy::cast_possible_truncation)] // below `LISTS`
                    let number = voice as u8;
                    table[place] = (key, number);
                }
                (key, length, is_short) = (0, 0, true);
            } else {
                is_short = is_short && length < 8 && bytes[at].is_ascii();
                if is_short {
                    key |= (bytes[at] as u64) << (8 * length);
                }
                length += 1;
            }
            at += 1;
        }
        voice += 1;
    }
    table
}

const fn place(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize % PLACES
}

fn find(key: u64) -> Option<u8> {
    let mut place = place(key);
    while SHORT[place].0 != 0 {
        if SHORT[place].0 == key {
            return Some(SHORT[place].1);
        }
        place = (place + 1) % PLACES;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes;

    #[test]
    fn short_words_are_found_as_all_are() {
        for (&word, &voice) in ALL.iter() {
            assert!(word.len() <= LONGEST, "{word}");
            if word.len() <= 8 && word.is_ascii() {
                assert_eq!(
                    find(lanes::eight(word.as_bytes(), 0)),
                    Some(voice),
                    "{word}"
                );
            }
        }
        assert_eq!(find(lanes::eight(b"bridge", 0)), None);
        assert_eq!((voice_of("i", "i"), voice_of("I", "i")), (None, Some(0)));
    }
}
