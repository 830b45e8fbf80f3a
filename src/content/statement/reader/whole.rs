//! Wholes and their parts: lists behind 其中 and 包括, brackets, and what the whole says of its parts.

use super::{About, Reader, Sentence};
use crate::content::statement::budget::Budget;
use crate::content::statement::clause::{Between, Read};
use crate::content::statement::subject::{self, Subject, SubjectSource};
use crate::content::statement::text::Text;
use crate::content::statement::types::{Measure, Statement};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::grammar::sentence::{Piece, PieceKind, Quantity, base};
use crate::grammar::squeeze;
use std::sync::Arc;

impl Reader<'_> {
    /// A list of parts begins: of the last quantity of the sentence, or of what the paragraph is about.
    pub(super) fn open_list(&mut self, sentence: &mut Sentence<'_>, said: bool) {
        if said || !sentence.parts {
            self.whole = if said { self.last.clone() } else { self.topic.clone() };
        }
        sentence.parts = true;
    }

    /// The list of parts, or of causes, ends.
    pub(super) fn end_list(&mut self) {
        self.parts = false;
        self.causes = false;
        self.whole = About::default();
    }

    /// A bracket opens: behind it, what stands before goes on (`评价项目（7个街道）5万元`).
    pub(super) fn open(&mut self, sentence: &Sentence<'_>, between: Between<'_>) {
        let clause = between.last_clause();
        let words = sentence.slice(between.start(clause)..between.end);
        let plain = between.pieces[clause..].iter().all(|piece| piece.kind == PieceKind::Word);
        let named = || subject::known(words, sentence.around()).or_else(|| subject::printed(words));
        if plain
            && !subject::is_generic(words)
            && let Some(subject) = named()
        {
            self.last = About { subject: Some(subject), printed: Some(squeeze(words)), ..About::default() };
        }
        // `比上年预算（…）减少`
        if let Some(compare) = between.pieces.iter().rposition(|piece| piece.kind == PieceKind::Compare)
            && let Some(found) = base(sentence.slice(between.pieces[compare].range.end..between.end))
        {
            self.base = Some(self.named(found));
        }
        self.opened_at.push((self.statements.len(), self.unexplained.len()));
        self.outer.push(self.last.clone());
    }

    /// It closes: what stood before it goes on, if anything did, and no cause behind it explains what it told of other amounts.
    pub(super) fn close(&mut self) {
        if let Some(outer) = self.outer.pop().filter(|about| about.subject.is_some()) {
            self.last = outer;
        }
        if let Some((statements, unexplained)) = self.opened_at.pop()
            && self.statements[statements..].iter().any(|s| s.measure == Measure::Amount)
        {
            self.unexplained.truncate(unexplained);
        }
    }

    /// What a whole, or the text before, makes of a subject that its words alone name.
    pub(super) fn in_context(&self, sentence: &Sentence<'_>, words: &str, found: Subject) -> Subject {
        // `计划购置车辆0辆，其中：机要通信用车0辆`
        if self.buying && (found.name.ends_with("用车") || found.name.starts_with("单价")) {
            return Subject::term(format!("购置{}", found.name));
        }
        let stem = found.name.strip_suffix("收入").or_else(|| found.name.strip_suffix("支出"));
        let fund = found.source == SubjectSource::Term && stem.is_some_and(|stem| stem.ends_with("拨款"));
        // `涉及一般公共预算支出5万元，政府性基金预算支出0万元`
        let last = self.statements.last().filter(|s| Arc::ptr_eq(&s.quote, &sentence.quote)).and_then(|s| s.subject.as_ref());
        if let Some(last) = last.filter(|last| fund && is_performance(&last.name) && Budget::of(words).is_some()) {
            return last.clone();
        }
        // `其中，面向中小企业采购货物预算5万元、服务预算3万元`: services of that share, and not all that are bought.
        let kind = ["政府采购货物", "政府采购工程", "政府采购服务"].contains(&found.name.as_str()) && !words.contains("采购");
        let own = self.statements.iter().rev().take_while(|s| Arc::ptr_eq(&s.quote, &sentence.quote));
        let share =
            |s: &Statement| s.subject.as_ref().is_some_and(|s| ["中小企业", "小微企业"].iter().any(|w| s.name.contains(w)));
        if kind && own.into_iter().any(share) {
            return subject::printed(words).unwrap_or(found);
        }
        let Some(whole) = self.whole.subject.as_ref().filter(|_| sentence.parts) else { return found };
        // `预算支出80万元，其中：一般公共预算拨款80万元`
        if let Some(stem) = stem.filter(|_| fund && !words.contains("收入") && spends(&whole.name)) {
            return Subject::term(format!("{stem}支出"));
        }
        // `该项目全年预算数5万元，其中当年财政拨款5万元`: of the project, and no 财政拨款 of the department.
        if whole.source == SubjectSource::Printed && fund && Budget::of(words).is_some() {
            return whole.clone();
        }
        if whole.source == SubjectSource::Printed && (fund || found.name == "上年结转结余") {
            return Subject {
                name: squeeze(words).trim_matches(['、', '，']).to_owned(),
                code: None,
                source: SubjectSource::Printed,
            };
        }
        found
    }

    /// The whole of a share that names none, where the amounts bear it out: `收入80万元，其中：事业收入20万元，占25%`.
    pub(super) fn whole_of(&self, about: &About, read: &Read, quantity: &Quantity) -> Option<String> {
        if read.measure != Measure::Share {
            return None;
        }
        let part = about.yuan? * Decimal::ONE_HUNDRED;
        let step = Decimal::new(1, quantity.amount.decimals);
        [&self.whole, &self.listed].into_iter().filter(|whole| whole.subject != about.subject).find_map(|whole| {
            let yuan = whole.yuan.filter(|yuan| !yuan.is_zero())?;
            let off = (part.over(yuan)? - quantity.amount.value).abs();
            (off <= step).then(|| whole.subject.as_ref().map(|subject| subject.name.clone())).flatten()
        })
    }

    /// `支出总计80万元，其中：本年预算安排80万元`: the part of this year, where only the whole has a name.
    pub(super) fn of_this_year(&self, sentence: &Sentence<'_>, words: &str) -> Option<About> {
        let whole = self.whole.subject.as_ref().filter(|_| sentence.parts)?;
        let words = squeeze(words);
        let named = ["收入合计", "支出合计"].contains(&whole.name.as_str());
        (named && (words.contains("本年") || words.contains("当年"))).then(|| About {
            subject: Some(Subject::term(format!("本年{}", whole.name))),
            printed: Some(words),
            ..About::default()
        })
    }

    /// Labels of a chart state nothing by themselves: kept with their numbers and places, and without a subject.
    pub(super) fn chart(&mut self, text: &Text, from: usize, words: &str, pieces: &[Piece]) {
        let message =
            format!("numbers without words of their own, as on a chart: {}", words.chars().take(60).collect::<String>());
        self.diagnostics.push(Diagnostic::info("statement.labels", message).at(text.place(from)));
        let quote: Arc<str> = Arc::from(words);
        for piece in pieces {
            let PieceKind::Quantity(quantity) = &piece.kind else { continue };
            let unit = squeeze(words.get(quantity.unit.clone()).unwrap_or_default());
            self.headed.push(false);
            self.statements.push(Statement {
                place: text.place(from + piece.range.start),
                section: text.section,
                entity: None,
                quote: Arc::clone(&quote),
                subject: None,
                subject_printed: None,
                budget: None,
                group: self.headed.len() - 1,
                measure: Measure::Label,
                value: Some(quantity.amount.value),
                printed: words.get(piece.range.clone()).unwrap_or_default().to_owned(),
                unit: (!unit.is_empty()).then_some(unit),
                amount_yuan: None,
                direction: None,
                base: None,
                reason: None,
            });
        }
    }
}

fn spends(name: &str) -> bool {
    name.contains("支出") && !name.contains("收入") && !name.contains("收支")
}

/// Money that stands under performance management: of projects, or of all that a department spends.
fn is_performance(name: &str) -> bool {
    name.contains("绩效") && name.ends_with("资金")
}
