//! Which forms are one entity: a union-find over forms, and for short forms of several bearers the choice among them.

use rustc_hash::FxHashMap;

/// At most so many bearers of one short form are told apart.
pub(super) const MOST_BEARERS: usize = 8;

/// Forms joined so far.
#[derive(Debug)]
pub(super) struct Links {
    parent: Vec<u32>,
    /// The bearers among which each mention of the form chooses; empty for a form with one meaning.
    bearers: Vec<Vec<u32>>,
}

impl Links {
    pub(super) fn new(forms: usize) -> Self {
        Self {
            parent: (0..forms as u32).collect(),
            bearers: vec![Vec::new(); forms],
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
        self.parent[form as usize] = bearer;
    }

    /// Joins `form` to its only bearer, or leaves the choice among several to its mentions.
    pub(super) fn join_any(&mut self, form: u32, bearers: Vec<u32>) {
        match bearers[..] {
            [] => {}
            [only] => self.join(form, only),
            _ => self.bearers[form as usize] = bearers,
        }
    }

    /// Leaves even a single bearer to the mentions: a generic short form counts only after its bearer.
    pub(super) fn bearers(&self, root: u32) -> &[u32] {
        &self.bearers[root as usize]
    }
}

/// Forms by key, the latest entry first.
#[derive(Debug, Default)]
pub(super) struct Keys {
    heads: FxHashMap<u64, u32>,
    entries: Vec<(u32, u32)>,
}

const END: u32 = u32::MAX;

impl Keys {
    pub(super) fn insert(&mut self, key: u64, form: u32) {
        let head = self.heads.entry(key).or_insert(END);
        self.entries.push((form, *head));
        *head = self.entries.len() as u32 - 1;
    }

    /// The forms under a key, at most so many as are told apart.
    pub(super) fn get(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.heads.get(&key).copied().unwrap_or(END);
        std::iter::from_fn(move || {
            let &(form, next) = self.entries.get(at as usize)?;
            at = next;
            Some(form)
        })
        .take(2 * MOST_BEARERS)
    }

    /// The distinct entities of the forms under a key that pass `fits`.
    pub(super) fn bearers(
        &self,
        key: u64,
        links: &mut Links,
        mut fits: impl FnMut(u32) -> bool,
    ) -> Vec<u32> {
        let mut bearers = Vec::new();
        for form in self.get(key).filter(|&form| fits(form)) {
            let root = links.root(form);
            if !bearers.contains(&root) && bearers.len() < MOST_BEARERS {
                bearers.push(root);
            }
        }
        bearers
    }
}
