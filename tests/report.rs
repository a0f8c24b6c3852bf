//! The page that `explain --html` writes, opened in a real browser, and what hostile pages make of it.
// What is none of the tests' business may end them, and what they could not do they say.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

#[path = "report/browser.rs"]
mod browser;
#[path = "report/hostile.rs"]
mod hostile;

use browser::Browser;

const PROSE: &str = "The council met on Tuesday evening and voted for the plan to rebuild the old bridge, which had \
                     stood closed for two years after the flood had taken its middle pier away.";
const TAB: char = '\u{e004}';
const DOWN: char = '\u{e015}';

/// Runs the command, which must end with this code.
fn unchaff(code: i32, args: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unchaff"));
    let output = command.args(args).env_remove("NO_COLOR").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{err}");
    (out, err)
}

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("report")
        .join(name);
    fs::create_dir_all(&path).unwrap();
    path
}

/// The report of these inputs.
fn report(name: &str, code: i32, inputs: &[&str]) -> PathBuf {
    let path = folder(name).join("report.html");
    let mut args = vec!["explain", "--html", path.to_str().unwrap()];
    args.extend(inputs);
    unchaff(code, &args);
    path
}

/// A browser with the page open. Without one, says so.
fn opened(name: &str, width: u32, path: &Path) -> Option<Browser> {
    let browser = Browser::start(name, width);
    if let Some(browser) = &browser {
        browser.open(path);
    } else {
        assert!(
            std::env::var_os("UNCHAFF_BROWSER").is_none_or(|value| value != "required"),
            "no browser"
        );
        eprintln!("NOT TESTED in a browser: no chromium and chromedriver that start");
    }
    browser
}

/// Nothing but the page itself was asked for, and nothing went wrong on it.
fn fetched_nothing(browser: &Browser, path: &Path) {
    let page = format!("file://{}", path.canonicalize().unwrap().display());
    let requests = browser.requests();
    assert!(requests.contains(&page), "{requests:?}");
    assert!(requests.iter().all(|url| *url == page), "{requests:?}");
    assert_eq!(browser.complaints(), Vec::<Value>::new());
}

const KNIVES: &str = "tests/fixtures/html/en/kitchen-knives--listicle-toc.html";

#[test]
fn a_document_can_be_read_folded_and_filtered() {
    let path = report("one", 0, &[KNIVES]);
    let Some(browser) = opened("one-browser", 1200, &path) else {
        return;
    };
    let title = browser.run("return document.querySelector('h1').textContent");
    assert_eq!(title, "7 Kitchen Knives You Will Still Own in Twenty Years");
    let count = |script: &str| browser.run(&format!("return {script}")).as_u64().unwrap();
    let visible = |selector: &str| {
        count(&format!(
            "[...document.querySelectorAll({selector:?})].filter((one) => one.checkVisibility()).length"
        ))
    };
    let (kept, gone) = (visible(".text > .block"), visible("details.gone"));
    assert!(kept > 10 && gone > 10, "{kept} {gone}");

    browser.run("document.querySelector('.fold').click()");
    assert_eq!(visible("details.gone .block"), 0);
    assert_eq!(visible(".text > .block"), kept);
    browser.run("document.querySelector('.unfold').click()");
    assert!(visible("details.gone .block") >= gone);

    browser.run("document.querySelector('[data-fate=gone]').click()");
    assert_eq!(
        (visible(".text > .block"), visible("details.gone")),
        (0, gone)
    );
    browser.run("document.querySelector('[data-fate=kept]').click()");
    assert_eq!(
        (visible(".text > .block"), visible("details.gone")),
        (kept, 0)
    );
    browser.run("document.querySelector('[data-fate=all]').click()");
    browser.run("document.querySelector('[data-role-filter] .legal').parentElement.click()");
    assert_eq!(
        (visible(".text > .block"), visible("details.gone")),
        (0, visible("details.legal"))
    );
    fetched_nothing(&browser, &path);
    assert!(browser.print().starts_with("JVBER"), "prints as PDF");
}

#[test]
fn evidence_is_reached_with_the_keyboard() {
    let path = report("keys", 0, &[KNIVES]);
    let Some(browser) = opened("keys-browser", 1200, &path) else {
        return;
    };
    let at_block = "return document.activeElement.matches('.block')";
    for _ in 0..40 {
        browser.press(TAB);
        if browser.run(at_block) == true {
            break;
        }
    }
    assert_eq!(browser.run(at_block), true);
    let panel = || {
        let text = browser.run("return document.querySelector('aside.evidence').textContent");
        text.as_str().unwrap().to_owned()
    };
    let first = panel();
    assert!(
        first.contains("All points together") && first.contains("Left out"),
        "{first}"
    );
    for _ in 0..12 {
        browser.press(DOWN);
    }
    assert_eq!(browser.run(at_block), true);
    assert!(
        panel() != first && panel().contains("All points together"),
        "{}",
        panel()
    );
}

