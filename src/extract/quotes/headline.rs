//! Claims that open a headline: ‘It was chaos’ – passengers on night of storm.

use super::cues::Setting;
use super::marks::Marked;
use super::reader::{WORDS, class};
use crate::text::Flags;
use std::ops::Range;

/// The bit of [`Setting::block`] that a headline has.
pub(super) const HEADLINE: u32 = 2;
/// Words of a claim, at least: fewer are mostly a title's.
const LEAST: usize = 3;
/// Most words of a label behind a claim that are names.
const LABEL: u32 = 4;

/// Whether marks open a headline, hold a clause and not a title, and a colon, a dash or a comma follows.
pub(super) fn is_claim(setting: &Setting<'_>, m: &Marked) -> bool {
    let Setting { reader, unit, .. } = *setting;
    let words = || (m.from..m.to).filter(|&i| reader.is_word(i));
    setting.block & HEADLINE != 0
        && m.open == unit.from
        && m.close < unit.to
        && ([WORDS.colon, WORDS.comma].contains(&reader.hash(m.close)) || reader.is_dash(m.close))
        // ‘Love is blind’: what to watch tonight
        && m.close + 1 < unit.to
        && !reader.any_class(m.close + 1, class::WH)
        && words().nth(LEAST - 1).is_some()
        && words().any(|i| reader.classes(i) == 0 && !reader.is(i, Flags::CAPITAL))
}

/// The colon or dash behind a claim, and the speaker that it names, if it is plain that it does: one word or a name, with nothing
/// behind it but a preposition or a reporting verb. ("family pay tribute" names one, but where its verb begins is not told.)
pub(super) fn label_behind(
    setting: &Setting<'_>,
    m: &Marked,
) -> Option<(Option<Range<u32>>, Range<u32>)> {
    let Setting { reader, unit, .. } = *setting;
    if !is_claim(setting, m) || reader.is_comma(m.close) {
        return None;
    }
    let from = m.close + 1;
    let plain = |i: u32| reader.is_word(i) && reader.classes(i) == 0 && !reader.is_reporting(i);
    let mut to = from;
    while to < unit.to && to < from + LABEL && plain(to) {
        to += 1;
    }
    let one = to == from + 1 || to > from && (from..to).all(|i| reader.is_name_like(i));
    let ends = to >= unit.to || reader.any_class(to, class::PREPOSITION) || reader.is_reporting(to);
    Some(((one && ends).then_some(from..to), m.close..from))
}

/// "…, MPs told", "…, inquiry hears": who hears does not speak.
pub(super) fn only_hears(setting: &Setting<'_>, head: u32) -> bool {
    let Setting { reader, unit, .. } = *setting;
    setting.block & HEADLINE != 0
        && [WORDS.told, WORDS.hears, WORDS.heard].contains(&reader.hash(head))
        && !(head + 1..unit.to).any(|i| reader.is_word(i))
}

/// Tokens of what a headline reports, at least.
const REPORTED: u32 = 3;

/// "Strike will go ahead, says union", "Driver was drunk, police say": whether a verb at a headline's end reports what stands before its
/// comma.
pub(super) fn reports_before(setting: &Setting<'_>, head: u32, group: u32) -> bool {
    let Setting { reader, unit, .. } = *setting;
    if setting.block & HEADLINE == 0 || !reader.is_reporting(head) {
        return false;
    }
    let short = |range: &Range<u32>| !range.is_empty() && range.len() < LABEL as usize + 2;
    let phrase = |mut range: Range<u32>| {
        short(&range) && !range.any(|i| reader.is_comma(i) || reader.is_verbal(i))
    };
    let mut near = (unit.from..group).rev().take(LABEL as usize + 2);
    let Some(comma) = near.find(|&i| reader.is_comma(i)) else {
        return false;
    };
    let (before, behind) = (comma + 1..group, head + 1..unit.to);
    // "Tories, Labour, Greens say" is a list.
    let says = |i: u32| reader.is_word(i) && !reader.is(i, Flags::CAPITAL);
    comma >= unit.from + REPORTED
        && (unit.from..comma).any(says)
        && (before.is_empty() && phrase(behind.clone()) || behind.is_empty() && phrase(before))
}
