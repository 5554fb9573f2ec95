//! The facts of a line. Of a long one only the head and the tail are looked at: what it is shows there.

use super::cues::{Class, Cues, Tables};
use super::walk::Walk;
use crate::lexicon::combine;
use crate::text::{Flags, Text, Token, chars};
use std::ops::Range;

/// A line of up to this many tokens is looked at as a whole.
const WHOLE: usize = 40;
/// Tokens looked at from the head of a longer line, and from its tail.
const HEAD: usize = 20;
const TAIL: usize = 6;

/// A hundred divided by each number, rounded up: in units of 2^-16. Division is slow.
const HUNDREDTHS: [u32; 64] = {
    let mut table = [100 << 16; 64];
    let mut n = 1;
    while n < 64 {
        table[n as usize] = (100u32 << 16).div_ceil(n);
        n += 1;
    }
    table
};

/// What is known of a line by itself. No more than [`WHOLE`] tokens are counted, each at most thrice: no count overflows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// Length in bytes.
    pub bytes: u32,
    /// Tokens in all.
    pub tokens: u32,
    /// Words in all, estimated from those looked at.
    pub all_words: u32,
    /// Whether it reads as running prose.
    pub prose: bool,
    /// Tokens looked at.
    pub seen: u8,
    /// Words among these; the further counts are of these too.
    pub words: u8,
    /// Words with a capital, all capitals, a digit.
    pub capital: u8,
    /// Words all in capitals.
    pub all_caps: u8,
    /// Words that begin with a digit.
    pub numeric: u8,
    /// Function words.
    pub function: u8,
    /// "we", "you", "our".
    pub reader: u8,
    /// Words of dates and times, numbers beside them included.
    pub dated: u8,
    /// Which of the first three words have a capital, as bits.
    pub capitals: u8,
    /// Classes of the second word.
    pub second_class: u32,
    /// Ends of sentences.
    pub sentences: u8,
    /// Commas.
    pub commas: u8,
    /// Separators: | • · / » >.
    pub separators: u8,
    /// Double quotation marks.
    pub quotes: u8,
    /// Classes of its words, joined.
    pub classes: u32,
    /// Classes of the first word.
    pub first_class: u32,
    /// Signs, as bits of [`sign`].
    pub signs: u32,
    /// Cue phrases.
    pub cues: Cues,
    /// Hash of the tokens looked at and their number.
    pub hash: u32,
    /// Hash of the first five tokens, 0 for fewer.
    pub prefix: u32,
    /// Its words with a meaning of their own, as indices into the hashes of the page's.
    pub content: (u32, u32),
}

