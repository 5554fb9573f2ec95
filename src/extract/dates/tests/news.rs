//! Invented news sentences of Tuesday 19 March 2013: which of the days around it is meant, and what is part of a date.

use super::read;
use jiff::civil::date;

#[test]
fn news_counts_from_its_day() {
    for (text, expected) in [
        (
            "Shares rose on Wednesday morning after falling. They fell from Monday to Friday.",
            &[
                "Wednesday morning 2013-03-13TMO",
                "Monday 2013-03-11",
                "Friday 2013-03-15",
            ][..],
        ),
        (
            "He took over two years ago. On Wednesday, he and his son are to travel to Orm.",
            &["two years ago 2011", "Wednesday 2013-03-20"],
        ),
        (
            "She would be travelling to the United Isles Thursday. The show is to run from March 11 through June 2.",
            &[
                "Thursday 2013-03-21",
                "March 11 2013-03-11",
                "June 2 2013-06-02",
            ],
        ),
        (
            "On Sunday night the shop burned. Two men were seen at 10 p.m. nearby.",
            &["Sunday night 2013-03-17TNI", "10 p.m. 2013-03-17T22:00"],
        ),
        (
            "Days were lost between May and August. It will fall in May. He was tried in June, and the rest is due in June.",
            &[
                "May 2012-05",
                "August 2012-08",
                "May 2013-05",
                "June 2012-06",
                "June 2013-06",
            ],
        ),
        (
            "Winter wheat grew well, said the Orm Weekly. The 2012 Summer Games were dry.",
            &["2012 2012"],
        ),
        (
            "The isle will one day be free, he told VOA Today. One day it rained. The talks took nearly eight hours.",
            &[
                "one day FUTURE_REF",
                "One day P1D",
                "nearly eight hours PT8H",
            ],
        ),
        (
            "It owes $1.15 billion. Sales rose to 1.5 million in the first quarter of the year, and in the second half of \
             February they fell.",
            &[
                "the first quarter of the year 2013-Q1",
                "the second half of February 2013-02",
            ],
        ),
    ] {
        let found: Vec<String> = read(text, Some(date(2013, 3, 19)))
            .into_iter()
            .map(|(text, value)| format!("{text} {value}"))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}
