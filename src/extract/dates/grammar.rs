//! The pattern table, compiled once into a trie over classes of words and literal words.
//!
//! A pattern is a sequence of classes (`Month`, see [`Class`]), words in lower case, marks, `[optional parts]`,
//! `(alternatives|of each other)` and `@macros`. Where a token fits several classes every path is followed; a pattern is
//! at most [`LONGEST`] items long and holds no repetition, so that matching takes bounded time at every token.

mod compile;

use super::class::Class;
use super::items::Item;
use super::spec::Modifier;
use crate::lexicon::WordMap;
use std::sync::LazyLock;

/// No pattern has more items.
pub const LONGEST: usize = 14;
/// In a path: no class, a literal word.
const LITERAL: u8 = u8::MAX;

/// What a matched pattern means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A date or time, by the classes it holds.
    Date,
    /// The first, second … last day, week or weekday of a month or year.
    Nth,
    /// The quarter that results are told of.
    Quarter,
    /// The end of a date.
    End,
    /// The week that holds a date.
    WeekOf,
    /// Two of them, the first completed from the second and the other way round.
    Range,
    /// Some units before (or, if not `back`, after) the reference date (or, if `narrative`, the date just mentioned).
    Shift {
        /// Backwards in time.
        back: bool,
        /// From the date just mentioned.
        narrative: bool,
    },
    /// A length of time.
    Duration,
    /// A length of time in two units.
    Sum,
    /// A recurring time.
    Set,
    /// Vague past.
    Past,
    /// Vague present.
    Present,
    /// Vague future.
    Future,
    /// Words before another expression that belong to it.
    Prefix(Option<Modifier>),
    /// Looks like an expression and is none.
    Nothing,
}

impl Rule {
    fn named(name: &str) -> Option<Self> {
        let shift = |back, narrative| Self::Shift { back, narrative };
        Some(match name {
            "date" | "half" | "century" => Self::Date,
            "quarter" => Self::Quarter,
            "end" => Self::End,
            "nth" => Self::Nth,
            "weekof" => Self::WeekOf,
            "range" => Self::Range,
            "ago" => shift(true, false),
            "hence" => shift(false, false),
            "earlier" => shift(true, true),
            "later" => shift(false, true),
            "duration" => Self::Duration,
            "sum" => Self::Sum,
            "set" => Self::Set,
            "past" => Self::Past,
            "present" => Self::Present,
            "future" => Self::Future,
            "nothing" => Self::Nothing,
            _ => {
                let modifier = name.strip_prefix("prefix")?.trim();
                match modifier {
                    "" => Self::Prefix(None),
                    _ => Self::Prefix(Some(Modifier::named(modifier)?)),
                }
            }
        })
    }
}

/// What the tables say of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Bits of its classes.
    pub mask: u128,
    /// Which of the patterns' literal words it is, 0 for none.
    pub literal: u8,
    /// Which month, unit, number ...
    pub code: u8,
    /// The number of a number word or ordinal, where `code` says something else too ("second").
    pub number: u8,
}

/// Index of a [`Word`]; the highest bits say that it is a trigger, one only with a capital, that a pattern may begin with
/// it, that a pattern may end in a number behind it, and that a pattern may hold it behind a number.
type WordId = u16;
const TRIGGER: WordId = 1 << 15;
const CAPITAL: WordId = 1 << 14;
const BEGINS: WordId = 1 << 13;
const LEADS: WordId = 1 << 12;
const FOLLOWS: WordId = 1 << 11;
const INDEX: WordId = FOLLOWS - 1;
/// Bytes of the filter: a byte for each, as it is read for every token and a bit takes longer to get at.
const FILTER: usize = 8192;

/// Classes whose words have a capital: lower-case "new" begins no New Year's Eve.
const CAPITALISED: u128 = Class::HolidayHead.bit()
    | Class::MonthAbbr.bit()
    | Class::WeekdayAbbr.bit()
    | Class::Zone.bit()
    | Class::Bc.bit()
    | Class::Ad.bit();

/// Index of a [`Node`].
type NodeId = u16;

