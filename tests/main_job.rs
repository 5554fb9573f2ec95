//! The main job on one article and its variants: what a reader would call right in the large.

mod common;

use analyze::Options;
use analyze::text::Text;
use common::{Quote, Report, fixtures, read, report_of};

fn article() -> String {
    read(&fixtures().join("broadsheet/embassy-statement.txt")).content
}

fn report(content: String, date: Option<&str>) -> Report {
    let date = date.map(|date| date.parse().expect("an ISO date"));
    report_of(
        &Text::new(content),
        Options {
            date,
            ..Options::default()
        },
    )
}

fn names(report: &Report, kind: &str) -> Vec<String> {
    report
        .entities
        .iter()
        .filter(|e| e.kind == kind)
        .map(|e| e.name.clone())
        .collect()
}

fn statement(report: &Report) -> &Quote {
    report
        .quotes
        .iter()
        .find(|q| q.text.contains("directed from abroad"))
        .expect("the cabinet's statement")
}

fn speaker(quote: &Quote) -> &str {
    quote
        .speaker
        .as_ref()
        .map_or("nobody", |speaker| &speaker.text)
}

#[test]
fn the_parts_are_found() {
    let report = report(article(), None);
    assert_eq!(
        report.headline.expect("a headline").text,
        "Kravonia blames Tessaly for attack on power grid"
    );
    assert!(
        report
            .standfirst
            .expect("a standfirst")
            .text
            .starts_with("Officials say ‘only a state")
    );
    let boilerplate: Vec<&str> = report
        .boilerplate
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    assert_eq!(
        boilerplate,
        [
            "Related stories",
            "Follow us on Twitter and Facebook for the latest news"
        ]
    );
}

#[test]
fn a_statement_over_paragraphs_is_one_quote_of_one_speaker() {
    for (name, content) in [
        ("as it stands", article()),
        (
            "straight marks",
            article().replace(['“', '”'], "\"").replace(['‘', '’'], "'"),
        ),
        (
            "no headline",
            article()
                .split_once('\n')
                .expect("a line")
                .1
                .split_once('\n')
                .expect("another")
                .1
                .to_owned(),
        ),
        (
            "another source",
            article().replace(
                "A Kravonian cabinet statement",
                "The foreign ministry's spokesman",
            ),
        ),
    ] {
        let report = report(content, None);
        let quote = statement(&report);
        assert_eq!(
            (quote.spans.len(), quote.kind.as_str()),
            (4, "direct"),
            "{name}: {}",
            quote.text
        );
        let expected = if name == "another source" {
            "The foreign ministry's spokesman"
        } else {
            "A Kravonian cabinet statement"
        };
        assert_eq!(speaker(quote), expected, "{name}");
        assert_eq!(quote.via, "cue", "{name}");
        assert!(
            report
                .boilerplate
                .iter()
                .any(|block| block.text == "Related stories"),
            "{name}"
        );
    }
}

#[test]
fn people_and_places_are_named_without_titles() {
    let report = report(article(), None);
    let people = names(&report, "person");
    assert!(
        people.contains(&"Irena Dolak".to_owned()) && people.contains(&"Pavel Sorin".to_owned()),
        "{people:?}"
    );
    let places = names(&report, "location");
    for place in ["Geneva", "Lugano", "Brussels"] {
        assert!(places.contains(&place.to_owned()), "{place} in {places:?}");
    }
    assert!(names(&report, "organization").contains(&"NATO".to_owned()));
}

#[test]
fn a_day_without_a_year_takes_it_from_the_reference_date() {
    for (date, value, earliest) in [
        (Some("2018-10-08"), "2018-11-19", Some("2018-11-19")),
        (None, "XXXX-11-19", None),
    ] {
        let report = report(article(), date);
        let found = report
            .dates
            .iter()
            .find(|d| d.text == "19 November")
            .expect("the meeting's day");
        assert_eq!(
            (found.value.as_str(), found.earliest.as_deref()),
            (value, earliest)
        );
    }
}

#[test]
fn marked_words_in_a_clause_are_a_mixed_statement() {
    let report = report(article(), None);
    let quote = report
        .quotes
        .iter()
        .find(|q| q.text.contains("a long, dark winter"))
        .expect("the prediction");
    assert_eq!(quote.kind, "mixed");
    assert!(
        speaker(quote).contains("Vecherny Kurier"),
        "{}",
        speaker(quote)
    );
}

#[test]
fn furniture_below_a_statement_does_not_sign_it() {
    let text = "Ferry talks fail\n\nThe talks on the ferry ended without a result late on Monday night.\n\n\
                “We had hoped for more, and we shall try again as soon as they will have us.”\n\n\
                Related Stories\n\nThe company runs four boats between the islands and the main harbour.";
    let report = report(text.to_owned(), None);
    assert!(
        report
            .quotes
            .iter()
            .filter_map(|quote| quote.speaker.as_ref())
            .all(|speaker| speaker.text != "Related Stories"),
        "{:?}",
        report.quotes
    );
}
