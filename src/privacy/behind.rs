//! What stands behind a label: directly, behind a colon, in the next cell or the next line.

use super::finds::Finds;
use super::name::{Shape, name};
use crate::codes::contacts::{Announced, is_note, label_at};
use crate::grammar::contact::{account, announced_phone, handle, identity, is_break, short_number};

/// Characters between a label and its value at most: lines of blanks to write on are long.
const WIDEST: usize = 48;
/// Characters of a note in brackets behind a label at most.
const LONGEST_NOTE: usize = 8;
/// Labels that stand together before one value (`电话/手机/微信：`) at most.
const MOST_LABELS: usize = 4;

/// How a value is set apart from its label.
#[derive(Debug, Clone, Copy, Default)]
struct Apart {
    colon: bool,
    blank: bool,
    /// By a new cell.
    cell: bool,
    /// By a new line.
    line: bool,
}

/// A label in a text.
pub(super) struct Label<'f, 't> {
    finds: &'f mut Finds<'t>,
    start: usize,
}

impl<'f, 't> Label<'f, 't> {
    /// The label that begins at `start`.
    pub(super) fn new(finds: &'f mut Finds<'t>, start: usize) -> Self {
        Self { finds, start }
    }

    /// Takes what the label announces, which ends at `end`; says where to go on.
    pub(super) fn behind(mut self, end: usize, announced: Announced) -> usize {
        let (mut labels, mut at) = (vec![announced], end);
        while labels.len() < MOST_LABELS
            && let Some((next, other)) = self.joined(at)
        {
            labels.push(other);
            at = next;
        }
        let at = self.note(at);
        let (value, apart) = self.apart(at);
        let from = self.finds.found.len();
        let mut next = value;
        if labels.iter().any(|l| l.is_person()) {
            let signature = labels.iter().all(|l| *l == Announced::Signature);
            next = self.names(value, apart, signature, self.start);
        }
        for label in labels {
            next = self.number_of(label, next, apart, self.finds.found.len() > from);
        }
        // Blanks and breaks may stand before another label.
        if self.finds.found.len() > from { next } else { end }
    }

    /// A second label that shares the value: `联系人及电话`, `QQ/微信`.
    fn joined(&self, at: usize) -> Option<(usize, Announced)> {
        let blanks = self.blanks(at);
        let and = matches!(self.finds.text.get(at + blanks)?, '及' | '和' | '与' | '或' | '/' | '、' | '&' | '|');
        let next = at + blanks + usize::from(and);
        let next = next + self.blanks(next);
        let (length, announced) = label_at(self.finds.text.get(next..)?)?;
        and.then_some((next + length, announced))
    }

    fn blanks(&self, at: usize) -> usize {
        self.finds.text.iter().skip(at).take(4).take_while(|c| **c == ' ').count()
    }

    /// Goes past a note on the label: `（签字）`.
    fn note(&self, at: usize) -> usize {
        let open = at + self.blanks(at);
        if self.finds.text.get(open) != Some(&'(') {
            return at;
        }
        let inner = self.finds.text[open + 1..].iter().take(LONGEST_NOTE + 1);
        let Some(length) = inner.clone().position(|c| *c == ')') else { return at };
        let note: String = inner.take(length).filter(|c| **c != ' ').collect();
        let close = open + length + 2;
        let colon = self.finds.text.get(close + self.blanks(close)) == Some(&':');
        let is_value = note.chars().any(|c| c.is_ascii_digit());
        if !is_value && (colon || note.is_empty() || is_note(&note)) { close } else { at }
    }

    /// Where the value begins, and what stands before it.
    fn apart(&self, start: usize) -> (usize, Apart) {
        let mut apart = Apart::default();
        let mut at = start;
        while let Some(c) = self.finds.text.get(at).filter(|_| at - start < WIDEST) {
            match c {
                ' ' | '_' | '"' | '“' | '”' | '*' | '|' => apart.blank = true,
                ':' | '=' | '-' | '>' => apart.colon = true,
                '(' | '\'' => apart.blank = true,
                '.' if at == start => apart.colon = true,
                '为' | '是' if at == start => apart.colon = true,
                '\t' => apart.cell = true,
                '\n' => apart.line = true,
                _ => break,
            }
            at += 1;
        }
        (at, apart)
    }

