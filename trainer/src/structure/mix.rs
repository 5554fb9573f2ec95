//! Invented mixtures: the clean article of a page, with or without its head, its byline, blank lines, and a few lines of
//! furniture put between its paragraphs and behind it. Shape C and light residue are rare in the gold.

use super::fit::Random;
use super::gold::{Page, allowed};
use analyze::lexicon::entries;
use analyze::text::Text;

const FURNITURE: &str = include_str!("furniture.txt");

/// The lines that may be mixed in: invented ones, and those that stand within and directly behind the articles of `pages`.
pub struct Pool {
    island: Vec<String>,
    tail: Vec<String>,
}

impl Pool {
    /// The pool of these pages.
    pub fn new(pages: &[&Page]) -> Self {
        let of = |place: &str| -> Vec<String> {
            entries(FURNITURE)
                .filter_map(|line| Some(line.strip_prefix(place)?.trim().to_owned()))
                .collect()
        };
        let (mut island, mut tail) = (of("island\t"), of("tail\t"));
        for page in pages.iter().filter(|page| page.is_human()) {
            let Some(first) = page
                .labels
                .iter()
                .position(|l| l.as_deref() == Some("body"))
            else {
                continue;
            };
            let last = page
                .labels
                .iter()
                .rposition(|l| l.as_deref() == Some("body"))
                .unwrap_or(first);
            for (i, label) in page.labels.iter().enumerate().take(last + 5).skip(first) {
                if label.as_deref() == Some("boilerplate") {
                    let line = page.unit(i).to_owned();
                    if i < last {
                        island.push(line)
                    } else {
                        tail.push(line)
                    }
                }
            }
        }
        Self { island, tail }
    }

    /// A mixture made of this page's article; `None` where it has too little of one.
    pub fn mix(&self, page: &Page, furnished: f32, random: &mut Random) -> Option<(Text, Vec<u8>)> {
        let labels: Vec<Option<&str>> = page.labels.iter().map(Option::as_deref).collect();
        let first = labels.iter().position(|&l| l == Some("body"))?;
        let mut chance = |share: f32| random.unit() < share;
        let (head, byline) = (chance(0.75), chance(0.4));
        let mut lines: Vec<(&str, Option<&str>)> = Vec::new();
        for (i, &label) in labels.iter().enumerate() {
            let wanted = match label {
                Some("body") => true,
                Some("headline" | "standfirst") => head && i < first,
                Some("byline") => byline && i < first,
                _ => false,
            };
            if wanted {
                lines.push((page.unit(i), label));
            }
        }
        let head = lines.iter().position(|l| l.1 == Some("body"))?;
        if lines.len() < head + 3 {
            return None;
        }
        if random.unit() < furnished {
            for _ in 0..1 + random.below(3) {
                let at = head + 1 + random.below(lines.len() - head - 1);
                lines.insert(at, (pick(&self.island, random), Some("boilerplate")));
            }
        }
        if random.unit() < furnished {
            for _ in 0..1 + random.below(3) {
                lines.push((pick(&self.tail, random), Some("boilerplate")));
            }
        }
        let gap = if random.unit() < 0.6 { "\n" } else { "\n\n" };
        let straight = random.unit() < 0.2;
        let content = lines
            .iter()
            .map(|line| line.0)
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
}

fn pick<'p>(pool: &'p [String], random: &mut Random) -> &'p str {
    pool.get(random.below(pool.len()))
        .map_or("", String::as_str)
}
