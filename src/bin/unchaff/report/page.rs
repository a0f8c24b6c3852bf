//! The page around the data: fixed markup, style and scripts, and a policy that allows nothing else.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::target::{PARTIAL, resolve, straight, take_permissions, with_suffix};

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("elements.js"),
    include_str!("document.js"),
    include_str!("run.js")
);

/// Data that can stand in a `<script>`: JSON without `<`, and so without any tag or comment.
pub(super) fn json(data: &impl Serialize) -> String {
    let mut json = serde_json::to_vec(data).unwrap_or_else(|_| b"null".to_vec());
    crate::output::escape_controls(&mut json);
    String::from_utf8_lossy(&json).replace('<', "\\u003c")
}

/// Writes the page beside its place and moves it there, so that a report is never half a report, if that is a file; and
/// says how large the file is.
pub(super) fn write(
    path: &Path,
    run: &str,
    details: &BTreeMap<(u32, usize), String>,
) -> io::Result<u64> {
    if let Some(out) = straight(path)? {
        return write_to(out, run, details).map(|()| 0);
    }
    let path = resolve(path)?;
    let partial = with_suffix(&path, PARTIAL);
    let written = File::create(&partial).and_then(|file| {
        take_permissions(&file, &path)?;
        write_to(file, run, details)
    });
    let moved = written.and_then(|()| fs::rename(&partial, &path));
    if moved.is_err() {
        let _ = fs::remove_file(&partial);
    }
    moved?;
    Ok(fs::metadata(path)?.len())
}

fn write_to(
    out: impl Write,
    run: &str,
    details: &BTreeMap<(u32, usize), String>,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let (style, script) = (digest(STYLE), digest(SCRIPT));
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{style}'; \
         script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>What was left out, and why · unchaff</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <main><noscript>This page is drawn by a script of its own. Without scripts, unchaff explain prints the same in \
         a terminal.</noscript></main>\n\
         <script type=\"application/json\" id=\"run\">{run}</script>\n"
    )?;
    for ((_, number), json) in details {
        writeln!(
            out,
            "<script type=\"application/json\" id=\"d{number}\">{json}</script>"
        )?;
    }
    write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")?;
    out.flush()
}

/// The SHA-256 of a style or script in Base64, as a content security policy names it.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut base64 = String::new();
    for bytes in Sha256::digest(text).chunks(3) {
        let byte = |at: usize| u32::from(bytes.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * at) & 63) as usize);
            let filled = at <= bytes.len();
            base64.push(
                letter
                    .filter(|_| filled)
                    .map_or('=', |letter| char::from(*letter)),
            );
        }
    }
    base64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_as_policies_name_them() {
        assert_eq!(digest(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn data_holds_no_markup() {
        let data = json(&["</script><!--\u{9b}\u{2028}"]);
        assert!(!data.contains('<') && !data.contains('\u{9b}'), "{data}");
        let back: Vec<String> = serde_json::from_str(&data).unwrap();
        assert_eq!(back, ["</script><!--\u{9b}\u{2028}"]);
    }

    #[test]
    fn scripts_hold_no_end_tag_and_make_no_markup() {
        for word in [
            "</",
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "fetch(",
        ] {
            assert!(!SCRIPT.contains(word), "{word}");
        }
        assert!(!STYLE.contains("</") && !STYLE.contains("url(h") && !STYLE.contains("@import"));
    }
}
