//! Cue tables: the phrases that betray boilerplate and the classes of single words, from `tables/`.

use super::article::BoilerplateKind as Kind;
use super::marks::telling;
use crate::lexicon::{PerfectMap, WordMap, combine, entries, hash_char};
use crate::text::{Text, Token};
use std::sync::LazyLock;

/// The longest phrase that is looked for, in tokens.
const LONGEST: usize = 6;

/// Kinds in the order of their bits; the last, a note on the author, is no kind of the report.
const KINDS: [(&str, Kind); 13] = [
    ("related-links", Kind::RelatedLinks),
    ("call-to-action", Kind::CallToAction),
    ("newsletter", Kind::Newsletter),
    ("share", Kind::Share),
    ("copyright", Kind::Copyright),
    ("contact", Kind::Contact),
    ("navigation", Kind::Navigation),
    ("advertisement", Kind::Advertisement),
    ("comments", Kind::Comments),
    ("credit", Kind::Credit),
    ("timestamp", Kind::Timestamp),
    ("bio", Kind::Other),
    ("other", Kind::Other),
];

/// Cues found in a line: for each kind whether one is the whole line, begins it, or stands anywhere in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cues(u64);

impl Cues {
    /// Number of kinds that have bits.
    pub const KINDS: usize = KINDS.len();

    /// The kinds whose cue is the whole line, as bits.
    pub fn line(self) -> u32 {
        (self.0 & MASK) as u32
    }

    /// The kinds of which a cue begins the line, as bits.
    pub fn head(self) -> u32 {
        (self.0 >> PLACE & MASK) as u32
    }

    /// The kinds of which a cue stands anywhere in it, as bits.
    pub fn any(self) -> u32 {
        (self.0 >> (2 * PLACE) & MASK) as u32
    }

    /// The bit of a kind in [`Cues::line`] and its like; of one that two names have, both.
    pub const fn bit(kind: Kind) -> u32 {
        let (mut bits, mut i) = (0, 0);
        while i < KINDS.len() {
            if KINDS[i].1 as u32 == kind as u32 {
                bits |= 1 << i;
            }
            i += 1;
        }
        bits
    }

    /// Whether a cue of this kind is the whole line, begins it or stands anywhere in it.
    #[inline]
    pub fn has(self, kind: Kind) -> bool {
        (self.line() | self.head() | self.any()) & Self::bit(kind) != 0
    }

    /// The kind of the strongest cue: the whole line over its head over anywhere; within these the table's order of
    /// kinds, specific before general.
    pub fn kind(self) -> Option<Kind> {
        const ORDER: [usize; 12] = [7, 4, 9, 8, 2, 3, 10, 5, 0, 1, 6, 11];
        [self.line(), self.head(), self.any()]
            .into_iter()
            .find_map(|bits| ORDER.iter().find(|&&i| bits >> i & 1 == 1))
            .map(|&i| KINDS[i].1)
    }
}

const PLACE: u32 = 16;
const MASK: u64 = 0xffff;

/// The phrases by the hash of their tokens, and which hashes their beginnings may have.
struct Phrases {
    cues: WordMap<u64>,
    /// A bit for every hash of a phrase's first tokens, folded: where it is not set no phrase goes on.
    beginnings: Vec<u64>,
}

/// Bits of [`Phrases::beginnings`].
const BEGINNINGS: usize = 1 << 16;

impl Phrases {
    fn begins(&self, key: u32) -> bool {
        let bit = key as usize % BEGINNINGS;
        self.beginnings[bit / 64] >> (bit % 64) & 1 == 1
    }
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut beginnings = vec![0; BEGINNINGS / 64];
    let mut keys = Vec::new();
    for (phrase, bits) in entries(include_str!("tables/cues.txt")).filter_map(cue) {
        let text = Text::new(phrase.to_owned());
        let mut key = 0;
        for token in &text.tokens {
            key = combine(key, token.hash);
            let bit = key as usize % BEGINNINGS;
            beginnings[bit / 64] |= 1 << (bit % 64);
        }
        keys.push((key, bits));
    }
    Phrases {
        cues: WordMap::from_hashes(keys, |a, b| a | b),
        beginnings,
    }
});