/// Bits of [`Facts::signs`].
pub mod sign {
    /// Begins with an opening quotation mark.
    pub const STARTS_QUOTE: u32 = 1;
    /// Begins with a lower-case letter.
    pub const STARTS_LOWER: u32 = 1 << 1;
    /// Begins with a digit.
    pub const STARTS_DIGIT: u32 = 1 << 2;
    /// Begins with a bullet, asterisk or dash.
    pub const STARTS_BULLET: u32 = 1 << 3;
    /// Begins with a bracket.
    pub const STARTS_BRACKET: u32 = 1 << 4;
    /// Ends with a terminal mark, closing marks aside.
    pub const ENDS_TERMINAL: u32 = 1 << 5;
    /// Ends with a colon.
    pub const ENDS_COLON: u32 = 1 << 6;
    /// Ends with an ellipsis.
    pub const ENDS_ELLIPSIS: u32 = 1 << 7;
    /// Ends with a quotation mark.
    pub const ENDS_QUOTE: u32 = 1 << 8;
    /// Ends with a bracket.
    pub const ENDS_BRACKET: u32 = 1 << 9;
    /// Ends with a question or exclamation mark.
    pub const ENDS_QUESTION: u32 = 1 << 10;
    /// Has ©.
    pub const COPYRIGHT: u32 = 1 << 11;
    /// Has @.
    pub const AT: u32 = 1 << 12;
    /// Has a word like a host name or an address.
    pub const HOST: u32 = 1 << 13;
    /// Has #.
    pub const HASH: u32 = 1 << 14;
    /// Has an arrow or angle.
    pub const ARROW: u32 = 1 << 15;
    /// Has a clock time ("10:32").
    pub const CLOCK: u32 = 1 << 16;
    /// Has a year of four digits.
    pub const YEAR: u32 = 1 << 17;
    /// Has a currency sign.
    pub const MONEY: u32 = 1 << 19;
    /// Has a vertical bar.
    pub const PIPE: u32 = 1 << 20;
    /// Has `{`, `<`, `=`, `_` or `\`: code.
    pub const CODE: u32 = 1 << 21;
    /// Has a dash set off by spaces.
    pub const DASH: u32 = 1 << 22;
    /// Opens more double quotation marks than it closes.
    pub const LEFT_OPEN: u32 = 1 << 23;
    /// Has a colon in its first five tokens.
    pub const LABEL: u32 = 1 << 24;
    /// The second token is a number followed by a month, or the reverse: a date.
    pub const DATE: u32 = 1 << 25;
    /// Number of bits that the model knows.
    pub const COUNT: u16 = 26;
    /// Begins with a number and a full stop or bracket ("1.", "2)").
    pub const NUMBERED: u32 = 1 << 26;
    /// Is numbered as one of so many.
    pub const COUNTER: u32 = 1 << 27;
}

