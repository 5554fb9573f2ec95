//! The words that may report a statement: forms of reporting verbs, other words that stand in cues, the colon; and a fast scan
//! for them and for quotation marks.

use super::reader::{Reader, WORDS};
use crate::lexicon::{WordMap, const_hash, entries, fold_hash};
use crate::text::Token;
use std::ops::Range;
use std::sync::LazyLock;

/// What the word tables say of a form.
#[derive(Clone, Copy, Default)]
struct Form {
    verb: bool,
    /// Whether it is looked at as a cue's head.
    candidate: Candidacy,
    /// The lemma's hash, for forms that the model has seen too seldom.
    lemma: u32,
}

/// Whether a form is looked at as a cue's head: those that seldom are one stand in a table with their counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Candidacy {
    #[default]
    Always,
    /// Only in paragraphs with quotation marks, whose words somebody must have said.
    WithMarks,
    Never,
}

impl Candidacy {
    fn of_counts(line: &str) -> Option<(u32, Self)> {
        let mut fields = line.split('\t');
        let form = fold_hash(fields.next()?);
        let mut count = || fields.next()?.parse::<u32>().ok();
        let (cue, all) = (count()?, count()?);
        let candidacy = if cue * 100 < all * 12 {
            Self::Never
        } else {
            Self::WithMarks
        };
        Some((form, candidacy))
    }
}

/// A set of hashes, told apart by some of their bits: it turns most others away at a glance.
pub(super) struct Sieve<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Sieve<WORDS> {
    pub(super) fn new(hashes: impl Iterator<Item = u32>) -> Self {
        let mut words = [0; WORDS];
        for hash in hashes {
            words[hash as usize / 64 % WORDS] |= 1 << (hash % 64);
        }
        Self(words)
    }

    #[inline(always)]
    pub(super) fn may_hold(&self, hash: u32) -> bool {
        self.0[hash as usize / 64 % WORDS] >> (hash % 64) & 1 == 1
    }
}

/// The forms, what of them is there at all, and what a scan stops at.
pub(super) struct Lexicon {
    forms: WordMap<Form>,
    all: Sieve<1024>,
    stops: Sieve<1024>,
}

/// Quotation marks, which a scan stops at too.
const MARKS: [&str; 16] = [
    "\"", "'", "`", "‘", "’", "‚", "‛", "“", "”", "„", "‟", "‹", "›", "«", "»", "＂",
];

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let first = |line: &'static str| Some(fold_hash(line.split('\t').next()?));
    let seldom: Vec<(u32, Candidacy)> = entries(include_str!("tables/seldom.tsv"))
        .filter_map(Candidacy::of_counts)
        .collect();
    let verbs = entries(include_str!("tables/reporting_verbs.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(lemma, forms)| {
            let lemma = fold_hash(lemma);
            forms.split(' ').map(move |form| (form, true, lemma))
        })
        .map(|(form, verb, lemma)| (fold_hash(form), verb, lemma));
    let others = entries(include_str!("tables/cue_words.tsv"))
        .filter_map(first)
        .chain([WORDS.colon])
        .map(|hash| (hash, false, 0));
    let forms: Vec<(u32, Form)> = others
        .chain(verbs)
        .map(|(hash, verb, lemma)| {
            let counted = seldom.iter().find(|(form, _)| *form == hash);
            let candidate = counted.map_or(Candidacy::Always, |&(_, candidacy)| candidacy);
            let form = Form {
                verb,
                candidate,
                lemma,
            };
            (hash, form)
        })
        .collect();
    let candidates = forms
        .iter()
        .filter(|(_, form)| form.candidate != Candidacy::Never);
    let marks = MARKS.iter().map(|mark| const_hash(mark));
    Lexicon {
        all: Sieve::new(forms.iter().map(|&(hash, _)| hash)),
        stops: Sieve::new(candidates.map(|&(hash, _)| hash).chain(marks)),
        forms: WordMap::from_hashes(forms, |_, last| last),
    }
});

impl Lexicon {
    /// Whether the table of reporting verbs has the form.
    #[inline(always)]
    pub(super) fn is_verb(&self, hash: u32) -> bool {
        self.all.may_hold(hash) && self.forms.get(hash).is_some_and(|form| form.verb)
    }

    #[inline]
    fn get(&self, hash: u32) -> Option<Form> {
        self.forms.get(hash)
    }
}

/// Calls `found` for each token that may be a cue or a quotation mark, and for some others. It says how many tokens it took.
#[inline(always)]
pub(super) fn scan(reader: Reader<'_>, tokens: &Range<u32>, mut found: impl FnMut(u32) -> u32) {
    let lexicon = &*LEXICON;
    let end = (tokens.end as usize).min(reader.tokens.len());
    let mut i = tokens.start as usize;
    while let Some(rest) = reader.tokens.get(i..end) {
        let stop = |token: &Token| lexicon.stops.may_hold(token.hash);
        let Some(skipped) = rest.iter().position(stop) else {
            break;
        };
        i += skipped;
        i += found(i as u32).max(1) as usize;
    }
}

/// The hash of the lemma of a form, 0 for words that are no reporting verb.
pub(super) fn lemma(hash: u32) -> u32 {
    LEXICON.get(hash).map_or(0, |form| form.lemma)
}

/// Whether a token may be a cue's head.
#[inline]
pub(super) fn candidacy(token: &Token) -> Candidacy {
    LEXICON
        .get(token.hash)
        .map_or(Candidacy::Never, |form| form.candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [
            include_str!("tables/reporting_verbs.tsv"),
            include_str!("tables/cue_words.tsv"),
        ] {
            let words: Vec<_> = entries(table)
                .filter_map(|line| line.split('\t').next())
                .collect();
            assert!(words.is_sorted_by(|a, b| a < b));
        }
        let is_verb = |word| LEXICON.is_verb(fold_hash(word));
        assert!(is_verb("Said") && !is_verb("adamant"));
    }
}
