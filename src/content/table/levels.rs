//! How deep each row stands in the hierarchy of its side.
//!
//! Codes say it best (类 3 digits, 款 5, 项 7, or the last filled of the columns 类/款/项); without codes the numbering does
//! (一、, （一）, 1.); without either the indent of the label (杭州 prints names only, each level set in further), and where
//! nothing is set in, the names by the list of the classification.

use super::lines::Line;
use super::types::{Column, Entry, RowKind};
use crate::codes::headers::Axis;
use crate::codes::{List, NameMatch, by_name, names_match};

/// Indents that differ by less than this (points) are one level; one ideograph of the smallest type is 5 points wide.
const SAME_INDENT: f32 = 3.5;
/// The width of 其中： (points, about): what goes on with it is set in as far as what stands behind it.
const WHICH: f32 = 31.0;
/// Of so many tenths of the names the list must know the place.
const KNOWN: usize = 9;

/// What each row is on a side.
pub(super) fn of_side(lines: &mut [Line], columns: &[Column], side: u8) -> Vec<Entry> {
    complete(lines, list_of(columns, side));
    let items = || lines.iter().filter(|line| line.kind == Some(RowKind::Item));
    let coded = items().filter(|line| line.coded.is_some()).count();
    let levels = match () {
        () if coded > 0 && coded * 2 >= items().filter(|line| !line.unit).count() => by_code(lines),
        () if items().any(|line| line.number.is_some()) => by_number(lines),
        () => by_indent(lines).or_else(|| by_list(lines, list_of(columns, side))).unwrap_or_else(|| by_which(lines)),
    };
    let entry = |(line, (level, of_which)): (&Line, (Option<u8>, bool))| {
        let kind = line.kind.unwrap_or(RowKind::Blank);
        Entry { kind, level, of_which, counts: false }
    };
    lines.iter().zip(levels).map(entry).collect()
}

/// The level of a line and whether it is a part of the one above.
type Place = (Option<u8>, bool);

fn list_of(columns: &[Column], side: u8) -> List {
    let axis = columns.iter().filter(|column| column.side == side).find_map(|column| column.axis);
    match axis {
        Some(Axis::Economic) => List::EconomicDepartment,
        Some(Axis::GovEconomic) => List::EconomicGovernment,
        Some(Axis::Function) | None => List::Functional,
    }
}

/// Relative codes: whether `05` is a 款 below the class or an 项 below the 款 is told by the name that the list has for either, else
/// by the indent, else by what stands above.
fn complete(lines: &mut [Line], list: List) {
    let mut current = String::new();
    let mut indents: [Option<f32>; 2] = [None; 2];
    for line in lines.iter_mut() {
        if let Some(code) = &line.code {
            current.clone_from(code);
            indents = [None; 2];
        }
        let Some(fragment) = line.fragment.take() else { continue };
        let (Some(class), section) = (current.get(..3), current.get(..5)) else { continue };
        let as_section = format!("{class}{fragment}");
        let as_item = section.map(|section| format!("{section}{fragment}"));
        let list = List::of_code(class).unwrap_or(list);
        let named =
            |code: &String| matches!(names_match(list, code, &line.label, None), NameMatch::Equal | NameMatch::KnownVariant);
        let near = |at: usize| {
            let distance = indents[at].zip(line.indent).map(|(a, b)| (a - b).abs());
            distance.unwrap_or(SAME_INDENT)
        };
        let is_item = match (named(&as_section), as_item.as_ref().is_some_and(named)) {
            (true, false) => false,
            (false, true) => true,
            _ => as_item.is_some() && (indents[1].is_none() && near(0) >= SAME_INDENT || near(1) < near(0)),
        };
        let code = as_item.filter(|_| is_item).unwrap_or(as_section);
        line.coded = Some(if is_item { 3 } else { 2 });
        indents[usize::from(is_item)] = line.indent.or(indents[usize::from(is_item)]);
        current.clone_from(&code);
        line.code = Some(code);
    }
}

