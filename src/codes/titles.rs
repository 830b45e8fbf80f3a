//! Which official table a printed title names.
//!
//! In: what stands over a table (title, number), its header texts and first labels, and the kind of document if it is known.
//! Out: the canonical id and name of the table, with how sure that is and why. What the tables are called is data
//! (`data/tables.toml`); a family of layouts with names of its own is added there. Not done here: finding the title on the
//! page, reading the table.

#[cfg(test)]
mod cases;
mod load;
#[cfg(test)]
mod tests;

pub use load::{Codes, Kind, TitlesError};

use super::fold::without_ordinal;
use crate::codes::embedded::embedded_list;
use crate::grammar::{clean, squeeze, table_number};
use load::{FoldWords, HeaderPattern, Pattern, Stands, Table};
use serde::Serialize;
use std::sync::LazyLock;

/// How sure an identification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// From the headers or the number alone.
    Low,
    /// From a title that leaves a doubt, or from headers and number together.
    Medium,
    /// From the title.
    High,
}

/// What is known of a table before it is identified. Texts as printed; everything may be missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct TitleEvidence<'e> {
    /// The title.
    pub title: Option<&'e str>,
    /// The table's number (公开03表).
    pub number: Option<&'e str>,
    /// The department's name, so that its words are not taken for words of the title.
    pub department: Option<&'e str>,
    /// All header texts.
    pub header: &'e [String],
    /// The labels of the first rows.
    pub labels: &'e [String],
    /// What codes the rows have.
    pub codes: Option<Codes>,
    /// What kind of document it is.
    pub kind: Option<Kind>,
}

/// An official table, and why it is thought to be that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified<'t> {
    /// The canonical id, such as `B05`.
    pub id: &'t str,
    /// The id of the table that this one is a variant of and answers for.
    pub stands_for: Option<&'t str>,
    /// The canonical English name, such as `gpb_by_function`.
    pub name: &'t str,
    /// The canonical Chinese title.
    pub title: &'t str,
    /// The kind of document, as far as title, headers and caller say.
    pub kind: Kind,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why, in words for a diagnostic.
    pub evidence: Vec<String>,
}

/// The official tables and their names.
#[derive(Debug, Clone)]
pub struct Titles {
    fold: FoldWords,
    tables: Vec<Table>,
}

static TITLES: LazyLock<Titles> =
    LazyLock::new(|| load::sound(embedded_list!("tables")).map(Titles::of).expect("tables.toml is tested to load"));

/// Identifies a table by the embedded data.
///
/// ```
/// use gongkai::codes::titles::{TitleEvidence, identify};
/// let evidence = TitleEvidence { title: Some("2026年部门支出总体情况表"), ..Default::default() };
/// assert_eq!(identify(&evidence).map(|table| table.id), Some("B03"));
/// ```
pub fn identify(evidence: &TitleEvidence<'_>) -> Option<Identified<'static>> {
    let titles: &'static Titles = &TITLES;
    titles.identify(evidence)
}

/// Whether a text is a title that the embedded data knows.
pub fn is_known_title(title: &str) -> bool {
    identify(&TitleEvidence { title: Some(title), ..TitleEvidence::default() }).is_some()
}

/// All canonical ids with their English names, in the order of the data.
pub fn ids() -> impl Iterator<Item = (&'static str, &'static str)> {
    let titles: &'static Titles = &TITLES;
    titles.tables.iter().map(|table| (table.id.as_str(), table.name.as_str()))
}

/// The id that a table answers for as a layout of it (B07 for B20); nothing where it is a table of its own.
pub fn stands_for(id: &str) -> Option<&'static str> {
    let titles: &'static Titles = &TITLES;
    titles.tables.iter().find(|table| table.id == id)?.stands_for.as_deref()
}

/// What the list of official tables says of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Official {
    /// Canonical id (B05).
    pub id: &'static str,
    /// Canonical English name.
    pub name: &'static str,
    /// Canonical Chinese title.
    pub title: &'static str,
    /// `budget`, `final_accounts` or `both`.
    pub kind: &'static str,
    /// The id that this layout is a variant of.
    pub stands_for: Option<&'static str>,
}

