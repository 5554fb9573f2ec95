//! Mentions that share a root to entities.

use super::super::Mention;
use super::{Entity, label};
use crate::text::Text;

const NONE: u32 = u32::MAX;

/// What building needs room for.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// By root, how many mentions it has; then the place of its entity.
    of_root: Vec<u32>,
    /// Roots of several mentions: [`u32::MAX`] less their number, the rank of the first among all mentions' roots, the root.
    several: Vec<(u32, u32, u32)>,
    /// Roots of one mention, in order.
    single: Vec<u32>,
    forms: Vec<u32>,
}

/// The entities, most mentioned first, ties by first mention. `roots`: of each
/// mention, among so many forms.
pub(super) fn entities(
    text: &Text,
    mentions: Vec<Mention>,
    roots: &[u32],
    forms_in_all: usize,
    room: &mut Room,
) -> Vec<Entity> {
    let Room {
        of_root,
        several,
        single,
        forms,
    } = room;
    of_root.clear();
    of_root.resize(forms_in_all, 0);
    for &root in roots {
        of_root[root as usize] += 1;
    }
    several.clear();
    single.clear();
    for (&root, i) in roots.iter().zip(0..) {
        match std::mem::replace(&mut of_root[root as usize], NONE) {
            NONE => {}
            1 => single.push(root),
            size => several.push((u32::MAX - size, i, root)),
        }
    }
    several.sort_unstable();
    let several = several
        .iter()
        .map(|&(size, _, root)| (root, u32::MAX - size));
    let single = single.iter().map(|&root| (root, 1));
    let mut entities: Vec<Entity> = Vec::with_capacity(several.len() + single.len());
    for (root, size) in several.chain(single) {
        of_root[root as usize] = entities.len() as u32;
        entities.push(Entity {
            mentions: Vec::with_capacity(size as usize),
            ..label::EMPTY
        });
    }
    for (mention, &root) in mentions.into_iter().zip(roots) {
        let entity = &mut entities[of_root[root as usize] as usize];
        if entity.mentions.is_empty() {
            (entity.kind, entity.name, entity.role) = (mention.kind, mention.span, mention.role);
        }
        entity.mentions.push(mention);
    }
    for entity in entities
        .iter_mut()
        .take_while(|entity| entity.mentions.len() > 1)
    {
        label::label(text, entity, forms);
    }
    entities
}
