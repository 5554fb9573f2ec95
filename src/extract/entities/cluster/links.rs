//! Which forms are one entity: a union-find over forms, and for short forms of several bearers the choice among them.

use rustc_hash::FxHashMap;

/// At most so many bearers of one short form are told apart.
const MOST_BEARERS: usize = 8;

/// The entities that a short form may stand for, by root.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bearers {
    roots: [u32; MOST_BEARERS],
    len: usize,
}

impl Bearers {
    pub(super) fn roots(&self) -> &[u32] {
        &self.roots[..self.len]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    fn add(&mut self, root: u32) {
        if self.len < MOST_BEARERS && !self.roots().contains(&root) {
            self.roots[self.len] = root;
            self.len += 1;
        }
    }
}

/// Forms joined so far.
#[derive(Debug)]
pub(super) struct Links {
    parent: Vec<u32>,
    /// By form, the place in `choices` of the bearers among which each of its mentions chooses.
    choice: Vec<u32>,
    choices: Vec<Bearers>,
    /// By form, whether another was joined to it.
    bears: Vec<bool>,
}

const NONE: u32 = u32::MAX;

impl Links {
    pub(super) fn new(forms: usize) -> Self {
        Self {
            parent: (0..forms as u32).collect(),
            choice: vec![NONE; forms],
            choices: Vec::new(),
            bears: vec![false; forms],
        }
    }

    /// The form that stands for the whole entity.
    pub(super) fn root(&mut self, mut form: u32) -> u32 {
        while self.parent[form as usize] != form {
            let above = self.parent[self.parent[form as usize] as usize];
            self.parent[form as usize] = above;
            form = above;
        }
        form
    }

    /// Joins the entity of `form` to that of `bearer`.
    pub(super) fn join(&mut self, form: u32, bearer: u32) {
        let (form, bearer) = (self.root(form), self.root(bearer));
        if form != bearer {
            self.parent[form as usize] = bearer;
            self.bears[bearer as usize] = true;
        }
    }

    /// Joins `form` to its only bearer, or leaves the choice among several to its mentions.
    pub(super) fn join_any(&mut self, form: u32, bearers: &Bearers) {
        match *bearers.roots() {
            [] => {}
            [only] => self.join(form, only),
            _ => {
                self.choice[form as usize] = self.choices.len() as u32;
                self.choices.push(*bearers);
            }
        }
    }

    /// The bearers among which the mentions of a form choose; empty for a form of one meaning.
    pub(super) fn bearers(&self, form: u32) -> Bearers {
        self.choices
            .get(self.choice[form as usize] as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Whether the mentions of a form choose among several bearers.
    pub(super) fn has_choice(&self, form: u32) -> bool {
        self.choice[form as usize] != NONE
    }

    /// Whether the form is joined to nothing and nothing to it.
    pub(super) fn is_alone(&self, form: u32) -> bool {
        let form = form as usize;
        self.parent[form] == form as u32 && self.choice[form] == NONE && !self.bears[form]
    }
}

/// Forms by key, the latest entry first.
#[derive(Debug, Default)]
pub(super) struct Keys {
    heads: FxHashMap<u64, u32>,
    /// Form and the entry before it under the same key.
    entries: Vec<(u32, u32)>,
}

impl Keys {
    /// For about so many forms.
    pub(super) fn for_forms(forms: usize) -> Self {
        let mut keys = Self::default();
        keys.heads.reserve(forms * 6);
        keys.entries.reserve(forms * 6);
        keys
    }

    pub(super) fn insert(&mut self, key: u64, form: u32) {
        let head = self.heads.entry(key).or_insert(NONE);
        self.entries.push((form, *head));
        *head = self.entries.len() as u32 - 1;
    }

    /// The latest forms under a key.
    fn get(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.heads.get(&key).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let &(form, next) = self.entries.get(at as usize)?;
            at = next;
            Some(form)
        })
        .take(2 * MOST_BEARERS)
    }

    /// The distinct entities of the forms that pass `fits`, under the first key that has any.
    pub(super) fn bearers(
        &self,
        keys: impl Iterator<Item = u64>,
        links: &mut Links,
        mut fits: impl FnMut(u32) -> bool,
    ) -> Bearers {
        let mut bearers = Bearers::default();
        for key in keys {
            for form in self.get(key).filter(|&form| fits(form)) {
                bearers.add(links.root(form));
            }
            if !bearers.is_empty() {
                break;
            }
        }
        bearers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bearer_joins_and_several_wait() {
        let (mut links, mut keys) = (Links::new(4), Keys::default());
        keys.insert(7, 0);
        keys.insert(7, 1);
        keys.insert(8, 0);
        let several = keys.bearers([9, 7].into_iter(), &mut links, |_| true);
        assert_eq!(several.roots(), [1, 0]);
        links.join_any(2, &several);
        assert_eq!((links.root(2), links.bearers(2).roots().len()), (2, 2));
        let one = keys.bearers([8].into_iter(), &mut links, |_| true);
        links.join_any(3, &one);
        assert_eq!(
            (links.root(3), links.is_alone(3), links.is_alone(1)),
            (0, false, true)
        );
    }
}
