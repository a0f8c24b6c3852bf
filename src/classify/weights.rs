//! The numbers behind the evidence: the tables in `weights/`, read once.

mod file;
mod sums;

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::space::{self, COUNT, FeatureId, PADDED, padded, place};
use crate::classify::PageKind;
use crate::cleaner::Preset;
use file::{File, Point};
pub(super) use sums::LookSums;
use sums::OfLooks;
pub(crate) use sums::RowSums;

pub(crate) const KIND: &str = include_str!("weights/kind.toml");
pub(crate) const HTML: &str = include_str!("weights/html.toml");
pub(crate) const TEXT: &str = include_str!("weights/text.toml");
pub(crate) const TITLE: &str = include_str!("weights/title.toml");

/// All tables as they were compiled in.
pub(crate) const TABLES: [&str; 4] = [KIND, HTML, TEXT, TITLE];

/// Points of one look: a base, and what each kind of page adds to it.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    /// By feature, for each kind in the order of [`PageKind::ALL`].
    points: Vec<Vec<f32>>,
}

impl Look {
    /// The points on a page that is of each kind with this chance.
    pub(crate) fn mix(&self, kinds: &KindChances) -> Points {
        let mut mixed = vec![0.0; PADDED];
        for (points, chance) in self
            .points
            .iter()
            .zip(kinds)
            .filter(|(_, chance)| **chance > 0.0)
        {
            for (sum, point) in mixed.iter_mut().zip(points) {
                *sum += chance * point;
            }
        }
        Points(mixed.into())
    }
}

/// The chance of each kind of page, in the order of [`PageKind::ALL`]; the sum is 1.
pub(crate) type KindChances = [f32; PageKind::ALL.len()];

/// Points by feature, for one page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Points(Cow<'static, [f32]>);

impl Points {
    /// Of points by feature.
    fn new(points: &[f32]) -> Self {
        Self(padded(points).into())
    }

    /// Points of one feature.
    pub(crate) fn of(&self, feature: FeatureId) -> f32 {
        self.0.get(place(feature)).copied().unwrap_or(0.0)
    }

    /// Sum of a block's points: above 0 for content, below for boilerplate; natural logarithm of the odds.
    pub(crate) fn sum(&self, features: &[FeatureId]) -> f32 {
        features.iter().map(|feature| self.of(*feature)).sum()
    }
}

