//! The tables to a trie, and the trie to the nodes that patterns share.

use super::{
    BEGINS, CAPITAL, CAPITALISED, FILTER, FOLLOWS, Grammar, LEADS, LONGEST, Node, NodeId, PATTERNS,
    Rule, TRIGGER, WORDS, Word, WordId, filter_bit,
};
use crate::extract::dates::class::Class;
use crate::extract::dates::holidays;
use crate::extract::dates::items::NUMBERS;
use crate::lexicon::{WordMap, entries, fold_hash};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

impl Grammar {
    /// Reads the tables.
    pub(super) fn compile() -> Self {
        let mut builder = Builder::default();
        builder.nodes.push(BuildNode::default());
        for line in entries(PATTERNS) {
            let mut columns = line.split('\t');
            let (Some(name), Some(pattern)) = (columns.next(), columns.next()) else {
                continue;
            };
            let expression = builder.parse(pattern);
            if let Some(name) = name.strip_prefix('@') {
                builder.macros.insert(name, expression);
            } else if let Some(rule) = Rule::named(name) {
                builder.rules.push(rule);
                let row = builder.rules.len() as u16;
                for end in builder.extend(&[(0, 0)], &expression) {
                    let node = &mut builder.nodes[end.0 as usize];
                    if node.rule == 0 {
                        node.rule = row;
                    }
                }
            }
        }
        builder.finish()
    }
}

#[derive(Clone, Debug)]
enum Expression {
    Class(u8),
    Literal(u8),
    All(Vec<Expression>),
    Any(Vec<Expression>),
}

#[derive(Debug, Default)]
struct BuildNode {
    /// By whether it is a literal, and its class or number.
    next: BTreeMap<(bool, u8), u32>,
    rule: u16,
}

/// A node's rule, and where its classes and literals lead.
type Kept = (u16, Vec<((bool, u8), u32)>);

#[derive(Default)]
struct Builder {
    nodes: Vec<BuildNode>,
    rules: Vec<Rule>,
    literals: BTreeMap<&'static str, u8>,
    macros: BTreeMap<&'static str, Expression>,
}

impl Builder {
    fn parse(&mut self, pattern: &'static str) -> Expression {
        let mut rest = pattern;
        self.alternatives(&mut rest)
    }

    fn alternatives(&mut self, rest: &mut &'static str) -> Expression {
        let mut choices = vec![self.sequence(rest)];
        while let Some(after) = rest.strip_prefix('|') {
            *rest = after;
            choices.push(self.sequence(rest));
        }
        match choices.pop() {
            Some(only) if choices.is_empty() => only,
            last => {
                choices.extend(last);
                Expression::Any(choices)
            }
        }
    }

    fn sequence(&mut self, rest: &mut &'static str) -> Expression {
        let mut parts = Vec::new();
        loop {
            *rest = rest.trim_start_matches(' ');
            match rest.chars().next() {
                None | Some('|' | ')' | ']') => return Expression::All(parts),
                Some(open @ ('(' | '[')) => {
                    *rest = &rest[1..];
                    let inner = self.alternatives(rest);
                    *rest = rest.get(1..).unwrap_or("");
                    parts.push(match open {
                        '[' => Expression::Any(vec![inner, Expression::All(Vec::new())]),
                        _ => inner,
                    });
                }
                Some(_) => {
                    let end = rest
                        .find([' ', '|', ')', ']', '(', '['])
                        .unwrap_or(rest.len());
                    let (word, after) = rest.split_at(end);
                    *rest = after;
                    parts.push(self.word(word));
                }
            }
        }
    }

    fn word(&mut self, word: &'static str) -> Expression {
        if let Some(name) = word.strip_prefix('@') {
            return self
                .macros
                .get(name)
                .cloned()
                .unwrap_or(Expression::Any(Vec::new()));
        }
        match Class::named(word) {
            Some(class) => Expression::Class(class as u8),
            None => {
                let next = self.literals.len() as u8 + 1;
                Expression::Literal(*self.literals.entry(word).or_insert(next))
            }
        }
    }

