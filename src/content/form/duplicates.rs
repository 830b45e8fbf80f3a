//! Forms that a disclosure prints again, whole or broken off.

use super::types::{Form, Fund, Indicator};
use crate::codes::fold_name;
use crate::diagnostic::Diagnostic;
use crate::limits::MAX_ALIKE_FORMS as MOST_ALIKE;
use crate::place::Place;
use rustc_hash::FxHashMap;

/// Marks every form that repeats one before it: the same project of the same unit, all figures, goals and indicators that both print
/// alike, and none that only the later one has. Of a form printed broken off and then whole, the whole one is kept.
pub(in crate::content) fn mark(forms: &mut [Form], diagnostics: &mut Vec<Diagnostic>) {
    // Only forms of one name can repeat each other.
    let mut named: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for later in 0..forms.len() {
        let Some(name) = forms[later].project_name.as_ref().map(|p| fold_name(&p.text)) else { continue };
        let alike = named.entry(name).or_default();
        for &earlier in &alike[alike.len().saturating_sub(MOST_ALIKE)..] {
            if forms[earlier].duplicate_of.is_some() || forms[later].duplicate_of.is_some() {
                continue;
            }
            let (kept, repeated) = match (repeats(&forms[later], &forms[earlier]), repeats(&forms[earlier], &forms[later])) {
                (true, _) => (earlier, later),
                (false, true) => (later, earlier),
                (false, false) => continue,
            };
            forms[repeated].duplicate_of = Some(kept);
            // What pointed at the one now dropped points at the one kept.
            if repeated == earlier {
                for of in alike.iter().filter(|of| forms[**of].duplicate_of == Some(repeated)).copied().collect::<Vec<_>>() {
                    forms[of].duplicate_of = Some(kept);
                }
            }
            diagnostics.push(said(&forms[repeated], repeated, kept));
        }
        alike.push(later);
    }
}

fn said(form: &Form, repeated: usize, kept: usize) -> Diagnostic {
    let name = form.project_name.as_ref().map_or("without a name", |p| p.text.as_str());
    let message = format!("form {} ({name}) repeats form {}; it is kept once", repeated + 1, kept + 1);
    let place = form.project_name.as_ref().map(|p| p.place).or(form.pages.first().map(|p| Place::page(*p)));
    let diagnostic = Diagnostic::info("form.duplicate", message);
    match place {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}

/// Whether everything that `form` prints stands in `whole` as well.
fn repeats(form: &Form, whole: &Form) -> bool {
    let same = |a: &Option<super::types::Printed>, b: &Option<super::types::Printed>| match (a, b) {
        (Some(a), Some(b)) => fold_name(&a.text) == fold_name(&b.text),
        (None, None) => true,
        _ => false,
    };
    let named = form.project_name.is_some() && same(&form.project_name, &whole.project_name);
    let same_unit = same(&form.implementing_unit, &whole.implementing_unit) && same(&form.department, &whole.department);
    if !named || !same_unit || form.subject != whole.subject || form.phase != whole.phase || form.fiscal_year != whole.fiscal_year
    {
        return false;
    }
    // Without a figure in common there is nothing to tell two projects of one name apart by.
    let has_figure = form.funds.iter().any(|f| f.value.is_some_and(|v| !v.is_zero()));
    has_figure
        && form.funds.iter().all(|f| f.value.is_none() || whole.funds.iter().any(|w| same_fund(f, w)))
        && form.goals.iter().all(|g| whole.goals.iter().any(|w| fold_name(&w.text) == fold_name(&g.text)))
        && form.indicators.iter().all(|i| whole.indicators.iter().any(|w| same_indicator(i, w)))
}

fn same_fund(a: &Fund, b: &Fund) -> bool {
    a.source == b.source && a.horizon == b.horizon && a.measure == b.measure && a.item == b.item && a.value == b.value
}

/// Alike up to a name that one of them cuts off.
fn same_indicator(a: &Indicator, b: &Indicator) -> bool {
    let name = |i: &Indicator| fold_name(i.cut_from.as_deref().or(i.level3.as_deref()).unwrap_or(""));
    a.horizon == b.horizon && fold_name(&a.printed) == fold_name(&b.printed) && name(a) == name(b)
}
