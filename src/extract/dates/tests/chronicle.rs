//! Passages of an invented encyclopaedia: eras and antiquity, sieges and reigns, and the numbers beside them.

use super::check;

#[test]
fn eras_millennia_and_first_years_of_three_digits() {
    check(&[
        (
            "The dynasty fell c. 1200 BCE. By 1150 BCE the coast was empty, and around 1100 BC a new people came.",
            &["1200 BCE BC1200", "1150 BCE BC1150", "1100 BC BC1100"],
        ),
        (
            "Orm reigned from AD 98 until AD 117, and his heir from 117 to 138.",
            &["AD 98 0098", "AD 117 0117", "117 0117", "138 0138"],
        ),
        (
            "From the 5th to the 3rd millennium BC the plain was farmed.",
            &["the 5th BC4", "the 3rd millennium BC BC2"],
        ),
        (
            "The second millennium BC saw three empires rise.",
            &["The second millennium BC BC1"],
        ),
        (
            "The philosopher (c. 428 – c. 348 BC) taught for forty years. He was born in 428 BC, and opened his school around 387 BC.",
            &[
                "428 BC0428",
                "348 BC BC0348",
                "forty years P40Y",
                "428 BC BC0428",
                "387 BC BC0387",
            ],
        ),
        (
            "The philosopher (428 – c. 348 BC) taught. Another (c. 428 – 348 BC) did not; a third (c. 428–c. 348 BC) might.",
            &[
                "428 BC0428",
                "348 BC BC0348",
                "428 BC0428",
                "348 BC BC0348",
                "428 BC0428",
                "348 BC BC0348",
            ],
        ),
        (
            "The city was sacked in 410, again in 455, and for a third time in 546.",
            &["410 0410", "455 0455", "546 0546"],
        ),
        (
            "In the late summer of AD 9 three legions were lost. The next spring a new army marched.",
            &["the late summer of AD 9 0009-SU", "The next spring 0010-SP"],
        ),
        (
            "In August 480 BC the fleets met. The following year the army was beaten at Orm. By 478 BC the war was over at home.",
            &[
                "August 480 BC BC0480-08",
                "The following year BC0479",
                "478 BC BC0478",
            ],
        ),
        (
            "The museum holds 1,950 coins from the 4th to the 6th centuries AD, found at depths of 1900 mm in the 1950s.",
            &["the 4th 03", "the 6th centuries AD 05", "the 1950s 195"],
        ),
    ]);
}

#[test]
fn numbers_and_names_that_are_no_dates() {
    check(&[
        (
            "The 13th Dynasty ruled from Orm; Louis XIV never saw World War II, nor did the 42nd Regiment or the 2nd Army.",
            &[],
        ),
        (
            "He was taught at Orm in the Michaelmas term of 1874 and took his degree in 1877.",
            &["1874 1874", "1877 1877"],
        ),
        (
            "See note 1863, pp. 1812–1815, and footnote 1776. HMS Orm (1943) was launched on 8 May 1943 as hull number 1842.",
            &["1943 1943", "8 May 1943 1943-05-08"],
        ),
        ("The Jurassic rocks are about 150 million years old.", &[]),
        (
            "The 1st Division, 2nd Corps and 11 Squadron took 1,200 prisoners and 1500 rifles on 3 June 1916.",
            &["3 June 1916 1916-06-03"],
        ),
        (
            "On the eve of the war, in July 1914, exports stood at 1914 levels. By the war's end they had halved.",
            &["July 1914 1914-07", "1914 1914"],
        ),
        (
            "Between 250,000 and 40,000 BP the cave was lived in; some 3,200 tools and 1650 bones were found in 1923 and 1924.",
            &["1923 1923", "1924 1924"],
        ),
        (
            "The population was 1,863 in 1801 and 2,140 in 1811. The census of 1821 counted 1900 houses.",
            &["1801 1801", "1811 1811", "1821 1821"],
        ),
    ]);
}

