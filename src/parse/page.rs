//! Facts of the whole page: what repeats, which line the title names, where the prose lies.

use super::cues::Tables;
use super::facts::{Facts, sign};
use super::features::shape;
use super::segment::Unit;
use crate::text::{Text, Token};

/// Lines longer than this, in tokens, are not compared with title or prose.
const COMPARED: usize = 40;
/// Bits of the set of words of the prose.
const VOCABULARY: usize = 4096;
/// Units looked at above and below one.
const ABOUT: usize = 4;
/// What a line without prose costs the densest run.
const GAP: i32 = 6;

/// A page: its units with their facts and what their neighbourhood tells.
#[derive(Debug)]
pub struct Page {
    /// The units.
    pub units: Vec<Unit>,
    /// Their own facts.
    pub facts: Vec<Facts>,
    /// What each is in its place.
    pub places: Vec<Place>,
    /// First and last unit of the densest run of prose, in order.
    pub dense: (usize, usize),
    /// Percent of the units that are prose.
    pub prose_lines: u32,
    /// Percent of the bytes that are in prose.
    pub prose_bytes: u32,
    /// Percent of the units of up to four words.
    pub short_lines: u32,
    /// Percent of the units with a cue that is a whole line.
    pub cue_lines: u32,
    /// Percent of the units that stand twice.
    pub repeated: u32,
    /// Percent of the units with a blank line before them.
    pub spaced: u32,
    /// Units that begin like the first one.
    pub titled: u32,
}

/// What a unit is in its place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Units with the same tokens, itself included.
    pub same: u16,
    /// Units with the same first five tokens, itself included.
    pub same_head: u16,
    /// Units of up to four words in the run that it stands in.
    pub short_run: u16,
    /// Words of prose before it and after it, stopped at 65535.
    pub prose_before: u16,
    /// The same after it.
    pub prose_after: u16,
    /// How it compares with the first line.
    pub title: Title,
    /// Percent of its content words that the first line has.
    pub in_title: u8,
    /// Percent of its content words that the densest prose has.
    pub in_prose: u8,
    /// Content words compared.
    pub compared: u8,
    /// Within a quotation that an earlier unit left open and a later one goes on with.
    pub in_quote: bool,
    /// Its shape, in a word.
    pub shape: u8,
    /// Units of prose among the [`ABOUT`] above and below it.
    pub prose_about: (u8, u8),
    /// Units with a cue among them.
    pub cued_about: (u8, u8),
    /// Units to the last heading of related links or comments above it, with no prose between, stopped at 255.
    pub since_heading: u8,
    /// Units to the last prose before it and the next after it, stopped at 255.
    pub since_prose: u8,
    /// The same after it.
    pub until_prose: u8,
}

/// How a line compares with the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Title {
    /// Not like it.
    #[default]
    Unlike,
    /// It is the first.
    First,
    /// The same words.
    Same,
    /// The first begins with it.
    Begins,
    /// The first holds it.
    Within,
    /// Most of its words are in the first, and most of the first's in it.
    Near,
}

impl Page {
    /// Reads a page.
    pub fn new(text: &Text, units: Vec<Unit>) -> Self {
        let tables = Tables::open();
        let mut content = Vec::with_capacity(text.tokens.len() / 2);
        let facts: Vec<Facts> = units
            .iter()
            .map(|unit| Facts::of(text, tables, unit.tokens.clone(), &mut content))
            .collect();
        let n = units.len();
        let mut page = Self {
            units,
            places: vec![Place::default(); n],
            dense: densest(&facts),
            prose_lines: percent(facts.iter().filter(|f| f.is_prose()).count(), n),
            prose_bytes: percent(
                facts
                    .iter()
                    .filter(|f| f.is_prose())
                    .map(|f| f.bytes as usize)
                    .sum(),
                facts.iter().map(|f| f.bytes as usize).sum(),
            ),
            short_lines: percent(facts.iter().filter(|f| f.total_words() <= 4).count(), n),
            cue_lines: percent(facts.iter().filter(|f| f.cues.line() != 0).count(), n),
            repeated: 0,
            spaced: 0,
            titled: 0,
            facts,
        };
        page.spaced = percent(page.units.iter().filter(|u| u.blank_before > 0).count(), n);
        page.count_repeats();
        page.measure_runs();
        page.compare(text, &content);
        page.look_about();
        page
    }

    /// The kind of page: 0 mostly furniture, 1 mixed, 2 mostly prose.
    pub fn kind(&self) -> usize {
        usize::from(self.prose_lines >= 25) + usize::from(self.prose_lines >= 55)
    }

