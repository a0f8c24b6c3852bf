//! What an element's class and id say it is: the stems that designers use, as a set of bits.

use std::sync::OnceLock;

use crate::lanes;

/// A set of stems found in the class and id of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Hints(pub(crate) u128);

/// Each line is one hint: its name, then the stems that show it. A stem with `=` must be a word of its own
/// (`ad` in `ad-slot`, not in `header`); the others may stand inside a longer word (`comment` in `commentlist`).
pub(crate) const HINTS: &[(&str, &str)] = &[
    (
        "ad",
        "=ad =ads advert adsense =adslot =gpt doubleclick adunit adcontainer =dfp",
    ),
    ("sponsor", "sponsor partner =paid affiliate"),
    ("promo", "promo =cta upsell banner =offer =deal"),
    (
        "newsletter",
        "newsletter subscri signup sign-up mailchimp optin opt-in mc4wp",
    ),
    ("paywall", "paywall premium =wall regwall piano"),
    ("share", "share sharing addtoany sharedaddy addthis"),
    (
        "social",
        "social follow facebook twitter instagram pinterest",
    ),
    (
        "comment",
        "comment disqus =respond livefyre kommentar comentario",
    ),
    ("reply", "=reply replies =response =responses"),
    (
        "related",
        "related similar =yarpp jp-relatedposts also-like you-may readmore read-more morenews =more",
    ),
    (
        "recommend",
        "recommend outbrain taboola =zergnet =recirc recirculation suggest",
    ),
    (
        "popular",
        "popular trending mostread most-read =latest =recent recentpost recent-post top-stories",
    ),
    (
        "sidebar",
        "sidebar =side =rail =aside rightcol right-col leftcol left-col =secondary",
    ),
    ("widget", "widget =module gadget"),
    ("footer", "footer =foot colophon =bottom"),
    ("header", "header masthead topbar top-bar =top"),
    ("nav", "=nav navbar navigation navi =navlist nav- -nav _nav"),
    ("menu", "menu dropdown hamburger =drawer flyout"),
    ("breadcrumb", "breadcrumb crumb"),
    (
        "pagination",
        "paginat =pager page-numbers =next =prev =previous post-nav",
    ),
    (
        "toc",
        "=toc table-of-contents tableofcontents onthispage on-this-page ez-toc lwptoc =outline",
    ),
    (
        "skip",
        "skip- =skip skiplink screen-reader sr-only visually-hidden visuallyhidden",
    ),
    ("search", "search"),
    (
        "login",
        "login log-in signin sign-in register =account =auth",
    ),
    ("cookie", "cookie consent gdpr =cmp onetrust privacy"),
    ("modal", "modal popup pop-up overlay lightbox =dialog"),
    ("legal", "copyright legal disclaim terms =imprint"),
    ("author", "author byline =bio =writer contributor =autor"),
    ("date", "date =time timestamp =published =posted"),
    ("meta", "meta =info postinfo dateline"),
    (
        "tags",
        "=tag =tags taglist tagcloud tag- -tags =categories =category =topics keywords =labels",
    ),
    ("caption", "caption =legend bildunterschrift"),
    ("credit", "credit photographer =copyright-info =source"),
    (
        "gallery",
        "gallery carousel slider slideshow swiper =slide =slick",
    ),
    ("media", "video player =audio podcast =media embed"),
    ("image", "image =img photo picture figure thumb"),
    (
        "rating",
        "rating =stars =score =votes =vote karma =likes =like",
    ),
    ("print", "print =tools toolbar =actions =action =controls"),
    ("button", "button =btn =buttons btn-"),
    ("form", "form =input =field =fields =select"),
    ("contact", "contact =address =phone =location"),
    ("donate", "donat =support membership =member"),
    (
        "notice",
        "notice alert =warning =message-box =announcement =toast",
    ),
    (
        "hidden",
        "hidden =hide invisible =noprint no-print collapse",
    ),
    ("mobile", "mobile =desktop =tablet"),
    (
        "article",
        "article =artikel articulo =story storytext storybody",
    ),
    (
        "articlebody",
        "articlebody article-body article_body article__body article-content article__content articlecontent article-text articletext story-body storybody story-content body-text bodytext richtext rich-text =prose wysiwyg",
    ),
    ("entry", "=entry entry- entrycontent hentry"),
    (
        "postcontent",
        "post-content post_content postcontent entry-content post-body postbody post__content single-content blog-content the-content td-post-content =postarea",
    ),
    ("post", "=post =posts post- blogpost"),
    ("content", "content =contents inhalt contenido"),
    ("main", "=main maincontent main-content =primary =maincol"),
    ("body", "=body -body _body"),
    ("text", "=text text-block textblock =copy =paragraph"),
    (
        "lead",
        "=lead =intro standfirst =dek =deck subtitle =excerpt =summary =abstract teaser",
    ),
    ("title", "title headline heading"),
    ("section", "=section =block =row"),
    ("column", "=col =column column"),
    ("container", "=container =wrapper =wrap =inner"),
    ("card", "card =tile =tiles"),
    ("grid", "=grid masonry"),
    ("list", "=list -list listing =archive =loop"),
    ("item", "=item =items -item =result =results"),
    ("product", "product =sku =pdp"),
    ("price", "price =cost discount =sale"),
    (
        "cart",
        "=cart add-to-cart addtocart basket checkout wishlist =buy shipping delivery",
    ),
    ("description", "description =desc =overview =about"),
    (
        "spec",
        "=spec =specs specification =attributes =features =feature =details =detail",
    ),
    ("review", "review testimonial =feedback"),
    (
        "faq",
        "=faq =faqs accordion =question =answer =answers question",
    ),
    ("tab", "=tab =tabs tabpanel tab-content =panel"),
    ("hero", "=hero jumbotron =cover splash"),
    (
        "forum",
        "forum thread =topic =topics discourse phpbb vbulletin xenforo bbp- =mybb",
    ),
    (
        "message",
        "=message =messages bbwrapper postbody post_body cooked =postcontent userpost message-body",
    ),
    (
        "user",
        "=user username =profile avatar =member-info postprofile userinfo =nick",
    ),
    ("signature", "signature =sig"),
    ("quote", "quote =bq"),
    (
        "code",
        "=code highlight =syntax =snippet =pre codeblock code-block",
    ),
    (
        "docs",
        "=docs =doc =docsify documentation markdown =md =rst sphinx mkdocs =wiki mw-parser mw-content",
    ),
    (
        "edit",
        "=edit editsection =editlink =permalink headerlink =anchor",
    ),
    (
        "reference",
        "reference footnote =reflist citation bibliograph",
    ),
    (
        "infobox",
        "infobox factbox =facts =keyfacts navbox =hatnote =catlinks",
    ),
    ("logo", "logo =brand branding"),
    ("language", "language =lang translat locale"),
    ("event", "event calendar schedule"),
    ("job", "=job =jobs vacanc career"),
    ("recipe", "recipe ingredient =instructions"),
    ("team", "=team =staff =people =person"),
    ("client", "client =customers =logos =awards"),
    ("filter", "filter =sort sorting facet refine"),
    ("count", "=count counter =views =stats =number"),
    (
        "status",
        "=status =badge =label =tooltip =loading spinner placeholder",
    ),
    (
        "sitemap",
        "sitemap =links quicklinks quick-links =link-list linklist",
    ),
    ("map", "=map =directions"),
    ("table", "table"),
];

