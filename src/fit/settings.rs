//! How the numbers are found.

/// Forces and bounds of the regressions.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// Pull towards zero in proportion to the value, of the base and of what kinds add.
    pub(super) base_pull: f32,
    pub(super) added_pull: f32,
    /// Pull of constant force.
    pub(super) base_force: f32,
    pub(super) added_force: f32,
    /// Speed of the additions, as a share of the base's.
    pub(super) added_rate: f32,
    /// Smaller numbers are none.
    pub(super) smallest_base: f32,
    pub(super) smallest_added: f32,
    /// Weight of a label that only a snippet gives.
    pub(super) snippet: f32,
    /// Weights of the sets of whole articles.
    pub(super) aeb: f32,
    pub(super) moz: f32,
    /// Weights of clean articles, which must come back as they are, and of plain texts that are no articles.
    pub(super) clean: f32,
    pub(super) other: f32,
    /// In plain text, what a lost line weighs beside one that stays wrongly.
    pub(super) lost: f32,
    /// What a lost word costs beside what F1 says, in the search for the path of plain text.
    pub(super) damage: f32,
    /// Share of a text's content that may be expected among what is left out; 0 for no bound.
    pub(super) care: f32,
    /// How sharply the odds of being an article part texts, beside what the regression says.
    pub(super) sharp: f32,
    /// Weight of a snippet that must stay, beside one that must go.
    pub(super) with: f32,
    /// Largest share of a page that one block has.
    pub(super) largest: f32,
    /// How far (0 to 1) the second look's weights are what a wrong decision costs in F1.
    pub(super) by_f1: f32,
    /// Share of what a page says of its kind that is held back in every other pass.
    pub(super) dropout: f32,
    /// Groups of features to do without, by name.
    pub(super) without: Vec<String>,
    /// Whether there is a third look.
    pub(super) third: f32,
    /// Whether the right kinds are taken for known: what a perfect choice of kinds would give.
    pub(super) oracle: f32,
    /// Passes over the data, and the size of the first steps.
    pub(super) passes: f32,
    pub(super) rate: f32,
}

impl Settings {
    pub(super) fn new(text: bool) -> Self {
        Self {
            base_pull: 5e-3,
            added_pull: 5e-2,
            base_force: if text { 0.0 } else { 3e-3 },
            added_force: 1.5e-2,
            added_rate: 0.5,
            smallest_base: if text { 0.01 } else { 0.05 },
            smallest_added: 0.1,
            snippet: if text { 0.1 } else { 0.25 },
            aeb: 3.0,
            moz: 0.5,
            clean: 3.0,
            other: 0.4,
            lost: 2.0,
            damage: 0.1,
            care: 0.8,
            sharp: 1.5,
            with: 2.0,
            largest: if text { 0.5 } else { 0.2 },
            by_f1: 1.0,
            third: if text { 1.0 } else { 0.0 },
            dropout: 0.5,
            oracle: 0.0,
            without: Vec::new(),
            passes: 12.0,
            rate: 0.25,
        }
    }

    /// Sets `name=value,name=value`.
    pub(super) fn set(&mut self, changes: &str) -> Result<(), String> {
        for change in changes.split(',').filter(|change| !change.is_empty()) {
            let (name, value) = change.split_once('=').ok_or("name=value")?;
            if name == "without" {
                self.without.push(value.to_owned());
                continue;
            }
            let value: f32 = value.parse().map_err(|_| format!("{change}: no number"))?;
            let setting = match name {
                "base_pull" => &mut self.base_pull,
                "added_pull" => &mut self.added_pull,
                "base_force" => &mut self.base_force,
                "added_force" => &mut self.added_force,
                "added_rate" => &mut self.added_rate,
                "smallest_base" => &mut self.smallest_base,
                "smallest_added" => &mut self.smallest_added,
                "snippet" => &mut self.snippet,
                "aeb" => &mut self.aeb,
                "moz" => &mut self.moz,
                "clean" => &mut self.clean,
                "other" => &mut self.other,
                "lost" => &mut self.lost,
                "damage" => &mut self.damage,
                "care" => &mut self.care,
                "sharp" => &mut self.sharp,
                "with" => &mut self.with,
                "largest" => &mut self.largest,
                "by_f1" => &mut self.by_f1,
                "dropout" => &mut self.dropout,
                "oracle" => &mut self.oracle,
                "third" => &mut self.third,
                "passes" => &mut self.passes,
                "rate" => &mut self.rate,
                _ => return Err(format!("{name}: no such setting")),
            };
            *setting = value;
        }
        Ok(())
    }
}