#[derive(Debug, Default)]
struct Node {
    /// Bits of the classes that lead on.
    mask: u128,
    /// Where the child of its class 0 would stand in [`Grammar::children`]; there is room only from its first class on.
    first: i32,
    /// Where its literals stand in [`Grammar::literals`], sorted.
    literals: (u16, u16),
    /// The rule that ends here, by its row (the earlier wins) plus one; 0 for none.
    rule: u16,
}

/// The compiled tables.
#[derive(Debug)]
pub struct Grammar {
    ids: WordMap<WordId>,
    /// At the lowest bits of every trigger's hash a bit that its next three say: most words are told from them by the byte,
    /// nearly all others by the bit.
    filter: [u8; FILTER],
    words: Vec<Word>,
    nodes: Vec<Node>,
    /// Of every node a row from its first class to its last.
    children: Vec<NodeId>,
    literals: Vec<(u8, NodeId)>,
    rules: Vec<Rule>,
    joints: [u8; 4],
    /// A bit for every literal that a pattern begins with.
    openers: [u64; 4],
}

/// Words between a date and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// on
    On,
    /// at
    At,
    /// of
    Of,
    /// A comma.
    Comma,
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::compile);
static WORDS: &str = include_str!("tables/words.tsv");
/// Patterns, with an example each (see the test at the foot of `dates/mod.rs`).
pub static PATTERNS: &str = include_str!("tables/patterns.tsv");

/// The grammar.
pub fn grammar() -> &'static Grammar {
    &GRAMMAR
}

/// A match: the row of its rule, and the class and item of every step.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// What it means.
    pub rule: Rule,
    row: u16,
    bits: [u8; LONGEST],
    /// Number of items.
    pub len: usize,
}

impl Match {
    /// What the pattern takes its item `i` for; `None` for a literal word.
    #[inline]
    pub fn class(&self, i: usize) -> Option<Class> {
        Class::ALL.get(usize::from(*self.bits.get(i)?)).copied()
    }
}

/// The bit of a hash in its byte of the filter.
#[inline]
fn filter_bit(hash: u32) -> u8 {
    1 << (hash as usize / FILTER % 8)
}

impl Grammar {
    /// Whether the word with this hash may stand in an expression, and if so, whether at its beginning.
    #[inline]
    pub fn may_begin(&self, hash: u32) -> Option<bool> {
        Some(self.ids.get(hash)? & BEGINS != 0)
    }

    /// Whether an expression may end in a number behind the word with this hash: "May 3", but not "of 3".
    #[inline]
    pub fn leads(&self, hash: u32) -> bool {
        self.ids.get(hash).is_some_and(|id| id & LEADS != 0)
    }

    /// Whether an expression may go on in the word with this hash behind a number: "3 May", but not "3 of them".
    #[inline]
    pub fn follows(&self, hash: u32) -> bool {
        self.ids.get(hash).is_some_and(|id| id & FOLLOWS != 0)
    }

    /// Whether it may be a trigger, as far as a part of its hash tells: not 0.
    #[inline]
    pub fn may_trigger(&self, hash: u32) -> u8 {
        self.filter[hash as usize % FILTER]
    }

    /// Whether an expression may be looked for around the word with this hash.
    #[inline]
    pub fn is_trigger(&self, hash: u32, capital: bool) -> bool {
        let wanted = if capital { 0 } else { CAPITAL };
        self.may_trigger(hash) & filter_bit(hash) != 0
            && self
                .ids
                .get(hash)
                .is_some_and(|id| id & (TRIGGER | wanted) == TRIGGER)
    }

    /// What the tables say of the word with this hash.
    #[inline]
    pub fn word(&self, hash: u32) -> Option<Word> {
        let id = self.ids.get(hash)?;
        self.words.get(usize::from(id & INDEX)).copied()
    }

    /// Whether this literal is the joint.
    #[inline]
    pub fn is_joint(&self, literal: u8, joint: Joint) -> bool {
        literal == self.joints[joint as usize]
    }

    /// Whether any pattern begins with such an item.
    #[inline]
    pub fn begins(&self, item: &Item) -> bool {
        let opens = self.openers[usize::from(item.literal / 64)] & (1 << (item.literal % 64)) != 0;
        opens || self.nodes[0].mask & item.mask != 0
    }

