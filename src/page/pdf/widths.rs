//! Refuses fonts whose tables of widths would cost more than any font has, before the PDF library unrolls them: `[0 4294967295 1000]`
//! is a range of four billion entries in twenty bytes.

use crate::limits::{MAX_WIDTHS, MAX_WIDTHS_PER_FONT};
use hayro_syntax::object::{Array, Dict, Name, ObjRef, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use rustc_hash::FxHashMap;

/// Forms in forms that are followed.
const MOST_DEEP: usize = 50;

/// What is known of the fonts and forms of one document.
#[derive(Default)]
pub(super) struct Widths {
    /// Whether an object, and all that it draws with, can be afforded.
    known: FxHashMap<ObjRef, bool>,
    declared: u64,
}

impl Widths {
    /// Whether all fonts that a page may draw with can be afforded.
    pub(super) fn can_afford(&mut self, page: &Page<'_>) -> bool {
        let mut fine = self.resources(page.resources(), 0);
        if let Some(annotations) = page.raw().get::<Array<'_>>("Annots") {
            for annotation in annotations.iter::<Dict<'_>>() {
                let Some(looks) = annotation.get::<Dict<'_>>("AP") else { continue };
                fine &= self.appearance(&looks, "N", 0);
            }
        }
        fine
    }

    fn appearance(&mut self, looks: &Dict<'_>, key: &str, depth: usize) -> bool {
        if let Some(stream) = looks.get::<Stream<'_>>(key) {
            return self.form(&stream, depth);
        }
        let Some(states) = looks.get::<Dict<'_>>(key).filter(|_| depth == 0) else { return true };
        let mut fine = true;
        for state in states.keys() {
            fine &= self.appearance(&states, state.as_str(), 1);
        }
        fine
    }

    fn resources(&mut self, resources: &Resources<'_>, depth: usize) -> bool {
        if depth > MOST_DEEP {
            return true;
        }
        let mut fine = true;
        for key in resources.fonts.keys() {
            fine &= self.once(&resources.fonts, &key, |widths| {
                resources.fonts.get::<Dict<'_>>(&key).is_none_or(|font| widths.font(&font))
            });
        }
        for key in resources.ext_g_states.keys() {
            fine &= self.once(&resources.ext_g_states, &key, |widths| {
                let state = resources.ext_g_states.get::<Dict<'_>>(&key);
                let font = state.and_then(|s| s.get::<Array<'_>>("Font")).and_then(|f| f.iter::<Dict<'_>>().next());
                font.is_none_or(|font| widths.font(&font))
            });
        }
        for key in resources.x_objects.keys() {
            fine &= self.once(&resources.x_objects, &key, |widths| {
                resources.x_objects.get::<Stream<'_>>(&key).is_none_or(|object| widths.form(&object, depth))
            });
        }
        fine
    }

    /// Looks at an entry once in the document. While it is looked at, an object that draws itself counts as fine.
    fn once(&mut self, dict: &Dict<'_>, key: &Name<'_>, look: impl FnOnce(&mut Self) -> bool) -> bool {
        let Some(reference) = dict.get_ref(key) else { return look(self) };
        if let Some(fine) = self.known.get(&reference) {
            return *fine;
        }
        self.known.insert(reference, true);
        let fine = look(self);
        self.known.insert(reference, fine);
        fine
    }

    fn form(&mut self, object: &Stream<'_>, depth: usize) -> bool {
        match object.dict().get::<Dict<'_>>("Resources") {
            Some(resources) => self.resources(&Resources::new(resources), depth + 1),
            None => true,
        }
    }

    fn font(&mut self, font: &Dict<'_>) -> bool {
        let mut codes = font.get::<u32>("FirstChar").map_or(0, u64::from);
        if let Some(descendant) = font.get::<Array<'_>>("DescendantFonts").and_then(|d| d.iter::<Dict<'_>>().next()) {
            let widths = |key: &str, values: usize| descendant.get::<Array<'_>>(key).map_or(0, |a| ranged(&a, values));
            codes = codes.saturating_add(widths("W", 1)).saturating_add(widths("W2", 3));
        }
        self.declared = self.declared.saturating_add(codes);
        codes <= MAX_WIDTHS_PER_FONT && self.declared <= MAX_WIDTHS
    }
}

/// Number of codes in the ranges of a table of widths: `first last` and `values` numbers. What is listed one by one costs no more
/// than its bytes.
fn ranged(widths: &Array<'_>, values: usize) -> u64 {
    let mut codes = 0u64;
    let mut items = widths.iter::<Object<'_>>();
    while let (Some(first), Some(second)) = (items.next(), items.next()) {
        if let (Object::Number(first), Object::Number(last)) = (first, second) {
            let length = (last.as_f64() - first.as_f64() + 1.0).clamp(0.0, 4_294_967_296.0);
            codes = codes.saturating_add(length as u64);
            (0..values).for_each(|_| drop(items.next()));
        }
    }
    codes
}
