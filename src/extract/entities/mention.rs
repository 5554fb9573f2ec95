//! Names to mentions: titles go to the role, articles and stray marks go, coarse types become the seven.

use super::Mention;
use super::edges::keeps_possessive;
use super::fine::fine;
use super::tagger::TAGGER;
use super::tagger::cell::{Cell, LineCase, shape};
use super::tagger::cells::Cells;
use super::tagger::gazetteer::{class, extend};
use super::tagger::path::Coarse;
use super::tagger::spans::{Found, span};
use crate::lexicon::{const_hash, hash_char};
use crate::parse::{Article, Section};
use crate::text::{Flags, Span, Text};
use rustc_hash::FxHashMap;

const THE: u32 = const_hash("the");
const CONTRACTIONS: [u32; 4] = [
    const_hash("i'd"),
    const_hash("i'll"),
    const_hash("i'm"),
    const_hash("i've"),
];

/// Adds the names that a headline in small letters repeats from the article.
pub fn push_lower_headline(article: &Article<'_>, mentions: &mut Vec<Mention>) {
    let text = article.text;
    let Some(block) = article
        .blocks
        .first()
        .filter(|b| b.section == Section::Headline)
    else {
        return;
    };
    let tokens = &text.tokens[block.tokens.start as usize..block.tokens.end as usize];
    if tokens
        .iter()
        .any(|t| t.any_of(Flags::CAPITAL | Flags::MIXED))
    {
        return;
    }
    let hashes = |m: &Mention| {
        text.tokens[m.tokens.start as usize..m.tokens.end as usize]
            .iter()
            .map(|t| t.hash)
    };
    let mut known: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (i, m) in mentions.iter().enumerate() {
        if m.tokens.len() > 1 || m.span.len() > 3 {
            let same = known
                .entry(hashes(m).next().unwrap_or_default())
                .or_default();
            if same.len() < 8 && !same.iter().any(|&j| hashes(&mentions[j]).eq(hashes(m))) {
                same.push(i);
            }
        }
    }
    let (mut i, mut added) = (0, Vec::new());
    while i < tokens.len() {
        let fits = |&&j: &&usize| {
            let m: &Mention = &mentions[j];
            tokens[i..]
                .iter()
                .take(m.tokens.len())
                .map(|t| t.hash)
                .eq(hashes(m))
        };
        let found = known.get(&tokens[i].hash).and_then(|same| {
            same.iter()
                .filter(fits)
                .max_by_key(|&&j| mentions[j].tokens.len())
        });
        let Some(&j) = found else {
            i += 1;
            continue;
        };
        let length = mentions[j].tokens.len();
        let from = block.tokens.start + i as u32;
        added.push(Mention {
            span: Span {
                start: tokens[i].start,
                end: tokens[i + length - 1].stem(&text.content).end,
            },
            tokens: from..from + length as u32,
            kind: mentions[j].kind,
            role: None,
        });
        i += length;
    }
    mentions.splice(0..0, added);
}

/// Makes mentions of the names found, in order.
pub fn mentions(text: &Text, cells: &Cells, found: &[Found]) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::with_capacity(found.len());
    for &name in found {
        if is_plain(cells, &name) || is_money(text, cells, &name) || is_contraction(cells, &name) {
            continue;
        }
        let Found { from, to, kind } = trim(cells, whole_quotes(text, cells, name));
        let tokens = cells.cells[from as usize].token..cells.cells[to as usize - 1].token + 1;
        mentions.push(Mention {
            span: whole_span(text, cells, Found { from, to, kind }),
            role: match kind {
                Coarse::Person => before(text, cells, from).or_else(|| after(text, tokens.end)),
                _ => None,
            },
            tokens,
            kind: fine(text, cells, Found { from, to, kind }),
        });
    }
    mentions
}

/// The span of a name, with its possessive where that is a part of it.
fn whole_span(text: &Text, cells: &Cells, name: Found) -> Span {
    let mut span = span(text, cells, name.from, name.to);
    let words = name.words(cells);
    if name.kind == Coarse::Organization
        && keeps_possessive(words)
        && let Some(last) = words.last()
    {
        span.end = text.tokens[last.token as usize].end;
    }
    span
}

/// Without what lies behind a quotation mark that only closes or only opens within the name.
fn whole_quotes(text: &Text, cells: &Cells, mut name: Found) -> Found {
    let words = name.words(cells);
    let is_quote = |cell: &Cell| {
        cell.shape & shape::MARK != 0
            && matches!(
                text.tokens[cell.token as usize].first_char(&text.content),
                '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»'
            )
    };
    if words.len() < 2 {
        return name;
    }
    let quotes = words.iter().filter(|cell| is_quote(cell)).count();
    if quotes % 2 == 1
        && let Some(last) = words.iter().rposition(is_quote)
        && last > 0
    {
        name.to = name.from + last as u32;
    }
    name
}

