//! What pages say, in both languages: data in `view_words.toml`.

use crate::codes::embedded::embedded_list;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

#[derive(Debug, Deserialize)]
struct Words {
    words: BTreeMap<String, [String; 2]>,
    diagnostics: BTreeMap<String, String>,
}

static LIST: LazyLock<Words> = LazyLock::new(|| embedded_list!("view_words"));
static WORDS: LazyLock<&BTreeMap<String, [String; 2]>> = LazyLock::new(|| &LIST.words);

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// Its name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language of a name in an address.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.name() == name)
    }

    /// Its name for browsers.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The one that a browser asks for first (`Accept-Language`).
    pub fn wanted(header: &str) -> Self {
        let first = header.split(',').map(|part| part.trim().to_ascii_lowercase()).find_map(|part| match part.get(..2)? {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        });
        first.unwrap_or(Self::En)
    }

    /// A word of the program.
    pub fn word(self, key: &'static str) -> &'static str {
        WORDS.get(key).map_or(key, |words| self.pick(words))
    }

    /// A name out of an output (`final_accounts`, `ok`), in words where they are known, else as it is.
    pub fn name_of(self, prefix: &str, key: &str) -> String {
        let known = WORDS.get(format!("{prefix}{key}").as_str());
        known.map_or_else(|| key.to_owned(), |words| self.pick(words).to_owned())
    }

    /// The name of a figure of a table, put together of its parts: `change_reception_government_fund_last_year`.
    pub fn figure(self, key: &str) -> String {
        let word = |key: &str| WORDS.get(format!("figure_{key}").as_str()).map(|words| self.pick(words).to_owned());
        if let Some(word) = word(key) {
            return word;
        }
        let within = |(part, rest): (&str, &str)| Some((word(part)?, rest.to_owned()));
        let first = key.strip_prefix("change_").map(|rest| ("change", rest));
        let last = ["last_year", "budget", "general_public_budget", "government_fund", "state_capital"].into_iter();
        let last = last.filter_map(|part| Some((part, key.strip_suffix(part)?.strip_suffix('_')?)));
        let parts = first.into_iter().chain(last).find(|(_, rest)| self.figure(rest) != *rest).and_then(within);
        match parts {
            Some((part, rest)) => format!("{} · {part}", self.figure(&rest)),
            None => key.to_owned(),
        }
    }

    /// What the code of a diagnostic means, where the message is in another language.
    pub fn diagnostic(self, code: &str) -> Option<&'static str> {
        LIST.diagnostics.get(code).map(String::as_str).filter(|_| self == Self::Zh)
    }

    fn pick(self, words: &'static [String; 2]) -> &'static str {
        match self {
            Self::En => &words[0],
            Self::Zh => &words[1],
        }
    }

    /// Of two sentences the one in this language.
    pub const fn either<'t>(self, en: &'t str, zh: &'t str) -> &'t str {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_both_languages() {
        for (key, [en, zh]) in WORDS.iter() {
            assert!(key == "page_n_after" || !en.is_empty() && !zh.is_empty(), "{key}");
        }
    }

    /// A word that is asked for and not in the list would show as its key.
    #[test]
    fn every_word_that_a_page_asks_for_is_there() {
        let sources = [
            include_str!("shell.rs"),
            include_str!("page.rs"),
            include_str!("table.rs"),
            include_str!("record.rs"),
            include_str!("form.rs"),
            include_str!("document.rs"),
            include_str!("findings.rs"),
            include_str!("finding.rs"),
            include_str!("cuts.rs"),
            include_str!("run.rs"),
            include_str!("department.rs"),
            include_str!("spending.rs"),
            include_str!("chart.rs"),
            include_str!("compare.rs"),
            include_str!("search.rs"),
            include_str!("badge.rs"),
            include_str!("single.rs"),
        ];
        for source in sources {
            for key in source.split(".word(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(WORDS.contains_key(key), "{key}");
            }
        }
    }

    #[test]
    fn a_browser_gets_what_it_asks_for() {
        for (header, want) in
            [("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh), ("en-US,en", Lang::En), ("fr, zh", Lang::Zh), ("", Lang::En)]
        {
            assert_eq!(Lang::wanted(header), want, "{header}");
        }
        assert_eq!(Lang::Zh.name_of("", "final_accounts"), "决算");
        assert_eq!(Lang::En.name_of("", "<b>"), "<b>");
    }

    #[test]
    fn figures_are_named_by_their_parts() {
        for (key, want) in [
            ("reception", "公务接待费"),
            ("reception_last_year", "公务接待费 · 上年"),
            ("change_reception", "公务接待费 · 增减"),
            ("three_public_total_government_fund_last_year", "“三公”经费合计 · 政府性基金预算 · 上年"),
            ("<b>_last_year", "<b>_last_year"),
        ] {
            assert_eq!(Lang::Zh.figure(key), want);
        }
    }
}
