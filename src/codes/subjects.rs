//! What the sentences of a disclosure speak about: canonical terms with the wordings seen in print.
//!
//! In: a phrase as printed (`北京市审计局2026年机关运行经费财政拨款预算`). Out: the term of the list that it names
//! (机关运行经费). The list is data (`data/subjects.toml`); what it does not hold may still be a subject, as printed. Not done
//! here: official codes, which [`super::by_name`] knows.

mod cut;
mod list;
#[cfg(test)]
mod tests;

pub use cut::{core, display, is_cause, is_generic, plain, without_head};
pub use list::fold;

use list::{Entry, Name, SUBJECTS};

/// Where a word of a phrase is looked for.
#[derive(Clone, Copy, Default)]
pub struct Within<'a> {
    /// The folded sentence.
    pub sentence: &'a str,
    /// What of it stands before the number: of several steps named, the last is meant.
    pub before: &'a str,
}

impl<'a> Within<'a> {
    /// A sentence as a whole.
    pub fn sentence(sentence: &'a str) -> Self {
        Self { sentence, before: sentence }
    }

    fn holds(self, need: &str) -> bool {
        need.split('|').any(|word| self.sentence.contains(word))
    }

    /// Where a word stands last before the number, counted from one.
    fn last(self, need: Option<&String>) -> usize {
        need.into_iter().flat_map(|need| need.split('|')).filter_map(|word| self.before.rfind(word)).max().map_or(0, |at| at + 1)
    }
}

/// The canonical term that a folded phrase names, and where its wording begins; `within` is where words that a term needs are
/// looked for.
///
/// ```
/// use gongkai::codes::subjects::{Within, fold, term};
/// let name = |phrase: &str| term(&fold(phrase), Within::default()).map(|(name, _)| name);
/// assert_eq!(name("某某局2026年机关运行经费财政拨款预算"), Some("机关运行经费"));
/// assert_eq!(name("政府采购货物预算"), Some("政府采购货物"));
/// assert_eq!(name("网络安全等级保护建设费"), None);
/// ```
pub fn term(folded: &str, within: Within<'_>) -> Option<(&'static str, usize)> {
    found(folded, within).map(|(entry, at)| (entry.term.as_str(), at))
}

/// Like [`term`], where nothing but a date, a list word or an office stands before the name: `企业上市培训费` is no 培训费.
pub fn whole_term(folded: &str, within: Within<'_>) -> Option<&'static str> {
    let (entry, at) = found(folded, within)?;
    let before = core(&folded[..at]);
    let before = before.strip_suffix('年').map_or(before, |year| year.trim_end_matches(|c: char| c.is_ascii_digit()));
    (before.is_empty() || names_office(before)).then_some(entry.term.as_str())
}

/// Whether words end with the name of an office.
pub fn names_office(words: &str) -> bool {
    words.ends_with(|c| SUBJECTS.words.offices.contains(c))
}

/// Whether the words before the name of a cost make a narrower thing of it: `信息化` before 项目支出, but no office, no year and
/// no budget.
///
/// ```
/// use gongkai::codes::subjects::narrows;
/// assert!(narrows("信息化") && narrows("其中:学前"));
/// assert!(!narrows("甲市某局2026年一般公共预算安排的") && !narrows(""));
/// ```
pub fn narrows(before: &str) -> bool {
    let mut rest = crate::grammar::sentence::without_number(before);
    loop {
        rest = without_head(rest)
            .trim_end_matches(|c: char| c.is_ascii_punctuation() || c.is_ascii_digit() || "，。、：；".contains(c));
        if rest.is_empty() || names_office(rest) {
            return false;
        }
        match SUBJECTS.words.beside.iter().find_map(|word| rest.strip_suffix(word.as_str())) {
            Some(cut) => rest = cut,
            None => return true,
        }
    }
}

/// What a count beside an amount of this term counts: trips beside 因公出国（境）费.
pub fn counted(term: &str) -> Option<&'static str> {
    SUBJECTS.words.subject.iter().find(|entry| entry.term == term)?.counted.as_deref()
}

