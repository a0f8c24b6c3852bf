//! html5lib's cases of tree construction: against the oracle, and against the tree that they expect.

use super::*;

/// One case of a document (fragments are not for us), parsed without scripting.
struct Case {
    data: String,
    expected: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for part in format!("\n{text}").split("\n#data\n").skip(1) {
        let Some((data, rest)) = part
            .split_once("\n#errors")
            .or(part.strip_prefix("#errors").map(|r| ("", r)))
        else {
            continue;
        };
        if rest.contains("\n#document-fragment\n") || rest.contains("\n#script-on\n") {
            continue;
        }
        let Some((_, expected)) = rest.split_once("\n#document\n") else {
            continue;
        };
        cases.push(Case {
            data: data.to_owned(),
            expected: expected.trim_end_matches('\n').to_owned(),
        });
    }
    cases
}

/// The expected tree as the arena holds it: no comments, no doctype, no text of scripts and styles, attributes without
/// their namespace, adjacent texts joined.
fn as_held(expected: &str) -> String {
    let mut nodes: Vec<String> = Vec::new();
    for line in expected.split('\n') {
        match nodes.last_mut() {
            Some(last) if !line.starts_with("| ") => {
                last.push('\n');
                last.push_str(line);
            }
            _ => nodes.push(line.to_owned()),
        }
    }
    let depth = |node: &str| node[2..].bytes().take_while(|&byte| byte == b' ').count();
    let mut held: Vec<String> = Vec::new();
    let mut raw: Option<usize> = None;
    for node in nodes {
        let (at, content) = (depth(&node), node[2..].trim_start_matches(' ').to_owned());
        raw = raw.filter(|&raw| at > raw);
        if content.starts_with("<!") || content.starts_with("<?") {
            continue;
        }
        if let Some(text) = content.strip_prefix('"') {
            if raw.is_some_and(|raw| at == raw + 2) {
                continue;
            }
            let last = held
                .last_mut()
                .filter(|last| depth(last) == at && last[2..].trim_start().starts_with('"'));
            if let Some(last) = last {
                last.pop();
                last.push_str(text);
                continue;
            }
        }
        if matches!(
            &*content,
            "<script>" | "<style>" | "<svg script>" | "<svg style>"
        ) {
            raw = Some(at);
        }
        let is_attribute = !content.starts_with(['"', '<']) && content.contains('=');
        let content = ["xlink ", "xml ", "xmlns "]
            .iter()
            .find_map(|prefix| content.strip_prefix(prefix).filter(|_| is_attribute))
            .unwrap_or(&content);
        held.push(format!("| {}{content}", " ".repeat(at)));
    }
    held.push(String::new());
    held.join("\n")
}

#[test]
fn html5lib_trees_are_the_same_and_as_expected() {
    let Some(folder) = shared("html5lib-tests/tree-construction") else {
        return;
    };
    let (mut count, mut other) = (0, Vec::new());
    let files = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    for path in paths {
        if path.extension().is_none_or(|extension| extension != "dat") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("text");
        for case in cases(&text) {
            let dom = assert_same(&case.data, KeepAttributes::All, Dom::default());
            count += 1;
            // We do not copy the chosen option into `<selectedcontent>`: the text would stand twice.
            if !case.data.contains("<selectedcontent>") && dump(&dom) != as_held(&case.expected) {
                other.push((
                    path.file_name().map(PathBuf::from),
                    case.data,
                    dump(&dom),
                    as_held(&case.expected),
                ));
            }
        }
    }
    assert!(count > 1300, "{count}");
    assert!(other.is_empty(), "{} of {count}: {other:#?}", other.len());
}
