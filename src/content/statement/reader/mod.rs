//! Goes through texts sentence by sentence: the rules read, and move the discourse.
//!
//! | file | rule |
//! |---|---|
//! | `about` | which subject a number belongs to; `count`, `average`, `each`, `fee`, `zero` are its special cases |
//! | `whole` | what a whole, or the text before, makes of a subject |
//! | `group` | which statements speak of one amount, and of which budget |
//! | `own` | the name of what changes, in words that give its cause as well |
//! | `unit` | whose an amount is, where its words name a unit |
//! | `prior` | amounts of another year or of a plan, and the base of changes |
//! | `flat` | changes without a number |
//! | `reason` | causes |
//! | `label` | headings in the text and labels before a colon |
//! | `bound` | bounds, and the money of what has a score |
//! | `signs` | signs, and numbers that say nothing of their own |
//! | `doubt` | what a reader must know of a statement |

mod about;
mod average;
mod bound;
mod bracket;
mod chart;
mod count;
mod doubt;
mod each;
mod fee;
mod flat;
mod group;
mod label;
mod own;
mod prior;
mod reason;
mod signs;
mod unit;
mod whole;
mod zero;

use super::clause::cause::{names_part, opens_reason};
use super::clause::marks::{is_item, names_outcome, opens_enumeration, opens_list, opens_parts, percent_behind, spends};
use super::clause::{Between, Read};
use super::disclosed::of_sentence;
use super::discourse::Discourse;
use super::discourse::about::About;
use super::discourse::told::account_of;
use super::discourse::topic::Standing;
use super::section::Heading;
use super::sentence::Sentence;
use super::subject;
use super::text::{Text, is_labels, is_turning};
use super::types::{Measure, Statement};
use super::units::Units;
use crate::codes::subjects::fold;
use crate::diagnostic::Diagnostic;
use crate::grammar::sentence::{Measured, Piece, PieceKind, Quantity, definition, pieces, sentences};
use crate::grammar::squeeze;
use crate::grammar::unit::{Unit, unit_of};
pub(super) use doubt::unread;
use each::Each;
use std::ops::Range;
use std::sync::Arc;

/// So many characters show whether a text begins with a comparison.
const OPENING: usize = 8;

