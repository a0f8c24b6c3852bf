//! Function words, as a table of short keys: the commonest of English, German, French, Spanish, Italian, Portuguese,
//! Dutch, Polish, Turkish and the Nordic languages. A density of them tells running text from labels; which language
//! it is does not matter here.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::known::known;
use crate::lanes;
use crate::letters::is_alphanumeric;

/// Longest word in the table, in letters.
pub(super) const LONGEST: usize = 5;

pub(super) const WORDS: &str = "\
a e i o w y z al am an as at au av az be bu by ce da de di do du el en er es et go he if ik il im in is it ja \
je la le lo me my na ne no od of og on op or os po se si so su te to um un up us ve we wo zu all als and any \
are att auf aus aux bei bir bis but can che com con das dat del dem den der des det die dos een egy ein est \
for had has hat her het him his how ich ist its jak las les los man may med mit nel nie non not nur och one \
our out par pas per por que qui ses she sie som son sur sus the til uma una und une van von vor was who wie \
wir you zum zur aber alla also auch avec been como dans dass door eine esta este from have icin into jest kann \
leur mais mehr more naar nach niet noch oder only over para pero plus pour sich sind some sono sont such than \
that them then they this voor wenn were what when will wird with your about after anche being cette comme \
could degli della delle desde diese durch einem einen einer eines elles entre haben nicht other sobre their \
there these those where which would wurde";

/// Whether the letters, ASCII of either case and at most [`LONGEST`], are a function word.
pub(super) fn is_stopword(letters: &[u8]) -> bool {
    let count = u32::try_from(letters.len()).unwrap_or(8);
    is_stopword_key(lanes::eight(letters, 0), count)
}

/// The same for the first `count` of these lanes.
pub(super) fn is_stopword_key(letters: u64, count: u32) -> bool {
    known(lanes::first_of(lanes::small(letters), count)).is_stopword()
}

/// Function words with letters outside ASCII, and those of other scripts.
pub(super) fn is_unicode_stopword(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !is_alphanumeric(c));
    !word.is_empty() && UNICODE.contains(word)
}

/// Whether a word is of Turkish or Korean and bound to others by its ending: what other languages say in function words,
/// these say in endings, so such words count for function words. For Turkish, a letter of its own tells, which a fourth of
/// its words have.
pub(super) fn is_bound(word: &str) -> bool {
    // First bytes of these letters: quotes and accents are far more common.
    if !word.bytes().any(|b| matches!(b, 0xC4 | 0xEA..=0xED)) {
        return false;
    }
    let word = word.trim_end_matches(|c: char| !is_alphanumeric(c));
    word.contains(['ğ', 'ı'])
        || word.ends_with([
            '는', '은', '이', '가', '을', '를', '에', '의', '로', '고', '다', '서', '도', '며',
        ])
}

static UNICODE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| OTHERS.split(' ').collect());

const OTHERS: &str = "\
für über können même été à où más él según è più não é são и в не на что с по как это но из к \
за от для о у а же w się że są için çok på är för från της του και το να من في على إلى أن عن \
هذا التي و qu’il c’est \
і та що як до про або але від бо це він вона їх є й чи се ще ли со ја је су за у од ће \
η ο οι των της τη τις τον την τους δεν θα στο στη στην στον με για είναι ή ότι που κι \
در به از که این را با است برای آن یک می \
של את לא הוא היא זה עם כי גם אבל או אם כל על אל יש אין \
के में की है और से को का ने पर कि यह एक नहीं हैं था थी भी इस हो \
của và là có được một với các không này đã những để ở người khi từ \
že své ještě při už není jsou és hogy már való így ezt și în să că între din care és";
