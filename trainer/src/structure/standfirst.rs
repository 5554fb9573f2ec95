//! The trees of the standfirst's second look: fitted to what models that saw nothing of a page's site make of the page.

use super::boost::boost;
use super::fit::{Random, Settings, fit_model};
use super::gold::{Allowed, Page};
use super::mix::Pool;
use analyze::parse::train::{LEAF, Model, NUMBERS, State, candidates, from_bytes, to_bytes};
use analyze::text::Text;

/// Parts that the pages are divided into: each is judged by a model of the others.
const PARTS: usize = 4;
/// Fits averaged for each of these models.
const FITS: u64 = 2;
/// Mixtures made of each page.
const MIXED: usize = 4;

/// The numbers of the trees fitted to these pages.
pub fn fit_trees(pages: &[&Page], settings: &Settings) -> Vec<i16> {
    let mut settings = settings.clone();
    settings.fits = FITS.min(settings.fits);
    let mut random = Random::new(settings.seed);
    let (mut x, mut right) = (Vec::<[i16; NUMBERS]>::new(), Vec::new());
    let mut see = |text: &Text, model: &Model, allowed: &[Allowed]| {
        for line in candidates(text, model) {
            x.push(line.numbers);
            right.push(allowed.get(line.unit) == Some(&(1 << State::Standfirst as u8)));
        }
    };
    for part in 0..PARTS {
        let (held, seen): (Vec<&Page>, Vec<&Page>) =
            pages.iter().partition(|page| page.fold(PARTS) == part);
        let weights = fit_model(&seen, &settings);
        let model = from_bytes(&to_bytes(&weights, &[]), settings.rules()).expect("own bytes");
        let pool = Pool::new(&held);
        for page in held.iter().filter(|page| page.knows_standfirst) {
            see(&page.text, &model, &page.allowed);
            for _ in 0..MIXED.saturating_mul(usize::from(page.id.ends_with("/html-text"))) {
                if let Some((text, allowed)) = pool.mix(page, &settings, &mut random) {
                    see(&text, &model, &allowed);
                }
            }
        }
    }
    let trees = boost(&x, &right, &mut random);
    let level = |leaf: f32| (leaf / LEAF).round() as i16;
    trees
        .into_iter()
        .flat_map(|(questions, leaves)| {
            let questions = questions.map(|(place, bound)| [place as i16, bound]);
            questions.into_iter().flatten().chain(leaves.map(level))
        })
        .collect()
}
