//! Radicals that fonts name where an ideograph is printed.
//!
//! Where one glyph serves a radical and an ideograph, a producer's map to Unicode may name the radical: ⽀ for 支, ⻔ for 门. NFKC
//! knows the Kangxi radicals (U+2F00..) and compatibility ideographs; the CJK radicals (U+2E80..) it leaves alone, and Unicode
//! gives their ideographs apart (EquivalentUnifiedIdeograph.txt of the UCD).

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// CJK radicals in their order, each followed by its ideograph.
const RADICALS: &str = concat!(
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵",
    "⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西",
    "⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼",
    "⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟",
);

/// The unified ideograph that a radical or a compatibility ideograph looks like; `None` for everything else.
///
/// ```
/// assert_eq!(gongkai::grammar::plain_ideograph('⻔'), Some('门'));
/// assert_eq!(gongkai::grammar::plain_ideograph('⽀'), Some('支'));
/// assert_eq!(gongkai::grammar::plain_ideograph('门'), None);
/// ```
pub fn plain_ideograph(c: char) -> Option<char> {
    match c {
        '\u{2E80}'..='\u{2EF3}' => {
            let mut chars = RADICALS.chars();
            while let (Some(radical), Some(ideograph)) = (chars.next(), chars.next()) {
                if radical == c {
                    return Some(ideograph);
                }
            }
            None
        }
        '\u{2F00}'..='\u{2FD5}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
            std::iter::once(c).nfkc().next().filter(|plain| *plain != c)
        }
        _ => None,
    }
}

/// The character with a radical or a compatibility ideograph as the ideograph it looks like; everything else as it is.
pub fn as_ideograph(c: char) -> char {
    plain_ideograph(c).unwrap_or(c)
}

/// The text with every radical as its ideograph, to compare with. The printed text itself must be kept elsewhere.
pub fn plain_ideographs(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| plain_ideograph(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(as_ideograph).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_stand_in_order_each_with_an_ideograph() {
        let all: Vec<char> = RADICALS.chars().collect();
        assert!(
            all.chunks(2).all(|pair| matches!(pair[0], '\u{2E80}'..='\u{2EF3}') && pair[1] < '\u{A000}' && pair[1] >= '\u{3400}')
        );
        assert!(all.chunks(2).map(|pair| pair[0]).is_sorted());
    }
}