/// By the codes; a unit among them stands above its functions. Of a class or 款 with no rows of its own the next row is no part: it is
/// an item like that one (21298 among 项).
fn by_code(lines: &[Line]) -> Vec<Place> {
    let ranks = ranks(lines.iter().filter(|line| line.unit).filter_map(|line| line.indent));
    let deepest = u8::try_from(ranks.len().max(1)).unwrap_or(1);
    let mut below = 0;
    let level = |line: &Line| {
        if line.unit {
            below = deepest;
            return (line.indent.map_or(Some(1), |indent| rank(&ranks, indent)), false);
        }
        (line.coded.map(|level| level + below), line.which)
    };
    let mut places: Vec<Place> = lines.iter().map(level).collect();
    let mut next: Option<(&str, u8)> = None;
    for (line, place) in lines.iter().zip(&mut places).rev() {
        if let (Some(code), (Some(level), _)) = (line.whole.as_deref().filter(|_| !line.unit), &mut *place) {
            if let Some((_, deeper)) = next.filter(|(below, deeper)| *deeper > *level && !below.starts_with(code)) {
                *level = deeper;
            }
            next = Some((code, *level));
        }
    }
    places
}

/// By the numbering: where 1、 stands directly below 一、 it is the second level, and so is 一、 directly below 一、. A line without a number is a part of a 其中 above
/// it, or stands where its indent says; behind a subtotal (本年收入合计) the outermost lines go on.
fn by_number(lines: &[Line]) -> Vec<Place> {
    let mut used: Vec<u8> = lines.iter().filter_map(|line| line.number).collect();
    used.sort_unstable();
    used.dedup();
    let numbered = |number: u8| used.iter().position(|u| *u == number).and_then(|at| u8::try_from(at + 1).ok());
    let heads = heads(lines);
    let mut walk = Walk::default();
    let mut foot = false;
    let mut places = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let place = match (line.kind, line.number) {
            (Some(RowKind::Item), Some(number)) if !line.which => {
                walk.outside(numbered(number).map(|level| level + u8::from(line.within)), line)
            }
            (Some(RowKind::Item), _) if line.which => walk.part(line),
            (Some(RowKind::Item), _) => walk.goes_on(line, foot || heads.contains(&at)),
            (None, _) => (None, false),
            _ => {
                foot = true;
                walk = Walk::default();
                (None, false)
            }
        };
        places.push(place);
    }
    places
}

/// The lines without a number that those numbered below 其中 are the parts of, and the lines like them before the first number
/// (行政经费, “三公”经费, 其中：（一）…).
fn heads(lines: &[Line]) -> Vec<usize> {
    let mut heads = Vec::new();
    let mut bare = Vec::new();
    let items = lines.iter().enumerate().filter(|(_, line)| line.kind == Some(RowKind::Item));
    for (at, line) in items {
        match line.number {
            None if !line.which => bare.push(at),
            Some(_) if line.which => heads.append(&mut bare),
            _ => bare.clear(),
        }
    }
    heads
}

/// The last line that is no part of another, and the lines with 其中 below it, each with level and indent.
#[derive(Default)]
struct Walk {
    last: Option<(u8, Option<f32>)>,
    parts: Vec<(u8, Option<f32>)>,
    /// A line without a number (at the foot 年初结转和结余) heads the numbered ones below it.
    head: u8,
    /// The indents of the lines without a number below the last numbered one, each set in further than the one before.
    below: Vec<f32>,
}

impl Walk {
    fn outside(&mut self, level: Option<u8>, line: &Line) -> Place {
        let level = level.map(|level| level + self.head);
        self.parts.clear();
        self.below.clear();
        self.last = level.map(|level| (level, line.indent));
        (level, false)
    }

    /// A line with 其中: below the last one, or below another 其中 that is set in less.
    fn part(&mut self, line: &Line) -> Place {
        let outer = |(_, indent): &(u8, Option<f32>)| indent.zip(line.indent).is_some_and(|(a, b)| a < b - SAME_INDENT);
        while self.parts.last().is_some_and(|part| !outer(part)) {
            self.parts.pop();
        }
        let above = self.parts.last().or(self.last.as_ref()).map_or(0, |(level, _)| *level);
        self.parts.push((above + 1, line.indent));
        (Some(above + 1), true)
    }

