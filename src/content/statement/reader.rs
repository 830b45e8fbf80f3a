//! Goes through texts sentence by sentence and remembers what they are about.

mod about;
mod average;
mod base;
mod behind;
mod count;
mod each;
mod fee;
mod group;
mod memory;
mod reason;
mod topic;
mod unnumbered;
mod whole;
mod zero;

use crate::decimal::Decimal;
use std::ops::Range;
use std::sync::Arc;

use super::clause::{Between, Read};
use super::section::Heading;
use super::subject::{self, Around, Subject};
use super::text::{Text, is_labels};
use super::{Budget, Measure, Statement};
use crate::codes::subjects::{Within, fold};
use crate::diagnostic::Diagnostic;
use crate::grammar::sentence::{Measured, Piece, PieceKind, Quantity, definition, pieces, sentences, without_number};
use crate::grammar::squeeze;
use crate::grammar::unit::{Unit, unit_of};
use each::Each;
use memory::{account_of, direction};
use reason::opens_reason;

/// What the text is about at some point.
#[derive(Debug, Clone, Default)]
struct About {
    subject: Option<Subject>,
    printed: Option<String>,
    /// Unit of its amount and its value in yuan for one, for `与上年持平`.
    unit: Option<(String, Option<Decimal>)>,
    /// Its amount in yuan.
    yuan: Option<Decimal>,
    /// Which money the words name.
    budget: Option<Budget>,
    /// The group of its amount.
    group: Option<usize>,
    /// It is only counted by the way (`购置的2辆公务用车`), and nothing later speaks of it.
    aside: bool,
    /// It is an average, which says nothing of the whole and of which nothing later speaks for certain.
    average: bool,
    /// Its words name none or several, so that what stands before must not stand in for it.
    unclear: bool,
}

/// Reads statements; holds what goes over from one sentence to the next.
pub(super) struct Reader<'a> {
    headings: &'a [Heading<'a>],
    /// Year the document is about.
    year: Option<u16>,
    diagnostics: &'a mut Vec<Diagnostic>,
    statements: Vec<Statement>,
    /// What the paragraph is about.
    topic: About,
    /// What the last quantity is about.
    last: About,
    /// What stood before each open bracket.
    outer: Vec<About>,
    /// How many statements and unexplained changes there were at each open bracket.
    opened_at: Vec<(usize, usize)>,
    /// What changes are measured against until another base is named.
    base: Option<String>,
    /// Changes for which no cause has been given yet.
    unexplained: Vec<usize>,
    /// The text before ended with a colon: its base holds for the list that follows.
    listing: bool,
    /// The text before itself ended so.
    opened: bool,
    /// What the text before that colon is about: whole and budget of the items.
    listed: About,
    /// The unit of all money of the section so far; no unit where there are several.
    money: Option<Option<(String, Decimal)>>,
    /// What the amounts of the sentence at work are about, without parts and causes.
    heads: Vec<About>,
    /// Those of the sentence before, where they were several.
    several: Vec<About>,
    /// The first statement of the section at work.
    section_from: usize,
    /// The section of the text before.
    section: Option<usize>,
    /// A list of parts (其中：…；…) goes on over ；.
    parts: bool,
    /// What the parts are parts of.
    whole: About,
    /// A numbered list of causes goes on over ；.
    causes: bool,
    /// The text speaks of what is to be bought.
    buying: bool,
    /// For each group of statements whether it has its amount.
    headed: Vec<bool>,
    /// The first statement of the text at work.
    text_from: usize,
    /// The first statements behind the full stop before the last one, and behind the last one.
    stops: (usize, usize),
}

/// A sentence at work.
struct Sentence<'t> {
    words: &'t str,
    folded: String,
    /// What of it stands before the number at work, where that decides what a term means.
    before: String,
    quote: Arc<str>,
    /// Its offset in the text.
    from: usize,
    text: &'t Text,
    heading: &'t Heading<'t>,
    year: Option<u16>,
    /// Code of the last 项 that the text has named.
    near: Option<String>,
    /// The per cent that follows the number at work, if what is said is by how much something changed.
    percent: Option<Decimal>,
    /// Behind 其中, or in a cause.
    parts: bool,
    causes: bool,
}

