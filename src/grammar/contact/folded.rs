//! A text as contacts are read in it: every width, blank, dash and bracket in one form, marks without width left out.

use crate::grammar::radical::as_ideograph;
use std::ops::Range;

/// Characters of one or several pieces of text (the cells of a row, the lines of a page), each with where it stands.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    chars: Vec<char>,
    /// The piece and the byte in it where a character stands; of a break, the end of the piece before it.
    from: Vec<(u32, u32)>,
    pieces: u32,
}

impl Folded {
    /// One piece of text.
    pub fn of(text: &str) -> Self {
        let mut folded = Self::default();
        folded.push(text, '\n');
        folded
    }

    /// Forgets all pieces and keeps the memory.
    pub fn clear(&mut self) {
        self.chars.clear();
        self.from.clear();
        self.pieces = 0;
    }

    /// Puts a piece behind those before, apart by `between`: a tab for the next cell, a line feed for the next line.
    pub fn push(&mut self, text: &str, between: char) {
        if self.pieces > 0 {
            self.chars.push(between);
            self.from.push((self.pieces - 1, u32::MAX));
        }
        for (at, c) in text.char_indices() {
            if let Some(c) = fold(c) {
                self.chars.push(c);
                self.from.push((self.pieces, u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
        self.pieces += 1;
    }

    /// The characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The parts of pieces that a range of characters covers, each by its piece and the byte where its last character begins.
    pub fn parts(&self, range: Range<usize>) -> impl Iterator<Item = (usize, Range<usize>)> {
        let covered = self.from.get(range).unwrap_or_default();
        covered.chunk_by(|a, b| a.0 == b.0).filter_map(|part| {
            let mut bytes = part.iter().map(|(_, byte)| *byte as usize).filter(|byte| *byte != u32::MAX as usize);
            let first = bytes.next()?;
            Some((part[0].0 as usize, first..bytes.next_back().unwrap_or(first)))
        })
    }
}

/// A character in its plain form; `None` for one that takes no room.
fn fold(c: char) -> Option<char> {
    let plain = match c {
        '\t' | ' '..='~' | '\u{4e00}'..='\u{9fff}' => c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => return None,
        '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => return None,
        '－' | '−' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '─' | '━' | '﹣' | '﹘' | '⁃' | '˗' | '～' | '〜' | 'ー' => {
            '-'
        }
        '∶' | '︰' | '﹕' | 'ː' | '꞉' => ':',
        '〔' | '【' | '［' | '﹙' | '『' | '「' | '｛' => '(',
        '〕' | '】' | '］' | '﹚' | '』' | '」' | '｝' => ')',
        '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●' => '·',
        '﹫' => '@',
        '。' | '｡' => '。',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_digit((c as u32 - 0x1d7ce) % 10, 10).unwrap_or(c),
        _ if c.is_whitespace() => ' ',
        '\u{2800}' | '\u{3164}' => ' ',
        // A font may name the radical where the ideograph is printed.
        _ => as_ideograph(c),
    };
    Some(plain)
}

/// Whether a character parts two cells or two lines.
pub fn is_break(c: char) -> bool {
    matches!(c, '\t' | '\n')
}

/// Whether it is a letter of a word in Latin script.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
}