    /// A line without number and 其中.
    fn goes_on(&mut self, line: &Line, heads: bool) -> Place {
        if let Some(level) = self.part_beside(line) {
            return (Some(level), true);
        }
        let deeper = |outer: Option<f32>| outer.zip(line.indent).map(|(a, b)| b - a > SAME_INDENT);
        match self.last {
            Some((level, indent)) if deeper(indent) == Some(true) => {
                let level = if self.head > 0 { 1 } else { level };
                (Some(level.saturating_add(self.set_in(line))), false)
            }
            _ if heads => {
                self.head = 0;
                let place = self.outside(Some(1), line);
                self.head = 1;
                place
            }
            _ => (None, false),
        }
    }

    /// How many lines without a number a line stands below, by their indents, and itself.
    fn set_in(&mut self, line: &Line) -> u8 {
        if let Some(indent) = line.indent {
            self.below.retain(|outer| *outer < indent - SAME_INDENT);
            self.below.push(indent);
        }
        u8::try_from(self.below.len().max(1)).unwrap_or(u8::MAX)
    }

    /// The level of the 其中 that a line goes on with: it is set in like it, or like what stands behind it.
    fn part_beside(&self, line: &Line) -> Option<u8> {
        let (_, first) = self.parts.first()?;
        let (Some(first), Some(indent)) = (*first, line.indent) else { return None };
        let outside = self.last.and_then(|(_, indent)| indent);
        if indent < first - SAME_INDENT || outside.is_some_and(|outside| indent < outside + SAME_INDENT) {
            return None;
        }
        let distance = |part: &f32| (indent - part).abs().min((indent - part - WHICH).abs());
        let nearest = self.parts.iter().filter_map(|(level, part)| Some((level, part.as_ref().map(distance)?)));
        nearest.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(level, _)| *level)
    }
}

/// Distinct indents of the names, from the left, are the levels. One indent only says nothing.
fn by_indent(lines: &[Line]) -> Option<Vec<Place>> {
    // Totals are centred.
    let items = || lines.iter().filter(|line| line.kind == Some(RowKind::Item));
    // A hierarchy begins with its outermost row; what stands further out is a long name that runs over (西安).
    let outermost = items().find_map(|line| line.indent)?;
    let ranks = ranks(items().filter_map(|line| line.indent).filter(|indent| *indent > outermost - SAME_INDENT));
    if !(2..=5).contains(&ranks.len()) {
        return None;
    }
    let place = |line: &Line| {
        let indent = line.indent.filter(|_| line.kind == Some(RowKind::Item));
        (indent.and_then(|indent| rank(&ranks, indent)), line.which)
    };
    Some(lines.iter().map(place).collect())
}

/// Distinct indents, from the left.
fn ranks(indents: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut indents: Vec<f32> = indents.collect();
    indents.sort_by(f32::total_cmp);
    indents.dedup_by(|a, b| *a - *b < SAME_INDENT);
    indents
}

fn rank(ranks: &[f32], indent: f32) -> Option<u8> {
    let at = ranks.iter().rposition(|rank| *rank <= indent + 0.1)?;
    u8::try_from(at + 1).ok()
}

/// By the list: a name is an 项 of the 款 above it, else a 款 of the class above, else a class.
fn by_list(lines: &[Line], list: List) -> Option<Vec<Place>> {
    let mut current = String::new();
    let mut known = 0;
    let mut asked = 0;
    let mut places = Vec::with_capacity(lines.len());
    for line in lines {
        if line.kind != Some(RowKind::Item) {
            places.push((None, false));
            continue;
        }
        asked += 1;
        let found = by_name(list, &line.label, None, None);
        let within = |digits: usize| {
            let above = current.get(..digits)?;
            found.iter().find(|entry| entry.code.len() == digits + 2 && entry.code.starts_with(above))
        };
        let class = || found.iter().find(|entry| entry.code.len() == 3);
        let entry = within(5).or_else(|| within(3)).or_else(class);
        known += usize::from(entry.is_some());
        if let Some(entry) = entry {
            entry.code.clone_into(&mut current);
        }
        places.push((entry.and_then(|entry| u8::try_from(entry.code.len() / 2).ok()), line.which));
    }
    (asked > 1 && known * 10 >= asked * KNOWN).then_some(places)
}

/// No more than that a line begins with 其中.
fn by_which(lines: &[Line]) -> Vec<Place> {
    lines.iter().map(|line| (None, line.which)).collect()
}
