//! Annals of an invented past: dates of the kinds that an encyclopaedia holds, each with its times of day, feasts and spans.

use super::narrative;

#[test]
fn societies_storms_and_elections() {
    for (text, expected) in [
        (
            "The society was founded on the evening of 3 May 1831 and met every Tuesday at eight o'clock until the 1850s.",
            &[
                "the evening of 3 May 1831 1831-05-03TEV",
                "every Tuesday XXXX-WXX-2",
                "eight o'clock 1831-05-03T08:00",
                "the 1850s 185",
            ][..],
        ),
        (
            "In 1703, a storm lasting from 26 November to 1 December (7–12 December by the new calendar) sank thirteen ships of the line.",
            &[
                "1703 1703",
                "26 November 1703-11-26",
                "1 December 1703-12-01",
                "7 1703-12-07",
                "12 December 1703-12-12",
            ],
        ),
        (
            "He abdicated in favour of his son in January 1724, but returned in September of the same year when the boy died; he ruled until 1746.",
            &[
                "January 1724 1724-01",
                "September of the same year 1724-09",
                "1746 1746",
            ],
        ),
        (
            "Construction of the tower started in 1172 or 1173 and took about 199 years.",
            &["1172 1172", "1173 1173", "199 years P199Y"],
        ),
        (
            "The eclipse of 28 May 585 BC is said to have stopped a battle. In the summer of 584 the peace held.",
            &["28 May 585 BC BC0585-05-28", "the summer of 584 BC0584-SU"],
        ),
        (
            "The mutiny on the evening of 14 June 1905 began over meat. Eleven days later, the crew gave up the ship.",
            &[
                "the evening of 14 June 1905 1905-06-14TEV",
                "Eleven days later 1905-06-25",
            ],
        ),
        (
            "Two days before Christmas 1888 he cut off his ear. He was in hospital for a fortnight, and again in May 1889.",
            &[
                "Two days P2D",
                "Christmas 1888 1888-12-25",
                "a fortnight P2W",
                "May 1889 1889-05",
            ],
        ),
        (
            "On Good Friday 1865, five days after the surrender, the president was shot. He died at 7:22 the next morning.",
            &[
                "Good Friday 1865 1865-04-14",
                "five days P5D",
                "7:22 the next morning 1865-04-15T07:22",
            ],
        ),
        (
            "In the small hours of 10 November 1938 the fires were lit. Over 1,400 houses burned that night.",
            &[
                "the small hours of 10 November 1938 1938-11-10TNI",
                "that night 1938-11-10TNI",
            ],
        ),
        (
            "During 1942 and the first half of 1943 the convoys lost ships every week. By May 1943 the tide had turned.",
            &[
                "1942 1942",
                "the first half of 1943 1943-H1",
                "every week P1W",
                "May 1943 1943-05",
            ],
        ),
        (
            "From 9 AM to 3 PM on 29 October 1929, 16 million shares were sold. A week earlier it had been six million.",
            &[
                "9 AM 1929-10-29T09:00",
                "3 PM on 29 October 1929 1929-10-29T15:00",
                "A week earlier 1929-W43",
            ],
        ),
        (
            "After nearly a century of peace, war came in the autumn of 1870. In January 1871 an emperor was made; in May, a treaty was signed.",
            &[
                "nearly a century P100Y",
                "the autumn of 1870 1870-FA",
                "January 1871 1871-01",
                "May 1871-05",
            ],
        ),
        (
            "The line opened in three stages: on 10 January 1863, in December 1868 and, at last, in 1884.",
            &[
                "10 January 1863 1863-01-10",
                "December 1868 1868-12",
                "1884 1884",
            ],
        ),
    ] {
        assert_eq!(narrative(text), *expected, "{text}");
    }
}

#[test]
fn wars_and_uprisings() {
    for (text, expected) in [
        (
            "In the early spring of 1521, the captain reached the coast. On 22 May the city was besieged. Seventy-five days later, on 13 August, it fell.",
            &[
                "the early spring of 1521 1521-SP",
                "22 May 1521-05-22",
                "Seventy-five days later 1521-08-13",
                "13 August 1521-08-13",
            ][..],
        ),
        (
            "The war, which lasted from 1618 to 1648, cost millions of lives. In the 1620s the emperor won; in the 1630s the king of the north came. In November 1632 he fell.",
            &[
                "1618 1618",
                "1648 1648",
                "the 1620s 162",
                "the 1630s 163",
                "November 1632 1632-11",
            ],
        ),
        (
            "By the spring of 1644, after two years of fighting, the north was lost. On 2 July the two armies met on a moor; within two hours the right wing was gone.",
            &[
                "the spring of 1644 1644-SP",
                "two years P2Y",
                "2 July 1644-07-02",
                "two hours PT2H",
            ],
        ),
        (
            "The first phase (June–December 1950) was mobile; the second (1951–53) was not. Talks opened in July 1951 and dragged on for two years.",
            &[
                "June 1950-06",
                "December 1950 1950-12",
                "1951 1951",
                "53 1953",
                "July 1951 1951-07",
                "two years P2Y",
            ],
        ),
        (
            "On 26 October 1859 they met near the town. Earlier that year, in May, a thousand men had landed; by September the kingdom was theirs.",
            &[
                "26 October 1859 1859-10-26",
                "Earlier that year 1859",
                "May 1859-05",
                "September 1859-09",
            ],
        ),
        (
            "The siege, begun in late October 1854, dragged on through the winter. On 8 September 1855, after 349 days, the town was given up.",
            &[
                "late October 1854 1854-10",
                "the winter 1854-WI",
                "8 September 1855 1855-09-08",
                "349 days P349D",
            ],
        ),
        (
            "A truce was agreed for Christmas 1648. It held until January 30, when the king was tried.",
            &["Christmas 1648 1648-12-25", "January 30 1649-01-30"],
        ),
        (
            "Between the 10th and the 12th of May 1941 the city burned. The following weekend it was quiet, and by Monday, May 26, the trams ran.",
            &[
                "the 10th 1941-05-10",
                "the 12th of May 1941 1941-05-12",
                "The following weekend 1941-W21-WE",
                "Monday, May 26 1941-05-26",
            ],
        ),
    ] {
        assert_eq!(narrative(text), *expected, "{text}");
    }
}
