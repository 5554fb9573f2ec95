//! Invented sieges and lives: turns of phrase of war histories.

use super::check;

#[test]
fn what_a_date_says_of_its_neighbour() {
    check(&[
        (
            "He was crowned in 1746 and died in 1788, forty-two years later.",
            &["1746 1746", "1788 1788", "forty-two years later 1788"],
        ),
        (
            "The vote had been held three months earlier, on 12 January 1919.",
            &["three months earlier 1919-01", "12 January 1919 1919-01-12"],
        ),
        (
            "He was born in 1921. In the 1950s he went abroad. Three years later he was back.",
            &["1921 1921", "the 1950s 195", "Three years later XXXX"],
        ),
        // The days of a month do not run backwards.
        (
            "The wall was mined on 27 July 1652. On the 3rd, the town gave up; on the 9th the duke came.",
            &[
                "27 July 1652 1652-07-27",
                "the 3rd 1652-08-03",
                "the 9th 1652-08-09",
            ],
        ),
        (
            "It had been agreed on the night of 9 June 1652. They met on the 8th.",
            &[
                "the night of 9 June 1652 1652-06-09TNI",
                "the 8th 1652-06-08",
            ],
        ),
    ]);
}

#[test]
fn days_before_and_parts_of_years() {
    check(&[
        (
            "On 6 June 1944 they landed. The day before had been wet; two days previously it had been dry. By evening they \
             had the ridge and held it for a further three days.",
            &[
                "6 June 1944 1944-06-06",
                "The day before 1944-06-05",
                "two days previously 1944-06-04",
                "evening 1944-06-06TEV",
                "a further three days P3D",
            ],
        ),
        (
            "It froze in the early part of 1942 and in the latter part of 1943.",
            &[
                "the early part of 1942 1942",
                "the latter part of 1943 1943",
            ],
        ),
    ]);
}

#[test]
fn nights_and_hours() {
    check(&[
        (
            "The dam burst on 11 March 1864 at half past eleven at night.",
            &["11 March 1864 at half past eleven at night 1864-03-11T23:30"],
        ),
        (
            "In the early morning hours of 22 June 1941 they crossed; in the early hours of Monday morning they slept.",
            &[
                "the early morning hours of 22 June 1941 1941-06-22TMO",
                "the early hours of Monday morning 1941-06-23TMO",
            ],
        ),
        (
            "The raids went on for 57 consecutive nights. It was worst in the summer months of 1941.",
            &[
                "57 consecutive nights P57D",
                "the summer months of 1941 1941-SU",
            ],
        ),
        (
            "On 7 December 1941, at 7:48 a.m. local time, the wave struck; over the next half-century few came.",
            &[
                "7 December 1941, at 7:48 a.m. local time 1941-12-07T07:48",
                "the next half-century P50Y",
            ],
        ),
    ]);
}
