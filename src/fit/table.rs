//! Writes the tables of weights.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Plan;
use super::learn::Model;
use super::stages::Fitted;
use crate::classify::{FeatureId, HTML, KIND, PageKind, PathCosts, TEXT, TITLE, feature_name};

/// The comments at the head of a table stay as they are.
fn head(old: &str) -> String {
    old.lines()
        .take_while(|line| line.starts_with('#'))
        .fold(String::new(), |head, line| head + line + "\n")
}

pub(super) fn write(fitted: &Fitted, plan: &Plan) -> Result<(), String> {
    let (name, old) = if plan.text {
        ("text", TEXT)
    } else {
        ("html", HTML)
    };
    let mut out = head(old);
    path(&fitted.path, &mut out);
    look("first", &fitted.first, &mut out);
    look("second", &fitted.second, &mut out);
    if let Some(third) = &fitted.third {
        look("third", third, &mut out);
    }
    if let Some(article) = &fitted.article {
        section("article", article, &mut out);
    }
    save(plan, name, &out)?;
    if plan.text {
        return Ok(());
    }
    let mut out = head(KIND);
    for (kind, points) in PageKind::EACH.into_iter().zip(&fitted.kinds) {
        section(kind.name(), points, &mut out);
    }
    save(plan, "kind", &out)
}

pub(super) fn write_title(named: &[f32], taken_out: &[f32], plan: &Plan) -> Result<(), String> {
    let mut out = head(TITLE);
    section("title", named, &mut out);
    section("taken-out", taken_out, &mut out);
    save(plan, "title", &out)
}

fn save(plan: &Plan, name: &str, table: &str) -> Result<(), String> {
    let path = plan.out.join(format!("{name}.toml"));
    std::fs::write(&path, table).map_err(|error| format!("{}: {error}", path.display()))
}

fn path(costs: &PathCosts, out: &mut String) {
    let _ = write!(
        out,
        "\n[path]\nchange = {:.2}\nchange_at_edge = {:.2}\nprecision = {:.2}\nbalanced = {:.2}\nrecall = {:.2}\n",
        costs.change, costs.change_at_edge, costs.precision, costs.balanced, costs.recall
    );
    if costs.care > 0.0 {
        let _ = writeln!(out, "care = {:.3}", costs.care);
    }
}

fn look(name: &str, model: &Model, out: &mut String) {
    section(&format!("{name}.all"), &model.base, out);
    for (kind, added) in PageKind::EACH.into_iter().zip(&model.added) {
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
    groups(&rows, out);
}

/// One line a group: `"group" = { label = points, ... }`.
fn groups(rows: &BTreeMap<usize, f32>, out: &mut String) {
    let mut open = String::new();
    for (feature, points) in rows.iter().filter(|(_, points)| points.abs() >= 0.05) {
        let name = feature_name(FeatureId::try_from(*feature).unwrap_or(0));
        let (group, label) = name.split_once(':').unwrap_or((&name, ""));
        if group == open {
            out.push_str(", ");
        } else {
            let end = if open.is_empty() { "" } else { " }\n" };
            let _ = write!(out, "{end}\"{group}\" = {{ ");
            group.clone_into(&mut open);
        }
        let bare = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if label.chars().all(bare) {
            let _ = write!(out, "{label} = {points:.2}");
        } else {
            let _ = write!(out, "\"{label}\" = {points:.2}");
        }
    }
    if !open.is_empty() {
        out.push_str(" }\n");
    }
}

/// How many numbers the table has.
pub(super) fn size(fitted: &Fitted) -> usize {
    let looks = [&fitted.first, &fitted.second];
    let all = looks
        .iter()
        .flat_map(|look| look.base.iter().chain(look.added.iter().flatten()));
    all.filter(|points| **points != 0.0).count()
}
