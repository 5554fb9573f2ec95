//! The examples of the pattern table, narrative anchoring, and what only looks like a date.

mod annals;
mod chronicle;
mod history;
mod news;
mod sieges;
mod wire;

use super::*;
use crate::extract::Settings;
use crate::lexicon::entries;
use crate::parse;
use crate::text::Text;
use jiff::civil::date;

/// Expressions of a text and their values; `day` is the reference date.
fn read(text: &str, day: Option<Date>) -> Vec<(String, String)> {
    let text = Text::new(text.to_owned());
    let article = parse::parse(&text);
    let reference = day.map(|date| ReferenceDate {
        date,
        from: ReferenceSource::Flag,
    });
    let settings = Settings {
        reference,
        include_boilerplate: true,
    };
    let found = find_dates(&article, &settings);
    let content = &text.content;
    found
        .iter()
        .map(|timex| (timex.span.of(content).to_owned(), timex.value.to_string()))
        .collect()
}

#[test]
fn every_pattern_finds_its_example() {
    let mut wrong = Vec::new();
    for line in entries(grammar::PATTERNS).filter(|line| !line.starts_with('@')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (example, expected) = (columns[2], columns[3]);
        let marked = example
            .split_once('{')
            .and_then(|(_, rest)| rest.split_once('}'));
        let expression = marked.map_or(example, |(inside, _)| inside);
        let found = read(&example.replace(['{', '}'], ""), Some(date(2016, 10, 8)));
        let fits = match expected {
            "-" => found.is_empty(),
            _ => found
                .iter()
                .any(|(text, value)| text == expression && value == expected),
        };
        if !fits {
            wrong.push(format!("{line}\n    found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a text says, as "text value" pairs; `day` is the reference date.
fn told(text: &str, day: Option<Date>) -> Vec<String> {
    let found = read(text, day);
    found
        .into_iter()
        .map(|(text, value)| format!("{text} {value}"))
        .collect()
}

/// The same without a reference date.
fn narrative(text: &str) -> Vec<String> {
    told(text, None)
}

/// Every passage without a reference date, with the expressions that it holds, in order.
fn check(passages: &[(&str, &[&str])]) {
    check_on(None, passages);
}

fn check_on(day: Option<Date>, passages: &[(&str, &[&str])]) {
    for (text, expected) in passages {
        assert_eq!(told(text, day), *expected, "{text}");
    }
}

#[test]
fn news_without_its_day_leaves_open_what_counts_from_it() {
    for (text, expected) in [
        (
            "The firm was founded in 1999. It said on Tuesday that sales fell in March.",
            ["1999", "XXXX-WXX-2", "XXXX-03"],
        ),
        (
            "He has lived there since 2021. Three died in June last year, said a report of last month.",
            ["2021", "XXXX-06", "XXXX-XX"],
        ),
        (
            "In 1942 they moved. They were beaten in July. The following month they left.",
            ["1942", "1942-07", "1942-08"],
        ),
        (
            "They rose on 10 May 1826. On Monday they rested. They left in June.",
            ["1826-05-10", "1826-05-15", "1826-06"],
        ),
    ] {
        let values: Vec<String> = read(text, None)
            .into_iter()
            .map(|(_, value)| value)
            .collect();
        assert_eq!(values, expected, "{text}");
    }
}

#[test]
fn a_narrative_dates_what_follows() {
    for (text, expected) in [
        (
            "The fort fell on 3 March 1703. Two days later the garrison left. The next day it rained.",
            &[
                "3 March 1703 1703-03-03",
                "Two days later 1703-03-05",
                "The next day 1703-03-06",
            ][..],
        ),
        (
            "In 1703 the fleet sailed. On 8 November it was lost. In December peace was sought. In January the talks failed.",
            &[
                "1703 1703",
                "8 November 1703-11-08",
                "December 1703-12",
                "January 1704-01",
            ],
        ),
        (
            "In May 1703 he was crowned. The following spring he fled. That summer was dry. By the end of the year he was dead.",
            &[
                "May 1703 1703-05",
                "The following spring 1704-SP",
                "That summer 1704-SU",
                "the end of the year 1704",
            ],
        ),
        (
            "At dawn on 6 June 1703 they landed. That night they were beaten. Three weeks later the town fell.",
            &[
                "dawn on 6 June 1703 1703-06-06TMO",
                "That night 1703-06-06TNI",
                "Three weeks later 1703-W26",
            ],
        ),
        (
            "In 218 BC he crossed the hills. The following year he won. By 216 the road lay open.",
            &["218 BC BC0218", "The following year BC0217", "216 BC0216"],
        ),
        (
            "It began at 3:15 am on 22 June 1703. Two hours later it was over.",
            &[
                "3:15 am on 22 June 1703 1703-06-22T03:15",
                "Two hours later 1703-06-22T05:15",
            ],
        ),
        // Nothing to count from: the X's stay.
        (
            "On 8 November they met again on Friday.",
            &["8 November XXXX-11-08", "Friday XXXX-WXX-5"],
        ),
        (
            "Yesterday they left. Last year they came. This week they rest.",
            &[
                "Yesterday XXXX-XX-XX",
                "Last year XXXX",
                "This week XXXX-WXX",
            ],
        ),
    ] {
        assert_eq!(narrative(text), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_date() {
    for text in [
        "She may march on. The Sun said so. A second man stood up.",
        "They won 2-1 at odds of 7/4. Call 555-1990 or write to 1945 Main Street.",
        "Mrs May met Theresa May. May I come in?",
        "He is a 20-year-old. She is 37 years old. They were aged 89.",
        "It cost $1990 and weighed 1990 kg.",
        "On 31 November 2015 nothing happened; nor on 29 February 2015, nor on 30 February.",
        "The Seven Years War and the Six-Day War.",
        "Prices continued to fall in his 30s.",
        "They lived at close quarters; three-quarters of them fell.",
        "Direct current was a matter of current affairs.",
        "She was Newcomer of the Year. They sang Gone Yesterday.",
        "The October Revolution, the Easter Rising and the Winter War were lost.",
        "The March on Orm was led by August Kopf and Donna Summer.",
        "Ring 944-0555, or 201 944-3737. It rose to 1100 ft on page 1914.",
        "The last year of the war was the worst. The first night was cold.",
        "Darkness at Noon was read at high noon. Saturday Night Special was not.",
        "It ran at forty miles an hour, with four flights a week.",
        "The day belonged to them.",
        "He told the Sunday Times and the Daily Mail of it.",
    ] {
        let found = read(text, Some(date(2016, 10, 8)));
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn weekdays_and_months_follow_the_verb() {
    let on = |text: &str| read(text, Some(date(2016, 10, 8)))[0].1.clone();
    assert_eq!(on("The court ruled on Friday."), "2016-10-07");
    assert_eq!(on("The court will rule on Friday."), "2016-10-14");
    assert_eq!(on("The court is to rule on Friday."), "2016-10-14");
    assert_eq!(on("The ruling will be published on Friday."), "2016-10-14");
    assert_eq!(on("The ruling was published on Friday."), "2016-10-07");
    assert_eq!(on("The talks were put off until Tuesday."), "2016-10-11");
    assert_eq!(on("The court ruled on Saturday."), "2016-10-08");
    assert_eq!(on("The vote is due in January."), "2017-01");
    assert_eq!(on("The election is on 8 November."), "2016-11-08");
    assert_eq!(on("The vote was held on Nov. 8 last year."), "2015-11-08");
    assert_eq!(on("On Tuesday, the court will rule."), "2016-10-11");
    assert_eq!(on("On Tuesday, the court ruled."), "2016-10-04");
    assert_eq!(
        on("The bid had been due to expire on Friday."),
        "2016-10-07"
    );
    assert_eq!(on("They would look into Friday's ruling."), "2016-10-07");
    assert_eq!(on("They plan to meet on Friday."), "2016-10-14");
    assert_eq!(on("It had ended March 1 with a loss."), "2016-03-01");
    assert_eq!(on("The two presidents on Friday signed it."), "2016-10-07");
}

#[test]
fn business_results_are_those_of_quarters() {
    let all = |text: &str| -> Vec<String> {
        let found = read(text, Some(date(1989, 10, 26)));
        found.into_iter().map(|(_, value)| value).collect()
    };
    for (text, expected) in [
        (
            "Net rose to $5 million from $4 million a year earlier. In the latest quarter sales fell.",
            &["1988-Q3", "1989-Q3"][..],
        ),
        // The present quarter's results are none yet.
        (
            "A charge in the fourth quarter is likely. The quarter's net was $3 million.",
            &["1989-Q4", "1989-Q3"],
        ),
        (
            "For the first nine months, net was $9 million, compared with $8 million a year earlier.",
            &["P9M", "1988"],
        ),
        (
            "Sales rose from the corresponding period last year; in the year-earlier third quarter they fell.",
            &["1988-Q3", "1988-Q3"],
        ),
        (
            "It earned $33 million a year. It has grown in recent years, and in recent weeks.",
            &["P1Y", "PAST_REF", "PXW"],
        ),
    ] {
        assert_eq!(all(text), expected, "{text}");
    }
}

#[test]
fn hostile_input_is_read_in_linear_time() {
    let far = Some(date(9999, 12, 31));
    for unit in [
        "1 ",
        "9",
        "1990-",
        "the ",
        "May ",
        "last year ",
        "a year later ",
        "in ",
        "twenty ",
        "hundred million ",
        "1/1/",
        "8:30 ",
    ] {
        let text = unit.repeat(100_000 / unit.len());
        let began = std::time::Instant::now();
        read(&text, far);
        assert!(began.elapsed().as_secs() < 5, "{unit}");
    }
    for text in [
        "for 9999999999 years",
        "9999999999 years ago",
        "99999999999999999999 days later",
        "in AD 9999",
        "9999 BC",
        "a million years ago",
        "31 December 9999, the next day",
    ] {
        read(text, far);
        read(text, Some(date(-9999, 1, 1)));
        read(text, None);
    }
}

#[test]
fn what_stands_near_takes_no_date_away() {
    for (text, expected) in [
        (
            "Sales rose in February and March on strong demand.",
            "March",
        ),
        (
            "Inflation rose by 3 percent. The plan dates from the late 80s.",
            "the late 80s",
        ),
        ("Growth was 3 percent, the most since the 60s.", "the 60s"),
    ] {
        let found = read(text, Some(date(2016, 10, 8)));
        let has = found.iter().any(|(text, _)| text == expected);
        assert!(has, "{text}: {found:?}");
    }
    let value = |text: &str| {
        read(text, Some(date(2016, 10, 8)))
            .pop()
            .map(|(_, value)| value)
    };
    assert_eq!(
        value("On Sept. 11 victims of the flood met.").as_deref(),
        Some("2016-09-11")
    );
    assert_eq!(value("He ate 9/11 of it."), None);
}
