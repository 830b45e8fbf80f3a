//! The table of rules (`rules.toml`): what each says in words, how bad a breach is, and what it needs.

use crate::codes::embedded::embedded_list;
use crate::diagnostic::Severity;
use serde::Deserialize;
use std::sync::LazyLock;

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One document.
    Document,
    /// Several documents of one run.
    Run,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Stable id (`ROW-01`).
    pub id: String,
    /// What it compares: `balance`, `row`, `hierarchy`, `cross`, `narrative`, `form`, `document`, `run`.
    pub group: String,
    /// How bad a breach is.
    #[serde(deserialize_with = "severity")]
    pub severity: Severity,
    /// What it looks at.
    pub scope: Scope,
    /// The rule in symbols and words.
    pub formula: String,
    /// Name in English.
    pub title: String,
    /// Name in Chinese.
    pub title_zh: String,
    /// What it says and what may break it lawfully, in English.
    pub explanation: String,
    /// The same in Chinese.
    pub explanation_zh: String,
    /// Where it applies, and what must hold before it is asked.
    pub applies: String,
}

#[derive(Deserialize)]
struct Raw {
    rule: Vec<Rule>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let raw: Raw = embedded_list!("rules");
    raw.rule
});

fn severity<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Severity, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "info" => Ok(Severity::Info),
        "warning" => Ok(Severity::Warning),
        "error" => Ok(Severity::Error),
        other => Err(serde::de::Error::custom(format!("{other} is no severity"))),
    }
}

/// All rules, in the order of their groups.
pub fn all() -> &'static [Rule] {
    &RULES
}

/// The rule of an id.
pub fn of(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// The position of a rule in the list; rules that are not listed come last.
pub(super) fn position(id: &str) -> usize {
    RULES.iter().position(|rule| rule.id == id).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_rules_load_each_once_and_say_what_they_are() {
        let rules = all();
        let ids: BTreeSet<&str> = rules.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids.len(), rules.len(), "an id is listed twice");
        assert!(rules.len() >= 87);
        for rule in rules {
            let texts = [&rule.formula, &rule.title, &rule.title_zh, &rule.explanation, &rule.explanation_zh, &rule.applies];
            assert!(texts.iter().all(|t| !t.trim().is_empty()), "{} has an empty text", rule.id);
            let han = |t: &str| t.chars().any(|c| ('\u{4e00}'..'\u{a000}').contains(&c));
            assert!(han(&rule.title_zh) && han(&rule.explanation_zh), "{} is not explained in Chinese", rule.id);
        }
        assert!(toml::from_str::<Raw>("[[rule]]\nid = \"A\"").is_err());
    }
}
