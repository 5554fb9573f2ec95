//! What each feature template of a model is worth: the one that is missed least on articles kept out goes first, again and again.

use super::fit::{self, Plan};
use analyze::extract::quotes::training::{Decisions, Labelled, Ranked, template};

/// Decisions of either shape.
enum Data {
    Labelled(Vec<Labelled>, usize),
    Ranked(Vec<Ranked>),
}

impl Data {
    fn of(model: &str, all: &[Decisions], marked: Option<&[Labelled]>) -> Self {
        match model {
            "cue" => Self::Labelled(super::flat(all, |d| &d.cues), 3),
            "start" => Self::Labelled(super::flat(all, |d| &d.starts), 2),
            "end" => Self::Labelled(super::flat(all, |d| &d.ends), 2),
            "source" => Self::Ranked(super::flat(all, |d| &d.sources)),
            _ => Self::Labelled(
                marked.map_or_else(|| super::flat(all, |d| &d.marked), <[_]>::to_vec),
                2,
            ),
        }
    }

    fn without(&self, left_out: &[u32]) -> Self {
        let keep = |features: &[u32]| -> Vec<u32> {
            let kept = |f: &&u32| !left_out.contains(&template(**f));
            features.iter().filter(kept).copied().collect()
        };
        match self {
            Self::Labelled(data, labels) => {
                let each = |(features, label): &Labelled| (keep(features), *label);
                Self::Labelled(data.iter().map(each).collect(), *labels)
            }
            Self::Ranked(data) => {
                let each =
                    |(places, right): &Ranked| (places.iter().map(|p| keep(p)).collect(), *right);
                Self::Ranked(data.iter().map(each).collect())
            }
        }
    }

    fn templates(&self) -> Vec<u32> {
        let all: Vec<&Vec<u32>> = match self {
            Self::Labelled(data, _) => data.iter().map(|(f, _)| f).take(2000).collect(),
            Self::Ranked(data) => data.iter().flat_map(|(p, _)| p).take(2000).collect(),
        };
        let mut found: Vec<u32> = all.into_iter().flatten().map(|&f| template(f)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn fit(&self, plan: Plan) -> Vec<u8> {
        match self {
            Self::Labelled(data, labels) => fit::labelled(data, *labels, plan),
            Self::Ranked(data) => fit::ranked(data, plan),
        }
    }

    /// Mean loss in nats, and the share of right decisions.
    fn judge(&self, bytes: &[u8]) -> (f64, f64) {
        match self {
            Self::Labelled(data, 3) => fit::loss_labelled::<2>(data, bytes),
            Self::Labelled(data, _) => fit::loss_labelled::<1>(data, bytes),
            Self::Ranked(data) => fit::loss_ranked(data, bytes),
        }
    }
}

pub fn run(model: &str, learnt: &[Decisions], kept: &[Decisions], marked: &[Labelled], seed: u64) {
    let plan = super::plan_of(model, seed);
    let quick = Plan {
        epochs: plan.epochs / 2,
        ..plan
    };
    let learnt = Data::of(model, learnt, Some(marked));
    let kept = Data::of(model, kept, None);
    let mut left: Vec<u32> = learnt.templates();
    let mut out: Vec<u32> = Vec::new();
    loop {
        let learnt = learnt.without(&out);
        let kept = kept.without(&out);
        let (loss, right) = kept.judge(&learnt.fit(plan));
        eprintln!(
            "{model}: {} templates, loss {loss:.4}, right {:.2} %, without {out:?}",
            left.len(),
            100.0 * right
        );
        if left.len() < 5 {
            break;
        }
        let losses = left.iter().map(|&t| {
            let (loss, _) = kept.without(&[t]).judge(&learnt.without(&[t]).fit(quick));
            (loss, t)
        });
        let Some((_, least)) = losses.min_by(|a, b| a.0.total_cmp(&b.0)) else {
            break;
        };
        left.retain(|&t| t != least);
        out.push(least);
    }
}
