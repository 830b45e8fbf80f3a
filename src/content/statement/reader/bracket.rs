//! What a bracket opens behind, and what an unread number leaves.

use crate::content::statement::clause::Between;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject;
use crate::grammar::sentence::{PieceKind, base};
use crate::grammar::squeeze;

/// A number that cannot be read: what follows (`基本支出6 01.31万元，占97.26%`) is about what its words name.
pub(super) fn unread(discourse: &mut Discourse, sentence: &Sentence<'_>, between: Between<'_>) {
    let words = sentence.slice(between.start(between.last_clause())..between.end);
    if subject::is_generic(words) {
        return;
    }
    if let Some(subject) = subject::known(words, sentence.around()).or_else(|| subject::printed(words)) {
        discourse.topic.last = About { subject: Some(subject), printed: Some(squeeze(words)), ..About::default() };
    }
}

/// A bracket opens: behind it, what stands before goes on (`评价项目（7个街道）5万元`).
pub(super) fn open(discourse: &mut Discourse, sentence: &Sentence<'_>, between: Between<'_>) {
    let clause = between.last_clause();
    let words = sentence.slice(between.start(clause)..between.end);
    // `5万元，主要用于专项业务支出（比2022年4万元增加1万元）`: of the amount, and not of what it is for.
    let used = ["用于", "主要用于"].iter().any(|word| words.trim_start().starts_with(word));
    let plain =
        !used && between.pieces[clause..].iter().all(|piece| piece.kind == PieceKind::Word) && !subject::is_generic(words);
    let named = || subject::known(words, sentence.around()).or_else(|| subject::printed(words));
    let about = |subject| About { subject: Some(subject), printed: Some(squeeze(words)), ..About::default() };
    // `比上年预算（…）减少`
    if let Some(compare) = between.pieces.iter().rposition(|piece| piece.kind == PieceKind::Compare)
        && let Some(found) = base(sentence.slice(between.pieces[compare].range.end..between.end))
    {
        discourse.compared.name(found, discourse.year);
    }
    discourse.open_bracket(if plain { named().map(about) } else { None });
}
