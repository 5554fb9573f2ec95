//! Invented wire stories of Tuesday 19 March 2013: what their usual turns of phrase name, and what they do not.

use super::check_on;
use jiff::civil::date;

/// Every passage with the expressions that it holds, in order.
fn check(passages: &[(&str, &[&str])]) {
    check_on(Some(date(2013, 3, 19)), passages);
}

#[test]
fn what_is_planned_lies_ahead() {
    check(&[
        (
            "The storm was expected to come ashore late Tuesday night or early Wednesday.",
            &[
                "late Tuesday night 2013-03-19TNI",
                "early Wednesday 2013-03-20",
            ],
        ),
        (
            "A vigil was planned for 7 p.m. Saturday.",
            &["7 p.m. Saturday 2013-03-23T19:00"],
        ),
        (
            "Unions called a strike for Thursday and Friday. They had come for Friday prayers.",
            &[
                "Thursday 2013-03-21",
                "Friday 2013-03-22",
                "Friday 2013-03-15",
            ],
        ),
        // A participle in -eed.
        (
            "Under the deal agreed early Monday, the bank will be wound up.",
            &["early Monday 2013-03-18"],
        ),
        (
            "She speaks next Wednesday, and he this coming Wednesday.",
            &[
                "next Wednesday 2013-03-27",
                "this coming Wednesday 2013-03-20",
            ],
        ),
        (
            "It will be held on Sunday (April 7).",
            &["Sunday 2013-04-07", "April 7 2013-04-07"],
        ),
        (
            "Trains run every Monday and Thursday.",
            &["every Monday XXXX-WXX-1", "Thursday XXXX-WXX-4"],
        ),
    ]);
}

#[test]
fn weeks_and_ranges() {
    check(&[
        (
            "Claims fell in the week ended March 9. The road is closed through Friday.",
            &["the week ended March 9 2013-W10", "Friday 2013-03-22"],
        ),
        (
            "It opens over the Memorial Day weekend.",
            &["Memorial Day weekend 2013-W21-WE"],
        ),
        (
            "Profit rose in the July-September quarter; it will rise in the July-September quarter.",
            &[
                "July 2012-07",
                "September 2012-09",
                "July 2013-07",
                "September 2013-09",
            ],
        ),
    ]);
}

#[test]
fn a_report_is_no_event() {
    check(&[
        (
            "A quake struck late Sunday, officials said Monday. It hit at 10:37 p.m. local time (0437 GMT Monday).",
            &[
                "late Sunday 2013-03-17",
                "Monday 2013-03-18",
                "10:37 p.m. local time 2013-03-17T22:37",
                "0437 GMT Monday 2013-03-18T04:37",
            ],
        ),
        (
            "The banks, shut since March 7, opened at noon. By late afternoon the tills were empty.",
            &[
                "March 7 2013-03-07",
                "noon 2013-03-19T12:00",
                "late afternoon 2013-03-19TAF",
            ],
        ),
    ]);
}

#[test]
fn later_and_earlier_that_count_no_days() {
    check(&[
        (
            "It will close two years earlier than planned.",
            &["two years P2Y"],
        ),
        (
            "Rates fell for the first time in four years earlier this month.",
            &["four years P4Y", "earlier this month 2013-03"],
        ),
    ]);
}

#[test]
fn how_long_and_how_often() {
    check(&[
        (
            "It lasted just over two hours, or as many as three, with half a dozen years and half a dozen more to come.",
            &["just over two hours PT2H", "half a dozen years P6Y"],
        ),
        (
            "In the past couple of years she made a seven-night cruise and a yearlong trip, and slept four nights at sea.",
            &[
                "the past couple of years PXY",
                "seven-night P7D",
                "yearlong P1Y",
                "four nights P4D",
            ],
        ),
        (
            "They meet every few weeks or every two or three months; the twice-weekly show will go on in the weeks ahead.",
            &[
                "every few weeks PXW",
                "every two or three months P2M",
                "twice-weekly P1W",
                "the weeks ahead PXW",
            ],
        ),
        (
            "The past two-and-a-half years, the next five-plus months and 5½ hours of the past three summers were dry.",
            &[
                "The past two-and-a-half years P2.5Y",
                "the next five-plus months P5M",
                "5½ hours PT5H30M",
                "the past three summers XXXX-SU",
            ],
        ),
        (
            "She was held for two years and three months, on a flight of 10 hours and 23 minutes, two hours a day.",
            &[
                "two years and three months P2Y3M",
                "10 hours and 23 minutes PT10H23M",
                "two hours PT2H",
            ],
        ),
        (
            "It took a year or more, within weeks or months, for a five- to ten-year term.",
            &[
                "a year or more P1Y",
                "weeks or months PXW",
                "five- to ten-year P5Y",
            ],
        ),
        (
            "It opened a year and a half ago; not long ago it was full, and by the decade's end it will be gone.",
            &[
                "a year and a half ago 2011",
                "not long ago PAST_REF",
                "the decade's end 201",
            ],
        ),
    ]);
}

#[test]
fn what_only_looks_like_one() {
    check(&[
        (
            "The deaths since March 11 rose to 16.",
            &["March 11 2013-03-11"],
        ),
        (
            "It brought the deaths since March 11 to 6.",
            &["March 11 2013-03-11"],
        ),
        ("Temperatures fell to the 40s. He worked long hours.", &[]),
        (
            "Attacks grow in the spring and fall off in the heat.",
            &["the spring 2013-SP"],
        ),
        (
            "Since 9/11 and the Sept. 11 attacks, 9/12 of them left; they met on Sept. 11.",
            &[
                "9/11 2001-09-11",
                "Sept. 11 2001-09-11",
                "Sept. 11 2012-09-11",
            ],
        ),
        (
            "The future of the Future Party hangs on the future king; in the future too.",
            &["the future FUTURE_REF"],
        ),
        (
            "They hunted Red October. He is in his sixties. Jack “Buck” May left.",
            &[],
        ),
        (
            "He read Nineteen Eighty-Four; they were out in the quarters.",
            &[],
        ),
        (
            "It was held over Thanksgiving weekend in 1982, in the mid to late 1990s and no later than 1551.",
            &[
                "Thanksgiving weekend in 1982 1982-W47-WE",
                "the mid to late 1990s 199",
                "1551 1551",
            ],
        ),
        (
            "Later years\n\nThe mine had been worked for years, and he was glad of it.",
            &["years PXY"],
        ),
        (
            "Ms. March and Mr. May met as recently as 2010.",
            &["2010 2010"],
        ),
        (
            "It lies at 2010 Main Street. House Bill 1523 was read: `May we come in?'",
            &[],
        ),
        ("It was the start of the 2012 Orm election.", &["2012 2012"]),
        ("She won eight of the past nine races.", &[]),
        (
            "The group, March for Orm, read Exodus 18:21, as USA TODAY said.",
            &[],
        ),
        (
            "It rose by more than a quarter, to almost a second home.",
            &[],
        ),
        ("He was out by the end of the 11th round.", &[]),
        (
            "She had a great night on Saturday.",
            &["Saturday 2013-03-16"],
        ),
        ("Unemployment is in the mid-30s.", &[]),
        (
            "It is better in 2012 than 2011, and sold more than 2011 cars.",
            &["2012 2012", "2011 2011"],
        ),
        (
            "Prices rise in the spring and fall.",
            &["the spring 2013-SP", "fall 2013-FA"],
        ),
    ]);
}
