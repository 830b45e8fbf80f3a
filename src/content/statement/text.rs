//! Paragraphs as they are read: those that a line or page break cut in two are joined again.

use crate::grammar::as_ideograph;
use crate::grammar::sentence::{Piece, PieceKind};
use crate::outline::{Paragraph, are_rows};
use crate::place::Place;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// A paragraph, perhaps put together from several.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::content) struct Text {
    /// The words.
    pub(in crate::content) words: String,
    /// Where the words from each offset on stand.
    pub(in crate::content) places: Vec<(usize, Place)>,
    /// Index of the section.
    pub(in crate::content) section: Option<usize>,
}

impl Text {
    /// The text with every radical as its ideograph, at the same offsets.
    pub(super) fn plain(&self) -> Cow<'_, Self> {
        let plain = |c: char| Some(as_ideograph(c)).filter(|plain| plain.len_utf8() == c.len_utf8()).unwrap_or(c);
        if self.words.chars().all(|c| plain(c) == c) {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self { words: self.words.chars().map(plain).collect(), ..self.clone() })
    }

    /// Where the words at an offset stand.
    pub(in crate::content) fn place(&self, at: usize) -> Place {
        let index = self.places.partition_point(|(from, _)| *from <= at);
        self.places[index.saturating_sub(1)].1
    }
}

/// A mark that turns what follows from right to left, or sets it in an order of its own.
pub(super) fn is_turning(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text is no sentence but labels of a chart, of which one number at least has no words of its own: `13.48%`,
/// `基本支出 项目支出 59.07% 40.93%`.
pub(super) fn is_labels(words: &str, pieces: &[Piece]) -> bool {
    if words.contains(['。', '；', '，', '：', ':', ';']) {
        return false;
    }
    let worded = |piece: &Piece| words[piece.range.clone()].chars().any(char::is_alphabetic);
    let mut own = false;
    for piece in pieces {
        match piece.kind {
            PieceKind::Quantity(_) if own => own = false,
            PieceKind::Quantity(_) => return true,
            _ => own |= worded(piece),
        }
    }
    false
}

/// A shorter paragraph that ends without a mark is a label or an item, not the beginning of a sentence.
const MIN_CUT: usize = 25;

/// Joins the paragraphs that go on with the one before.
pub(in crate::content) fn join(paragraphs: &[Paragraph]) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for paragraph in paragraphs {
        let goes_on = texts.last().is_some_and(|text| goes_on(text, paragraph));
        let at = match texts.last() {
            Some(text) if goes_on => text.words.len(),
            _ => 0,
        };
        let mut places = vec![(at, paragraph.place)];
        places.extend(paragraph.breaks.iter().map(|(from, place)| (at + from, *place)));
        match texts.last_mut() {
            Some(text) if goes_on => {
                text.words.push_str(&paragraph.text);
                text.places.extend(places);
            }
            _ => texts.push(Text { words: paragraph.text.clone(), places, section: paragraph.section }),
        }
    }
    texts
}

/// Whether a paragraph goes on in the middle of a sentence.
fn goes_on(text: &Text, next: &Paragraph) -> bool {
    let words = text.words.trim_end();
    let mark = |c: char| matches!(c, '。' | '；' | ';' | '：' | ':' | '！' | '？' | '”' | '》');
    let ended = words.ends_with(mark) && !words.ends_with("用于：");
    let first = next.text.trim_start();
    // `2.` and `（一）` begin an item; `161.62万元` goes on.
    let item = crate::grammar::sentence::without_number(first).len() < first.len() && !begins_amount(first);
    let near = text.places.last().is_some_and(|(_, place)| next.place.page <= place.page + 1);
    let long = text.words.chars().nth(MIN_CUT).is_some();
    let account = ["款）", "款)", "类）", "类)", "项）", "项)"].iter().any(|mark| words.contains(mark));
    let sentence = words.contains(['，', '。', ',']) || account;
    // `预留经费,` / `13.48%`: the label of a chart over two lines.
    let figure =
        first.trim_end().ends_with(['%', '％']) && first.trim_end().chars().all(|c| c.is_ascii_digit() || ".%％".contains(c));
    let label = !long && words.ends_with([',', '，']) && figure;
    let rows = are_rows(words, first);
    let cut = near && is_cut(words, first);
    text.section == next.section && (label || cut || !ended && long && sentence && !item && !rows && near && !first.is_empty())
}

