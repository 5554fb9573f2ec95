//! Property tests: what the contract promises of every text, on arbitrary ones and on news turned upside down.

mod common;

use analyze::report::{Style, append_report, write_report};
use analyze::text::{Text, Unit};
use analyze::{Analyzer, Context, Options};
use common::{contract, fixtures, line_of, read, report_of};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Pieces of news, and the characters that make it hard.
const PIECES: &[&str] = &[
    "said",
    "Mr.",
    "Smith",
    "Hillary Clinton",
    "the U.S.",
    "Acme Inc.",
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "''",
    "—",
    ":",
    ". ",
    ", ",
    "? ",
    "\n",
    "\n\n",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "\u{ad}",
    "8 November",
    "Friday",
    "last week",
    "1957-58",
    "31 November",
    "10:32",
    "By John Brown",
    "MOSCOW (Reuters) –",
    "Related stories",
    "Share",
    "© 2016 All rights reserved",
    "told",
    "according to",
    "he",
    "she",
    "they",
    "that",
    "and",
    " ",
    "the minister",
    "é",
    "北京",
    "😀",
    "e\u{301}",
    "\u{202e}",
    "\u{feff}",
    "9999999999 years",
    "’s",
    "(",
    ")",
    "…",
    "•",
    "|",
    "1.",
    "THE",
    "a",
];

fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,4}", 1 => "[ -~]{0,12}"];
    prop::collection::vec((piece, prop::bool::ANY), 0..60).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, space)| if space { piece + " " } else { piece })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_report_keeps_the_contract(content in news(), unit in 0..3usize, include_boilerplate: bool) {
        let offsets = [Unit::Chars, Unit::Bytes, Unit::Utf16][unit];
        let text = Text::new(content);
        let report = report_of(&text, Options { offsets, include_boilerplate, ..Options::default() });
        contract::check(&text, &report, offsets.name());
    }

    #[test]
    fn words_agree_with_uax29(content in prop_oneof!["\\PC{0,40}", news()]) {
        let text = Text::new(content);
        let found: Vec<(usize, &str)> = text.tokens.iter().filter(|t| t.is_word()).map(|t| (t.start as usize, text.token(t))).collect();
        let mut expected = Vec::new();
        for line in &text.lines {
            // A mark after a blank joins it in UAX #29; our words begin after white space.
            expected.extend(line.span.of(&text.content).unicode_word_indices().map(|(i, word)| {
                let bare = word.trim_start();
                (line.span.start as usize + i + word.len() - bare.len(), bare)
            }));
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn tokens_cover_what_is_not_white_space(content in prop_oneof!["\\PC{0,40}", news()]) {
        let text = Text::new(content);
        let mut at = 0;
        for token in &text.tokens {
            prop_assert!(text.content[at..token.start as usize].trim().is_empty());
            prop_assert!(token.start < token.end);
            at = token.end as usize;
        }
        prop_assert!(text.content[at..].trim().is_empty());
    }

    #[test]
    fn the_buffered_writer_agrees_with_serde(content in news(), include_boilerplate: bool) {
        let text = Text::new(content);
        let context = Context { source: "a \"b\"\u{2028}.txt", ..Context::default() };
        let report = Analyzer::new(Options { include_boilerplate, ..Options::default() }).analyze(&text, &context);
        let (mut by_serde, mut appended) = (Vec::new(), Vec::new());
        write_report(&mut by_serde, &report, Style::Compact).expect("memory takes it");
        append_report(&mut appended, &report, Style::Compact);
        prop_assert_eq!(String::from_utf8(appended).expect("UTF-8"), String::from_utf8(by_serde).expect("UTF-8"));
    }

    #[test]
    fn the_same_text_gives_the_same_line(content in news()) {
        let line = |content: &str| line_of(&Text::new(content.to_owned()), Options::default(), &Context::default());
        prop_assert_eq!(line(&content), line(&content));
    }
}

/// In any company an article has the report that it has alone.
#[test]
fn together_as_alone() {
    let analyzer = Analyzer::new(Options::default());
    let folders = std::fs::read_dir(fixtures()).expect("fixtures");
    let texts: Vec<Text> = folders
        .flat_map(|folder| std::fs::read_dir(folder.expect("entry").path()).expect("a folder"))
        .map(|file| read(&file.expect("entry").path()))
        .collect();
    let json = |report| {
        let mut out = Vec::new();
        append_report(&mut out, &report, Style::Compact);
        out
    };
    let articles: Vec<_> = texts
        .iter()
        .map(|text| (text, Context::default()))
        .collect();
    assert!(articles.len() > 10);
    let together = analyzer.analyze_all(&articles);
    assert_eq!(together.len(), articles.len());
    for ((text, context), report) in articles.iter().zip(together) {
        assert_eq!(json(report), json(analyzer.analyze(text, context)));
    }
}

/// Fixtures cut, doubled and stripped of their line ends still keep the contract.
#[test]
fn mangled_fixtures_keep_the_contract() {
    let mut seen = 0;
    for folder in std::fs::read_dir(fixtures()).expect("fixtures") {
        for file in std::fs::read_dir(folder.expect("entry").path()).expect("a folder") {
            let content = read(&file.expect("entry").path()).content;
            let cut = content
                .char_indices()
                .nth(content.chars().count() / 3)
                .map_or(0, |(i, _)| i);
            for variant in [
                content.clone(),
                content.replace('\n', " "),
                content[cut..].to_owned(),
                content.replace(['“', '”'], "\""),
                content.to_uppercase(),
                content.repeat(2),
            ] {
                let text = Text::new(variant);
                for offsets in [Unit::Chars, Unit::Utf16] {
                    contract::check(
                        &text,
                        &report_of(
                            &text,
                            Options {
                                offsets,
                                ..Options::default()
                            },
                        ),
                        offsets.name(),
                    );
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 150, "{seen}");
}

/// Hostile input is finished with, whatever it is made of; cost is linear, so this takes no time.
#[test]
fn hostile_texts_end() {
    let long = |piece: &str, n: usize| piece.repeat(n);
    for content in [
        long("\"", 100_000),
        long("“", 100_000),
        long("(", 100_000),
        long("?", 100_000),
        long("a", 100_000),
        long("9", 100_000),
        long(" ", 100_000),
        long("a ", 100_000),
        long("“a\n'a\n", 50_000),
        long("John ", 50_000),
        long("' ", 50_000),
        long("said ", 50_000),
        long("\u{301}", 50_000),
        long("Monday ", 50_000),
        long("1 ", 100_000),
        long("U.S", 30_000),
        long("“a” he said. ", 20_000),
        long(".", 100_000),
        long("a.b", 30_000),
    ] {
        let text = Text::new(content);
        let line = line_of(&text, Options::default(), &Context::default());
        assert!(line.ends_with('\n'));
    }
}
