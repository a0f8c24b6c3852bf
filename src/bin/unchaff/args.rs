//! The command line.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use unchaff::{CleanerBuilder, PageKind, Preset, Role};

use crate::diff::Diff;
use crate::input::suffix;

/// Strip ads, comment forms, share bars and other boilerplate from scraped articles
///
/// Reads HTML pages, or plain text that somebody already scraped, and writes clean title and body. Without a FILE, or
/// for `-`, it reads standard input.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, disable_help_subcommand = true)]
#[command(args_conflicts_with_subcommands = true, after_help = SHORT, after_long_help = LONG)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) clean: Clean,
}

const SHORT: &str = "Exit codes: 0 all cleaned, 1 some records are errors, 2 usage or rules, 3 input or output failed.\n\
                     More with --help.";

const LONG: &str = "\
Examples:
  curl -s https://news.example.com/bees | unchaff
  unchaff page.html --to markdown
  unchaff --from jsonl -j 8 -o clean.jsonl < scraped.jsonl
  unchaff explain page.html

Records:
  A JSON line holds the page under `html` (or else `text`, or what --field names). It comes out as
  {\"id\",\"url\",\"title\",\"body\"} and every other field unchanged. `title` is a string or null, `body` a string,
  empty where the page has no article.
  A record that cannot be cleaned keeps its place as {\"id\",...,\"error\":{\"code\",\"message\",\"input\",\"line\"}}.
  Codes: json (not a JSON object in UTF-8), no-page (no page or text, or null), too-large (page or line over the
  limit), binary (neither HTML nor text), warc (a broken record or gzip member), encoding (of an HTTP answer, cannot
  be undone), internal (a fault of unchaff).
  Pages from WARC files carry what the archive says of them under `warc`.

Several documents as text each end with a line that holds a form feed; as Markdown, with a line `---`.

Exit codes:
  0    all cleaned; also when the reader of the output went away
  1    some records are errors; `rules check` or `rules test` found faults
  2    wrong usage, or a broken rule pack
  3    an input or the output failed; the other inputs are done all the same
  130, 143  interrupted, terminated";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what is kept and what is left out, and why
    ///
    /// Left-out text stands in its place, marked `-` and followed by its role, the rule that decided, and the reason.
    /// `T` is the title, `~` a text of which only a part is left out, between `[-` and `-]`.
    Explain(Box<Explain>),
    /// Learn rules for single sites from many of their pages
    ///
    /// What comes again on the pages of a host is no part of an article. Reads pages or texts (JSON lines with a `url`,
    /// WARC, files) and writes a rule file for `--rules`: for each host the blocks that stood on enough of its pages,
    /// with their numbers. Only blocks that the built-in rules would keep are written. Memory is bounded (a few hundred
    /// megabytes over millions of pages), and the same input gives the same file.
    Learn(Box<Learn>),
    /// List, show, write, check and try rules
    #[command(subcommand)]
    Rules(Rules),
    /// Show what changed between two runs over the same records
    ///
    /// Both files hold records as unchaff writes them, and are compared by `id`, or else `url`; records that only one
    /// run was told to drop are counted. Where both runs were made `--with why`, it names the rules that made the difference.
    Diff(Diff),
    /// Print a shell's completion script
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct Clean {
    /// Files and folders to clean; `-` is standard input
    ///
    /// In a folder, links are followed. What is hidden is left, and what is no regular file or has no name like a page's
    /// or text's is passed over.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// What the inputs are
    ///
    /// `auto` tells JSON lines by suffix (.jsonl, .ndjson), all else by the first lines and then by suffix (.html, .htm, .xhtml). gzip and zstd are
    /// known by their first bytes whatever the form.
    #[arg(long, value_name = "FORM", default_value = "auto")]
    pub(crate) from: From,

    /// What to write
    ///
    /// By default what the name after -o says (.txt, .md, .json, .jsonl), else text for one page or text, and JSON lines
    /// for JSON lines or several inputs. `json` is one object over several lines for each input.
    #[arg(long, value_name = "FORM")]
    pub(crate) to: Option<To>,

    /// Write to this file
    ///
    /// The suffixes .gz and .zst compress it.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Work with so many threads
    ///
    /// The order of the output and every byte of it are the same for any number. By default one for each core.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<usize>,

    /// The field that holds the page
    ///
    /// Without this option the page is in `html`, or else in `text`.
    #[arg(long, value_name = "NAME")]
    pub(crate) field: Option<String>,

    /// Add to each record: meta, why, spans
    ///
    /// `meta` adds an object of that name: language, author, date and the like. `why` adds `removed`, a list of
    /// {"rule","role","words"}. `spans` adds that list with a `span` in each, in bytes of the text as read.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) with: Vec<With>,

    /// Leave out records whose body is empty
    #[arg(long, hide_short_help = true)]
    pub(crate) drop_empty: bool,

    /// Leave out pages of this kind
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kinds(), hide_possible_values = true, hide_short_help = true)]
    pub(crate) drop_kind: Vec<PageKind>,

    /// Leave out records with fewer words in their body
    ///
    /// Characters of Chinese, Japanese and Thai count as words.
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(crate) min_words: Option<u64>,

    /// Write counts of the run to this file, as JSON
    ///
    /// `-` is standard output, where the answers go to a file.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) stats: Option<PathBuf>,

    /// Go on with a run that broke off
    ///
    /// Until a run with -o is done, its output is FILE.partial, with FILE.progress beside it. With this option, a run
    /// over the same inputs with the same options goes on from there, and the file becomes what it would have been;
    /// where nothing is left of an earlier run, it starts anew.
    #[arg(long, requires = "output", hide_short_help = true)]
    pub(crate) resume: bool,

    /// Say nothing of a run that went well
    #[arg(short, long, hide_short_help = true)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    pub(crate) cleaning: Cleaning,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Files to explain; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// What the inputs are
    #[arg(long, value_name = "FORM", default_value = "auto")]
    pub(crate) from: From,

    /// Write a page to open in a browser, of one document or of thousands
    ///
    /// It is one file that fetches nothing: for a run its sums, charts and errors, the least and the most certain
    /// documents, and every document to read, with what speaks for each block and against it.
    #[arg(long, value_name = "OUT", conflicts_with_all = ["to", "only", "rule"])]
    pub(crate) html: Option<PathBuf>,

    /// Text to read, or the same as JSON
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(crate) to: Shown,

    /// The field that holds the page
    #[arg(long, value_name = "NAME")]
    pub(crate) field: Option<String>,

    /// Show only what is left out, or only what is kept
    #[arg(long, value_name = "FATE")]
    pub(crate) only: Option<Fate>,

    /// Show only what this rule speaks about
    #[arg(long, value_name = "ID")]
    pub(crate) rule: Option<String>,

    /// Show long texts and long runs of left-out lines whole
    #[arg(long)]
    pub(crate) full: bool,

    /// Use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,

    #[command(flatten)]
    pub(crate) cleaning: Cleaning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shown {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fate {
    Dropped,
    Kept,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct Learn {
    /// Pages, texts or JSON lines; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Write the rules to this file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// What the inputs are
    #[arg(long, value_name = "FORM", default_value = "auto")]
    pub(crate) from: From,

    /// The field that holds the page
    #[arg(long, value_name = "NAME")]
    pub(crate) field: Option<String>,

    /// Pages of a host on which a block must stand
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..))]
    pub(crate) min_pages: u32,

    /// Percent of a host's pages on which a block must stand
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(..=100))]
    pub(crate) min_percent: u32,

    /// Percent of a page's words that a block may have, on any page
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(..=100))]
    pub(crate) max_share: u32,

    /// Work with so many threads; the result is the same for any number
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<usize>,

    #[command(flatten)]
    pub(crate) cleaning: Cleaning,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// List the built-in rules
    List {
        /// Only rules for this role
        #[arg(long, value_name = "ROLE", value_parser = roles())]
        role: Option<Role>,
        /// Only rules of this language (`und`: of every language)
        #[arg(long, value_name = "CODE", value_parser = language)]
        lang: Option<String>,
    },
    /// Show all there is to know about a rule
    Show {
        /// The rule's id
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Write a commented rule file to start from
    New {
        /// Where to; by default to standard output
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Check rule files: their form, and every rule against its own examples
    Check {
        /// Rule files
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Print the JSON Schema of rule files, for editors
    Schema,
    /// Check a rule file, and show what it would change on real pages
    Test {
        /// The rule file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Pages, texts or JSON lines to try it on
        #[arg(long, value_name = "FILE", num_args = 1..)]
        on: Vec<PathBuf>,
        #[command(flatten)]
        cleaning: Box<Cleaning>,
    },
}

/// How to clean: the same for every subcommand that does.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Cleaning")]
pub(crate) struct Cleaning {
    /// Where the page came from, for pages that do not say
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,

    /// The charset that the server declared
    #[arg(long, value_name = "LABEL", value_parser = charset)]
    pub(crate) charset: Option<String>,

    /// How much to keep where the evidence is thin
    #[arg(long, value_name = "NAME", default_value = "balanced")]
    pub(crate) preset: PresetName,

    /// Take every page for one of this kind
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    pub(crate) kind: Option<PageKind>,

    /// Take every text for one in this language (de, en, …)
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub(crate) lang: Option<String>,

    /// Keep blocks of this role, whatever the page
    ///
    /// Roles: prose, heading, list, code, table, caption, post, card; advertising, promotion, social, comments, legal,
    /// navigation, related, byline, media, widget.
    #[arg(long, value_name = "ROLE", value_delimiter = ',', value_parser = roles(), hide_possible_values = true)]
    pub(crate) keep: Vec<Role>,

    /// Leave out blocks of this role, whatever the page
    #[arg(long, value_name = "ROLE", value_delimiter = ',', value_parser = roles(), hide_possible_values = true)]
    pub(crate) leave_out: Vec<Role>,

    /// Add the rules of this file
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Vec<PathBuf>,

    /// Switch a rule off
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) disable: Vec<String>,

    /// Refuse larger pages; K, M and G count in 1024s
    #[arg(long, value_name = "N", default_value = "10M", value_parser = bytes)]
    pub(crate) max_bytes: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    Auto,
    Html,
    Text,
    #[value(alias = "json", alias = "ndjson")]
    Jsonl,
    Warc,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    Text,
    Json,
    Jsonl,
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum With {
    Meta,
    Why,
    Spans,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PresetName {
    Precision,
    Balanced,
    Recall,
}

impl To {
    /// What the name of an output says is to be written to it.
    fn of_name(path: &Path) -> Option<Self> {
        match suffix(path)?.as_str() {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "json" => Some(Self::Json),
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }
}

impl Clean {
    /// Whether `help` was typed, which is no command: it could be a file.
    pub(crate) fn asks_for_help(&self) -> bool {
        matches!(self.files.as_slice(), [file] if file.as_os_str() == "help" && !file.exists())
    }

    /// The output, if it is a file.
    pub(crate) fn file(&self) -> Option<&Path> {
        let output = self.output.as_deref();
        output.filter(|path| path.as_os_str() != "-")
    }

    /// What to write, where that is said: by `--to`, or else by the name of the output.
    pub(crate) fn form(&self) -> Option<To> {
        self.to.or_else(|| To::of_name(self.file()?))
    }
}

impl PresetName {
    pub(crate) fn preset(self) -> Preset {
        match self {
            Self::Precision => Preset::Precision,
            Self::Balanced => Preset::Balanced,
            Self::Recall => Preset::Recall,
        }
    }
}

fn roles() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.iter().map(|role| role.name()))
        .try_map(|name| name.parse::<Role>().map_err(|_| "no such role"))
}

fn kinds() -> impl TypedValueParser<Value = PageKind> {
    PossibleValuesParser::new(PageKind::ALL.iter().map(|kind| kind.name()))
        .try_map(|name| name.parse::<PageKind>().map_err(|_| "no such kind"))
}

/// A label that pages may declare.
fn charset(label: &str) -> Result<String, String> {
    let known = encoding_rs::Encoding::for_label(label.as_bytes());
    known
        .map(|_| label.to_owned())
        .ok_or_else(|| "no known charset".to_owned())
}

/// A language tag, as the library takes them.
fn language(tag: &str) -> Result<String, String> {
    let cleaner = CleanerBuilder::default().language(tag).build();
    cleaner
        .map(|_| tag.to_owned())
        .map_err(|error| error.to_string())
}

/// A number of bytes, as `10000`, `64K`, `10M`, `1G`.
fn bytes(text: &str) -> Result<usize, String> {
    let (digits, shift) = match text.char_indices().next_back() {
        Some((at, 'k' | 'K')) => (&text[..at], 10),
        Some((at, 'm' | 'M')) => (&text[..at], 20),
        Some((at, 'g' | 'G')) => (&text[..at], 30),
        _ => (text, 0),
    };
    let number: usize = digits
        .parse()
        .map_err(|_| "not a number of bytes".to_owned())?;
    number
        .checked_mul(1 << shift)
        .filter(|bytes| *bytes > 0)
        .ok_or_else(|| "out of range".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn languages_look_like_tags() {
        for tag in ["de", "und", "pt-BR", "zh-Hant-TW", "en_US", "de-1996"] {
            assert_eq!(language(tag), Ok(tag.to_owned()));
        }
        for other in ["", "d", "german", "de-", "de--DE", "d3", "dé", "de DE"] {
            assert!(language(other).is_err(), "{other}");
        }
    }

    #[test]
    fn sizes_are_read() {
        assert_eq!(bytes("64K"), Ok(65_536));
        assert_eq!(bytes("7"), Ok(7));
        assert!(bytes("0").is_err() && bytes("K").is_err() && bytes("99999999999999G").is_err());
    }
}