#[test]
fn a_run_leads_to_its_documents() {
    let broken = folder("run").join("broken.jsonl");
    fs::write(&broken, "{\"id\": 1}\nnot json\n").unwrap();
    let path = report("run", 1, &["tests/fixtures", broken.to_str().unwrap()]);
    let Some(browser) = opened("run-browser", 1200, &path) else {
        return;
    };
    let text = browser.run("return document.querySelector('main').textContent");
    let text = text.as_str().unwrap();
    for part in [
        "Words left out, by role",
        "navigation",
        "structure/navigation",
        "Least certain",
        "Most certain",
        "no-page",
        "broken.jsonl:2",
    ] {
        assert!(text.contains(part), "{part}");
    }
    // Charts say in words what they draw.
    let charts = browser.run(
        "return [...document.querySelectorAll('svg rect')].every((rect) => rect.querySelector('title') || rect.closest('tr'))",
    );
    assert_eq!(charts, true);
    for kind in ["rule", "role", "share"] {
        browser.run(&format!(
            "location.hash = document.querySelector('[href^=\"#{kind}\"]').getAttribute('href')"
        ));
        let links = browser
            .run("return document.querySelectorAll('main td a').length")
            .as_u64()
            .unwrap();
        assert!(links > 0, "{kind}");
        browser.run("location.hash = document.querySelector('main td a').getAttribute('href')");
        let blocks = browser
            .run("return document.querySelectorAll('.block').length")
            .as_u64()
            .unwrap();
        assert!(blocks > 0, "{kind}");
        browser.run("location.hash = '#run'");
    }
    // A document that the report had no room for is told in numbers.
    browser.run("document.getElementById('d3').remove(); location.hash = '#d3'");
    let main = browser.run("return document.querySelector('main').textContent");
    assert!(
        main.as_str().unwrap().contains("in numbers alone"),
        "{main}"
    );
    browser.run("location.hash = '#run'");
    browser.run(
        "const find = document.querySelector('[type=search]'); find.value = 'knives'; find.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    assert_eq!(
        browser.run("return document.querySelector('[role=status]').textContent"),
        "1 document"
    );
    fetched_nothing(&browser, &path);
}

#[test]
fn a_phone_shows_it_without_scrolling_sideways() {
    let path = report("phone", 0, &["tests/fixtures/html/en"]);
    let Some(browser) = opened("phone-browser", 500, &path) else {
        return;
    };
    for hash in ["#run", "#d0", "#d5"] {
        browser.run(&format!("location.hash = '{hash}'"));
        let width = browser.run("return [document.documentElement.scrollWidth, innerWidth]");
        assert!(width[0].as_u64() <= width[1].as_u64(), "{hash}: {width}");
    }
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let folder = folder("whole");
    let missing = folder.join("missing").join("report.html");
    unchaff(3, &["explain", "--html", missing.to_str().unwrap(), KNIVES]);
    let page = folder.join("page.html");
    fs::copy(KNIVES, &page).unwrap();
    let page = page.to_str().unwrap();
    unchaff(2, &["explain", "--html", page, page]);
    assert_eq!(fs::read(KNIVES).unwrap(), fs::read(page).unwrap());
    let out = folder.join("report.html");
    let (said, noted) = unchaff(0, &["explain", "--html", out.to_str().unwrap(), page]);
    assert!(said.is_empty() && noted.contains("1 document"), "{noted}");
    assert!(!folder.join("report.html.partial").exists());
}

/// Records that hold a string everywhere: escaped, as markup of the page, and in a plain text.
fn hostile_records(strings: &[String]) -> String {
    let mut lines = String::new();
    for text in strings {
        let escaped = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;");
        let page = |text: &str| {
            format!(
                "<title>{text}</title><meta property=\"og:title\" content=\"{text}\"><nav><a href=\"{text}\">{text}</a></nav>\
                 <h1>{text}</h1><p>{PROSE} {text}</p><div class=\"{text}\">Share {text}</div><p>{PROSE}</p>"
            )
        };
        let url = format!("https://news.example.com/{text}");
        for record in [
            json!({ "id": text, "url": text, "html": page(&escaped) }),
            json!({ "id": text, "url": url, "html": page(text) }),
            json!({ "id": text, "url": url, "title": text, "text": format!("{text}\n\n{PROSE}\n\n{text}\n\n{PROSE}\n\nLeave a Reply {text}\n") }),
        ] {
            lines.push_str(&record.to_string());
            lines.push('\n');
        }
    }
    lines
}

