//! Facts to features: the numbers of the weight rows that a unit switches on. Trainer and runtime share this file; the
//! order of the calls below is part of the model.

use super::cues::Cues;
use super::facts::{Facts, sign};
use super::kinds::is_time;
use super::page::{Page, Title};

/// Room for rows.
pub const ROWS: usize = 1792;

/// Takes the rows that are on.
pub trait Sink {
    /// Takes one.
    fn add(&mut self, row: u16);
}

impl Sink for Vec<u16> {
    fn add(&mut self, row: u16) {
        self.push(row);
    }
}

/// Numbers the rows; each call takes the next numbers.
struct Rows<'a, K> {
    next: u16,
    out: &'a mut K,
}

impl<K: Sink> Rows<'_, K> {
    /// One row, on or off.
    #[inline(always)]
    fn flag(&mut self, on: bool) {
        if on {
            self.out.add(self.next);
        }
        self.next += 1;
    }

    /// One row for each interval between the (ascending) steps; the one where the value lies is on.
    #[inline(always)]
    fn step<const N: usize>(&mut self, value: u32, steps: &[u32; N]) {
        self.out.add(self.next + interval(value, steps));
        self.next += N as u16 + 1;
    }

    /// One row for each bit.
    #[inline(always)]
    fn bits(&mut self, bits: u32, count: u32) {
        let mut rest = bits & ((1 << count) - 1);
        while rest != 0 {
            self.out.add(self.next + rest.trailing_zeros() as u16);
            rest &= rest - 1;
        }
        self.next += count as u16;
    }

    /// Two steps together: one row for each pair of intervals.
    #[inline(always)]
    fn pair<const M: usize, const N: usize>(
        &mut self,
        a: u32,
        first: &[u32; M],
        b: u32,
        second: &[u32; N],
    ) {
        let width = N as u16 + 1;
        self.out
            .add(self.next + interval(a, first) * width + interval(b, second));
        self.next += (M as u16 + 1) * width;
    }

    /// One row for each pair of two values below these counts.
    #[inline(always)]
    fn all_pairs(&mut self, a: u8, b: u8, counts: (u16, u16)) {
        self.out
            .add(self.next + u16::from(a) * counts.1 + u16::from(b));
        self.next += counts.0 * counts.1;
    }

    /// One row for each value below the count.
    #[inline(always)]
    fn value(&mut self, value: u8, count: u16) {
        self.out.add(self.next + u16::from(value));
        self.next += count;
    }
}

/// Number of the steps that the value reaches. Values stay below 2^31: signed comparison is the faster one.
#[inline(always)]
fn interval<const N: usize>(value: u32, steps: &[u32; N]) -> u16 {
    let value = value as i32;
    steps
        .iter()
        .map(|&step| i32::from(value >= step as i32))
        .sum::<i32>() as u16
}

/// Rows of the whole page, which all its units share: the first ones.
pub fn page_rows(page: &Page, out: &mut impl Sink) -> u16 {
    let mut rows = Rows { next: 0, out };
    whole(&mut rows, page);
    rows.next
}

/// The rows of unit `i` besides, numbered from `from` on; one past the last number.
#[inline(always)] // inlined where the sum lives: it must stay in registers, or the stage takes twice the time
pub fn unit_rows(page: &Page, i: usize, from: u16, out: &mut impl Sink) -> u16 {
    let mut rows = Rows { next: from, out };
    let (facts, unit) = (&page.facts[i], &page.units[i]);
    itself(&mut rows, facts);
    rows.step(u32::from(unit.blank_before), &[1, 2, 3]);
    rows.step(
        page.units
            .get(i + 1)
            .map_or(9, |u| u32::from(u.blank_before)),
        &[1, 2, 3, 9],
    );
    rows.step(u32::from(unit.indent), &[1, 3, 8]);
    rows.flag(unit.continues);
    placed(&mut rows, page, i);
    crossed(&mut rows, page, i);
    around(&mut rows, page, i);
    head(&mut rows, page, i);
    neighbourhood(&mut rows, page, i);
    rows.next
}