impl Facts {
    /// The facts of the line (or block) of these tokens.
    pub fn of(text: &Text, tables: Tables, range: Range<u32>, content: &mut Vec<u32>) -> Self {
        let tokens = text
            .tokens
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return Self::default();
        };
        let from = content.len() as u32;
        let mut facts = Self {
            bytes: last.end - first.start,
            tokens: tokens.len() as u32,
            ..Self::default()
        };
        let (head, tail) = match tokens.len() {
            n if n <= WHOLE => (n, n),
            n => (HEAD, n - TAIL),
        };
        let (head, tail) = (&tokens[..head], &tokens[tail..]);
        let line = &tokens[..trim_end(text, tokens).max(1)];
        let mut walk = Walk::new(text, tables, &mut facts, content);
        walk.head(head, line);
        walk.first_words(head);
        walk.tokens(head, line);
        walk.tokens(tail, &[]);
        let (key, depth) = walk.finish();
        facts.content = (from, content.len() as u32);
        facts.hash = combine(key, facts.tokens).max(1);
        if depth > 0 {
            facts.signs |= sign::LEFT_OPEN;
        }
        facts.ends(text, tokens);
        if facts.numeric >= 2 && counts(text, tokens) {
            facts.signs |= sign::COUNTER;
        }
        facts.all_words = match u32::from(facts.seen) {
            seen if seen == facts.tokens => u32::from(facts.words),
            seen => u32::from(facts.words) * facts.tokens / seen.max(1),
        };
        facts.prose = facts.reads_as_prose();
        facts
    }

    /// Whether it speaks to the reader about the publisher's own business: call, write, subscribe, follow.
    pub fn is_call(&self) -> bool {
        use super::article::BoilerplateKind::{CallToAction, Contact, Newsletter};
        if self.quotes != 0 || self.reader == 0 || self.cues.any() == 0 {
            return false;
        }
        let cued = [CallToAction, Contact, Newsletter]
            .into_iter()
            .filter(|&kind| self.cues.has(kind))
            .count();
        let reach =
            self.has(sign::AT | sign::HOST) || self.numeric >= 2 || self.has(sign::ENDS_QUESTION);
        let own = self.reader >= 2 && self.percent(self.reader) >= 7;
        if self.cues.head() & self.cues.any() != 0 && self.total_words() <= 14 {
            return self.cues.has(CallToAction) && !self.has(sign::ENDS_TERMINAL);
        }
        (cued >= 2 || cued == 1 && reach) && own
    }

    /// Whether it is signed: "By" (or "Interview by") and a name, and not much more.
    pub fn is_signed(&self) -> bool {
        let words = self.total_words();
        let by = |class: u32| class & Class::WRITTEN != 0;
        let signed = by(self.first_class) && self.capitals & 2 != 0 && words <= 18
            || by(self.second_class) && self.capitals & 4 != 0 && words <= 12;
        signed && words >= 2 && !self.is_prose() && !self.is_small_print()
    }

    /// Whether it says what the authors named above it are: "Political correspondent".
    pub fn is_role(&self) -> bool {
        self.classes & Class::ROLE != 0 && self.total_words() <= 6 && !self.has(sign::ENDS_TERMINAL)
    }

    /// Whether it says who owns the text, who reported and edited it, or where to write to them.
    pub fn is_small_print(&self) -> bool {
        use super::article::BoilerplateKind::{Contact, Copyright, Credit};
        let twice = self.cues.head() & self.cues.any();
        let words = self.total_words();
        let address =
            self.has(sign::AT) && words <= 12 && self.cues.head() & Cues::bit(Contact) != 0;
        self.quotes == 0
            && (address
                || twice & Cues::bit(Credit) != 0 && words <= 60
                || twice & Cues::bit(Copyright) != 0 && words <= 60 && self.has(sign::YEAR)
                || self.has(sign::COPYRIGHT) && words <= 30)
    }

    /// Whether it says whose picture stands above it, and nothing else: "Ana Faria/Newswire via Getty Images".
    pub fn is_credit(&self) -> bool {
        use super::article::BoilerplateKind::Credit;
        let agency = self.classes & Class::AGENCY != 0 && self.separators > 0;
        (self.cues.has(Credit) || agency)
            && self.quotes == 0
            && self.total_words() <= 12
            && self.percent(self.function) <= 20
            && !self.has(sign::ENDS_TERMINAL)
    }

    /// Whether a cue is the whole of it or begins it.
    #[inline]
    pub fn is_cued(&self) -> bool {
        self.cues.line() | self.cues.head() != 0
    }

    /// Whether it heads a list of links or comments.
    pub fn is_heading(&self) -> bool {
        use super::article::BoilerplateKind::{Comments, RelatedLinks};
        let cued = self.cues.has(RelatedLinks) || self.cues.has(Comments);
        cued && self.cues.line() | self.cues.head() != 0 && self.total_words() <= 8
    }

    /// Whether it has the shape of a standfirst: longer than a label, no final mark, no cue, no byline, no date.
    pub fn is_summary(&self) -> bool {
        use super::cues::Class;
        let open = !self
            .has(sign::ENDS_TERMINAL | sign::ENDS_COLON | sign::PIPE | sign::CLOCK | sign::DATE);
        let plain = self.cues.line() | self.cues.head() == 0
            && self.first_class & (Class::WRITTEN | Class::STAMP) == 0;
        let sentence = self.percent(self.function) >= 10 || self.percent(self.capital) <= 30;
        (6..=35).contains(&self.total_words()) && sentence && open && plain
    }

    /// Share of the words looked at, in percent.
    #[inline]
    pub fn percent(&self, count: u8) -> u32 {
        u32::from(count) * HUNDREDTHS[usize::from(self.words) % HUNDREDTHS.len()] >> 16
    }

    /// Whether it has this sign.
    #[inline]
    pub fn has(&self, sign: u32) -> bool {
        self.signs & sign != 0
    }

    /// Words in all, estimated from those looked at.
    #[inline]
    pub fn total_words(&self) -> u32 {
        self.all_words
    }

    /// Whether it reads as running prose.
    #[inline]
    pub fn is_prose(&self) -> bool {
        self.prose
    }

    fn reads_as_prose(&self) -> bool {
        let words = self.all_words;
        let ended = self.has(sign::ENDS_TERMINAL | sign::ENDS_QUESTION | sign::ENDS_QUOTE);
        let share = self.percent(self.function);
        words >= 8 && ended && share >= 20 || words >= 18 && share >= 25
    }

    fn ends(&mut self, text: &Text, tokens: &[Token]) {
        let mut quoted = false;
        for token in tokens.iter().rev().take(4) {
            if !token.has(Flags::PUNCT) {
                break;
            }
            let c = token.first_char(&text.content);
            if chars::is_quote(c) {
                quoted = true;
                self.signs |= sign::ENDS_QUOTE;
            } else if chars::is_close_bracket(c) {
                self.signs |= sign::ENDS_BRACKET;
            } else {
                self.signs |= match c {
                    '…' => sign::ENDS_ELLIPSIS,
                    '.' if tokens.len() > 2
                        && tokens[tokens.len() - 2].end == token.start
                        && is_stop(text, &tokens[tokens.len() - 2]) =>
                    {
                        sign::ENDS_ELLIPSIS
                    }
                    '?' | '!' => sign::ENDS_QUESTION | sign::ENDS_TERMINAL,
                    '.' => sign::ENDS_TERMINAL,
                    ',' if quoted => 0,
                    ':' => sign::ENDS_COLON,
                    _ => 0,
                };
                break;
            }
        }
    }
}

