//! What a quantity of a sentence measures, from the words and marks between it and the quantity before.

use crate::codes::words::WORDS;
use crate::grammar::sentence::{Direction, Measured, Piece, PieceKind, Quantity, base};
use crate::grammar::squeeze;
use std::ops::Range;

use super::types::Measure;

pub(super) mod behind;
pub(super) mod cause;
pub(super) mod marks;
pub(super) mod noun;
pub(super) mod time;

/// How a quantity stands to the words before it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    /// What the value is.
    pub(super) measure: Measure,
    /// Which way it changed, by the verb.
    pub(super) direction: Option<Direction>,
    /// The words that may name the subject.
    pub(super) phrase: Range<usize>,
    /// The words of the base of comparison, or of the whole that a share is part of.
    pub(super) base: Option<Range<usize>>,
}

/// The amount that is risen to stands within so many characters behind the one risen from.
const MAX_RISE: usize = 30;

/// The pieces between two quantities of a sentence.
#[derive(Clone, Copy)]
pub(super) struct Between<'a> {
    pub(super) sentence: &'a str,
    pub(super) pieces: &'a [Piece],
    /// Where the pieces end and the quantity begins.
    pub(super) end: usize,
}

impl<'a> Between<'a> {
    /// Cuts the colon right before the quantity off, where a name stands before it: `工资福利支出：5万元` says what `工资福利支出5万元`
    /// says. Behind words that only announce what follows (`情况如下：5万元`) it stays.
    pub(super) fn without_colon(self) -> Self {
        let [rest @ .., name, colon] = self.pieces else { return self };
        let words = squeeze(self.text(name.range.clone()));
        let named = colon.kind == PieceKind::Colon
            && !matches!(name.kind, PieceKind::Quantity(_) | PieceKind::Parts | PieceKind::Clause | PieceKind::Colon)
            && !["如下", "情况", "以下", "包括", "说明", "其中"].iter().any(|word| words.ends_with(word));
        let cut = if named { rest.len() + 1 } else { self.pieces.len() };
        Self { pieces: &self.pieces[..cut], end: self.start(cut), ..self }
    }

    /// Reads what the quantity that follows measures; `before` is what the quantity before it measures, `cause` whether both
    /// stand in a cause.
    pub(super) fn read(self, quantity: &Quantity, before: Option<&Read>, cause: bool) -> Read {
        let measured = quantity.measured;
        let clause = self.last_clause();
        let percent = measured == Measured::Percent || self.is_points(measured) || self.is_multiple(measured);
        let change =
            self.change(clause, percent, before).filter(|_| percent || measured != Measured::Count || !self.is_new(clause));
        change
            .or_else(|| matches!(measured, Measured::Money(_)).then(|| self.caused(clause, cause, before)).flatten())
            .or_else(|| percent.then(|| self.part(clause, before)).flatten())
            .or_else(|| percent.then(|| self.yearly(clause, before)).flatten())
            .or_else(|| quantity.amount.value.is_sign_negative().then(|| self.signed(clause, percent)).flatten())
            .or_else(|| self.risen(clause, measured))
            .or_else(|| self.bracketed(clause, measured))
            .or_else(|| self.planned(clause, measured))
            .unwrap_or_else(|| {
                let measure = match measured {
                    Measured::Percent => self.rate(clause, before),
                    Measured::Count => Measure::Count,
                    _ => Measure::Amount,
                };
                // `由上年的620万元增加到650.5万元`: what rises was named before.
                let phrase = self.start(clause)..self.end;
                let only_verb = WORDS.change.risen.contains(&squeeze(self.text(phrase.clone())).as_str());
                Read { measure, direction: None, phrase: if only_verb { self.end..self.end } else { phrase }, base: None }
            })
    }

    /// `较上年-120.5万元`: a difference without a verb, whose sign says which way.
    fn signed(self, clause: usize, percent: bool) -> Option<Read> {
        let at = (clause..self.pieces.len()).rev().find(|&at| self.pieces[at].kind == PieceKind::Compare)?;
        let measure = if percent { Measure::PercentChange } else { Measure::Change };
        let (base, behind) = self.split_base(self.base_start(at)..self.end);
        let phrase = if behind.is_empty() { self.start(clause)..self.pieces[at].range.start } else { behind };
        Some(Read { measure, direction: Some(Direction::Increase), phrase, base: Some(base) })
    }

