//! Statements over several lines: a line that opens with the quotation mark which a line before it left open is body like that one.

use super::chain::Scores;
use super::page::Page;
use super::states::State;
use crate::text::Text;

/// How sure that makes of body.
const GOES_ON: f32 = 12.0;
/// Lines that may stand between: a crosshead, an advertisement.
const BETWEEN: usize = 2;

/// Raises the score of body for the lines that go on with a statement.
pub fn raise(text: &Text, page: &Page, scores: &mut [Scores]) {
    let line = |i: usize| match page.units.get(i) {
        Some(unit) => unit.span.of(&text.content),
        None => "",
    };
    // Of a line that was looked at as a whole it is known that it has none.
    let has_none = |i: usize| {
        page.facts
            .get(i)
            .is_some_and(|f| f.quotes == 0 && u32::from(f.seen) == f.tokens)
    };
    for (i, scores) in scores.iter_mut().enumerate() {
        let opens = line(i).chars().next();
        let Some(mark) = opens.filter(|c| matches!(c, '“' | '"' | '‘')) else {
            continue;
        };
        let before = (i.saturating_sub(BETWEEN + 1)..i).rev();
        let before = before.filter(|&i| mark == '‘' || !has_none(i));
        // The nearest line with marks decides.
        let open = before.map(line).find(|line| line.contains(mark));
        if open.is_some_and(|line| left_open(line) == Some(mark)) {
            scores[State::Body as usize] += GOES_ON;
        }
    }
}

/// The quotation mark that a line opens and never closes.
fn left_open(line: &str) -> Option<char> {
    if let Some(at) = line.rfind('“') {
        return (!line[at..].contains('”')).then_some('“');
    }
    if line.contains('"') {
        let opens = line.rfind('"').is_some_and(|at| {
            let before = line[..at].chars().next_back();
            let after = line[at + 1..].chars().next();
            before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_alphanumeric)
        });
        return (opens && line.matches('"').count() % 2 == 1).then_some('"');
    }
    let at = line.rfind('‘')?;
    let headed = at == 0 || line[..at].ends_with([' ', ':']);
    let closes = line[at..].match_indices('’').any(|(i, mark)| {
        let after = line[at + i + mark.len()..].chars().next();
        !after.is_some_and(char::is_alphanumeric)
    });
    (headed && !closes).then_some('‘')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_left_open() {
        for (line, expected) in [
            ("He said: “We will stay.", Some('“')),
            ("“We will stay,” he said.", None),
            ("“Yes,” he said. “But not", Some('“')),
            ("He said: \"We will stay.", Some('"')),
            ("A beam of 6\" by the door", None),
            ("‘We don’t know.", Some('‘')),
            ("‘We don’t know.’", None),
            ("No marks", None),
        ] {
            assert_eq!(left_open(line), expected, "{line}");
        }
    }
}
