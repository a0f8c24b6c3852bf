//! Every fixture, cleaned: one snapshot a page under `snapshots/`, and floors under the scores of the benchmarks.
#![allow(clippy::unwrap_used)] // a broken fixture may stop the test

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use unchaff::{Action, Cleaner, Explanation, Source, Verdict};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

// ---- snapshots ---------------------------------------------------------------------------------

#[test]
fn fixtures_come_out_as_reviewed() {
    let cleaner = Cleaner::default();
    insta::glob!("fixtures", "**/*.{html,txt}", |path| {
        let place = path.strip_prefix(fixtures()).unwrap();
        let folder = Path::new("../snapshots").join(place.parent().unwrap());
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.remove_snapshot_suffix();
        let page = render(&explain(&cleaner, path));
        settings.bind(|| insta::assert_snapshot!(stem(path), page));
    });
}

#[test]
fn every_snapshot_has_its_fixture() {
    let root = Path::new(ROOT).join("snapshots");
    let orphans: Vec<_> = ["html", "text"]
        .iter()
        .flat_map(|form| files_below(&root.join(form)))
        .filter(|snap| {
            let place = fixtures().join(snap.strip_prefix(&root).unwrap());
            ["html", "txt"]
                .iter()
                .all(|end| !place.with_extension(end).exists())
        })
        .collect();
    assert!(orphans.is_empty(), "snapshots of no fixture: {orphans:#?}");
}

#[test]
fn a_fixture_is_named_after_topic_and_case() {
    let all = files_below(&fixtures());
    assert!(all.len() >= 60, "only {} fixtures", all.len());
    for path in all {
        let name = stem(&path);
        assert_eq!(name.split("--").count(), 2, "{name} is not TOPIC--CASE");
    }
}

#[test]
fn the_form_of_a_fixture_is_recognised() {
    let cleaner = Cleaner::default();
    for path in files_below(&fixtures()) {
        let bytes = fs::read(&path).unwrap();
        let found = cleaner.clean(Source::auto(&bytes)).unwrap();
        let given = explain(&cleaner, &path).into_article();
        assert_eq!(found.body, given.body, "{}", path.display());
    }
}

fn explain(cleaner: &Cleaner, path: &Path) -> Explanation {
    let bytes = fs::read(path).unwrap();
    let source = match path.extension().and_then(OsStr::to_str) {
        Some("html") => Source::html(&bytes),
        _ => Source::text(&bytes),
    };
    cleaner.explain(source).unwrap()
}

/// Title and body, then below a rule line what was left out: role, rule, text.
fn render(explanation: &Explanation) -> String {
    let article = explanation.article();
    let mut page = format!("# {}\n", article.title.as_deref().unwrap_or("(no title)"));
    let meta = &article.metadata;
    let (kind, source) = (meta.page_kind, meta.title_source);
    if let (Some(kind), Some(source)) = (kind, source) {
        writeln!(page, "({kind}; title: {source:?})").unwrap();
    } else if let Some(kind) = kind {
        writeln!(page, "({kind})").unwrap();
    }
    write!(page, "\n{}\n\n{}\n", article.body, "─".repeat(72)).unwrap();
    for verdict in explanation.verdicts() {
        for line in left_out(explanation.document().text(), verdict) {
            writeln!(page, "{line}").unwrap();
        }
    }
    page
}

fn left_out(text: &str, verdict: &Verdict) -> Vec<String> {
    let line = |what: &str, cut: &str| {
        let cut = cut.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{what:<12} {:<36} {}", verdict.rule(), shortened(&cut))
    };
    let role = verdict.role().name();
    match verdict.action() {
        Action::LeaveOut => vec![line(role, &text[verdict.span()])],
        Action::Title => vec![line("title", &text[verdict.span()])],
        Action::Trim(cuts) => {
            let what = format!("✂ {role}");
            let cuts = cuts.iter().map(|cut| line(&what, &text[cut.clone()]));
            cuts.collect()
        }
        _ => Vec::new(),
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 90;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST - 1).collect();
    format!("{head}…")
}