    /// Takes the names that begin at `at`; says where to go on.
    fn names(&mut self, at: usize, apart: Apart, signature: bool, label: usize) -> usize {
        let shape = if apart.colon && !signature { Shape::Any } else { Shape::Likely };
        // An ordinary word announces a name only where it stands as a label does.
        let as_label =
            label.checked_sub(1).and_then(|before| self.finds.text.get(before)).is_none_or(|c| *c == ' ' || is_break(*c));
        let set_apart = apart.cell || apart.line || apart.blank;
        // Words of a sentence stand close together, and go on in the next line.
        let announces = match () {
            () if apart.colon || apart.cell && !signature => true,
            () if apart.line || signature => as_label && set_apart,
            () => true,
        };
        if !announces {
            return at;
        }
        let Some(first) = name(self.finds.text, at, shape) else { return at };
        let behind = self.finds.text.get(first.end);
        let alone = behind.is_none_or(|c| is_break(*c) || !c.is_alphanumeric() || c.is_ascii_digit()) && behind != Some(&':');
        let broken = apart.cell || apart.line;
        let sure = apart.colon && !broken || alone && (set_apart || behind != Some(&'\n'));
        let ends = apart.colon || !(signature || apart.line) || self.ends_field(first.end);
        if !sure || !ends {
            return at;
        }
        let mut end = first.end;
        self.finds.push_name(first);
        while let Some(next) = self.next_name(end, shape) {
            end = next.end;
            self.finds.push_name(next);
        }
        end
    }

    /// Whether the field of a line ends here: by a break, a wide gap, or the next label.
    fn ends_field(&self, end: usize) -> bool {
        let blanks = self.blanks(end);
        let rest = &self.finds.text[end + blanks..];
        rest.first().is_none_or(|c| is_break(*c)) || blanks >= 2 || label_at(rest).is_some()
    }

    /// The name that follows on one that ends at `end`: `甲某、乙某`, `甲某（组长） 乙某`.
    fn next_name(&self, end: usize, shape: Shape) -> Option<std::ops::Range<usize>> {
        let mut at = end;
        if self.finds.text.get(at) == Some(&'(') {
            let note = self.finds.text[at..].iter().take(LONGEST_NOTE).position(|c| *c == ')')?;
            at += note + 1;
        }
        let gap = self
            .finds
            .text
            .iter()
            .skip(at)
            .take(4)
            .take_while(|c| matches!(c, '、' | ',' | ';' | '/' | '&' | ' ' | '\t' | '\n'))
            .count();
        let listed = self.finds.text[at..at + gap].contains(&'、');
        let shape = if listed { shape } else { Shape::Likely };
        (gap > 0).then(|| name(self.finds.text, at + gap, shape)).flatten()
    }

    /// Takes the number that `label` announces and that begins at `at`, or behind the names that end there.
    fn number_of(&mut self, label: Announced, at: usize, apart: Apart, behind_name: bool) -> usize {
        let mut start = at;
        if behind_name || apart.colon {
            let is_filler = |c: &char| matches!(c, ' ' | '(' | ',' | ':' | '/' | '、' | ';') || is_break(*c);
            start += self.finds.text.iter().skip(at).take(6).take_while(|c| is_filler(c)).count();
        }
        if apart.colon && !behind_name && label != Announced::Handle {
            // `电话：办公室 1234567`
            let words = self.finds.text.iter().skip(start).take(5).take_while(|c| !c.is_ascii() && !is_break(**c)).count();
            let figure = start + words + self.blanks(start + words);
            if words < 5 && self.finds.text.get(figure).is_some_and(char::is_ascii_digit) {
                start = figure;
            }
        }
        // A bracket opens the number: `（0351）1234567`.
        let opened = start.checked_sub(1).filter(|before| self.finds.text[*before] == '(');
        let text = self.finds.text;
        let end = match label {
            Announced::Phone | Announced::Reach => announced_phone(text, start).or_else(|| identity(text, start)),
            Announced::Person | Announced::Signature if apart.colon || behind_name => {
                announced_phone(text, start).filter(|end| text[start..*end].iter().filter(|c| c.is_ascii_digit()).count() >= 7)
            }
            Announced::Person | Announced::Signature => None,
            Announced::Short => short_number(text, start),
            Announced::Identity => identity(text, start).or_else(|| account(text, start)).or_else(|| handle(text, start)),
            Announced::Account => account(text, start),
            Announced::Handle => handle(text, start).filter(|end| text.get(*end) != Some(&'@')),
            Announced::Mail => return self.mail(start),
        };
        let Some(end) = end else { return at };
        // A row of figures begins below a heading: `2010301` is the code of a function.
        let code = end - start == 7 && text[start..end].iter().all(char::is_ascii_digit) && matches!(text[start], '1' | '2');
        if code && apart.line && !apart.colon {
            return at;
        }
        let opened = opened.filter(|_| text[start..end].contains(&')'));
        self.finds.push_announced(opened.unwrap_or(start)..end);
        if matches!(label, Announced::Phone | Announced::Reach | Announced::Person) { self.finds.further(end) } else { end }
    }

    /// Takes the address behind the label of one, which needs no full stop.
    fn mail(&mut self, at: usize) -> usize {
        let sign = self.finds.text.iter().skip(at).take(48).position(|c| *c == '@' || *c == '(' || *c == '[');
        match sign {
            Some(sign) => {
                let before = self.finds.found.len();
                let end = self.finds.address(at + sign, true);
                if self.finds.found.len() > before { end } else { at }
            }
            None => at,
        }
    }
}
