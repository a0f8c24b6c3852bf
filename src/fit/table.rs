//! Writes `weights.toml`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Plan;
use super::learn::{Fitted, Model};
use crate::classify::{FeatureId, PageKind, PathCosts, feature_name};

const HEAD: &str = "\
# Points of the evidence: above 0 for content, below for boilerplate; natural logarithms of odds.
# Written by `cargo run --release --features fit --example fit`; to be read, not to be edited by hand for one page.
#
# [kind.K]        what speaks for a page of kind K
# [FORMAT.path]   costs of changing between content and boilerplate, and what the presets add to each block
# [FORMAT.first]  first look: the block itself, its place, its neighbours
# [FORMAT.second] second look: the same with what the first one made of the neighbourhood; decides
#                 `all` holds for every page; the other tables are added on pages of that kind
";

pub(super) fn write(fitted: &Fitted, plan: &Plan) -> Result<(), String> {
    let old = include_str!("../classify/weights.toml");
    let (own, other) = if plan.text {
        ("text", "html")
    } else {
        ("html", "text")
    };
    let mut out = String::from(HEAD);
    if plan.text {
        copy(old, "kind", &mut out);
        copy(old, other, &mut out);
    } else {
        for (kind, points) in PageKind::ALL.into_iter().zip(&fitted.kinds) {
            section(&format!("kind.{kind}"), points, &mut out);
        }
    }
    path(own, &fitted.path, &mut out);
    look(&format!("{own}.first"), &fitted.first, &mut out);
    look(&format!("{own}.second"), &fitted.second, &mut out);
    if !plan.text {
        copy(old, other, &mut out);
    }
    std::fs::write(&plan.out, out).map_err(|error| format!("{}: {error}", plan.out.display()))
}

/// Copies the sections of the old table whose names start so.
fn copy(old: &str, name: &str, out: &mut String) {
    let mut inside = false;
    for line in old.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.split(['.', ']']).next() == Some(name);
            if inside {
                out.push('\n');
            }
        }
        if inside && !line.is_empty() {
            out.push_str(line);
            out.push('\n');
        }
    }
}

fn path(format: &str, costs: &PathCosts, out: &mut String) {
    let _ = write!(
        out,
        "\n[{format}.path]\nchange = {:.2}\nchange_at_edge = {:.2}\nprecision = {:.2}\nbalanced = {:.2}\nrecall = {:.2}\n",
        costs.change, costs.change_at_edge, costs.precision, costs.balanced, costs.recall
    );
}

fn look(name: &str, model: &Model, out: &mut String) {
    section(&format!("{name}.all"), &model.base, out);
    for (kind, added) in PageKind::ALL.into_iter().zip(&model.added) {
        section(&format!("{name}.{kind}"), added, out);
    }
}

fn section(name: &str, points: &[f32], out: &mut String) {
    let rows: BTreeMap<usize, f32> = points
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, points)| points.abs() >= 0.01)
        .collect();
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n[{name}]");
    for (feature, points) in rows {
        let name = feature_name(FeatureId::try_from(feature).unwrap_or(0));
        let _ = writeln!(out, "\"{name}\" = {points:.2}");
    }
}
