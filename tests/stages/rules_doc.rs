//! `docs/rules.md` is the table of rules, written out: made anew here, and refused when it differs (`RULES=write` writes it).

use gongkai::check::rule::{self, Rule, Scope};
use gongkai::diagnostic::Severity;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Groups in the order of the page, with their headings.
const GROUPS: [(&str, &str, &str); 8] = [
    ("balance", "Balances", "平衡"),
    ("row", "Rows", "行内关系"),
    ("hierarchy", "Hierarchies", "层级汇总"),
    ("cross", "Between tables", "表间关系"),
    ("narrative", "Running text", "文字说明"),
    ("form", "Performance forms", "绩效目标表"),
    ("document", "The document", "文件整体"),
    ("run", "Between documents", "文件之间"),
];

fn severity(rule: &Rule) -> &'static str {
    match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn page() -> String {
    let mut text = String::from(
        "# Rules 勾稽规则\n\n\
         What `gongkai check` asks of a document, made from `src/check/rules.toml`. Do not edit: `RULES=write cargo test --test stages rules_doc`.\n\n\
         A rule comes out in one of six ways, and only `fail` makes a finding:\n\n\
         | status | meaning | 含义 |\n|---|---|---|\n\
         | `pass` | it holds exactly | 成立 |\n\
         | `rounding` | it holds within what rounding of the printed figures explains | 在舍入误差内成立 |\n\
         | `fail` | it does not hold | 不成立 |\n\
         | `not_applicable` | nothing here that it speaks about, or a precondition does not hold | 不适用 |\n\
         | `insufficient_data` | a figure that it needs is not printed | 缺少所需数据 |\n\
         | `refused` | a figure that it needs was not read with certainty | 读取不确定，不予判断 |\n\n\
         Tolerance: half a unit of the last printed place for each addend and the total; none for a figure that is merely repeated, at \
         the coarser precision; per cents are recomputed from the printed amounts. A severity is the highest that a rule's findings \
         have; some findings of a rule are milder.\n",
    );
    for (group, en, zh) in GROUPS {
        let rules: Vec<&Rule> = rule::all().iter().filter(|r| r.group == group).collect();
        if rules.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {en} {zh}\n");
        for rule in rules {
            let over = if rule.scope == Scope::Run { ", over a run" } else { "" };
            let _ = write!(
                text,
                "\n### {} {} {}\n\n- severity: {}{over}\n- formula: `{}`\n- {}\n- {}\n- applies: {}\n",
                rule.id,
                rule.title,
                rule.title_zh,
                severity(rule),
                rule.formula,
                rule.explanation,
                rule.explanation_zh,
                rule.applies,
            );
        }
    }
    text
}

#[test]
fn the_page_of_rules_is_the_table_of_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let page = page();
    if std::env::var("RULES").is_ok_and(|v| v == "write") {
        fs::write(&path, &page).expect("docs/rules.md can be written");
    }
    let printed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        printed, page,
        "docs/rules.md is not what the table of rules makes: run `RULES=write cargo test --test stages rules_doc`"
    );
}

#[test]
fn every_group_has_a_place_on_the_page() {
    let groups: BTreeSet<&str> = rule::all().iter().map(|r| r.group.as_str()).collect();
    let known: BTreeSet<&str> = GROUPS.iter().map(|g| g.0).collect();
    assert!(groups.is_subset(&known), "{groups:?}");
}
