//! What analysts load says what the JSON says: the same rows, the same sums, to the last digit.
#![cfg(all(feature = "parquet", feature = "sqlite", feature = "xlsx"))]

use crate::common;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use rusqlite::Connection;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;
use tempfile::TempDir;

/// A record, its amount digit for digit.
#[derive(Deserialize)]
struct Record {
    table: Option<String>,
    amount_yuan: Option<Box<RawValue>>,
}

/// Number of records, number of amounts and their sum.
type Sum = (usize, usize, Decimal);

fn add(sums: &mut BTreeMap<String, Sum>, table: Option<String>, amount: Option<Decimal>) {
    let sum = sums.entry(table.unwrap_or_default()).or_default();
    sum.0 += 1;
    if let Some(amount) = amount {
        sum.1 += 1;
        sum.2 += amount;
    }
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The records of `records.ndjson`, by table.
fn expected(out: &Path) -> BTreeMap<String, Sum> {
    let mut sums = BTreeMap::new();
    for line in fs::read_to_string(out.join("records.ndjson")).expect("records").lines() {
        let record: Record = serde_json::from_str(line).expect("a record");
        let amount = record.amount_yuan.filter(|a| a.get() != "null").map(|a| decimal(a.get()));
        add(&mut sums, record.table, amount);
    }
    assert!(sums.len() > 5 && sums.contains_key("B03"), "{:?}", sums.keys());
    sums
}

/// What is said for Datasette names every table and every column of the database, and no other.
fn datasette_knows_its_columns(out: &Path, database: &Connection) {
    let metadata = common::json(&out.join("gongkai.metadata.json"));
    let told = metadata["databases"]["gongkai"]["tables"].as_object().expect("tables");
    let sql = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.sql NOT LIKE '%VIRTUAL%' \
               AND m.name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'";
    let mut statement = database.prepare(sql).expect("a query");
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).expect("columns");
    let there: BTreeSet<(String, String)> = rows.map(|row| row.expect("a column")).collect();
    let columns = |(table, says): (&String, &Value)| {
        let columns = says["columns"].as_object().map(|columns| columns.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
        columns.into_iter().map(|column| (table.clone(), column)).collect::<Vec<_>>()
    };
    assert_eq!(told.iter().flat_map(columns).collect::<BTreeSet<_>>(), there);
    let views: Vec<&String> = told.iter().filter(|(_, says)| says["columns"].is_null()).map(|(name, _)| name).collect();
    assert!(
        views.iter().any(|name| *name == "B05_gpb_expenditure") || views.iter().any(|name| name.starts_with("B05_")),
        "{views:?}"
    );
}

/// The corpus with every format.
fn extracted(options: &[&str]) -> TempDir {
    let out = common::temporary();
    let all = "json,csv,parquet,datasette,xlsx,datapackage";
    let mut command = common::gongkai();
    let output = common::run(command.args(["extract", "corpus", "--to", all]).args(options).arg("--out").arg(out.path()));
    assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
    out
}

fn csv_rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[test]
fn every_sink_says_what_the_json_says() {
    let out = extracted(&[]);
    let out = out.path();
    let sums = expected(out);

    let mut csv = BTreeMap::new();
    for row in csv_rows(&out.join("csv/records.csv")) {
        add(&mut csv, some(&row["table_id"]), some(&row["amount_yuan"]).map(|a| decimal(&a)));
    }
    assert_eq!(csv, sums, "CSV");

    assert_eq!(sqlite_sums(&Connection::open(out.join("gongkai.sqlite")).expect("a database")), sums, "SQLite");
    assert_eq!(parquet_sums(&out.join("parquet/records")), sums, "Parquet");
    a_description_fits_its_files(&out.join("csv"));
    the_database_is_sound(&Connection::open(out.join("gongkai.sqlite")).expect("a database"));
    datasette_knows_its_columns(out, &Connection::open(out.join("gongkai.sqlite")).expect("a database"));
    assert!(!out.join(".unfinished-export").exists());
}

/// The exact texts, and the hundredths that are to be added up, which must come to the same.
fn sqlite_sums(database: &Connection) -> BTreeMap<String, Sum> {
    let mut sums = BTreeMap::new();
    let mut query = database.prepare("SELECT table_id, amount_yuan_text, amount_fen, amount_yuan FROM records").expect("a query");
    let mut rows = query.query([]).expect("rows");
    while let Some(row) = rows.next().expect("a row") {
        let amount: Option<String> = row.get(1).expect("a text");
        let amount = amount.map(|a| decimal(&a));
        let fen: Option<i64> = row.get(2).expect("a number");
        assert_eq!(amount, fen.map(|f| Decimal::new(f, 2)), "an amount finer than 1/100 yuan in the corpus");
        let nearest: Option<f64> = row.get(3).expect("a number");
        assert_eq!(amount.map(|a| a.to_string().parse::<f64>().expect("a number")), nearest);
        add(&mut sums, row.get(0).expect("a text"), amount);
    }
    sums
}

fn parquet_sums(folder: &Path) -> BTreeMap<String, Sum> {
    let mut sums = BTreeMap::new();
    let files = common::tree(folder);
    assert!(files.keys().any(|f| f.starts_with("year=2026/kind=budget/")), "{:?}", files.keys());
    for file in files.keys() {
        let reader = SerializedFileReader::new(File::open(folder.join(file)).expect("a file")).expect("Parquet");
        for row in reader.get_row_iter(None).expect("rows") {
            let row = row.expect("a row");
            let fields: BTreeMap<&String, &Field> = row.get_column_iter().collect();
            let field = |name: &str| fields.iter().find(|(n, _)| n.as_str() == name).map(|(_, f)| *f).expect("a column");
            let table = match field("table_id") {
                Field::Str(table) => Some(table.clone()),
                Field::Null => None,
                other => panic!("{other:?}"),
            };
            let amount = match field("amount_yuan") {
                Field::Decimal(amount) => {
                    let bytes: [u8; 16] = amount.data().try_into().expect("16 bytes");
                    Some(Decimal::from_i128_with_scale(
                        i128::from_be_bytes(bytes),
                        u32::try_from(amount.scale()).expect("a scale"),
                    ))
                }
                Field::Null => None,
                other => panic!("{other:?}"),
            };
            if let Field::Int(year) = field("document_year") {
                assert!(file.contains(&format!("year={year}/")), "{file}: {year}");
            }
            add(&mut sums, table, amount);
        }
    }
    sums
}

/// Every file, every column, every reference of the data package.
fn a_description_fits_its_files(folder: &Path) {
    let package = common::json(&folder.join("datapackage.json"));
    let resources = package["resources"].as_array().expect("resources");
    let described: BTreeSet<String> = resources.iter().map(|r| r["path"].as_str().expect("a path").to_owned()).collect();
    let files: BTreeSet<String> = common::tree(folder).into_keys().filter(|f| f.ends_with(".csv")).collect();
    assert_eq!(described, files);
    let mut keys: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for resource in resources {
        let path = folder.join(resource["path"].as_str().expect("a path"));
        let mut reader = csv::Reader::from_path(&path).expect("CSV");
        let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let fields: Vec<&str> = resource["schema"]["fields"]
            .as_array()
            .expect("fields")
            .iter()
            .map(|f| f["name"].as_str().expect("a name"))
            .collect();
        assert_eq!(header, fields, "{}", path.display());
        let mut seen = BTreeSet::new();
        let key: Vec<&str> = list(&resource["schema"]["primaryKey"]);
        for row in csv_rows(&path) {
            let key: Vec<&String> = key.iter().map(|k| &row[*k]).collect();
            assert!(seen.insert(format!("{key:?}")), "{key:?} twice in {}", path.display());
            if let [only] = key[..] {
                keys.entry(resource["name"].as_str().expect("a name")).or_default().insert(only.clone());
            }
        }
    }
    let mut references = 0;
    for resource in resources {
        let rows = csv_rows(&folder.join(resource["path"].as_str().expect("a path")));
        for foreign in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
            let target = foreign["reference"]["resource"].as_str().expect("a resource");
            let field = foreign["fields"].as_str().expect("a field");
            for value in rows.iter().map(|r| &r[field]).filter(|v| !v.is_empty()) {
                assert!(keys[target].contains(value), "{}.{field} {value} is not in {target}", resource["name"]);
                references += 1;
            }
        }
    }
    assert!(references > 1000, "{references} references");
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|v| v.as_str().expect("a text")).collect()
}