impl Sentence<'_> {
    fn around(&self) -> Around<'_> {
        let within = Within { sentence: &self.folded, before: &self.before };
        Around { within, title: self.heading.title, year: self.year, near: self.near.as_deref(), cause: self.causes }
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.words.get(range).unwrap_or_default()
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(headings: &'a [Heading<'a>], year: Option<u16>, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            headings,
            year,
            diagnostics,
            statements: Vec::new(),
            topic: About::default(),
            last: About::default(),
            outer: Vec::new(),
            opened_at: Vec::new(),
            base: None,
            unexplained: Vec::new(),
            listing: false,
            opened: false,
            listed: About::default(),
            money: None,
            heads: Vec::new(),
            several: Vec::new(),
            section_from: 0,
            section: None,
            parts: false,
            whole: About::default(),
            causes: false,
            buying: false,
            headed: Vec::new(),
            text_from: 0,
            stops: (0, 0),
        }
    }

    pub(super) fn finish(self) -> Vec<Statement> {
        self.statements
    }

    /// Reads one text.
    pub(super) fn text(&mut self, text: &Text) {
        if let Some(at) = text.words.find(turns) {
            let message =
                "from here on the text is shown in another order than it is stored in: nothing behind is read as a statement";
            self.diagnostics.push(Diagnostic::warning("statement.turned", message).at(text.place(at)));
            return self.text(&Text { words: text.words[..at].to_owned(), ..text.clone() });
        }
        let listing = std::mem::replace(&mut self.listing, opens_list(&text.words));
        // The next items of a list stand under the colon before the first.
        let item = listing && is_item(&text.words);
        self.listing |= item;
        let goes_on = self.listed.subject.is_some() && text.words.trim_end().ends_with(['；', ';']);
        let opened = std::mem::replace(&mut self.opened, opens_list(&text.words) || goes_on);
        if !(item || opened) {
            self.listed = About::default();
        }
        let digits = text.words.bytes().any(|b| b.is_ascii_digit()) || text.words.contains(|c| matches!(c, '０'..='９'));
        if !digits && !text.words.contains(['平', '同', '致']) && !opens_reason(&text.words) {
            return;
        }
        if !listing {
            self.base = None;
        }
        let headings = self.headings;
        let none = Heading::default();
        let heading = text.section.and_then(|at| headings.get(at)).unwrap_or(&none);
        // Behind a list of units, the sentence that sums them up speaks of what the list stands under.
        let list = heading.list.filter(|_| text.words.contains("编制范围")).and_then(|at| headings.get(at));
        let heading = list.unwrap_or(heading);
        if self.section != text.section {
            self.section = text.section;
            (self.section_from, self.money, self.listed) = (self.statements.len(), None, About::default());
        }
        // What a term means is kept as text; it states nothing of this budget.
        if heading.glossary && definition(&text.words).is_some() {
            return;
        }
        self.topic = About { subject: subject::of_title(heading.title), ..About::default() };
        self.last = self.topic.clone();
        let follows = self.statements.len() > self.section_from && opens_reason(&text.words);
        if !follows {
            self.unexplained.clear();
        }
        self.heads.clear();
        self.several.clear();
        self.end_list();
        self.buying = false;
        self.text_from = self.statements.len();
        self.stops = (self.text_from, self.text_from);
        for (index, range) in sentences(&text.words).into_iter().enumerate() {
            if index > 0 {
                self.between_sentences(&text.words[..range.start]);
            }
            self.sentence(text, range, heading);
        }
        if opens_list(&text.words) && self.topic.yuan.is_some() {
            self.listed = self.topic.clone();
        }
    }

    fn sentence(&mut self, text: &Text, range: Range<usize>, heading: &Heading<'_>) {
        let whole = &text.words[range.clone()];
        let words = whole.trim();
        let from = range.start + (whole.len() - whole.trim_start().len());
        let pieces = pieces(words);
        for unread in pieces.iter().filter(|p| p.kind == PieceKind::Unread) {
            let place = text.place(from + unread.range.start);
            self.diagnostics.push(super::unread(words.get(unread.range.clone()).unwrap_or_default(), place));
        }
        let says =
            |p: &Piece| matches!(p.kind, PieceKind::Quantity(_) | PieceKind::Flat(_) | PieceKind::Than(_) | PieceKind::Reason);
        if !pieces.iter().any(says) {
            return self.heading(words, heading.title);
        }
        if is_labels(words, &pieces) {
            return self.chart(text, from, words, &pieces);
        }
        let quote = Arc::from(words);
        if range.start == 0 {
            self.label(words, &pieces, heading.title);
        }
        let causes = self.causes && is_item(words);
        self.buying &= !["共有", "实有", "现有", "截至", "保有"].iter().any(|word| words.contains(word));
        let mut folded = fold(words);
        // `固定资产8万元，其中：在用5万元；待处置3万元`
        if let Some(whole) = self.whole.subject.as_ref().filter(|_| self.parts) {
            folded.push_str(&whole.name);
        }
        let (before, near, parts, year) = (String::new(), self.near(), self.parts, self.year);
        let mut sentence =
            Sentence { words, folded, before, quote, from, text, heading, year, near, percent: None, parts, causes };
        self.walk(&mut sentence, &pieces);
        self.parts = sentence.parts;
        self.causes = causes || (sentence.causes && opens_enumeration(words));
    }

    fn walk(&mut self, sentence: &mut Sentence<'_>, pieces: &[Piece]) {
        let mut from = 0;
        let mut previous: Option<Read> = None;
        let mut each: Option<Each> = None;
        for (at, piece) in pieces.iter().enumerate() {
            let end = piece.range.start;
            let between = Between { sentence: sentence.words, pieces: &pieces[from..at], end }.without_colon();
            match &piece.kind {
                PieceKind::Quantity(quantity) => {
                    if sentence.folded.contains("绩效") || sentence.folded.contains("评价") {
                        sentence.before = fold(&sentence.words[..end]);
                    }
                    let read = between.read(quantity, previous.as_ref(), sentence.causes);
                    sentence.percent = percent_behind(&pieces[at..]);
                    let spent = || !sentence.slice(read.phrase.clone()).contains("收入") && spends(sentence.words, &pieces[at..]);
                    let outcome = names_outcome(sentence.words, &pieces[at..]) || spent();
                    let read = self.prior(sentence, read, quantity, (outcome, &pieces[at..]));
                    let read = count::of_cost(read, quantity, &sentence.words[piece.range.end..]);
                    each = each
                        .take()
                        .filter(|each| !each.abouts.is_empty())
                        .or_else(|| self.each(sentence, between.start(0), &read, &pieces[at..]));
                    let (read, set) = match each.as_mut().and_then(|each| Some((each.read.clone(), each.abouts.pop_front()?))) {
                        Some((read, about)) => (read, Some(about)),
                        None => (read, None),
                    };
                    let about = set.unwrap_or_else(|| self.about(sentence, between, &read, (piece.range.clone(), quantity)));
                    self.quantity(sentence, about, &read, (piece.range.clone(), quantity));
                    previous = Some(read);
                    from = at + 1;
                }
                PieceKind::Flat(roughly) => self.flat(sentence, between, piece, *roughly),
                PieceKind::Than(direction) => self.than(sentence, between, &pieces[at..], *direction),
                PieceKind::Reason => self.reason(sentence, piece.range.end, piece.range.start),
                PieceKind::Parts => self.open_list(sentence, previous.is_some()),
                PieceKind::Colon if at > 0 && at == from => self.open_list(sentence, previous.is_some()),
                PieceKind::Word if opens_parts(&sentence.words[piece.range.clone()]) => {
                    self.open_list(sentence, previous.is_some());
                }
                PieceKind::Open => self.open(sentence, between),
                PieceKind::Close => self.close(),
                _ => {}
            }
        }
    }

    fn quantity(
        &mut self,
        sentence: &mut Sentence<'_>,
        mut about: About,
        read: &Read,
        (range, quantity): (Range<usize>, &Quantity),
    ) {
        fee::name(&mut about, sentence.words.get(..range.start).unwrap_or_default());
        let value = quantity.amount.value;
        let bare = read.measure == Measure::Amount && quantity.measured == Measured::None && value.is_zero();
        let zero = bare.then(|| self.zero(&about));
        let read = &Read { measure: zero.as_ref().map_or(read.measure, |zero| zero.measure), ..read.clone() };
        let read = &if self.is_second(sentence, read, quantity) {
            Read { measure: Measure::Label, direction: None, ..read.clone() }
        } else {
            read.clone()
        };
        let group = self.settle(sentence, &mut about, read.measure);
        let base = self.base_of(sentence, read).or_else(|| self.whole_of(&about, read, quantity));
        // `280余篇` are counted in 篇.
        let printed_unit = squeeze(sentence.slice(quantity.unit.clone()));
        let printed_unit = printed_unit.trim_start_matches(['余', '多']).to_owned();
        let (unit, factor) = match (quantity.measured, zero) {
            (Measured::Other, _) if self.is_money_here(sentence, &about, &printed_unit) => {
                let factor = unit_of(&format!("{printed_unit}元")).and_then(Unit::factor);
                (printed_unit, factor)
            }
            (Measured::Money(unit), _) => (printed_unit, unit.factor()),
            (_, Some(zero)) => zero.unit.map_or_else(Default::default, |(unit, factor)| (unit, Some(factor))),
            _ => (printed_unit, None),
        };
        if quantity.measured != Measured::Other {
            self.note_unit(&unit, factor);
        }
        let statement = Statement {
            place: sentence.text.place(sentence.from + range.start),
            section: sentence.heading.section,
            entity: sentence.heading.entity.clone(),
            quote: Arc::clone(&sentence.quote),
            subject: about.subject.clone(),
            subject_printed: about.printed.clone(),
            budget: about.budget,
            group,
            measure: read.measure,
            value: Some(value),
            printed: sentence.slice(range.clone()).to_owned(),
            unit: (!unit.is_empty()).then_some(unit),
            amount_yuan: factor.and_then(|factor| value.in_yuan(factor)).map(|yuan| yuan.normalize()).map(|yuan| {
                // Which way a change went is its direction: 增加-199.75万元 is a decrease of 199.75万元.
                if read.measure == Measure::Change { yuan.abs() } else { yuan }
            }),
            direction: direction(read.direction, read.measure.is_change(), value),
            base,
            reason: None,
        };
        if let Some(code) = account_of(&statement) {
            sentence.near = Some(code);
        }
        self.report(&statement);
        if statement.measure == Measure::Label {
            return self.statements.push(statement);
        }
        self.remember(sentence, about, &statement, factor);
        self.statements.push(statement);
    }
}

