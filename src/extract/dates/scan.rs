//! The walk over an article's tokens: expressions are looked for only around tokens that can begin or carry one.

use super::Timex;
use super::beside;
use super::class::Class;
use super::context::Surroundings;
use super::grammar::grammar;
use super::items::{Item, NUMBERS, Source};
use super::join::{Composer, Piece, Scratch};
use super::present::Present;
use super::resolve::Resolver;
use super::spec::Meaning;
use crate::extract::Settings;
use crate::parse::Article;
use crate::text::{Flags, Span};

/// Words looked back over from a trigger for the beginning of its expression.
const BACK: usize = 8;

/// Finds the temporal expressions of an article, in text order.
pub fn find_dates(article: &Article<'_>, settings: &Settings) -> Vec<Timex> {
    let text = article.text;
    let mut found = Vec::with_capacity(16);
    let reference = settings.reference.map(|reference| reference.date);
    let mut resolver = Resolver::new(reference, Present::new(article.dateline.is_some()));
    let (mut items, scratch) = (Vec::with_capacity(32), Scratch::default());
    for block in article.extractable(settings.include_boilerplate) {
        let source = Source {
            content: &text.content,
            tokens: &text.tokens[..block.tokens.end as usize],
            grammar: grammar(),
        };
        let first = block.tokens.start as usize;
        // Where the last run ended, and the token looked at.
        let (mut done, mut at) = (first, first);
        while let Some(trigger) = source.next_begin(at) {
            at = trigger;
            if source.is_lone_number(done, at) && !resolver.in_antiquity() {
                (done, at) = (at + 1, at + 1);
                continue;
            }
            let from = beginning(&source, done, at);
            done = run(&source, from, &mut items);
            // A word that turned out to be none of an expression ("the presidents on Friday") ends no other.
            while done < at {
                done = run(&source, done + 1, &mut items);
            }
            done = done.max(at + 1);
            at = done;
            read(&source, first, &items, &scratch, &mut resolver, &mut found);
        }
    }
    found
}

/// The first of the words before the trigger `at` that its expression may begin with; none before `done`.
fn beginning(source: &Source<'_>, done: usize, at: usize) -> usize {
    let least = done.max(at.saturating_sub(BACK));
    let (mut from, mut looked) = (at, at);
    while looked > least {
        let before = &source.tokens[looked - 1];
        if before.has(Flags::ENDS_SENTENCE) {
            break;
        }
        let Some(begins) = source.grammar.may_begin(before.hash) else {
            break;
        };
        looked -= 1;
        if begins {
            from = looked;
        }
    }
    from
}

/// Makes the items from token `from` on, up to the first that the tables do not know; returns the token after them.
pub fn run(source: &Source<'_>, from: usize, items: &mut Vec<Item>) -> usize {
    items.clear();
    let mut at = from;
    while let Some(item) = source.item(at) {
        at = item.last + 1;
        items.push(item);
        let last = item.last;
        // "428 – c. 348 BC" goes on behind the full stop.
        if source.tokens[last].has(Flags::ENDS_SENTENCE)
            && !(last > from && source.tokens[last - 1].span().of(source.content) == "c")
        {
            break;
        }
    }
    at
}

/// Reads the expressions off a run of items.
fn read(
    source: &Source<'_>,
    block: usize,
    items: &[Item],
    scratch: &Scratch,
    resolver: &mut Resolver,
    found: &mut Vec<Timex>,
) {
    let composer = Composer {
        source: *source,
        items,
        scratch,
    };
    let surroundings = |piece: &Piece| Surroundings {
        source: *source,
        block,
        first: items[piece.start].first,
        last: items[piece.end - 1].last,
    };
    // A number alone: most are none of a date.
    if let [item] = items
        && item.mask != 0
        && item.mask & !NUMBERS == 0
        && !(item.is(Class::AncientYear) && resolver.may_be_ancient())
    {
        return;
    }
    // Behind the last trigger nothing begins.
    let begins = |item: &Item| source.begins(&source.tokens[item.first]);
    let end = items.iter().rposition(begins).map_or(0, |last| last + 1);
    let mut at = 0;
    while at < end {
        let admits = |piece: &Piece| surroundings(piece).admits(piece, items, resolver);
        let Some(piece) = composer.longest(at, admits) else {
            at += 1;
            continue;
        };
        at = if emit(&surroundings(&piece), items, &piece, resolver, found) {
            piece.end
        } else {
            at + 1
        };
    }
}