/// Reads the statements of one text after the other.
pub(super) struct Reader<'a> {
    headings: &'a [Heading<'a>],
    units: Units,
    /// The year the document is about.
    year: Option<u16>,
    discourse: Discourse,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        headings: &'a [Heading<'a>],
        units: Units,
        year: Option<u16>,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self { headings, units, year, discourse: Discourse::default(), diagnostics }
    }

    pub(super) fn finish(self) -> Vec<Statement> {
        self.discourse.told.statements
    }

    /// Reads one text; a radical in it is the ideograph that is printed, and quoted as it stands.
    pub(super) fn text(&mut self, printed: &Text) {
        let text = &*printed.plain();
        if let Some(at) = text.words.find(is_turning) {
            self.diagnostics.push(doubt::turned(text.place(at)));
            return self.text(&Text { words: text.words[..at].to_owned(), ..text.clone() });
        }
        let discourse = &mut self.discourse;
        let listing = discourse.list.enter(&text.words);
        let explains = opens_reason(&text.words);
        let above = discourse.above.take().filter(|(section, _)| *section == text.section && !is_item(&text.words));
        let title = text.section.and_then(|at| self.headings.get(at)).map_or("", |heading| heading.title);
        discourse.above = label::alone(&text.words, title, self.year).map(|about| (text.section, about));
        if !may_state(&text.words) && !explains {
            return;
        }
        if !listing {
            discourse.compared.forget();
        }
        let headings = self.headings;
        let discloses = text.section.and_then(|at| headings.get(at)).and_then(|heading| heading.disclosed);
        discourse.year = discloses.map(|disclosed| disclosed.year).or(self.year);
        let none = Heading::default();
        let heading = text.section.and_then(|at| headings.get(at)).unwrap_or(&none);
        // Behind a list of units, the sentence that sums them up speaks of what the list stands under.
        let list = heading.list.filter(|_| text.words.contains("编制范围")).and_then(|at| headings.get(at));
        let heading = list.unwrap_or(heading);
        let new = discourse.section.enter(text.section, discourse.told.count());
        if new {
            discourse.list.listed = About::default();
            discourse.list.before = About::default();
        }
        // What a term means is kept as text; it states nothing of this budget.
        if heading.explains_words() && definition(&text.words).is_some() {
            return;
        }
        // `…共5万元。` / `与上年相比增加1万元。`: what is compared stands in the text before.
        let opening: String = text.words.trim_start().chars().take(OPENING).collect();
        let compares = !new && pieces(&opening).first().is_some_and(|piece| piece.kind == PieceKind::Compare);
        let titled = About { subject: subject::of_title(heading.title), ..About::default() };
        let titled = if compares && titled.subject.is_none() { discourse.topic.paragraph.clone() } else { titled };
        // `1.公务接待费：` / `2026年预算数5万元。`
        let titled = above.map_or(titled, |(_, about)| about);
        discourse.begin_text(titled, explains);
        for (index, range) in sentences(&text.words).into_iter().enumerate() {
            if index > 0 {
                self.discourse.end_sentence(&text.words[..range.start]);
            }
            let quote = printed.words.get(range.clone()).unwrap_or_default().trim();
            self.sentence(text, (range, quote), heading);
        }
        let paragraph = &self.discourse.topic.paragraph;
        if opens_list(&text.words) && paragraph.yuan.is_some() {
            self.discourse.list.listed = paragraph.clone();
        }
    }

    fn sentence(&mut self, text: &Text, (range, quote): (Range<usize>, &str), heading: &Heading<'_>) {
        let whole = &text.words[range.clone()];
        let words = whole.trim();
        let from = range.start + (whole.len() - whole.trim_start().len());
        let pieces = pieces(words);
        for piece in pieces.iter().filter(|p| p.kind == PieceKind::Unread) {
            let place = text.place(from + piece.range.start);
            self.diagnostics.push(unread(words.get(piece.range.clone()).unwrap_or_default(), place));
        }
        let says =
            |p: &Piece| matches!(p.kind, PieceKind::Quantity(_) | PieceKind::Flat(_) | PieceKind::Than(_) | PieceKind::Reason);
        if !pieces.iter().any(says) {
            if let Some(about) = label::heading(words, heading.title, self.discourse.year) {
                self.discourse.topic.label(about);
            }
            return;
        }
        if is_labels(words, &pieces) {
            chart::read(&mut self.discourse.told, text, from, (words, &pieces));
            self.diagnostics.push(chart::said(words, text.place(from)));
            return;
        }
        let quote = Arc::from(quote);
        let discourse = &mut self.discourse;
        if range.start == 0
            && let Some(about) = label::before_colon(words, &pieces, heading.title, discourse.year)
        {
            discourse.topic.label(about);
        }
        discourse.list.spelled &= !reason::is_over(words, &pieces);
        let causes = discourse.list.causes && is_item(words) || discourse.list.spelled;
        discourse.topic.buying &= !["共有", "实有", "现有", "截至", "保有"].iter().any(|word| words.contains(word));
        let mut folded = fold(words);
        // `固定资产8万元，其中：在用5万元；待处置3万元`
        if let Some(whole) = discourse.list.whole.subject.as_ref().filter(|_| discourse.list.parts) {
            folded.push_str(&whole.name);
        }
        let (before, near, parts, year) = (String::new(), discourse.told.near(), discourse.list.parts, discourse.year);
        let disclosed = of_sentence(words, heading.disclosed, year);
        discourse.year = disclosed.map(|disclosed| disclosed.year).or(year);
        let mut sentence =
            Sentence { words, folded, before, quote, from, text, heading, disclosed, year, near, percent: None, parts, causes };
        self.walk(&mut sentence, &pieces);
        self.discourse.year = year;
        self.discourse.list.parts = sentence.parts;
        self.discourse.list.causes = causes || (sentence.causes && opens_enumeration(words));
        self.discourse.list.spelled |= sentence.causes && words.contains("一是");
    }

    fn walk(&mut self, sentence: &mut Sentence<'_>, pieces: &[Piece]) {
        let mut from = 0;
        let mut previous: Option<Read> = None;
        let mut each: Option<Each> = None;
        let mut was: Option<usize> = None;
        for (at, piece) in pieces.iter().enumerate() {
            let end = piece.range.start;
            let between = Between { sentence: sentence.words, pieces: &pieces[from..at], end }.without_colon();
            let said = previous.is_some();
            let discourse = &mut self.discourse;
            match &piece.kind {
                PieceKind::Quantity(quantity) => {
                    previous = Some(self.quantity(
                        sentence,
                        between,
                        &pieces[at..],
                        (piece.range.clone(), quantity),
                        (previous.as_ref(), &mut each, was.is_some_and(|end| at < end)),
                    ));
                    was = prior::opens_parts(&pieces[at..], previous.as_ref()).map(|end| at + end).or(was);
                    from = at + 1;
                }
                PieceKind::Flat(roughly) => flat::flat(discourse, sentence, between, piece, *roughly),
                PieceKind::Than(direction) => flat::than(discourse, sentence, between, &pieces[at..], *direction),
                PieceKind::Reason => {
                    flat::unsaid(discourse, sentence, between, piece.range.start);
                    reason::reason(discourse, sentence, piece.range.end, piece.range.start);
                }
                PieceKind::Parts => {
                    // `…，主要原因是压减开支，其中：公务用车购置费0万元`: the cause is at its end.
                    sentence.causes &= !names_part(&sentence.words[piece.range.end..]);
                    open_parts(discourse, sentence, said);
                }
                PieceKind::Colon if at > 0 && at == from => open_parts(discourse, sentence, said),
                PieceKind::Word if opens_parts(&sentence.words[piece.range.clone()]) => {
                    let behind = sentence.words[piece.range.start..].trim_start().strip_prefix("包括");
                    sentence.causes &= !behind.is_some_and(names_part);
                    open_parts(discourse, sentence, said);
                }
                PieceKind::Open => bracket::open(discourse, sentence, between),
                PieceKind::Unread => {
                    bracket::unread(discourse, sentence, between);
                    (previous, from) = (None, at + 1);
                }
                PieceKind::Close => discourse.close_bracket(),
                _ => {}
            }
        }
    }

    /// Reads the number at the front of `pieces`; `between` are the words before it, `previous` the number before those, `each` the
    /// list behind 分别 that it may belong to.
    fn quantity(
        &mut self,
        sentence: &mut Sentence<'_>,
        between: Between<'_>,
        pieces: &[Piece],
        (range, quantity): (Range<usize>, &Quantity),
        (previous, each, was): (Option<&Read>, &mut Option<Each>, bool),
    ) -> Read {
        let discourse = &self.discourse;
        if sentence.folded.contains("绩效") || sentence.folded.contains("评价") {
            sentence.before = fold(&sentence.words[..range.start]);
        }
        let read = between.read(quantity, previous, sentence.causes);
        sentence.percent = percent_behind(pieces);
        let spent = || !sentence.slice(read.phrase.clone()).contains("收入") && spends(sentence.words, pieces);
        let outcome = names_outcome(sentence.words, pieces) || spent();
        let read = prior::prior(discourse, sentence, read, quantity, (outcome, pieces), self.diagnostics);
        let read = count::of_cost(read, quantity, &sentence.words[range.end..]);
        // `比上年68万元（其中：公务接待费2万元，…）`: the parts of what it was.
        let part = was && read.measure == Measure::Amount && matches!(quantity.measured, Measured::Money(_));
        let part = part || prior::is_part(discourse, sentence, &read, quantity);
        let read = if part { Read { measure: Measure::PriorAmount, ..read } } else { read };
        *each = each
            .take()
            .filter(|each| !each.abouts.is_empty())
            .or_else(|| each::each(discourse, sentence, between.start(0), &read, pieces));
        let (read, set) = match each.as_mut().and_then(|each| Some((each.read.clone(), each.abouts.pop_front()?))) {
            Some((read, about)) => (read, Some(about)),
            None => (read, None),
        };
        let (read, bound) = bound::without_bound(read, quantity, sentence.words, &range);
        let plain = read.phrase.clone();
        let read = own::named(sentence, read, between.pieces);
        let (read, whose) = unit::cut(&self.units, discourse, sentence, (read, plain), quantity);
        let about = set.unwrap_or_else(|| about::about(discourse, sentence, between, &read, (range.clone(), quantity)));
        let about = bound::of_assessed(discourse, sentence, about, quantity);
        let about = unit::of(whose, about);
        self.state(sentence, about, (&read, bound), (range.clone(), quantity));
        read
    }

    /// States a number that is about something.
    fn state(
        &mut self,
        sentence: &mut Sentence<'_>,
        mut about: About,
        (read, bound): (&Read, bool),
        (range, quantity): (Range<usize>, &Quantity),
    ) {
        let discourse = &mut self.discourse;
        fee::name(&mut about, sentence.words.get(..range.start).unwrap_or_default());
        let value = quantity.amount.value;
        let bare = read.measure == Measure::Amount && quantity.measured == Measured::None && value.is_zero();
        let zero = bare.then(|| zero::zero(&about, discourse.section.money.as_ref()));
        let read = &Read { measure: zero.as_ref().map_or(read.measure, |zero| zero.measure), ..read.clone() };
        let read = &if signs::is_second(discourse, sentence, read, quantity) {
            Read { measure: Measure::Label, direction: None, ..read.clone() }
        } else {
            read.clone()
        };
        let measure = if bound { Measure::Bound } else { read.measure };
        let group = group::settle(discourse, sentence, &mut about, measure);
        let base = prior::base_of(discourse, sentence, read)
            .or_else(|| whole::of_share(&discourse.list, discourse.told.in_text(), &about, read, quantity));
        let whole = discourse.list.whole.prior.clone();
        let inherits = measure == Measure::PriorAmount && read.base.is_none() && sentence.parts && whole.is_some();
        let base = if inherits { whole } else { base };
        let own = sentence.slice(read.phrase.clone()).trim();
        let named = read.base.is_some() && prior::opens_with_year(own);
        let named = named && (!subject::is_generic(own) || subject::known(own, sentence.around()).is_some());
        about.prior = base.clone().filter(|_| measure == Measure::PriorAmount && named);
        // `年初预算数9万元，其中财政拨款8万元`: what is part of a plan was planned.
        let planned = prior::planned(sentence.slice(read.phrase.clone()));
        about.planned = planned;
        let part = sentence.parts && measure == Measure::Amount && !prior::tells_outcome(sentence.slice(read.phrase.clone()));
        let planned = planned.or_else(|| discourse.list.whole.planned.filter(|_| part));
        // `280余篇` are counted in 篇.
        let printed_unit = squeeze(sentence.slice(quantity.unit.clone()));
        let printed_unit = printed_unit.trim_start_matches(['余', '多']).to_owned();
        let (unit, factor) = match (quantity.measured, zero) {
            (Measured::Other, _) if zero::is_money_here(&discourse.list.whole, sentence, &about, &printed_unit) => {
                let factor = unit_of(&format!("{printed_unit}元")).and_then(Unit::factor);
                (printed_unit, factor)
            }
            (Measured::Money(unit), _) => (printed_unit, unit.factor()),
            (_, Some(zero)) => zero.unit.map_or_else(Default::default, |(unit, factor)| (unit, Some(factor))),
            _ => (printed_unit, None),
        };
        if quantity.measured != Measured::Other {
            discourse.section.note_unit(&unit, factor);
        }
        let statement = Statement {
            value: Some(value),
            printed: sentence.slice(range.clone()).to_owned(),
            unit: (!unit.is_empty()).then_some(unit),
            amount_yuan: factor.and_then(|factor| value.in_yuan(factor)).map(|yuan| yuan.normalize()).map(|yuan| {
                // Which way a change went is its direction: 增加-199.75万元 is a decrease of 199.75万元.
                if measure == Measure::Change { yuan.abs() } else { yuan }
            }),
            direction: signs::direction(read.direction, read.measure.is_change(), value),
            base,
            planned,
            ..sentence.state(&about, group, measure, range.start)
        };
        if let Some(code) = account_of(&statement) {
            sentence.near = Some(code);
        }
        self.diagnostics.extend(doubt::doubts(&statement));
        if statement.measure == Measure::Label {
            return discourse.told.push(statement);
        }
        let standing = Standing { parts: sentence.parts, causes: sentence.causes };
        discourse.tell(standing, about, statement, factor);
    }
}

/// A list of parts begins.
fn open_parts(discourse: &mut Discourse, sentence: &mut Sentence<'_>, said: bool) {
    discourse.open_parts(said, sentence.parts);
    sentence.parts = true;
}

/// Whether a text can state anything: it holds a digit, or a word of what stays as it was.
fn may_state(words: &str) -> bool {
    let digits = words.bytes().any(|b| b.is_ascii_digit()) || words.contains(|c| matches!(c, '０'..='９'));
    digits || words.contains(['平', '同', '致'])
}