/// An entry of the table: its phrase and bit.
fn cue(entry: &str) -> Option<(&str, u64)> {
    let mut fields = entry.split('\t');
    let (phrase, place, kind) = (fields.next()?, fields.next()?, fields.next()?);
    let place = ["line", "head", "any"].iter().position(|&p| p == place)? as u32;
    let kind = KINDS.iter().position(|(name, _)| *name == kind)? as u32;
    Some((phrase, 1 << (place * PLACE + kind)))
}

/// Classes of a word, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(pub u32);

impl Class {
    const NAMES: [&'static str; 16] = [
        "agency", "ago", "article", "day", "function", "meridiem", "month", "reader", "role",
        "said", "self", "site", "stamp", "unit", "web", "written",
    ];
    /// News agencies.
    pub const AGENCY: u32 = 1;
    /// "ago".
    pub const AGO: u32 = 1 << 1;
    /// Articles.
    pub const ARTICLE: u32 = 1 << 2;
    /// Weekdays.
    pub const DAY: u32 = 1 << 3;
    /// Function words.
    pub const FUNCTION: u32 = 1 << 4;
    /// "pm", "GMT".
    pub const MERIDIEM: u32 = 1 << 5;
    /// Months.
    pub const MONTH: u32 = 1 << 6;
    /// "we", "you".
    pub const READER: u32 = 1 << 7;
    /// "correspondent".
    pub const ROLE: u32 = 1 << 8;
    /// Social sites.
    pub const SITE: u32 = 1 << 11;
    /// "updated".
    pub const STAMP: u32 = 1 << 12;
    /// "by".
    pub const WRITTEN: u32 = 1 << 15;
    /// A phrase of several words that may stand anywhere begins with it; the next place is [`Self::SECOND`]'s.
    pub const STARTER: u32 = 1 << 16;
    /// It is the second word of such a phrase.
    pub const SECOND: u32 = Self::STARTER << 1;
    /// It is such a phrase by itself.
    pub const ALONE: u32 = 1 << 18;
    /// Not a word but a mark that tells something of its line.
    pub const MARK: u32 = 1 << 19;
    /// What a word is by itself.
    pub const OF_WORDS: u32 = Self::STARTER - 1;
    /// What it counts for: the highest four bits, see [`Self::COUNTS`]. Function words, articles among them.
    pub const COUNTS_FUNCTION: u32 = 1 << Self::COUNTS;
    /// Words that speak to the reader.
    pub const COUNTS_READER: u32 = 1 << (Self::COUNTS + 1);
    /// Words of dates and times.
    pub const COUNTS_DATED: u32 = 1 << (Self::COUNTS + 2);
    /// Commas.
    pub const COUNTS_COMMA: u32 = 1 << (Self::COUNTS + 3);
    /// The lowest of them.
    pub const COUNTS: u32 = 28;
    /// Words of dates and times that need not be looked at closely.
    const DATED: u32 = Self::DAY | Self::MERIDIEM | Self::STAMP | Self::AGO;
}

/// Classes of words and marks, and what they count for.
static WORDS: LazyLock<PerfectMap> = LazyLock::new(|| {
    let classes = entries(include_str!("tables/words.txt")).flat_map(|entry| {
        let (class, words) = entry.split_once('\t').unwrap_or((entry, ""));
        let bit = Class::NAMES
            .iter()
            .position(|&name| name == class)
            .map_or(0, |i| 1 << i);
        words
            .split_whitespace()
            .map(move |word| (crate::lexicon::fold_hash(word), counted(bit)))
    });
    let starters = entries(include_str!("tables/cues.txt"))
        .filter_map(cue)
        .filter(|(_, bits)| bits >> (2 * PLACE) != 0)
        .flat_map(|(phrase, _)| starts(phrase));
    let marks = telling().map(|c| (hash_char(c), Class::MARK));
    let comma = [(hash_char(','), Class::COUNTS_COMMA)];
    let all = classes.chain(starters).chain(marks).chain(comma);
    PerfectMap::new(all).expect("the tables have fewer words than the map has room for")
});

