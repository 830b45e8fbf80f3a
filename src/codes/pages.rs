//! What web pages and their copies by crawlers are made of (`data/pages.toml`).

use crate::codes::embedded::embedded_list;
use serde::Deserialize;
use std::sync::LazyLock;

/// All lists.
pub(crate) static PAGES: LazyLock<Pages> = LazyLock::new(|| embedded_list!("pages"));

/// The data file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Pages {
    /// Classes and ids of the element that holds the article.
    pub article: Vec<&'static str>,
    /// Classes and ids of what stands around it.
    pub shell: Vec<&'static str>,
    /// Names of the `<meta>` with its title.
    pub title: Vec<&'static str>,
    /// Names of the `<meta>` with the column of the portal.
    pub column: Vec<&'static str>,
    /// Endings of attached files.
    pub files: Vec<&'static str>,
    /// What error pages say.
    pub errors: Vec<&'static str>,
    /// What pages of disclosures speak of.
    pub subject: Vec<&'static str>,
    /// What a breadcrumb begins with.
    pub breadcrumb: Vec<&'static str>,
    /// What stands between a title and its text: the label of the time, buttons.
    pub buttons: Vec<&'static str>,
    /// Labels that crawlers write above a page's text.
    pub crawler: Vec<&'static str>,
}