/// All official tables by id.
pub fn official() -> Vec<Official> {
    let titles: &'static Titles = &TITLES;
    let of = |table: &'static Table| Official {
        id: &table.id,
        name: &table.name,
        title: &table.title,
        kind: match table.kind {
            Stands::Budget => "budget",
            Stands::FinalAccounts => "final_accounts",
            Stands::Both => "both",
        },
        stands_for: table.stands_for.as_deref(),
    };
    let mut all: Vec<Official> = titles.tables.iter().map(of).collect();
    all.sort_by_key(|table| table.id);
    all
}

/// The ids of the tables that every disclosure of a kind must hold, each with a word of its titles.
pub fn required(kind: Kind) -> Vec<(&'static str, &'static str)> {
    let titles: &'static Titles = &TITLES;
    let mut tables: Vec<_> = titles
        .tables
        .iter()
        .filter(|table| table.kind.fits(kind))
        .filter_map(|table| Some((table.id.as_str(), table.required.as_deref()?)))
        .collect();
    tables.sort_unstable();
    tables
}

/// A title as patterns see it.
struct Folded {
    /// All of it.
    full: String,
    /// Without a remark at its end and without 预算 and 决算.
    head: String,
    /// The head without what may stand before the name of a table.
    core: String,
    /// The kind that its words say.
    kind: Option<Kind>,
}

impl Titles {
    /// Reads data in the form of `data/tables.toml`.
    pub fn parse(text: &str) -> Result<Self, TitlesError> {
        load::read(text).map(Self::of)
    }

    fn of(raw: load::Raw) -> Self {
        Self { fold: raw.fold, tables: raw.tables }
    }

    /// Reads further data and adds it to the embedded: tables with new ids, words for folding.
    pub fn with(text: &str) -> Result<Self, TitlesError> {
        let (mut all, more) = (TITLES.clone(), load::read(text)?);
        all.tables.extend(more.tables);
        load::check(&all.tables)?;
        all.fold.extend(more.fold);
        Ok(all)
    }