/// The classes that make the first two tokens of a phrase that may stand anywhere be looked at. Of marks only a slash begins
/// one within a line: "Ana Faria/AP".
fn starts(phrase: &str) -> Vec<(u32, u32)> {
    let text = Text::new(phrase.to_owned());
    match text.tokens.as_slice() {
        [first, ..] if !first.is_word() && !phrase.starts_with('/') => Vec::new(),
        [first, second, ..] => vec![(first.hash, Class::STARTER), (second.hash, Class::SECOND)],
        [only] => vec![(only.hash, Class::ALONE)],
        [] => Vec::new(),
    }
}

/// A class with what it counts for.
fn counted(class: u32) -> u32 {
    let counts = |classes: u32, bit: u32| if class & classes != 0 { bit } else { 0 };
    class
        | counts(Class::FUNCTION | Class::ARTICLE, Class::COUNTS_FUNCTION)
        | counts(Class::READER, Class::COUNTS_READER)
        | counts(Class::DATED, Class::COUNTS_DATED)
}

/// The tables, opened once for a text.
#[derive(Clone, Copy)]
pub struct Tables {
    phrases: &'static Phrases,
    words: &'static PerfectMap,
}

impl Tables {
    /// Opens them.
    pub fn open() -> Self {
        Self {
            phrases: &PHRASES,
            words: &WORDS,
        }
    }

    /// The classes of a word.
    #[inline]
    pub fn class(self, token: &Token) -> u32 {
        self.entry(token) & Class::OF_WORDS
    }

    /// The classes of a word or mark, and what it counts for.
    #[inline(always)]
    pub fn entry(self, token: &Token) -> u32 {
        self.words.bits(token.hash)
    }

    /// The cues that begin at the first of `tokens`, which are the rest of a line, closing punctuation left out.
    pub fn cues_at(self, tokens: &[Token], is_head: bool) -> Cues {
        let (mut key, mut found) = (0, 0);
        let allowed = if is_head {
            MASK << PLACE | MASK << (2 * PLACE)
        } else {
            MASK << (2 * PLACE)
        };
        for (i, token) in tokens.iter().take(LONGEST).enumerate() {
            key = combine(key, token.hash);
            if !self.phrases.begins(key) {
                break;
            }
            if let Some(bits) = self.phrases.cues.get(key) {
                let whole = if is_head && i + 1 == tokens.len() {
                    MASK
                } else {
                    0
                };
                found |= bits & (allowed | whole);
            }
        }
        Cues(found)
    }
}

impl std::ops::BitOrAssign for Cues {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_by_place() {
        for (line, kind) in [
            ("Related stories", Some(Kind::RelatedLinks)),
            ("ADVERTISEMENT", Some(Kind::Advertisement)),
            ("Read more: the day in pictures", Some(Kind::RelatedLinks)),
            ("© 2019 The Example", Some(Kind::Copyright)),
            ("Ministers met on Monday", None),
        ] {
            let text = Text::new(line.to_owned());
            assert_eq!(
                Tables::open().cues_at(&text.tokens, true).kind(),
                kind,
                "{line}"
            );
        }
    }

    #[test]
    fn tables_are_sorted_and_well_formed() {
        let lines: Vec<&str> = entries(include_str!("tables/cues.txt")).collect();
        for pair in lines.windows(2) {
            let key = |line: &'static str| line.split('\t').take(2).collect::<Vec<_>>();
            assert!(key(pair[0]) < key(pair[1]), "{pair:?}");
        }
        assert!(lines.iter().all(|line| cue(line).is_some()));
        for line in entries(include_str!("tables/words.txt")) {
            assert!(
                Class::NAMES.contains(&line.split('\t').next().unwrap_or("")),
                "{line}"
            );
        }
    }
}
