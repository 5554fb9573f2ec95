//! The walk over a line's tokens that most facts come from. Nearly all tokens are plain: what they count for is looked up
//! once and added in lanes of bytes, without a branch; numbers, months and telling marks are put aside, to be looked at one
//! by one.

use super::cues::{Class, Tables};
use super::facts::{Facts, sign};
use super::marks::is_separator;
use crate::lexicon::combine;
use crate::text::{Flags, Text, Token, chars};

/// Tokens that may begin a line's cue.
const CUE_HEAD: usize = 3;
/// Words of which it is told one by one whether they have a capital.
const CAPITALS: u32 = 3;
/// More tokens than a walk looks at in one go.
const ROOM: usize = 64;
/// An odd number whose multiples spread well.
const SPREAD: u32 = 0x9e37_79b1;

/// Counts of tokens, a byte for each of what [`Counts::of`] tells.
#[derive(Clone, Copy, Debug, Default)]
struct Counts(u64);

impl Counts {
    const ALL_CAPS: u32 = 0;
    const ENDS: u32 = 1;
    const CAPITAL: u32 = 2;
    const WORD: u32 = 3;
    const FUNCTION: u32 = 4;
    const READER: u32 = 5;
    const DATED: u32 = 6;
    const COMMA: u32 = 7;

    /// One in the lane of each thing that the token is. A product moves all bits of the flags to their lanes, of those of
    /// the table too: no two of its terms meet.
    #[inline(always)]
    fn of(flags: Flags, entry: u32) -> Self {
        const LANES: u64 = 0x0101_0101;
        const LOW: u32 = 4;
        const FLAGS: u32 =
            Flags::WORD.0 | Flags::CAPITAL.0 | Flags::ALL_CAPS.0 | Flags::ENDS_SENTENCE.0;
        const fn to(lane: u32, flag: Flags) -> u64 {
            1 << (LOW + 8 * lane - flag.0.trailing_zeros())
        }
        const MOVE: u64 = to(Counts::ALL_CAPS, Flags::ALL_CAPS)
            | to(Counts::ENDS, Flags::ENDS_SENTENCE)
            | to(Counts::CAPITAL, Flags::CAPITAL)
            | to(Counts::WORD, Flags::WORD);
        const MOVE_COUNTS: u64 = (1 | 1 << 7 | 1 << 14 | 1 << 21) << 32;
        let of_flags = u64::from(flags.0 & FLAGS) * MOVE >> LOW & LANES;
        let of_table = u64::from(entry >> Class::COUNTS) * MOVE_COUNTS & LANES << 32;
        Self(of_flags | of_table)
    }

    #[inline(always)]
    fn lane(self, lane: u32) -> u8 {
        (self.0 >> (8 * lane)) as u8
    }
}

/// Adds up the facts of a line.
pub(super) struct Walk<'a> {
    text: &'a Text,
    tables: Tables,
    facts: &'a mut Facts,
    content: &'a mut Vec<u32>,
    counts: Counts,
    key: u32,
    seen: usize,
    depth: i32,
    /// Which word the last number was, and the last month, from 1 on.
    last_number: u8,
    last_month: u8,
}

impl<'a> Walk<'a> {
    /// A walk that has seen nothing yet; words with a meaning of their own are appended to `content`.
    pub(super) fn new(
        text: &'a Text,
        tables: Tables,
        facts: &'a mut Facts,
        content: &'a mut Vec<u32>,
    ) -> Self {
        Self {
            text,
            tables,
            facts,
            content,
            counts: Counts::default(),
            key: 0,
            seen: 0,
            depth: 0,
            last_number: u8::MAX,
            last_month: u8::MAX,
        }
    }

    /// The head of the line, before all else: its first words, and the cues that begin with them. `line` is the line without
    /// closing punctuation and begins where `tokens`, the part looked at, does.
    pub(super) fn head(&mut self, tokens: &[Token], line: &[Token]) {
        let begins = line.iter().take(tokens.len()).enumerate();
        for (i, token) in begins {
            if i < CUE_HEAD {
                self.facts.cues |= self.tables.cues_at(&line[i..], true);
            }
            if token.is_word() {
                self.facts.first_class = self.tables.class(token);
                self.start(token, tokens.get(i + 1));
                break;
            }
        }
        if let Some(first) = tokens.first().filter(|token| !token.is_word()) {
            self.facts.signs |= match first.first_char(&self.text.content) {
                '*' | '•' | '·' | '+' | '▪' | '●' | '◦' | '○' => sign::STARTS_BULLET,
                c if chars::is_dash(c) => sign::STARTS_BULLET,
                c if chars::is_quote(c) => sign::STARTS_QUOTE,
                c if chars::is_open_bracket(c) => sign::STARTS_BRACKET,
                _ => 0,
            };
        }
        if tokens.len() > 4 {
            let key = tokens[..5].iter().fold(0, |key, t| combine(key, t.hash));
            self.facts.prefix = key.max(1);
        }
    }

