//! One file may hold the disclosures of several units, one after the other.

use super::types::{Part, Table};

/// The tables that begin a set: 收支总表, 收入支出决算总表.
const FIRST: [&str; 2] = ["B01", "F01"];

/// The parts of a document, if it has more than one: each begins with a new overall balance, of another body than the last.
pub(in crate::content) fn split(tables: &[Table]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut begun = false;
    for (index, table) in tables.iter().enumerate() {
        let first = table.id.is_some_and(|id| FIRST.contains(&id));
        let other_body = parts.last().is_none_or(|p| p.department != table.department);
        match parts.last_mut() {
            Some(part) if !(first && begun && other_body) => {
                part.tables.push(index);
                if part.department.is_none() {
                    part.department.clone_from(&table.department);
                }
            }
            _ => parts.push(Part { department: table.department.clone(), tables: vec![index] }),
        }
        begun |= first;
    }
    if parts.len() > 1 { parts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(id: &'static str, department: &str) -> Table {
        Table { id: Some(id), department: Some(department.to_owned()), ..Table::default() }
    }

    #[test]
    fn a_second_balance_of_another_body_begins_a_part() {
        let tables = [table("B01", "甲局"), table("B02", "甲局"), table("B01", "甲局中心"), table("B02", "甲局中心")];
        let parts = split(&tables);
        assert_eq!(parts.iter().map(|p| p.tables.clone()).collect::<Vec<_>>(), [vec![0, 1], vec![2, 3]]);
        assert_eq!(parts[1].department.as_deref(), Some("甲局中心"));
        assert!(split(&tables[..2]).is_empty());
        assert!(split(&[table("B01", "甲局"), table("B01", "甲局")]).is_empty(), "a balance printed twice is one body's");
    }
}
