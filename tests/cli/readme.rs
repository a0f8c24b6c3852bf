//! What the README tells people to type in a pipeline, typed.

use super::*;

/// The commands of the README's pipeline section.
fn commands() -> Vec<String> {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (_, section) = readme.split_once("**In a pipeline.**").unwrap();
    let (section, _) = section.split_once("From a program").unwrap();
    let blocks = section.split("```sh\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap());
    let lines = blocks.flat_map(str::lines).map(str::to_owned);
    lines.filter(|line| !line.trim().is_empty()).collect()
}

/// A folder with all that the commands read, and a `curl` that needs no network.
fn scene() -> PathBuf {
    let root = folder("readme");
    let html =
        format!("<html><title>Bridge</title><h1>Bridge</h1><p>{PROSE}</p><p>{PROSE}</p></html>");
    let record = |id: u32, page: serde_json::Value| {
        let record = serde_json::json!({"id": id, "html": page, "raw": {"content": page}});
        format!("{record}\n")
    };
    let scraped = record(1, html.as_str().into()) + &record(2, serde_json::Value::Null);
    let answer = archives::answer("http://a.example/1", archives::HTML, html.as_bytes(), 0);
    for name in ["pages", "crawl", "bin"] {
        fs::create_dir(root.join(name)).unwrap();
    }
    let curl = format!(
        "#!/bin/sh\ncat '{}'\n",
        root.join("pages/one.html").display()
    );
    for (name, content) in [
        ("pages/one.html", html.as_bytes()),
        ("pages/two.html", html.as_bytes()),
        ("scraped.jsonl", scraped.as_bytes()),
        ("crawl/a.warc.gz", &archives::gzip(&answer)),
        ("crawl.warc.gz", &archives::gzip(&answer)),
        ("bin/curl", curl.as_bytes()),
    ] {
        fs::write(root.join(name), content).unwrap();
    }
    let prepare = "chmod +x bin/curl && xz -k scraped.jsonl && unchaff -q --with why crawl -o old.jsonl && cp old.jsonl new.jsonl";
    assert_eq!(typed(&root, prepare).status.code(), Some(0));
    root
}

/// What a shell makes of a line.
fn typed(root: &std::path::Path, line: &str) -> Output {
    let command = PathBuf::from(env!("CARGO_BIN_EXE_unchaff"));
    let ours = [root.join("bin"), command.parent().unwrap().to_owned()];
    let path = std::env::var_os("PATH").unwrap();
    let path = std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&path))).unwrap();
    let mut shell = Command::new("bash");
    shell.args(["-c", &format!("set -o pipefail; {line}")]);
    shell.current_dir(root).env("PATH", path).output().unwrap()
}

#[test]
fn what_the_readme_shows_works() {
    let tools = ["xz", "zcat", "jq", "xargs", "find"];
    let is_missing = |tool: &&str| Command::new(tool).arg("--version").output().is_err();
    if let Some(missing) = tools.iter().find(|tool| is_missing(tool)) {
        println!("the README's commands NOT run: there is no {missing}");
        return;
    }
    let (root, commands) = (scene(), commands());
    assert!(commands.len() >= 8, "{commands:?}");
    for line in &commands {
        let output = typed(&root, line);
        let code = output.status.code().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        // The scraped records have one without a page.
        let wanted = i32::from(line.contains("scraped.jsonl"));
        assert_eq!(code, wanted, "{line}\n{err}");
        let file = line
            .split_once(" -o ")
            .map(|(_, rest)| rest.split(' ').next().unwrap());
        match file.map(|name| name.replace("{}", "pages/one.html")) {
            Some(name) => assert!(fs::metadata(root.join(&name)).unwrap().len() > 0, "{line}"),
            None => assert!(!output.stdout.is_empty(), "{line}"),
        }
    }
}
