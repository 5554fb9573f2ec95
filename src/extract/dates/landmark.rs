//! Days that are known by their date: the attacks of 11 September 2001.

use super::context::Surroundings;
use super::spec::{Meaning, Spec};
use crate::text::Flags;

/// What is spoken of by the day, sorted.
const ATTACKS: &[&str] = &[
    "attacks",
    "commission",
    "hijackers",
    "hijackings",
    "memorial",
    "museum",
    "terror",
    "terrorist",
    "victims",
];

impl Surroundings<'_> {
    /// Gives "the Sept. 11 attacks" and "9/11" their year; nothing counts from it.
    pub(super) fn known_by_its_date(&self, meaning: &Meaning) -> Option<Meaning> {
        let Meaning::Date(
            spec @ Spec {
                year: None,
                month: Some(9),
                day: Some(11),
                weekday: None,
                ..
            },
        ) = *meaning
        else {
            return None;
        };
        let attacks = ATTACKS.binary_search(&self.word_after(1)).is_ok();
        // "On Sept. 11 victims of the flood met", "the Sept. 11 attacks of 2012"
        let dated = matches!(self.word_before(1), "on" | "On" | "by" | "since" | "until");
        let year = matches!(self.word_after(2), "of" | "in")
            && self.after(3).is_some_and(|t| t.has(Flags::NUMERIC));
        (attacks && !dated && !year || self.is_slashed()).then_some(Meaning::Date(Spec {
            year: Some(2001),
            ..spec
        }))
    }

    /// "9/11"
    pub(super) fn is_slashed(&self) -> bool {
        self.source
            .stem(self.last - usize::from(self.last > self.first))
            == "/"
    }
}
