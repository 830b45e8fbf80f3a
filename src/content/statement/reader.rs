//! Goes through texts sentence by sentence and remembers what they are about.

use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::Arc;

use super::clause::{Between, Read};
use super::subject::{self, Around, Subject};
use super::text::Text;
use super::{Measure, Statement};
use crate::codes::subjects::fold;
use crate::diagnostic::Diagnostic;
use crate::grammar::sentence::{
    Base, BaseKind, Direction, Measured, Piece, PieceKind, Quantity, base, pieces, sentences, subject_path, without_number,
};
use crate::grammar::squeeze;

/// A sentence without a quantity up to this many characters may name what the next ones are about.
const MAX_TOPIC: usize = 40;

/// What the text is about at some point.
#[derive(Debug, Clone, Default)]
struct About {
    subject: Option<Subject>,
    printed: Option<String>,
    /// Unit of its amount and its value in yuan for one, for `与上年持平`.
    unit: Option<(String, Option<Decimal>)>,
    /// It is only counted by the way (`购置的2辆公务用车`), and nothing later speaks of it.
    aside: bool,
}

/// Reads statements; holds what goes over from one sentence to the next.
pub(super) struct Reader<'a> {
    titles: &'a [&'a str],
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
    /// What changes are measured against until another base is named.
    base: Option<String>,
    /// Changes for which no cause has been given yet.
    unexplained: Vec<usize>,
    /// The text before ended with a colon: its base holds for the list that follows.
    listing: bool,
}

/// A sentence at work.
struct Sentence<'t> {
    words: &'t str,
    folded: String,
    quote: Arc<str>,
    /// Its offset in the text.
    from: usize,
    text: &'t Text,
    title: &'t str,
    year: Option<u16>,
    /// Behind 其中, or in a cause.
    parts: bool,
    causes: bool,
}

