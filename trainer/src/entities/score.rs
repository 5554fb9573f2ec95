//! Exact span and type, counted as the project's scorer does (four types).

use super::gold::{Document, coarse};
use std::collections::{BTreeMap, HashMap};

#[derive(Default, Clone, Copy)]
pub struct Tally {
    pub hit: usize,
    pub predicted: usize,
    pub gold: usize,
}

impl Tally {
    pub fn f1(&self) -> f64 {
        200.0 * self.hit as f64 / (self.predicted + self.gold).max(1) as f64
    }
}

/// Tallies by corpus (and "overall") and coarse type (4 = all).
#[derive(Default)]
pub struct Scores(pub BTreeMap<String, [Tally; 5]>);

impl Scores {
    pub fn add(&mut self, doc: &Document, found: &[(usize, usize, usize)]) {
        let knows = |t: usize| {
            t < 3
                || doc
                    .types
                    .iter()
                    .any(|t| matches!(t.as_str(), "misc" | "group" | "work" | "event" | "product"))
        };
        let soft: Vec<(usize, usize)> = doc
            .entities
            .iter()
            .filter(|n| n.optional || n.silver || !knows(coarse(&n.kind)))
            .map(|n| (n.start, n.end))
            .collect();
        let gold: HashMap<(usize, usize), usize> = doc
            .entities
            .iter()
            .filter(|n| !soft.contains(&(n.start, n.end)))
            .map(|n| ((n.start, n.end), coarse(&n.kind)))
            .collect();
        let group = doc.corpus.split('-').next().unwrap_or_default().to_owned();
        for key in [group, "overall".to_owned()] {
            let tally = self.0.entry(key).or_default();
            for &t in gold.values() {
                tally[t].gold += 1;
                tally[4].gold += 1;
            }
            for &(s, e, t) in found {
                if soft.contains(&(s, e)) || !knows(t) {
                    continue;
                }
                let hit = usize::from(gold.get(&(s, e)) == Some(&t));
                for i in [t, 4] {
                    tally[i].predicted += 1;
                    tally[i].hit += hit;
                }
            }
        }
    }

    pub fn print(&self) {
        let mut macro_f1 = Vec::new();
        for (name, t) in &self.0 {
            println!(
                "{name:12} all {:.2}  per {:.2}  org {:.2}  loc {:.2}  misc {:.2}   (P {:.1} R {:.1}, {} gold)",
                t[4].f1(),
                t[0].f1(),
                t[1].f1(),
                t[2].f1(),
                t[3].f1(),
                100.0 * t[4].hit as f64 / t[4].predicted.max(1) as f64,
                100.0 * t[4].hit as f64 / t[4].gold.max(1) as f64,
                t[4].gold
            );
            if name != "overall" {
                macro_f1.push(t[4].f1());
            }
        }
        println!(
            "macro {:.2}",
            macro_f1.iter().sum::<f64>() / macro_f1.len().max(1) as f64
        );
    }
}
