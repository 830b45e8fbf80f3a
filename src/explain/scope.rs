//! What of a document is wanted.

/// What of a document is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope {
    /// Only this page, 1-based.
    pub page: Option<u32>,
}

impl Scope {
    pub(super) fn takes(self, page: u32) -> bool {
        self.page.is_none_or(|p| p == page)
    }

    pub(super) fn takes_any(self, pages: &[u32]) -> bool {
        pages.is_empty() || pages.iter().any(|p| self.takes(*p))
    }
}
