//! Figures that belong together: `138-1234 5678` is a run of three groups.

/// Figures of a run at most: the longest number, of an account, has thirty.
const MOST_FIGURES: usize = 40;
/// Characters between two groups at most.
const WIDEST: usize = 4;

/// What stands between two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Between {
    /// A dash, a slash, a middle dot or a bracket.
    pub mark: bool,
    /// A full stop.
    pub point: bool,
    /// A new cell.
    pub cell: bool,
    /// A new line.
    pub line: bool,
    /// A blank.
    pub blank: bool,
    /// The end of a bracket that does not hold the next group.
    pub closed: bool,
}

/// One group of figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub start: usize,
    pub end: usize,
    /// What stands behind it, if another group follows.
    pub between: Between,
}

impl Group {
    pub fn len(&self) -> usize {
        self.end - self.start
    }
}

/// Groups of figures with marks between them.
#[derive(Debug)]
pub(super) struct Run {
    pub groups: Vec<Group>,
    pub figures: Vec<u8>,
}

impl Run {
    /// The run that begins with the figure at `start`.
    pub fn at(text: &[char], start: usize) -> Self {
        let mut run = Self { groups: Vec::new(), figures: Vec::new() };
        let mut at = start;
        loop {
            let first = at;
            while let Some(figure) = text.get(at).and_then(|c| c.to_digit(10)).filter(|_| run.figures.len() < MOST_FIGURES) {
                run.figures.push(figure as u8);
                at += 1;
            }
            let (next, between) = between(text, at);
            let follows = run.figures.len() < MOST_FIGURES && text.get(next).is_some_and(char::is_ascii_digit);
            run.groups.push(Group { start: first, end: at, between });
            if !follows || next == at {
                return run;
            }
            at = next;
        }
    }

    /// Figures of the first `groups`.
    pub fn length(&self, groups: usize) -> usize {
        self.groups.iter().take(groups).map(Group::len).sum()
    }

    /// How many groups come to so many figures, and no fewer and no more.
    pub fn groups_of(&self, figures: usize) -> Option<usize> {
        let mut sum = 0;
        for (index, group) in self.groups.iter().enumerate() {
            sum += group.len();
            if sum >= figures {
                return (sum == figures).then_some(index + 1);
            }
        }
        None
    }

    /// What stands between the first `groups`, taken together.
    pub fn marks(&self, groups: usize) -> Between {
        let inner = self.groups.get(..groups.saturating_sub(1)).unwrap_or_default();
        inner.iter().fold(Between::default(), |all, group| all.and(group.between))
    }

    /// Lengths of the first `groups`.
    pub fn lengths(&self, groups: usize) -> Vec<usize> {
        self.groups.iter().take(groups).map(Group::len).collect()
    }
}

impl Between {
    fn and(self, other: Self) -> Self {
        Self {
            mark: self.mark || other.mark,
            point: self.point || other.point,
            cell: self.cell || other.cell,
            line: self.line || other.line,
            blank: self.blank || other.blank,
            closed: self.closed || other.closed,
        }
    }

    /// Whether the groups stand in one piece of text.
    pub fn in_one_piece(self) -> bool {
        !self.cell && !self.line
    }
}

/// Where the next group may begin, and what stands before it.
fn between(text: &[char], start: usize) -> (usize, Between) {
    let mut between = Between::default();
    let mut at = start;
    while let Some(c) = text.get(at).filter(|_| at - start < WIDEST) {
        between.closed |= *c == ')';
        match c {
            ' ' => between.blank = true,
            '-' | '(' | ')' | '·' | '/' | '_' => between.mark = true,
            '.' => between.point = true,
            '\t' => between.cell = true,
            '\n' => between.line = true,
            _ => break,
        }
        at += 1;
    }
    (at, between)
}

/// Whether an amount, a code or an address goes on behind a number that ends at `end`.
pub(super) fn goes_on(text: &[char], end: usize) -> bool {
    let behind = |n: usize| text.get(end + n).copied();
    let figure = |n: usize| behind(n).is_some_and(|c| c.is_ascii_digit());
    match behind(0) {
        Some('.') => figure(1),
        // A comma parts thousands, or two numbers.
        Some(',') => figure(1) && figure(2) && figure(3) && !figure(4),
        Some(c) => c.is_ascii_alphanumeric() || matches!(c, '@' | '_' | '%') || is_money(text, end),
        None => false,
    }
}

/// Whether a unit of money or of things counted stands here.
pub(super) fn is_money(text: &[char], at: usize) -> bool {
    let at = at + text.iter().skip(at).take(2).take_while(|c| **c == ' ').count();
    matches!(text.get(at), Some('元' | '万' | '亿' | '千' | '圆' | '￥' | '¥'))
}

/// Whether what stands before a number says that it is none of its own: the rest of a word, of an amount, of a code.
pub(super) fn is_inside(text: &[char], start: usize) -> bool {
    let before = |n: usize| start.checked_sub(n).and_then(|at| text.get(at)).copied();
    match before(1) {
        Some('.') => before(2).is_some_and(|c| c.is_ascii_digit()),
        Some(',') => before(2).is_some_and(|c| c.is_ascii_digit()) && !before(5).is_none_or(|c| c.is_ascii_digit()),
        Some('¥' | '￥' | '$' | '_') => true,
        // `%2B86…` in an address.
        Some(c) if c.is_ascii_alphanumeric() => before(3) != Some('%'),
        _ => false,
    }
}
