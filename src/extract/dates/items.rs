//! Tokens to items: a number in words, an abbreviation with its full stop or a holiday's name is one item of a pattern.

use super::class::Class;
use super::grammar::{Grammar, Word};
use super::{holidays, numbers};
use crate::lexicon::fold_hash;
use crate::text::{Flags, Token};

/// One step of a pattern: some tokens and all that they may be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Item {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// Bits of its classes.
    pub mask: u128,
    /// Which of the patterns' literal words it is, 0 for none.
    pub literal: u8,
    /// Which month, unit, season ...
    pub code: u8,
    /// The number it stands for: of a clock minutes after midnight, of a full date its digits YYYYMMDD.
    pub number: u64,
    /// Thousandths of a number with decimals.
    pub thousandths: u16,
}

impl Item {
    /// Nothing.
    pub const NONE: Self = Self {
        first: 0,
        last: 0,
        mask: 0,
        literal: 0,
        code: 0,
        number: 0,
        thousandths: 0,
    };

    /// Whether it may be of this class.
    pub fn is(&self, class: Class) -> bool {
        self.mask & class.bit() != 0
    }
}

/// Classes of words that may end in a full stop of their own.
const DOTTED: u128 = Class::MonthAbbr.bit()
    | Class::WeekdayAbbr.bit()
    | Class::Ampm.bit()
    | Class::Bc.bit()
    | Class::Ad.bit();
/// Classes of words that others may go on from: "twenty-one", "two hundred".
const SPELLED: u128 = Class::Spelled.bit() | Class::Scale.bit();
/// Classes that depend on a word's case.
const CASED: u128 = Class::MonthAbbr.bit()
    | Class::WeekdayAbbr.bit()
    | Class::Month.bit()
    | Class::Zone.bit()
    | Class::Bc.bit()
    | Class::Ad.bit();

/// Classes of numbers that are no date by themselves.
pub const NUMBERS: u128 = Class::Num.bit()
    | Class::Day.bit()
    | Class::MonthNumber.bit()
    | Class::Hour.bit()
    | Class::Minute.bit()
    | Class::ShortYear.bit()
    | Class::EraYear.bit()
    | Class::AncientYear.bit()
    | Class::DotClock.bit();

/// What items are made from.
#[derive(Clone, Copy)]
pub struct Source<'t> {
    /// The text.
    pub content: &'t str,
    /// Its tokens, up to the end of the block.
    pub tokens: &'t [Token],
    /// The tables.
    pub grammar: &'static Grammar,
}

impl<'t> Source<'t> {
    /// Whether an expression may be looked for around this token.
    #[inline]
    pub fn begins(&self, token: &Token) -> bool {
        token.any_of(Flags::HAS_DIGIT)
            || self
                .grammar
                .is_trigger(token.hash, token.has(Flags::CAPITAL))
    }

    /// The next token from `at` on around which an expression may be looked for.
    #[inline]
    pub fn next_begin(&self, mut at: usize) -> Option<usize> {
        // Four at a time: most are told from the triggers without a branch of their own.
        let maybe = |t: &Token| self.grammar.may_trigger(t.hash);
        while let Some([a, b, c, d]) = self.tokens.get(at..at + 4) {
            let digits = (a.flags | b.flags | c.flags | d.flags).any(Flags::HAS_DIGIT);
            if (digits || maybe(a) | maybe(b) | maybe(c) | maybe(d) != 0)
                && let Some(i) = (at..at + 4).find(|&i| self.begins(&self.tokens[i]))
            {
                return Some(i);
            }
            at += 4;
        }
        (at..self.tokens.len()).find(|&i| self.begins(&self.tokens[i]))
    }

    /// The first byte of token `i`.
    #[inline]
    pub fn first_byte(&self, i: usize) -> Option<u8> {
        let token = self.tokens.get(i)?;
        self.content.as_bytes().get(token.start as usize).copied()
    }

