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

/// Function words with letters outside ASCII, and those of Russian, Greek and Arabic.
pub(super) fn is_unicode_stopword(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !is_alphanumeric(c));
    !word.is_empty() && UNICODE.contains(word)
}

static UNICODE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| OTHERS.split(' ').collect());

const OTHERS: &str = "\
für über können même été à où más él según è più não é são и в не на что с по как это но из к \
за от для о у а же w się że są için çok på är för från της του και το να من في على إلى أن عن \
هذا التي و qu’il c’est";
