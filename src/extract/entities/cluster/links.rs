//! Which forms are one entity: a union-find over forms, and for short forms of several bearers the choice among them.

/// At most so many bearers of one short form are told apart.
pub(super) const MOST_BEARERS: usize = 8;

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

    pub(super) fn add(&mut self, root: u32) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bearer_joins_and_several_wait() {
        let mut links = Links::new(4);
        let (mut several, mut one) = (Bearers::default(), Bearers::default());
        for root in [1, 0, 1] {
            several.add(root);
        }
        one.add(0);
        links.join_any(2, &several);
        links.join_any(3, &one);
        assert_eq!((links.root(2), links.bearers(2).roots()), (2, &[1, 0][..]));
        assert_eq!((links.root(3), links.has_choice(2)), (0, true));
        assert_eq!((links.is_alone(3), links.is_alone(1)), (false, true));
    }
}
