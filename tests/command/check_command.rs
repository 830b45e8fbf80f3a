//! `gongkai check`: findings on standard output, a count of the rules, and an exit code that only findings asked for change.

use crate::common::{code, gongkai, run, stdout, temporary};
use std::fs;

/// A disclosure of an invented county whose text gives 34.84 where the table has 34.83.
const SLIP: &str = "\
柳岸县档案馆2025年度部门预算公开

2025年机关运行经费预算财政拨款情况统计表

部门名称：柳岸县档案馆

单位：万元

单位名称\t合计\t一般公共预算
部门合计\t34.43\t34.43
柳岸县档案馆\t34.43\t34.43

第二部分 2025年度部门预算情况说明

一、机关运行经费增减变动原因说明

本年度机关运行经费为34.84万元，原因为人员减少。
";

#[test]
fn findings_change_the_exit_code_only_when_asked() {
    let folder = temporary();
    let file = folder.path().join("a.txt");
    fs::write(&file, SLIP).expect("a file");
    let plain = run(gongkai().arg("check").arg(&file));
    let text = stdout(&plain);
    assert_eq!(code(&plain), 0, "{text}");
    assert!(text.contains("ERROR NAR-07") && text.contains("34.84万元") && text.contains("34.43"), "{text}");
    assert!(text.contains("rules: ") && text.contains("not applicable"), "{text}");
    assert_eq!(code(&run(gongkai().args(["check", "--fail-on", "error"]).arg(&file))), 4);
    fs::write(&file, SLIP.replace("34.84", "34.43")).expect("a file");
    assert_eq!(code(&run(gongkai().args(["check", "--fail-on", "error"]).arg(&file))), 0);
}

#[test]
fn json_holds_findings_and_checks() {
    let folder = temporary();
    fs::write(folder.path().join("a.txt"), SLIP).expect("a file");
    let output = run(gongkai().args(["check", "--format", "json"]).arg(folder.path()));
    let value: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(value["documents"][0]["findings"][0]["rule"], "NAR-07");
    assert!(value["documents"][0]["checks"].as_array().is_some_and(|c| c.len() > 50));
    assert_eq!(value["run"]["findings"].as_array().map(Vec::len), Some(0));
}

#[test]
fn one_language_can_be_asked_for() {
    let folder = temporary();
    let file = folder.path().join("a.txt");
    fs::write(&file, SLIP).expect("a file");
    let zh = stdout(&run(gongkai().args(["check", "--lang", "zh"]).arg(&file)));
    let en = stdout(&run(gongkai().args(["check", "--lang", "en"]).arg(&file)));
    assert!(zh.contains("两处应一致") && !zh.contains("a repeated figure"), "{zh}");
    assert!(en.contains("a repeated figure") && !en.contains("两处应一致"), "{en}");
}

#[test]
fn an_input_that_is_not_there_is_said() {
    assert_eq!(code(&run(gongkai().args(["check", "no/such/file.pdf"]))), 2);
}