    /// The capitals of the first words, and the class of the second.
    pub(super) fn first_words(&mut self, tokens: &[Token]) {
        let mut n = 0;
        for token in tokens.iter().filter(|token| token.is_word()) {
            self.facts.capitals |= u8::from(token.has(Flags::CAPITAL)) << n;
            n += 1;
            if n == 2 {
                self.facts.second_class = self.tables.class(token);
            }
            if n == CAPITALS {
                break;
            }
        }
    }

    /// Looks at all of `tokens`, no more than [`ROOM`]; cues are looked for within `line`, which begins where they do.
    pub(super) fn tokens(&mut self, tokens: &[Token], line: &[Token]) {
        const CLOSELY: u32 = Class::MONTH | Class::MARK | Class::ALONE;
        const FLAGS: u32 = Flags::NUMERIC.0 | Flags::DOTTED.0;
        let tokens = &tokens[..tokens.len().min(ROOM)];
        let (mut key, mut counts, mut classes) = (self.key, self.counts.0, 0);
        // The words with a meaning of their own, and a bit for each token that is to be looked at closely, the last highest.
        let (mut content, mut end) = ([0; ROOM], 0);
        let (mut closely, mut before) = (0u64, 0);
        for token in tokens {
            key = (key.rotate_left(5) ^ token.hash).wrapping_mul(SPREAD);
            let entry = self.tables.entry(token);
            let flags = token.flags.0;
            counts += Counts::of(token.flags, entry).0;
            classes |= entry;
            content[end % ROOM] = token.hash;
            let is_long = u32::from(token.end - token.start >= 3);
            end += (flags / Flags::WORD.0 & !(entry / Class::COUNTS_FUNCTION) & is_long) as usize;
            let is_second = before << 1 & entry & Class::SECOND;
            before = entry & Class::STARTER;
            let is_close = entry & CLOSELY | flags & FLAGS | is_second;
            closely = closely >> 1 | u64::from(is_close != 0) << 63;
        }
        self.content.extend_from_slice(&content[..end.min(ROOM)]);
        let mut nth = self.counts;
        (self.key, self.counts) = (key, Counts(counts));
        self.facts.classes |= classes & Class::OF_WORDS;
        let mut from = 0;
        closely = closely
            .checked_shr((ROOM - tokens.len()) as u32)
            .unwrap_or(0);
        while closely != 0 {
            let i = closely.trailing_zeros() as usize;
            closely &= closely - 1;
            let passed = tokens.get(from..=i).unwrap_or_default();
            nth.0 += passed.iter().map(|t| Counts::of(t.flags, 0).0).sum::<u64>();
            from = i + 1;
            self.look(tokens, i, nth.lane(Counts::WORD), line);
        }
        // A phrase may begin with the last of these tokens.
        if before != 0 {
            self.cue(line, tokens.len() - 1);
        }
        self.seen += tokens.len();
    }

    /// Looks closely at token `i`; `nth` words stand up to there.
    fn look(&mut self, tokens: &[Token], i: usize, nth: u8, line: &[Token]) {
        let Some(token) = tokens.get(i) else {
            return;
        };
        let entry = self.tables.entry(token);
        if entry & Class::MARK != 0 {
            self.mark(token, i, tokens);
        } else if entry & Class::MONTH != 0 || token.any_of(Flags::NUMERIC | Flags::DOTTED) {
            self.word(token, entry, nth);
        }
        if entry & Class::ALONE != 0 {
            self.cue(line, i);
        }
        if let Some(before) = i.checked_sub(1)
            && entry & Class::SECOND != 0
            && self.tables.entry(&tokens[before]) & Class::STARTER != 0
        {
            self.cue(line, before);
        }
    }

    /// The cues within `line` that begin with token `i`.
    fn cue(&mut self, line: &[Token], i: usize) {
        if let Some(rest) = line.get(i..) {
            self.facts.cues |= self.tables.cues_at(rest, false);
        }
    }

    /// Enters what was counted. The tokens' hash and their balance of quotation marks.
    pub(super) fn finish(self) -> (u32, i32) {
        let (facts, counts) = (self.facts, self.counts);
        facts.seen = self.seen as u8;
        facts.words = counts.lane(Counts::WORD);
        facts.capital = counts.lane(Counts::CAPITAL);
        facts.all_caps = counts.lane(Counts::ALL_CAPS);
        facts.sentences = counts.lane(Counts::ENDS);
        facts.function = counts.lane(Counts::FUNCTION);
        facts.reader = counts.lane(Counts::READER);
        facts.dated = facts.dated.wrapping_add(counts.lane(Counts::DATED));
        facts.commas = counts.lane(Counts::COMMA);
        (self.key, self.depth)
    }