/// Without a title before a person's name. A title that is also a given name goes only behind another title ("Mr Justice").
fn trim(cells: &Cells, mut name: Found) -> Found {
    let titled = |cell: &Cell| cell.single & class::TITLE != 0;
    while name.kind == Coarse::Person && name.to - name.from > 1 {
        let cell = &cells.cells[name.from as usize];
        let behind = name.from > 0 && titled(&cells.cells[name.from as usize - 1]);
        if !(titled(cell) && (behind || cell.single & class::COMMON_FIRST == 0)) {
            break;
        }
        name.from += 1;
    }
    // Titles of works keep their article, and towns that are listed with it ("The Hague").
    if let [first, .., last] = name.words(cells)
        && name.kind != Coarse::Misc
        && first.hash == THE
        && first.begin & last.last & class::TOWNS == 0
    {
        name.from += 1;
    }
    name
}

/// "I've", "I’m": a pronoun with its verb, which capitals in quotation marks make look like a title.
fn is_contraction(cells: &Cells, name: &Found) -> bool {
    name.to - name.from == 1 && CONTRACTIONS.contains(&cells.cells[name.from as usize].hash)
}

/// Capitalised common words ("Audit Report") that only a title's case or a sentence's start makes look like a work.
fn is_plain(cells: &Cells, name: &Found) -> bool {
    if name.kind != Coarse::Misc {
        return false;
    }
    let chain = cells.chains.partition_point(|chain| chain.to <= name.from);
    let case = cells
        .chains
        .get(chain)
        .map_or(LineCase::Normal, |chain| chain.case);
    let words = name.words(cells);
    let opens = name.from > 0 && cells.cells[name.from as usize - 1].initial;
    let cased = words[0].initial || opens || case != LineCase::Normal;
    cased
        && words.iter().all(|c| {
            c.shape & shape::MARK != 0
                || c.shape & (shape::DIGIT | shape::MIXED) == 0
                    && c.known
                    && cells.seen(c, case).is_multiple_of(3)
                    && c.single & class::ANY_NAME == 0
                    && (c.begin | c.last) & class::ANY_NAME == 0
        })
}

/// "US$" names money, not the country.
fn is_money(text: &Text, cells: &Cells, name: &Found) -> bool {
    let after = cells.cells[name.to as usize - 1].token as usize + 1;
    text.tokens
        .get(after)
        .is_some_and(|t| t.has(Flags::GLUED) && text.token(t) == "$")
}

fn classes(text: &Text, i: u32) -> u32 {
    TAGGER.gazetteer.classes(text.tokens[i as usize].hash)
}

/// Most tokens of a role.
const LONGEST: u32 = 8;

/// The role before the person's name that begins at cell `name` ("US Secretary of State"): the title that ends there, with the
/// capitalised words before it.
fn before(text: &Text, cells: &Cells, name: u32) -> Option<Span> {
    let from = cells.cells[name as usize].token;
    // Most words before a name are small and no titles; the cell before knows it.
    if let Some(cell) = cells.cells[..name as usize].last()
        && cell.token + 1 == from
        && cell.single & class::TITLE == 0
        && !cell.is_capital()
    {
        return None;
    }
    let token = |i: u32| &text.tokens[i as usize];
    let starts = |i: u32| {
        i == 0 || token(i).has(Flags::LINE_START) || token(i - 1).has(Flags::ENDS_SENTENCE)
    };
    let dot = |i: u32| token(i).has(Flags::ABBREVIATION);
    let linked = |i: u32| matches!(text.token(token(i)), "of" | "for" | "and" | "-");
    let title = |i: u32| token(i).is_word() && classes(text, i) & class::TITLE != 0;
    let mut last = from;
    if last > 0 && !starts(last) && dot(last - 1) {
        last -= 1;
    }
    if last == 0 || starts(last) {
        return None;
    }
    let mut start = last;
    while start > 0 && !starts(start) && start + LONGEST > from {
        let i = start - 1;
        let capital = token(i).any_of(Flags::CAPITAL | Flags::MIXED)
            && (classes(text, i) & (class::COMMON | class::MONTH) == 0
                || token(i).has(Flags::ALL_CAPS));
        let goes_on = title(i) || start < last && (capital || dot(i));
        // "Secretary of State": a small word goes on only where a title stands before it.
        let bridged = start < last && linked(i) && !starts(i) && i > 0 && title(i - 1);
        // "State" is no title by itself, but ends one.
        let closes = start == last && capital && i > 1 && linked(i - 1) && title(i - 2);
        if token(i).has(Flags::POSSESSIVE) || !(goes_on || bridged || closes) {
            break;
        }
        start = i;
    }
    let named = (start..last).any(title);
    (start < last && named).then(|| Span {
        start: token(start).start,
        end: token(from - 1).end,
    })
}

