//! The seven types: which of group, event, work and product a name of the fourth coarse type is.

use super::EntityType;
use super::tagger::cell::{Cell, listed, shape};
use super::tagger::cells::Cells;
use super::tagger::gazetteer::class;
use super::tagger::path::Coarse;
use super::tagger::spans::Found;
use crate::lexicon::{WordMap, const_hash, entries};
use crate::text::{Flags, Text};
use std::sync::LazyLock;

/// Codes of the types that a word in a name may tell.
const EVENT: u8 = 1;
const WORK: u8 = 2;
const PRODUCT: u8 = 3;

/// Words that tell the fine type of a name by standing in it.
static HEADS: LazyLock<WordMap<u8>> = LazyLock::new(|| {
    WordMap::new(
        entries(include_str!("tables/misc_heads.txt")).filter_map(|line| {
            let (word, kind) = line.split_once('\t')?;
            let kind = match kind {
                "event" => EVENT,
                "work" => WORK,
                "product" => PRODUCT,
                _ => return None,
            };
            Some((word, kind))
        }),
    )
});

/// What the lists, the words of the name, its form and the marks around it say.
pub fn fine(text: &Text, cells: &Cells, found: Found) -> EntityType {
    if is_seat(text, cells, found) {
        return EntityType::Location;
    }
    match found.kind {
        Coarse::Person => return EntityType::Person,
        Coarse::Organization => return EntityType::Organization,
        Coarse::Location => return EntityType::Location,
        Coarse::Misc => {}
    }
    let name = found.words(cells);
    let whole = listed(name);
    if name.is_empty() {
        return EntityType::Work;
    }
    if whole & class::DEMONYM != 0 || names_a_people(text, name) {
        return EntityType::Group;
    }
    // "10 Downing Street"
    if let [number, .., last] = name
        && number.shape & shape::NUMERIC != 0
        && last.single & class::PLACE_HEAD != 0
    {
        return EntityType::Location;
    }
    let told = name.iter().rev().find_map(|cell| HEADS.get(cell.hash));
    match told {
        Some(EVENT) => EntityType::Event,
        Some(WORK) => EntityType::Work,
        Some(_) => EntityType::Product,
        None if whole & class::EVENT != 0 => EntityType::Event,
        // "Volkswagen Golf"
        None if name.len() > 1 && name[0].single & class::COMPANY != 0 => EntityType::Product,
        // Titles stand in quotation marks; what is made and sold has figures or odd capitals.
        None if is_quoted(text, &name[0]) => EntityType::Work,
        None if name
            .iter()
            .any(|c| c.shape & (shape::DIGIT | shape::MIXED) != 0) =>
        {
            EntityType::Product
        }
        None => EntityType::Work,
    }
}

const HYPHEN: u32 = const_hash("-");
const BASED: u32 = const_hash("based");
const BORN: u32 = const_hash("born");

/// "the Stuttgart-based firm", "the Leeds-born singer": where somebody sits or was born, if the lists know a place of that name.
fn is_seat(text: &Text, cells: &Cells, found: Found) -> bool {
    let behind = cells.cells[found.to as usize - 1].token as usize + 1;
    let Some([hyphen, word]) = text.tokens.get(behind..behind + 2) else {
        return false;
    };
    hyphen.hash == HYPHEN
        && [BASED, BORN].contains(&word.hash)
        && hyphen.has(Flags::GLUED)
        && word.has(Flags::GLUED)
        && listed(found.words(cells)) & class::PLACES != 0
}

/// One word with the ending of an adjective of nationality ("Ruritanian", "Kravonese").
fn names_a_people(text: &Text, name: &[Cell]) -> bool {
    let [only] = name else { return false };
    let token = &text.tokens[only.token as usize];
    let word = token.stem(&text.content).of(&text.content);
    token.has(Flags::CAPITAL)
        && !token.has(Flags::ALL_CAPS)
        && word.len() > 5
        && ["ian", "ians", "ean", "eans", "ese", "ish"]
            .iter()
            .any(|ending| word.ends_with(ending))
}

/// Whether a quotation mark opens directly before a cell.
fn is_quoted(text: &Text, first: &Cell) -> bool {
    let at = first.token as usize;
    at > 0
        && text.tokens[at].has(Flags::GLUED)
        && matches!(
            text.tokens[at - 1].first_char(&text.content),
            '"' | '\'' | '“' | '‘' | '«' | '„'
        )
}

#[cfg(test)]
mod tests {
    use crate::extract::entities::testing::names_in;

    #[test]
    fn where_somebody_sits_is_a_place() {
        for (sentence, expected) in [
            (
                "The Stuttgart-based supplier cut its forecast.",
                ["Stuttgart location"],
            ),
            (
                "The Leeds-born singer was told to rest.",
                ["Leeds location"],
            ),
        ] {
            assert_eq!(names_in(sentence), expected, "{sentence}");
        }
    }
}