/// The points of all looks by feature, side by side.
#[derive(Debug, Clone)]
pub(crate) struct AllPoints(Cow<'static, [OfLooks]>);

/// Points on one page.
#[derive(Debug, Clone)]
pub(crate) struct Mixed {
    pub(crate) looks: [Points; 3],
    pub(crate) all: AllPoints,
}

impl AllPoints {
    /// Missing points are zero.
    fn new(looks: &[Points; 3]) -> Self {
        let [first, second, third] = looks.each_ref().map(sums::table);
        let looks = first.iter().zip(second).zip(third);
        let looks = looks.map(|((first, second), third)| OfLooks([*first, *second, *third, 0.0]));
        Self(looks.collect())
    }
}

/// Points of a format: both looks, and the costs of the path.
#[derive(Debug, Clone)]
pub(crate) struct FormatWeights {
    pub(crate) first: Look,
    pub(crate) second: Look,
    /// The second look once more, with its own chances.
    pub(crate) third: Option<Look>,
    /// For a text to be one article: above 0 for yes.
    pub(crate) article: Option<Points>,
    pub(crate) path: PathCosts,
    of_article: OnceLock<Mixed>,
}

impl FormatWeights {
    /// The points on a page that is of each kind with this chance.
    pub(crate) fn mix(&'static self, kinds: &KindChances) -> Mixed {
        let is_article = |kind| f32::from(u8::from(kind == PageKind::Article));
        let article = PageKind::EACH.map(is_article);
        if kinds.map(f32::to_bits) != article.map(f32::to_bits) {
            return self.mix_anew(kinds);
        }
        // As every plain text is one.
        let mixed = self.of_article.get_or_init(|| self.mix_anew(kinds));
        let looks = mixed.looks.each_ref();
        Mixed {
            looks: looks.map(|points| Points(Cow::Borrowed(&points.0))),
            all: AllPoints(Cow::Borrowed(&mixed.all.0)),
        }
    }

    fn zero() -> Self {
        let look = Look {
            points: vec![vec![0.0; PADDED]; PageKind::ALL.len()],
        };
        let path = PathCosts {
            change: 1.0,
            change_at_edge: 0.5,
            precision: -0.5,
            balanced: 0.0,
            recall: 0.5,
            care: 0.0,
        };
        Self {
            first: look.clone(),
            second: look,
            third: None,
            article: None,
            path,
            of_article: OnceLock::new(),
        }
    }

    fn mix_anew(&self, kinds: &KindChances) -> Mixed {
        let look = |look: Option<&Look>| look.map(|look| look.mix(kinds)).unwrap_or_default();
        let looks = [
            look(Some(&self.first)),
            look(Some(&self.second)),
            look(self.third.as_ref()),
        ];
        let all = AllPoints::new(&looks);
        Mixed { looks, all }
    }
}

/// Costs of the best path, in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PathCosts {
    /// For changing between content and boilerplate.
    pub(crate) change: f32,
    /// The same at a heading or the edge of a container.
    pub(crate) change_at_edge: f32,
    /// Added to each block's points: more keeps more. By preset.
    pub(crate) precision: f32,
    pub(crate) balanced: f32,
    pub(crate) recall: f32,
    /// Share of the words of content that may be expected among those left out of a text that is as likely an article as
    /// not; more points are added to all blocks until it is kept. 0 for no bound.
    pub(crate) care: f32,
}

impl PathCosts {
    /// What a preset adds to each block's points.
    pub(crate) fn bias(&self, preset: Preset) -> f32 {
        match preset {
            Preset::Precision => self.precision,
            Preset::Recall => self.recall,
            Preset::Balanced => self.balanced,
        }
    }
}

/// Points for a line of a plain text to be its title.
#[derive(Debug, Default)]
pub(crate) struct TitlePoints {
    /// Above 0 for more than there being none.
    pub(crate) named: Points,
    /// Above 0 for a first line that is surely no part of the body.
    pub(crate) taken_out: Points,
}

/// All weights, each table read when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    html: OnceLock<FormatWeights>,
    text: OnceLock<FormatWeights>,
    kinds: OnceLock<Vec<Vec<f32>>>,
    title: OnceLock<TitlePoints>,
}

impl Weights {
    /// The weights the library comes with.
    pub(crate) fn shared() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(Self::default)
    }

    /// The weights for a page, or for a plain text. Tests read every table; one that cannot be read is all zeros.
    pub(crate) fn format(&self, is_text: bool) -> &FormatWeights {
        let (place, toml) = if is_text {
            (&self.text, TEXT)
        } else {
            (&self.html, HTML)
        };
        place.get_or_init(|| format(toml).unwrap_or_else(|_| FormatWeights::zero()))
    }

    /// For each line that may be the title of a plain text.
    pub(crate) fn title(&self) -> &TitlePoints {
        self.title.get_or_init(|| title(TITLE).unwrap_or_default())
    }

    /// Points for a kind of page.
    pub(crate) fn kind_points(&self, kind: PageKind, features: &[FeatureId]) -> f32 {
        let kinds = self.kinds.get_or_init(|| kinds(KIND).unwrap_or_default());
        let Some(points) = kinds.get(kind as usize) else {
            return 0.0;
        };
        features
            .iter()
            .filter_map(|feature| points.get(usize::from(*feature)))
            .sum()
    }
}

/// The number of each feature, by its group and label.
type Numbers = FxHashMap<(&'static str, &'static str), usize>;