    /// `人员经费由上年的620万元增加到650.5万元`: where it rises from.
    fn risen(self, clause: usize, measured: Measured) -> Option<Read> {
        if !matches!(measured, Measured::Money(_)) {
            return None;
        }
        let start = self.start(clause);
        let text = self.text(start..self.end);
        let at = text.rfind(['由', '从'])?;
        let from = start + at + '由'.len_utf8();
        let words = squeeze(self.text(from..self.end));
        let dated = words.starts_with(['上', '去', '前', '年']) || words.starts_with(|c: char| c.is_ascii_digit());
        let rises = || {
            let behind: String = self.sentence[self.end..].chars().take(MAX_RISE).collect();
            WORDS.change.risen.iter().any(|word| behind.contains(word))
        };
        let found = dated && base(&words).is_some() && rises();
        found.then(|| Read {
            measure: Measure::PriorAmount,
            direction: None,
            phrase: start..start + at,
            base: Some(from..self.end),
        })
    }

    /// `较2023年度（4,910.45万元）增加321万元`: the amount of the base stands in a bracket behind it.
    fn bracketed(self, clause: usize, measured: Measured) -> Option<Read> {
        let money = matches!(measured, Measured::Money(_));
        let open = clause.checked_sub(1).filter(|&at| money && self.pieces[at].kind == PieceKind::Open)?;
        let alone = squeeze(self.text(self.pieces[open].range.end..self.end)).is_empty();
        let since = self.pieces[..open].iter().rposition(|p| p.kind != PieceKind::Word)?;
        let words = self.pieces[since].range.end..self.pieces[open].range.start;
        let compared = self.pieces[since].kind == PieceKind::Compare && base(self.text(words.clone())).is_some();
        (alone && compared).then_some(Read {
            measure: Measure::PriorAmount,
            direction: None,
            phrase: self.end..self.end,
            base: Some(words),
        })
    }

    /// `提高5个百分点` is a change of a share, and no count.
    fn is_points(self, measured: Measured) -> bool {
        measured == Measured::Count
            && self.sentence[self.end..].trim_start_matches(|c: char| !c.is_alphabetic()).starts_with("个百分点")
    }

    /// `2022年考录新增1人`: a number of new things, compared with nothing.
    fn is_new(self, clause: usize) -> bool {
        let verb = self.pieces.iter().rposition(|p| matches!(p.kind, PieceKind::Change(_))).filter(|&at| at >= clause);
        let new = verb.is_some_and(|at| self.text(self.pieces[at].range.clone()) == "新增");
        new && !self.pieces.iter().any(|p| matches!(p.kind, PieceKind::Compare | PieceKind::Than(_)))
    }

    /// `增长1倍` says by which part, and counts nothing.
    fn is_multiple(self, measured: Measured) -> bool {
        let behind = self.sentence[self.end..].trim_start_matches(|c: char| !c.is_alphabetic());
        measured == Measured::Count && behind.starts_with('倍')
    }

    /// Index of the first piece after the last comma, colon, 其中 or bracket.
    pub(super) fn last_clause(self) -> usize {
        let ends = |kind: &PieceKind| {
            matches!(
                kind,
                PieceKind::Clause | PieceKind::Colon | PieceKind::Parts | PieceKind::Open | PieceKind::Close | PieceKind::Reason
            )
        };
        self.pieces.iter().rposition(|piece| ends(&piece.kind)).map_or(0, |at| at + 1)
    }

    /// Where the piece at an index begins.
    pub(super) fn start(self, index: usize) -> usize {
        self.pieces.get(index).map_or(self.end, |piece| piece.range.start)
    }

    /// Where the words of the base begin that a comparison compares with: 同比 names it itself.
    pub(super) fn base_start(self, at: usize) -> usize {
        let range = &self.pieces[at].range;
        if self.text(range.clone()) == "同比" { range.start } else { range.end }
    }

