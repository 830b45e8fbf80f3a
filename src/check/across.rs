//! Documents of a run against each other (XD-01 to XD-03, BAL-12), from their digests alone.

use super::causes::identify;
use super::digest::{Digest, DigestFigure};
use super::figure::Figure;
use super::figure::{Agreement, Comparison, adds_up, at_most, repeats};
use super::finding::{Check, Evidence, Finding, Report, Status};
use super::verdicts::Verdicts;
use crate::codes::subjects::fold;
use crate::content::disclosure::{Kind, Scope};
use crate::diagnostic::Severity;
use crate::place::{Place, Rect};
use std::collections::BTreeMap;

/// The rules that this family answers for.
pub const RULES: &[&str] = &["XD-01", "XD-02", "XD-03", "BAL-12"];

/// One comparison between two documents: the figure of one under one key, that of the other under another.
struct Pair {
    rule: &'static str,
    here: &'static str,
    there: &'static str,
    zh: &'static str,
    en: &'static str,
}

const PRIOR: [Pair; 4] = [
    pair("XD-02", "prior.income", "income"),
    pair("XD-02", "prior.expenditure", "expenditure"),
    pair("XD-02", "prior.general", "general"),
    pair("XD-02", "prior.three_public", "three_public"),
];
const INITIAL: [Pair; 4] = [
    pair("XD-03", "initial.income", "income"),
    pair("XD-03", "initial.expenditure", "expenditure"),
    pair("XD-03", "initial.general", "general"),
    pair("XD-03", "initial.three_public", "three_public"),
];
const CARRIED: [Pair; 1] = [Pair {
    rule: "BAL-12",
    here: "opening",
    there: "closing",
    zh: "年初结转与上年决算的年末结转不一致",
    en: "the carry-over at the beginning of the year is not that at the end of the last",
}];

const fn pair(rule: &'static str, here: &'static str, there: &'static str) -> Pair {
    match rule.as_bytes() {
        b"XD-02" => Pair {
            rule,
            here,
            there,
            zh: "本年文件所列上年预算与上年文件不一致",
            en: "last year's budget as stated now is not what last year's document printed",
        },
        _ => Pair {
            rule,
            here,
            there,
            zh: "决算所列年初预算与预算文件不一致",
            en: "the initial budget in the final accounts is not what the budget printed",
        },
    }
}

/// Compares the documents of a run with each other. The order of the digests does not matter.
pub fn across(digests: &[Digest]) -> Report {
    let mut sorted: Vec<&Digest> = digests.iter().filter(|d| d.kind != Kind::Other).collect();
    sorted.sort_by(|a, b| (&a.department, a.year, &a.id).cmp(&(&b.department, b.year, &b.id)));
    let index = Index::of(&sorted);
    let mut verdicts = Verdicts::default();
    for here in sorted.iter().filter(|d| index.is_comparable(d)) {
        let Some(year) = here.year else { continue };
        match here.kind {
            Kind::Budget => against(here, &index, Kind::Budget, year.checked_sub(1), &PRIOR, &mut verdicts),
            Kind::FinalAccounts => {
                against(here, &index, Kind::Budget, Some(year), &INITIAL, &mut verdicts);
                against(here, &index, Kind::FinalAccounts, year.checked_sub(1), &CARRIED, &mut verdicts);
            }
            _ => {}
        }
        if here.scope == Some(Scope::Department) {
            units(here, &index, &mut verdicts);
        }
    }
    index.refuse_crowds(&mut verdicts);
    for rule in RULES {
        if !verdicts.speaks_of(rule) {
            verdicts.silent(rule, Status::NotApplicable, "the run holds no two documents that it compares", Vec::new());
        }
    }
    let mut report = verdicts.report();
    identify(&mut report.findings, "");
    report
}

/// Documents of one body, kind and year that are compared. A body publishes a few; where there are more the same name stands for
/// many bodies, or one document for its many copies, and each against each would say nothing and never end.
const MOST_OF_A_BODY: usize = 32;

/// A body by its name, a kind of document, and a year.
type Key = (String, Kind, Option<u16>);

