//! Facts to features: the numbers of the weight rows that a unit switches on. Trainer and runtime share this file; the
//! order of the calls below is part of the model.

use super::cues::Cues;
use super::facts::{Facts, sign};
use super::kinds::is_time;
use super::page::{Page, Title};
use super::rows::{Rows, Sink, steps};

/// Room for rows.
pub const ROWS: usize = 1792;
/// Kinds of cues.
const KINDS: u16 = Cues::KINDS as u16;

/// Rows of the whole page: the first ones.
pub const OF_PAGE: u16 = 55;

/// Rows of the whole page, which all its units share; one past the last number, [`OF_PAGE`].
pub fn page_rows(page: &Page, out: &mut impl Sink) -> u16 {
    let mut rows = Rows::new(0, out);
    whole(&mut rows, page);
    rows.next()
}

/// The rows of unit `i` besides; one past the last number.
#[inline(always)] // inlined where the sum lives: it must stay in registers, or the stage takes twice the time
pub fn unit_rows(page: &Page, i: usize, out: &mut impl Sink) -> u16 {
    let mut rows = Rows::new(OF_PAGE, out);
    let (facts, unit) = (&page.facts[i], &page.units[i]);
    itself(&mut rows, facts);
    rows.step(u32::from(unit.blank_before), steps![1, 2, 3]);
    rows.step(
        page.units
            .get(i + 1)
            .map_or(9, |u| u32::from(u.blank_before)),
        steps![1, 2, 3, 9],
    );
    rows.step(u32::from(unit.indent), steps![1, 3, 8]);
    rows.flags([unit.continues]);
    placed(&mut rows, page, i);
    crossed(&mut rows, page, i);
    around(&mut rows, page, i);
    head(&mut rows, page, i);
    neighbourhood(&mut rows, page, i);
    rows.next()
}

/// What a line is by itself.
fn itself(rows: &mut Rows<'_, impl Sink>, facts: &Facts) {
    let words = facts.total_words();
    rows.step(words, steps![1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 60, 100]);
    rows.step(
        facts.bytes,
        steps![6, 12, 20, 30, 42, 56, 75, 100, 140, 200, 300, 500, 900],
    );
    rows.step(
        facts.percent(facts.capital),
        steps![1, 15, 30, 50, 70, 90, 100],
    );
    rows.step(facts.percent(facts.all_caps), steps![1, 20, 50, 90]);
    rows.step(facts.percent(facts.numeric), steps![1, 10, 25, 50, 90]);
    rows.step(
        facts.percent(facts.function),
        steps![1, 10, 20, 27, 34, 42, 52],
    );
    rows.step(facts.percent(facts.reader), steps![1, 4, 8, 15]);
    rows.step(facts.percent(facts.dated), steps![1, 10, 25, 45, 70]);
    rows.step(u32::from(facts.sentences), steps![1, 2, 3]);
    rows.step(u32::from(facts.commas), steps![1, 2, 4]);
    rows.step(u32::from(facts.separators), steps![1, 2, 4]);
    rows.step(u32::from(facts.quotes), steps![1, 2, 3]);
    rows.step(facts.bytes / words.max(1), steps![4, 5, 6, 7, 9]);
    let cues = facts.cues;
    rows.bits(facts.signs, sign::COUNT);
    rows.bits(facts.classes, 16);
    rows.bits(facts.first_class, 16);
    rows.rare([cues.line(), cues.head(), cues.any()], KINDS);
    // By and two to four capitals; capitals only; a name and a role.
    let named = facts.capital + 1 >= facts.words && (2..=9).contains(&words);
    rows.flags([
        facts.words == 0,
        facts.words > 0 && facts.words == facts.numeric,
        facts.is_prose(),
        facts.is_call(),
        facts.is_signed(),
        named && facts.capital == facts.words && words <= 4 && facts.commas == 0,
        facts.classes & super::cues::Class::ROLE != 0 && words <= 12,
    ]);
    let ended = u8::from(facts.has(sign::ENDS_TERMINAL));
    rows.all_pairs(u8::from(words <= 12), ended, (2, 2));
    rows.all_pairs(steps![2, 4, 8, 14, 24].interval(words), ended, (6, 2));
    rows.pair(
        facts.percent(facts.capital),
        steps![20, 40, 60, 80],
        words,
        steps![4, 8, 14, 24],
    );
    rows.pair(
        facts.percent(facts.function),
        steps![15, 30, 40],
        words,
        steps![4, 8, 14, 24, 40],
    );
    rows.pair(
        facts.percent(facts.reader),
        steps![3, 8],
        words,
        steps![6, 14, 30],
    );
}