/// What a line is by itself.
fn itself(rows: &mut Rows<'_, impl Sink>, facts: &Facts) {
    let words = facts.total_words();
    rows.step(words, &[1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 60, 100]);
    rows.step(
        facts.bytes,
        &[6, 12, 20, 30, 42, 56, 75, 100, 140, 200, 300, 500, 900],
    );
    rows.step(facts.percent(facts.capital), &[1, 15, 30, 50, 70, 90, 100]);
    rows.step(facts.percent(facts.all_caps), &[1, 20, 50, 90]);
    rows.step(facts.percent(facts.numeric), &[1, 10, 25, 50, 90]);
    rows.step(facts.percent(facts.function), &[1, 10, 20, 27, 34, 42, 52]);
    rows.step(facts.percent(facts.reader), &[1, 4, 8, 15]);
    rows.step(facts.percent(facts.dated), &[1, 10, 25, 45, 70]);
    rows.step(u32::from(facts.sentences), &[1, 2, 3]);
    rows.step(u32::from(facts.commas), &[1, 2, 4]);
    rows.step(u32::from(facts.separators), &[1, 2, 4]);
    rows.step(u32::from(facts.quotes), &[1, 2, 3]);
    rows.step(facts.bytes / words.max(1), &[4, 5, 6, 7, 9]);
    rows.bits(facts.signs, sign::COUNT);
    rows.bits(facts.classes, 16);
    rows.bits(facts.first_class, 16);
    rows.bits(facts.cues.line(), Cues::KINDS as u32);
    rows.bits(facts.cues.head(), Cues::KINDS as u32);
    rows.bits(facts.cues.any(), Cues::KINDS as u32);
    rows.flag(facts.words == 0);
    rows.flag(facts.words > 0 && facts.words == facts.numeric);
    rows.flag(facts.is_prose());
    rows.flag(facts.is_call());
    // By and two to four capitals; capitals only; a name and a role.
    let named = facts.capital + 1 >= facts.words && (2..=9).contains(&words);
    rows.flag(facts.is_signed());
    rows.flag(named && facts.capital == facts.words && words <= 4 && facts.commas == 0);
    rows.flag(facts.classes & super::cues::Class::ROLE != 0 && words <= 12);
    let short = if words <= 12 { 1 } else { 0 };
    rows.pair(short, &[1], u32::from(facts.has(sign::ENDS_TERMINAL)), &[1]);
    rows.pair(
        words,
        &[2, 4, 8, 14, 24],
        u32::from(facts.has(sign::ENDS_TERMINAL)),
        &[1],
    );
    rows.pair(
        facts.percent(facts.capital),
        &[20, 40, 60, 80],
        words,
        &[4, 8, 14, 24],
    );
    rows.pair(
        facts.percent(facts.function),
        &[15, 30, 40],
        words,
        &[4, 8, 14, 24, 40],
    );
    rows.pair(facts.percent(facts.reader), &[3, 8], words, &[6, 14, 30]);
}

/// Where it stands.
fn placed(rows: &mut Rows<'_, impl Sink>, page: &Page, i: usize) {
    let (place, n) = (&page.places[i], page.units.len());
    let (from, to) = page.dense;
    rows.step(i as u32, &[1, 2, 3, 5, 8, 15, 30, 60]);
    rows.step((n - 1 - i) as u32, &[1, 2, 3, 5, 8, 15, 30, 60]);
    rows.step(
        (i * 20 / n) as u32,
        &[1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 19],
    );
    rows.step(u32::from(place.same), &[2, 3, 5]);
    rows.step(u32::from(place.same_head), &[1, 2, 3, 5]);
    rows.step(u32::from(place.short_run), &[1, 2, 3, 5, 10, 25]);
    rows.step(u32::from(place.prose_before), &[1, 30, 80, 200, 500]);
    rows.step(u32::from(place.prose_after), &[1, 30, 80, 200, 500]);
    rows.step(u32::from(place.since_prose), &[1, 2, 3, 5, 9, 20, 255]);
    rows.step(u32::from(place.until_prose), &[1, 2, 3, 5, 9, 20, 255]);
    rows.pair(
        u32::from(place.since_prose),
        &[1, 2, 4, 10, 255],
        u32::from(place.until_prose),
        &[1, 2, 4, 10, 255],
    );
    // Before, in or behind the densest prose, and how far.
    let inside = from <= i && i < to;
    rows.step(
        if i < from { (from - i) as u32 } else { 0 },
        &[1, 2, 3, 4, 6, 9, 14, 25],
    );
    rows.step(
        if i >= to { (i - to + 1) as u32 } else { 0 },
        &[1, 2, 3, 5, 9, 16, 30],
    );
    rows.flag(inside);
    rows.flag(inside && i == from);
    rows.flag(i + 1 == to);
    rows.step(place.title as u32, &[1, 2, 3, 4, 5]);
    rows.pair(
        u32::from(place.in_title),
        &[1, 30, 60, 85],
        u32::from(place.compared),
        &[1, 3, 6],
    );
    rows.pair(
        u32::from(place.in_prose),
        &[1, 30, 55, 75, 95],
        u32::from(place.compared),
        &[1, 3, 6],
    );
    rows.flag(place.in_quote);
}

/// What the page is: rows that all its units share.
fn whole(rows: &mut Rows<'_, impl Sink>, page: &Page) {
    rows.step(page.units.len() as u32, &[4, 8, 16, 32, 64, 128, 256]);
    rows.step(page.prose_lines, &[10, 20, 35, 50, 65, 80, 95, 100]);
    rows.step(page.prose_bytes, &[25, 45, 60, 75, 85, 93, 98, 100]);
    rows.step(page.short_lines, &[1, 4, 10, 20, 35, 50, 70]);
    rows.step(page.cue_lines, &[1, 3, 6, 12, 20]);
    rows.step(page.repeated, &[1, 5, 15, 35]);
    rows.step(page.spaced, &[1, 30, 70, 95]);
    rows.step(page.titled, &[1, 2, 3, 5]);
}

