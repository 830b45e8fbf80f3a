//! Where the figure of a sentence stands on its page: the sentence has one place, each of its figures a smaller one.

use crate::grammar::digit_value;
use crate::view::draw::{Figure, Sheet};
use crate::view::read::Place;

/// Points that a number may stand out of its sentence.
const SLACK: f32 = 2.0;

/// The places of a figure: its own within the sentence where that is known, else the place that was told. A number that is cut by the
/// end of a line has two; one that the sentence says twice is marked twice.
pub fn spots(place: &Place, printed: &str, quote: Option<&str>, sheet: &Sheet) -> Vec<Place> {
    let told = || vec![*place];
    let (Some([x0, y0, x1, y1]), Some(wanted)) = (place.drawable(), numbers(printed).into_iter().next()) else { return told() };
    let inside = |f: &&Figure| {
        let (x, y) = ((f.area[0] + f.area[2]) / 2.0, (f.area[1] + f.area[3]) / 2.0);
        x0 - SLACK <= x && x <= x1 + SLACK && y0 - SLACK <= y && y <= y1 + SLACK
    };
    let figures: Vec<&Figure> = sheet.figures.iter().filter(inside).collect();
    let mut runs = runs(&figures, &wanted);
    // Of several the ones in this sentence, which is told by the numbers that it says one after the other.
    let said = quote.map(numbers).filter(|said| said.contains(&wanted)).unwrap_or_default();
    if runs.len() > 1 && !said.is_empty() {
        let read: Vec<String> = figures.iter().map(|f| bare(&f.text)).collect();
        if let Some(from) = read.windows(said.len()).position(|window| window == said) {
            let own = |run: &std::ops::Range<usize>| from <= run.start && run.end <= from + said.len();
            if runs.iter().any(own) {
                runs.retain(own);
            }
        }
    }
    let spots: Vec<Place> =
        runs.into_iter().flatten().map(|at| Place { page: place.page, area: Some(figures[at].area) }).collect();
    if spots.is_empty() { told() } else { spots }
}

/// The figures that are a number, or two that make it over the end of a line.
fn runs(figures: &[&Figure], wanted: &str) -> Vec<std::ops::Range<usize>> {
    let alone = (0..figures.len()).filter(|at| bare(&figures[*at].text) == wanted).map(|at| at..at + 1);
    let over = |at: &usize| {
        let (a, b) = (figures[*at], figures[*at + 1]);
        b.area[1] > a.area[1] + SLACK && bare(&format!("{}{}", a.text, b.text)) == wanted
    };
    let cut = (0..figures.len().saturating_sub(1)).filter(over).map(|at| at..at + 2);
    alone.chain(cut).collect()
}

/// The numbers of a text, without the commas of their groups.
fn numbers(text: &str) -> Vec<String> {
    let narrow = |c: char| digit_value(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c);
    let folded: String = text.chars().map(narrow).collect();
    let pieces = folded.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','));
    pieces.filter(|piece| piece.bytes().any(|b| b.is_ascii_digit())).map(bare).collect()
}

fn bare(number: &str) -> String {
    number.trim_matches(['.', ',']).replace(',', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(figures: &[(&str, f32, f32)]) -> Sheet {
        let figure = |&(text, x, y): &(&str, f32, f32)| Figure { text: text.to_owned(), area: [x, y, x + 20.0, y + 10.0] };
        Sheet { figures: figures.iter().map(figure).collect(), ..Sheet::default() }
    }

    const PARAGRAPH: Place = Place { page: 3, area: Some([0.0, 0.0, 300.0, 60.0]) };

    fn lefts(found: &[Place]) -> Vec<(f32, f32)> {
        found.iter().filter_map(|p| p.area).map(|a| (a[0], a[1])).collect()
    }

    #[test]
    fn each_figure_of_a_sentence_has_its_own_place() {
        let sheet =
            sheet(&[("1,200.5", 10.0, 5.0), ("30", 90.0, 5.0), ("30", 40.0, 25.0), ("7", 100.0, 25.0), ("30", 9.0, 90.0)]);
        assert_eq!(lefts(&spots(&PARAGRAPH, "1200.5万元", None, &sheet)), [(10.0, 5.0)]);
        assert_eq!(lefts(&spots(&PARAGRAPH, "30%", None, &sheet)), [(90.0, 5.0), (40.0, 25.0)], "nobody says which");
        assert_eq!(lefts(&spots(&PARAGRAPH, "30%", Some("占30%，共7个。"), &sheet)), [(40.0, 25.0)]);
        assert_eq!(spots(&PARAGRAPH, "99", None, &sheet), [PARAGRAPH], "what is not found keeps the place that was told");
        assert_eq!(spots(&PARAGRAPH, "增加", None, &sheet), [PARAGRAPH]);
    }

    #[test]
    fn a_number_that_a_line_cuts_has_two_places() {
        let sheet = sheet(&[("5", 10.0, 5.0), ("1,23", 280.0, 5.0), ("4.5", 10.0, 25.0)]);
        assert_eq!(lefts(&spots(&PARAGRAPH, "1234.5万元", None, &sheet)), [(280.0, 5.0), (10.0, 25.0)]);
    }
}