    /// Identifies a table: by its title if it has one that says anything, else by headers, labels and number.
    pub fn identify(&self, evidence: &TitleEvidence<'_>) -> Option<Identified<'_>> {
        let header: Vec<String> = evidence.header.iter().map(|text| without_brackets(&plain(text))).collect();
        let title = evidence.title.map(|title| self.fold_title(title, evidence.department));
        let found = title.as_ref().and_then(|title| self.by_title(title, &header, evidence));
        // A title that says something else is no official table, whatever its headers look like.
        let says_nothing = title.is_none_or(|title| self.is_generic(&title.core));
        found.or_else(|| says_nothing.then(|| self.by_header(&header, evidence)).flatten())
    }

    /// Whether a title only says that there are tables (`2026年部门预算公开报表`), or is only a number.
    fn is_generic(&self, core: &str) -> bool {
        let core = core.trim_start_matches(|c: char| c.is_ascii_digit());
        core.is_empty()
            || self.fold.generic.iter().any(|word| core == word)
            || self.fold.generic_ends.iter().any(|word| core.ends_with(word.as_str()))
    }

    fn by_title(&self, title: &Folded, header: &[String], evidence: &TitleEvidence<'_>) -> Option<Identified<'_>> {
        let kind = self.kind(title.kind, header, evidence);
        if let Some(found) = self.best_title(title, header, kind) {
            return Some(found);
        }
        // A budget's table inside final accounts; the other way round the title would say 决算.
        let other = title.kind.is_none() && kind == Kind::FinalAccounts;
        let mut found = self.best_title(title, header, Kind::Budget).filter(|_| other)?;
        found.confidence = found.confidence.min(Confidence::Medium);
        Some(found)
    }

    fn best_title(&self, title: &Folded, header: &[String], kind: Kind) -> Option<Identified<'_>> {
        let fits = |table: &&Table| table.kind.fits(kind);
        let mut best: Option<(&Table, &Pattern)> = None;
        let mut tie = false;
        for table in self.tables.iter().filter(fits) {
            // A pattern without doubt before one with.
            let matching = table.patterns.iter().filter(|pattern| is_title(pattern, title, header));
            let Some(pattern) = matching.min_by_key(|pattern| pattern.weak) else { continue };
            match best {
                Some((before, _)) if before.priority > table.priority => {}
                Some((before, _)) if before.priority == table.priority => tie = true,
                _ => (best, tie) = (Some((table, pattern)), false),
            }
        }
        let (table, pattern) = best?;
        let confidence = if tie || pattern.weak { Confidence::Medium } else { Confidence::High };
        let words = [&pattern.all, &pattern.any, &pattern.ends, &pattern.is].into_iter().flatten();
        let found: Vec<&str> = words.map(String::as_str).filter(|word| title.contains(word)).collect();
        Some(identified(table, kind, confidence, vec![format!("title says {}", found.join(", "))]))
    }

    fn by_header(&self, header: &[String], evidence: &TitleEvidence<'_>) -> Option<Identified<'_>> {
        let labels: Vec<String> = evidence.labels.iter().map(|text| without_brackets(&plain(text))).collect();
        let kind = self.kind(None, header, evidence);
        let tables = self.tables.iter().filter(|table| table.kind.fits(kind));
        let matching = tables.filter(|table| table.headers.iter().any(|p| is_header(p, header, &labels, evidence.codes)));
        // Of equals the first, so `max_by_key`, which gives the last, is asked from behind.
        let by_words = matching.rev().max_by_key(|table| table.priority);
        let by_number = self.by_number(evidence.number.or(evidence.title), kind);
        let (table, confidence, why) = match (by_words, by_number) {
            (Some(table), Some(number)) if table.id == number.id => (table, Confidence::Medium, "headers and number"),
            (Some(table), _) => (table, Confidence::Low, "headers"),
            (None, Some(table)) => (table, Confidence::Low, "number"),
            (None, None) => return None,
        };
        Some(identified(table, kind, confidence, vec![format!("no title; {why} of {}", table.title)]))
    }

    /// The table that bears a number everywhere; only the first forms of final accounts do.
    fn by_number(&self, number: Option<&str>, kind: Kind) -> Option<&Table> {
        let value = table_number(number?).filter(|found| found.printed.contains("公开") && found.rest.is_empty())?.value?;
        self.tables.iter().find(|table| table.number == Some(value) && table.kind.fits(kind))
    }

    /// What kind of document it is: by the title, by the caller, by the headers; a budget if nothing says.
    fn kind(&self, title: Option<Kind>, header: &[String], evidence: &TitleEvidence<'_>) -> Kind {
        let said = title.or(evidence.kind);
        said.unwrap_or_else(|| if has_any(header, &self.fold.final_headers) { Kind::FinalAccounts } else { Kind::Budget })
    }

    fn fold_title(&self, printed: &str, department: Option<&str>) -> Folded {
        let mut text = plain(printed);
        if let Some(department) = department.map(plain).filter(|name| name.chars().count() > 3) {
            text = text.replace(&department, "");
        }
        for (word, put) in
            self.fold.drop.iter().map(|word| (word, "")).chain(self.fold.replace.iter().map(|(a, b)| (a, b.as_str())))
        {
            if text.contains(word.as_str()) {
                text = text.replace(word.as_str(), put);
            }
        }
        let has = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
        let without_neutral = self.fold.neutral_words.iter().fold(text.clone(), |text, word| text.replace(word.as_str(), ""));
        let kind = if has(&text, &self.fold.final_words) {
            Some(Kind::FinalAccounts)
        } else {
            has(&without_neutral, &self.fold.budget_words).then_some(Kind::Budget)
        };
        let head = without_tail(&text).replace("预算", "").replace("决算", "");
        let core = without_brackets(self.without_lead(&head));
        Folded { full: without_brackets(&text), head: without_brackets(&head), core, kind }
    }

    /// Takes ordinals, the table's number, years and the words of `lead` from the front.
    fn without_lead<'h>(&self, head: &'h str) -> &'h str {
        let mut rest = head;
        loop {
            let before = rest;
            rest = without_ordinal(rest).0;
            rest = table_number(rest).map(|number| number.rest).filter(|after| rest.ends_with(after)).unwrap_or(rest);
            rest = rest.strip_prefix(['-', ':', '、', '.', ',', '(', ')', '年', '度']).unwrap_or(rest);
            let figures = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            rest = if rest.len() - figures.len() == 4 { figures } else { figures.strip_prefix('年').unwrap_or(rest) };
            // 部门 is a lead, but what it leaves must still be a name: the longest word first.
            let word = self.fold.lead.iter().filter(|word| rest.starts_with(word.as_str())).max_by_key(|word| word.len());
            rest = word.map_or(rest, |word| &rest[word.len()..]);
            if rest == before {
                return rest;
            }
        }
    }
}