/// A line's shape in the kind of page that it stands in.
fn crossed(rows: &mut Rows<'_, impl Sink>, page: &Page, i: usize) {
    let (facts, place) = (&page.facts[i], &page.places[i]);
    let clean = page.prose_lines;
    let (from, to) = page.dense;
    let region = if i < from {
        0
    } else if i < to {
        1
    } else {
        2
    };
    let shape = match facts.total_words() {
        0..=4 => 0,
        5..=12 => 2,
        _ => 4,
    } + u32::from(facts.has(sign::ENDS_TERMINAL));
    rows.pair(shape, &[1, 2, 3, 4, 5], clean, &[20, 50, 75, 90]);
    rows.pair(shape, &[1, 2, 3, 4, 5], region, &[1, 2]);
    rows.pair(region, &[1, 2], clean, &[20, 50, 75, 90]);
    let cue = u32::from(facts.cues.line() != 0) * 2 + u32::from(facts.cues.head() != 0);
    rows.pair(
        cue,
        &[1, 2, 3],
        region * 2 + u32::from(facts.is_prose()),
        &[1, 2, 3, 4, 5],
    );
    rows.pair(cue, &[1, 2, 3], clean, &[20, 50, 75, 90]);
    rows.flag(i == 0 && matches!(page.titled, 0 | 1));
    rows.flag(place.title != Title::Unlike && i + 1 == from);
    rows.flag(i == 0 && from == 1);
    rows.flag(facts.is_signed() && place.prose_before == 0);
    rows.flag(facts.is_signed() && i < from && from - i <= 12);
    rows.flag(is_name(facts) && i < from && from - i <= 12);
    let signed = i > 0 && page.facts[i - 1].is_signed();
    rows.flag(signed && facts.is_role());
    rows.flag(facts.is_small_print());
    let credit = facts.is_credit();
    rows.flag(credit);
    rows.flag(credit && i > from && i < to);
    rows.flag(facts.has(sign::COUNTER) && facts.total_words() <= 14);
    rows.flag(i == 0 && facts.has(sign::PIPE | sign::DASH));
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
        let Some(facts) = facts else {
            rows.next += 2 * Cues::KINDS as u16 + 4;
            continue;
        };
        rows.bits(facts.cues.line(), Cues::KINDS as u32);
        rows.bits(facts.cues.head(), Cues::KINDS as u32);
        rows.flag(facts.has(sign::ENDS_COLON));
        rows.flag(facts.has(sign::STARTS_BULLET | sign::NUMBERED));
        rows.flag(facts.has(sign::STARTS_QUOTE));
        rows.flag(facts.percent(facts.capital) >= 60);
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
    const NEAR: [u32; 5] = [1, 2, 3, 4, 5];
    let next = page.facts.get(i + 1);
    let words = facts.total_words();
    let longer = next.map_or(0, |next| match next.total_words() {
        n if n > words + words / 2 => 1,
        n if n + n / 3 >= words => 2,
        _ => 3,
    });
    let marks = u32::from(facts.has(sign::ENDS_TERMINAL)) + 2 * u32::from(facts.sentences > 1);
    rows.pair(near, &NEAR, words, &[6, 10, 16, 24, 34]);
    let below = page.places.get(i + 1).map_or(0, |place| place.shape);
    rows.all_pairs(near as u8, below, (6, SHAPES));
    rows.pair(
        near,
        &NEAR,
        u32::from(page.places[i].in_title),
        &[1, 30, 60],
    );
    rows.pair(near, &NEAR, marks, &[1, 2, 3]);
    rows.pair(near, &NEAR, longer, &[1, 2, 3]);
    rows.pair(near, &NEAR, page.prose_lines, &[20, 50, 75]);
}

/// How much prose and how many cues stand within a few lines, and how far above a heading of furniture does.
fn neighbourhood(rows: &mut Rows<'_, impl Sink>, page: &Page, i: usize) {
    let place = &page.places[i];
    rows.all_pairs(place.prose_about.0, place.prose_about.1, (5, 5));
    let few = |n: u8| n.min(3);
    rows.all_pairs(few(place.cued_about.0), few(place.cued_about.1), (4, 4));
    let above = interval(u32::from(place.since_heading), &[1, 2, 4, 8, 16, 255]) as u8;
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
        let from = page_rows(&page, &mut shared);
        for i in 0..page.units.len() {
            let mut out = shared.clone();
            used.push(usize::from(unit_rows(&page, i, from, &mut out)));
            assert!(out.iter().all(|&row| usize::from(row) < ROWS));
        }
        assert!(used.iter().all(|&n| n == used[0] && n <= ROWS), "{used:?}");
    }
}