    fn start(&mut self, token: &Token, next: Option<&Token>) {
        if token.has(Flags::NUMERIC) {
            self.facts.signs |= sign::STARTS_DIGIT;
            let marked = next.is_some_and(|t| {
                t.has(Flags::PUNCT | Flags::GLUED)
                    && matches!(t.first_char(&self.text.content), '.' | ')')
            });
            if marked && token.end - token.start <= 2 {
                self.facts.signs |= sign::NUMBERED;
            }
        } else if !token.any_of(Flags::CAPITAL | Flags::ALL_CAPS | Flags::MIXED) {
            self.facts.signs |= sign::STARTS_LOWER;
        }
    }

    /// A word that is a number, has a dot, or is of a class that is looked at closely; the `nth` of the line.
    fn word(&mut self, token: &Token, entry: u32, nth: u8) {
        let facts = &mut *self.facts;
        let length = token.end - token.start;
        let number = token.has(Flags::NUMERIC);
        let month = entry & Class::MONTH != 0 && token.has(Flags::CAPITAL);
        let counted = entry & Class::COUNTS_DATED != 0;
        // What the table counts as dated is none with a dot inside; a month is, with a capital.
        facts.dated = facts.dated.wrapping_sub(u8::from(counted));
        facts.dated = facts
            .dated
            .wrapping_add(u8::from(month || counted && !token.has(Flags::DOTTED)));
        if number {
            facts.numeric += 1;
            let bytes = token.span().of(&self.text.content).as_bytes();
            if length == 4 && matches!(bytes, [b'1', b'9', ..] | [b'2', b'0', ..]) {
                facts.signs |= sign::YEAR;
                facts.dated = facts.dated.wrapping_add(1);
            }
        } else if token.has(Flags::DOTTED) && length > 5 {
            facts.signs |= sign::HOST;
        }
        if month && self.last_number == nth.wrapping_sub(1)
            || number && self.last_month == nth.wrapping_sub(1)
        {
            facts.signs |= sign::DATE;
        }
        if number {
            self.last_number = nth;
        }
        if month {
            self.last_month = nth;
        }
    }

    /// A mark that tells something, commas and full stops aside.
    fn mark(&mut self, token: &Token, i: usize, tokens: &[Token]) {
        let facts = &mut *self.facts;
        let c = token.first_char(&self.text.content);
        facts.signs |= match c {
            '©' => sign::COPYRIGHT,
            '@' => sign::AT,
            '#' => sign::HASH,
            '$' | '£' | '€' | '¥' => sign::MONEY,
            '{' | '=' | '\\' | '_' => sign::CODE,
            '|' => sign::PIPE,
            '<' => sign::ARROW | sign::CODE,
            '»' | '>' | '›' | '→' | '▶' | '←' | '‹' => sign::ARROW,
            ':' => {
                let is_number = |t: Option<&Token>| t.is_some_and(|t| t.has(Flags::NUMERIC));
                let before = i.checked_sub(1).and_then(|before| tokens.get(before));
                if is_number(before) && is_number(tokens.get(i + 1)) {
                    facts.dated = facts.dated.wrapping_add(2);
                    sign::CLOCK
                } else if self.seen + i < 5 {
                    sign::LABEL
                } else {
                    0
                }
            }
            _ if chars::is_dash(c) && !token.has(Flags::GLUED) => sign::DASH,
            _ => 0,
        };
        if is_separator(c) {
            facts.separators += 1;
        } else if chars::is_double_quote(c) {
            facts.quotes += 1;
            let opens = match c {
                '“' | '„' => true,
                '”' => false,
                _ => !token.has(Flags::GLUED),
            };
            self.depth += if opens { 1 } else { -self.depth.min(1) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_a_lane() {
        let flags = [
            (Flags::WORD, Counts::WORD),
            (Flags::CAPITAL, Counts::CAPITAL),
            (Flags::ALL_CAPS, Counts::ALL_CAPS),
            (Flags::ENDS_SENTENCE, Counts::ENDS),
        ];
        let classes = [
            (Class::COUNTS_FUNCTION, Counts::FUNCTION),
            (Class::COUNTS_READER, Counts::READER),
            (Class::COUNTS_DATED, Counts::DATED),
            (Class::COUNTS_COMMA, Counts::COMMA),
        ];
        for bits in 0..256u32 {
            let on = |n: usize| bits >> n & 1 == 1;
            let (mut flag, mut entry, mut lanes) = (Flags::PUNCT, Class::MARK, 0u64);
            for n in 0..4 {
                if on(n) {
                    flag.set(flags[n].0);
                    lanes |= 1 << (8 * flags[n].1);
                }
                if on(n + 4) {
                    entry |= classes[n].0;
                    lanes |= 1 << (8 * classes[n].1);
                }
            }
            assert_eq!(Counts::of(flag, entry).0, lanes, "{bits:b}");
        }
    }
}