    /// Grows the trie by `expression` from each of the nodes (with their depths); returns where it ends.
    fn extend(&mut self, from: &[(u32, usize)], expression: &Expression) -> Vec<(u32, usize)> {
        match expression {
            Expression::Class(_) | Expression::Literal(_) => {
                let key = match expression {
                    Expression::Literal(literal) => (true, *literal),
                    Expression::Class(class) => (false, *class),
                    _ => (true, 0),
                };
                let mut ends = Vec::with_capacity(from.len());
                for &(node, depth) in from.iter().filter(|(_, depth)| *depth < LONGEST) {
                    let fresh = self.nodes.len() as u32;
                    let end = *self.nodes[node as usize].next.entry(key).or_insert(fresh);
                    if end == fresh {
                        self.nodes.push(BuildNode::default());
                    }
                    ends.push((end, depth + 1));
                }
                ends
            }
            Expression::All(parts) => {
                let mut ends = from.to_vec();
                for part in parts {
                    ends = self.extend(&ends, part);
                }
                ends
            }
            Expression::Any(choices) => {
                let mut ends: Vec<_> = choices.iter().flat_map(|c| self.extend(from, c)).collect();
                ends.sort_unstable();
                ends.dedup();
                ends
            }
        }
    }

    /// The nodes with those that go on alike made one, the root first: a small part of the trie, which then stays in cache.
    fn minimised(&self) -> Vec<BuildNode> {
        let mut same: FxHashMap<Kept, u32> = FxHashMap::default();
        let mut canonical = vec![0u32; self.nodes.len()];
        // A child is made after its parent.
        for (i, node) in self.nodes.iter().enumerate().rev() {
            let next = node.next.iter();
            let next = next.map(|(&key, &child)| (key, canonical[child as usize]));
            let fresh = same.len() as u32;
            canonical[i] = *same.entry((node.rule, next.collect())).or_insert(fresh);
        }
        let mut kept: Vec<_> = same.into_iter().collect();
        kept.sort_unstable_by_key(|&(_, id)| std::cmp::Reverse(id));
        let last = kept.len() as u32 - 1;
        let turned = |((rule, next), _): (Kept, u32)| BuildNode {
            next: next
                .into_iter()
                .map(|(key, child)| (key, last - child))
                .collect(),
            rule,
        };
        kept.into_iter().map(turned).collect()
    }

    /// Classes and literals that patterns hold behind a number in digits.
    fn behind_numbers(&self) -> BTreeSet<(bool, u8)> {
        let of_numbers = |(key, _): &(&(bool, u8), &u32)| {
            !key.0
                && Class::ALL
                    .get(usize::from(key.1))
                    .is_some_and(|c| NUMBERS & c.bit() != 0)
        };
        let edges = self.nodes.iter().flat_map(|node| node.next.iter());
        let children = edges.filter(of_numbers).map(|(_, &child)| child);
        let mut behind: BTreeSet<_> = children
            .flat_map(|child| self.nodes[child as usize].next.keys().copied())
            .collect();
        // "May 3, 1941" is led by its month.
        if let Some(&comma) = self.literals.get(",") {
            behind.remove(&(true, comma));
        }
        // What items make of others (see items.rs).
        for (made, from) in [
            (Class::Month, Class::MonthAbbr),
            (Class::Weekday, Class::WeekdayAbbr),
            (Class::Num, Class::Spelled),
            (Class::Num, Class::Scale),
            (Class::DayOrd, Class::Ord),
        ] {
            if behind.contains(&(false, made as u8)) {
                behind.insert((false, from as u8));
            }
        }
        behind
    }

