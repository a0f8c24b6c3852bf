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
pub(super) const VOICES: [&str; LISTS] = [
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

/// All words with the number of their voice.
#[cfg(test)]
pub(super) fn voices_of_words() -> impl Iterator<Item = (&'static str, u8)> {
    ALL.iter().map(|(word, voice)| (*word, *voice))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_a_voice_by_their_lower_case() {
        assert!(ALL.keys().all(|word| word.len() <= LONGEST));
        assert_eq!((voice_of("i", "i"), voice_of("I", "i")), (None, Some(0)));
    }
}