    /// Whether token `i` is a number ("28", "1,500", "2.5") that no word or mark of an expression stands behind, and none
    /// before that a number may end, and that is no year or time by itself; or a sum of money.
    #[inline]
    pub fn is_lone_number(&self, first: usize, i: usize) -> bool {
        let token = &self.tokens[i];
        if !token.any_of(Flags::NUMERIC) {
            return false;
        }
        let before = i.checked_sub(1).filter(|&i| i >= first);
        let before = before.and_then(|i| self.tokens.get(i));
        let money = before.is_some_and(|t| {
            token.has(Flags::GLUED)
                && !t.is_word()
                && matches!(t.first_char(self.content), '$' | '£' | '€' | '¥')
        });
        let next = self.tokens.get(i + 1);
        if money {
            // "$10 million three-year bonds"
            return !next.is_some_and(|t| self.grammar.is(t.hash, Class::Scale));
        }
        let stranger =
            |t: &Token| !t.any_of(Flags::HAS_DIGIT) && self.grammar.may_begin(t.hash).is_none();
        let led = |t: &Token| {
            !stranger(t) && (!t.is_word() || t.has(Flags::HAS_DIGIT) || self.grammar.leads(t.hash))
        };
        let follows = |t: &Token| t.any_of(Flags::HAS_DIGIT) || self.grammar.follows(t.hash);
        if before.is_some_and(led) || next.is_some_and(follows) || self.is_apostrophe_s(i + 1) {
            return false;
        }
        let text = token.span().of(self.content).as_bytes();
        let marks = text.iter().filter(|b| !b.is_ascii_digit()).count();
        match marks {
            0 => text.len() < 4,
            1 => text.contains(&b'.') || text.contains(&b','),
            _ => text.iter().all(|b| b.is_ascii_digit() || *b == b','),
        }
    }