    fn count_repeats(&mut self) {
        let mut table = Counter::new(self.facts.len() * 2);
        for facts in &self.facts {
            table.add(facts.hash);
            table.add(facts.prefix ^ 0x5bd1_e995);
        }
        let mut repeated = 0;
        for (facts, place) in self.facts.iter().zip(&mut self.places) {
            place.same = table.get(facts.hash);
            place.same_head = if facts.prefix == 0 {
                0
            } else {
                table.get(facts.prefix ^ 0x5bd1_e995)
            };
            repeated += usize::from(place.same > 1);
        }
        self.repeated = percent(repeated, self.facts.len());
    }

    fn measure_runs(&mut self) {
        let n = self.facts.len();
        let (mut words, mut since, mut run, mut open) = (0u32, 255u8, 0usize, false);
        let mut heading = 255u8;
        for i in 0..n {
            let facts = &self.facts[i];
            let place = &mut self.places[i];
            place.prose_before = words.min(65535) as u16;
            place.since_prose = since;
            place.in_quote = open;
            heading = match () {
                () if facts.is_prose() => 255,
                () if facts.is_heading() => 0,
                () => heading.saturating_add(1),
            };
            place.since_heading = heading;
            if facts.is_prose() {
                words += facts.total_words();
                since = 0;
                open = facts.has(sign::LEFT_OPEN);
            } else {
                since = since.saturating_add(1);
            }
            if facts.total_words() > 4 {
                run = 0;
                continue;
            }
            run += 1;
            let whole = i + 1 == n || self.facts[i + 1].total_words() > 4;
            if whole {
                for place in &mut self.places[i + 1 - run..=i] {
                    place.short_run = run.min(65535) as u16;
                }
            }
        }
        let (mut words, mut until, mut goes_on) = (0u32, 255u8, false);
        for (facts, place) in self.facts.iter().zip(&mut self.places).rev() {
            place.prose_after = words.min(65535) as u16;
            place.until_prose = until;
            place.in_quote &= goes_on;
            if facts.is_prose() {
                words += facts.total_words();
                until = 0;
                goes_on = facts.has(sign::STARTS_QUOTE);
            } else {
                until = until.saturating_add(1);
            }
        }
    }

    fn compare(&mut self, text: &Text, content: &[u32]) {
        let Some(first) = self.units.first() else {
            return;
        };
        let tokens =
            |unit: &Unit| &text.tokens[unit.tokens.start as usize..unit.tokens.end as usize];
        let words = |facts: &Facts| &content[facts.content.0 as usize..facts.content.1 as usize];
        let title = &tokens(first)[..tokens(first).len().min(COMPARED)];
        let title_words = words(&self.facts[0]);
        let (mut vocabulary, mut titles) = (Hashes::default(), Hashes::default());
        title_words.iter().for_each(|&hash| titles.add(hash));
        for facts in &self.facts[self.dense.0..self.dense.1] {
            if facts.is_prose() {
                words(facts).iter().for_each(|&hash| vocabulary.add(hash));
            }
        }
        let first_prefix = self.facts[0].prefix;
        for (i, (facts, place)) in self.facts.iter().zip(&mut self.places).enumerate() {
            if first_prefix != 0 && facts.prefix == first_prefix {
                self.titled += 1;
            }
            if facts.tokens as usize > COMPARED {
                continue;
            }
            let own = words(facts);
            let (mut known, mut shared) = (0, 0);
            for &hash in own {
                known += usize::from(vocabulary.has(hash));
                shared += usize::from(titles.has(hash) && title_words.contains(&hash));
            }
            place.compared = own.len().min(255) as u8;
            place.in_prose = percent(known, own.len()) as u8;
            place.in_title = percent(shared, own.len()) as u8;
            place.title = if i == 0 {
                Title::First
            } else {
                let line = tokens(&self.units[i]);
                like(line, title, shared, own.len(), title_words.len())
            };
        }
    }

    /// What stands around each unit.
    fn look_about(&mut self) {
        let n = self.facts.len();
        for (facts, place) in self.facts.iter().zip(&mut self.places) {
            place.shape = shape(facts);
        }
        let (mut prose, mut cued) = (vec![0u16; n + 1], vec![0u16; n + 1]);
        for (i, facts) in self.facts.iter().enumerate() {
            prose[i + 1] = prose[i].wrapping_add(u16::from(facts.is_prose()));
            cued[i + 1] = cued[i].wrapping_add(u16::from(facts.is_cued()));
        }
        let within = |sums: &[u16], from: usize, to: usize| {
            sums[to.min(n)].wrapping_sub(sums[from.min(n)]) as u8
        };
        for (i, place) in self.places.iter_mut().enumerate() {
            let above = i.saturating_sub(ABOUT);
            place.prose_about = (
                within(&prose, above, i),
                within(&prose, i + 1, i + 1 + ABOUT),
            );
            place.cued_about = (within(&cued, above, i), within(&cued, i + 1, i + 1 + ABOUT));
        }
    }
}

