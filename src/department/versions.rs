//! The budgets and accounts of a body: which documents are of one year, kind and scope, and whose tables are in force.

use super::amounts::{Amounts, phase_of};
use super::core;
use super::document::{Document, Form};
use super::group::Member;
use crate::codes::fold_name;
use crate::content::disclosure::{Kind, Scope};
use crate::decimal::Decimal;
use crate::grammar::project_name;
use std::collections::{BTreeMap, BTreeSet};

/// What a document is the budget or the accounts of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub year: Option<u16>,
    pub kind: Kind,
    pub scope: Option<Scope>,
}

/// A document of a slot, read back.
pub(super) struct Held<'d> {
    pub member: &'d Member,
    pub document: &'d Document<'d>,
    /// Ids of its official tables, forms not among them.
    pub ids: BTreeSet<&'d str>,
    /// Its core figures by name.
    figures: BTreeMap<&'static str, Decimal>,
}

/// Table, code or label, figure.
type Amount<'d> = (&'d str, &'d str, &'d str);

/// The documents of a slot, and which of them are in force.
pub(super) struct Version<'d> {
    pub slot: Slot,
    pub held: Vec<Held<'d>>,
    /// Indexes of those whose tables are in force.
    pub in_force: Vec<usize>,
    /// Why; `None` where there are no tables.
    pub by: Option<&'static str>,
}

/// A document with fewer official tables than this holds an extract.
const FEW: usize = 3;
/// So many figures of tables must be in a text for both to be of one year.
const ENOUGH: usize = 2;
/// So many projects of one name and amount are no accident.
const MANY: usize = 3;
/// Ids of performance forms, which are no tables of money.
const FORMS: [&str; 6] = ["B14", "B14a", "B15", "B30", "F13", "F13a"];

/// The documents of a body by year, kind and scope.
pub(super) fn versions<'d>(documents: &[(&'d Member, &'d Document<'d>)]) -> Vec<Version<'d>> {
    let mut slots: BTreeMap<Slot, Vec<Held<'d>>> = BTreeMap::new();
    for (member, document) in documents {
        let slot = Slot { year: member.year, kind: member.kind, scope: member.scope };
        slots.entry(slot).or_default().push(held(member, document));
    }
    take_unscoped(&mut slots);
    take_undated(&mut slots);
    take_forms(&mut slots);
    slots.into_iter().map(|(slot, held)| decide(slot, held)).collect()
}

/// A document that does not say its scope is of the one budget of its year that does.
fn take_unscoped(slots: &mut BTreeMap<Slot, Vec<Held<'_>>>) {
    let unscoped: Vec<Slot> = slots.keys().filter(|slot| slot.scope.is_none()).copied().collect();
    for slot in unscoped {
        let same = |other: &&Slot| other.scope.is_some() && (other.year, other.kind) == (slot.year, slot.kind);
        let others: Vec<Slot> = slots.keys().filter(same).copied().collect();
        if let [other] = others.as_slice()
            && let Some(held) = slots.remove(&slot)
        {
            slots.entry(*other).or_default().extend(held);
        }
    }
}

/// Tables that do not say their year are of the one year whose text, published without tables, gives their figures.
fn take_undated(slots: &mut BTreeMap<Slot, Vec<Held<'_>>>) {
    let undated: Vec<Slot> = slots.keys().filter(|slot| slot.year.is_none()).copied().collect();
    for slot in undated {
        let Some(tables) = slots.get(&slot) else { continue };
        let fits = |(other, held): &(&Slot, &Vec<Held<'_>>)| {
            let same_scope = other.scope == slot.scope || other.scope.is_none() || slot.scope.is_none();
            let lacks_tables = held.iter().all(|h| h.ids.len() < FEW);
            other.year.is_some() && other.kind == slot.kind && same_scope && lacks_tables && repeats(tables, held)
        };
        let years: Vec<Slot> = slots.iter().filter(fits).map(|(other, _)| *other).collect();
        if let [year] = years.as_slice()
            && let Some(held) = slots.remove(&slot)
        {
            slots.entry(*year).or_default().extend(held);
        }
    }
}

