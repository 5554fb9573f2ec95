//! What is one thing and what is not, by the rules together.

use super::*;
use EntityType::{Group, Location, Organization, Person};

/// The names, found in the text one after another.
fn mentions(text: &Text, names: &[(&str, EntityType)]) -> Vec<Mention> {
    let mut from = 0;
    let mention = |&(name, kind): &(&str, EntityType)| {
        let start = text.content[from..]
            .find(name)
            .expect("the name stands in the text");
        let span = Span::new(from + start, from + start + name.len());
        from = span.end as usize;
        let first = text.tokens.partition_point(|token| token.end <= span.start);
        let last = text.tokens.partition_point(|token| token.start < span.end);
        Mention {
            span,
            tokens: first as u32..last as u32,
            kind,
            role: None,
        }
    };
    names.iter().map(mention).collect()
}

/// Each entity's name and its mentions' texts.
fn entities(content: &str, names: &[(&str, EntityType)]) -> Vec<(String, Vec<String>)> {
    let text = Text::new(content.to_owned());
    let mentions = mentions(&text, names);
    let slice = |span: Span| span.of(&text.content).to_owned();
    cluster_by(&text, mentions, Rules::ALL)
        .into_iter()
        .map(|entity| {
            (
                slice(entity.name),
                entity
                    .mentions
                    .iter()
                    .map(|mention| slice(mention.span))
                    .collect(),
            )
        })
        .collect()
}

fn one(content: &str, names: &[(&str, EntityType)], name: &str) {
    let found = entities(content, names);
    assert_eq!(found.len(), 1, "{content}: {found:?}");
    assert_eq!(found[0].0, name);
}

#[test]
fn short_forms_join_the_fullest() {
    let p = |name| (name, Person);
    one(
        "CLINTON SPEAKS\n\nHillary Clinton spoke. Clinton left.",
        &[p("CLINTON"), p("Hillary Clinton"), p("Clinton")],
        "Hillary Clinton",
    );
    one(
        "Jane Q. Doe and J. Doe, or Doe",
        &[p("Jane Q. Doe"), p("J. Doe"), p("Doe")],
        "Jane Q. Doe",
    );
    one(
        "William Marlow, or Bill Marlow",
        &[p("William Marlow"), p("Bill Marlow")],
        "William Marlow",
    );
    one(
        "Bashar al-Tamimi; Tamimi; Al-Tamimi",
        &[p("Bashar al-Tamimi"), p("Tamimi"), p("Al-Tamimi")],
        "Bashar al-Tamimi",
    );
    one(
        "José Peña met Pena",
        &[p("José Peña"), p("Pena")],
        "José Peña",
    );
}

