//! Passages of invented wars and reigns: dates that a narrative without a reference date gives and goes on from.

use super::check;

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

#[test]
fn years_before_1000_need_no_era() {
    check(&[
        (
            "The Sand War (602–628) was long. In 602 the king was murdered; by 611 the south had fallen. On 5 July 612 a \
             fleet of 300 ships burned. In the spring of 622 his son sailed with 800 men. By the 630s it was over.",
            &[
                "602 0602",
                "628 0628",
                "602 0602",
                "611 0611",
                "5 July 612 0612-07-05",
                "the spring of 622 0622-SP",
                "the 630s 063",
            ],
        ),
        (
            "The revolt began in 66 AD. In April 68 a governor rose. The year 69 saw four kings. On 4 August 70 the \
             temple burned; the last fort fell in AD 73 or 74.",
            &[
                "66 AD 0066",
                "April 68 0068-04",
                "The year 69 0069",
                "4 August 70 0070-08-04",
                "AD 73 0073",
                "74 0074",
            ],
        ),
        (
            "He died in December of 384. The league of 478/477 BC lasted until c. 404.",
            &[
                "December of 384 0384-12",
                "478 BC0478",
                "477 BC BC0477",
                "404 BC0404",
            ],
        ),
        // Numbers of things.
        (
            "In 1826 he came with 384 men. On 5 June 300 ships sailed. The vote (195–230) was lost.",
            &["1826 1826", "5 June 1826-06-05"],
        ),
    ]);
}

#[test]
fn asides_leave_the_narrative_where_it_was() {
    check(&[
        (
            "In 1814 the realm was ready. The treaty of 1739 had named the border. On 4 August it was crossed. General \
             Orm (1748–1816) fell back in September. His son (born 1781) dug in; that winter it was quiet.",
            &[
                "1814 1814",
                "1739 1739",
                "4 August 1814-08-04",
                "1748 1748",
                "1816 1816",
                "September 1814-09",
                "1781 1781",
                "that winter 1814-WI",
            ],
        ),
        (
            "In 1814 it snowed. The bridge had been built in 1802. Two years later it had burned.",
            &["1814 1814", "1802 1802", "Two years later 1804"],
        ),
        (
            "In 1814 he fled. He would become marshal in 1827. In November he wrote home.",
            &["1814 1814", "1827 1827", "November 1814-11"],
        ),
    ]);
}

#[test]
fn what_stands_beside_a_date_tells_its_year_and_day() {
    check(&[
        (
            "In the month of May 1826 it rained, and in the months of June and July.",
            &[
                "the month of May 1826 1826-05",
                "June 1826-06",
                "July 1826-07",
            ],
        ),
        (
            "From January to October 1957 the city was quiet. The strike began on Monday, January 28. On 13 May, four \
             days later, it ended.",
            &[
                "January 1957-01",
                "October 1957 1957-10",
                "Monday, January 28 1957-01-28",
                "13 May 1957-05-13",
                "four days later 1957-05-13",
            ],
        ),
        (
            "They met on 16 May 1826. At 9 a.m. the next morning they fought. At 5:15 on the afternoon of the 18th they \
             fled.",
            &[
                "16 May 1826 1826-05-16",
                "9 a.m. the next morning 1826-05-17T09:00",
                "5:15 on the afternoon of the 18th 1826-05-18T17:15",
            ],
        ),
        (
            "In 1826 he was old. In the autumn of the same year he fled. The 1827–28 winter was cold; a famine in \
             1827–28 killed thousands. The siege was to last six months.",
            &[
                "1826 1826",
                "the autumn of the same year 1826-FA",
                "The 1827–28 winter 1827-WI",
                "1827 1827",
                "28 1828",
                "six months P6M",
            ],
        ),
    ]);
}

#[test]
fn numbers_of_things_and_pages_are_no_years() {
    check(&[
        (
            "In 1826 about 1800 were killed on a hill 1850 m high. See Orm (p. 1716) and Resolution 1441. At 1600 metres \
             an estimated 1500 fell.",
            &["1826 1826"],
        ),
        (
            "On the first day of June 1826 they rose. The very next day it was over. In mid-afternoon it rained until \
             past midnight.",
            &[
                "the first day of June 1826 1826-06-01",
                "The very next day 1826-06-02",
                "mid-afternoon 1826-06-02TAF",
                "midnight 1826-06-02T24:00",
            ],
        ),
        (
            "King Alar (reigned 484–507) was born around 460. In 526 his son died, as told in The Christmas Cottage and \
             the Orm Weekly. There winter wheat was sown every now and again.",
            &["484 0484", "507 0507", "460 0460", "526 0526"],
        ),
    ]);
}

#[test]
fn a_year_stands_for_all_of_a_list() {
    check(&[
        (
            "In 1826 he wrote three letters, in August, September and October 1828. He left on 3 May, and on 4 June 1829 \
             he came back.",
            &[
                "1826 1826",
                "August 1828-08",
                "September 1828-09",
                "October 1828 1828-10",
                "3 May 1829-05-03",
                "4 June 1829 1829-06-04",
            ],
        ),
        (
            "They met on 16 May 1826; at dawn the next day they fought a two-and-a-half-hour battle. The last quarter of \
             the 19th century and summer–autumn 1901 were quiet.",
            &[
                "16 May 1826 1826-05-16",
                "dawn the next day 1826-05-17TMO",
                "two-and-a-half-hour PT2H30M",
                "The last quarter of the 19th century 18",
                "summer 1901-SU",
                "autumn 1901 1901-FA",
            ],
        ),
    ]);
}

#[test]
fn a_war_with_its_years_in_brackets_goes_on_from_its_beginning() {
    check(&[
        (
            "The Long War (1814–1818) was bitter. On 28 July, it began.",
            &["1814 1814", "1818 1818", "28 July 1814-07-28"],
        ),
        (
            "The siege of Orm (20 November 1840 – 14 January 1841) was long. In December, the wells ran dry.",
            &[
                "20 November 1840 1840-11-20",
                "14 January 1841 1841-01-14",
                "December 1840-12",
            ],
        ),
        (
            "He was minister from 1831 to 1834. In June he fled.",
            &["1831 1831", "1834 1834", "June 1834-06"],
        ),
    ]);
}

#[test]
fn times_and_feasts_beside_days() {
    check(&[
        (
            "On 23 October 1856 they met. At 20:00, the First Secretary spoke. On 24 October at around 14:00 hours, the \
             first shots fell; in the early hours of the morning of 25 October 14 in the square were dead.",
            &[
                "23 October 1856 1856-10-23",
                "20:00 1856-10-23T20:00",
                "24 October 1856-10-24",
                "14:00 hours 1856-10-24T14:00",
                "the early hours of the morning of 25 October 1856-10-25TMO",
            ],
        ),
        (
            "It broke out on Easter Monday, 24 April 1916. On 23 October 1949, 33 years later, it was told. William (r. \
             1066–1087) knew nothing of it, nor has anyone since at least 1936.",
            &[
                "Easter Monday, 24 April 1916 1916-04-24",
                "23 October 1949 1949-10-23",
                "33 years later 1949",
                "1066 1066",
                "1087 1087",
                "1936 1936",
            ],
        ),
    ]);
}