/// Whether a break stands inside an amount (`890.30` / `万元`, `35.70万` / `元`, `554.` / `51万元`), or before a mark that begins nothing.
fn is_cut(words: &str, first: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let worded = words.chars().filter(|c| c.is_alphabetic()).nth(3).is_some();
    let figure = words.ends_with(is_digit);
    let point = words.strip_suffix(['.', '．']).is_some_and(|rest| rest.ends_with(is_digit));
    let unit = ["万元", "亿元", "元", "万 元", "％", "%"].iter().any(|unit| first.starts_with(unit));
    let yuan =
        words.strip_suffix(['万', '亿']).is_some_and(|rest| rest.trim_end().ends_with(is_digit)) && first.starts_with('元');
    let mark = first.starts_with(['，', '。', '；', '、', '）', '：', ',', ';']) && !words.ends_with(['。', '；']);
    let verb = words.ends_with(['为', '共', '达', '少', '加', '长']) && first.starts_with(is_digit);
    // `（与2022` / `年相比`, `为322.4` / `2万元`, `为797` / `.19万元`, `拨款收入` / `为5万元`
    let year = first.starts_with('年') && year_at_end(words);
    let figures = first.trim_start_matches(|c| is_digit(c) || matches!(c, '.' | ','));
    let rest = figure
        && begins_rest(first)
        && ["万元", "亿元", "元", "％", "%"].iter().any(|unit| figures.trim_start().starts_with(unit));
    let link = first.strip_prefix('为').is_some_and(|rest| rest.trim_start().starts_with(is_digit))
        && !words.ends_with(['。', '；', '：']);
    worded && (figure && unit || yuan || mark || verb || year || rest || link || point && first.starts_with(is_digit))
}

/// Whether words end with the figures of a year.
fn year_at_end(words: &str) -> bool {
    let rest = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = &words[rest.len()..];
    year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
}

/// Whether a text begins with what can be the rest of a number: decimals behind their point, or not more than three figures.
fn begins_rest(text: &str) -> bool {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    text.strip_prefix('.').is_some_and(|rest| digits(rest) > 0) || (1..=3).contains(&digits(text))
}

/// `161.62万元`: figures, a point, figures.
fn begins_amount(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    rest.len() < text.len() && rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A year named at least this many times less often than the most frequent one is named by the way.
const RARE: usize = 4;

/// The same in a part of a document: a text of one year also names the year before, and often.
const RARE_IN_PART: usize = 10;

/// The year that the text is about: the latest of those named often, since a text also names the year before.
pub(super) fn fiscal_year(texts: &[Text]) -> Option<u16> {
    latest(texts.iter(), RARE)
}

/// The latest year that a part of a document names more than by the way.
pub(super) fn latest_year<'t>(texts: impl Iterator<Item = &'t Text>) -> Option<u16> {
    latest(texts, RARE_IN_PART)
}

fn latest<'t>(texts: impl Iterator<Item = &'t Text>, rare: usize) -> Option<u16> {
    let mut seen: FxHashMap<u16, usize> = FxHashMap::default();
    for text in texts {
        for (at, _) in text.words.match_indices('年') {
            let digits = text.words[..at].trim_end().get(text.words[..at].trim_end().len().saturating_sub(4)..);
            if let Some(year) = digits.and_then(|d| d.parse::<u16>().ok()).filter(|y| (2000..2100).contains(y)) {
                *seen.entry(year).or_default() += 1;
            }
        }
    }
    let most = seen.values().copied().max()?;
    seen.into_iter().filter(|&(_, count)| count * rare >= most).map(|(year, _)| year).max()
}