    fn finish(self) -> Grammar {
        let mut by_hash: BTreeMap<u32, Word> = BTreeMap::new();
        for line in entries(WORDS) {
            let mut columns = line.split('\t');
            let (Some(word), Some(class), Some(code)) =
                (columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let (Some(class), Ok(code)) = (Class::named(class), code.parse()) else {
                continue;
            };
            let entry = by_hash.entry(fold_hash(word)).or_default();
            entry.mask |= class.bit();
            match class {
                Class::Ord | Class::Spelled => entry.number = code,
                _ => entry.code = code,
            }
        }
        for head in holidays::heads() {
            by_hash.entry(fold_hash(head)).or_default().mask |= Class::HolidayHead.bit();
        }
        for (&word, &literal) in &self.literals {
            by_hash.entry(fold_hash(word)).or_default().literal = literal;
        }
        let triggers = Class::ALL
            .iter()
            .filter(|class| class.is_trigger())
            .fold(0, |mask, class| mask | class.bit());
        // Classes that items get from others (see items.rs) are not in the tables.
        let made = [
            Class::Spelled,
            Class::Scale,
            Class::Ord,
            Class::HolidayHead,
            Class::MonthAbbr,
            Class::WeekdayAbbr,
        ];
        let root = &self.nodes[0].next;
        let begins = |word: &Word| {
            let class = |class: &&Class| word.mask & class.bit() != 0;
            made.iter().any(|c| class(&c))
                || root.contains_key(&(true, word.literal))
                || Class::ALL
                    .iter()
                    .filter(class)
                    .any(|&c| root.contains_key(&(false, c as u8)))
        };
        // "fiscal 96", "AD 43", "in 218", "the winter of 373"
        let leading = Class::Fiscal.bit() | Class::Half.bit() | Class::Ad.bit();
        let before_a_year = ["in", "of"].map(fold_hash);
        let behind = self.behind_numbers();
        let follows = |word: &Word| {
            let class = |class: &&Class| word.mask & class.bit() != 0;
            behind.contains(&(true, word.literal))
                || Class::ALL
                    .iter()
                    .filter(class)
                    .any(|&c| behind.contains(&(false, c as u8)))
        };
        let mut filter = [0; FILTER];
        let mut words = Vec::with_capacity(by_hash.len());
        let mut ids = Vec::with_capacity(by_hash.len());
        for (hash, word) in by_hash {
            let trigger = word.mask & triggers != 0;
            if trigger {
                filter[hash as usize % FILTER] |= filter_bit(hash);
            }
            // "may", "march" and "august" are no months without a capital (see items.rs).
            let verb = word.mask & triggers == Class::Month.bit() && matches!(word.code, 3 | 5 | 8);
            let name = verb || word.mask & triggers & !CAPITALISED == 0;
            ids.push((
                hash,
                words.len() as WordId
                    | if trigger { TRIGGER } else { 0 }
                    | if name { CAPITAL } else { 0 }
                    | if begins(&word) { BEGINS } else { 0 }
                    | if trigger || word.mask & leading != 0 || before_a_year.contains(&hash) {
                        LEADS
                    } else {
                        0
                    }
                    | if follows(&word) { FOLLOWS } else { 0 },
            ));
            words.push(word);
        }
        let (mut nodes, mut children, mut literals) = (Vec::new(), Vec::new(), Vec::new());
        for node in self.minimised() {
            let begin = literals.len();
            let of_words = node.next.iter().filter(|(key, _)| key.0);
            literals.extend(of_words.map(|(key, child)| (key.1, *child as NodeId)));
            let of_classes = || node.next.iter().filter(|(key, _)| !key.0);
            let low = of_classes().next().map_or(0, |(key, _)| key.1);
            let first = children.len() as i32 - i32::from(low);
            for (&(_, class), &child) in of_classes() {
                children.resize((first + i32::from(class)) as usize, 0);
                children.push(child as NodeId);
            }
            nodes.push(Node {
                mask: of_classes().fold(0, |mask, (key, _)| mask | 1 << key.1),
                first,
                literals: (begin as u16, literals.len() as u16),
                rule: node.rule,
            });
        }
        let literal = |word| self.literals.get(word).copied().unwrap_or(u8::MAX);
        let mut openers = [0; 4];
        for &(_, literal) in root.keys().filter(|key| key.0) {
            openers[usize::from(literal / 64)] |= 1 << (literal % 64);
        }
        Grammar {
            openers,
            joints: ["on", "at", "of", ","].map(literal),
            ids: WordMap::from_hashes(ids, |_, last| last),
            filter,
            words,
            nodes,
            children,
            literals,
            rules: self.rules,
        }
    }
}
