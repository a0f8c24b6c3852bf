//! The built-in packs as they are written. It is TOML, but no more of TOML is read than is written: a reader of all of it
//! takes many times as long, and that at every start.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::pack::RawRule;

/// The rules of a pack, and its language; `None` where it is written in some other way.
pub(super) fn read(toml: &str) -> Option<(String, Vec<RawRule>)> {
    let (mut reader, mut language, mut rules) = (Reader { rest: toml }, None, Vec::new());
    loop {
        reader.skip_blanks();
        if reader.rest.is_empty() {
            return Some((language?, rules));
        }
        if reader.take("[[rule]]") {
            rules.push(RawRule::default());
            continue;
        }
        let key = reader.key()?;
        match rules.last_mut() {
            Some(rule) => fill(rule, key, &mut reader)?,
            None if key == "language" => language = Some(reader.text()?.into_owned()),
            None if key == "schema" => reader.number().filter(|schema| *schema == 1).map(drop)?,
            None => return None,
        }
    }
}

fn fill(rule: &mut RawRule, key: &str, reader: &mut Reader) -> Option<()> {
    match key {
        "id" => rule.id = reader.text()?.into_owned(),
        "role" => rule.role = reader.name()?,
        "strength" => rule.strength = reader.name()?,
        "why" => rule.why = reader.text()?.into_owned(),
        "scope" => rule.scope = reader.name()?,
        "position" => rule.position = reader.name()?,
        "opens" => rule.opens = reader.name()?,
        "stays-alone" => rule.stays_alone = reader.truth()?,
        "spares-sentences" => rule.spares_sentences = reader.truth()?,
        "max-words" => rule.max_words = Some(reader.number()?),
        "match" => rule.matching = reader.name()?,
        "phrases" => rule.phrases = reader.list()?,
        "pattern" => rule.pattern = Some(reader.text()?.into_owned()),
        "keywords" => rule.keywords = reader.list()?,
        "drop" => rule.drop = reader.list()?,
        "keep" => rule.keep = reader.list()?,
        _ => return None,
    }
    Some(())
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// White space, line ends and comments.
    fn skip_blanks(&mut self) {
        loop {
            self.rest = self.rest.trim_ascii_start();
            if !self.rest.starts_with('#') {
                return;
            }
            self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
        }
    }

    fn take(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// A bare key and its equals sign.
    fn key(&mut self) -> Option<&'a str> {
        let (key, rest) = self.rest.split_once('=')?;
        let key = key.trim_ascii_end();
        self.rest = rest.trim_ascii_start();
        let is_bare = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        key.bytes().all(is_bare).then_some(key)
    }

    /// A string of one line.
    fn text(&mut self) -> Option<Cow<'a, str>> {
        for mark in ["'''", "'"] {
            if self.take(mark) {
                let end = self.rest.find(mark)?;
                return self.up_to(end, mark.len()).map(Cow::Borrowed);
            }
        }
        if !self.take("\"") {
            return None;
        }
        let end = memchr::memchr2(b'"', b'\\', self.rest.as_bytes())?;
        if self.rest.as_bytes().get(end) == Some(&b'\\') {
            return self.escaped().map(Cow::Owned);
        }
        self.up_to(end, 1).map(Cow::Borrowed)
    }

    /// What stands before the mark of so many bytes that ends a string.
    fn up_to(&mut self, end: usize, mark: usize) -> Option<&'a str> {
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.get(mark..)?;
        (!text.contains('\n')).then_some(text)
    }

    /// The rest of a string with escaped quotes or backslashes.
    fn escaped(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut chars = self.rest.chars();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => text.push(chars.next().filter(|c| matches!(c, '"' | '\\'))?),
                '\n' => return None,
                c => text.push(c),
            }
        }
        self.rest = chars.as_str();
        Some(text)
    }

    fn truth(&mut self) -> Option<bool> {
        let is_true = self.take("true");
        (is_true || self.take("false")).then_some(is_true)
    }

    /// A string that names something.
    fn name<T: Deserialize<'a>>(&mut self) -> Option<T> {
        let Cow::Borrowed(name) = self.text()? else {
            return None;
        };
        let name: StrDeserializer<Error> = name.into_deserializer();
        T::deserialize(name).ok()
    }

    fn number(&mut self) -> Option<usize> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit())?;
        let (digits, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        digits.parse().ok()
    }

    fn list(&mut self) -> Option<Vec<String>> {
        let mut list = Vec::new();
        if !self.take("[") {
            return None;
        }
        loop {
            self.skip_blanks();
            if self.take("]") {
                return Some(list);
            }
            list.push(self.text()?.into_owned());
            self.skip_blanks();
            if !self.take(",") && !self.rest.starts_with(']') {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::rules::{PACKS, pack};

    #[test]
    fn the_packs_are_read_as_toml() {
        for (name, toml) in PACKS {
            assert!(read(toml).is_some(), "{name}");
            let (quick, whole) = (pack::built_in(name, toml), pack::parse(name, toml));
            let whole = whole.unwrap().rules;
            assert_eq!(quick.len(), whole.len(), "{name}");
            for (one, other) in quick.iter().zip(&whole) {
                assert_eq!(format!("{one:?}"), format!("{other:?}"));
            }
        }
    }

    #[test]
    fn what_is_written_otherwise_is_left_to_others() {
        let start = "schema = 1\nlanguage = \"xx\"\n[[rule]]\n";
        assert!(read(start).is_some());
        for line in [
            "a = 1",
            "id = 1",
            "why = \"a\\u00e9\"",
            "drop = [\"a\" \"b\"]",
            "id",
            "[rule]",
            "role = \"x\"",
        ] {
            assert!(read(&format!("{start}{line}\n")).is_none(), "{line}");
        }
    }
}