fn the_database_is_sound(database: &Connection) {
    let text = |sql: &str| -> String { database.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|e| panic!("{sql}: {e}")) };
    let number = |sql: &str| -> i64 { database.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|e| panic!("{sql}: {e}")) };
    assert_eq!(text("PRAGMA integrity_check"), "ok");
    assert_eq!(number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert!(number("SELECT count(*) FROM pragma_foreign_key_list('records')") >= 5);
    assert!(number("SELECT count(*) FROM records_fts WHERE records_fts MATCH '社会保障和就业'") > 0);
    assert_eq!(number("SELECT count(*) FROM facts"), number("SELECT count(*) FROM records"));
    // Every figure of an official table stands in its wide view once: under a name of its own, or among the others.
    let views = "SELECT name FROM sqlite_master WHERE type = 'view' AND name GLOB '[BF][0-9]*' ORDER BY name";
    let views: Vec<String> = database
        .prepare(views)
        .expect("views")
        .query_map([], |row| row.get(0))
        .expect("views")
        .map(|v| v.expect("a name"))
        .collect();
    assert!(views.len() > 8, "{views:?}");
    for view in views {
        let id = view.split('_').next().expect("an id");
        let columns: Vec<String> = database
            .prepare(&format!("SELECT DISTINCT figure FROM table_columns JOIN tables USING (document, table_index) WHERE table_id = '{id}' AND figure IS NOT NULL"))
            .expect("columns")
            .query_map([], |row| row.get(0))
            .expect("columns")
            .map(|c| c.expect("a name"))
            .collect();
        for column in columns {
            let shown = format!("SELECT count(*) FROM pragma_table_info('{view}') WHERE name = '{column}'");
            if number(&shown) == 0 {
                continue; // No figure in it.
            }
            let wide = format!("SELECT count(\"{column}\") FROM \"{view}\"");
            let long = format!(
                "SELECT count(amount_yuan) FROM records WHERE table_id = '{id}' AND origin = 'table' AND figure = '{column}'"
            );
            assert_eq!(number(&wide), number(&long), "{view}.{column}");
        }
    }
}

