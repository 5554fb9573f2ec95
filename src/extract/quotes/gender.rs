//! The gender that names and titles give away; nothing where they do not.

use super::reader::Reader;
use crate::lexicon::{WordMap, entries};
use crate::text::Flags;
use std::sync::LazyLock;

/// Grammatical gender of the pronoun that takes a person up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

fn read(table: &'static str) -> WordMap<Gender> {
    WordMap::new(entries(table).filter_map(|line| {
        let (word, gender) = line.split_once('\t')?;
        Some((
            word,
            if gender == "m" {
                Gender::Male
            } else {
                Gender::Female
            },
        ))
    }))
}

static NAMES: LazyLock<WordMap<Gender>> =
    LazyLock::new(|| read(include_str!("tables/first_names.tsv")));
static TITLES: LazyLock<WordMap<Gender>> =
    LazyLock::new(|| read(include_str!("tables/gendered_titles.tsv")));

/// Of a title or role.
pub(super) fn of_title(hash: u32) -> Gender {
    TITLES.get(hash).unwrap_or_default()
}

/// Of a name that stands at tokens `from..to`: by the title before it, else by its first name.
pub(super) fn of_name(reader: Reader<'_>, from: u32, to: u32) -> Gender {
    let mut i = from;
    // "Mr. Hale", "Congressman Bill Hale": up to three words before.
    for _ in 0..3 {
        let Some(before) = i.checked_sub(1) else {
            break;
        };
        if !reader.is_word(before) && !reader.is(before, Flags::ABBREVIATION) {
            break;
        }
        let title = of_title(reader.hash(before));
        if title != Gender::Unknown {
            return title;
        }
        i = before;
    }
    let title = of_title(reader.hash(from));
    if title != Gender::Unknown {
        return title;
    }
    if to > from {
        NAMES.get(reader.hash(from)).unwrap_or_default()
    } else {
        Gender::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::quotes::reader::unknown;
    use crate::text::Text;

    #[test]
    fn names_and_titles() {
        for (text, from, to, expected) in [
            ("Anna Reiter", 0, 2, Gender::Female),
            ("Mr Okafor", 1, 2, Gender::Male),
            ("Ms. Lindqvist", 2, 3, Gender::Female),
            ("Xyzzy Plugh", 0, 2, Gender::Unknown),
        ] {
            let t = Text::new(text.to_owned());
            let facts = unknown(&t, &[]);
            let reader = Reader::new(&facts);
            assert_eq!(of_name(reader, from, to), expected, "{text}");
        }
        for table in [
            include_str!("tables/first_names.tsv"),
            include_str!("tables/gendered_titles.tsv"),
        ] {
            let lines: Vec<_> = entries(table).collect();
            assert!(
                lines.is_sorted()
                    && lines
                        .iter()
                        .all(|l| l.ends_with("\tm") || l.ends_with("\tf"))
            );
        }
    }
}
