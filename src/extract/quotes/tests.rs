//! Shapes of statements in news prose: who says what, in one sentence.

use crate::extract::{Extraction, Settings, extract};
use crate::parse::{Section, parse};
use crate::text::{Span, Text};

/// "speaker (the entity behind it): span | span" of each statement in the last line of a text.
fn statements(sentence: &str) -> Vec<String> {
    let text = Text::new(format!(
        "The week was hard for all who stood by.\n\n{sentence}\n"
    ));
    show(&text, &extract(&parse(&text), &Settings::default()))
}

fn show(text: &Text, found: &Extraction) -> Vec<String> {
    let of = |span: Span| span.of(&text.content);
    found
        .quotes
        .iter()
        .map(|quote| {
            let spans: Vec<_> = quote.spans.iter().map(|&span| of(span)).collect();
            let speaker = quote.speaker.as_ref();
            let entity = speaker.and_then(|s| found.entities.get(s.entity?));
            let speaker = speaker.map_or("-", |s| of(s.span));
            match entity.map(|e| of(e.name)).filter(|&name| name != speaker) {
                Some(name) => format!("{speaker} ({name}): {}", spans.join(" | ")),
                None => format!("{speaker}: {}", spans.join(" | ")),
            }
        })
        .collect()
}

#[test]
fn one_statement() {
    for (sentence, expected) in [
        (
            "The council has closed the bridge, Ann Lee said late on Thursday.",
            "Ann Lee: The council has closed the bridge",
        ),
        (
            "The plan has been criticised by campaigners as “short-sighted and mean”.",
            "campaigners: as “short-sighted and mean”",
        ),
        (
            "The bridge is shut, Ann Lee said on 4 March.",
            "Ann Lee: The bridge is shut",
        ),
        (
            "The dam will be finished by May, the minister told the Daily Herald.",
            "the minister: The dam will be finished by May",
        ),
        (
            "Power is back in most homes, but some are still cut off, a spokeswoman told BBC Radio Wales on Friday.",
            "a spokeswoman: Power is back in most homes, but some are still cut off",
        ),
        (
            "According to the Office for National Statistics, prices rose 3%.",
            "the Office for National Statistics (Office for National Statistics): prices rose 3%",
        ),
        (
            "He is accused of lying to parliament, which he denies.",
            "he: He is accused of lying to parliament",
        ),
        (
            "It is understood that the club has made a bid.",
            "-: the club has made a bid",
        ),
        (
            "Norway's first minister, Kari Dahl, said the talks were over.",
            "Norway's first minister (Kari Dahl): the talks were over",
        ),
        (
            "Her co-author, Prof Simon Hale of the Institute in Leeds, said that the ice was thin.",
            "Her co-author (Simon Hale): the ice was thin",
        ),
        (
            "Dr Petra Vogel of the Institute for Sea Ice, who was not involved, warned that no tools had been found.",
            "Dr Petra Vogel of the Institute for Sea Ice (Petra Vogel): no tools had been found",
        ),
        (
            "The row came after protests by opposition lawmakers, who walked out shouting \"Not in our name!\" on Friday.",
            "opposition lawmakers: \"Not in our name!\"",
        ),
        (
            "Fewer than 1,000 have arrived, according to a U.N. report published last month.",
            "a U.N. report: Fewer than 1,000 have arrived",
        ),
        (
            "When the mayor told them “nobody here wants this more than I do”, it was hard to laugh.",
            "the mayor: “nobody here wants this more than I do”",
        ),
        (
            "A statement from the family read: “We are lost for words.”",
            "A statement from the family: “We are lost for words.”",
        ),
        (
            "The family clearly said it was lost.",
            "The family: it was lost",
        ),
        ("“Never,” replied Ann Lee.", "Ann Lee: “Never,”"),
        ("“Never”, said the mayor.", "the mayor: “Never”"),
        (
            "“We are ready”, said the coach, “but we need time.”",
            "the coach: “We are ready” | “but we need time.”",
        ),
        (
            "\"No,\" said Kate. \"I won't.\"",
            "Kate: \"No,\" | \"I won't.\"",
        ),
        (
            "Most clubs have agreed, he said, including those of the League of Small Towns (LST).",
            "he: Most clubs have agreed",
        ),
    ] {
        assert_eq!(statements(sentence), [expected], "{sentence}");
    }
}

/// The same for statements in a headline.
fn headline(headline: &str) -> Vec<String> {
    let text = Text::new(format!(
        "{headline}\n\nThe crash happened at noon on Saturday, close to the old mill in the middle of the town.\n"
    ));
    let article = parse(&text);
    assert_eq!(article.blocks[0].section, Section::Headline, "{headline}");
    let found = extract(&article, &Settings::default());
    show(&text, &found)
}

#[test]
fn headlines() {
    for (line, expected) in [
        (
            "'He was the light of our lives': family pay tribute after crash",
            "-: 'He was the light of our lives'",
        ),
        (
            "'It was chaos' – passengers on night of storm",
            "passengers: 'It was chaos'",
        ),
        (
            "'We will not be silenced', says mayor after attack",
            "mayor: 'We will not be silenced'",
        ),
        (
            "Crash driver was drunk, police say",
            "police: Crash driver was drunk",
        ),
        (
            "Prices will rise again in spring, warns union",
            "union: Prices will rise again in spring",
        ),
        (
            "Bridge plan 'worse than no plan', councillors told",
            "-: Bridge plan 'worse than no plan'",
        ),
    ] {
        assert_eq!(headline(line), [expected], "{line}");
    }
    assert_eq!(headline("Transcript: the mayor on the crash"), [""; 0]);
}