#[test]
fn an_export_of_a_finished_folder_is_the_same_to_the_byte() {
    let out = extracted(&[]);
    let first = common::tree(out.path());
    let all = "csv,parquet,datasette,xlsx,datapackage";
    let output = common::run(common::gongkai().arg("export").arg(out.path()).args(["--to", all]));
    assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
    let second = common::tree(out.path());
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in first {
        assert!(second[&name] == bytes, "{name} has other bytes");
    }
}

/// A name that a spreadsheet would run is harmless with `--excel`, and as printed without.
#[test]
fn formulas_in_names_are_guarded_for_spreadsheets() {
    let folder = common::temporary();
    let (text, _) = gongkai::source::decode(&fs::read(common::document("c00009")).expect("a text"));
    let formula = "=HYPERLINK(1)";
    let name = text.lines().flat_map(|l| l.split('\t')).find(|c| c.contains("行政运行")).expect("a name").to_owned();
    fs::write(folder.path().join("a.txt"), text.replace(&name, formula)).expect("a file");
    let export = |options: &[&str]| {
        let out = common::temporary();
        let mut command = common::gongkai();
        command.arg("extract").arg(folder.path()).args(["--to", "csv,xlsx"]).args(options).arg("--out").arg(out.path());
        assert_eq!(common::code(&common::run(&mut command)), 0);
        fs::read_to_string(out.path().join("csv/records.csv")).expect("records")
    };
    let (plain, guarded) = (export(&[]), export(&["--excel"]));
    assert!(plain.contains(formula) && !plain.contains(&format!("'{formula}")));
    assert_eq!(guarded.matches(formula).count(), guarded.matches(&format!("'{formula}")).count());
    assert!(guarded.contains(formula) && guarded.starts_with('\u{feff}') && !plain.starts_with('\u{feff}'));
}