    /// Whether the word with this hash is of this class.
    pub fn is(&self, hash: u32, class: Class) -> bool {
        self.word(hash)
            .is_some_and(|word| word.mask & class.bit() != 0)
    }

    /// Appends all patterns that match a prefix of what the items offer, longest first, earlier rows first among equals.
    pub fn matches(&self, items: &[Item], found: &mut Vec<Match>) {
        let from = found.len();
        let mut walk = Walk {
            grammar: self,
            items,
            path: [0; LONGEST],
            found,
        };
        walk.follow(&self.nodes[0], 0);
        if found.len() > from + 1 {
            found[from..].sort_by_key(|m| (std::cmp::Reverse(m.len), m.row));
        }
    }
}

/// A walk over the patterns that items may be.
struct Walk<'a> {
    grammar: &'a Grammar,
    items: &'a [Item],
    path: [u8; LONGEST],
    found: &'a mut Vec<Match>,
}

impl Walk<'_> {
    /// Goes on from a node by what the item at `depth` offers.
    fn follow(&mut self, node: &Node, depth: usize) {
        let grammar = self.grammar;
        let Some(item) = self.items.get(depth).filter(|_| depth < LONGEST) else {
            return;
        };
        let common = node.mask & item.mask;
        for (mut half, base) in [(common as u64, 0), ((common >> 64) as u64, 64)] {
            while half != 0 {
                let bit = base + half.trailing_zeros();
                self.path[depth] = bit as u8;
                self.reach(
                    grammar.children[(node.first + bit as i32) as usize],
                    depth + 1,
                );
                half &= half - 1;
            }
        }
        let (from, to) = node.literals;
        if item.literal == 0 || from == to {
            return;
        }
        let literals = &grammar.literals[usize::from(from)..usize::from(to)];
        if let Some(&(known, child)) = literals.iter().find(|known| known.0 >= item.literal)
            && known == item.literal
        {
            self.path[depth] = LITERAL;
            self.reach(child, depth + 1);
        }
    }

    /// Notes the pattern that ends in a node, and goes on from there if the next item may.
    #[inline(always)]
    fn reach(&mut self, node: NodeId, depth: usize) {
        let grammar = self.grammar;
        let node = &grammar.nodes[usize::from(node)];
        if let Some(row) = node.rule.checked_sub(1) {
            self.found.push(Match {
                rule: grammar.rules[usize::from(row)],
                row,
                bits: self.path,
                len: depth,
            });
        }
        let (from, to) = node.literals;
        let leads = |next: &Item| node.mask & next.mask != 0 || next.literal != 0 && from != to;
        if self.items.get(depth).is_some_and(leads) {
            self.follow(node, depth);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::entries;

    #[test]
    fn tables_are_well_formed() {
        for line in entries(WORDS) {
            let columns: Vec<_> = line.split('\t').collect();
            assert_eq!(columns.len(), 3, "{line}");
            assert!(Class::named(columns[1]).is_some(), "{line}");
            assert!(columns[2].parse::<u8>().is_ok(), "{line}");
        }
        for line in entries(PATTERNS) {
            let columns: Vec<_> = line.split('\t').collect();
            let (rule, pattern) = (columns[0], columns[1]);
            assert!(
                rule.starts_with('@') || Rule::named(rule).is_some(),
                "{line}"
            );
            assert!(rule.starts_with('@') || columns.len() == 4, "{line}");
            let depth =
                |open, close| pattern.matches(open).count() == pattern.matches(close).count();
            assert!(depth('[', ']') && depth('(', ')'), "{line}");
            for word in pattern.split(['[', ']', '(', ')', '|', ' ']) {
                let class = word.starts_with(|c: char| c.is_ascii_uppercase());
                assert!(!class || Class::named(word).is_some(), "{word} in {line}");
            }
        }
    }

    #[test]
    fn compiled_size_stays_small() {
        let grammar = Grammar::compile();
        assert!(grammar.nodes.len() < 2_000, "{} nodes", grammar.nodes.len());
        assert!(
            grammar.children.len() < 40_000,
            "{} children",
            grammar.children.len()
        );
        assert!(grammar.literals.len() < usize::from(u16::MAX));
        assert!(grammar.words.len() <= usize::from(INDEX));
    }
}