/// Appends what `piece` says; returns whether its items are used up.
fn emit(
    surroundings: &Surroundings<'_>,
    items: &[Item],
    piece: &Piece,
    resolver: &mut Resolver,
    found: &mut Vec<Timex>,
) -> bool {
    let source = &surroundings.source;
    let (first, last) = (surroundings.first, surroundings.last);
    surroundings.follow_story(&piece.meaning, resolver);
    match piece.meaning {
        Meaning::Nothing => return true,
        Meaning::Range(a, b, joint) => {
            let joint = piece.start + joint;
            let mut push = |resolver: &mut Resolver, meaning, from: usize, to: usize, modifier| {
                let cue = surroundings.cue(&meaning, resolver.grounded());
                if let Some((kind, value)) = resolver.resolve(&meaning, cue) {
                    found.push(Timex {
                        span: span(source, items[from].first, items[to].last),
                        kind,
                        value,
                        modifier,
                    });
                }
            };
            push(
                resolver,
                Meaning::Date(a),
                piece.start,
                joint - 1,
                piece.modifier,
            );
            let begun = resolver.anchor;
            // "the" of the second belongs to it, "c." does not.
            let circa = |item: &Item| matches!(source.stem(item.first), "c" | "ca" | ".");
            let second = items[joint + 1..piece.end]
                .iter()
                .position(|item| !circa(item));
            let from = joint + 1 + second.unwrap_or(0);
            push(resolver, Meaning::Date(b), from, piece.end - 1, None);
            resolver.ended_range(
                begun,
                beside::opens_bracket(source.content, span(source, first, last)),
            );
            if a.year.is_some() {
                beside::complete_list(source.content, found);
            }
            return true;
        }
        _ => {}
    }
    let known = surroundings.known_by_its_date(&piece.meaning);
    let meaning = known.as_ref().unwrap_or(&piece.meaning);
    let cue = surroundings.cue(meaning, resolver.grounded());
    let stated = beside::restated(surroundings, &piece.meaning, found.last());
    let anchor = resolver.anchor;
    let resolved = resolver.resolve(meaning, cue);
    if stated.is_some() || known.is_some() || surroundings.looks_back(meaning, resolver) {
        resolver.anchor = anchor;
    } else if resolver.grounded() && surroundings.is_of_report() {
        resolver.return_to(&anchor);
    }
    let Some((kind, value)) = stated.or(resolved) else {
        // An impossible date gives nothing, not its parts.
        return matches!(piece.meaning, Meaning::Date(spec) if spec.month.is_some() && spec.day.is_some());
    };
    found.push(Timex {
        span: span(source, first, last),
        kind,
        value,
        modifier: piece.modifier,
    });
    let said = matches!(piece.meaning, Meaning::Date(spec) if spec.year.is_some());
    if said && !resolver.grounded() {
        beside::ground_sentence(source.content, found, surroundings.sentence());
    }
    let behind = || surroundings.verb_looks_back();
    if let Some(range) = beside::settle(source.content, found, said, resolver.reference, behind) {
        resolver.ended_range(anchor, beside::opens_bracket(source.content, range));
    }
    true
}

/// From the first to the last token, a possessive at the end left out.
fn span(source: &Source<'_>, first: usize, last: usize) -> Span {
    let start = source.tokens[first].start;
    let end = source.tokens[last].stem(source.content).end;
    Span { start, end }
}