#[test]
fn a_full_date_gives_its_year_to_its_sentence() {
    check(&[
        (
            "The ship left Orm on 6 September and sighted land on 9 November 1620, after 65 days at sea.",
            &[
                "6 September 1620-09-06",
                "9 November 1620 1620-11-09",
                "65 days P65D",
            ],
        ),
        (
            "The campaign lasted from late June to mid-September 1812. In October came frost, and by the new year few were left.",
            &[
                "late June 1812-06",
                "mid-September 1812 1812-09",
                "October 1812-10",
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
            "It rained for forty days in the spring of that year, 1315, and for most of the summer.",
            &[
                "forty days P40D",
                "the spring of that year 1315-SP",
                "1315 1315",
                "the summer 1315-SU",
            ],
        ),
        (
            "The uprising lasted 63 days: it began on 1 August and ended on 2 October 1944.",
            &[
                "63 days P63D",
                "1 August 1944-08-01",
                "2 October 1944 1944-10-02",
            ],
        ),
        (
            "The war started in the autumn of the previous year, 1755, and formally on 18 May 1756.",
            &[
                "the autumn of the previous year 1755-FA",
                "1755 1755",
                "18 May 1756 1756-05-18",
            ],
        ),
        (
            "Hostilities began on the night of 8 February 1904. Over the following days the fleet was bottled up. In late April the army crossed the river; the fort surrendered on 2 January 1905.",
            &[
                "the night of 8 February 1904 1904-02-08TNI",
                "the following days PXD",
                "late April 1904-04",
                "2 January 1905 1905-01-02",
            ],
        ),
    ]);
}

#[test]
fn counting_on_from_what_was_said() {
    check(&[
        (
            "On 7 September 1812 the armies met. A week later the city was entered; five weeks later it was left again.",
            &[
                "7 September 1812 1812-09-07",
                "A week later 1812-W38",
                "five weeks later 1812-W43",
            ],
        ),
        (
            "In the early spring of 1521, the captain reached the coast. On 22 May the city was besieged. Seventy-five days later, on 13 August, it fell.",
            &[
                "the early spring of 1521 1521-SP",
                "22 May 1521-05-22",
                "Seventy-five days later 1521-08-13",
                "13 August 1521-08-13",
            ],
        ),
        (
            "On the night of 14–15 April 1912 the ship sank. The following day at dawn the first boats were found.",
            &[
                "the night of 14–15 April 1912 1912-04-14TNI",
                "The following day at dawn 1912-04-15TMO",
            ],
        ),
        (
            "In the 1860s the railway came; by the early 1870s it had reached the coast, and in the following decade it was doubled.",
            &[
                "the 1860s 186",
                "the early 1870s 187",
                "the following decade 188",
            ],
        ),
        (
            "In the first half of the 14th century the wool trade grew; in the last quarter of the century it shrank.",
            &[
                "the first half of the 14th century 13",
                "the last quarter of the century 13",
            ],
        ),
        (
            "In 1848, the year of revolutions, the king gave way. In March he named a new cabinet, and on the 18th of the month troops fired on the crowd.",
            &[
                "1848 1848",
                "the year 1848",
                "March 1848-03",
                "the 18th of the month 1848-03-18",
            ],
        ),
        (
            "Half a century later the same road was paved. It took less than 18 months, from April 1904 to September 1905.",
            &[
                "Half a century later XXXX",
                "less than 18 months P18M",
                "April 1904 1904-04",
                "September 1905 1905-09",
            ],
        ),
        (
            "King Alar died on 5 May 1043 and was buried three days later. His widow outlived him by eleven years.",
            &[
                "5 May 1043 1043-05-05",
                "three days later 1043-05-08",
                "eleven years P11Y",
            ],
        ),
    ]);
}

#[test]
fn reigns_sieges_and_treaties() {
    check(&[
        (
            "In the spring of 1863 the army crossed the river. Two years later it laid down its arms. By the end of that year it was gone.",
            &[
                "the spring of 1863 1863-SP",
                "Two years later 1865",
                "the end of that year 1865",
            ],
        ),
        (
            "From 1914 until 1918 the mills stood still. The mid-19th century had been their best time, the late 1700s their first.",
            &[
                "1914 1914",
                "1918 1918",
                "The mid-19th century 18",
                "the late 1700s 170",
            ],
        ),
        (
            "For three centuries the family held the castle; for nearly three decades it lay in ruins.",
            &["three centuries P300Y", "nearly three decades P30Y"],
        ),
        (
            "In Q2 1921 output fell; it recovered in the second half of 1922.",
            &["Q2 1921 1921-Q2", "the second half of 1922 1922-H2"],
        ),
        (
            "War was declared on the 4th of August 1914. Within a week 100,000 men had joined. By Christmas the lines were dug.",
            &[
                "the 4th of August 1914 1914-08-04",
                "a week P1W",
                "Christmas 1914-12-25",
            ],
        ),
        (
            "At 11 a.m. on 11 November 1918 the guns fell silent. That afternoon the bells rang.",
            &[
                "11 a.m. on 11 November 1918 1918-11-11T11:00",
                "That afternoon 1918-11-11TAF",
            ],
        ),
        (
            "The rising of 1798 failed within weeks. In 1799 the last rebels were tried, and a year later the two parliaments were joined.",
            &["1798 1798", "weeks PXW", "1799 1799", "a year later 1800"],
        ),
        (
            "He ruled for 23 years, 4 months and 12 days, from 3 March 1605 to 15 July 1628.",
            &[
                "23 years, 4 months and 12 days P23Y4M12D",
                "3 March 1605 1605-03-03",
                "15 July 1628 1628-07-15",
            ],
        ),
        (
            "In the winter of 1709 rivers froze; the next spring brought floods. Both winters had been hard.",
            &["the winter of 1709 1709-WI", "the next spring 1710-SP"],
        ),
        (
            "Between May and July 1866 the duchy changed hands twice. In early August the duke came back.",
            &["May 1866-05", "July 1866 1866-07", "early August 1866-08"],
        ),
        (
            "The treaty was signed at 3 o'clock in the afternoon on 10 February 1763 after nearly seven years of war.",
            &[
                "3 o'clock in the afternoon on 10 February 1763 1763-02-10T15:00",
                "nearly seven years P7Y",
            ],
        ),
        (
            "On Palm Sunday, 29 March 1461, snow fell. The day after, the king entered York.",
            &[
                "Palm Sunday, 29 March 1461 1461-03-29",
                "The day after 1461-03-30",
            ],
        ),
        (
            "For the next 44 years she ruled alone. During the first ten years she named no heir.",
            &["the next 44 years P44Y", "the first ten years P10Y"],
        ),
        (
            "Before 1789, and even after 1815, few could vote. As late as 1867 it was one in seven.",
            &["1789 1789", "1815 1815", "1867 1867"],
        ),
        (
            "During the 1920s and 1930s, and especially from 1933 onwards, many left.",
            &["the 1920s 192", "1930s 193", "1933 1933"],
        ),
        (
            "In the early morning of 22 June 1941 the guns opened fire. By noon the frontier was open; by the evening of 24 June the bridges were gone.",
            &[
                "the early morning of 22 June 1941 1941-06-22TMO",
                "noon 1941-06-22T12:00",
                "the evening of 24 June 1941-06-24TEV",
            ],
        ),
        (
            "The plague came in the summer of 1348 and stayed until the end of 1349. A generation later it came back, in 1361-62.",
            &[
                "the summer of 1348 1348-SU",
                "the end of 1349 1349",
                "1361 1361",
                "62 1362",
            ],
        ),
        (
            "Earlier in 1381 a tax had been raised; later that year it was dropped. It had been tried once before, in 1379.",
            &["Earlier in 1381 1381", "later that year 1381", "1379 1379"],
        ),
        (
            "At midnight on 31 December 1999 the flag was lowered. The canal had been built between 1904 and 1914.",
            &[
                "midnight on 31 December 1999 1999-12-31T24:00",
                "1904 1904",
                "1914 1914",
            ],
        ),
        (
            "The treaty, signed in 1783, ended eight years of war. Congress ratified it on January 14 of the following year.",
            &[
                "1783 1783",
                "eight years P8Y",
                "January 14 of the following year 1784-01-14",
            ],
        ),
        (
            "At daybreak on 18 June 1815 the ground was sodden. At about 11:30 the first gun was heard, and at 8 o'clock in the evening the guard broke.",
            &[
                "daybreak on 18 June 1815 1815-06-18TMO",
                "11:30 1815-06-18T11:30",
                "8 o'clock in the evening 1815-06-18T20:00",
            ],
        ),
        (
            "Fighting resumed on 1 March, and by the end of the month the pocket was gone. In 1943 it all began again.",
            &[
                "1 March XXXX-03-01",
                "the end of the month XXXX-XX",
                "1943 1943",
            ],
        ),
    ]);
}