#[test]
fn a_middle_name_alone_is_somebody_else() {
    let p = |name| (name, Person);
    let found = entities(
        "Margery Edith Holt and her mother, Edith",
        &[p("Margery Edith Holt"), p("Edith")],
    );
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_title_picks_whom_it_fits() {
    let p = |name| (name, Person);
    let found = entities(
        "James Carter and Rosalynn Carter spoke, Mr Carter first and Mrs Carter later",
        &[
            p("James Carter"),
            p("Rosalynn Carter"),
            p("Carter"),
            p("Carter"),
        ],
    );
    assert!(
        found.iter().all(|(_, mentions)| mentions.len() == 2),
        "{found:?}"
    );
}

#[test]
fn polities_are_their_places() {
    let l = |name| (name, Location);
    one(
        "Leeds, that is the City of Leeds",
        &[l("Leeds"), l("City of Leeds")],
        "City of Leeds",
    );
    let gulf = "the Gulf of Ruritania, and Ruritania";
    let found = entities(gulf, &[l("Gulf of Ruritania"), l("Ruritania")]);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn acronyms_and_variants_join() {
    let o = |name| (name, Organization);
    one(
        "the U.S. Intelligence Community (USIC) and USIC",
        &[o("U.S. Intelligence Community"), o("USIC"), o("USIC")],
        "U.S. Intelligence Community",
    );
    one(
        "Norwick Steel Corp said Norwick",
        &[o("Norwick Steel Corp"), o("Norwick")],
        "Norwick Steel Corp",
    );
    one(
        "Bureau of Odd Affairs, B.O.A., BOA",
        &[o("Bureau of Odd Affairs"), o("B.O.A."), o("BOA")],
        "Bureau of Odd Affairs",
    );
    let l = |name| (name, Location);
    one(
        "US, U.S., United States, America",
        &[l("US"), l("U.S."), l("United States"), l("America")],
        "United States",
    );
    one(
        "S. Korea, South Korea",
        &[l("S. Korea"), l("South Korea")],
        "South Korea",
    );
    one(
        "a German, the Germans",
        &[("German", Group), ("Germans", Group)],
        "Germans",
    );
}

#[test]
fn bearers_of_one_surname_stay_apart() {
    let p = |name| (name, Person);
    let found = entities(
        "Bill Clinton came. Hillary Clinton spoke. Clinton left. Mr Clinton stayed.",
        &[
            p("Bill Clinton"),
            p("Hillary Clinton"),
            p("Clinton"),
            p("Clinton"),
        ],
    );
    let mentions: Vec<_> = found.iter().map(|(_, mentions)| mentions.len()).collect();
    assert_eq!(
        (found[0].0.as_str(), mentions),
        ("Bill Clinton", vec![2, 2])
    );
}

#[test]
fn different_things_stay_apart() {
    let count = |content: &str, names: &[(&str, EntityType)]| entities(content, names).len();
    assert_eq!(
        count(
            "Germany and the German",
            &[("Germany", Location), ("German", Group)]
        ),
        2
    );
    assert_eq!(
        count(
            "Ann Reed and Tom Reed",
            &[("Ann Reed", Person), ("Tom Reed", Person)]
        ),
        2
    );
    assert_eq!(
        count("U.S. and D.C.", &[("U.S.", Location), ("D.C.", Location)]),
        2
    );
}

#[test]
fn most_mentioned_first_and_aliases_in_order() {
    let text = Text::new("Oslo. Ann Reed. Reed. REED.".to_owned());
    let mention = |start: usize, len: usize, tokens: std::ops::Range<u32>, kind| Mention {
        span: Span::new(start, start + len),
        tokens,
        kind,
        role: None,
    };
    let mentions = vec![
        mention(0, 4, 0..1, Location),
        mention(6, 8, 2..4, Person),
        mention(16, 4, 5..6, Person),
        mention(22, 4, 7..8, Person),
    ];
    let found = cluster_by(&text, mentions, Rules::ALL);
    let aliases: Vec<_> = found[0]
        .aliases
        .iter()
        .map(|span| span.of(&text.content))
        .collect();
    assert_eq!(found[0].name.of(&text.content), "Ann Reed");
    assert_eq!(aliases, ["Reed", "REED"]);
    assert_eq!(found[1].name.of(&text.content), "Oslo");
}

/// Texts with their names in order, each with the letter of its type and the number of the thing that it names.
#[test]
fn rules_join_and_keep_apart() {
    for (content, names) in [
        // One string under two types is one thing, but for people's shows and races of places.
        ("England won. In England", "o1 England, l1 England"),
        ("Ford cut. Ford left", "o1 Ford, p1 Ford"),
        ("Vale, the star of Vale", "p1 Vale, w2 Vale"),
        ("Riga. The Riga race", "l1 Riga, e2 Riga"),
        // Towns and teams.
        (
            "Boston Red Sox won. Boston scored. In Boston",
            "o1 Boston Red Sox, l1 Boston, l2 Boston",
        ),
        (
            "Red Sox lead. BOSTON AT TORONTO",
            "o1 Red Sox, l1 BOSTON, l2 TORONTO",
        ),
        ("Mets fans. Boston slept", "o1 Mets, l2 Boston"),
        (
            "Yankees boss. A New York-based firm. New York won",
            "o1 Yankees, l2 New York, l1 New York",
        ),
        // The part of a name that may stand for it.
        (
            "Church of Odd Hats. The Church",
            "o1 Church of Odd Hats, o1 Church",
        ),
        ("County of Marl. County", "o1 County of Marl, o1 County"),
        (
            "Norwick Owls of Western Rugby. Western Rugby",
            "o1 Norwick Owls of Western Rugby, o2 Western Rugby",
        ),
        ("Iraqi Kurds. Iraqi", "g1 Iraqi Kurds, g2 Iraqi"),
        ("French Open. French", "e1 French Open, g2 French"),
        ("Zephyr 6 Launch. Zephyr", "e1 Zephyr 6 Launch, w2 Zephyr"),
        ("Marl Island. Marl", "l1 Marl Island, l1 Marl"),
        ("Marl Province. Marl", "l1 Marl Province, l2 Marl"),
        (
            "Joan of Norwick. Joan. Norwick",
            "p1 Joan of Norwick, p1 Joan, l2 Norwick",
        ),
        // Names that the article gives as another's.
        (
            "Ann Reed, better known as Rita Vale, sang. Vale left",
            "p1 Ann Reed, p1 Rita Vale, p1 Vale",
        ),
        (
            "Odd Hats Front, also known as the “Brim”, met",
            "o1 Odd Hats Front, o1 Brim",
        ),
        ("Tom Reed, aka Slim Jim, sang", "p1 Tom Reed, p1 Slim Jim"),
        (
            "Norwick (French: Norvique) is old",
            "l1 Norwick, g2 French, l1 Norvique",
        ),
        (
            "Ann Reed (c. 1914 – 1968), also known as Rita Vale and Rita Moor, sang",
            "p1 Ann Reed, p1 Rita Vale, p1 Rita Moor",
        ),
        (
            "Ann Reed was known as Rita Vale",
            "p1 Ann Reed, p2 Rita Vale",
        ),
        (
            "Ann Reed left. Also known as Rita Vale",
            "p1 Ann Reed, p2 Rita Vale",
        ),
    ] {
        let (mut named, mut wanted) = (Vec::new(), Vec::new());
        for entry in names.split(", ") {
            let (kind, name) = entry.split_once(' ').expect("a type and a name");
            named.push(match &kind[..1] {
                "p" => (name, Person),
                "o" => (name, Organization),
                "l" => (name, Location),
                "g" => (name, Group),
                "e" => (name, EntityType::Event),
                _ => (name, EntityType::Work),
            });
            wanted.push(kind[1..].parse::<usize>().expect("a number"));
        }
        let text = Text::new(content.to_owned());
        let mut entities = cluster_by(&text, mentions(&text, &named), Rules::ALL);
        entities.sort_by_key(|entity| entity.mentions[0].span);
        let mut found: Vec<(Span, usize)> = Vec::new();
        for (i, entity) in entities.iter().enumerate() {
            found.extend(entity.mentions.iter().map(|mention| (mention.span, i + 1)));
        }
        found.sort_unstable();
        let found: Vec<usize> = found.into_iter().map(|(_, thing)| thing).collect();
        assert_eq!(found, wanted, "{content}");
    }
}