/// Whether it is numbered as one of so many: "3/20", "Image 3 of 20".
fn counts(text: &Text, tokens: &[Token]) -> bool {
    let head = &tokens[..tokens.len().min(6)];
    head.windows(3).any(|three| {
        let between = three[1].span().of(&text.content);
        three[0].has(Flags::NUMERIC)
            && three[2].has(Flags::NUMERIC)
            && matches!(between, "/" | "of")
    })
}

fn is_stop(text: &Text, token: &Token) -> bool {
    token.has(Flags::PUNCT) && token.first_char(&text.content) == '.'
}

/// The number of tokens without closing punctuation (`:`, `.`, `…`, `»`, brackets), at most a few.
fn trim_end(text: &Text, tokens: &[Token]) -> usize {
    let closing = tokens.iter().rev().take(3).take_while(|t| {
        t.has(Flags::PUNCT)
            && matches!(
                t.first_char(&text.content),
                ':' | '.' | '…' | '»' | '›' | '>' | '!' | '|' | ')' | ']' | '-' | '→' | '*'
            )
    });
    tokens.len() - closing.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(line: &str) -> Facts {
        let text = Text::new(line.to_owned());
        Facts::of(
            &text,
            Tables::open(),
            0..text.tokens.len() as u32,
            &mut Vec::new(),
        )
    }

    #[test]
    fn prose_and_signs() {
        assert!(facts("The minister said that she would not resign over the affair.").is_prose());
        assert!(!facts("Home News Sport Business Opinion Culture Travel Weather More").is_prose());
        for (line, sign) in [
            ("“We won", sign::STARTS_QUOTE | sign::LEFT_OPEN),
            ("10:32 GMT", sign::CLOCK | sign::STARTS_DIGIT),
            ("- Contact Us", sign::STARTS_BULLET),
            ("Why now?", sign::ENDS_QUESTION),
            ("© 2019 Example", sign::COPYRIGHT | sign::YEAR),
            ("8 October", sign::DATE),
            ("and more ...", sign::ENDS_ELLIPSIS | sign::STARTS_LOWER),
        ] {
            assert_eq!(facts(line).signs & sign, sign, "{line}");
        }
    }

    #[test]
    fn long_lines_are_sampled() {
        let line = "word ".repeat(1000);
        let facts = facts(&line);
        assert_eq!(
            (facts.tokens, facts.seen, facts.total_words()),
            (1000, 26, 1000)
        );
    }
}
