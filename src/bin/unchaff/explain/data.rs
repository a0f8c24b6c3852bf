//! Explanations as JSON.

use std::ops::Range;

use unchaff::record::string;
use unchaff::{Action, Explanation, PageKind, TitleSource, Verdict};

use super::slice;

/// Points below which evidence is not told.
const LITTLE: f32 = 0.1;

/// The explanation of one input as a JSON object, with the blocks that are wanted.
pub(super) fn json(
    explanation: &Explanation,
    name: Option<&str>,
    wants: impl Fn(&Verdict) -> bool,
) -> Vec<u8> {
    let article = explanation.article();
    let mut out = Object::default();
    out.string("input", name);
    out.string("title", article.title.as_deref());
    let metadata = &article.metadata;
    out.string("title_source", metadata.title_source.map(TitleSource::name));
    out.string("page_kind", metadata.page_kind.map(PageKind::name));
    out.string("language", metadata.language.as_deref());
    out.string("charset", metadata.charset);
    out.raw("confidence", &format!("{:.3}", metadata.confidence));
    if !explanation.notes().is_empty() {
        out.strings("notes", explanation.notes());
    }
    out.objects(
        "title_candidates",
        &explanation.title_candidates(),
        |(title, points), out| {
            out.string("text", Some(&title.text));
            out.string("source", Some(title.source.name()));
            if let Some(points) = points {
                out.raw("points", &format!("{points:.2}"));
            }
        },
    );
    out.key("blocks");
    out.0.push(b'[');
    for verdict in explanation
        .verdicts()
        .iter()
        .filter(|verdict| wants(verdict))
    {
        if out.0.last() != Some(&b'[') {
            out.0.push(b',');
        }
        out.0.append(&mut block_json(explanation, verdict));
    }
    out.0.extend_from_slice(b"]}");
    out.0
}

fn block_json(explanation: &Explanation, verdict: &Verdict) -> Vec<u8> {
    let mut out = Object::default();
    out.raw("span", &pair(&verdict.span()));
    if let Some(source) = verdict.source() {
        out.raw("source", &pair(&source));
    }
    let trimmed = match verdict.action() {
        Action::Trim(parts) => parts.iter().map(pair).collect(),
        _ => Vec::new(),
    };
    out.string(
        "action",
        Some(match verdict.action() {
            Action::Title => "title",
            Action::LeaveOut => "leave-out",
            Action::Trim(_) => "trim",
            _ => "keep",
        }),
    );
    if !trimmed.is_empty() {
        out.raw("trimmed", &format!("[{}]", trimmed.join(",")));
    }
    out.string("role", Some(verdict.role().name()));
    out.strings("rules", verdict.rules());
    out.string(
        "reason",
        Some(verdict.reason()).filter(|reason| !reason.is_empty()),
    );
    out.raw("margin", &format!("{:.2}", verdict.margin()));
    let evidence = explanation.evidence(verdict);
    let (worth, _) =
        evidence.split_at(evidence.partition_point(|one| one.points().abs() >= LITTLE));
    out.objects("evidence", worth, |one, out| {
        out.string("name", Some(&one.name()));
        out.raw("points", &format!("{:.2}", one.points()));
    });
    out.string("text", Some(slice(explanation, verdict.span())));
    out.0.push(b'}');
    out.0
}

/// A JSON object in the making.
struct Object(Vec<u8>);

impl Default for Object {
    fn default() -> Self {
        Self(vec![b'{'])
    }
}

impl Object {
    fn key(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        string(name, &mut self.0);
        self.0.push(b':');
    }

    fn raw(&mut self, name: &str, value: &str) {
        self.key(name);
        self.0.extend_from_slice(value.as_bytes());
    }

    fn strings(&mut self, name: &str, values: &[String]) {
        self.key(name);
        self.0.push(b'[');
        for (number, value) in values.iter().enumerate() {
            if number > 0 {
                self.0.push(b',');
            }
            string(value, &mut self.0);
        }
        self.0.push(b']');
    }

    fn objects<T>(&mut self, name: &str, values: &[T], mut each: impl FnMut(&T, &mut Object)) {
        self.key(name);
        self.0.push(b'[');
        for (number, value) in values.iter().enumerate() {
            if number > 0 {
                self.0.push(b',');
            }
            let mut object = Object::default();
            each(value, &mut object);
            self.0.append(&mut object.0);
            self.0.push(b'}');
        }
        self.0.push(b']');
    }

    /// A string that is not there has no field.
    fn string(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.key(name);
            string(value, &mut self.0);
        }
    }
}

fn pair(range: &Range<usize>) -> String {
    format!("[{},{}]", range.start, range.end)
}
