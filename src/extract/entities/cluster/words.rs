//! The words of a mention as clustering compares them: case, accents, dots and hyphens do not matter.

use super::super::{EntityType, Mention};
use super::fold::fold_accents;
use super::tables::{TABLES, small};
use crate::lexicon::{combine, hash_short};
use crate::text::{Flags, Text, Token, fold_hash};

/// One word of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// [`fold_hash`] of the word without possessive, accents and inner dots.
    pub(super) hash: u32,
    /// Under which the gazetteer may list it; differs from `hash` where that stands for a variant.
    pub(super) listed: u32,
    /// Its first letter, lower case without accent; 0 if it begins otherwise.
    pub(super) initial: u8,
    pub(super) bits: u32,
}

impl Word {
    /// "J" and "J.K.".
    pub(super) const INITIALS: u32 = 1;
    /// All letters are capitals, at least two.
    pub(super) const CAPS: u32 = 1 << 1;
    /// Begins with a capital or a digit.
    pub(super) const CAPITAL: u32 = 1 << 2;
    /// Hangs on the word before by a hyphen.
    pub(super) const JOINED: u32 = 1 << 3;
    /// "of", "the", "and": no part of a short form.
    pub(super) const SMALL: u32 = 1 << 4;
    /// Begins with a digit.
    pub(super) const NUMBER: u32 = 1 << 5;
    /// After "and", "&" or "+".
    pub(super) const AFTER_AND: u32 = 1 << 6;
    /// After "of".
    pub(super) const AFTER_OF: u32 = 1 << 7;
    /// After "in", "for" and the like.
    pub(super) const AFTER_IN: u32 = 1 << 8;

    /// A capital after a small letter.
    pub(super) const MIXED: u32 = 1 << 9;

    // What the tables know of the word, see `Tables::roles`.

    /// A title before names of people.
    pub(super) const HONORIFIC: u32 = 1 << 16;
    /// May follow a surname.
    pub(super) const SUFFIX: u32 = 1 << 17;
    /// Closes names of companies.
    pub(super) const COMPANY: u32 = 1 << 18;
    /// Closes names of places.
    pub(super) const PLACE: u32 = 1 << 19;
    /// Says what a thing is, not which.
    pub(super) const GENERIC: u32 = 1 << 20;
    /// Begins a known variant.
    pub(super) const VARIANT: u32 = 1 << 21;
    /// Begins the name of a team, its town or nickname.
    pub(super) const TEAM: u32 = 1 << 22;
    /// A given name of the table.
    pub(super) const GIVEN: u32 = 1 << 23;
    /// "and", "of", "in" and what stands for them.
    pub(super) const AND: u32 = 1 << 24;
    pub(super) const OF: u32 = 1 << 25;
    pub(super) const IN: u32 = 1 << 26;
    /// What a place is called before "of" and its name.
    pub(super) const POLITY: u32 = 1 << 27;
    /// All that tables say.
    pub(super) const ROLES: u32 = 0xffff_0000 | Self::SMALL;

    const AFTER: u32 = Self::AFTER_AND | Self::AFTER_OF | Self::AFTER_IN;

    /// A capitalised word.
    fn plain(hash: u32, initial: u8) -> Self {
        let bits = Self::CAPITAL | TABLES.roles(hash) & !Self::SMALL;
        Self {
            hash,
            listed: hash,
            initial,
            bits,
        }
    }

    /// The word under another spelling.
    pub(super) fn rename(&mut self, hash: u32) {
        let small = self.bits & Self::SMALL;
        (self.hash, self.listed) = (hash, hash);
        self.bits = self.bits & !Self::ROLES | TABLES.roles(hash) & !Self::SMALL | small;
    }

    /// What the word behind this one stands after, `after` being what this one does.
    fn after(self, after: u32) -> u32 {
        if !self.has(Self::SMALL) {
            0
        } else if self.has(Self::AND) {
            Self::AFTER_AND
        } else if self.has(Self::OF) {
            Self::AFTER_OF
        } else if self.has(Self::IN) {
            Self::AFTER_IN
        } else {
            after & Self::AFTER
        }
    }