/// The names alone, in the same order.
pub(crate) const HINT_NAMES: [&str; HINTS.len()] = {
    let mut names = [""; HINTS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = HINTS[at].0;
        at += 1;
    }
    names
};

/// One stem, and the hint that it shows.
struct Stem {
    text: &'static str,
    /// Its first eight letters, and which bits of so many bytes they are.
    letters: u64,
    mask: u64,
    /// It has no others, and no signs: what agrees in them is the stem.
    is_short: bool,
    hint: u8,
    /// It must be a word of its own.
    is_word: bool,
}

/// All stems, by their first three bytes. An automaton over them would wait for memory at each byte.
struct Stems {
    /// In the order of their starts.
    all: Vec<(usize, Stem)>,
    /// Where those of a start begin among them, from 1; 0 where there are none.
    starts: Vec<u16>,
    /// A bit for each start that there is, for most are not: small enough to stay at hand.
    known: [u64; STARTS / 64],
}

/// What is found of a byte in a start: letters are folded, and most other bytes are one.
static FOLDED: [u8; 256] = {
    let mut folded = [31; 256];
    let mut letter = 0;
    while letter < 26 {
        folded[(b'a' + letter) as usize] = letter + 1;
        folded[(b'A' + letter) as usize] = letter + 1;
        letter += 1;
    }
    folded[b'-' as usize] = 27;
    folded[b'_' as usize] = 28;
    folded
};

/// Bytes of a class or id that count.
const LONGEST: usize = 512;
/// The bits of a folded byte.
const BITS: usize = 5;
/// How many starts there may be.
const STARTS: usize = 1 << (3 * BITS);

/// A byte, folded; 0 where there is none.
fn folded(bytes: &[u8], at: usize) -> usize {
    let byte = bytes.get(at);
    byte.map_or(0, |&byte| usize::from(FOLDED[usize::from(byte)]))
}

/// The number of the start that these bytes make; missing ones are 0.
fn start_of(bytes: &[u8]) -> usize {
    folded(bytes, 0) << (2 * BITS) | folded(bytes, 1) << BITS | folded(bytes, 2)
}