#[test]
fn what_is_no_finished_folder_is_refused() {
    let out = common::temporary();
    let export = |out: &Path| {
        let output = common::run(common::gongkai().arg("export").arg(out).args(["--to", "csv"]));
        (common::code(&output), common::stderr(&output))
    };
    let (code, message) = export(out.path());
    assert!(code == 2 && message.contains("no finished run"), "{code} {message}");
    assert_eq!(export(&out.path().join("nothing")).0, 2);

    let run = common::run(common::gongkai().arg("extract").arg(common::document("c00009")).arg("--out").arg(out.path()));
    assert_eq!(common::code(&run), 0);
    let document = common::tree(out.path()).into_keys().find(|f| f.starts_with("documents/")).expect("a document");
    let path = out.path().join(document);
    let json = fs::read_to_string(&path).expect("JSON");
    fs::write(&path, json.replacen("{\"schema\"", "{\"novelty\":1,\"schema\"", 1)).expect("a file");
    let (code, message) = export(out.path());
    assert!(code == 2 && message.contains("novelty"), "{code} {message}");
    assert!(!out.path().join("csv").exists());
}

/// The JSON with the values of a field replaced by these, one after the other.
fn replaced(json: &str, field: &str, values: &[&str]) -> String {
    let mut values = values.iter().cycle();
    let mut pieces = json.split(field);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find([',', '}', ']']).expect("an end");
        out.push_str(field);
        out.push_str(values.next().expect("a value"));
        out.push_str(&piece[end..]);
    }
    out
}

/// Numbers that no format holds, texts that no cell, no XML and no C string holds: each is null or cut where it must be, and told;
/// no format lacks a row for it.
#[test]
fn no_value_of_a_document_stops_a_format() {
    let out = common::temporary();
    let out = out.path();
    let run = common::run(common::gongkai().arg("extract").arg(common::document("c00009")).arg("--out").arg(out));
    assert_eq!(common::code(&run), 0, "{}", common::stderr(&run));
    let document = common::tree(out).into_keys().find(|f| f.starts_with("documents/")).expect("a document");
    let path = out.join(document);
    let json = fs::read_to_string(&path).expect("JSON");
    let amounts = [
        "0.00000000001",
        "12345678901234567890123456.789",
        "99999999999999999999",
        "-79228162514264337593543950335",
        "123456789012345678901234567890123456789",
        "1e999",
        "0.005",
        "-0",
        "null",
    ];
    let json = replaced(&json, "\"amount_yuan\":", &amounts);
    let json = replaced(&json, "\"column\":", &["0", "99999999999999999999", "3", "9223372036854775807"]);
    let json = json.replace("\"box\":[", "\"box\":[null,");
    let json = json.replace("行政运行", &format!("\\u0000\\u0001\\u001b\\uffff_x0041_{}", "公".repeat(40_000)));
    // A box has four edges.
    let json =
        json.split("\"box\":[null,").enumerate().fold(String::new(), |all, (number, piece)| match (number, piece.find(']')) {
            (0, _) | (_, None) => all + piece,
            (_, Some(end)) => {
                let edges: Vec<&str> = piece[..end].split(',').collect();
                all + "\"box\":[null," + &edges[1..].join(",") + &piece[end..]
            }
        });
    fs::write(&path, &json).expect("a file");
    let all = "csv,parquet,sqlite,xlsx,datapackage";
    let output = common::run(common::gongkai().arg("export").arg(out).args(["--to", all]));
    assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
    for format in ["csv", "parquet", "sqlite", "xlsx"] {
        assert!(common::stderr(&output).contains(&format!("{format}: ")), "{format}: {}", common::stderr(&output));
    }
    let records = json.matches("\"amount_yuan\":").count() - json.matches("\"statement_amount_yuan\":").count();
    assert!(records > 10);

    let rows = csv_rows(&out.join("csv/records.csv"));
    assert!(rows.iter().any(|row| row["amount_yuan"] == "0.00000000001"), "exact in CSV");
    assert!(!fs::read_to_string(out.join("csv/records.csv")).expect("records").contains('\0'));
    let told = csv_rows(&out.join("csv/diagnostics.csv"));
    assert!(told.iter().any(|row| row["code"] == "export.value" && row["message"].contains("1e999")));

    let database = Connection::open(out.join("gongkai.sqlite")).expect("a database");
    let number = |sql: &str| -> i64 { database.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|e| panic!("{sql}: {e}")) };
    assert_eq!(number("SELECT count(*) FROM records"), rows.len() as i64);
    assert!(number("SELECT count(*) FROM records WHERE amount_yuan_text = '99999999999999999999' AND amount_fen IS NULL") > 0);
    assert!(number("SELECT count(*) FROM diagnostics WHERE code = 'export.value'") > 0);

    let reader = |name: &str| SerializedFileReader::new(File::open(out.join(name)).expect("a file")).expect("Parquet");
    let folder = common::tree(&out.join("parquet/records"));
    let file = folder.keys().next().expect("a file");
    assert_eq!(reader(&format!("parquet/records/{file}")).metadata().file_metadata().num_rows(), rows.len() as i64);

    let mut workbook = zip::ZipArchive::new(File::open(out.join("gongkai.xlsx")).expect("a file")).expect("a workbook");
    for index in 0..workbook.len() {
        let text = std::io::read_to_string(workbook.by_index(index).expect("a part")).expect("text");
        let odd = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!text.contains(odd), "part {index} is no XML");
    }
}