impl Folded {
    fn contains(&self, word: &str) -> bool {
        self.full.contains(word) || self.head.contains(word)
    }
}

/// A table of the data as what was found.
fn identified(table: &Table, kind: Kind, confidence: Confidence, evidence: Vec<String>) -> Identified<'_> {
    Identified {
        id: &table.id,
        stands_for: table.stands_for.as_deref(),
        name: &table.name,
        title: &table.title,
        kind,
        confidence,
        evidence,
    }
}

/// Whether a pattern finds a title, over a table with this header.
fn is_title(pattern: &Pattern, title: &Folded, header: &[String]) -> bool {
    let full = title.full.as_str();
    pattern.all.iter().all(|word| full.contains(word.as_str()))
        && (pattern.any.is_empty() || pattern.any.iter().any(|word| full.contains(word.as_str())))
        && !pattern.none.iter().any(|word| full.contains(word.as_str()))
        && (pattern.ends.is_empty() || pattern.ends.iter().any(|word| title.head.ends_with(word.as_str())))
        && (pattern.is.is_empty() || pattern.is.contains(&title.core))
        && pattern.header_all.iter().all(|word| has(header, word))
        && (pattern.header_any.is_empty() || has_any(header, &pattern.header_any))
        && !has_any(header, &pattern.header_none)
}

/// Whether a pattern finds a header, over rows with these labels and codes.
fn is_header(pattern: &HeaderPattern, header: &[String], labels: &[String], codes: Option<Codes>) -> bool {
    pattern.all.iter().all(|word| has(header, word))
        && (pattern.any.is_empty() || has_any(header, &pattern.any))
        && !has_any(header, &pattern.none)
        && pattern.labels_all.iter().all(|word| has(labels, word))
        && (pattern.labels_any.is_empty() || has_any(labels, &pattern.labels_any))
        && !has_any(labels, &pattern.labels_none)
        && (pattern.codes.is_none() || pattern.codes == codes)
}

/// Whether a word is in one of the texts, or with `=` before it is one of them.
fn has(texts: &[String], word: &str) -> bool {
    match word.strip_prefix('=') {
        Some(whole) => texts.iter().any(|text| text == whole),
        None => texts.iter().any(|text| text.contains(word)),
    }
}

fn has_any(texts: &[String], words: &[String]) -> bool {
    words.iter().any(|word| has(texts, word))
}

/// Folds for comparison: widths, white space, and all quotes gone.
pub(super) fn plain(text: &str) -> String {
    const QUOTES: &str = "“”‘’\"'〝〞「」『』《》`´＂";
    let mut text = squeeze(&clean(text));
    text.retain(|c| !QUOTES.contains(c));
    text
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕' | '<' | '>')
}

/// Takes brackets out and leaves what stands in them.
pub(super) fn without_brackets(text: &str) -> String {
    text.replace(is_bracket, "")
}

/// Takes remarks in brackets, 续, and numbers from the end.
fn without_tail(text: &str) -> &str {
    let mut rest = text;
    loop {
        let before = rest;
        if rest.ends_with([')', ']', '】', '〕']) {
            rest = rest.rfind(['(', '[', '【', '〔']).map_or(rest, |open| &rest[..open]);
        }
        rest = rest.trim_end_matches(|c: char| c.is_ascii_digit() || "续-—.、:一二三四五六七八九十".contains(c));
        if rest == before || rest.is_empty() {
            return rest;
        }
    }
}
