//! What changes are measured against, until another base is named.

use crate::grammar::sentence::{Base, BaseKind};

/// The base of comparison at work.
#[derive(Debug, Default)]
pub(in crate::content::statement) struct Compared(Option<String>);

impl Compared {
    /// A text begins that stands in no list: nothing is compared with yet.
    pub(in crate::content::statement) fn forget(&mut self) {
        self.0 = None;
    }

    /// Words name a base, in a document about a year.
    pub(in crate::content::statement) fn name(&mut self, base: Base, year: Option<u16>) {
        self.0 = Some(named(base, year));
    }

    /// The canonical words of the base.
    pub(in crate::content::statement) fn words(&self) -> Option<String> {
        self.0.clone()
    }
}

/// `上年`, `上年决算`, `年初预算`.
pub(in crate::content::statement) fn named(base: Base, this: Option<u16>) -> String {
    let kind = match base.kind {
        BaseKind::Plain => "",
        BaseKind::Opening => "年初预算",
        BaseKind::Adjusted => "调整预算",
        BaseKind::Budget => "预算",
        BaseKind::Whole => "全年预算",
        BaseKind::Final => "决算",
        BaseKind::Executed => "执行数",
    };
    match (base.year, this) {
        _ if base.last_year => format!("上年{kind}"),
        (Some(year), Some(this)) if year + 1 == this => format!("上年{kind}"),
        (Some(year), Some(this)) if year == this && !kind.is_empty() => kind.to_owned(),
        (Some(year), _) => format!("{year}年{kind}"),
        (None, _) => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::sentence::base;

    #[test]
    fn bases_have_one_name() {
        for (words, want) in
            [("2025年决算数", "上年决算"), ("上年", "上年"), ("2026年年初预算", "年初预算"), ("2024年", "2024年")]
        {
            let found = base(words).map(|base| named(base, Some(2026)));
            assert_eq!(found.as_deref(), Some(want), "{words}");
        }
    }
}
