//! The tables of weights as they are written: sections of names, with a number each or a number for each label of a group.
//!
//! It is TOML, but no more of TOML is read than is written: a reader of all of it takes many times as long, and that at
//! every start.

// Numbers of a few digits.
#![allow(clippy::cast_possible_truncation)]

/// A table's sections, by name.
pub(super) struct File<'a> {
    sections: Vec<(&'a str, Vec<Point<'a>>)>,
}

/// One number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point<'a> {
    pub(super) name: &'a str,
    /// The label, where the name is that of a group.
    pub(super) label: Option<&'a str>,
    pub(super) value: f32,
}

impl<'a> File<'a> {
    pub(super) fn read(toml: &'a str) -> Result<Self, String> {
        let mut sections: Vec<(&str, Vec<Point>)> = Vec::new();
        for (line, number) in toml.lines().zip(1..) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line
                .strip_prefix('[')
                .and_then(|name| name.strip_suffix(']'))
            {
                sections.push((name, Vec::new()));
                continue;
            }
            let section = sections.last_mut();
            section
                .and_then(|(_, points)| add(line, points))
                .ok_or_else(|| format!("weights: line {number} is none of a table: {line}"))?;
        }
        Ok(Self { sections })
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.sections.iter().map(|(name, _)| *name)
    }

    /// The numbers of a section.
    pub(super) fn section(&self, name: &str) -> Option<&[Point<'a>]> {
        let mut sections = self.sections.iter();
        let found = sections.find(|(known, _)| *known == name);
        found.map(|(_, points)| points.as_slice())
    }
}

/// Adds the numbers of one line.
fn add<'a>(line: &'a str, points: &mut Vec<Point<'a>>) -> Option<()> {
    let (name, rest) = key(line)?;
    let Some(labels) = rest.strip_prefix('{') else {
        let (label, value) = (None, number(rest)?);
        points.push(Point { name, label, value });
        return Some(());
    };
    let mut labels = labels.strip_suffix('}')?.trim();
    while !labels.is_empty() {
        let (label, rest) = key(labels)?;
        let (value, rest) = rest.split_once(',').unwrap_or((rest, ""));
        let (label, value) = (Some(label), number(value)?);
        points.push(Point { name, label, value });
        labels = rest.trim_start();
    }
    Some(())
}

/// A key, bare or in quotes, and what stands behind its equals sign.
fn key(text: &str) -> Option<(&str, &str)> {
    let (key, rest) = match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?,
        None => text.split_at(text.find([' ', '='])?),
    };
    let value = rest.trim_start().strip_prefix('=')?;
    Some((key, value.trim_start()))
}

fn number(text: &str) -> Option<f32> {
    text.trim().parse::<f64>().ok().map(|value| value as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::TABLES;

    /// The numbers of a section as TOML has them.
    fn numbers(section: &toml::Table) -> Vec<(String, f32)> {
        let number = |value: &toml::Value| {
            let whole = value.as_integer().map(|whole| whole as f64);
            value.as_float().or(whole)
        };
        let mut found = Vec::new();
        for (name, value) in section {
            if let Some(value) = number(value) {
                found.push((name.clone(), value as f32));
            }
            for (label, value) in value.as_table().into_iter().flatten() {
                found.push((format!("{name}:{label}"), number(value).unwrap() as f32));
            }
        }
        found.sort_by(|one, other| one.0.cmp(&other.0));
        found
    }

    #[test]
    fn it_is_read_as_toml() {
        for table in TABLES {
            let (file, whole): (_, toml::Table) =
                (File::read(table).unwrap(), toml::from_str(table).unwrap());
            for name in file.names() {
                let mut section = &whole;
                for part in name.split('.') {
                    section = section[part].as_table().unwrap();
                }
                let points = file.section(name).unwrap().iter();
                let mut own: Vec<(String, f32)> = points
                    .map(|point| {
                        let label = point.label.map(|label| format!(":{label}"));
                        let name = point.name.to_owned() + &label.unwrap_or_default();
                        (name, point.value)
                    })
                    .collect();
                own.sort_by(|one, other| one.0.cmp(&other.0));
                assert_eq!(own, numbers(section), "{name}");
            }
        }
    }

    #[test]
    fn what_is_none_of_a_table_is_a_fault() {
        for line in [
            "a = 1",
            "[b]\na",
            "[b]\na = x",
            "[b]\na = { c = 1",
            "[b]\n\"a = 1",
        ] {
            assert!(File::read(line).is_err(), "{line}");
        }
    }
}