    fn text(self, range: Range<usize>) -> &'a str {
        self.sentence.get(range).unwrap_or_default()
    }

    /// Whether nothing but link words stands between an offset and the quantity: `增加了`, `下降幅度为`.
    fn only_links(self, from: usize) -> bool {
        // `增长目标10%`, `预期增长目标为6%`
        let words = self.text(from..self.end).replace("目标", "").replace("预期", "");
        words.chars().all(|c| c.is_whitespace() || "了约为各近达共到额率幅度的均是合计(（突破超过速在".contains(c))
    }

    /// A verb of change right before the quantity, or a percentage in brackets behind a change.
    fn change(self, clause: usize, percent: bool, before: Option<&Read>) -> Option<Read> {
        let measure = if percent { Measure::PercentChange } else { Measure::Change };
        let verb = |p: &Piece| matches!(p.kind, PieceKind::Change(_) | PieceKind::Than(_) | PieceKind::Either);
        let tail = self.pieces.iter().rposition(verb);
        if let Some(tail) = tail.filter(|&at| at >= clause) {
            let piece = &self.pieces[tail];
            return match piece.kind {
                PieceKind::Change(direction) if self.only_links(piece.range.end) => {
                    Some(self.changed(clause, tail, measure, Some(direction)))
                }
                PieceKind::Either if self.only_links(piece.range.end) => Some(self.changed(clause, tail, measure, None)),
                // `本年数小于上年预算数29.65万元`
                PieceKind::Than(direction) => {
                    let base = Some(piece.range.end..self.end);
                    Some(Read { measure, direction: Some(direction), phrase: self.start(clause)..piece.range.start, base })
                }
                _ => None,
            };
        }
        // `增加14.99万元（810.27%）`
        let opened = self.pieces.iter().all(|p| p.kind == PieceKind::Open || self.text(p.range.clone()).trim().is_empty());
        let before =
            before.filter(|read| matches!(read.measure, Measure::Change) && percent && opened && !self.pieces.is_empty())?;
        Some(Read { measure, phrase: self.end..self.end, ..before.clone() })
    }

    /// `基本支出增加人员经费1447.63万元`: in a cause, what was added may stand between the verb and the amount. Elsewhere only behind a
    /// comparison (`一是比上年增加了住房公积金20万元`) or another change (`甲费增加9万元，减少乙费5万元`).
    fn caused(self, clause: usize, cause: bool, before: Option<&Read>) -> Option<Read> {
        let verb = (clause..self.pieces.len()).find(|&at| matches!(self.pieces[at].kind, PieceKind::Change(_)))?;
        let PieceKind::Change(direction) = self.pieces[verb].kind else { return None };
        // `增加了“某某”科目分流5万元`: the verb has an object of its own.
        if self.text(self.pieces[verb].range.end..self.end).contains(['“', '”', '《']) {
            return None;
        }
        let compare = (clause..verb).find(|&at| self.pieces[at].kind == PieceKind::Compare);
        let behind = self.text(self.pieces[verb].range.end..self.end);
        let object = self.end - behind.trim_start_matches([' ', '了']).len()..self.end;
        let costs = names_cost(&squeeze(self.text(object.clone())));
        let goes_on = verb == clause && costs && before.is_some_and(|read| read.measure == Measure::Change);
        let flows = WORDS.change.flows.contains(&self.text(self.pieces[verb].range.clone()));
        if !cause && compare.is_none() && (!goes_on || flows) {
            return None;
        }
        let before = compare.map_or(self.pieces[verb].range.start, |at| self.pieces[at].range.start);
        let base = compare.map(|at| self.base_start(at)..self.pieces[verb].range.start);
        let phrase = self.start(clause)..before;
        let read = |phrase| Some(Read { measure: Measure::Change, direction: Some(direction), phrase, base });
        // `二是`: a number of a list names nothing.
        let named =
            squeeze(self.text(phrase.clone())).contains(|c: char| c.is_alphabetic() && !"一二三四五六七八九十是为".contains(c));
        if named {
            return read(if costs { object } else { phrase });
        }
        // `主要原因：增加了基本工资5万元`, `二是比上年减少差旅费5万元`: what changed stands behind the verb.
        let words = squeeze(self.text(object.clone()));
        if words.chars().nth(1).is_some() { read(object) } else { None }
    }

    /// The subject and the base of a change whose verb is the piece `tail`.
    fn changed(self, clause: usize, tail: usize, measure: Measure, direction: Option<Direction>) -> Read {
        let verb = self.pieces[tail].range.start;
        let compare = |from: usize, to: usize| (from..to).find(|&at| self.pieces[at].kind == PieceKind::Compare);
        let read = |phrase, base| Read { measure, direction, phrase, base };
        // `与上年1100万元相比下降9.09%`: the base stands before the amount.
        let own = self.start(clause)..verb;
        if WORDS.change.compared.contains(&squeeze(self.text(own)).as_str()) {
            return read(verb..verb, None);
        }
        if let Some(at) = compare(clause, tail) {
            let words = self.base_start(at)..verb;
            let (base, behind) = self.split_base(words);
            let own = if behind.is_empty() { self.start(clause)..self.pieces[at].range.start } else { behind };
            return read(own, Some(base));
        }
        // `与上年相比，财政拨款支出减少…`: the base stands in the clause before.
        let earlier = compare(0, clause).map(|at| {
            let comma =
                self.pieces[at..].iter().find(|p| matches!(p.kind, PieceKind::Clause | PieceKind::Colon | PieceKind::Open));
            self.base_start(at)..comma.map_or(verb, |p| p.range.start)
        });
        read(self.start(clause)..verb, earlier)
    }

    /// Splits `上年相比收、支预算总计各` into the base and what stands behind 相比.
    fn split_base(self, words: Range<usize>) -> (Range<usize>, Range<usize>) {
        let text = self.text(words.clone());
        let found =
            WORDS.change.compared.iter().chain(&["同口径"]).find_map(|word| text.find(word).map(|at| (at, at + word.len())));
        match found {
            Some((at, after)) => (words.start..words.start + at, words.start + after..words.end),
            None => (words.clone(), words.end..words.end),
        }
    }

    /// `占本年支出合计的76.76%`, `完成年初预算的98.20%`, `预算执行率74.67%`.
    fn part(self, clause: usize, before: Option<&Read>) -> Option<Read> {
        let find = |kind: PieceKind| (clause..self.pieces.len()).rev().find(|&at| self.pieces[at].kind == kind);
        let read = |measure, at: usize| {
            let range = &self.pieces[at].range;
            Read { measure, direction: None, phrase: self.start(clause)..range.start, base: Some(range.end..self.end) }
        };
        if let Some(at) = find(PieceKind::Completion) {
            return Some(read(Measure::Completion, at));
        }
        if let Some(at) = find(PieceKind::Share) {
            return Some(read(Measure::Share, at));
        }
        // `完成预算0万元的0%`
        let of_plan =
            before.filter(|read| read.measure == Measure::PriorAmount && squeeze(self.text(self.start(0)..self.end)) == "的");
        if let Some(before) = of_plan {
            return Some(Read { measure: Measure::Completion, phrase: self.end..self.end, ..before.clone() });
        }
        let words = squeeze(self.text(self.start(clause)..self.end));
        let rate = ["预算执行率", "完成率", "执行率"]
            .iter()
            .any(|word| words.trim_end_matches(['为', '达', '到', '是']).ends_with(word));
        rate.then(|| Read { measure: Measure::Completion, direction: None, phrase: self.start(clause)..self.end, base: None })
    }

    /// `投资年均8%`, `投资涨幅8%`: the word for the growth stands in place of a verb, and for what is listed behind (`和产值10%`).
    fn yearly(self, clause: usize, before: Option<&Read>) -> Option<Read> {
        let text = self.text(self.start(clause)..self.end);
        let words = text.trim_end_matches(['为', '达', '到', '在', '约', ' ']);
        let growth = WORDS.change.growth.iter().filter(|word| words.ends_with(**word)).map(|word| word.len()).max();
        let start = self.start(clause);
        if let Some(length) = growth {
            let phrase = start..start + words.len() - length;
            return Some(Read { measure: Measure::PercentChange, direction: Some(Direction::Increase), phrase, base: None });
        }
        let listed = clause == 0 && ["和", "、", "及", "与"].iter().any(|word| text.starts_with(word));
        let before = before.filter(|read| read.measure == Measure::PercentChange && listed && !ends_with_rate(words))?;
        Some(Read { phrase: start..self.end, ..before.clone() })
    }

    /// A percentage without a verb: the part that a name or a legend of a chart (`项目支出, 27.45%`) says it to be, else a rate.
    fn rate(self, clause: usize, before: Option<&Read>) -> Measure {
        let words = self.text(self.start(clause)..self.end);
        let words = words.trim_end_matches(['为', '达', '到', '在', '约', ' ', '：', ':']);
        let part = ["比重", "比例", "占比"].iter().any(|word| words.ends_with(word));
        let legend = !self.sentence.contains(['。', '；', '：', '，', ';', ':']) && !ends_with_rate(words);
        // `其中：基本支出8万元（80%）`
        let behind = words.trim_matches(['（', '(', '，', ',', '、', ' ']).is_empty();
        let listed = ["其中", "包括", "构成", "组成"].iter().any(|word| self.sentence.contains(word));
        let composed = behind && listed && before.is_some_and(|read| read.measure == Measure::Amount);
        if part || legend || composed { Measure::Share } else { Measure::Rate }
    }

    /// `比2025年年初预算数30385.62万元`, `完成预算0万元的`: what it was, or was to be.
    fn planned(self, clause: usize, measured: Measured) -> Option<Read> {
        if !matches!(measured, Measured::Money(_) | Measured::None | Measured::Other) {
            return None;
        }
        let marks = |kind: &PieceKind| matches!(kind, PieceKind::Compare | PieceKind::Completion);
        let at = (clause..self.pieces.len()).rev().find(|&at| marks(&self.pieces[at].kind))?;
        let range = &self.pieces[at].range;
        // Words after 相比 name a subject of their own.
        let (base, behind) = self.split_base(self.base_start(at)..self.end);
        behind.is_empty().then(|| Read {
            measure: Measure::PriorAmount,
            direction: None,
            phrase: self.start(clause)..range.start,
            base: Some(base),
        })
    }
}

/// Whether words are the name of a cost, and not only that of money or of where it comes from: 人员经费, and neither 经费 nor 财政拨款.
fn names_cost(words: &str) -> bool {
    let long = words.chars().nth(2).is_some();
    long && WORDS.money.behind.iter().chain(&WORDS.money.paid).any(|end| words.ends_with(end))
        && !words.contains("拨款")
        && !words.ends_with("资金")
}

/// Whether words end with the name of a rate: 达标率, 满意度.
fn ends_with_rate(words: &str) -> bool {
    words.ends_with(['率', '度'])
}