fn numbers() -> &'static Numbers {
    static NUMBERS: OnceLock<Numbers> = OnceLock::new();
    NUMBERS.get_or_init(|| space::names().zip(0..).collect())
}

fn kinds(toml: &str) -> Result<Vec<Vec<f32>>, String> {
    let file = File::read(toml)?;
    let points = PageKind::EACH.map(|kind| {
        let mut points = vec![0.0; COUNT];
        fill(&mut points, file.section(kind.name()), numbers()).map(|()| points)
    });
    points.into_iter().collect()
}

fn title(toml: &str) -> Result<TitlePoints, String> {
    let file = File::read(toml)?;
    let points = |name: &str| {
        let mut points = vec![0.0; COUNT];
        fill(&mut points, file.section(name), numbers()).map(|()| Points::new(&points))
    };
    Ok(TitlePoints {
        named: points("title")?,
        taken_out: points("taken-out")?,
    })
}

/// The looks that a format may have.
const LOOKS: [&str; 3] = ["first", "second", "third"];

fn format(toml: &str) -> Result<FormatWeights, String> {
    let file = File::read(toml)?;
    let numbers = numbers();
    for name in file.names() {
        let look = name.split_once('.').filter(|(look, kind)| {
            let mut kinds = PageKind::ALL.iter().map(|kind| kind.name());
            LOOKS.contains(look) && (*kind == "all" || kinds.any(|known| known == *kind))
        });
        if look.is_none() && !matches!(name, "path" | "article") {
            return Err(format!("weights: there is no section `{name}`"));
        }
    }
    let [first, second, third] = LOOKS.map(|name| look(&file, name, numbers));
    let has_third = file.names().any(|name| name.starts_with(LOOKS[2]));
    let article = file.section("article").map(|article| {
        let mut points = vec![0.0; COUNT];
        fill(&mut points, Some(article), numbers).map(|()| Points::new(&points))
    });
    Ok(FormatWeights {
        first: first?,
        second: second?,
        third: Some(third?).filter(|_| has_third),
        article: article.transpose()?,
        path: path(&file)?,
        of_article: OnceLock::new(),
    })
}

fn path(file: &File) -> Result<PathCosts, String> {
    let costs = file.section("path").unwrap_or_default();
    let cost = |name: &str| {
        let found = costs.iter().find(|cost| cost.name == name);
        found.map(|cost| cost.value)
    };
    let known = |name: &str| cost(name).ok_or_else(|| format!("weights: there is no `{name}`"));
    Ok(PathCosts {
        change: known("change")?,
        change_at_edge: known("change_at_edge")?,
        precision: known("precision")?,
        balanced: known("balanced")?,
        recall: known("recall")?,
        care: cost("care").unwrap_or(0.0),
    })
}

fn look(file: &File, name: &str, numbers: &Numbers) -> Result<Look, String> {
    let mut base = vec![0.0; COUNT];
    fill(&mut base, file.section(&format!("{name}.all")), numbers)?;
    let points = PageKind::EACH.into_iter().map(|kind| {
        let mut points = base.clone();
        let added = file.section(&format!("{name}.{}", kind.name()));
        fill(&mut points, added, numbers).map(|()| padded(&points))
    });
    Ok(Look {
        points: points.collect::<Result<_, _>>()?,
    })
}

fn fill(points: &mut [f32], added: Option<&[Point]>, numbers: &Numbers) -> Result<(), String> {
    for Point { name, label, value } in added.unwrap_or_default() {
        let at = label.and_then(|label| numbers.get(&(*name, label)));
        let none = || {
            let label = label.unwrap_or_default();
            format!("weights: there is no feature `{name}:{label}`")
        };
        let at = at.ok_or_else(none)?;
        if let Some(sum) = points.get_mut(*at) {
            *sum += value;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read() {
        format(HTML).unwrap();
        format(TEXT).unwrap();
        kinds(KIND).unwrap();
        title(TITLE).unwrap();
    }
}