/// Performance forms are part of the budget of their year, if they state goals, or of its accounts, if they evaluate; those that do
/// not say their year are of the one budget that has their projects with their amounts.
fn take_forms(slots: &mut BTreeMap<Slot, Vec<Held<'_>>>) {
    let performance: Vec<Slot> = slots.keys().filter(|slot| slot.kind == Kind::Performance).copied().collect();
    for slot in performance {
        let Some(forms) = slots.get(&slot) else { continue };
        let (kind, asked) = (kind_of(forms), projects(forms));
        let fits = |(other, held): &(&Slot, &Vec<Held<'_>>)| match slot.year {
            Some(_) => other.year == slot.year && Some(other.kind) == kind,
            None => other.year.is_some() && other.kind == Kind::Budget && projects(held).intersection(&asked).count() >= MANY,
        };
        let found: Vec<Slot> = slots.iter().filter(fits).map(|(other, _)| *other).collect();
        let same_scope = |other: &&Slot| other.scope == slot.scope || other.scope.is_none() || slot.scope.is_none();
        let years: BTreeSet<Option<u16>> = found.iter().map(|other| other.year).collect();
        let of = match *found.iter().filter(same_scope).collect::<Vec<_>>() {
            [of] if years.len() == 1 => *of,
            _ => Slot { year: years.first().copied().flatten().filter(|_| years.len() == 1).or(slot.year), ..slot },
        };
        if let Some(held) = slots.remove(&slot) {
            slots.entry(of).or_default().extend(held);
        }
    }
}

/// Whether forms belong to a budget or to accounts; nothing where some do and others do not.
fn kind_of(held: &[Held<'_>]) -> Option<Kind> {
    let of = |form: &Form| if form.phase.as_deref() == Some("target") { Kind::Budget } else { Kind::FinalAccounts };
    let kinds: BTreeSet<Kind> = held.iter().flat_map(|h| &h.document.forms).map(of).collect();
    kinds.first().copied().filter(|_| kinds.len() == 1)
}

/// The projects of documents, each with an amount in 万元, rounded to the whole.
fn projects<'d>(held: &[Held<'d>]) -> BTreeSet<(String, Decimal)> {
    let records = held.iter().flat_map(|h| &h.document.records);
    let amounts = records.filter_map(|r| Some((r.project.as_deref()?, r.amount_yuan.filter(|amount| !amount.is_zero())?)));
    let forms = held.iter().flat_map(|h| &h.document.forms).filter(|f| f.duplicate_of.is_none());
    let funds = |form: &'d Form| {
        let name = form.project_name.as_deref();
        form.funds
            .iter()
            .filter(|fund| fund.source.as_deref() == Some("total"))
            .filter_map(move |fund| Some((name?, fund.amount_yuan.filter(|amount| !amount.is_zero())?)))
    };
    let coarse = |amount: Decimal| amount.over(Decimal::from(10_000)).unwrap_or_default().round_dp(0).normalize();
    amounts.chain(forms.flat_map(funds)).map(|(name, amount)| (fold_name(project_name(name)), coarse(amount))).collect()
}

/// Whether texts give so many of the core figures of tables that it is no accident: 万元 with two decimals beside more of them.
fn repeats(tables: &[Held<'_>], texts: &[Held<'_>]) -> bool {
    let told: Vec<Decimal> = texts.iter().flat_map(|h| &h.document.statements).filter_map(|s| s.amount_yuan).collect();
    let large = |value: &&Decimal| **value >= Decimal::from(100_000);
    let printed: BTreeSet<Decimal> = tables.iter().flat_map(|h| h.figures.values().filter(large).copied()).collect();
    let is_told = |value: &&Decimal| told.iter().any(|t| (*t - **value).abs() <= Decimal::from(50));
    printed.iter().filter(is_told).count() >= ENOUGH
}

fn held<'d>(member: &'d Member, document: &'d Document<'d>) -> Held<'d> {
    let ids = document.tables.iter().filter_map(|t| t.id.as_deref()).filter(|id| !FORMS.contains(id)).collect();
    let amounts = Amounts::of(document, member.year, phase_of(member.kind));
    let figure = |definition: &'static core::Definition| {
        let source = definition.sources(document, &amounts).into_iter().find(|s| s.origin == "table")?;
        Some((definition.name.as_str(), source.value.0))
    };
    Held { member, document, ids, figures: core::definitions().iter().filter_map(figure).collect() }
}