/// Where it stands.
fn placed(rows: &mut Rows<'_, impl Sink>, page: &Page, i: usize) {
    let (place, n) = (&page.places[i], page.units.len());
    let (from, to) = page.dense;
    rows.step(i as u32, steps![1, 2, 3, 5, 8, 15, 30, 60]);
    rows.step((n - 1 - i) as u32, steps![1, 2, 3, 5, 8, 15, 30, 60]);
    rows.step(
        (i * 20 / n) as u32,
        steps![1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 19],
    );
    rows.step(u32::from(place.same), steps![2, 3, 5]);
    rows.step(u32::from(place.same_head), steps![1, 2, 3, 5]);
    rows.step(u32::from(place.short_run), steps![1, 2, 3, 5, 10, 25]);
    rows.step(u32::from(place.prose_before), steps![1, 30, 80, 200, 500]);
    rows.step(u32::from(place.prose_after), steps![1, 30, 80, 200, 500]);
    rows.step(u32::from(place.since_prose), steps![1, 2, 3, 5, 9, 20, 255]);
    rows.step(u32::from(place.until_prose), steps![1, 2, 3, 5, 9, 20, 255]);
    rows.pair(
        u32::from(place.since_prose),
        steps![1, 2, 4, 10, 255],
        u32::from(place.until_prose),
        steps![1, 2, 4, 10, 255],
    );
    // Before, in or behind the densest prose, and how far.
    let inside = from <= i && i < to;
    rows.step(
        if i < from { (from - i) as u32 } else { 0 },
        steps![1, 2, 3, 4, 6, 9, 14, 25],
    );
    rows.step(
        if i >= to { (i - to + 1) as u32 } else { 0 },
        steps![1, 2, 3, 5, 9, 16, 30],
    );
    rows.flags([inside, inside && i == from, i + 1 == to]);
    rows.value(place.title as u8, 6);
    rows.pair(
        u32::from(place.in_title),
        steps![1, 30, 60, 85],
        u32::from(place.compared),
        steps![1, 3, 6],
    );
    rows.pair(
        u32::from(place.in_prose),
        steps![1, 30, 55, 75, 95],
        u32::from(place.compared),
        steps![1, 3, 6],
    );
    rows.flags([place.in_quote]);
}

/// What the page is: rows that all its units share.
fn whole(rows: &mut Rows<'_, impl Sink>, page: &Page) {
    rows.step(page.units.len() as u32, steps![4, 8, 16, 32, 64, 128, 256]);
    rows.step(page.prose_lines, steps![10, 20, 35, 50, 65, 80, 95, 100]);
    rows.step(page.prose_bytes, steps![25, 45, 60, 75, 85, 93, 98, 100]);
    rows.step(page.short_lines, steps![1, 4, 10, 20, 35, 50, 70]);
    rows.step(page.cue_lines, steps![1, 3, 6, 12, 20]);
    rows.step(page.repeated, steps![1, 5, 15, 35]);
    rows.step(page.spaced, steps![1, 30, 70, 95]);
    rows.step(page.titled, steps![1, 2, 3, 5]);
}

/// A line's shape in the kind of page that it stands in.
fn crossed(rows: &mut Rows<'_, impl Sink>, page: &Page, i: usize) {
    let (facts, place) = (&page.facts[i], &page.places[i]);
    let clean = steps![20, 50, 75, 90].interval(page.prose_lines);
    let (from, to) = page.dense;
    let region = u8::from(i >= from) + u8::from(i >= from && i >= to);
    let words = facts.total_words();
    let shape = 2 * steps![5, 13].interval(words) + u8::from(facts.has(sign::ENDS_TERMINAL));
    rows.all_pairs(shape, clean, (6, 5));
    rows.all_pairs(shape, region, (6, 3));
    rows.all_pairs(region, clean, (3, 5));
    let cue = u8::from(facts.cues.line() != 0) * 2 + u8::from(facts.cues.head() != 0);
    rows.all_pairs(cue, region * 2 + u8::from(facts.is_prose()), (4, 6));
    rows.all_pairs(cue, clean, (4, 5));
    let signed = facts.is_signed();
    let below = i > 0 && page.facts[i - 1].is_signed();
    let above = i < from && from - i <= 12;
    let credit = facts.is_credit();
    rows.flags([
        i == 0 && matches!(page.titled, 0 | 1),
        place.title != Title::Unlike && i + 1 == from,
        i == 0 && from == 1,
        signed && place.prose_before == 0,
        signed && above,
        above && is_name(facts),
        below && facts.is_role(),
        facts.is_small_print(),
        credit,
        credit && i > from && i < to,
        facts.has(sign::COUNTER) && words <= 14,
        i == 0 && facts.has(sign::PIPE | sign::DASH),
    ]);
}