impl Stems {
    fn new() -> Self {
        let mut all = Vec::new();
        for ((_, stems), hint) in HINTS.iter().zip(0..) {
            for stem in stems.split(' ') {
                let word = stem.strip_prefix('=');
                let text = word.unwrap_or(stem);
                let start = start_of(text.as_bytes());
                let count = u32::try_from(text.len().min(8)).unwrap_or(8);
                let mask = lanes::first_of(u64::MAX, count);
                let letters = lanes::small(lanes::eight(text.as_bytes(), 0)) & mask;
                // Any byte may follow on a stem of two.
                let last = if text.len() < 3 { 31 } else { 0 };
                let is_short = text.len() <= 8 && text.bytes().all(|c| c.is_ascii_lowercase());
                all.extend((start..=start + last).map(|start| {
                    let is_word = word.is_some();
                    (
                        start,
                        Stem {
                            text,
                            letters,
                            mask,
                            is_short,
                            hint,
                            is_word,
                        },
                    )
                }));
            }
        }
        all.sort_by_key(|(start, _)| *start);
        let mut starts = vec![0; STARTS];
        let mut known = [0; STARTS / 64];
        for ((start, _), at) in all.iter().zip(1..) {
            if starts[*start] == 0 {
                starts[*start] = at;
                known[start / 64] |= 1 << (start % 64);
            }
        }
        Self { all, starts, known }
    }

    fn knows(&self, start: usize) -> bool {
        self.known[start / 64] >> (start % 64) & 1 == 1
    }

    /// The stems that have this start.
    fn starting_as(&self, start: usize) -> impl Iterator<Item = &Stem> {
        let first = self
            .starts
            .get(start)
            .map_or(0, |first| usize::from(*first));
        let rest = first.checked_sub(1).and_then(|first| self.all.get(first..));
        let rest = rest.unwrap_or_default().iter();
        rest.take_while(move |(of, _)| *of == start)
            .map(|(_, stem)| stem)
    }
}

fn stems() -> &'static Stems {
    static STEMS: OnceLock<Stems> = OnceLock::new();
    STEMS.get_or_init(Stems::new)
}

impl Hints {
    /// The hints of one class or id attribute. Only the first 512 bytes count: longer ones are utility classes or
    /// hostile.
    pub(crate) fn read(value: &str) -> Self {
        let bytes = &value.as_bytes()[..value.len().min(LONGEST)];
        let stems = stems();
        let mut found = 0;
        let mut begins = start_of(bytes) >> BITS;
        for start in 0..bytes.len() {
            begins = (begins << BITS | folded(bytes, start + 2)) % STARTS;
            if !stems.knows(begins) {
                continue;
            }
            let rest = &bytes[start..];
            let letters = lanes::small(lanes::eight(rest, 0));
            for stem in stems.starting_as(begins) {
                if (letters ^ stem.letters) & stem.mask != 0 {
                    continue;
                }
                let length = stem.text.len();
                let is_here = stem.is_short
                    || rest
                        .get(..length)
                        .is_some_and(|text| text.eq_ignore_ascii_case(stem.text.as_bytes()));
                if is_here && (!stem.is_word || is_word(bytes, start, start + length)) {
                    found |= 1 << stem.hint;
                }
            }
        }
        Self(found)
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set of the one hint of this name; empty where there is none.
    pub(crate) fn named(name: &str) -> Self {
        let at = HINTS.iter().position(|(hint, _)| *hint == name);
        Self(at.map_or(0, |at| 1 << at))
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the sets share a hint.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Indices in [`HINTS`].
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let at = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                at
            })
        })
    }
}

/// Whether the bytes between the two places stand alone: between signs, digits, or a change of case.
fn is_word(bytes: &[u8], start: usize, end: usize) -> bool {
    let opens = start == 0 || !bytes[start - 1].is_ascii_alphabetic() || {
        bytes[start - 1].is_ascii_lowercase() && bytes[start].is_ascii_uppercase()
    };
    let closes = end == bytes.len() || !bytes[end].is_ascii_alphabetic() || {
        bytes[end - 1].is_ascii_lowercase() && bytes[end].is_ascii_uppercase()
    };
    opens && closes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_stems() {
        assert!(Hints::read("ad-slot").meets(Hints::named("ad")));
        assert!(!Hints::read("header").meets(Hints::named("ad")));
        assert!(Hints::read("commentlist").meets(Hints::named("comment")));
        assert!(Hints::read("articleBody mainCol").meets(Hints::named("articlebody")));
        assert!(Hints::read("sideBarAd").meets(Hints::named("ad")));
    }

    #[test]
    fn all_hints_fit() {
        assert!(HINTS.len() <= 128, "{}", HINTS.len());
        let names: std::collections::BTreeSet<_> = HINTS.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), HINTS.len());
    }
}
