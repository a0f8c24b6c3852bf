//! The numbers behind the evidence: the tables in `weights/`, read once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::evidence::Rows;
use super::space::{self, COUNT, FeatureId};
use crate::classify::PageKind;
use crate::cleaner::Preset;

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
        let mut mixed = vec![0.0; COUNT];
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
    /// Points of one feature.
    pub(crate) fn of(&self, feature: FeatureId) -> f32 {
        self.0.get(usize::from(feature)).copied().unwrap_or(0.0)
    }

    /// Sum of a block's points: above 0 for content, below for boilerplate; natural logarithm of the odds.
    pub(crate) fn sum(&self, features: &[FeatureId]) -> f32 {
        let points: &[f32] = &self.0;
        features
            .iter()
            .filter_map(|feature| points.get(usize::from(*feature)))
            .sum()
    }
}

/// The points of all looks by feature, side by side.
#[derive(Debug, Clone)]
pub(crate) struct AllPoints(Cow<'static, [[f32; 4]]>);

/// Points on one page.
#[derive(Debug, Clone)]
pub(crate) struct Mixed {
    pub(crate) looks: [Points; 3],
    pub(crate) all: AllPoints,
}

impl AllPoints {
    /// Missing points are zero.
    fn new(looks: &[Points; 3]) -> Self {
        let of = |look: usize, at: usize| looks[look].0.get(at).copied().unwrap_or(0.0);
        let features = looks.iter().map(|look| look.0.len()).max().unwrap_or(0);
        Self(
            (0..features)
                .map(|at| [of(0, at), of(1, at), of(2, at), 0.0])
                .collect(),
        )
    }

    /// Sums of each block's points, look by look.
    pub(crate) fn sums(&self, rows: &Rows) -> Vec<[f32; 4]> {
        let all: &[[f32; 4]] = &self.0;
        let add = |[a, b, c, d]: [f32; 4], [e, f, g, h]: &[f32; 4]| [a + e, b + f, c + g, d + h];
        let sum = |at| {
            let features = rows.row(at).iter();
            let points = features.filter_map(|feature| all.get(usize::from(*feature)));
            points.fold([0.0; 4], add)
        };
        (0..rows.len()).map(sum).collect()
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
        let article = PageKind::ALL.map(is_article);
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
            points: vec![vec![0.0; COUNT]; PageKind::ALL.len()],
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
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
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

/// All weights, each table read when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    html: OnceLock<FormatWeights>,
    text: OnceLock<FormatWeights>,
    kinds: OnceLock<Vec<Vec<f32>>>,
    title: OnceLock<Points>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileFormat {
    path: PathCosts,
    first: FileLook,
    second: FileLook,
    third: Option<FileLook>,
    article: Option<Table>,
}

/// The points of one feature, or of a group of features by label.
enum Entry {
    One(f32),
    Group(Vec<(String, f32)>),
}

/// By hand: what serde derives for it puts everything into another form first.
impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntryVisitor)
    }
}

struct EntryVisitor;

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("points, or a table of points by label")
    }

    #[allow(clippy::cast_possible_truncation)] // a few digits
    fn visit_f64<E>(self, value: f64) -> Result<Entry, E> {
        Ok(Entry::One(value as f32))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Entry, E> {
        Ok(Entry::One(value as f32))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        let mut labels = Vec::new();
        while let Some(label) = map.next_entry()? {
            labels.push(label);
        }
        Ok(Entry::Group(labels))
    }
}

type Table = BTreeMap<String, Entry>;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct FileLook {
    all: Table,
    article: Table,
    documentation: Table,
    service: Table,
    forum: Table,
    listing: Table,
    collection: Table,
    product: Table,
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

    /// For each line that may be the title of a plain text: above 0 for more than there being none.
    pub(crate) fn title(&self) -> &Points {
        let zeros = |_| Points(vec![-1.0; COUNT].into());
        self.title
            .get_or_init(|| title(TITLE).unwrap_or_else(zeros))
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

type Numbers = FxHashMap<String, usize>;

/// The features' numbers by their names.
fn numbers() -> &'static Numbers {
    static NUMBERS: OnceLock<Numbers> = OnceLock::new();
    let name = |at| space::name(FeatureId::try_from(at).unwrap_or(0));
    NUMBERS.get_or_init(|| (0..COUNT).map(|at| (name(at), at)).collect())
}

fn kinds(toml: &str) -> Result<Vec<Vec<f32>>, String> {
    let file: BTreeMap<String, Table> = toml::from_str(toml).map_err(|error| error.to_string())?;
    let numbers = numbers();
    let points = PageKind::ALL.map(|kind| {
        let mut points = vec![0.0; COUNT];
        fill(&mut points, file.get(kind.name()), numbers).map(|()| points)
    });
    points.into_iter().collect()
}

fn title(toml: &str) -> Result<Points, String> {
    let file: BTreeMap<String, Table> = toml::from_str(toml).map_err(|error| error.to_string())?;
    let mut title = vec![0.0; COUNT];
    fill(&mut title, file.get("title"), numbers())?;
    Ok(Points(title.into()))
}

fn format(toml: &str) -> Result<FormatWeights, String> {
    let file: FileFormat = toml::from_str(toml).map_err(|error| error.to_string())?;
    let numbers = numbers();
    Ok(FormatWeights {
        first: look(&file.first, numbers)?,
        second: look(&file.second, numbers)?,
        third: file
            .third
            .as_ref()
            .map(|third| look(third, numbers))
            .transpose()?,
        article: match &file.article {
            None => None,
            table => {
                let mut points = vec![0.0; COUNT];
                fill(&mut points, table.as_ref(), numbers)?;
                Some(Points(points.into()))
            }
        },
        path: file.path,
        of_article: OnceLock::new(),
    })
}

fn look(file: &FileLook, numbers: &Numbers) -> Result<Look, String> {
    let mut base = vec![0.0; COUNT];
    fill(&mut base, Some(&file.all), numbers)?;
    let added = [
        &file.article,
        &file.documentation,
        &file.service,
        &file.forum,
        &file.listing,
        &file.collection,
        &file.product,
    ];
    let points = added.into_iter().map(|added| {
        let mut points = base.clone();
        fill(&mut points, Some(added), numbers).map(|()| points)
    });
    Ok(Look {
        points: points.collect::<Result<_, _>>()?,
    })
}

fn fill(points: &mut [f32], table: Option<&Table>, numbers: &Numbers) -> Result<(), String> {
    let mut add = |name: &str, value: f32| {
        let at = numbers
            .get(name)
            .ok_or_else(|| format!("weights: there is no feature `{name}`"))?;
        if let Some(point) = points.get_mut(*at) {
            *point += value;
        }
        Ok::<(), String>(())
    };
    for (name, value) in table.into_iter().flatten() {
        match value {
            Entry::One(value) => add(name, *value)?,
            Entry::Group(labels) => labels
                .iter()
                .try_for_each(|(label, value)| add(&format!("{name}:{label}"), *value))?,
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
