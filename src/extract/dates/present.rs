//! Whether a text without a reference date speaks of its own present, as news does and a chronicle does not: "yesterday", "on
//! Tuesday" and "last month" then count from a day that nobody told, and so does a bare "March".

use crate::lexicon::const_hash;
use crate::parse::Article;
use crate::text::{Flags, Token};

/// Days that only the day of writing tells.
const DAYS: [u32; 2] = [const_hash("yesterday"), const_hash("tomorrow")];
/// Days that it tells unless another was told.
const WEEKDAYS: [u32; 7] = [
    const_hash("monday"),
    const_hash("tuesday"),
    const_hash("wednesday"),
    const_hash("thursday"),
    const_hash("friday"),
    const_hash("saturday"),
    const_hash("sunday"),
];
/// "last", "next" and what they stand before.
const SIDES: [u32; 2] = [const_hash("last"), const_hash("next")];
const UNITS: [u32; 4] = [
    const_hash("month"),
    const_hash("night"),
    const_hash("week"),
    const_hash("year"),
];
const THE: u32 = const_hash("the");

/// Years that a text of its own present tells, and how many more for each such word, at most.
const YEARS: usize = 2;
const YEARS_FOR_ONE: usize = 4;

/// Whether the article speaks of its own present: it has a dateline or such words, and few years for them.
pub(super) fn speaks_of_its_present(article: &Article<'_>, include_boilerplate: bool) -> bool {
    let mut words = usize::from(article.dateline.is_some());
    let (mut weekdays, mut years, mut days) = (0, 0, 0);
    for block in article.extractable(include_boilerplate) {
        let tokens = &article.text.tokens[block.tokens.start as usize..block.tokens.end as usize];
        for (i, token) in tokens.iter().enumerate() {
            let numeric = |i: Option<usize>| {
                let token = i.and_then(|i| tokens.get(i));
                token.is_some_and(|t| t.has(Flags::NUMERIC))
            };
            if is_year(token, &article.text.content) {
                years += 1;
                // "10 May 1826", "May 10, 1826"
                days += usize::from(numeric(i.checked_sub(2)));
            } else if WEEKDAYS.contains(&token.hash) {
                // "Sunday, 7 December"
                let dated = (1..4).any(|by| numeric(Some(i + by)) || numeric(i.checked_sub(by)));
                weekdays += usize::from(!dated);
            } else {
                words += usize::from(DAYS.contains(&token.hash) || is_next_unit(tokens, i));
            }
        }
    }
    if days == 0 {
        words += weekdays;
    }
    words > 0 && years <= words * YEARS_FOR_ONE + YEARS
}

/// "last month", not "the last month".
fn is_next_unit(tokens: &[Token], i: usize) -> bool {
    let hash = |by: usize| i.checked_sub(by).map(|i| tokens[i].hash);
    UNITS.contains(&tokens[i].hash)
        && hash(1).is_some_and(|before| SIDES.contains(&before))
        && hash(2) != Some(THE)
}

/// A number of four digits that may be a year.
fn is_year(token: &Token, content: &str) -> bool {
    token.has(Flags::NUMERIC)
        && token.end - token.start == 4
        && matches!(
            content.as_bytes()[token.start as usize..],
            [b'1' | b'2', b'0'..=b'9', ..]
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::text::Text;

    #[test]
    fn news_is_told_from_chronicles() {
        for (text, expected) in [
            (
                "The firm was founded in 1999. It said on Tuesday that sales fell.",
                true,
            ),
            (
                "PARIS, March 4 (Reuters) - Shares fell in 2019 and rose.",
                true,
            ),
            (
                "He was born in 1890 and died in 1941. The house burnt down in May.",
                false,
            ),
            (
                "It was taken in 1210, lost in 1212, and burnt in 1214. It was built again in 1220, sold in 1224 and given away in 1230, \
                 and on a Tuesday in 1240 it fell.",
                false,
            ),
            (
                "They landed on Sunday, 7 December, and left in the last week of May.",
                false,
            ),
        ] {
            let text = Text::new(text.to_owned());
            assert_eq!(
                speaks_of_its_present(&parse(&text), false),
                expected,
                "{}",
                text.content
            );
        }
    }
}