/// What is written to a folder of a stranger stays in it, whatever its documents call themselves.
#[test]
fn the_words_of_a_document_are_no_paths_and_no_commands() {
    let all = common::temporary();
    let out = all.path().join("a/b/out");
    let run = common::run(common::gongkai().arg("extract").arg(common::document("c00009")).arg("--out").arg(&out));
    assert_eq!(common::code(&run), 0, "{}", common::stderr(&run));
    let document = common::tree(&out).into_keys().find(|f| f.starts_with("documents/")).expect("a document");
    let path = out.join(document);
    let json = fs::read_to_string(&path).expect("JSON");
    let evil = all.path().join("evil.db").display().to_string();
    let command = format!("\"x'; ATTACH DATABASE '{evil}' AS e; CREATE TABLE e.t (a); --\"");
    let json = replaced(&json, "\"kind\":", &["\"../../../../evil\""]);
    let json = replaced(&json, "\"table\":", &["\"../../../evil\"", &command, "\"B03\"", "\"History\""]);
    fs::write(&path, json).expect("a file");
    let before: BTreeSet<String> = common::tree(all.path()).into_keys().collect();
    let output = common::run(common::gongkai().arg("export").arg(&out).args(["--to", "csv,parquet,sqlite,xlsx"]));
    assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
    let after: BTreeSet<String> = common::tree(all.path()).into_keys().collect();
    let strange: Vec<&String> = after.difference(&before).filter(|name| !name.starts_with("a/b/out/")).collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert!(!after.iter().any(|name| name.contains("evil")), "{after:?}");
}

/// What people said of findings stands beside them, and nothing where nobody said anything.
#[test]
fn a_judgement_is_a_column_of_the_findings() {
    let out = common::temporary();
    let read = common::run(common::gongkai().arg("extract").arg(common::document("c00018")).arg("--out").arg(out.path()));
    assert!(read.status.success(), "{read:?}");
    let lines = fs::read_to_string(out.path().join("findings.ndjson")).expect("findings");
    let first: Value = serde_json::from_str(lines.lines().next().expect("one")).expect("JSON");
    let id = first["id"].as_str().expect("an id").to_owned();
    let mark = format!(
        "{{\"finding\":\"{id}\",\"verdict\":\"real\",\"note\":\"p. 3\",\"who\":\"ann\",\"when\":\"2026-11-30T09:00:00Z\"}}\n"
    );
    fs::write(out.path().join("review.ndjson"), mark).expect("marks");
    let output = common::run(common::gongkai().arg("export").arg(out.path()).args(["--to", "csv"]));
    assert!(output.status.success(), "{output:?}");
    let rows = csv_rows(&out.path().join("csv/findings.csv"));
    let said = |row: &BTreeMap<String, String>| ["verdict", "verdict_note", "verdict_by"].map(|name| row[name].clone());
    for row in &rows {
        let want = if row["id"] == id { ["real", "p. 3", "ann"] } else { [""; 3] };
        assert_eq!(said(row), want, "{}", row["id"]);
    }
    assert!(rows.iter().any(|row| row["id"] == id));
}
