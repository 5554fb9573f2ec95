//! Passages of invented wars and reigns: dates that a narrative without a reference date gives and goes on from.

use super::narrative;

/// Every passage with the expressions that it holds, in order.
fn check(passages: &[(&str, &[&str])]) {
    for (text, expected) in passages {
        assert_eq!(narrative(text), *expected, "{text}");
    }
}

#[test]
fn months_and_days_stay_in_the_narrative_year() {
    check(&[
        (
            "The war of the isles began in 1826. In April, the king sent ships; by mid-May they had landed.\n\n\
             On 3 June the port fell. The following month the hills were taken.",
            &[
                "1826 1826",
                "April 1826-04",
                "mid-May 1826-05",
                "3 June 1826-06-03",
                "The following month 1826-07",
            ],
        ),
        // Past December into the next year, and the one after.
        (
            "In November 1826 the bay froze. In February the stores ran out. On 14 August they were filled. In December \
             it snowed. In January the ice broke.",
            &[
                "November 1826 1826-11",
                "February 1827-02",
                "14 August 1827-08-14",
                "December 1827-12",
                "January 1828-01",
            ],
        ),
        (
            "The siege of Orm began on 10 May 1826. On 27 January the following year, it was lifted. Peace came on 2 \
             March of the same year.",
            &[
                "10 May 1826 1826-05-10",
                "27 January the following year 1827-01-27",
                "2 March of the same year 1827-03-02",
            ],
        ),
        // A year said since leaves the days of another behind.
        (
            "He was born on 24 August 1790. In 1826 he was crowned. Two months later he fled. The next year he died.",
            &[
                "24 August 1790 1790-08-24",
                "1826 1826",
                "Two months later XXXX-XX",
                "The next year 1827",
            ],
        ),
        // What nothing grounds is the day said beside it.
        (
            "In June 1826 the north attacked. Orm fell three days later, on 28 June.",
            &[
                "June 1826 1826-06",
                "three days later 1826-06-28",
                "28 June 1826-06-28",
            ],
        ),
    ]);
}

#[test]
fn days_and_nights_go_on_from_the_one_before() {
    check(&[
        (
            "On 22 June 1826, at 3:15 am, the attack began. That same evening the bridge was lost. The next morning it \
             rained. The night before had been calm.",
            &[
                "22 June 1826, at 3:15 am 1826-06-22T03:15",
                "That same evening 1826-06-22TEV",
                "The next morning 1826-06-23TMO",
                "The night before 1826-06-22TNI",
            ],
        ),
        (
            "They marched on the night of 3 May 1826. At noon the next day they met. By nightfall it was over.",
            &[
                "the night of 3 May 1826 1826-05-03TNI",
                "noon the next day 1826-05-04T12:00",
                "nightfall 1826-05-04TEV",
            ],
        ),
        (
            "At dawn of 10 May 1826 they rose; at 12 noon they ate. On Monday they rested.",
            &[
                "dawn of 10 May 1826 1826-05-10TMO",
                "12 noon 1826-05-10T12:00",
                "Monday 1826-05-15",
            ],
        ),
    ]);
}

#[test]
fn spans_of_days_and_years_give_both_ends() {
    check(&[
        (
            "From 12 to 15 June 1826 it rained. Between 18 and 20 August, and on September 4–7, 1826, ships were sunk.",
            &[
                "12 1826-06-12",
                "15 June 1826 1826-06-15",
                "18 1826-08-18",
                "20 August 1826-08-20",
                "September 4 1826-09-04",
                "7, 1826 1826-09-07",
            ],
        ),
        (
            "Anna (1801-1867) ruled with Jon (1799–1840) in the years 1826/27, during the winter of 1826–27.",
            &[
                "1801 1801",
                "1867 1867",
                "1799 1799",
                "1840 1840",
                "1826 1826",
                "27 1827",
                "the winter of 1826–27 1826-WI",
            ],
        ),
        (
            "In the late 17th and early 18th centuries, and from the 15th to the 16th century, they quarrelled.",
            &[
                "the late 17th 16",
                "early 18th centuries 17",
                "the 15th 14",
                "the 16th century 15",
            ],
        ),
    ]);
}

#[test]
fn parts_of_years_decades_and_antiquity() {
    check(&[
        (
            "In the fall of 1826 and by late summer they advanced. In the first months of 1827, and in the last days of \
             May, they fled. In spring 1828 it ended.",
            &[
                "the fall of 1826 1826-FA",
                "late summer 1826-SU",
                "the first months of 1827 1827",
                "the last days of May 1827-05",
                "spring 1828 1828-SP",
            ],
        ),
        (
            "It was built in 1887. In the nineties it burned; in the early 90's it stood empty. In the 1900s it was \
             forgotten.",
            &[
                "1887 1887",
                "the nineties 189",
                "the early 90's 189",
                "the 1900s 190",
            ],
        ),
        (
            "The house of Orm ruled from c. 1045. In 44 BC it was a hut. In 403 BC there was none. By 400 there was a \
             well; in June 399 it was dry. In the 3rd century BC it was dug again.",
            &[
                "1045 1045",
                "44 BC BC0044",
                "403 BC BC0403",
                "400 BC0400",
                "June 399 BC0399-06",
                "the 3rd century BC BC02",
            ],
        ),
        (
            "It lasts to this day. It is now a ruin, and today it is forgotten.",
            &[
                "this day PRESENT_REF",
                "now PRESENT_REF",
                "today PRESENT_REF",
            ],
        ),
    ]);
}

#[test]
fn four_digits_are_a_year_before_they_are_a_time() {
    check(&[
        (
            "In 1910, on October 5, they rose. At 0545 they had the town.",
            &["1910 1910", "October 5 1910-10-05", "0545 1910-10-05T05:45"],
        ),
        (
            "The first volume came out in 1849, the second in 1851.",
            &["1849 1849", "1851 1851"],
        ),
    ]);
}