fn hostile_file(name: &str) -> (PathBuf, usize) {
    let strings = hostile::strings();
    let path = folder(name).join("hostile.jsonl");
    fs::write(&path, hostile_records(&strings)).unwrap();
    (path, strings.len() * 3)
}

/// Whether a terminal, or a reader of the page's source, would meet a character that acts.
fn acts(char: char) -> bool {
    char.is_control() && char != '\n' && char != '\t'
        || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn hostile_strings_reach_no_terminal() {
    let (path, _) = hostile_file("hostile-terminal");
    let path = path.to_str().unwrap();
    for args in [
        &["explain", path][..],
        &["explain", "--to", "json", path],
        &["explain", "--full", "--only", "dropped", path],
    ] {
        let (out, err) = unchaff(0, args);
        assert!(!out.contains(acts) && !err.contains(acts), "{args:?}");
    }
    let (mut out, _) = unchaff(0, &["explain", "--color", "always", path]);
    for code in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2;9m", "\u{1b}[33m"] {
        out = out.replace(code, "");
    }
    assert!(!out.contains(acts));
}

#[test]
fn hostile_strings_leave_no_active_node() {
    let (input, count) = hostile_file("hostile");
    // Names of files are input too, and so are errors.
    let odd = folder("hostile").join("<img src=x onerror=window.harmed=1>\u{1b}[31m.txt");
    fs::write(&odd, PROSE).unwrap();
    let broken = folder("hostile").join("<script>window.harmed=1<%2fscript>.jsonl");
    fs::write(&broken, "{\"id\": \"<script>\"}\n<script>\n").unwrap();
    let inputs = [&input, &odd, &broken].map(|path| path.to_str().unwrap());
    let path = report("hostile", 1, &inputs);
    let count = count + 1;
    let source = fs::read_to_string(&path).unwrap();
    assert!(!source.contains(acts));
    // The data of each document, the run's, and the one script.
    assert_eq!(source.matches("<script").count(), count + 2);
    assert_eq!(source.matches("</script").count(), count + 2);
    for line in source
        .lines()
        .filter(|line| line.starts_with("<script type="))
    {
        assert_eq!(line.matches('<').count(), 2, "{line}");
    }
    let Some(browser) = opened("hostile-browser", 1200, &path) else {
        return;
    };
    let found = browser.run(INSPECT);
    assert_eq!(found["faults"], json!([]));
    assert_eq!(found["views"].as_u64(), Some(count as u64 + 3));
    assert_eq!(browser.run("return window.harmed === undefined"), true);
    fetched_nothing(&browser, &path);
}

/// Draws every view, and names what stands in it that is neither plain element nor plain attribute.
const INSPECT: &str = r"
const elements = new Set(['div', 'span', 'p', 'h1', 'h2', 'h3', 'nav', 'a', 'b', 'code', 'del', 'ul', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'details',
    'summary', 'button', 'select', 'option', 'input', 'section', 'aside', 'svg', 'rect', 'text', 'title', 'defs', 'pattern', 'path']);
const attributes = new Set(['class', 'dir', 'href', 'hidden', 'tabindex', 'open', 'role', 'scope', 'type', 'value', 'title', 'id', 'width', 'height', 'x', 'y', 'd',
    'viewBox', 'text-anchor', 'placeholder', 'patternUnits', 'aria-label', 'aria-live', 'aria-hidden', 'aria-pressed', 'data-at', 'data-role', 'data-rule', 'data-fate',
    'data-role-filter']);
const faults = [], hashes = ['#run', '#rule0', '#role0', ...run.documents.map((one) => '#d' + one.at)];
const main = document.querySelector('main');
for (const hash of hashes) {
  const drawn = view(hash);
  main.replaceChildren(drawn);
  for (const block of drawn.querySelectorAll('.block')) block.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  for (const element of drawn.querySelectorAll('*')) {
    if (!elements.has(element.localName)) faults.push(hash + ' <' + element.localName + '>');
    for (const { name, value } of element.attributes) {
      if (!attributes.has(name)) faults.push(hash + ' ' + name);
      if (name === 'href' && !/^#[a-z]+\d*$/.test(value)) faults.push(hash + ' ' + value);
    }
  }
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(drawn.textContent)) faults.push(hash + ' control character');
}
return { faults: faults.slice(0, 20), views: hashes.length };
";
