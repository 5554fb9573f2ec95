//! Invented mixtures: the clean article of a page, with or without its head, its byline and blank lines, crossheads and
//! lists made of its own words, and runs of other pages' furniture put in and around it. Clean articles and light residue
//! are rare in the gold, and a page's own furniture says too much about the page.

use super::fit::{Random, Settings};
use super::gold::{Page, allowed};
use analyze::lexicon::entries;
use analyze::text::Text;

const FURNITURE: &str = include_str!("furniture.txt");
/// The longest run of furniture that is mixed in.
const LONGEST_RUN: usize = 8;

/// Furniture that may be mixed in, by its place: run after run of lines.
pub struct Pool {
    between: Vec<Vec<String>>,
    island: Vec<Vec<String>>,
    tail: Vec<Vec<String>>,
    invented_island: Vec<Vec<String>>,
    invented_tail: Vec<Vec<String>>,
}

impl Pool {
    /// The pool of these pages.
    pub fn new(pages: &[&Page]) -> Self {
        let of = |place: &str| -> Vec<Vec<String>> {
            entries(FURNITURE)
                .filter_map(|line| Some(vec![line.strip_prefix(place)?.trim().to_owned()]))
                .collect()
        };
        let mut pool = Self {
            between: Vec::new(),
            island: Vec::new(),
            tail: Vec::new(),
            invented_island: of("island\t"),
            invented_tail: of("tail\t"),
        };
        for page in pages.iter().filter(|page| page.shape != "C") {
            pool.collect(page);
        }
        pool
    }

    fn collect(&mut self, page: &Page) {
        let label = |i: usize| page.labels[i].as_deref();
        let is_furniture = |i: usize| matches!(label(i), Some("boilerplate" | "timestamp"));
        let n = page.labels.len();
        let Some(first) = (0..n).find(|&i| label(i) == Some("body")) else {
            return;
        };
        let last = (0..n).rfind(|&i| label(i) == Some("body")).unwrap_or(first);
        let Some(head) = (0..first).find(|&i| label(i) == Some("headline")) else {
            return;
        };
        let mut i = head;
        while i < n {
            let from = i;
            while i < n && is_furniture(i) && i - from < LONGEST_RUN {
                i += 1;
            }
            if i > from {
                let run: Vec<String> = (from..i).map(|i| page.unit(i).to_owned()).collect();
                match () {
                    () if from < first => self.between.push(run),
                    () if from < last => self.island.push(run),
                    () => {
                        self.tail.push(run);
                        return;
                    }
                }
            } else {
                i += 1;
            }
        }
    }

    /// A mixture made of this page's article; `None` where it has too little of one.
    pub fn mix(
        &self,
        page: &Page,
        settings: &Settings,
        random: &mut Random,
    ) -> Option<(Text, Vec<u8>)> {
        let labels: Vec<Option<&str>> = page.labels.iter().map(Option::as_deref).collect();
        let first = labels.iter().position(|&l| l == Some("body"))?;
        let (head, byline) = (random.unit() < 0.75, random.unit() < 0.4);
        let mut lines: Vec<(String, Option<&str>)> = Vec::new();
        for (i, &label) in labels.iter().enumerate() {
            let wanted = match label {
                Some("body") => true,
                Some("headline" | "standfirst") => head && i < first,
                Some("byline") => byline && i < first,
                _ => false,
            };
            if wanted {
                lines.push((page.unit(i).to_owned(), label));
            }
        }
        let head = lines.iter().position(|l| l.1 == Some("body"))?;
        if lines.len() < head + 3 {
            return None;
        }
        if random.unit() < settings.crossheads {
            invent_crossheads(&mut lines, head, random);
        }
        let body = head;
        if random.unit() < settings.furnished {
            for _ in 0..1 + random.below(3) {
                let at = body + 1 + random.below(lines.len() - body - 1);
                insert(
                    &mut lines,
                    at,
                    self.pick(&self.island, &self.invented_island, random),
                );
            }
        }
        if random.unit() < settings.furnished {
            let at = lines.len();
            insert(
                &mut lines,
                at,
                self.pick(&self.tail, &self.invented_tail, random),
            );
            if random.unit() < 0.3 {
                let at = lines.len();
                insert(
                    &mut lines,
                    at,
                    self.pick(&self.tail, &self.invented_tail, random),
                );
            }
        }
        if body > 0 && lines[0].1 == Some("headline") && random.unit() < settings.furnished {
            insert(&mut lines, body, self.pick(&self.between, &[], random));
        }
        let gap = if random.unit() < 0.6 { "\n" } else { "\n\n" };
        let straight = random.unit() < 0.2;
        let content = lines
            .iter()
            .map(|line| line.0.as_str())
            .collect::<Vec<_>>()
            .join(gap);
        let content = if straight {
            content.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
        } else {
            content
        };
        let labels: Vec<Option<&str>> = lines.iter().map(|line| line.1).collect();
        Some((Text::new(content), allowed(&labels)))
    }

    /// A run of either pool, or the beginning of one.
    fn pick(
        &self,
        found: &[Vec<String>],
        invented: &[Vec<String>],
        random: &mut Random,
    ) -> Vec<String> {
        let from = if found.is_empty() || !invented.is_empty() && random.unit() < 0.3 {
            invented
        } else {
            found
        };
        let run = from
            .get(random.below(from.len()))
            .cloned()
            .unwrap_or_default();
        let length = 1 + random.below(run.len());
        run.into_iter().take(length).collect()
    }
}

fn insert(lines: &mut Vec<(String, Option<&str>)>, at: usize, run: Vec<String>) {
    lines.splice(
        at..at,
        run.into_iter().map(|line| (line, Some("boilerplate"))),
    );
}

/// Puts crossheads, or a list, between paragraphs: the first words of others, as they stand or in capitals.
fn invent_crossheads(lines: &mut Vec<(String, Option<&str>)>, head: usize, random: &mut Random) {
    let source: Vec<String> = lines[head..].iter().map(|line| line.0.clone()).collect();
    let is_list = random.unit() < 0.4;
    let (places, longest) = if is_list {
        (1 + random.below(2), 9)
    } else {
        (1 + random.below(5), 1)
    };
    let form = random.below(4);
    for _ in 0..places {
        let at = head + 1 + random.below(lines.len() - head - 1);
        let most = if is_list { 9 } else { 6 };
        for _ in 0..1 + random.below(longest) {
            let words: Vec<&str> = source[random.below(source.len())]
                .split_whitespace()
                .take(1 + random.below(most))
                .collect();
            let line = words.join(" ");
            let line = line
                .trim_matches(|c: char| !c.is_alphanumeric() && c != '?')
                .to_owned();
            let line = match form {
                0 => line.to_uppercase(),
                1 => words
                    .iter()
                    .map(|word| capitalised(word))
                    .collect::<Vec<_>>()
                    .join(" "),
                _ => line,
            };
            if !line.is_empty() {
                lines.insert(at, (line, Some("body")));
            }
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}
