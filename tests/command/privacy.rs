//! Does anything leave that says who fills in the forms, and how to reach them? And does anything else stay behind?

use crate::common;

use gongkai::explain::{self, Scope};
use gongkai::extraction::{Pages, extract, extract_until, open, understand};
use gongkai::limits::Stop;
use gongkai::output::Lines;
use gongkai::output::document::{Origin, SourceFacts, to_json};
use gongkai::privacy::Contacts;
use gongkai::source::{self, Source};
use regex::Regex;
use std::path::{Path, PathBuf};

const REDACTED: &str = "[redacted]";

/// What must not stand in any output: mobile numbers, landlines behind a label, identity numbers, addresses of e-mail.
fn leaks() -> Vec<Regex> {
    [
        r"(?:^|[^0-9a-f.])1[3-9][0-9]{9}(?:[^0-9a-f]|$)",
        r"(?:电话|联系方式|手机|传真)[:： ]{0,4}[0-9][0-9\-— ]{6,}",
        r"(?:^|[^0-9.])0[0-9]{2,3}[-－—][0-9]{7,8}(?:[^0-9]|$)",
        r"(?:^|[^0-9a-f])[1-6][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9Xx](?:[^0-9a-f]|$)",
        r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z]",
    ]
    .map(|pattern| Regex::new(pattern).expect("a pattern"))
    .to_vec()
}

#[test]
fn no_contact_leaves_the_corpus() {
    let redacted = outputs_are_clean(&common::corpus());
    // The county text has 经办人 with their numbers: without it the test would show nothing.
    assert!(redacted > 0, "nothing in the corpus had to be taken out");
}

#[test]
fn no_contact_leaves_the_shared_corpus() {
    outputs_are_clean(&common::shared_corpus());
}

/// All that is written or printed of each document; says how many contacts were taken out.
fn outputs_are_clean(documents: &[PathBuf]) -> u64 {
    let leaks = leaks();
    let numbers = Regex::new(r":-?[0-9]+(?:\.[0-9]+)?([,}\]])").expect("a pattern");
    let (mut count, mut wrong) = (0, Vec::new());
    for path in documents {
        let stem = common::stem_of(path);
        for (name, text) in outputs(path) {
            if name == "document" {
                let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
                count += document["privacy"]["redacted"].as_u64().expect("a count");
                wrong.extend(lost(&document["records"]).into_iter().map(|what| format!("{stem}: taken out of a record: {what}")));
            }
            // Amounts in yuan may have eleven digits as well; they are numbers of JSON, not texts.
            let text = numbers.replace_all(&text, "$1");
            for leak in &leaks {
                // Shown without the number itself: a failing test is an output as well.
                wrong.extend(leak.find_iter(&text).map(|found| format!("{stem}, {name}, byte {}: {leak}", found.start())));
            }
        }
    }
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    count
}

/// The document, its lines, and every stage as `explain` prints it.
fn outputs(path: &Path) -> Vec<(&'static str, String)> {
    let source = source::read(path).expect("a document");
    let facts = facts(&source);
    let extraction = extract(source);
    let json = to_json(&facts, &extraction, false).expect("a document");
    let lines = Lines::of(&json).expect("lines");
    let mut outputs = vec![("document", text(json)), ("records", text(lines.records)), ("findings", text(lines.findings))];
    if let Ok(opened) = open(source::read(path).expect("a document"), Pages::Kept) {
        outputs.push(("explain pages", explain::pages(&opened.pages, Scope::default())));
        outputs.push(("explain sheets", explain::sheets(&opened.sheets, Scope::default())));
        let understood = understand(opened);
        outputs.push(("explain outline", explain::outline(&understood.outline, Scope::default())));
        outputs.push(("explain content", explain::content(&understood.content, Scope::default())));
    }
    outputs
}

