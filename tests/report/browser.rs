//! A headless Chromium, spoken to through its driver: plain HTTP and JSON on the loopback interface.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// A browser with one window; it ends with this value.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts one, with a window of this width and a profile of its own. `None` where there is no Chromium or no driver.
    pub(crate) fn start(profile: &str, width: u32) -> Option<Self> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let port = port_of(&mut driver);
        let Some(port) = port else {
            let _ = driver.kill();
            let _ = driver.wait();
            return None;
        };
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
        };
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(profile);
        let _ = std::fs::remove_dir_all(&folder);
        let args = [
            "--headless".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            format!("--window-size={width},1000"),
            format!("--user-data-dir={}", folder.display()),
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": args },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "script": 150_000, "pageLoad": 150_000 },
            "unhandledPromptBehavior": "ignore",
        } } });
        let answer = browser.call("POST", "/session", &wanted)?;
        answer["value"]["sessionId"]
            .as_str()?
            .clone_into(&mut browser.session);
        Some(browser)
    }

    /// Opens a file.
    pub(crate) fn open(&self, path: &Path) {
        let path = path.canonicalize().unwrap();
        let url = format!("file://{}", path.display());
        self.command("url", &json!({ "url": url }));
    }

    /// What a script returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Presses a key.
    pub(crate) fn press(&self, key: char) {
        let press = [
            json!({ "type": "keyDown", "value": key }),
            json!({ "type": "keyUp", "value": key }),
        ];
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": press }] });
        self.command("actions", &actions);
    }

    /// Addresses that were asked for.
    pub(crate) fn requests(&self) -> Vec<String> {
        let log = self.command("se/log", &json!({ "type": "performance" }));
        let entries = log.as_array().unwrap();
        let messages = entries.iter().map(|entry| {
            serde_json::from_str::<Value>(entry["message"].as_str().unwrap()).unwrap()
        });
        messages
            .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
            // Not those of the browser's own first page.
            .filter(|entry| {
                let document = entry["message"]["params"]["documentURL"].as_str();
                document.is_none_or(|url| !url.starts_with("chrome"))
            })
            .map(|entry| {
                entry["message"]["params"]["request"]["url"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    }

    /// What the browser complains about: errors of scripts, and whatever the page's policy refused.
    pub(crate) fn complaints(&self) -> Vec<Value> {
        let log = self.command("se/log", &json!({ "type": "browser" }));
        log.as_array().unwrap().clone()
    }

    /// The page as it would be printed, in Base64.
    pub(crate) fn print(&self) -> String {
        self.command("print", &json!({}))
            .as_str()
            .unwrap()
            .to_owned()
    }

    fn command(&self, name: &str, data: &Value) -> Value {
        let path = format!("/session/{}/{name}", self.session);
        let mut answer = self.call("POST", &path, data).unwrap();
        assert!(
            answer["value"]["error"].is_null(),
            "{name}: {}",
            answer["value"]
        );
        answer["value"].take()
    }

    fn call(&self, method: &str, path: &str, data: &Value) -> Option<Value> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream
            .set_read_timeout(Some(Duration::from_secs(170)))
            .ok()?;
        let body = data.to_string();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(body.as_bytes()).ok()?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().ok()?;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).ok()?;
        serde_json::from_slice(&answer).ok()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let path = format!("/session/{}", self.session);
            let _ = self.call("DELETE", &path, &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port that a driver says it listens on.
fn port_of(driver: &mut Child) -> Option<u16> {
    let mut lines = BufReader::new(driver.stdout.take()?).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, rest) = line.split_once("successfully on port ")?;
        rest.trim_end_matches('.').parse().ok()
    });
    // The rest is read, so that the driver never waits for a reader.
    std::thread::spawn(move || lines.for_each(drop));
    port
}
