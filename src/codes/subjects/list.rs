//! The terms and wordings of `data/subjects.toml`, and the form in which they are compared.

use crate::codes::embedded::embedded_list;
use crate::grammar::as_ideograph;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// The data file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub trailing: Vec<String>,
    pub figures: Vec<String>,
    pub leading: Vec<String>,
    pub whole_before: Vec<String>,
    pub whole_behind: Vec<String>,
    pub not_before: Vec<String>,
    pub not_behind: Vec<String>,
    pub beside: Vec<String>,
    pub generic: Vec<String>,
    pub links: Vec<String>,
    pub budgets: Vec<String>,
    pub offices: String,
    pub causes: Vec<String>,
    pub spent: Vec<String>,
    pub until: Vec<String>,
    pub lists: FxHashMap<String, Vec<String>>,
    pub subject: Vec<Entry>,
}

/// One term as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub term: String,
    #[serde(default)]
    pub anywhere: bool,
    /// Words of which the sentence must hold one each; alternatives stand between strokes.
    #[serde(default)]
    pub needs: Vec<String>,
    pub counted: Option<String>,
    #[serde(default)]
    pub names: Vec<String>,
    /// A list of wordings that several terms share.
    pub list: Option<String>,
}

impl Entry {
    /// All its wordings.
    pub fn wordings<'e>(&'e self, lists: &'e FxHashMap<String, Vec<String>>) -> impl Iterator<Item = &'e String> {
        self.names.iter().chain(self.list.as_ref().and_then(|list| lists.get(list)).into_iter().flatten())
    }
}

/// One wording.
pub(super) struct Name {
    pub folded: String,
    pub entry: usize,
}

/// The list, as it is asked.
pub(super) struct Subjects {
    /// What stands in the file; words that are cut off stand in the order in which they are tried.
    pub words: File,
    /// Wordings that count at the end of a phrase, by their last character.
    pub endings: FxHashMap<char, Vec<Name>>,
    /// Wordings that count anywhere.
    pub anywhere: Vec<Name>,
}

/// The list.
pub(super) static SUBJECTS: LazyLock<Subjects> = LazyLock::new(|| Subjects::of(embedded_list!("subjects")));

impl Subjects {
    fn of(mut words: File) -> Self {
        let mut endings: FxHashMap<char, Vec<Name>> = FxHashMap::default();
        let mut anywhere = Vec::new();
        for (entry, subject) in words.subject.iter().enumerate() {
            for name in subject.wordings(&words.lists) {
                let folded = fold(name);
                if subject.anywhere {
                    anywhere.push(Name { folded, entry });
                } else if let Some(last) = folded.chars().next_back() {
                    endings.entry(last).or_default().push(Name { folded, entry });
                }
            }
        }
        // Behind, the shortest first: 支出预算安排 must become 支出预算 before it becomes 支出. Before, the longest first.
        words.trailing.sort_by_key(String::len);
        for longest_first in [&mut words.figures, &mut words.leading, &mut words.beside] {
            longest_first.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        Self { words, endings, anywhere }
    }
}

/// Brings a phrase to the form in which wordings are compared: no blanks, no quotation marks, half-width brackets, no radicals where an
/// ideograph is printed.
///
/// ```
/// assert_eq!(gongkai::codes::subjects::fold("国⼟绿化 （二期）"), "国土绿化(二期)");
/// ```
pub fn fold(phrase: &str) -> String {
    let quote = |c: &char| !matches!(c, '“' | '”' | '"' | '‘' | '’' | '「' | '」' | '＂') && !c.is_whitespace();
    let half = |c| match c {
        '（' | '〔' => '(',
        '）' | '〕' => ')',
        '，' => ',',
        other => as_ideograph(other),
    };
    phrase.chars().filter(quote).map(half).collect()
}
