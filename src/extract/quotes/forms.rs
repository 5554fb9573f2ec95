//! The words that may report a statement: forms of reporting verbs, other words that stand in cues, the colon.

use super::reader::WORDS;
use crate::lexicon::{entries, fold_hash};

/// What the word tables say of a form.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) verb: bool,
    /// Whether it is looked at as a cue's head.
    pub(super) candidate: Candidacy,
    /// The lemma's hash, for forms that the model has seen too seldom.
    pub(super) lemma: u32,
}

/// Whether a form is looked at as a cue's head: those that seldom are one stand in a table with their counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Candidacy {
    Never,
    /// Only in paragraphs with quotation marks, whose words somebody must have said.
    WithMarks,
    Always,
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

/// All forms by hash, each once.
pub(super) fn all() -> Vec<(u32, Form)> {
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
    let mut forms: Vec<(u32, Form)> = others
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
    // Of a form given twice the last stays.
    forms.reverse();
    forms.sort_by_key(|&(hash, _)| hash);
    forms.dedup_by_key(|&mut (hash, _)| hash);
    forms
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
    }
}