/// The role after a person's name and a comma: "NCA director", "a US senator".
fn after(text: &Text, to: u32) -> Option<Span> {
    let tokens = &text.tokens;
    let comma = tokens.get(to as usize)?;
    if comma.hash != hash_char(',') {
        return None;
    }
    let article = matches!(text.token(tokens.get(to as usize + 1)?), "the" | "a" | "an");
    let from = to + 1 + u32::from(article);
    let mut end = None;
    // The listed phrase so far ("chief executive officer").
    let mut phrase = 0;
    for i in from..(tokens.len() as u32).min(from + LONGEST) {
        let t = &tokens[i as usize];
        if t.has(Flags::LINE_START) || t.has(Flags::PUNCT) && !t.has(Flags::ABBREVIATION) {
            break;
        }
        let alone = classes(text, i);
        // "Helen Marsh, will chair": a verb after the comma is no role.
        if alone & class::COMMON != 0 && (i > from || alone & class::TITLE == 0) {
            break;
        }
        let (mut hash, mut listed) = (t.hash, alone);
        if phrase != 0 {
            let longer = extend(phrase, t.hash);
            let found = TAGGER.gazetteer.classes(longer);
            if found & (class::TITLE | class::PREFIX) != 0 {
                (hash, listed) = (longer, found);
            }
        }
        if (listed | alone) & class::TITLE != 0 && !t.has(Flags::POSSESSIVE) {
            end = Some(t.end);
        }
        phrase = if listed & class::PREFIX != 0 { hash } else { 0 };
    }
    Some(Span {
        start: tokens.get(from as usize)?.start,
        end: end?,
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::entities::{Mention, find_mentions};
    use crate::extract::{Settings, entities::tagger::TAGGER};
    use crate::parse::parse;
    use crate::text::{Span, Text};

    fn names(text: &str) -> Vec<String> {
        let text = Text::new(text.to_owned());
        let of = |span: Span| span.of(&text.content).to_owned();
        let show = |m: Mention| match m.role {
            Some(role) => format!("{} {} ({})", of(m.span), m.kind.name(), of(role)),
            None => format!("{} {}", of(m.span), m.kind.name()),
        };
        find_mentions(&parse(&text), &[], &Settings::default())
            .into_iter()
            .map(show)
            .collect()
    }

    #[test]
    fn the_embedded_files_open() {
        assert!(TAGGER.model.is_some());
        assert_ne!(
            TAGGER.gazetteer.classes(crate::text::fold_hash("France")),
            0
        );
        assert!(TAGGER.gazetteer.codes(crate::text::fold_hash("said")).of_64 < 64);
    }

    #[test]
    fn titles_and_roles_stand_beside_the_name() {
        for (text, expected) in [
            (
                "Labour MP Luciana Berger said so.",
                vec!["Labour organization", "Luciana Berger person (Labour MP)"],
            ),
            (
                "He met Dr Alexander Tayler on Friday.",
                vec!["Alexander Tayler person (Dr)"],
            ),
            (
                "Mr Justice MacDonald ruled on it.",
                vec!["MacDonald person (Mr Justice)"],
            ),
            (
                "He was held by the British. Will Kerr, NCA director, said so.",
                vec![
                    "British group",
                    "Will Kerr person (NCA director)",
                    "NCA organization",
                ],
            ),
            (
                "Then US Secretary of State John Kerry's plane left.",
                vec!["US location", "John Kerry person (US Secretary of State)"],
            ),
            (
                "Nick Read, chief executive of Vodafone, met King Olav on Friday.",
                vec![
                    "Nick Read person (chief executive)",
                    "Vodafone organization",
                    "Olav person (King)",
                ],
            ),
            (
                "The mayor, Helen Marsh, will chair a meeting.",
                vec!["Helen Marsh person"],
            ),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn capitals_that_are_no_names() {
        assert_eq!(names("Facebook is the best."), ["Facebook organization"]);
        assert_eq!(
            names("Audit Report\n\nThe figures were late again this year."),
            [""; 0]
        );
    }

    #[test]
    fn towns_listed_with_an_article_keep_it() {
        let found = names("The BBC said on Monday that The Hague was quiet.");
        assert!(
            found.iter().any(|name| name.starts_with("The Hague ")),
            "{found:?}"
        );
        assert!(
            found.iter().any(|name| name.starts_with("BBC ")),
            "{found:?}"
        );
    }

    #[test]
    fn the_case_of_a_headline_does_not_matter() {
        let story = "Hillary Clinton said that Russia had hacked the Democratic Party.";
        for headline in [
            "russia hacked democratic party, says hillary clinton",
            "Russia Hacked Democratic Party, Says Hillary Clinton",
        ] {
            let found = names(&format!("{headline}\n\n{story}"));
            assert_eq!(found.len(), 6, "{found:?}");
        }
    }
}
