//! Scores to states: rules that the pages of the training are too few to teach, the best legal order, and more caution
//! where a text is nearly all article.

use super::article::BoilerplateKind as Kind;
use super::chain::{Model, Scores};
use super::cues::Cues;
use super::facts::{Facts, sign};
use super::kinds::{is_time, own_kind};
use super::page::{Page, Place, Title};
use super::standfirst;
use super::states::State;

/// Strengths of the rules, in units of the scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// How sure a call to the reader ("Email us at …"), which reads as prose, and small print ("Reporting by …; editing
    /// by …") make of furniture.
    pub sure: f32,
    /// How sure a sentence without a final mark makes of a standfirst, between the first line and the first paragraph.
    pub summary: f32,
    /// How sure it makes of the headline that the first line, a page's title, begins with this one: the last such before
    /// the article.
    pub named: f32,
    /// How sure a cue that is the whole line makes that it names no author.
    pub cued: f32,
    /// How sure "Political correspondent" below a byline makes of more of it.
    pub role: f32,
    /// How sure being the first line like one makes of the headline, in a text that is mostly prose.
    pub title: f32,
    /// Up to this share of furniture in and behind the article, in percent, a text is nearly all article.
    pub share: f32,
    /// What a line of furniture costs there: one without a cue, with a weak one, with a strong one.
    pub clean: [f32; 3],
    /// With no more lines of furniture than these, a text that is mostly prose has none inside or behind the article but
    /// says itself what it is: prose, and a heading or two headlines at its end, are more likely its own than a page's.
    pub few: f32,
    /// By how much standfirst and byline are preferred, the rarer states.
    pub rare: [f32; 2],
}

/// Chosen by cross-validation: see the model's card.
pub const RULES: Rules = Rules {
    sure: 8.0,
    summary: 8.0,
    named: 8.0,
    cued: 6.0,
    role: 12.0,
    title: 2.0,
    share: 5.0,
    clean: [3.0, 2.0, 0.0],
    few: 3.0,
    rare: [1.0, 1.0],
};

/// Furniture that may be an invention: what stands before the headline is left alone.
const FURNITURE: [State; 3] = [State::Between, State::Island, State::After];

/// What puts a state out of the question.
const OUT: f32 = 1000.0;

/// The states of a page's units.
pub fn decide(page: &Page, model: &Model, mut scores: Vec<Scores>) -> Vec<State> {
    let states = first_look(page, model, &mut scores);
    standfirst::decide(page, model, &mut scores, states)
}

/// The best order; the scores are left as the rules made them.
pub fn first_look(page: &Page, model: &Model, scores: &mut [Scores]) -> Vec<State> {
    let rules = &model.rules;
    apply(page, rules, scores);
    let mut states = model.best(scores, page.kind());
    let found = states.iter().filter(|s| FURNITURE.contains(s)).count();
    if found > 0 && found as f32 * 100.0 <= rules.share * states.len() as f32 + 100.0 {
        for (facts, scores) in page.facts.iter().zip(scores.iter_mut()) {
            for state in FURNITURE {
                scores[state as usize] -= rules.clean[betrayal(facts)];
            }
        }
        states = model.best(scores, page.kind());
    }
    let found = states.iter().filter(|s| s.is_boilerplate()).count();
    if page.kind() == 2 && found > 0 && found as f32 <= rules.few {
        for (facts, scores) in page.facts.iter().zip(scores.iter_mut()) {
            if facts.words > 0 && betrayal(facts) == 0 && own_kind(facts).is_none() {
                scores[State::Island as usize] -= OUT;
                scores[State::After as usize] -= OUT;
            }
        }
        states = model.best(scores, page.kind());
    }
    states
}

/// How much a line betrays by itself that it is furniture: 0, 1 or 2.
fn betrayal(facts: &Facts) -> usize {
    let strong = facts.is_call()
        || facts.is_small_print()
        || facts.cues.line() != 0 && !facts.cues.has(Kind::Credit);
    if strong {
        2
    } else {
        usize::from(facts.is_cued())
    }
}

