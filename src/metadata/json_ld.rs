//! JSON-LD, as found in the wild: read with tolerance, within bounds.

use serde_json::{Map, Value};

/// Longer scripts are not read.
const MAX_BYTES: usize = 1 << 20;

/// Objects looked at, all scripts of a page together.
const MAX_OBJECTS: usize = 400;

/// Objects within objects.
const MAX_DEPTH: usize = 8;

/// What structured data says about the page.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Types of the page's own objects, without their vocabulary's address.
    pub(super) types: Vec<String>,
    /// Things that the page may be about, in order.
    pub(super) things: Vec<Thing>,
    pub(super) site_name: Option<String>,
    /// The last breadcrumb.
    pub(super) breadcrumb: Option<String>,
    objects: usize,
}

/// An object that may be the page's subject.
#[derive(Debug, Default)]
pub(super) struct Thing {
    pub(super) kind: ThingKind,
    pub(super) headline: Option<String>,
    pub(super) name: Option<String>,
    pub(super) body: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) description: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
}

/// How likely a thing is the page's subject: the more, the later in this list.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ThingKind {
    /// An organisation, a person, a site.
    #[default]
    Other,
    /// A web page as such.
    Page,
    /// A product, an event, a video.
    Item,
    /// An article, recipe, question.
    Article,
}

/// Properties that lead to things beside the page's subject.
const ASIDE: [&str; 26] = [
    "about",
    "aggregateRating",
    "associatedMedia",
    "author",
    "breadcrumb",
    "comment",
    "creator",
    "hasPart",
    "image",
    "isBasedOn",
    "isPartOf",
    "isRelatedTo",
    "isSimilarTo",
    "itemListElement",
    "logo",
    "mentions",
    "offers",
    "potentialAction",
    "primaryImageOfPage",
    "publisher",
    "relatedLink",
    "review",
    "sponsor",
    "subjectOf",
    "video",
    "acceptedAnswer",
];

impl Facts {
    /// Reads one script.
    pub(super) fn read(&mut self, script: &str) {
        if script.len() > MAX_BYTES || self.objects >= MAX_OBJECTS {
            return;
        }
        if let Some(value) = parse(script) {
            self.visit(value, 0);
        }
    }

    fn visit(&mut self, value: Value, depth: usize) {
        if depth > MAX_DEPTH || self.objects >= MAX_OBJECTS {
            return;
        }
        match value {
            Value::Array(values) => {
                for value in values {
                    self.visit(value, depth + 1);
                }
            }
            Value::Object(object) => {
                self.objects += 1;
                self.visit_object(object, depth);
            }
            _ => {}
        }
    }

    fn visit_object(&mut self, mut object: Map<String, Value>, depth: usize) {
        let types = types_of(&object);
        let kind = types
            .iter()
            .map(|name| kind_of(name))
            .max()
            .unwrap_or_default();
        if types.iter().any(|name| name == "WebSite") && self.site_name.is_none() {
            self.site_name = string(object.get("name"));
        }
        let trail = object.get("breadcrumb").unwrap_or(&Value::Null);
        let trail = if types.iter().any(|name| name == "BreadcrumbList") {
            last_crumb(object.get("itemListElement"))
        } else {
            last_crumb(trail.get("itemListElement"))
        };
        if self.breadcrumb.is_none() {
            self.breadcrumb = trail;
        }
        if kind > ThingKind::Other {
            if self.site_name.is_none() {
                self.site_name = name_of(object.get("isPartOf"), "WebSite");
            }
            self.things.push(Thing::take(&mut object, kind));
        }
        self.types.extend(types);
        for (key, value) in object {
            if (value.is_object() || value.is_array()) && !ASIDE.contains(&key.as_str()) {
                self.visit(value, depth + 1);
            }
        }
    }
}

impl Thing {
    fn take(object: &mut Map<String, Value>, kind: ThingKind) -> Self {
        let mut take = |key: &str| match object.remove(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some(text),
            _ => None,
        };
        Self {
            kind,
            headline: take("headline"),
            body: take("articleBody").or_else(|| take("text")),
            date: take("datePublished")
                .or_else(|| take("uploadDate"))
                .or_else(|| take("dateCreated")),
            name: take("name"),
            description: take("description"),
            url: take("url"),
            language: string(object.get("inLanguage")),
            author: people(object.get("author")).or_else(|| people(object.get("creator"))),
            publisher: people(object.get("publisher")),
        }
    }
}

/// Type names, without the vocabulary's address.
fn types_of(object: &Map<String, Value>) -> Vec<String> {
    let bare = |name: &str| {
        let name = name.trim();
        name.rsplit(['/', '#', ':'])
            .next()
            .unwrap_or(name)
            .to_owned()
    };
    match object.get("@type") {
        Some(Value::String(name)) => vec![bare(name)],
        Some(Value::Array(names)) => names
            .iter()
            .take(8)
            .filter_map(Value::as_str)
            .map(bare)
            .collect(),
        _ => Vec::new(),
    }
}

fn kind_of(name: &str) -> ThingKind {
    match name {
        "BlogPosting"
        | "LiveBlogPosting"
        | "SocialMediaPosting"
        | "DiscussionForumPosting"
        | "Report"
        | "Review"
        | "CriticReview"
        | "HowTo"
        | "Recipe"
        | "Question"
        | "ClaimReview"
        | "Posting"
        | "Chapter" => ThingKind::Article,
        _ if name.ends_with("Article") => ThingKind::Article,
        "Product"
        | "ProductGroup"
        | "Event"
        | "VideoObject"
        | "Movie"
        | "Book"
        | "Course"
        | "JobPosting"
        | "SoftwareApplication"
        | "MobileApplication"
        | "WebApplication"
        | "Service"
        | "PodcastEpisode"
        | "Vehicle"
        | "CreativeWork"
        | "SoftwareSourceCode"
        | "Dataset"
        | "TVEpisode"
        | "MusicAlbum"
        | "Game"
        | "VideoGame"
        | "TouristAttraction"
        | "Apartment"
        | "House"
        | "IndividualProduct" => ThingKind::Item,
        _ if name.ends_with("Page") => ThingKind::Page,
        _ => ThingKind::Other,
    }
}