/// What the lines around it are.
fn around(rows: &mut Rows<'_, impl Sink>, page: &Page, i: usize) {
    let at = |j: Option<usize>| j.and_then(|j| page.facts.get(j));
    let shape = |j: Option<usize>| j.and_then(|j| page.places.get(j)).map_or(0, |p| p.shape);
    let own = page.places[i].shape;
    let (before, behind) = (shape(i.checked_sub(1)), shape(Some(i + 1)));
    rows.all_pairs(own, before, (SHAPES, SHAPES));
    rows.all_pairs(own, behind, (SHAPES, SHAPES));
    rows.all_pairs(before, behind, (SHAPES, SHAPES));
    for facts in [at(i.checked_sub(1)), at(Some(i + 1))] {
        let cues = facts.map_or(Cues::default(), |facts| facts.cues);
        rows.rare([cues.line(), cues.head()], KINDS);
        rows.flags(facts.map_or([false; 4], |facts| {
            [
                facts.has(sign::ENDS_COLON),
                facts.has(sign::STARTS_BULLET | sign::NUMBERED),
                facts.has(sign::STARTS_QUOTE),
                facts.percent(facts.capital) >= 60,
            ]
        }));
    }
    rows.value(shape(i.checked_sub(2)), SHAPES);
    rows.value(shape(Some(i + 2)), SHAPES);
}

/// Two to four words with capitals, nothing else.
fn is_name(facts: &Facts) -> bool {
    facts.capital == facts.words
        && (2..=4).contains(&facts.words)
        && facts.tokens <= 6
        && facts.numeric + facts.function == 0
        && facts.separators + facts.commas == 0
        && !facts.has(sign::ENDS_TERMINAL | sign::ENDS_COLON)
}

/// Near the head: where a unit stands behind the first line, or behind one that the first line names.
fn head(rows: &mut Rows<'_, impl Sink>, page: &Page, i: usize) {
    let facts = &page.facts[i];
    let is_open = |j: usize| !page.facts[j].is_prose();
    let titled = |j: Option<usize>| {
        j.is_some_and(|j| !matches!(page.places[j].title, Title::Unlike | Title::First))
    };
    let near = match i {
        0 => 1,
        _ if titled(i.checked_sub(1)) => 4,
        _ if titled(i.checked_sub(2)) => 5,
        1 if is_open(0) => 2,
        2 if is_open(0) && is_open(1) => 3,
        _ => 0,
    };
    let next = page.facts.get(i + 1);
    let words = facts.total_words();
    let longer = next.map_or(0, |next| match next.total_words() {
        n if n > words + words / 2 => 1,
        n if n + n / 3 >= words => 2,
        _ => 3,
    });
    let marks = u8::from(facts.has(sign::ENDS_TERMINAL)) + 2 * u8::from(facts.sentences > 1);
    let below = page.places.get(i + 1).map_or(0, |place| place.shape);
    let in_title = u32::from(page.places[i].in_title);
    rows.all_pairs(near, steps![6, 10, 16, 24, 34].interval(words), (6, 6));
    rows.all_pairs(near, below, (6, SHAPES));
    rows.all_pairs(near, steps![1, 30, 60].interval(in_title), (6, 4));
    rows.all_pairs(near, marks, (6, 4));
    rows.all_pairs(near, longer, (6, 4));
    rows.all_pairs(near, steps![20, 50, 75].interval(page.prose_lines), (6, 4));
}

/// How much prose and how many cues stand within a few lines, and how far above a heading of furniture does.
fn neighbourhood(rows: &mut Rows<'_, impl Sink>, page: &Page, i: usize) {
    let place = &page.places[i];
    rows.all_pairs(place.prose_about.0, place.prose_about.1, (5, 5));
    let few = |n: u8| n.min(3);
    rows.all_pairs(few(place.cued_about.0), few(place.cued_about.1), (4, 4));
    let above = steps![1, 2, 4, 8, 16, 255].interval(u32::from(place.since_heading));
    rows.all_pairs(place.shape, above, (SHAPES, 7));
}

/// Shapes of a line.
const SHAPES: u16 = 12;

/// The shape of a line, in a word; 0 is for none.
pub fn shape(facts: &Facts) -> u8 {
    let words = facts.total_words();
    let ended = facts.has(sign::ENDS_TERMINAL);
    match () {
        () if facts.is_signed() => 4,
        () if is_time(facts) => 1,
        () if facts.cues.line() | facts.cues.head() != 0 => 2,
        () if facts.is_prose() => 3,
        () if words == 1 && facts.first_class & super::cues::Class::WRITTEN != 0 => 10,
        () if is_name(facts) => 11,
        () if words <= 4 => 5 + u8::from(ended),
        () if ended => 7,
        () if words <= 12 => 8,
        () => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::segment::units;
    use crate::text::Text;

    #[test]
    fn rows_stay_in_their_room() {
        let text = Text::new("A wall fell | Echo\nHome\nA wall fell\nThe wall fell on Monday in a storm, the mayor said.\nSubscribe".to_owned());
        let page = Page::new(&text, units(&text));
        let (mut shared, mut used) = (Vec::new(), Vec::new());
        assert_eq!(page_rows(&page, &mut shared), OF_PAGE);
        for i in 0..page.units.len() {
            let mut out = shared.clone();
            used.push(usize::from(unit_rows(&page, i, &mut out)));
            assert!(out.iter().all(|&row| usize::from(row) < ROWS));
        }
        assert!(used.iter().all(|&n| n == used[0] && n <= ROWS), "{used:?}");
    }
}