    pub(super) fn has(self, bits: u32) -> bool {
        self.bits & bits != 0
    }
}

/// Appends the words of a mention to `words`.
pub(super) fn read_words(text: &Text, mention: &Mention, words: &mut Vec<Word>) {
    let range = mention.tokens.start as usize..mention.tokens.end as usize;
    let (first, mut joined, mut after, mut run) = (words.len(), false, 0, Initials::default());
    for token in text.tokens.get(range).unwrap_or_default() {
        if !token.is_word() {
            let c = text.content.as_bytes().get(token.start as usize).copied();
            joined = token.has(Flags::GLUED) && c == Some(b'-');
            after = if matches!(c, Some(b'&' | b'+')) {
                Word::AFTER_AND
            } else {
                after
            };
            continue;
        }
        if let Some(mut word) = plain_word(text, token) {
            run = Initials::default();
            word.bits |= after;
            if joined && token.has(Flags::GLUED) && words.len() > first {
                word.bits |= Word::JOINED;
            }
            (joined, after) = (false, word.after(after));
            words.push(word);
            continue;
        }
        let compass = token.has(Flags::DOTTED) && mention.kind != EntityType::Person;
        if let Some(pair) = compass.then(|| compass_pair(text, token)).flatten() {
            words.extend(pair);
            continue;
        }
        let mut word = read_word(text, token, &mut run);
        word.bits |= after;
        if joined && token.has(Flags::GLUED) && words.len() > first {
            word.bits |= Word::JOINED;
        }
        (joined, after) = (false, word.after(after));
        match words[first..].last_mut().filter(|last| {
            word.has(Word::INITIALS) && last.has(Word::INITIALS) && !word.has(Word::JOINED)
        }) {
            // "J. K." and "J.K." are one word.
            Some(last) => last.rename(word.hash),
            None => words.push(word),
        }
    }
    let [letter, _, ..] = &mut words[first..] else {
        return;
    };
    let abbreviates = letter.has(Word::INITIALS) && mention.kind != EntityType::Person;
    let direction = abbreviates
        .then(|| TABLES.compass.get(letter.hash))
        .flatten();
    if let Some(hash) = direction {
        *letter = Word::plain(hash, letter.initial);
    }
}

/// "S.Korea", one word to UAX #29.
fn compass_pair(text: &Text, token: &Token) -> Option<[Word; 2]> {
    let (letter, rest) = token
        .stem(&text.content)
        .of(&text.content)
        .split_once('.')?;
    if rest.len() < 3 || rest.contains('.') {
        return None;
    }
    let hash = TABLES.compass.get(fold_hash(letter))?;
    let initial = |word: &str| word.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    Some([
        Word::plain(hash, initial(letter)),
        Word::plain(fold_hash(rest), initial(rest)),
    ])
}

/// The letters of a run of initials.
#[derive(Default)]
struct Initials {
    letters: [u8; 8],
    len: usize,
}

impl Initials {
    fn push(&mut self, letter: u8) {
        if let Some(slot) = self.letters.get_mut(self.len) {
            *slot = letter.to_ascii_lowercase();
            self.len += 1;
        }
    }

    fn hash(&self) -> u32 {
        hash_letters(&self.letters[..self.len])
    }
}

/// [`fold_hash`] of ASCII letters, of which most often there are two or three.
pub(super) fn hash_letters(letters: &[u8]) -> u32 {
    if letters.is_empty() || letters.len() > 8 {
        return std::str::from_utf8(letters).map_or(0, fold_hash);
    }
    let chunk = letters
        .iter()
        .rev()
        .fold(0, |chunk, &letter| chunk << 8 | u64::from(letter));
    hash_short(chunk, letters.len() as u32)
}