fn string(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The name of a trail's last item.
fn last_crumb(items: Option<&Value>) -> Option<String> {
    let items = items?.as_array().filter(|items| items.len() >= 2)?;
    let position = |item: &Value| {
        item.get("position")
            .and_then(Value::as_u64)
            .unwrap_or_default()
    };
    let last = items.iter().max_by_key(|item| position(item))?;
    string(last.get("name")).or_else(|| string(last.get("item")?.get("name")))
}

fn name_of(value: Option<&Value>, kind: &str) -> Option<String> {
    let object = value?.as_object()?;
    let fits = types_of(object).iter().any(|name| name == kind);
    string(object.get("name")).filter(|_| fits)
}

/// Names of people or organisations, set apart by commas.
fn people(value: Option<&Value>) -> Option<String> {
    let one = |value: &Value| match value {
        Value::Object(object) => string(object.get("name"))
            .or_else(|| string(object.get("name").and_then(|names| names.get(0)))),
        other => string(Some(other)),
    };
    let names: Vec<String> = match value? {
        Value::Array(values) => values.iter().take(10).filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    };
    let names: Vec<String> = names
        .into_iter()
        .filter(|name| !name.starts_with("http"))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Parses JSON that people wrote by hand or by template: wrapped in comments, with trailing commas, with line breaks
/// inside strings.
pub(super) fn parse(script: &str) -> Option<Value> {
    let script = match script.split_once("<![CDATA[") {
        Some((_, inner)) => inner.rsplit_once("]]>").map_or(inner, |(json, _)| json),
        None => script,
    };
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])?;
    let json = script.get(start..=end)?;
    if let Ok(value) = serde_json::from_str(json) {
        return Some(value);
    }
    // Several values one after the other, or something trailing: the first counts.
    let mut values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
    if let Some(Ok(value)) = values.next() {
        return Some(value);
    }
    serde_json::from_str(&repaired(json)).ok()
}

/// The JSON with control characters in strings escaped, and commas before a closing bracket removed.
fn repaired(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 16);
    let (mut in_string, mut escaped) = (false, false);
    for c in json.chars() {
        if in_string {
            match c {
                _ if escaped => {
                    escaped = false;
                    // An escape that JSON does not know stands for its character.
                    if !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                        out.pop();
                    }
                    out.push(if c.is_control() { ' ' } else { c });
                    continue;
                }
                '\\' => escaped = true,
                '"' => in_string = false,
                '\n' => {
                    out.push_str("\\n");
                    continue;
                }
                c if c.is_control() => {
                    out.push(' ');
                    continue;
                }
                _ => {}
            }
        } else {
            match c {
                '"' => in_string = true,
                '}' | ']' => {
                    let kept = out.trim_end();
                    let kept = kept.strip_suffix(',').unwrap_or(kept).len();
                    out.truncate(kept);
                }
                _ => {}
            }
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(script: &str) -> Facts {
        let mut facts = Facts::default();
        facts.read(script);
        facts
    }

    #[test]
    fn an_article_in_a_graph() {
        let facts = facts(
            r#"{"@context":"https://schema.org","@graph":[
                {"@type":"WebSite","name":"The Valley Post"},
                {"@type":["NewsArticle","https://schema.org/Thing"],"headline":"Bees","articleBody":"They came back.",
                 "author":[{"@type":"Person","name":"Ada Moss"},{"name":"Tom Reed"}],"datePublished":"2024-05-01",
                 "publisher":{"name":"Post Group"},"comment":[{"@type":"Article","headline":"no"}]}]}"#,
        );
        assert_eq!(facts.site_name.as_deref(), Some("The Valley Post"));
        assert_eq!(facts.things.len(), 1);
        let thing = &facts.things[0];
        assert_eq!(thing.headline.as_deref(), Some("Bees"));
        assert_eq!(thing.body.as_deref(), Some("They came back."));
        assert_eq!(thing.author.as_deref(), Some("Ada Moss, Tom Reed"));
        assert_eq!(facts.types, ["WebSite", "NewsArticle", "Thing"]);
    }

    #[test]
    fn faults_are_mended() {
        for script in [
            "<!-- {\"@type\":\"Article\",\"headline\":\"Bees\"} -->",
            "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Bees\"}\n//]]>",
            "{\"@type\":\"Article\",\"headline\":\"Bees\",\"image\":[1,2,],}",
            "{\"@type\":\"Article\",\"headline\":\"Bees\",\"description\":\"one\n\ttwo\"};",
            "{\"@type\":\"Article\",\"headline\":\"Bees\",\"description\":\"it\\'s\"}",
            "{\"@type\":\"Article\",\"headline\":\"Bees\"}{\"@type\":\"Person\"}",
        ] {
            assert_eq!(
                facts(script).things[0].headline.as_deref(),
                Some("Bees"),
                "{script}"
            );
        }
    }

    #[test]
    fn nonsense_is_nothing() {
        let deep = "[".repeat(100_000);
        for script in [
            "",
            "{",
            "}{",
            "null",
            "{\"@type\":7}",
            "]]",
            &deep,
            "\\",
            "{\"\\",
        ] {
            assert!(facts(script).things.is_empty());
        }
    }
}
