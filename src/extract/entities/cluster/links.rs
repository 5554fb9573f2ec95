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

/// What a form is joined to.
#[derive(Clone, Copy, Debug)]
struct Link {
    parent: u32,
    /// The place in [`Links::choices`] of the bearers among which each of its mentions chooses.
    choice: u32,
    /// Whether another was joined to it.
    bears: bool,
}

/// Forms joined so far.
#[derive(Debug, Default)]
pub(super) struct Links {
    links: Vec<Link>,
    choices: Vec<Bearers>,
}

const NONE: u32 = u32::MAX;

impl Links {
    /// Joins none of so many forms.
    pub(super) fn clear(&mut self, forms: usize) {
        self.links.clear();
        self.links.extend((0..forms as u32).map(|form| Link {
            parent: form,
            choice: NONE,
            bears: false,
        }));
        self.choices.clear();
    }

    /// The form that stands for the whole entity.
    #[inline]
    pub(super) fn root(&mut self, mut form: u32) -> u32 {
        loop {
            let parent = self.links[form as usize].parent;
            if parent == form {
                return form;
            }
            let above = self.links[parent as usize].parent;
            self.links[form as usize].parent = above;
            form = above;
        }
    }

    /// Joins the entity of `form` to that of `bearer`.
    pub(super) fn join(&mut self, form: u32, bearer: u32) {
        let (form, bearer) = (self.root(form), self.root(bearer));
        if form != bearer {
            self.links[form as usize].parent = bearer;
            self.links[bearer as usize].bears = true;
        }
    }

    /// Joins `form` to its only bearer, or leaves the choice among several to its mentions.
    pub(super) fn join_any(&mut self, form: u32, bearers: &Bearers) {
        match *bearers.roots() {
            [] => {}
            [only] => self.join(form, only),
            _ => {
                self.links[form as usize].choice = self.choices.len() as u32;
                self.choices.push(*bearers);
            }
        }
    }

    /// The bearers among which the mentions of a form choose; empty for a form of one meaning.
    pub(super) fn bearers(&self, form: u32) -> Bearers {
        let choice = self.links[form as usize].choice;
        self.choices
            .get(choice as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Whether the mentions of a form choose among several bearers.
    pub(super) fn has_choice(&self, form: u32) -> bool {
        self.links[form as usize].choice != NONE
    }

    /// Whether the mentions of any form choose.
    pub(super) fn has_choices(&self) -> bool {
        !self.choices.is_empty()
    }

    /// Whether the form is joined to nothing and nothing to it.
    pub(super) fn is_alone(&self, form: u32) -> bool {
        let link = self.links[form as usize];
        link.parent == form && link.choice == NONE && !link.bears
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bearer_joins_and_several_wait() {
        let mut links = Links::default();
        links.clear(4);
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