fn apply(page: &Page, rules: &Rules, scores: &mut [Scores]) {
    for (facts, scores) in page.facts.iter().zip(scores.iter_mut()) {
        if facts.is_call() || facts.is_small_print() {
            for state in State::ALL.into_iter().filter(|s| s.is_boilerplate()) {
                scores[state as usize] += rules.sure;
            }
        }
        let cued = facts.cues.line() & !Cues::bit(Kind::Credit) != 0 && !facts.is_signed();
        // A caption or an address is no summary.
        let beside = facts.cues.has(Kind::Credit)
            || facts.has(sign::ENDS_BRACKET | sign::AT | sign::HOST | sign::COPYRIGHT);
        scores[State::Standfirst as usize] += if beside { -rules.cued } else { rules.rare[0] };
        scores[State::Byline as usize] += if cued { -rules.cued } else { rules.rare[1] };
    }
    for (pair, scores) in page.facts.windows(2).zip(scores.iter_mut().skip(1)) {
        if pair[0].is_signed() && pair[1].is_role() {
            scores[State::Byline as usize] += rules.role;
        }
    }
    // A headline-like line before all prose, in a text that is mostly prose.
    let is_title = |facts: &&Facts| {
        !facts.is_prose() && !facts.is_cued() && !is_time(facts) && !facts.is_signed()
    };
    if page.kind() == 2
        && let Some(i) = page.facts.iter().take(3).position(|facts| is_title(&facts))
        && page.places[i].prose_before == 0
        && (4..=25).contains(&page.facts[i].total_words())
    {
        scores[i][State::Headline as usize] += rules.title;
    }
    let named = |place: &Place| place.title == Title::Begins && place.prose_before < 60;
    if let Some(i) = page.places.iter().rposition(named) {
        scores[i][State::Headline as usize] += rules.named;
    }
    if is_summarised(page) {
        scores[1][State::Standfirst as usize] += rules.summary;
    }
}

/// Whether the second line is a sentence without a final mark between a headline and the first paragraph; a time or a
/// byline may stand between.
pub fn is_summarised(page: &Page) -> bool {
    let [title, summary, rest @ ..] = page.facts.as_slice() else {
        return false;
    };
    let mut rest = rest
        .iter()
        .take(4)
        .skip_while(|f| is_time(f) || f.is_signed());
    !title.is_prose() && summary.is_summary() && rest.next().is_some_and(Facts::is_prose)
}

#[cfg(test)]
mod tests {
    use crate::parse::{Section, parse};
    use crate::text::Text;

    /// Boilerplate found in an article of five paragraphs with these lines behind it.
    fn behind(lines: &str) -> Vec<String> {
        let paragraphs = "Harbour wall falls in storm\n\
            The harbour wall at Wexley fell on Monday in the worst storm of the year, the mayor said.\n\
            Waves of six metres broke over the quay and carried off two fishing boats and a shed.\n\
            Nobody was hurt, but the road along the shore will be closed until the end of March.\n\
            Engineers had warned the council two years ago that the wall would not last the winter.\n\
            The town will ask the county for the money to build a new one, which it puts at £4m.";
        let text = Text::new(format!("{paragraphs}\n{lines}"));
        let article = parse(&text);
        let furniture = article
            .blocks
            .iter()
            .filter(|block| matches!(block.section, Section::Boilerplate(_)));
        furniture
            .map(|block| block.span.of(&text.content).to_owned())
            .collect()
    }

    #[test]
    fn a_few_lines_must_betray_themselves() {
        for (lines, found) in [
            ("", vec![]),
            ("Story timeline\nWall of 1953 was to last a century", vec![]),
            (
                "© 2024 The Wexley Echo. All rights reserved.",
                vec!["© 2024 The Wexley Echo. All rights reserved."],
            ),
            (
                "(Reporting by Ana Faria; editing by Tom Reed)",
                vec!["(Reporting by Ana Faria; editing by Tom Reed)"],
            ),
        ] {
            assert_eq!(behind(lines), found, "{lines}");
        }
    }
}
