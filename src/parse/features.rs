//! Facts to features: the numbers of the weight rows that a unit switches on. Trainer and runtime share this file; the
//! order of the calls below is part of the model.

use super::cues::Cues;
use super::facts::{Facts, sign};
use super::page::{Page, Title};

/// Rows for hashed words, behind the numbered ones.
pub const HASHED: usize = 1 << 11;
/// Numbered rows.
pub const NUMBERED: usize = 1024;
/// Rows in all.
pub const ROWS: usize = NUMBERED + HASHED;

/// Collects the rows of a unit; each call takes the next numbers.
struct Rows<'a> {
    next: u16,
    out: &'a mut Vec<u16>,
}

impl Rows<'_> {
    /// One row, on or off.
    fn flag(&mut self, on: bool) {
        if on {
            self.out.push(self.next);
        }
        self.next += 1;
    }

    /// One row for each interval between the (ascending) steps; the one where the value lies is on.
    fn step(&mut self, value: u32, steps: &[u32]) {
        let at = steps.iter().take_while(|&&step| value >= step).count() as u16;
        self.out.push(self.next + at);
        self.next += steps.len() as u16 + 1;
    }

    /// One row for each bit.
    fn bits(&mut self, bits: u32, count: u32) {
        let mut rest = bits;
        while rest != 0 {
            let bit = rest.trailing_zeros();
            if bit < count {
                self.out.push(self.next + bit as u16);
            }
            rest &= rest - 1;
        }
        self.next += count as u16;
    }

    /// Two steps together: one row for each pair of intervals.
    fn pair(&mut self, a: u32, first: &[u32], b: u32, second: &[u32]) {
        let at = |value: u32, steps: &[u32]| {
            steps.iter().take_while(|&&step| value >= step).count() as u16
        };
        let width = second.len() as u16 + 1;
        self.out
            .push(self.next + at(a, first) * width + at(b, second));
        self.next += (first.len() as u16 + 1) * width;
    }
}

/// Appends the rows of unit `i` to `out`; the number of numbered rows used.
pub fn rows(page: &Page, i: usize, out: &mut Vec<u16>) -> usize {
    let mut rows = Rows { next: 0, out };
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
    whole(&mut rows, page);
    crossed(&mut rows, page, i);
    let used = rows.next as usize;
    hashed(facts, rows.out);
    used
}

/// What a line is by itself.
fn itself(rows: &mut Rows<'_>, facts: &Facts) {
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
    rows.flag(named && facts.first_class & super::cues::Class::WRITTEN != 0);
    rows.flag(named && facts.capital == facts.words && words <= 4 && facts.commas == 0);
    rows.flag(facts.classes & super::cues::Class::ROLE != 0 && words <= 12);
    let short = if words <= 12 { 1 } else { 0 };
    rows.pair(short, &[1], u32::from(facts.has(sign::ENDS_TERMINAL)), &[1]);
    rows.pair(
        facts.percent(facts.function),
        &[15, 30, 40],
        words,
        &[4, 8, 14, 24, 40],
    );
    rows.pair(facts.percent(facts.reader), &[3, 8], words, &[6, 14, 30]);
}

/// Where it stands.
fn placed(rows: &mut Rows<'_>, page: &Page, i: usize) {
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
fn whole(rows: &mut Rows<'_>, page: &Page) {
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
fn crossed(rows: &mut Rows<'_>, page: &Page, i: usize) {
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
    rows.flag(i == 0 && facts.has(sign::PIPE | sign::DASH));
}

/// Hashed words: the first, the last, and the whole of a short line.
fn hashed(facts: &Facts, out: &mut Vec<u16>) {
    let row = |hash: u32, salt: u32| {
        let mixed = (u64::from(hash) + u64::from(salt)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        (NUMBERED + mixed as usize % HASHED) as u16
    };
    if facts.words > 0 {
        out.push(row(facts.first, 1));
        if facts.words <= 12 {
            out.push(row(facts.last, 2));
        }
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
        let mut used = Vec::new();
        for i in 0..page.units.len() {
            let mut out = Vec::new();
            used.push(rows(&page, i, &mut out));
            assert!(out.iter().all(|&row| usize::from(row) < ROWS));
        }
        assert!(
            used.iter().all(|&n| n == used[0] && n <= NUMBERED),
            "{used:?}"
        );
    }
}
