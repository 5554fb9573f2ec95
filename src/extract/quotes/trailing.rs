//! Attributions that end a plain sentence: nothing of what was said can follow them.

use super::cues::Setting;
use super::reader::{WORDS, class};
use crate::text::Flags;

/// Most tokens of an attribution before its cue, behind the comma, and behind it.
const ATTRIBUTION: u32 = 12;
/// Fewest tokens of a statement before its comma.
const STATEMENT: u32 = 4;

/// Whether a cue stands in an attribution behind a comma that ends its sentence: "…, the minister told the Daily Herald on Monday.",
/// "…, officials said late on Tuesday."
pub(super) fn ends_sentence(setting: &Setting<'_>, head: u32, group: u32) -> bool {
    let Setting { reader, unit, .. } = *setting;
    let hash = reader.hash(head);
    let ends = if [WORDS.told, WORDS.tells].contains(&hash) {
        is_listener(setting, head + 1)
    } else {
        [WORDS.said, WORDS.says].contains(&hash) && is_when(setting, head + 1)
    };
    let near = || (unit.from..group).rev().take(ATTRIBUTION as usize);
    ends && near()
        .find(|&i| reader.is_comma(i))
        .is_some_and(|comma| comma + 1 < group && comma >= unit.from + STATEMENT)
}

/// Whether somebody, and no clause, stands between token `from` and the unit's end.
fn is_listener(setting: &Setting<'_>, from: u32) -> bool {
    let Setting { reader, unit, .. } = *setting;
    let clause = class::AUX | class::SUBJECT | class::WH | class::SUBORDINATOR;
    let last = unit.to - 1;
    let plain = |i: u32| {
        let breaks = [WORDS.to, WORDS.colon].contains(&reader.hash(i)) && i < last;
        !reader.any_class(i, clause) && !reader.is_comma(i) && !breaks
    };
    from < last && unit.to <= from + ATTRIBUTION && (from..unit.to).all(plain)
}

/// Whether only a time stands there.
fn is_when(setting: &Setting<'_>, from: u32) -> bool {
    let Setting { reader, unit, .. } = *setting;
    let small = class::PREPOSITION | class::DETERMINER | class::ADVERB | class::TIME;
    let of_time = |i: u32| {
        !reader.is_word(i) && !reader.is_comma(i) && reader.hash(i) != WORDS.colon
            || reader.any_class(i, small)
            || reader.is(i, Flags::NUMERIC)
            || [WORDS.late, WORDS.early].contains(&reader.hash(i))
    };
    unit.to <= from + ATTRIBUTION
        && (from..unit.to).any(|i| reader.any_class(i, class::TIME))
        && (from..unit.to).all(of_time)
}