impl Sentence<'_> {
    fn around(&self) -> Around<'_> {
        Around { sentence: &self.folded, title: self.title, year: self.year }
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.words.get(range).unwrap_or_default()
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(titles: &'a [&'a str], year: Option<u16>, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            titles,
            year,
            diagnostics,
            statements: Vec::new(),
            topic: About::default(),
            last: About::default(),
            outer: Vec::new(),
            base: None,
            unexplained: Vec::new(),
            listing: false,
        }
    }

    pub(super) fn finish(self) -> Vec<Statement> {
        self.statements
    }

    /// Reads one text.
    pub(super) fn text(&mut self, text: &Text) {
        let listing = std::mem::replace(&mut self.listing, text.words.trim_end().ends_with(['：', ':']));
        let digits = text.words.bytes().any(|b| b.is_ascii_digit()) || text.words.contains(['０', '１', '２', '３', '４', '５']);
        if !digits && !text.words.contains(['平', '同', '致']) {
            return;
        }
        if !listing {
            self.base = None;
        }
        let title = text.section.and_then(|at| self.titles.get(at)).copied().unwrap_or_default();
        self.topic = About { subject: subject::of_title(title), ..About::default() };
        self.last = self.topic.clone();
        self.unexplained.clear();
        for (index, range) in sentences(&text.words).into_iter().enumerate() {
            if index > 0 {
                self.between_sentences(&text.words[..range.start]);
            }
            self.sentence(text, range, title);
        }
    }

    /// After 。 the paragraph's subject holds again; after ； the last one goes on.
    fn between_sentences(&mut self, before: &str) {
        self.outer.clear();
        if !before.trim_end().ends_with(['；', ';']) {
            self.last = self.topic.clone();
        }
    }

    fn sentence(&mut self, text: &Text, range: Range<usize>, title: &str) {
        let whole = &text.words[range.clone()];
        let words = whole.trim();
        let from = range.start + (whole.len() - whole.trim_start().len());
        let pieces = pieces(words);
        let says = |p: &Piece| matches!(p.kind, PieceKind::Quantity(_) | PieceKind::Flat(_) | PieceKind::Than(_) | PieceKind::Reason);
        if !pieces.iter().any(says) {
            return self.heading(words, title);
        }
        let quote = Arc::from(words);
        if range.start == 0 {
            self.label(words, &pieces, title);
        }
        let mut sentence = Sentence { words, folded: fold(words), quote, from, text, title, year: self.year, parts: false, causes: false };
        self.walk(&mut sentence, &pieces);
    }

    /// A sentence without a number may say what the next ones are about: `（一）公务接待费。`
    fn heading(&mut self, words: &str, title: &str) {
        let named = without_number(words);
        let path = subject_path(words).is_some();
        let short = words.chars().nth(MAX_TOPIC).is_none();
        let about_use = ["用于", "包括", "反映", "指", "详见", "如下"].iter().any(|word| named.contains(word));
        if !path && (!short || about_use) {
            return;
        }
        let phrase = named.trim_end_matches(['。', '；', '：', ':', ';']);
        let found = subject::known(phrase, Around { sentence: "", title, year: self.year }).or_else(|| subject::of_title(phrase));
        if let Some(subject) = found {
            self.topic = About { subject: Some(subject), printed: Some(squeeze(phrase)), ..About::default() };
            self.last = self.topic.clone();
        }
    }

    /// A label before the first colon says what the paragraph is about: `1.信息化运维项目自评综述：…得分为94.7分。`
    fn label(&mut self, words: &str, pieces: &[Piece], title: &str) {
        let first = pieces.iter().position(|p| matches!(p.kind, PieceKind::Quantity(_) | PieceKind::Clause | PieceKind::Colon));
        let Some(colon) = first.filter(|&at| pieces[at].kind == PieceKind::Colon).map(|at| &pieces[at]) else { return };
        let label = &words[..colon.range.start];
        let named = without_number(label);
        if named.chars().nth(MAX_TOPIC).is_some() || subject::is_generic(named) || pieces[0].kind == PieceKind::Parts {
            return;
        }
        let known = subject::known(named, Around { sentence: "", title, year: self.year }).or_else(|| subject::of_title(named));
        let found = known.or_else(|| named.ends_with("综述").then(|| subject::printed(named.trim_end_matches("综述"))).flatten());
        if let Some(subject) = found {
            self.topic = About { subject: Some(subject), printed: Some(squeeze(label)), ..About::default() };
            self.last = self.topic.clone();
        }
    }

    fn walk(&mut self, sentence: &mut Sentence<'_>, pieces: &[Piece]) {
        let mut from = 0;
        let mut previous: Option<Read> = None;
        for (at, piece) in pieces.iter().enumerate() {
            let end = piece.range.start;
            let between = Between { sentence: sentence.words, pieces: &pieces[from..at], end };
            match &piece.kind {
                PieceKind::Quantity(quantity) => {
                    let read = between.read(quantity.measured, previous.as_ref(), sentence.causes);
                    let outcome = names_outcome(sentence.words, &pieces[at..]);
                    let read = self.prior(sentence, read, quantity, outcome);
                    self.quantity(sentence, between, &read, (piece.range.clone(), quantity), pieces.get(at + 1));
                    previous = Some(read);
                    from = at + 1;
                }
                PieceKind::Flat(roughly) => self.flat(sentence, between, piece, *roughly),
                PieceKind::Than(direction) => self.than(sentence, between, &pieces[at..], *direction),
                PieceKind::Reason => self.reason(sentence, piece.range.end),
                PieceKind::Parts => sentence.parts = true,
                PieceKind::Open => self.outer.push(self.last.clone()),
                PieceKind::Close => {
                    // What stood before the bracket goes on, if anything did.
                    if let Some(outer) = self.outer.pop().filter(|about| about.subject.is_some()) {
                        self.last = outer;
                    }
                }
                _ => {}
            }
        }
    }

    /// An amount under the name of another year or of a plan is a prior amount: `上年度为37.09万元`, `年初预算为…`.
    fn prior(&self, sentence: &Sentence<'_>, read: Read, quantity: &Quantity, outcome: bool) -> Read {
        let money = matches!(quantity.measured, Measured::Money(_) | Measured::None | Measured::Other);
        let words = sentence.slice(read.phrase.clone());
        if read.measure != Measure::Amount || !money {
            return read;
        }
        let Some(base) = base(words) else { return read };
        let past = base.last_year || base.year.is_some_and(|year| self.year.is_some_and(|this| year < this));
        // 一般公共预算 is the name of a fund and no plan: the word must stand at the end.
        let named = squeeze(words);
        let named = named.trim_end_matches(['为', '是', '数', '共']).ends_with("预算");
        let planned = named && matches!(base.kind, BaseKind::Opening | BaseKind::Budget) && outcome;
        // `上年结转结余471.96万元` names a subject; `2025年底固定资产` names a day.
        let subject = !subject::is_generic(words) && (past && !planned) && (base.kind == BaseKind::Plain);
        if subject || !(past || planned) {
            return read;
        }
        Read { measure: Measure::PriorAmount, base: Some(read.phrase.clone()), ..read }
    }

    fn quantity(
        &mut self,
        sentence: &mut Sentence<'_>,
        between: Between<'_>,
        read: &Read,
        (range, quantity): (Range<usize>, &Quantity),
        next: Option<&Piece>,
    ) {
        let about = self.about(sentence, between, read, quantity, next);
        let base = self.base_of(sentence, read);
        let unit = squeeze(sentence.slice(quantity.unit.clone()));
        let factor = match quantity.measured {
            Measured::Money(unit) => unit.factor(),
            _ => None,
        };
        let value = quantity.amount.value;
        let direction = match read.direction {
            Some(_) if value.is_zero() => Some(Direction::Flat),
            Some(Direction::Flat) if value.is_sign_negative() => Some(Direction::Decrease),
            Some(Direction::Flat) => Some(Direction::Increase),
            // `增长-5.3%` is a decrease.
            Some(Direction::Increase) if value.is_sign_negative() => Some(Direction::Decrease),
            other => other,
        };
        let statement = Statement {
            place: sentence.text.place(sentence.from + range.start),
            section: sentence.text.section,
            quote: Arc::clone(&sentence.quote),
            subject: about.subject.clone(),
            subject_printed: about.printed.clone(),
            measure: read.measure,
            value: Some(value),
            printed: sentence.slice(range.clone()).to_owned(),
            unit: (!unit.is_empty()).then_some(unit),
            amount_yuan: factor.and_then(|factor| value.checked_mul(factor)),
            direction,
            base,
            reason: None,
        };
        self.report(&statement, quantity.measured);
        self.remember(sentence, about, &statement, factor);
        self.statements.push(statement);
    }

    /// Keeps what later sentences refer to.
    fn remember(&mut self, sentence: &Sentence<'_>, mut about: About, statement: &Statement, factor: Option<Decimal>) {
        match statement.measure {
            Measure::Change | Measure::PercentChange => self.unexplained.push(self.statements.len()),
            Measure::Amount | Measure::PriorAmount if !sentence.causes => {
                self.unexplained.clear();
                about.unit = statement.unit.clone().map(|unit| (unit, factor));
                if !sentence.parts {
                    self.topic = about.clone();
                }
            }
            _ => {}
        }
        if about.aside {
            return;
        }
        about.unit = about.unit.or_else(|| self.last.unit.clone());
        self.last = about;
    }

    /// What a quantity is about: its own words, else what stands before.
    fn about(&self, sentence: &Sentence<'_>, between: Between<'_>, read: &Read, quantity: &Quantity, next: Option<&Piece>) -> About {
        let words = sentence.slice(read.phrase.clone());
        let printed = Some(squeeze(words)).filter(|w| !w.is_empty());
        let about = |subject: Subject| About { subject: Some(subject), printed: printed.clone(), ..About::default() };
        if quantity.measured == Measured::Count
            && let Some(found) = self.counted(sentence, words, next)
        {
            return found;
        }
        if let Some(subject) = subject::known(words, sentence.around()) {
            return about(subject);
        }
        let inherits = squeeze(words).trim_matches(['、', '，', ',', '；', '“', '”']).is_empty();
        if inherits && read.measure == Measure::Share && read.base.is_none() {
            // `项目支出, 34.20%` in the legend of a chart; a part alone says nothing of the whole that the title names.
            let said = self.statements.last().is_some_and(|s| Arc::ptr_eq(&s.quote, &sentence.quote));
            return self.earlier(sentence, between).unwrap_or_else(|| if said { self.last.clone() } else { About::default() });
        }
        if inherits && !self.last_is_empty() {
            return self.last.clone();
        }
        if subject::is_generic(words) || read.measure == Measure::PriorAmount {
            return self.earlier(sentence, between).unwrap_or_else(|| self.inherited(sentence, read));
        }
        match subject::printed(words) {
            Some(subject) => about(subject),
            None if sentence.causes => About { subject: None, printed, ..About::default() },
            None => self.inherited(sentence, read),
        }
    }

    fn last_is_empty(&self) -> bool {
        self.last.subject.is_none()
    }

    fn inherited(&self, sentence: &Sentence<'_>, read: &Read) -> About {
        // `支出比上年增加` after a list of parts speaks of the whole again.
        let whole = !squeeze(sentence.slice(read.phrase.clone())).is_empty() && read.measure != Measure::Count;
        let own = (read.measure == Measure::Amount || whole) && !sentence.parts;
        if own && self.topic.subject.is_some() { self.topic.clone() } else { self.last.clone() }
    }

    /// A subject named in an earlier clause since the last quantity: `收入预算：2026年年初预算数…`.
    fn earlier(&self, sentence: &Sentence<'_>, between: Between<'_>) -> Option<About> {
        let clause = between.last_clause();
        let mut end = between.start(clause);
        for at in (0..clause).rev() {
            let piece = &between.pieces[at];
            if matches!(piece.kind, PieceKind::Parts | PieceKind::Open | PieceKind::Close | PieceKind::Reason) {
                return None;
            }
            let words = sentence.slice(piece.range.start..end);
            end = piece.range.start;
            if piece.kind != PieceKind::Word {
                continue;
            }
            let words = words.trim_end_matches(['，', '：', ',', ':']);
            let found = subject::known(words, sentence.around()).or_else(|| subject::of_title(without_number(words)));
            if let Some(subject) = found {
                return Some(About { subject: Some(subject), printed: Some(squeeze(words)), ..About::default() });
            }
        }
        None
    }

    /// What is counted stands before the number (`共有车辆5辆`) or behind it (`23个内设机构`).
    fn counted(&self, sentence: &Sentence<'_>, words: &str, next: Option<&Piece>) -> Option<About> {
        let known = |phrase: &str| subject::known(phrase, sentence.around());
        let printed = |phrase: &str| Some(squeeze(phrase)).filter(|w| !w.is_empty());
        if let Some(subject) = known(words) {
            return Some(About { subject: Some(subject), printed: printed(words), ..About::default() });
        }
        let behind = next.filter(|p| p.kind == PieceKind::Word).map(|p| sentence.slice(p.range.clone())).unwrap_or_default();
        let stop = |c: char| "、，。；（(和及为开进的实等".contains(c);
        let behind = &behind[..behind.find(stop).unwrap_or(behind.len())];
        let noun = squeeze(behind);
        // `80户以上`: nothing that is counted follows.
        let bound = ["以上", "以下", "以内", "左右", "一律"].iter().any(|word| noun.starts_with(word));
        if !bound && noun.chars().nth(1).is_some() {
            let bought = ["购置", "新购", "更新"].iter().any(|word| words.contains(word));
            let purchase = bought.then(|| known(&format!("购置{noun}"))).flatten();
            let found = purchase.or_else(|| known(&noun)).or_else(|| subject::printed(&noun));
            return Some(About { subject: found, printed: printed(&format!("{words}{behind}")), unit: None, aside: true });
        }
        None
    }

    /// The canonical words of the base of comparison; a share says of what it is a part.
    fn base_of(&mut self, sentence: &Sentence<'_>, read: &Read) -> Option<String> {
        let words = read.base.clone().map(|range| squeeze(sentence.slice(range)));
        match read.measure {
            Measure::Share => words.map(|w| w.trim_start_matches('比').trim_end_matches(['为', '的', '达', '约']).to_owned()).filter(|w| !w.is_empty()),
            Measure::Amount | Measure::Count => None,
            Measure::Completion => words.and_then(|w| base(&w)).map(|b| self.named(b)),
            _ => {
                if let Some(found) = words.as_deref().and_then(base) {
                    self.base = Some(self.named(found));
                }
                self.base.clone()
            }
        }
    }

    /// `上年`, `上年决算`, `年初预算`.
    fn named(&self, base: Base) -> String {
        let kind = match base.kind {
            BaseKind::Plain => "",
            BaseKind::Opening => "年初预算",
            BaseKind::Adjusted => "调整预算",
            BaseKind::Budget => "预算",
            BaseKind::Final => "决算",
            BaseKind::Executed => "执行数",
        };
        match (base.year, self.year) {
            _ if base.last_year => format!("上年{kind}"),
            (Some(year), Some(this)) if year + 1 == this => format!("上年{kind}"),
            (Some(year), Some(this)) if year == this && !kind.is_empty() => kind.to_owned(),
            (Some(year), _) => format!("{year}年{kind}"),
            (None, _) => kind.to_owned(),
        }
    }

    /// `与上年持平`: no change, of the unit of the amount before it.
    fn flat(&mut self, sentence: &Sentence<'_>, between: Between<'_>, piece: &Piece, roughly: bool) {
        // `因统计口径与上年不一致` denies, and gives a cause.
        if sentence.causes || sentence.words[..piece.range.start].ends_with('不') {
            return;
        }
        let Some(compare) = between.pieces.iter().rposition(|p| p.kind == PieceKind::Compare) else { return };
        let clause = between.last_clause();
        let range = &between.pieces[compare].range;
        let base_end = between.pieces[compare..].iter().find(|p| p.kind == PieceKind::Clause).map_or(piece.range.start, |p| p.range.start);
        let own = if compare >= clause { between.start(clause)..range.start } else { between.start(clause)..piece.range.start };
        // `增长0.8%，与上年基本持平` says nothing that the numbers have not said.
        let said = self.statements.last().is_some_and(|s| Arc::ptr_eq(&s.quote, &sentence.quote) && matches!(s.measure, Measure::Change | Measure::PercentChange));
        if said && subject::is_generic(sentence.slice(own.clone())) {
            return;
        }
        let read = Read { measure: Measure::Change, direction: Some(Direction::Flat), phrase: own, base: Some(range.end..base_end) };
        self.unnumbered(sentence, between, &read, range.start..piece.range.end, !roughly);
    }

    /// `决算数小于预算数`, without a number behind it.
    fn than(&mut self, sentence: &Sentence<'_>, between: Between<'_>, rest: &[Piece], direction: Direction) {
        let stop = rest.iter().skip(1).position(|p| p.kind != PieceKind::Word && p.kind != PieceKind::Compare).map_or(rest.len(), |at| at + 1);
        if rest.get(stop).is_some_and(|p| matches!(p.kind, PieceKind::Quantity(_))) {
            return;
        }
        let end = rest.get(stop.saturating_sub(1)).map_or(sentence.words.len(), |p| p.range.end);
        let start = between.start(between.last_clause());
        let read = Read { measure: Measure::Change, direction: Some(direction), phrase: start..rest[0].range.start, base: Some(rest[0].range.end..end) };
        self.unnumbered(sentence, between, &read, start..end, direction == Direction::Flat);
    }

    /// A change without a number; an exact one is zero in the unit of the amount it speaks of.
    fn unnumbered(&mut self, sentence: &Sentence<'_>, between: Between<'_>, read: &Read, printed: Range<usize>, exact: bool) {
        let words = sentence.slice(read.phrase.clone());
        let own = if subject::is_generic(words) { None } else { subject::known(words, sentence.around()) };
        let about = match own {
            Some(subject) => About { subject: Some(subject), printed: Some(squeeze(words)), unit: self.last.unit.clone(), aside: false },
            // `没有使用政府性基金预算拨款安排的支出，与上年持平`
            None if self.last_is_empty() => self.earlier(sentence, between).unwrap_or_default(),
            None => self.last.clone(),
        };
        let unit = about.unit.clone().filter(|_| exact);
        let base = self.base_of(sentence, read);
        let statement = Statement {
            place: sentence.text.place(sentence.from + printed.start),
            section: sentence.text.section,
            quote: Arc::clone(&sentence.quote),
            subject: about.subject.clone(),
            subject_printed: about.printed.clone(),
            measure: Measure::Change,
            value: unit.as_ref().map(|_| Decimal::ZERO),
            printed: sentence.slice(printed).trim_matches(['，', ',', '。', '；', '的']).to_owned(),
            amount_yuan: unit.as_ref().and_then(|(_, factor)| factor.map(|_| Decimal::ZERO)),
            unit: unit.map(|(unit, _)| unit),
            direction: read.direction,
            base,
            reason: None,
        };
        self.unexplained.push(self.statements.len());
        self.statements.push(statement);
    }

    /// The rest of the sentence is the cause of the changes before it.
    fn reason(&mut self, sentence: &mut Sentence<'_>, from: usize) {
        if sentence.causes {
            return;
        }
        let marks = ['是', '为', '：', ':', '，', ',', '。', '；', ';', ' '];
        let cause = sentence.words.get(from..).unwrap_or_default().trim_matches(marks);
        if self.unexplained.is_empty() || cause.chars().nth(1).is_none() {
            return;
        }
        sentence.causes = true;
        let cause: Arc<str> = Arc::from(cause);
        for at in self.unexplained.drain(..) {
            self.statements[at].reason = Some(Arc::clone(&cause));
        }
    }

    /// Says where a unit is missing.
    fn report(&mut self, statement: &Statement, measured: Measured) {
        if measured == Measured::None {
            let message = format!("no unit is printed behind `{}` in: {}", statement.printed, statement.quote.chars().take(60).collect::<String>());
            self.diagnostics.push(Diagnostic::warning("statement.no_unit", message).at(statement.place));
        }
    }
}

/// Whether an outcome follows that a plan is set against: 支出决算为…, 执行数…; what is compared with (比上年执行数) is none.
fn names_outcome(words: &str, pieces: &[Piece]) -> bool {
    pieces.windows(2).any(|pair| {
        let stands = pair[1].kind == PieceKind::Word && !matches!(pair[0].kind, PieceKind::Compare | PieceKind::Than(_) | PieceKind::Completion);
        let word = words.get(pair[1].range.clone()).unwrap_or_default();
        stands && ["决算", "执行数", "实际支出", "实际执行"].iter().any(|outcome| word.contains(outcome))
    })
}