/// A set of hashes that may hold some that were not put in.
struct Hashes([u64; VOCABULARY / 64]);

impl Default for Hashes {
    fn default() -> Self {
        Self([0; VOCABULARY / 64])
    }
}

impl Hashes {
    fn add(&mut self, hash: u32) {
        let bit = hash as usize % VOCABULARY;
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn has(&self, hash: u32) -> bool {
        let bit = hash as usize % VOCABULARY;
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }
}

/// How a line compares with the title.
fn like(
    line: &[Token],
    title: &[Token],
    shared: usize,
    content: usize,
    title_words: usize,
) -> Title {
    if content < 2 || shared * 2 < content {
        return Title::Unlike;
    }
    let equal = |a: &[Token], b: &[Token]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.hash == b.hash)
    };
    if equal(line, title) {
        return Title::Same;
    }
    if content >= 3 && line.len() < title.len() {
        if equal(line, &title[..line.len()]) {
            return Title::Begins;
        }
        let first = line[0].hash;
        let mut starts = (1..=title.len() - line.len()).filter(|&k| title[k].hash == first);
        if starts.any(|k| equal(line, &title[k..k + line.len()])) {
            return Title::Within;
        }
    }
    if content >= 3 && shared * 10 >= content * 7 && shared * 10 >= title_words * 5 {
        Title::Near
    } else {
        Title::Unlike
    }
}

fn percent(part: usize, whole: usize) -> u32 {
    (part * 100 / whole.max(1)) as u32
}

/// First and one past the last unit of the run with the most prose, a little subtracted for every line between.
fn densest(facts: &[Facts]) -> (usize, usize) {
    let (mut best, mut run) = ((0, 0, 0), (0, 0));
    for (i, facts) in facts.iter().enumerate() {
        let score = if facts.is_prose() {
            let reader = if facts.percent(facts.reader) > 5 {
                2
            } else {
                1
            };
            facts.total_words().min(60) as i32 / reader
        } else {
            -GAP
        };
        if run.0 <= 0 {
            run = (0, i);
        }
        run.0 += score;
        if run.0 > best.0 {
            best = (run.0, run.1, i + 1);
        }
    }
    (best.1, best.2)
}

/// Counts hashes; open addressing, made for a known number.
struct Counter {
    slots: Vec<(u32, u16)>,
    mask: usize,
}

impl Counter {
    fn new(most: usize) -> Self {
        let size = (most * 2).next_power_of_two().max(16);
        Self {
            slots: vec![(0, 0); size],
            mask: size - 1,
        }
    }

    fn slot(&self, hash: u32) -> usize {
        let mut slot = hash as usize & self.mask;
        while self.slots[slot].1 != 0 && self.slots[slot].0 != hash {
            slot = (slot + 1) & self.mask;
        }
        slot
    }

    fn add(&mut self, hash: u32) {
        let slot = self.slot(hash);
        self.slots[slot] = (hash, self.slots[slot].1.saturating_add(1));
    }

    fn get(&self, hash: u32) -> u16 {
        self.slots[self.slot(hash)].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::segment::units;

    fn page(text: &str) -> Page {
        let text = Text::new(text.to_owned());
        Page::new(&text, units(&text))
    }

    #[test]
    fn the_title_names_a_later_line() {
        let page = page(
            "Harbour wall falls in storm | The Wexley Echo\nHome\nHarbour wall falls in storm\nThe harbour wall at Wexley fell on Monday in the worst storm of the year.",
        );
        assert_eq!(page.places[2].title, Title::Begins);
        assert_eq!(page.places[1].title, Title::Unlike);
        assert_eq!(page.dense, (3, 4));
        assert_eq!(page.titled, 2);
    }

    #[test]
    fn repeats_and_runs() {
        let page = page("Home\nNews\nSport\nHome\nNews\n");
        assert_eq!((page.places[0].same, page.places[2].same), (2, 1));
        assert_eq!(page.places[4].short_run, 5);
        assert_eq!(page.repeated, 80);
    }

    #[test]
    fn a_line_within_a_quotation() {
        let page = page(
            "The statement said: “We are confident that the wall was built to last.\nRelated stories\n“We shall rebuild it in the spring of the next year.”\n",
        );
        assert!(page.places[1].in_quote);
    }
}