fn facts(source: &Source) -> SourceFacts {
    SourceFacts {
        name: source.name.clone(),
        sha256: source.sha256.clone(),
        media: source.media.label().into(),
        bytes: source.bytes.len(),
        origin: Origin::default(),
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// Records speak of money: nothing in them is a contact.
fn lost(records: &serde_json::Value) -> Vec<String> {
    let fields = records.as_array().into_iter().flatten().filter_map(|r| r.as_object()).flatten();
    let texts = fields.filter_map(|(name, value)| Some((name, value.as_str()?)));
    texts.filter(|(_, text)| text.contains(REDACTED)).map(|(name, text)| format!("{name} `{text}`")).collect()
}

/// A disclosure with contacts at every kind of place.
const PLANTED: &str = "溪棠市审计局2026年部门预算公开
联系人：王某某 13812345601
第一部分 部门概况 联系电话：0351-1234502
一、联系 手机138—1234—5603。
联系人：
王某某
电话：
13812345604
咨询电话12345605，邮箱：ｌｉｓｉ０６＠example.com；QQ：12345607；账号：6222 0200 0000 0000 608；身份证110101 19900307 0009
2026年部门收入100.00万元（联系人：王某某，电话：1381234\u{200b}5610），比上年增加1.00万元，主要是王某某13812345611提出。
部门预算公开电话1381234
5612，由王某某负责。
第二部分 部门预算表
表1 联系电话：13812345613
部门收支总表
部门：溪棠市审计局 填报人（签字）：王某某\t单位：万元
收入\t预算数\t支出\t预算数
一、一般公共预算拨款收入\t100.00\t一、一般公共服务支出\t100.00
本年收入合计\t100.00\t本年支出合计\t100.00
填报人：王某某\t13812345614\t审核\t王某某
联系人\t\t\t王某某
联系电话\t\t12345615\t
电话\t1381234\t5616\t
注：联系人王某某，联系电话0351 1234517。
项目支出绩效目标表
项目名称\t信息化（王某某13812345618）\t主管部门\t溪棠市审计局
年度资金总额\t60.00\t其中：财政拨款\t60.00
负责人:\t李某某\t联系电话:\t+86 138 1234 5619
年度目标\t完成任务，电话：12345620。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t电话13812345621\t≥1次
第四部分 名词解释
一、机关运行经费：指联系人王某某（电话12345622）的支出。
";

/// What must not be left of it.
fn planted() -> Vec<String> {
    let numbers = (1..=22).map(|n| format!("56{n:02}")).chain(["1234502", "1234517", "12345605", "12345607"].map(str::to_owned));
    numbers.chain(["王某", "李某", "lisi", "6222", "19900307"].map(str::to_owned)).collect()
}

#[test]
fn no_contact_leaves_from_any_place() {
    let folder = common::temporary();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, PLANTED).expect("a file");
    let mut wrong = Vec::new();
    let hashes = Regex::new(r#""(?:sha256|document)":"[^"]*""#).expect("a pattern");
    for (name, text) in outputs(&path) {
        let text = hashes.replace_all(&text, "");
        wrong.extend(planted().into_iter().filter(|p| text.contains(p.as_str())).map(|p| format!("{name}: {p}")));
        // Nor the marks that tell them apart inside.
        wrong.extend(text.contains(gongkai::privacy::is_mark).then(|| format!("{name}: a mark")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let extraction = extract(source::read(&path).expect("a document"));
    assert!(extraction.content.tables.len() == 1 && extraction.content.forms.len() == 1, "the rest is read as ever");
    let amounts: Vec<String> = extraction.records.iter().filter_map(|r| Some(r.amount_yuan?.normalize().to_string())).collect();
    assert!(amounts.iter().all(|a| ["1000000", "600000", "10000"].contains(&a.as_str())), "no contact is an amount: {amounts:?}");
}

#[test]
fn names_of_files_are_the_users_unless_asked() {
    let folder = common::temporary();
    let input = folder.path().join("预算 联系人：王某某 13812345678.txt");
    std::fs::write(&input, PLANTED).expect("a file");
    for (option, kept) in [(None, true), (Some("--redact-names"), false)] {
        let out = folder.path().join(format!("out-{kept}"));
        let run = common::run(common::gongkai().arg("extract").arg(&input).arg("--out").arg(&out).args(option));
        let said = common::stderr(&run);
        assert!(kept || !said.contains("13812345678"), "{said}");
        for (name, bytes) in common::tree(&out) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(kept || !text.contains("13812345678") && !text.contains("王某某"), "{name}");
        }
    }
}

#[test]
fn contacts_stay_only_where_they_are_asked_for() {
    let path = common::corpus().into_iter().find(|p| {
        let extraction = extract(source::read(p).expect("a document"));
        extraction.content.forms.iter().any(|f| f.fields.iter().any(|field| field.person && field.value.is_some()))
    });
    let path = path.expect("a document with contacts");
    let read = |contacts| {
        let source = source::read(&path).expect("a document");
        let facts = facts(&source);
        let extraction = extract_until(source, contacts, &gongkai::content::disclosure::Told::default(), &Stop::default());
        (text(to_json(&facts, &extraction, contacts == Contacts::Kept).expect("a document")), extraction)
    };
    let (kept, extraction) = read(Contacts::Kept);
    let (taken, _) = read(Contacts::TakenOut);
    let persons = extraction.content.forms.iter().flat_map(|f| &f.fields).filter(|field| field.person);
    let values: Vec<&String> = persons.filter_map(|field| field.value.as_ref()).collect();
    assert!(!values.is_empty() && values.iter().all(|value| kept.contains(value.as_str())));
    assert!(taken.contains(REDACTED));
    // Numbers are long enough to be told from anything else that stands in the document.
    let numbers = values.iter().filter(|v| v.chars().filter(char::is_ascii_digit).count() >= 11);
    assert!(numbers.clone().count() > 0 && numbers.clone().all(|number| !taken.contains(number.as_str())));
}
