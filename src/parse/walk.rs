//! The walk over a line's tokens that most facts come from. Nearly all tokens are plain: what they count for is looked up
//! once and added in lanes of bytes, without a branch; numbers, months and telling marks are looked at one by one.

use super::cues::{Class, Tables};
use super::facts::{Facts, sign};
use super::marks::is_separator;
use crate::lexicon::combine;
use crate::text::{Flags, Text, Token, chars};

/// Tokens that may begin a line's cue.
const CUE_HEAD: usize = 3;
/// Words whose capitals are told one by one.
const CAPITALS: u32 = 8;

/// Counts of tokens, a byte for each of what [`Counts::of`] and the table of words count.
#[derive(Clone, Copy, Debug, Default)]
struct Counts(u64);

impl Counts {
    /// The lanes that a token's flags tell: words, capitals, all capitals, ends of sentences.
    #[inline(always)]
    fn of(flags: Flags) -> Self {
        let bit = |flag: Flags| u64::from(flags.0 >> flag.0.trailing_zeros() & 1);
        Self(
            bit(Flags::WORD)
                | bit(Flags::CAPITAL) << 8
                | bit(Flags::ALL_CAPS) << 16
                | bit(Flags::ENDS_SENTENCE) << 24,
        )
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
    pub(super) fn first_words<'t>(&mut self, tokens: impl Iterator<Item = &'t Token>) {
        let words = tokens.filter(|token| token.is_word());
        for (n, token) in (0..CAPITALS).zip(words) {
            self.facts.capitals |= u8::from(token.has(Flags::CAPITAL)) << n;
            if n == 1 {
                self.facts.second_class = self.tables.class(token);
            }
        }
    }

    /// Looks at all of `tokens`; cues are looked for within `line`, which begins where they do.
    pub(super) fn tokens(&mut self, tokens: &[Token], line: &[Token]) {
        const RARE: u32 = Class::MONTH | Class::STARTER | Class::MARK;
        let (mut key, mut counts, mut classes) = (self.key, self.counts.0, 0);
        let mut end = self.content.len();
        self.content.resize(end + tokens.len(), 0);
        for (i, token) in tokens.iter().enumerate() {
            key = combine(key, token.hash);
            let entry = self.tables.entry(token);
            let class = entry as u32;
            counts += (entry & Tables::COUNTS) + Counts::of(token.flags).0;
            classes |= class;
            let is_content = token.is_word()
                & (token.end - token.start >= 3)
                & (class & (Class::FUNCTION | Class::ARTICLE) == 0);
            if let Some(place) = self.content.get_mut(end) {
                *place = token.hash;
            }
            end += usize::from(is_content);
            let telling = token.flags.0 & (Flags::NUMERIC.0 | Flags::DOTTED.0);
            if class & RARE | telling == 0 {
                continue;
            }
            if token.is_word() {
                self.word(token, entry, Counts(counts).lane(0));
            } else {
                self.mark(token, i, tokens);
            }
            // Of marks only a slash begins a cue within a line: "Ana Faria/AP".
            let starts = class & Class::STARTER != 0
                && (token.is_word() || token.first_char(&self.text.content) == '/');
            if starts && i < line.len() {
                self.facts.cues |= self.tables.cues_at(&line[i..], false);
            }
        }
        self.content.truncate(end);
        (self.key, self.counts) = (key, Counts(counts));
        self.seen += tokens.len();
        self.facts.classes |= classes & Class::OF_WORDS;
    }

    /// Enters what was counted. The tokens' hash and their balance of quotation marks.
    pub(super) fn finish(self) -> (u32, i32) {
        let (facts, counts) = (self.facts, self.counts);
        facts.seen = self.seen as u8;
        facts.words = counts.lane(0);
        facts.capital = counts.lane(1);
        facts.all_caps = counts.lane(2);
        facts.sentences = counts.lane(3);
        facts.function = counts.lane(4);
        facts.reader = counts.lane(5);
        facts.dated = facts.dated.wrapping_add(counts.lane(6));
        facts.commas = counts.lane(7);
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
    fn word(&mut self, token: &Token, entry: u64, nth: u8) {
        let facts = &mut *self.facts;
        let class = entry as u32;
        let length = token.end - token.start;
        let number = token.has(Flags::NUMERIC);
        let month = class & Class::MONTH != 0 && token.has(Flags::CAPITAL);
        let counted = entry & Tables::DATED != 0;
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