fn decide(slot: Slot, held: Vec<Held<'_>>) -> Version<'_> {
    let most = held.iter().map(|h| h.ids.len()).max().unwrap_or(0);
    // Beside a whole set of tables an extract of it says nothing new.
    let whole = |h: &Held<'_>| if most >= FEW { h.ids.len() >= FEW } else { !h.ids.is_empty() };
    let mut with: Vec<usize> = (0..held.len()).filter(|i| whole(&held[*i])).collect();
    with.sort_by(|a, b| (held[*b].ids.len(), held[*a].document.id()).cmp(&(held[*a].ids.len(), held[*b].document.id())));
    let disjoint = with.iter().enumerate().all(|(n, a)| with[n + 1..].iter().all(|b| held[*a].ids.is_disjoint(&held[*b].ids)));
    let fetched: Vec<Option<&str>> = with.iter().map(|i| held[*i].document.source.retrieved_at.as_deref()).collect();
    let last = fetched.iter().max().copied().flatten();
    let the_last = fetched.iter().filter(|at| **at == last).count() == 1 && fetched.iter().all(Option::is_some);
    let same = with.iter().skip(1).all(|other| apart(&held[with[0]], &held[*other]) == 0);
    let (in_force, by) = match with.as_slice() {
        [] => (Vec::new(), None),
        [only] => (vec![*only], Some("only")),
        _ if disjoint => (with.clone(), Some("parts")),
        [first, rest @ ..] if same => {
            let alike = |other: &usize| lacking(&held[*first], &held[*other]) + lacking(&held[*other], &held[*first]) == 0;
            (vec![*first], Some(if rest.iter().all(alike) { "same" } else { "most" }))
        }
        _ if the_last => {
            let newest = with.iter().zip(&fetched).find(|(_, at)| **at == last).map(|(i, _)| *i);
            (newest.into_iter().collect(), Some("retrieved_at"))
        }
        [first, ..] => (vec![*first], Some("undecided")),
    };
    Version { slot, held, in_force, by }
}

/// The amounts of the tables of a document, by what they are.
fn amounts<'d>(document: &'d Document<'d>) -> BTreeMap<Amount<'d>, Decimal> {
    let mut all: BTreeMap<Amount<'d>, Decimal> = BTreeMap::new();
    for record in document.records.iter().filter(|r| &*r.origin == "table") {
        let code = record.function_code.as_ref().or(record.economic_code.as_ref()).or(record.gov_economic_code.as_ref());
        let what = code.or(record.label.as_ref()).map(|text| &**text).unwrap_or_default();
        if let (Some(table), Some(figure), Some(amount)) = (&record.table, &record.figure, record.amount_yuan) {
            let sum = all.entry((table, what, figure)).or_default();
            *sum = *sum + amount;
        }
    }
    all
}

/// How many amounts that both print two documents print differently.
fn apart(a: &Held<'_>, b: &Held<'_>) -> usize {
    let (one, other) = (amounts(a.document), amounts(b.document));
    one.iter().filter(|(what, value)| other.get(*what).is_some_and(|other| other != *value)).count()
}

/// How many amounts but zero one document prints and another does not.
fn lacking(whole: &Held<'_>, other: &Held<'_>) -> usize {
    let other = amounts(other.document);
    amounts(whole.document).iter().filter(|(what, value)| !value.is_zero() && !other.contains_key(*what)).count()
}

impl Version<'_> {
    /// Whether the tables of a document of the slot are in force, or stand for the same.
    pub(super) fn is_in_force(&self, index: usize) -> bool {
        let held = &self.held[index];
        self.in_force.contains(&index) || held.ids.is_empty() || held.member.kind == Kind::Performance
    }

    /// The document whose tables are in force instead of those of another.
    pub(super) fn replaced_by(&self, index: usize) -> Option<String> {
        let other = self.in_force.first().filter(|_| !self.is_in_force(index))?;
        Some(self.held[*other].document.id().to_owned())
    }

    /// How many amounts the documents that are not in force print otherwise.
    pub(super) fn changed_amounts(&self) -> usize {
        let Some(own) = self.in_force.first() else { return 0 };
        (0..self.held.len()).filter(|i| !self.is_in_force(*i)).map(|i| apart(&self.held[*own], &self.held[i])).sum()
    }

    /// How many amounts only one of two documents prints, of which one is in force.
    pub(super) fn lacking_amounts(&self) -> usize {
        let Some(own) = self.in_force.first().map(|own| &self.held[*own]) else { return 0 };
        let others = (0..self.held.len()).filter(|i| !self.is_in_force(*i)).map(|i| &self.held[i]);
        others.map(|other| lacking(own, other).saturating_add(lacking(other, own))).sum()
    }

    /// The ids of tables that one of two documents lacks, of which one is in force.
    pub(super) fn lacking_table_ids(&self) -> Vec<String> {
        let Some(own) = self.in_force.first().map(|own| &self.held[*own].ids) else { return Vec::new() };
        let others = (0..self.held.len()).filter(|i| !self.is_in_force(*i)).map(|i| &self.held[i].ids);
        let ids: BTreeSet<&str> = others.flat_map(|other| own.symmetric_difference(other).copied()).collect();
        ids.into_iter().map(str::to_owned).collect()
    }

    /// The core figures that its documents print differently.
    pub(super) fn changed(&self) -> Vec<&'static str> {
        let names: BTreeSet<&'static str> = self.held.iter().flat_map(|h| h.figures.keys().copied()).collect();
        let values = |name: &str| self.held.iter().filter_map(|h| h.figures.get(name)).collect::<BTreeSet<_>>();
        names.into_iter().filter(|name| values(name).len() > 1).collect()
    }
}