/// The cost whose name is that of a thing counted: 因公出国（境）费 for 因公出国（境）.
pub fn cost(term: &str) -> Option<&'static str> {
    let plain = term.trim_end_matches('数');
    let costs = |entry: &&Entry| entry.counted.as_deref() == Some(term) && entry.term.strip_suffix('费') == Some(plain);
    SUBJECTS.words.subject.iter().find(costs).map(|entry| entry.term.as_str())
}

/// The longest wording at the end of `phrase`, and where it begins.
fn at_end(phrase: &str, within: Within<'_>) -> Option<(&'static Entry, usize)> {
    let last = phrase.chars().next_back()?;
    let fits = |name: &&Name| {
        let before = phrase.strip_suffix(name.folded.as_str());
        before.is_some_and(|before| !is_other(before)) && allowed(name.entry, within)
    };
    // Of wordings alike, the one whose word stands nearest before the number is meant, and the one that asks for more says more.
    let rank = |name: &&Name| {
        let needs = &SUBJECTS.words.subject[name.entry].needs;
        (name.folded.len(), !needs.is_empty(), within.last(needs.last()), needs.len(), within.last(needs.first()))
    };
    let found = SUBJECTS.endings.get(&last)?.iter().filter(fits).max_by_key(rank)?;
    Some((SUBJECTS.words.subject.get(found.entry)?, phrase.len() - found.folded.len()))
}

/// The wording that ends last in `phrase`, the longest of those.
fn inside(phrase: &str, within: Within<'_>) -> Option<(&'static Entry, usize)> {
    let ends = SUBJECTS.anywhere.iter().filter_map(|name| {
        let start = phrase.rfind(&name.folded)?;
        let end = start + name.folded.len();
        // `三公经费监管平台` is a thing that has to do with them.
        let thing = SUBJECTS.words.not_behind.iter().any(|word| plain(&phrase[end..]).ends_with(word.as_str()));
        (!thing && !is_other(&phrase[..start])).then_some(())?;
        allowed(name.entry, within).then_some((end, name.folded.len(), name.entry))
    });
    let (end, length, entry) = ends.max()?;
    Some((SUBJECTS.words.subject.get(entry)?, end - length))
}

/// Whether the words before a name make another thing of it.
fn is_other(before: &str) -> bool {
    SUBJECTS.words.not_before.iter().any(|word| before.ends_with(word.as_str()))
}

fn allowed(entry: usize, within: Within<'_>) -> bool {
    SUBJECTS.words.subject[entry].needs.iter().all(|need| within.holds(need))
}

/// The entry that a folded phrase names, and where its wording begins.
fn found(folded: &str, within: Within<'_>) -> Option<(&'static Entry, usize)> {
    if let Some(found) = inside(folded, within) {
        return Some(found);
    }
    let found = shortening(folded, within);
    // `项目支出总额`: of 支出总额 and 项目支出, the name that begins first says more.
    let plain = plain(folded);
    let longer = (plain.len() < folded.len()).then(|| at_end(plain, within)).flatten();
    match (found, longer) {
        (Some((_, at)), Some(longer)) if longer.1 < at => Some(longer),
        (found, longer) => found.or(longer),
    }
}

/// The wording at the end of a phrase whose last words are cut off one after another until there is one.
fn shortening(folded: &str, within: Within<'_>) -> Option<(&'static Entry, usize)> {
    let mut phrase = folded;
    loop {
        if let Some(found) = at_end(phrase, within) {
            return Some(found);
        }
        let (rest, word) = SUBJECTS.words.trailing.iter().find_map(|word| Some((phrase.strip_suffix(word.as_str())?, word)))?;
        // 事业收入支出 is what was spent of 事业收入.
        let spent = word == "支出" && SUBJECTS.words.spent.iter().any(|end| rest.ends_with(end.as_str()));
        if rest.is_empty() || spent {
            return None;
        }
        phrase = rest;
    }
}