/// Most words: more than a letter, plain letters, no dots.
fn plain_word(text: &Text, token: &Token) -> Option<Word> {
    /// Of one letter, as far as its possessive goes.
    const SHORT: u32 = 4;
    if token.any_of(Flags::DOTTED | Flags::NON_ASCII) || token.end - token.start < SHORT {
        return None;
    }
    let initial = text.content.as_bytes().get(token.start as usize);
    let initial = initial.map_or(0, u8::to_ascii_lowercase);
    let initial = if initial.is_ascii_alphabetic() {
        initial
    } else {
        0
    };
    let bits = TABLES.roles(token.hash) | flag_bits(token);
    Some(Word {
        hash: token.hash,
        listed: token.hash,
        initial,
        bits,
    })
}

fn flag_bits(token: &Token) -> u32 {
    let mut bits = 0;
    for (flag, bit) in [
        (Flags::CAPITAL, Word::CAPITAL),
        (Flags::ALL_CAPS, Word::CAPS),
        (Flags::NUMERIC, Word::CAPITAL | Word::NUMBER),
        (Flags::MIXED, Word::MIXED),
    ] {
        bits |= if token.has(flag) { bit } else { 0 };
    }
    bits
}

/// Whether dots stand between single bytes: "U.S".
fn are_initials(bytes: &[u8]) -> bool {
    let dots = bytes.iter().map(|&b| b == b'.');
    bytes.len() % 2 == 1 && dots.zip(0..).all(|(dot, i)| dot == (i % 2 == 1))
}

fn read_word(text: &Text, token: &Token, run: &mut Initials) -> Word {
    let slice = token.stem(&text.content).of(&text.content);
    let bytes = slice.as_bytes();
    let mut bits = TABLES.roles(token.hash) | flag_bits(token);
    let mut hash = token.hash;
    let mut initial = bytes.first().map_or(0, u8::to_ascii_lowercase);
    let single = slice.len() == 1 && initial.is_ascii_alphabetic() && token.has(Flags::CAPITAL);
    let dotted = token.has(Flags::DOTTED) && are_initials(bytes);
    if (single || dotted) && bits & Word::SMALL == 0 {
        bits |= Word::INITIALS;
        for &letter in bytes.iter().filter(|b| b.is_ascii_alphanumeric()) {
            run.push(letter);
        }
        hash = run.hash();
    } else {
        *run = Initials::default();
        if token.has(Flags::NON_ASCII) {
            let folded = fold_accents(slice);
            hash = fold_hash(&folded);
            initial = folded.bytes().next().unwrap_or(0);
        } else if token.has(Flags::DOTTED) {
            hash = fold_hash(&slice.replace('.', ""));
        }
    }
    let initial = if initial.is_ascii_alphabetic() {
        initial
    } else {
        0
    };
    let mut word = Word {
        hash,
        listed: hash,
        initial,
        bits,
    };
    if hash != token.hash {
        word.rename(hash);
    }
    word
}

/// The hash of the last word without a plural s, if it has one: "Chathams", "Germans".
pub(super) fn singular(text: &Text, mention: &Mention) -> Option<u32> {
    let token = text
        .tokens
        .get((mention.tokens.end as usize).checked_sub(1)?)?;
    let slice = token.stem(&text.content).of(&text.content);
    let stem = slice.strip_suffix(['s', 'S'])?;
    (stem.len() > 3 && stem.is_ascii()).then(|| fold_hash(stem))
}

/// The key under which the gazetteer may list a phrase.
pub(super) fn listed(words: &[Word]) -> u32 {
    let mut words = words.iter().map(|word| word.hash);
    let first = words.next().unwrap_or(0);
    words.fold(first, |phrase, word| combine(phrase, word).max(1))
}

/// Words of a phrase in a table, hashed as [`read_words`] hashes them; small words left out.
pub(super) fn table_words(phrase: &str) -> impl Iterator<Item = u32> + '_ {
    phrase
        .split([' ', '-'])
        .map(|word| fold_hash(&fold_accents(&word.replace('.', ""))))
        .filter(|&hash| small(hash).is_none())
}