/// A colon at the end announces a list.
fn opens_list(words: &str) -> bool {
    words.trim_end().ends_with(['：', ':'])
}

/// Whether words begin with the number of a list item.
fn is_item(words: &str) -> bool {
    without_number(words).len() < words.trim().len()
}

/// `包括1.甲项目5万元；`: the first item of a numbered list.
fn opens_enumeration(words: &str) -> bool {
    ["1.", "1．", "1、", "（1）", "(1)", "①"].iter().any(|mark| {
        words.match_indices(mark).any(|(at, _)| at > 0 && !words[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.'))
    })
}

/// Words that a list of parts follows: `支出包括`, `包括甲项目`.
fn opens_parts(words: &str) -> bool {
    let words = words.trim_matches([' ', '，', ',', '：', ':']);
    const OPEN: [&str; 6] = ["包括", "主要包括", "具体包括", "包含", "分别为", "分别是"];
    OPEN.iter().any(|word| words.starts_with(word)) || words.ends_with("包括")
}

/// Whether an outcome follows that a plan is set against: 支出决算为…, 执行数…; what is compared with (比上年执行数) is none.
fn names_outcome(words: &str, pieces: &[Piece]) -> bool {
    pieces.windows(2).any(|pair| {
        let stands = pair[1].kind == PieceKind::Word
            && !matches!(pair[0].kind, PieceKind::Compare | PieceKind::Than(_) | PieceKind::Completion);
        let word = words.get(pair[1].range.clone()).unwrap_or_default();
        stands && ["决算", "执行数", "实际支出", "实际执行"].iter().any(|outcome| word.contains(outcome))
    })
}

/// `公务接待费预算5.6万元，支出3.12万元`: what was spent of it follows at once.
fn spends(words: &str, pieces: &[Piece]) -> bool {
    let [_, clause, spent, next, ..] = pieces else { return false };
    let word = words.get(spent.range.clone()).unwrap_or_default().trim();
    clause.kind == PieceKind::Clause
        && matches!(next.kind, PieceKind::Quantity(_))
        && ["支出", "执行", "使用", "支付"].iter().any(|verb| word.trim_start_matches("实际").trim_end_matches('了') == *verb)
}

/// Marks that turn what follows from right to left, or set it in an order of its own.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The per cent of a change right behind its amount: `减少4.4万元，下降11%`, `增加3万元（5%）`.
fn percent_behind(pieces: &[Piece]) -> Option<Decimal> {
    let next = pieces.iter().skip(1).position(|p| matches!(p.kind, PieceKind::Quantity(_)))? + 1;
    let PieceKind::Quantity(quantity) = &pieces[next].kind else { return None };
    let between = &pieces[1..next];
    let marks = |p: &Piece| matches!(p.kind, PieceKind::Clause | PieceKind::Open | PieceKind::Change(_) | PieceKind::Either);
    let percent = quantity.measured == Measured::Percent && !between.is_empty() && between.iter().all(marks);
    percent.then_some(quantity.amount.value)
}