    /// The slice of a token, without a possessive.
    pub fn stem(&self, i: usize) -> &'t str {
        self.tokens
            .get(i)
            .map_or("", |t| t.stem(self.content).of(self.content))
    }

    /// Whether token `i` is this mark.
    fn is_mark(&self, i: usize, mark: u8) -> bool {
        self.first_byte(i) == Some(mark) && !self.tokens[i].is_word()
    }

    /// The item that begins at token `i`, if the tables know its word.
    pub fn item(&self, i: usize) -> Option<Item> {
        let token = self.tokens.get(i)?;
        if token.any_of(Flags::NUMERIC) {
            return Some(self.numeric(i));
        }
        let word = self.grammar.word(token.hash);
        let Some(word) = word else {
            if !token.has(Flags::HAS_DIGIT) {
                return None;
            }
            let number = numbers::fiscal_year(self.stem(i))?;
            return Some(Item {
                first: i,
                last: i,
                mask: Class::FiscalYear.bit(),
                number: number.into(),
                ..Item::default()
            });
        };
        let mut item = Item {
            first: i,
            last: i,
            mask: word.mask,
            literal: word.literal,
            code: word.code,
            number: word.number.into(),
            thousandths: 0,
        };
        if word.mask & (SPELLED | CASED | DOTTED | Class::Ord.bit() | Class::HolidayHead.bit()) == 0
        {
            return Some(item);
        }
        if word.mask & SPELLED != 0 {
            self.spell_out(&mut item, word);
        }
        if item.is(Class::Ord) && item.number <= 31 {
            item.mask |= Class::DayOrd.bit();
        }
        self.check_case(&mut item, token);
        self.take_full_stop(&mut item);
        self.take_holiday(&mut item);
        (item.mask != 0 || item.literal != 0).then_some(item)
    }

    fn numeric(&self, i: usize) -> Item {
        let number = numbers::classify(self.stem(i));
        let mut mask = number.mask;
        // "the 1990's" and "the early 90's" are decades, "1990's" a year; no word holds an apostrophe behind a digit.
        let mut last = i;
        if mask & (Class::Year.bit() | Class::ShortYear.bit()) != 0
            && number.value.is_multiple_of(10)
            && self.is_apostrophe_s(i + 1)
            && self.leads_to_decade(i)
        {
            (mask, last) = (Class::Decade.bit(), i + 2);
        }
        let mut item = Item {
            first: i,
            last,
            mask,
            literal: 0,
            code: number.digits,
            number: number.value,
            thousandths: number.thousandths,
        };
        if mask & Class::Num.bit() != 0 {
            self.scale(&mut item);
        }
        item
    }

    /// "150 million", "1.5 million" are one number.
    fn scale(&self, item: &mut Item) {
        let next = self.tokens.get(item.last + 1).filter(|t| t.is_word());
        let word = next.and_then(|t| self.grammar.word(t.hash));
        let Some(scale) = word.filter(|word| word.mask & Class::Scale.bit() != 0) else {
            return;
        };
        let factor = match scale.code {
            2..=4 => 1000u64.pow(u32::from(scale.code) - 1),
            _ => return,
        };
        let thousandths = u64::from(item.thousandths).saturating_mul(factor) / 1000;
        item.number = item
            .number
            .saturating_mul(factor)
            .saturating_add(thousandths);
        (item.thousandths, item.mask, item.code) = (0, Class::Num.bit(), 0);
        item.last += 1;
    }

    /// An apostrophe and an s at token `i`, nothing between.
    fn is_apostrophe_s(&self, i: usize) -> bool {
        let (Some(mark), Some(s)) = (self.tokens.get(i), self.tokens.get(i + 1)) else {
            return false;
        };
        mark.has(Flags::GLUED)
            && s.has(Flags::GLUED)
            && matches!(mark.first_char(self.content), '\'' | '’')
            && self.stem(i + 1) == "s"
    }

    /// Whether "the", "early" … stand before token `i`.
    fn leads_to_decade(&self, i: usize) -> bool {
        let leads = [
            Class::The,
            Class::Early,
            Class::Late,
            Class::Mid,
            Class::Hyphen,
        ];
        i.checked_sub(1).is_some_and(|before| {
            let hash = self.tokens[before].hash;
            leads.iter().any(|&class| self.grammar.is(hash, class))
        })
    }

    /// Reads on over the words of a number: "twenty-one", "two hundred and six", "nineteen ninety-one", "twenty-first".
    fn spell_out(&self, item: &mut Item, word: Word) {
        let word_at = |i: usize| self.tokens.get(i).and_then(|t| self.grammar.word(t.hash));
        let words = |i: usize| {
            let word = word_at(i)?;
            let of = |class: Class| word.mask & class.bit() != 0;
            if of(Class::Spelled) {
                Some(numbers::Spelled::Cardinal(word.number))
            } else if of(Class::Scale) {
                Some(numbers::Spelled::Scale(word.code))
            } else if of(Class::Ord) {
                Some(numbers::Spelled::Ordinal(word.number))
            } else if of(Class::Hyphen) {
                Some(numbers::Spelled::Hyphen)
            } else {
                (self.tokens[i].hash == fold_hash("and")).then_some(numbers::Spelled::And)
            }
        };
        let spelled = numbers::spelled(item.first, words);
        item.last = spelled.last;
        item.number = spelled.value;
        if spelled.last > item.first {
            (item.mask, item.literal) = (0, 0);
        }
        item.mask &= !(Class::Spelled.bit() | Class::Scale.bit());
        if spelled.ordinal {
            item.mask |= Class::Ord.bit();
        } else {
            item.mask |= Class::Num.bit();
            if spelled.value <= 12 && word.mask & Class::Spelled.bit() != 0 {
                item.mask |= Class::Hour.bit();
            }
        }
        if spelled.year {
            item.mask |= Class::Year.bit();
        }
    }

    /// Drops classes that the word's case denies: "march" is no month, "est" no zone.
    fn check_case(&self, item: &mut Item, token: &Token) {
        if item.mask & CASED == 0 {
            return;
        }
        let capital = token.has(Flags::CAPITAL);
        let mut drop = |classes: &[Class]| {
            for class in classes {
                item.mask &= !class.bit();
            }
        };
        if !capital {
            drop(&[Class::MonthAbbr, Class::WeekdayAbbr]);
            let text = token.stem(self.content).of(self.content);
            if matches!(text, "may" | "march" | "august") {
                drop(&[Class::Month]);
            }
        }
        if !token.has(Flags::ALL_CAPS) {
            drop(&[Class::Zone, Class::Bc, Class::Ad]);
        }
    }

    /// "Oct.", "p.m.": the full stop is part of the word.
    fn take_full_stop(&self, item: &mut Item) {
        let next = item.last + 1;
        if item.mask & DOTTED == 0 || !self.is_mark(next, b'.') {
            return;
        }
        let stop = self.tokens[next];
        if !stop.has(Flags::GLUED) {
            return;
        }
        let letters_only = !self.tokens[item.first].has(Flags::DOTTED);
        let short = item.is(Class::MonthAbbr) || item.is(Class::WeekdayAbbr);
        if stop.has(Flags::ENDS_SENTENCE) && (!short || !stop.has(Flags::ABBREVIATION))
            || !short && letters_only
        {
            return;
        }
        item.last = next;
        if item.is(Class::MonthAbbr) {
            item.mask |= Class::Month.bit();
        }
        // "Sun." and "Wed." alone are too often something else.
        if item.is(Class::WeekdayAbbr) && item.code != 7 {
            item.mask |= Class::Weekday.bit();
        }
    }

    fn take_holiday(&self, item: &mut Item) {
        if !item.is(Class::HolidayHead) {
            return;
        }
        item.mask &= !Class::HolidayHead.bit();
        let end = self.tokens.len().min(item.first + 7);
        let tokens = &self.tokens[item.first..end];
        let Some((row, len)) = holidays::longest(tokens) else {
            return;
        };
        if !tokens[0].has(Flags::CAPITAL) || !tokens[len - 1].has(Flags::CAPITAL) {
            return;
        }
        item.mask = Class::Holiday.bit();
        item.literal = 0;
        item.code = row;
        item.last = item.first + len - 1;
    }
}
