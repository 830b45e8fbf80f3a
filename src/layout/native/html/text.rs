//! Text of markup to lines, as a browser would set them.

/// A text that grows: white space of the source is one blank, and none between two Chinese characters when the source wraps there.
#[derive(Debug, Default)]
pub(super) struct Running {
    lines: Vec<String>,
    line: String,
    /// White space since the last character, and whether the source wraps in it.
    gap: Option<bool>,
    /// Hard blanks before the first character.
    indent: usize,
    /// A raised or lowered number that waits for what stands behind it.
    raised: Option<String>,
    /// Marks of notes that stood against a number, and are no digits of it.
    marks: usize,
}

impl Running {
    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' | '\r' => self.gap = Some(true),
                ' ' | '\t' | '\u{c}' => self.gap = Some(self.gap.unwrap_or(false)),
                '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}' if self.is_blank() => {
                    self.indent += if c == '\u{a0}' { 1 } else { 2 };
                }
                '\u{a0}' => self.gap = Some(false),
                // Marks without width that editors leave behind.
                '\u{200b}' | '\u{feff}' | '\u{ad}' => {}
                _ => {
                    if let Some(raised) = self.raised.take() {
                        if is_of_number(c) { self.marks += 1 } else { self.push(&raised) }
                    }
                    if let Some(wrapped) = self.gap.take()
                        && let Some(last) = self.line.chars().last()
                        && !(wrapped && is_wide(last) && is_wide(c))
                    {
                        self.line.push(' ');
                    }
                    self.line.push(c);
                }
            }
        }
    }

    /// A raised or lowered text. A number, such as the mark of a note, never goes on where a number ends, nor before where one
    /// begins: `1,334.56<sup>1</sup>` is no 1,334.561. It is counted and left out there.
    pub fn raise(&mut self, text: &str) {
        let mark = text.trim();
        let is_mark = mark.contains(|c: char| c.is_ascii_digit())
            && mark.chars().all(|c| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | '（' | '）' | '*' | ','));
        if !is_mark {
            self.push(text);
        } else if self.raised.is_none() && self.line.chars().last().is_some_and(is_of_number) {
            self.marks += 1;
        } else {
            self.raised.get_or_insert_default().push_str(mark);
        }
    }

    /// Marks of notes that were left out beside numbers.
    pub fn marks(&self) -> usize {
        self.marks
    }

    /// Whether nothing but blanks has come.
    fn is_blank(&self) -> bool {
        self.lines.is_empty() && self.line.is_empty()
    }

    /// Ends a line.
    pub fn end_line(&mut self) {
        if let Some(raised) = self.raised.take() {
            self.push(&raised);
        }
        self.gap = None;
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.lines.push(line);
        }
    }

    /// The lines, and the blanks before the first one.
    pub fn finish(mut self) -> (Vec<String>, usize) {
        self.end_line();
        (self.lines, self.indent)
    }
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

/// Chinese characters and their marks.
fn is_wide(c: char) -> bool {
    ('\u{2e80}'..='\u{9fff}').contains(&c)
        || ('\u{f900}'..='\u{faff}').contains(&c)
        || ('\u{ff00}'..='\u{ff60}').contains(&c)
        || ('\u{20000}'..='\u{3ffff}').contains(&c)
        || matches!(c, '“' | '”' | '‘' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes_are_no_digits() {
        for (parts, want, marks) in [
            (["1,334.56", "^1", ""], "1,334.56", 1),
            (["", "^1", "1,334.56"], "1,334.56", 1),
            (["5.00 ", "^[2]", "万元"], "5.00 万元", 1),
            (["面积80 m", "^2", "，"], "面积80 m2，", 0),
            (["合计", "^1", ""], "合计1", 0),
            (["5", "^th", ""], "5th", 0),
        ] {
            let mut running = Running::default();
            for part in parts {
                match part.strip_prefix('^') {
                    Some(mark) => running.raise(mark),
                    None => running.push(part),
                }
            }
            running.end_line();
            assert_eq!((running.marks(), running.finish().0), (marks, vec![want.to_owned()]), "{parts:?}");
        }
    }

    #[test]
    fn white_space_is_what_a_browser_shows() {
        for (text, want, indent) in [
            ("深入\n 推进", "深入推进", 0),
            ("a\n b", "a b", 0),
            ("\u{a0}\u{a0} 行政 运行 ", "行政 运行", 2),
            ("1,\u{200b}000", "1,000", 0),
            ("\n\u{3000}\u{3000}收入\u{a0}\u{a0}462.08 万元", "收入 462.08 万元", 4),
        ] {
            let mut running = Running::default();
            running.push(text);
            assert_eq!(running.finish(), (vec![want.to_owned()], indent), "{text:?}");
        }
    }
}