fn fixtures() -> PathBuf {
    Path::new(ROOT).join("tests").join("fixtures")
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(OsStr::to_str).unwrap()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

// ---- floors ------------------------------------------------------------------------------------

/// `tests/floors.toml`: figures of the benchmarks in `../shared` that a release build must not fall below.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Floors {
    floor: Vec<Floor>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Floor {
    script: String,
    corpus: String,
    #[serde(default)]
    arguments: Vec<String>,
    /// Options of the command that is scored.
    #[serde(default)]
    options: String,
    /// Takes more than some seconds: only with `UNCHAFF_FLOORS=all`.
    #[serde(default)]
    slow: bool,
    #[serde(default)]
    at_least: std::collections::BTreeMap<String, f64>,
    #[serde(default)]
    at_most: std::collections::BTreeMap<String, f64>,
}

#[test]
fn scores_stay_above_their_floors() {
    let shared = std::env::var_os("UNCHAFF_SHARED")
        .map_or_else(|| Path::new(ROOT).join("../shared"), PathBuf::from);
    if !shared.join("bench/score.py").exists() || !shared.join("corpus").exists() {
        return say(&format!(
            "floors NOT checked: no benchmarks in {}",
            shared.display()
        ));
    }
    let all = std::env::var_os("UNCHAFF_FLOORS").is_some_and(|value| value == "all");
    if let Err(why) = is_built() {
        assert!(!all, "floors NOT checked: {why}");
        return say(&format!("floors NOT checked: {why}"));
    }
    let table = fs::read_to_string(Path::new(ROOT).join("tests/floors.toml")).unwrap();
    let floors: Floors = toml::from_str(&table).unwrap();
    let mut faults = Vec::new();
    for floor in floors.floor {
        let name = format!("{} {}", floor.corpus, floor.options);
        if floor.slow && !all {
            say(&format!("{name} not checked: set UNCHAFF_FLOORS=all"));
            continue;
        }
        let start = Instant::now();
        faults.extend(below_floor(&floor, &shared));
        say(&format!("{name} scored in {:.0?}", start.elapsed()));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Says it even where the test passes: what `eprintln!` says is held back then.
fn say(what: &str) {
    let line = format!("{what}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// Whether there is a release build that is newer than the source. A release build's own test has one.
fn is_built() -> Result<(), String> {
    if !cfg!(debug_assertions) {
        return Ok(());
    }
    let age = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified());
    let Ok(built) = age(&binary()) else {
        return Err("no release build (cargo build --release)".to_owned());
    };
    let sources = files_below(&Path::new(ROOT).join("src"));
    match sources.iter().find(|path| age(path).unwrap() > built) {
        Some(newer) => Err(format!(
            "the release build is older than {} (cargo build --release)",
            newer.display()
        )),
        None => Ok(()),
    }
}

fn below_floor(floor: &Floor, shared: &Path) -> Vec<String> {
    let report = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.json", floor.corpus));
    let corpus = shared.join(&floor.corpus);
    let mut score = Command::new("python3");
    score.current_dir(shared);
    score.arg(shared.join("bench").join(&floor.script));
    if floor.script == "score.py" {
        score.arg("--corpus");
    }
    fs::create_dir_all(report.parent().unwrap()).unwrap();
    score
        .arg(corpus)
        .args(&floor.arguments)
        .arg("--json")
        .arg(&report);
    score.arg("--cmd").arg(format!(
        "{} --from jsonl --to jsonl {}",
        binary().display(),
        floor.options
    ));
    let done = score.output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}: {said}", floor.script);
    let report = fs::read_to_string(&report).unwrap();
    let figure = |name: &str| {
        let value = match floor.script.as_str() {
            "score.py" => page_figure(&report, name),
            _ => text_figure(&report, name),
        };
        value.unwrap_or_else(|| panic!("{}: no figure {name}", floor.corpus))
    };
    let low = floor
        .at_least
        .iter()
        .filter(|(name, least)| figure(name) < **least);
    let high = floor
        .at_most
        .iter()
        .filter(|(name, most)| figure(name) > **most);
    low.chain(high)
        .map(|(name, bound)| {
            format!(
                "{}: {name} is {:.4}, floor {bound}",
                floor.corpus,
                figure(name)
            )
        })
        .collect()
}

/// A figure of `score.py`: a path such as `word.f1` or `types.article.word.f1` in the only set of its report.
fn page_figure(report: &str, name: &str) -> Option<f64> {
    let report: serde_json::Value = serde_json::from_str(report).ok()?;
    let set = report.get("sets")?.as_object()?.values().next()?;
    name.split('.')
        .try_fold(set, |at, key| at.get(key))?
        .as_f64()
}

/// A mean over the inputs of `score_text.py`, in percent, as its table shows it.
fn text_figure(report: &str, name: &str) -> Option<f64> {
    let inputs = report
        .lines()
        .map(serde_json::from_str::<serde_json::Value>);
    let inputs: Vec<_> = inputs.collect::<Result<_, _>>().ok()?;
    let values = inputs.iter().filter_map(|input| match name {
        "f1" => input.get("after")?.get(0)?.as_f64(),
        "exact" | "title" => input
            .get(name)?
            .as_bool()
            .map(|yes| f64::from(u8::from(yes))),
        _ => input.get(name)?.as_f64(),
    });
    let values: Vec<f64> = values.collect();
    let count = u32::try_from(values.len())
        .ok()
        .filter(|&count| count > 0)?;
    Some(100.0 * values.iter().sum::<f64>() / f64::from(count))
}

fn binary() -> PathBuf {
    if !cfg!(debug_assertions) {
        return PathBuf::from(env!("CARGO_BIN_EXE_unchaff"));
    }
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(ROOT).join("target"), PathBuf::from);
    let name = format!("unchaff{}", std::env::consts::EXE_SUFFIX);
    target.join("release").join(name)
}