/// The documents by what they are looked for by.
struct Index<'d> {
    /// By their own body.
    bodies: BTreeMap<Key, Vec<&'d Digest>>,
    /// Units by the body above them.
    below: BTreeMap<Key, Vec<&'d Digest>>,
}

impl<'d> Index<'d> {
    fn of(digests: &[&'d Digest]) -> Self {
        let (mut bodies, mut below) = (BTreeMap::<Key, Vec<_>>::new(), BTreeMap::<Key, Vec<_>>::new());
        for digest in digests {
            if let Some(name) = &digest.department {
                bodies.entry((fold(name), digest.kind, digest.year)).or_default().push(*digest);
            }
            if let Some(name) = digest.superior.as_deref().filter(|_| digest.scope == Some(Scope::Unit)) {
                below.entry((fold(name), digest.kind, digest.year)).or_default().push(*digest);
            }
        }
        Self { bodies, below }
    }

    /// The documents of the body of `here`, of a kind and a year.
    fn of_body(&self, here: &Digest, kind: Kind, year: Option<u16>) -> &[&'d Digest] {
        let found = here.department.as_deref().and_then(|name| self.bodies.get(&(fold(name), kind, year)));
        found.map_or(&[], Vec::as_slice)
    }

    /// Says of each crowd once that nothing in it is compared.
    fn refuse_crowds(&self, verdicts: &mut Verdicts) {
        for ((_, kind, _), documents) in self.bodies.iter().filter(|(_, d)| d.len() > MOST_OF_A_BODY) {
            let Some(first) = documents.first() else { continue };
            let count = documents.len();
            let name = first.department.clone().unwrap_or_default();
            let year = first.year.map(|y| y.to_string()).unwrap_or_default();
            let reason = format!(
                "{count} documents of the run are called {name} {year}: copies, or many bodies of one name, so none is compared with any"
            );
            let evidence = Evidence { what: first.name.clone(), printed: name, value: None, place: Place::page(1) };
            let rules: &[&'static str] = match kind {
                Kind::Budget => &["XD-01", "XD-02", "XD-03"],
                _ => &["XD-01", "XD-03", "BAL-12"],
            };
            for rule in rules {
                let check = Check::of(rule, Status::Refused);
                verdicts.check(Check { places: count, reason: Some(reason.clone()), evidence: vec![evidence.clone()], ..check });
            }
        }
    }

    fn is_comparable(&self, here: &Digest) -> bool {
        self.of_body(here, here.kind, here.year).len() <= MOST_OF_A_BODY
    }
}

/// The same body: same name, and no two different divisions.
fn same_body(a: &Digest, b: &Digest) -> bool {
    let (Some(x), Some(y)) = (&a.department, &b.department) else { return false };
    let divisions = !matches!((&a.division, &b.division), (Some(x), Some(y)) if x != y);
    let scopes = !matches!((a.scope, b.scope), (Some(x), Some(y)) if x != y);
    fold(x) == fold(y) && divisions && scopes
}

fn against(here: &Digest, index: &Index<'_>, kind: Kind, year: Option<u16>, pairs: &[Pair], verdicts: &mut Verdicts) {
    let there = index.of_body(here, kind, year).iter();
    for there in there.filter(|d| index.is_comparable(d) && same_body(d, here)) {
        for pair in pairs {
            let Some(theirs) = there.figure(pair.there) else { continue };
            for mine in here.figures.iter().filter(|f| f.key == pair.here) {
                let compared = repeats(figure(mine), figure(theirs));
                let evidence = vec![evidence(here, mine), evidence(there, theirs)];
                verdicts.compared(pair.rule, &compared, evidence.clone());
                if compared.agreement == Agreement::Differ {
                    let zh = format!("{}：{}（{}）对{}（{}）。", pair.zh, mine.printed, here.name, theirs.printed, there.name);
                    let en = format!(
                        "Between two documents {}: {}元 ({}) against {}元 ({}).",
                        pair.en,
                        mine.value.normalize(),
                        here.name,
                        theirs.value.normalize(),
                        there.name
                    );
                    verdicts.find(found(pair.rule, zh, en, evidence));
                }
            }
        }
    }
}

/// The body's own office, which publishes a budget of its own under the same name.
fn is_own_office(of: &Digest, department: &Digest) -> bool {
    of.scope == Some(Scope::Unit) && of.division == department.division && of.id != department.id
}

/// XD-01: a unit has no more than its department, and all units together have what the department has.
fn units(department: &Digest, index: &Index<'_>, verdicts: &mut Verdicts) {
    let Some(name) = department.department.as_deref().map(fold) else { return };
    let below = index.below.get(&(name, department.kind, department.year)).map_or(&[][..], Vec::as_slice);
    let own = index.of_body(department, department.kind, department.year);
    let units: Vec<&Digest> = own.iter().filter(|d| is_own_office(d, department)).chain(below).copied().collect();
    for key in ["general", "three_public"] {
        let Some(whole) = department.figure(key) else { continue };
        let parts: Vec<(&Digest, &DigestFigure)> = units.iter().filter_map(|d| Some((*d, d.figure(key)?))).collect();
        for (unit, part) in &parts {
            let compared = at_most(figure(part), figure(whole));
            tell(
                &compared,
                vec![evidence(unit, part), evidence(department, whole)],
                "单位的数大于部门汇总数",
                "a unit has more than its department",
                verdicts,
            );
        }
        let complete = department.units.is_some_and(|n| usize::try_from(n).is_ok_and(|n| n == parts.len())) && parts.len() > 1;
        if complete {
            let figures: Vec<Figure> = parts.iter().map(|(_, f)| figure(f)).collect();
            let mut all = vec![evidence(department, whole)];
            all.extend(parts.iter().map(|(d, f)| evidence(d, f)));
            let compared = adds_up(&[figure(whole)], &figures);
            tell(&compared, all, "各单位之和不等于部门汇总数", "the units do not make up their department", verdicts);
        }
    }
}

fn tell(compared: &Comparison, evidence: Vec<Evidence>, zh: &str, en: &str, verdicts: &mut Verdicts) {
    verdicts.compared("XD-01", compared, evidence.clone());
    if compared.agreement == Agreement::Differ {
        let shown = evidence.iter().map(|e| e.printed.as_str()).collect::<Vec<_>>().join("，");
        verdicts.find(found(
            "XD-01",
            format!("{zh}：{shown}。"),
            format!("Between documents of one department, {en}: {shown}."),
            evidence,
        ));
    }
}

fn figure(of: &DigestFigure) -> Figure {
    Figure { value: of.value, half: of.half }
}

/// A figure of a document as evidence; the document's name stands before what it is.
fn evidence(digest: &Digest, of: &DigestFigure) -> Evidence {
    let rect = of.area.map(|[x0, y0, x1, y1]| Rect::new(x0, y0, x1, y1));
    let place = Place { page: of.page, rect };
    Evidence { what: format!("{}：{}", digest.name, of.what), printed: of.printed.clone(), value: Some(of.value), place }
}

fn found(rule: &'static str, message_zh: String, message: String, evidence: Vec<Evidence>) -> Finding {
    Finding { rule, severity: Severity::Warning, message, message_zh, evidence, ..Finding::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::Decimal;

    fn digest(name: &str, kind: Kind, year: u16, figures: &[(&str, i64)]) -> Digest {
        let figure = |(key, value): &(&str, i64)| DigestFigure {
            key: (*key).to_owned(),
            what: "表".to_owned(),
            printed: value.to_string(),
            value: Decimal::from(*value),
            half: Decimal::new(5, 1),
            page: 1,
            area: None,
        };
        Digest {
            id: format!("{name}{year}{kind:?}"),
            name: format!("{name}{year}"),
            kind,
            scope: Some(Scope::Department),
            year: Some(year),
            department: Some(name.to_owned()),
            code: None,
            superior: None,
            ambiguous: false,
            parts: Vec::new(),
            division: None,
            units: None,
            unit_names: Vec::new(),
            figures: figures.iter().map(figure).collect(),
        }
    }

    fn findings(digests: &[Digest]) -> Vec<&'static str> {
        across(digests).findings.iter().map(|f| f.rule).collect()
    }

    #[test]
    fn a_crowd_of_copies_is_not_compared_each_with_each() {
        let digests: Vec<Digest> = (0..2_000)
            .map(|i| Digest {
                id: i.to_string(),
                ..digest("柳岸县财政局", Kind::Budget, 2024 + i % 2, &[("income", 1), ("prior.income", 2)])
            })
            .collect();
        let report = across(&digests);
        assert!(report.findings.is_empty());
        // The budgets of both years, each rule once, and all of their documents counted.
        let refused: Vec<(&str, usize)> =
            report.checks.iter().filter(|c| c.status == Status::Refused).map(|c| (c.rule, c.places)).collect();
        assert_eq!(refused.len(), 6, "{refused:?}");
        assert!(refused.iter().all(|(_, places)| *places == 1_000));
        assert_eq!(findings(&digests[..2]), ["XD-02"]);
    }

    #[test]
    fn years_are_held_against_each_other() {
        let last = digest("柳岸县财政局", Kind::Budget, 2024, &[("income", 100)]);
        let same = digest("柳岸县财政局", Kind::Budget, 2025, &[("prior.income", 100)]);
        let other = digest("柳岸县财政局", Kind::Budget, 2025, &[("prior.income", 90)]);
        assert!(findings(&[last.clone(), same]).is_empty());
        assert_eq!(findings(&[other.clone(), last.clone()]), ["XD-02"]);
        let stranger = digest("柳岸县教育局", Kind::Budget, 2024, &[("income", 100)]);
        assert!(findings(&[other, stranger]).is_empty());
    }

    #[test]
    fn what_a_text_says_twice_is_compared_each_time() {
        let last = digest("柳岸县财政局", Kind::Budget, 2024, &[("expenditure", 100)]);
        let twice = |second| {
            let said = [("prior.expenditure", 100), ("prior.expenditure", second)];
            findings(&[last.clone(), digest("柳岸县财政局", Kind::Budget, 2025, &said)])
        };
        assert!(twice(100).is_empty());
        assert_eq!(twice(90), ["XD-02"]);
    }

    #[test]
    fn accounts_follow_budgets_and_the_accounts_before() {
        let budget = digest("柳岸县财政局", Kind::Budget, 2024, &[("three_public", 8)]);
        let accounts = digest("柳岸县财政局", Kind::FinalAccounts, 2024, &[("initial.three_public", 9), ("closing", 5)]);
        let next = digest("柳岸县财政局", Kind::FinalAccounts, 2025, &[("opening", 6)]);
        assert_eq!(findings(&[budget, accounts.clone()]), ["XD-03"]);
        let budget = digest("柳岸县财政局", Kind::Budget, 2024, &[("expenditure", 80)]);
        let stated = digest("柳岸县财政局", Kind::FinalAccounts, 2024, &[("initial.expenditure", 90)]);
        assert_eq!(findings(&[budget, stated]), ["XD-03"]);
        assert_eq!(findings(&[accounts, next]), ["BAL-12"]);
    }

    #[test]
    fn units_are_part_of_their_department() {
        let mut department = digest("柳岸县财政局", Kind::Budget, 2024, &[("general", 100)]);
        department.units = Some(2);
        let unit = |name: &str, general: i64| Digest {
            scope: Some(Scope::Unit),
            superior: Some("柳岸县财政局".to_owned()),
            ..digest(name, Kind::Budget, 2024, &[("general", general)])
        };
        assert!(findings(&[department.clone(), unit("甲中心", 60), unit("乙中心", 40)]).is_empty());
        assert_eq!(findings(&[department.clone(), unit("甲中心", 60), unit("乙中心", 30)]), ["XD-01"]);
        assert_eq!(findings(&[department.clone(), unit("甲中心", 160)]), ["XD-01"]);
        // Its own office goes by its name.
        let own = |general: i64| Digest { superior: None, id: "own".to_owned(), ..unit("柳岸县财政局", general) };
        assert!(findings(&[department.clone(), own(100)]).is_empty());
        assert_eq!(findings(&[department, own(110)]), ["XD-01"]);
    }

    #[test]
    fn a_digest_can_be_stored() {
        let before = digest("柳岸县财政局", Kind::Budget, 2024, &[("income", 100)]);
        let text = serde_json::to_string(&before).expect("it serialises");
        assert_eq!(serde_json::from_str::<Digest>(&text).expect("it reads"), before);
    }
}
